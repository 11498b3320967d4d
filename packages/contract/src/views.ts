import { z } from 'zod';
import { jurisdictions } from '@evenkeel/protocol';
import type { Finding, PlannedDose, RecordedEntry } from '@evenkeel/protocol';
import {
  answer,
  calendarDate,
  decimalText,
  instant,
  kilograms,
  line,
  paragraph,
  timeZone,
} from './primitives.ts';
import { staffRoles, type Role } from './role.ts';

/** What the web app sees. Everything is a plain JSON value. */
export const role = z.enum(
  staffRoles as unknown as [Exclude<Role, 'patient'>, ...Exclude<Role, 'patient'>[]],
);
export const jurisdiction = z.enum(jurisdictions);
export const sex = z.enum(['female', 'male', 'other', 'unknown']);

export const contact = z.strictObject({
  kind: z.enum(['patient', 'escort', 'emergency']),
  name: line(120).optional(),
  relation: line(60).optional(),
  phone: line(40).optional(),
  email: z.email().max(200).optional(),
  address: line(300).optional(),
});

/** A portrait as a data URL; at most 60 kB, JPEG, PNG or WebP. */
export const photo = z
  .string()
  .max(90_000)
  .regex(
    /^data:image\/(jpeg|png|webp);base64,[A-Za-z0-9+/]+=*$/,
    'A photo must be a JPEG, PNG or WebP picture.',
  );

/** Demographics as typed at the front desk. A birth date in the future is refused by the server, which has the time. */
export const demographics = z.strictObject({
  family: line(100),
  given: line(100),
  birthDate: calendarDate,
  sex,
  photo: photo.optional(),
  timeZone: timeZone.optional(),
  contacts: z.array(contact).max(10),
});

export const source = z.object({
  kind: z.enum(['typed', 'referral', 'session', 'patient']),
  reference: z.string().optional(),
});

/** What facts of each kind hold. Every fact is versioned; `enteredInError` is a state, never a deletion. */
export const factBodies = {
  diagnosis: z.strictObject({
    kind: z.enum(['majorDepressiveDisorder', 'bipolarI', 'bipolarII']),
    episode: z.enum(['depressive', 'manic', 'hypomanic', 'mixed', 'none']),
    severity: z.enum(['mild', 'moderate', 'severe', 'unknown']),
    episodeStart: calendarDate.optional(),
    psychoticFeatures: answer,
  }),
  trial: z.strictObject({
    treatment: line(120),
    currentEpisode: answer,
    weeks: z.number().min(0).max(1040).optional(),
    adequateDose: answer,
    adherence: answer,
    outcome: z.enum(['noResponse', 'partial', 'response', 'intolerable', 'unknown']),
  }),
  medicine: z.strictObject({
    name: line(200),
    code: z.strictObject({ system: line(200), code: line(60), display: line(200) }).optional(),
    dose: line(120).optional(),
    status: z.enum(['active', 'past', 'unknown']),
    since: line(40).optional(),
  }),
  allergy: z.strictObject({
    substance: line(120),
    reaction: line(200).optional(),
    severity: z.enum(['mild', 'moderate', 'severe', 'unknown']),
  }),
  condition: z.strictObject({
    label: line(200),
    code: z.strictObject({ system: line(200), code: line(60), display: line(200) }).optional(),
    status: z.enum(['active', 'past', 'unknown']),
    onset: line(40).optional(),
  }),
  weight: z.strictObject({ kilograms, measuredAt: instant, estimated: z.boolean() }),
  height: z.strictObject({ centimetres: decimalText, measuredAt: instant }),
  bloodPressure: z
    .strictObject({
      systolic: z.int().min(40).max(300),
      diastolic: z.int().min(20).max(200),
      measuredAt: instant,
    })
    .refine((bp) => bp.diastolic < bp.systolic, 'The diastolic value must be below the systolic.'),
  laboratory: z.strictObject({
    label: line(200),
    code: z.strictObject({ system: line(200), code: line(60), display: line(200) }).optional(),
    value: line(60),
    unit: line(40),
    measuredOn: line(40),
  }),
  screening: z.strictObject({
    question: z.enum([
      'aneurysmOrAvm',
      'intracerebralHaemorrhage',
      'recentCardiovascularEvent',
      'psychosis',
      'maniaNow',
      'substanceUseActive',
      'severeLiverDisease',
      'pregnant',
      'couldBecomePregnant',
      'capacityToConsent',
      'ketamineHypersensitivity',
    ]),
    answer,
    note: paragraph(500).optional(),
  }),
  listConfirmed: z.strictObject({ list: z.enum(['medicines', 'allergies', 'conditions']) }),
  consent: z.strictObject({ form: line(120), formVersion: line(40), signedOn: calendarDate }),
} as const;

export type FactKind = keyof typeof factBodies;
export const factKinds = Object.freeze(Object.keys(factBodies) as FactKind[]);
export type FactBody<K extends FactKind> = z.output<(typeof factBodies)[K]>;

