import type { RouteId } from '@evenkeel/contract';
import { testPassword, type TestApp, type TestCall } from './app.ts';
import { smallBundle, type Records } from './records.ts';

/** How one route is called for the records of a place. */
export type Walk = (records: Records, house: TestApp, own: Records) => TestCall;

const none: Walk = () => ({});
const empty: Walk = () => ({ body: {} });
const patient: Walk = ({ patientId }) => ({ params: { patientId } });
const session: Walk = ({ sessionId }) => ({ params: { sessionId } });
const referral: Walk = ({ referralId }) => ({ params: { referralId } });

const demographics = (family: string) => ({
  family,
  given: 'Ada',
  birthDate: '1980-02-03',
  sex: 'female',
  contacts: [],
});
const noChange = { without: [], add: [], remove: [], noMessages: false };
const afterDose = (contactId: string, sessionId: string, at: string) => ({
  contactId,
  sessionId,
  hours: 24,
  at,
  reached: false,
  way: 'phone',
  answers: {},
});
const plan = {
  template: 'iv-acute',
  amount: '0.5',
  productId: 'ketamine-10',
  durationMinutes: 40,
  sessions: 6,
  firstDay: '2030-01-07',
};

/**
 * A call of every route, with a body its schema takes. The type asks for each route by name, so a route that is added
 * and not walked stops the type check, and the walk itself says so too.
 */
