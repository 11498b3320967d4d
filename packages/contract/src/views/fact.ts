import { therapyKinds, type AnyQuestion, type TestName } from '@evenkeel/protocol';
import { z } from 'zod';
import { answer, calendarDate, decimalText, instant, kilograms, line, paragraph } from '../primitives.ts';

export const source = z.object({
  kind: z.enum(['typed', 'referral', 'session', 'patient']),
  reference: z.string().optional(),
});

const dailyMg = decimalText.refine(
  (mg) => Number(mg) > 0 && Number(mg) <= 100_000,
  'A daily dose is more than 0 mg.',
);

const tasks = z.int().min(0).max(50);

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
    /** The largest dose of a day, mg. */
    maxDoseMg: dailyMg.optional(),
    responsePercent: z.number().min(0).max(100).optional(),
    whyStopped: line(200).optional(),
  }),
  medicine: z.strictObject({
    name: line(200),
    code: z.strictObject({ system: line(200), code: line(60), display: line(200) }).optional(),
    dose: line(120).optional(),
    status: z.enum(['active', 'past', 'unknown']),
    since: line(40).optional(),
    /** What is taken in a day, mg. */
    dailyMg: dailyMg.optional(),
    lastTakenAt: instant.optional(),
    stableWeeks: z.int().min(0).max(2600).optional(),
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
      'pressureRiseHazard',
      'unstableHeart',
      'hypertensiveEncephalopathy',
      'raisedHeadOrEyePressure',
      'ketamineMisuse',
      'breastFeeding',
      'contraceptionPlan',
      'moderateLiverDisease',
      'dialysis',
      'bladderDisease',
      'untreatedSleepApnoea',
      'sedatedToday',
      'overactiveThyroid',
      'phaeochromocytoma',
      'acutePorphyria',
      'uncontrolledSeizures',
      'dementiaOrDelirium',
      'symptomaticBrainInjury',
      'personalityPrimary',
      'switchRisk',
      'newIllnessOrMedicine',
      'lastSessionReviewed',
    ] satisfies AnyQuestion[]),
    answer,
    note: paragraph(500).optional(),
  }),
  listConfirmed: z.strictObject({ list: z.enum(['medicines', 'allergies', 'conditions']) }),
  therapyContact: z.strictObject({
    therapy: z.enum(therapyKinds),
    heldOn: calendarDate,
    minutes: z.int().min(1).max(600).optional(),
    note: paragraph(500).optional(),
    /** Tasks agreed at this contact for the next. */
    homeworkSet: tasks.optional(),
    /** Of the tasks agreed at the contact before, how many were done. */
    homeworkDone: tasks.optional(),
    /**
     * Days of the last seven on which getting up, first contact, meals or work, and going to bed were within about an hour
     * of the usual time. An item of our own, not validated.
     */
    socialRhythm: z.int().min(0).max(7).optional(),
  }),
  consent: z.strictObject({
    form: line(120),
    formVersion: line(40),
    signedOn: calendarDate,
    /** Absent in consents from before drugs were told apart: ketamine. */
    drug: z.enum(['ketamine', 'esketamine']).optional(),
    withdrawnOn: calendarDate.optional(),
  }),
  /** A test, a look-up or a rated examination. `value` is in the unit its rule names. */
  testResult: z.strictObject({
    test: z.enum([
      'ecg',
      'qtc',
      'alt',
      'bilirubin',
      'egfr',
      'urinalysis',
      'drugScreen',
      'pregnancyTest',
      'prescriptionMonitoring',
      'stopBang',
      'tsh',
      'ast',
      'alp',
      'ggt',
      'heartRate',
      'spo2',
    ] satisfies TestName[]),
    value: z.number().min(0).max(100_000).optional(),
    /** Whether a person found nothing that matters. */
    clear: answer,
    note: paragraph(500).optional(),
    takenAt: instant,
  }),
  enrolment: z.strictObject({
    programme: z.enum(['REMS']),
    who: z.enum(['patient', 'setting']),
    enrolledOn: calendarDate,
  }),
  escort: z.strictObject({ name: line(120), phone: line(40), day: calendarDate }),
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
  factOf('therapyContact'),
  factOf('testResult'),
  factOf('enrolment'),
  factOf('escort'),
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