function factOf<K extends FactKind>(kind: K) {
  return z.strictObject({ kind: z.literal(kind), body: factBodies[kind] });
}
/** A fact as it is recorded. */
export const factInput = z.discriminatedUnion('kind', [
  factOf('diagnosis'),
  factOf('trial'),
  factOf('medicine'),
  factOf('allergy'),
  factOf('condition'),
  factOf('weight'),
  factOf('height'),
  factOf('bloodPressure'),
  factOf('laboratory'),
  factOf('screening'),
  factOf('listConfirmed'),
  factOf('consent'),
]);

/** A recorded fact, newest version. `body` is that of its kind. */
export const fact = z.object({
  factId: z.string(),
  kind: z.enum(factKinds as [FactKind, ...FactKind[]]),
  version: z.number(),
  state: z.enum(['current', 'enteredInError']),
  body: z.record(z.string(), z.unknown()),
  source,
  recordedBy: z.string(),
  recordedByName: z.string(),
  recordedAt: z.string(),
});
export type FactView = z.output<typeof fact>;

export const patientSummary = z.object({
  patientId: z.string(),
  family: z.string(),
  given: z.string(),
  birthDate: z.string(),
  sex,
  age: z.number(),
  number: z.string(),
});
export type PatientSummary = z.output<typeof patientSummary>;

/** The banner: what stands on every patient screen. `unknown` members are said to be unknown, never left out. */
export const patientBanner = patientSummary.extend({
  photo: z.string().optional(),
  version: z.number(),
  timeZone: z.string(),
  contacts: z.array(contact),
  weight: z
    .object({
      kilograms: z.string(),
      measuredAt: z.string(),
      ageDays: z.number(),
      stale: z.boolean(),
      estimated: z.boolean(),
    })
    .optional(),
  allergies: z.object({ confirmedAt: z.string().optional(), substances: z.array(z.string()) }),
  diagnosis: z.object({ kind: z.string(), episode: z.string() }).optional(),
  phase: z.string(),
  flags: z.array(z.object({ level: z.enum(['now', 'due', 'note', 'unknown']), sentence: z.string() })),
});
export type PatientBanner = z.output<typeof patientBanner>;

export const finding = z.custom<Finding>();
export const plannedDose = z.custom<PlannedDose>();
export const recordedEntry = z.custom<RecordedEntry>();

export const eligibility = z.object({
  judgedAt: z.string(),
  summary: z.enum(['mayProceed', 'hold', 'stop', 'unknown']),
  findings: z.array(finding),
  decision: z
    .object({
      decision: z.enum(['eligible', 'notEligible', 'wait']),
      reason: z.string(),
      byName: z.string(),
      at: z.string(),
    })
    .optional(),
});

export const signature = z.object({
  signerId: z.string(),
  signerName: z.string(),
  meaning: z.string(),
  at: z.string(),
  hash: z.string(),
});

export const plan = z.object({
  planId: z.string(),
  patientId: z.string(),
  dose: plannedDose,
  sentence: z.string(),
  sessions: z.number(),
  days: z.array(z.string()),
  reason: z.string().optional(),
  signature,
  secondSignature: signature.optional(),
  state: z.enum(['current', 'ended']),
});
export type PlanView = z.output<typeof plan>;

export const sessionSummary = z.object({
  sessionId: z.string(),
  patientId: z.string(),
  patientName: z.string(),
  birthDate: z.string(),
  photo: z.string().optional(),
  number: z.number(),
  plannedSessions: z.number(),
  day: z.string(),
  state: z.enum(['booked', 'open', 'signed', 'cancelled']),
  chair: z.string().optional(),
  /** Folded on the server for lists: phase, minutes since dose start, newest pressure, what is due. */
  phase: z.string(),
  doseStartedAt: z.string().optional(),
  lastVitals: z
    .object({
      at: z.string(),
      systolic: z.number().optional(),
      diastolic: z.number().optional(),
      heartRate: z.number().optional(),
      spo2: z.number().optional(),
    })
    .optional(),
  nextDue: z.object({ what: z.string(), dueAt: z.string() }).optional(),
  attention: z.array(z.object({ level: z.enum(['now', 'due', 'note', 'unknown']), sentence: z.string() })),
});
export type SessionSummary = z.output<typeof sessionSummary>;

export const session = z.object({
  sessionId: z.string(),
  patientId: z.string(),
  number: z.number(),
  plannedSessions: z.number(),
  day: z.string(),
  state: z.enum(['booked', 'open', 'signed', 'cancelled']),
  chair: z.string().optional(),
  planned: plannedDose,
  planSentence: z.string(),
  policyVersion: z.number(),
  timeZone: z.string(),
  headSequence: z.number(),
  headHash: z.string(),
  entries: z.array(recordedEntry),
  signatures: z.array(signature),
  /** Names of the authors of entries and signatures, by id. */
  people: z.record(z.string(), z.string()),
  mayDischarge: z.boolean(),
});
export type SessionView = z.output<typeof session>;