export const walks: { readonly [Id in RouteId]: Walk | readonly Walk[] } = {
  hello: none,
  setUp: () => ({
    body: {
      clinicName: 'Another',
      timeZone: 'Europe/London',
      jurisdiction: 'UK',
      administrator: { login: 'ana', name: 'Ana', password: testPassword },
      people: [],
    },
  }),
  openDemo: empty,
  demoSignIn: ({ staffId }) => ({ body: { staffId } }),
  signIn: (_, house) => ({ body: { login: `nobody.${house.store.newId()}`, password: testPassword } }),
  signInCode: () => ({ body: { code: '123456' } }),
  passkeySignInOptions: empty,
  passkeySignIn: () => ({ body: { ceremony: 'none', answer: { id: 'none' } } }),
  signOut: empty,
  me: none,
  beginCode: empty,
  confirmCode: () => ({ body: { code: '123456' } }),
  passkeyOptions: empty,
  addPasskey: () => ({ body: { ceremony: 'none', name: 'Key', answer: { id: 'none' } } }),
  setPin: () => ({ body: { pin: '2468' } }),
  myContact: none,
  setContact: () => ({ body: { email: 'ana@clinic.example' } }),
  changePassword: () => ({ body: { current: 'not this', next: testPassword } }),
  enrolDevice: () => ({ body: { name: 'Chair 1' } }),
  devicePeople: none,
  switchUser: ({ staffId }) => ({ body: { staffId, pin: '2468' } }),
  staffList: none,
  addStaff: (_, house) => ({
    body: { login: `new.${house.store.newId()}`, name: 'New', password: testPassword, roles: ['nurse'] },
  }),
  changeStaff: ({ staffId }) => ({ params: { staffId }, body: { version: 1, licensed: true } }),

  searchPatients: () => ({ query: { search: 'Love' } }),
  registerPatient: (_, house) => ({
    body: { patientId: house.store.newId(), demographics: demographics('New'), notADuplicate: true },
  }),
  likelyDuplicates: () => ({ body: { family: 'Lovelace', given: 'Ada', birthDate: '1980-02-03' } }),
  patient,
  changeDemographics: ({ patientId }) => ({
    params: { patientId },
    body: { version: 1, demographics: demographics('Lovelace') },
  }),
  facts: patient,
  recordFact: ({ patientId }, house) => ({
    params: { patientId },
    body: {
      factId: house.store.newId(),
      fact: { kind: 'allergy', body: { substance: 'Latex', severity: 'mild' } },
    },
  }),
  changeFact: [
    ({ patientId, factId }) => ({
      params: { patientId, factId },
      body: { version: 1, enteredInError: true, reason: 'Wrong person' },
    }),
    // Another's fact under the own patient.
    ({ factId }, _, own) => ({
      params: { patientId: own.patientId, factId },
      body: { version: 1, enteredInError: true, reason: 'Wrong person' },
    }),
  ],
  receiveReferral: () => ({ body: { bundle: smallBundle('Byron here') } }),
  referrals: none,
  referral,
  joinReferral: [
    ({ referralId, patientId }) => ({ params: { referralId }, body: { join: patientId } }),
    ({ patientId }, _, own) => ({ params: { referralId: own.referralId }, body: { join: patientId } }),
    ({ referralId }, _, own) => ({ params: { referralId }, body: { join: own.patientId } }),
  ],
  takeFromReferral: ({ referralId }) => ({ params: { referralId }, body: { take: [], decline: [] } }),
  eligibility: patient,
  decideEligibility: ({ patientId }) => ({
    params: { patientId },
    body: { decision: 'wait', reason: 'Later' },
  }),
  planOptions: patient,
  verdict: patient,
  patientAnswers: patient,
  takeAnswers: ({ patientId, responseId }, house) => ({
    params: { patientId },
    body: {
      answers: [{ factId: house.store.newId(), responseId, question: 'dialysis', answer: 'no' }],
    },
  }),
  overrideFinding: ({ patientId }, house) => ({
    params: { patientId },
    body: { overrideId: house.store.newId(), rule: 'ELI-17', reason: 'Walked' },
  }),
  overrides: none,
  medicines: patient,
  previewPlan: ({ patientId }) => ({ params: { patientId }, body: plan }),
  signPlan: ({ patientId }, house) => ({
    params: { patientId },
    body: {
      ...plan,
      planId: house.store.newId(),
      meaning: 'I prescribe this course',
      password: testPassword,
    },
  }),
  plans: patient,
  responses: patient,
  startResponse: [
    ({ patientId }, house) => ({
      params: { patientId },
      body: { responseId: house.store.newId(), instrument: 'phq9', timepoint: 'unscheduled', mode: 'staff' },
    }),
    ({ sessionId }, house, own) => ({
      params: { patientId: own.patientId },
      body: {
        responseId: house.store.newId(),
        instrument: 'phq9',
        timepoint: 'preDose',
        mode: 'staff',
        sessionId,
      },
    }),
  ],
  answerItem: [
    ({ patientId, responseId }) => ({ params: { patientId, responseId }, body: { item: 0, answer: 1 } }),
    ({ responseId }, _, own) => ({
      params: { patientId: own.patientId, responseId },
      body: { item: 0, answer: 1 },
    }),
  ],
  submitResponse: ({ patientId, responseId }) => ({ params: { patientId, responseId }, body: {} }),
  makeLink: ({ patientId }) => ({
    params: { patientId },
    body: { instruments: ['phq9'], timepoint: 'plus24h' },
  }),
  recordTotal: ({ patientId }, house) => ({
    params: { patientId },
    body: {
      responseId: house.store.newId(),
      instrument: 'madrs',
      timepoint: 'unscheduled',
      total: 20,
      takenAt: house.now(),
      known: [],
    },
  }),
  instrumentForm: () => ({ params: { instrument: 'phq9' } }),
  measures: patient,
  changeMeasures: ({ patientId }) => ({
    params: { patientId },
    body: { version: 1, change: noChange, reason: 'Walked' },
  }),
  measureSchedule: none,
  changeSchedule: () => ({
    body: {
      schedule: { version: 0, quiet: { from: '20:00', to: '09:00' }, occasions: [] },
      reason: 'Walked',
    },
  }),
  course: patient,

  riskInbox: none,
  riskCount: none,
  addToAlert: [
    ({ alertId }) => ({ params: { alertId }, body: { type: 'acknowledged' } }),
    ({ alertId }, house) => ({
      params: { alertId },
      body: { type: 'note', eventId: house.store.newId(), text: 'Walked' },
    }),
  ],
  closeAlert: ({ alertId }) => ({
    params: { alertId },
    body: { disposition: 'assessedNoAction', reason: 'Walked' },
  }),
  messages: none,
  sendAgain: ({ messageId }) => ({ params: { messageId }, body: {} }),
  cancelMessage: ({ messageId }) => ({ params: { messageId }, body: {} }),
  sitePacks: none,
  loadSitePack: () => ({ body: { pack: '{}', accepted: true } }),
  withdrawSitePack: () => ({ body: { instrument: 'who5' } }),
  outcomes: none,

  today: none,
  bookSession: ({ patientId }, house) => ({
    params: { patientId },
    body: { sessionId: house.store.newId(), day: '2030-01-07' },
  }),
  patientSessions: patient,
  openSession: ({ sessionId }) => ({ params: { sessionId }, body: { chair: 'Chair 9' } }),
  session,
  countObservers: (_, house) => ({ body: { countId: house.store.newId(), observers: 2 } }),
  appendEntries: ({ sessionId }, house) => ({
    params: { sessionId },
    body: {
      entries: [
        {
          id: house.store.newId(),
          sessionId,
          clinicalTime: house.now(),
          deviceTime: house.now(),
          deviceId: house.store.newId(),
          deviceSequence: 1,
          authorId: house.here.staff.nurse.staffId,
          type: 'note',
          body: { text: 'Walked' },
        },
      ],
    },
  }),
  streamSession: session,
  signSession: ({ sessionId }) => ({
    params: { sessionId },
    body: { meaning: 'I charted this session', secret: testPassword, headSequence: 0 },
  }),
  sessionPdf: session,
  monitoringFormPdf: session,
  openLink: () => ({ body: { token: 'x'.repeat(43), birthDate: '1980-02-03' } }),
  linkQuestionnaire: none,
  linkAnswer: ({ responseId }) => ({ body: { responseId, item: 0, answer: 1 } }),
  linkSubmit: ({ responseId }) => ({ body: { responseId } }),
  linkProgress: none,
  linkGoal: (_, house) => ({
    body: { goalId: house.store.newId(), version: 2, wording: 'Walk the dog', state: 'current' },
  }),
  linkGoalMark: (_, house) => ({
    body: { goalId: house.store.newId(), markId: house.store.newId(), mark: 4 },
  }),
  longTermList: none,
  afterDoseList: none,
  recordAfterDose: [
    ({ patientId, sessionId }, house) => ({
      params: { patientId },
      body: afterDose(house.store.newId(), sessionId, house.now()),
    }),
    ({ sessionId }, house, own) => ({
      params: { patientId: own.patientId },
      body: afterDose(house.store.newId(), sessionId, house.now()),
    }),
  ],
  longTerm: patient,
  recordMisuse: ({ patientId }, house) => ({
    params: { patientId },
    body: { checkId: house.store.newId(), askedAt: house.now(), craving: 0 },
  }),
  retractMisuse: ({ patientId, factId }) => ({
    params: { patientId, checkId: factId },
    body: { version: 1, reason: 'Walked' },
  }),
  snoozeLongTerm: ({ patientId }, house) => ({
    params: { patientId },
    body: { snoozeId: house.store.newId(), domain: 'liver', untilDay: '2030-01-07', reason: 'Walked' },
  }),
  courseReview: patient,
  decideReview: ({ patientId }, house) => ({
    params: { patientId },
    body: { reviewId: house.store.newId(), decision: 'hold', reason: 'Walked', asked: {} },
  }),
  audit: ({ patientId }) => ({ query: { patientId } }),
  verify: empty,
  policy: none,
  // Past every floor, so that each walk is refused alike and leaves no version behind.
  proposePolicy: () => ({ body: { thresholds: { actSystolic: 999 }, reason: 'Walked' } }),
  policyProposal: () => ({ params: { version: '1' } }),
  withdrawPolicy: () => ({ params: { version: '1' }, body: { reason: 'Walked' } }),
  activatePolicy: () => ({ params: { version: '1' }, body: { shown: 'nothing' } }),
  policyReevaluation: none,
  cancelReevaluation: () => ({ body: { version: 1 } }),
  status: none,
};
