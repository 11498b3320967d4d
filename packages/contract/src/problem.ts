// Long because it is the one catalogue of refusals.
/** One row of the catalogue of errors: the same sentence in the API, the log and the page. */
export interface ProblemKind {
  readonly status: number;
  readonly happened: string;
  readonly isKept: string;
  readonly toDo: string;
}

const nothingChanged = 'Nothing was changed.';

/** The catalogue. Codes are stable; sentences may be improved. */
export const problemKinds = Object.freeze({
  'REQ-001': {
    status: 400,
    happened: 'Something in the request could not be read.',
    isKept: nothingChanged,
    toDo: 'Look at the marked field and try again.',
  },
  'REQ-002': {
    status: 404,
    happened: 'There is nothing at this address.',
    isKept: nothingChanged,
    toDo: 'Check the address, or go back to Today.',
  },
  'REQ-003': {
    status: 415,
    happened: 'Only JSON is read here.',
    isKept: nothingChanged,
    toDo: 'Send the body as application/json.',
  },
  'REQ-004': {
    status: 413,
    happened: 'The file or message is too large.',
    isKept: nothingChanged,
    toDo: 'Send a smaller file.',
  },
  'REQ-005': {
    status: 403,
    happened: 'The request came from another site.',
    isKept: nothingChanged,
    toDo: 'Open Evenkeel in its own tab and try again.',
  },
  'REQ-006': {
    status: 429,
    happened: 'Too many requests came in a short time.',
    isKept: nothingChanged,
    toDo: 'Wait a minute and try again.',
  },
  'AUT-001': {
    status: 401,
    happened: 'You are not signed in, or your sign-in has ended.',
    isKept: 'What you typed is still on this device.',
    toDo: 'Sign in again.',
  },
  'AUT-002': {
    status: 403,
    happened: 'Your role does not include this.',
    isKept: nothingChanged,
    toDo: 'Ask someone with the right role.',
  },
  'AUT-003': {
    status: 401,
    happened: 'The name or password was not right.',
    isKept: nothingChanged,
    toDo: 'Try again, or ask your administrator for a new password.',
  },
  'AUT-004': {
    status: 429,
    happened: 'Too many tries for this account from this place.',
    isKept: 'The account works as before from other devices.',
    toDo: 'Wait a few minutes and try again.',
  },
  'AUT-005': {
    status: 401,
    happened: 'The code was not right or was used already.',
    isKept: nothingChanged,
    toDo: 'Wait for the next code and try again.',
  },
  'AUT-006': {
    status: 403,
    happened: 'This needs a full sign-in, not a PIN.',
    isKept: nothingChanged,
    toDo: 'Sign in with your password and second factor.',
  },
  'AUT-007': {
    status: 403,
    happened: 'This device is not enrolled for quick switching.',
    isKept: nothingChanged,
    toDo: 'Ask an administrator to enrol it.',
  },
  'AUT-008': {
    status: 403,
    happened: 'A second factor must be set up first.',
    isKept: nothingChanged,
    toDo: 'Set it up under your name, then go on.',
  },
  'AUT-009': {
    status: 401,
    happened: 'The passkey was not accepted.',
    isKept: nothingChanged,
    toDo: 'Try again, or use your password and code.',
  },
  'SET-001': {
    status: 409,
    happened: 'The clinic is set up already.',
    isKept: nothingChanged,
    toDo: 'Sign in.',
  },
  'SET-002': {
    status: 403,
    happened: 'A clinic can only be set up from the machine that runs Evenkeel.',
    isKept: nothingChanged,
    toDo: 'Open the printed address on that machine.',
  },
  'SET-003': {
    status: 409,
    happened: 'Somebody has this sign-in name already.',
    isKept: nothingChanged,
    toDo: 'Choose another name.',
  },
  'SET-004': {
    status: 409,
    happened: 'A clinic needs at least one active administrator.',
    isKept: nothingChanged,
    toDo: 'Give another person that role first.',
  },
  'DEM-001': {
    status: 503,
    happened: 'The demo clinic could not be opened.',
    isKept: 'Your own clinic is not touched by the demo.',
    toDo: 'Try again; the status page says more.',
  },
  'PAT-001': {
    status: 404,
    happened: 'There is no such patient in your clinic.',
    isKept: nothingChanged,
    toDo: 'Search for the patient again.',
  },
  'PAT-002': {
    status: 409,
    happened: 'Patients like this one are registered already.',
    isKept: 'What you typed is kept in the form.',
    toDo: 'Look at them, then open one or confirm this is another person.',
  },
  'REC-001': {
    status: 409,
    happened: 'Somebody changed this while you were looking at it.',
    isKept: 'What you typed is kept in the form; their change is kept too.',
    toDo: 'Look at the newer version and try again.',
  },
  'REC-002': {
    status: 404,
    happened: 'There is no such item in this record.',
    isKept: nothingChanged,
    toDo: 'Open the record again.',
  },
  'REF-001': {
    status: 422,
    happened: 'The file is not a referral that can be read.',
    isKept: nothingChanged,
    toDo: 'Ask the sender for a FHIR R4 bundle in JSON.',
  },
  'REF-002': {
    status: 404,
    happened: 'There is no such referral.',
    isKept: nothingChanged,
    toDo: 'Open the list of referrals again.',
  },
  'REF-003': {
    status: 409,
    happened: 'The referral is not joined to a patient yet.',
    isKept: nothingChanged,
    toDo: 'Register the patient or choose one first.',
  },
  'REF-004': {
    status: 422,
    happened: 'This item cannot be taken into the record.',
    isKept: 'The referral is kept whole.',
    toDo: 'Read it in the referral, or type what you need.',
  },
  'REF-005': {
    status: 409,
    happened: 'The referral is joined to another patient.',
    isKept: nothingChanged,
    toDo: 'Open that patient.',
  },
  'OVR-001': {
    status: 409,
    happened: 'This hard stop cannot be overridden.',
    isKept: 'Your reason is kept in the form.',
    toDo: 'Record what the rule asks for, or decide against the treatment.',
  },
  'OVR-002': {
    status: 422,
    happened: 'Going past this finding needs another signature beside the reason.',
    isKept: 'Your reason is kept in the form.',
    toDo: 'Ask a second prescriber or the medical lead to sign with you.',
  },
  'OVR-003': {
    status: 409,
    happened: 'There is nothing to override here.',
    isKept: nothingChanged,
    toDo: 'Open the eligibility review again; the finding has changed.',
  },
  'OVR-004': {
    status: 409,
    happened: 'A finding stands in the way of the decision "eligible".',
    isKept: 'Your reason is kept in the form.',
    toDo: 'Ask what is not known, clear the finding, or go past it where that is allowed.',
  },
  'PLN-001': {
    status: 422,
    happened: 'The dose cannot be planned like this.',
    isKept: 'What you typed is kept in the form.',
    toDo: 'Read the reason beside the dose.',
  },
  'PLN-002': {
    status: 409,
    happened: 'The eligibility findings do not allow a plan yet.',
    isKept: 'What you typed is kept in the form.',
    toDo: 'Open the eligibility review and see what is missing.',
  },
  'PLN-003': {
    status: 422,
    happened: 'This dose needs a reason, or another person’s signature as well.',
    isKept: 'What you typed is kept in the form.',
    toDo: 'Write the reason; where it says so, ask a second prescriber or the medical lead to sign with you.',
  },
  'PLN-004': {
    status: 409,
    happened: 'The patient has no signed plan.',
    isKept: nothingChanged,
    toDo: 'Ask a prescriber to sign one.',
  },
  'SES-001': {
    status: 404,
    happened: 'There is no such session.',
    isKept: nothingChanged,
    toDo: 'Open Today again.',
  },
  'SES-002': {
    status: 409,
    happened: 'The session is signed. It takes amendments only.',
    isKept: 'What you typed is still on this device.',
    toDo: 'Add it as an amendment with a reason.',
  },
  'SES-003': {
    status: 409,
    happened: 'This patient or this chair has another session open.',
    isKept: nothingChanged,
    toDo: 'Close that session first.',
  },
  'SES-004': {
    status: 409,
    happened: 'That is in the record already.',
    isKept: 'The first entry is kept.',
    toDo: 'Look at the session; correct the entry if it is wrong.',
  },
  'SES-005': {
    status: 422,
    happened: 'The session does not allow this yet.',
    isKept: 'What you typed is still on this device.',
    toDo: 'Read what is missing and try again.',
  },
  'SES-006': {
    status: 422,
    happened: 'Something is missing before the session can be signed.',
    isKept: 'All entries are kept.',
    toDo: 'Fill in what is listed.',
  },
  'SES-007': {
    status: 403,
    happened: 'A discharge is decided by a licensed person.',
    isKept: 'All entries are kept.',
    toDo: 'Ask the prescriber or a nurse with that right.',
  },
  'SES-008': {
    status: 409,
    happened: 'A finding of the eligibility review stands in the way of this session.',
    isKept: 'The session stays booked.',
    toDo: 'Ask or measure what is not known. Show what is not met to a prescriber before anything is given.',
  },
  'SES-009': {
    status: 409,
    happened:
      'The newest review of this course, or the watch on mood after the last dose, says to hold or to stop.',
    isKept: nothingChanged,
    toDo: 'Ask a prescriber. A later review that says go on opens the way again; so does a new plan after a review, and a later rating or check after a sign of mania.',
  },
  'SES-010': {
    status: 404,
    happened: 'No programme asks for a monitoring form of this session.',
    isKept: nothingChanged,
    toDo: 'It is asked for in the US after a session of nasal esketamine.',
  },
  'RSP-001': {
    status: 404,
    happened: 'There is no such questionnaire.',
    isKept: nothingChanged,
    toDo: 'Ask the clinic for a new one.',
  },
  'RSP-002': {
    status: 422,
    happened: 'That answer does not belong to this question.',
    isKept: 'Your other answers are kept.',
    toDo: 'Choose one of the answers shown.',
  },
  'RSP-003': {
    status: 409,
    happened: 'This questionnaire was sent already.',
    isKept: 'Your answers are with the clinic.',
    toDo: 'You can close this page.',
  },
  'RSP-004': {
    status: 422,
    happened: 'That total cannot be, on this scale.',
    isKept: nothingChanged,
    toDo: 'Check the total on the form.',
  },
  'RSP-005': {
    status: 409,
    happened: 'The patient’s answers are not as they were shown.',
    isKept: nothingChanged,
    toDo: 'Look at the answers again, or ask and record the answer yourself.',
  },
  'RSK-001': {
    status: 404,
    happened: 'There is no such alert.',
    isKept: nothingChanged,
    toDo: 'Go back to the inbox.',
  },
  'RSK-002': {
    status: 409,
    happened: 'This alert was closed already.',
    isKept: 'What was written down before stays.',
    toDo: 'Read how it was closed.',
  },
  'MSG-001': {
    status: 404,
    happened: 'There is no such message.',
    isKept: nothingChanged,
    toDo: 'Go back to the outbox.',
  },
  'MSG-002': {
    status: 409,
    happened: 'This message has left, or was stopped, or is too old to be sent.',
    isKept: nothingChanged,
    toDo: 'Look at its tries, or make a new link.',
  },
  'MEA-001': {
    status: 409,
    happened: 'The schedule was changed by someone else in the meantime.',
    isKept: nothingChanged,
    toDo: 'Look at the newest version and change it again.',
  },
  'MEA-002': {
    status: 422,
    happened: 'The schedule does not fit together.',
    isKept: nothingChanged,
    toDo: 'Look at what is said, and change it.',
  },
  'MEA-003': {
    status: 422,
    happened: 'A schedule is put in force by two people.',
    isKept: 'The schedule is as it was. What you typed is still in the form.',
    toDo: 'Ask a prescriber or another medical lead to sign in beside you.',
  },
  'PCK-001': {
    status: 422,
    happened: 'This text pack cannot be loaded.',
    isKept: nothingChanged,
    toDo: 'Look at what is said, mend the file and load it again.',
  },
  'LTS-001': {
    status: 422,
    happened: 'This cannot be put off like that.',
    isKept: nothingChanged,
    toDo: 'Look at what is said.',
  },
  'LTS-002': {
    status: 404,
    happened: 'There is no such misuse check of this patient.',
    isKept: nothingChanged,
    toDo: 'Go back to the long-term page.',
  },
  'AFD-001': {
    status: 422,
    happened: 'There is no dose of this patient that such a check belongs to yet.',
    isKept: nothingChanged,
    toDo: 'Look at the time, and choose the check from the list.',
  },
  'GOL-001': {
    status: 409,
    happened: 'This goal was changed on another device.',
    isKept: 'The other wording is kept.',
    toDo: 'Look at it, and change it again.',
  },
  'LNK-001': {
    status: 401,
    happened: 'The link or the birth date was not right, or the link has ended.',
    isKept: 'Answers given before are kept.',
    toDo: 'Check the birth date, or ask the clinic for a new link.',
  },
  'LNK-002': {
    status: 429,
    happened: 'The birth date was tried too often.',
    isKept: 'Answers given before are kept.',
    toDo: 'Ask the clinic for a new link.',
  },
  'POL-001': {
    status: 422,
    happened: 'This policy cannot be proposed.',
    isKept: nothingChanged,
    toDo: 'Look at what is said, and change it.',
  },
  'POL-002': {
    status: 404,
    happened: 'There is no such version of the policy.',
    isKept: nothingChanged,
    toDo: 'Look at the list of versions.',
  },
  'POL-003': {
    status: 409,
    happened: 'This version of the policy cannot be put in force or withdrawn.',
    isKept: 'The policy in force stays.',
    toDo: 'Look at it again; propose a new one if it is out of date.',
  },
  'POL-004': {
    status: 403,
    happened: 'A policy comes into force by another person than the one who proposed it.',
    isKept: 'The policy in force stays.',
    toDo: 'Ask another medical lead to look at it.',
  },
  'SRV-001': {
    status: 500,
    happened: 'Something went wrong on the server.',
    isKept: 'What was shown as on the server is kept.',
    toDo: 'Try again; if it stays, tell whoever runs Evenkeel and name the time.',
  },
  'SRV-002': {
    status: 503,
    happened: 'The database cannot be reached or cannot write just now.',
    isKept: 'What was shown as on the server is kept; what you typed is on this device.',
    toDo: 'Go on charting; it is sent when the database is back.',
  },
} as const satisfies { readonly [code: string]: ProblemKind });

export type ProblemCode = keyof typeof problemKinds;

/** What every refused request answers with. `fields` names what could not be read, `detail` adds a sentence. */
export interface Problem {
  readonly code: ProblemCode;
  readonly happened: string;
  readonly isKept: string;
  readonly toDo: string;
  readonly detail?: string;
  readonly fields?: readonly { readonly path: string; readonly says: string }[];
}

/** Builds the answer for one code. */
export function problem(code: ProblemCode, more: Pick<Problem, 'detail' | 'fields'> = {}): Problem {
  const { happened, isKept, toDo } = problemKinds[code];
  return { code, happened, isKept, toDo, ...more };
}