export const responseItem = z.object({ item: z.number(), answer: z.number().nullable() });
export const response = z.object({
  responseId: z.string(),
  patientId: z.string(),
  instrument: z.string(),
  instrumentVersion: z.string(),
  timepoint: z.string(),
  sessionId: z.string().optional(),
  mode: z.enum(['link', 'staff']),
  state: z.enum(['open', 'submitted']),
  answers: z.array(z.number().nullable()),
  submittedAt: z.string().optional(),
  score: z
    .object({
      total: z.number().optional(),
      band: z.string().optional(),
      prorated: z.boolean(),
      missing: z.array(z.number()),
      flags: z.array(z.string()),
    })
    .optional(),
});
export type ResponseView = z.output<typeof response>;

export const course = z.object({
  patient: patientSummary,
  timeZone: z.string(),
  doses: z.array(
    z.object({
      sessionId: z.string(),
      at: z.string(),
      doseMgPerKg: z.string(),
      amountMg: z.string(),
      route: z.string(),
      stoppedEarly: z.boolean(),
      number: z.number(),
    }),
  ),
  planned: z.array(z.object({ day: z.string(), number: z.number() })),
  scores: z.array(
    z.object({
      responseId: z.string(),
      instrument: z.string(),
      at: z.string(),
      total: z.number(),
      prorated: z.boolean(),
      timepoint: z.string(),
      change: z.number().optional(),
      changePercent: z.number().optional(),
      outcome: z.enum(['baseline', 'noResponse', 'partial', 'response', 'remission', 'unknown']),
      item9: z.number().nullable(),
    }),
  ),
  medicines: z.array(z.object({ name: z.string(), since: z.string().optional(), status: z.string() })),
  adverseEvents: z.array(
    z.object({ at: z.string(), kind: z.string(), severity: z.string(), sessionId: z.string() }),
  ),
  baseline: z.object({ total: z.number(), at: z.string() }).optional(),
  marks: z.object({ response: z.number().optional(), remission: z.number() }),
  sentence: z.string(),
});
export type CourseView = z.output<typeof course>;

export const referralItem = z.object({
  key: z.string(),
  kind: z.string(),
  group: z.string(),
  label: z.string(),
  code: z.object({ system: z.string(), code: z.string(), display: z.string() }).optional(),
  date: z.string().optional(),
  status: z.enum(['active', 'past', 'unknown']),
  quantity: z.object({ value: z.string(), unit: z.string() }).optional(),
  systolic: z.string().optional(),
  diastolic: z.string().optional(),
  kilograms: z.string().optional(),
  converted: z.boolean().optional(),
  age: z.enum(['current', 'stale', 'undated']),
  ageDays: z.number().optional(),
  takeable: z.boolean(),
  note: z.string().optional(),
  source: z.object({ resourceType: z.string(), id: z.string() }),
  /** What was decided of it here. */
  decision: z
    .object({
      decision: z.enum(['taken', 'declined', 'alreadyInRecord']),
      byName: z.string(),
      at: z.string(),
    })
    .optional(),
});
export const referral = z.object({
  referralId: z.string(),
  receivedAt: z.string(),
  fileName: z.string().optional(),
  /** True when the same file had been received before: nothing was changed. */
  seenBefore: z.boolean(),
  patientId: z.string().optional(),
  patient: z.object({
    family: z.string(),
    given: z.string(),
    birthDate: z.string().optional(),
    sex,
    phone: z.string().optional(),
    email: z.string().optional(),
    address: z.string().optional(),
    deceased: z.string().optional(),
  }),
  likelyDuplicates: z.array(patientSummary),
  sender: z.string().optional(),
  items: z.array(referralItem),
  leftAside: z.array(z.object({ resourceType: z.string(), count: z.number(), why: z.string() })),
  warnings: z.array(z.string()),
});
export type ReferralView = z.output<typeof referral>;

export const auditRow = z.object({
  sequence: z.number(),
  chain: z.string(),
  at: z.string(),
  actorId: z.string(),
  actorName: z.string(),
  actorRole: z.string(),
  action: z.string(),
  kind: z.enum(['read', 'write', 'none']),
  patientId: z.string().optional(),
  patientName: z.string().optional(),
  subject: z.string().optional(),
  allowed: z.boolean(),
});

export const me = z.object({
  actorId: z.string(),
  name: z.string(),
  roles: z.array(z.string()),
  strength: z.enum(['full', 'pin']),
  clinicName: z.string(),
  timeZone: z.string(),
  jurisdiction,
  secondFactor: z.boolean(),
  passkeys: z.number(),
  pin: z.boolean(),
  deviceId: z.string().optional(),
  deviceName: z.string().optional(),
  demo: z.boolean(),
});
export type Me = z.output<typeof me>;

export const staff = z.object({
  staffId: z.string(),
  login: z.string(),
  name: z.string(),
  roles: z.array(role),
  active: z.boolean(),
  version: z.number(),
  secondFactor: z.boolean(),
  licensed: z.boolean(),
});
