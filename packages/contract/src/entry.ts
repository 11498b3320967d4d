import { longestDoseMinutes, volumeOf } from '@evenkeel/protocol';
import type { Decimal } from '@evenkeel/quantities';
import { z } from 'zod';
import type { Entry, EntryType } from '@evenkeel/protocol';
import { answer, decimalText, instant, kilograms, line, paragraph, uuid } from './primitives.ts';

const none = z.strictObject({});
/** The routes that have a template. */
const doseRoutes = ['iv', 'im', 'sc', 'oral-solution', 'sublingual', 'nasal-device'] as const;
const reading = z.int().min(0).max(999);

/** A volume as it is read on a syringe. */
const millilitres = z
  .string()
  .refine((text) => volumeOf(text) !== undefined, 'A volume is at most 1000 mL, with at most two decimals.')
  .transform((text) => volumeOf(text) as Decimal);

const formEffect = z.strictObject({
  occurred: answer,
  onset: instant.optional(),
  resolution: instant.optional(),
  serious: z.boolean().optional(),
});

/** The body of every entry type; amounts are decimal text. A reading of 999 is readable here and judged in protocol. */
export const entryBodies = {
  gateAnswered: z.strictObject({
    gate: z.enum([
      'identity',
      'consent',
      'escort',
      'fasting',
      'alcoholOrDrugs',
      'medicinesToday',
      'pregnancy',
      'suicidality',
      'mania',
      'kitAndStaff',
      'nasalSprays',
      'programmeEnrolment',
      'deviceUse',
      'newSinceLastVisit',
      'lastSession',
      'siteFasting',
      'anaesthesiologist',
    ]),
    ok: answer,
    note: paragraph(500).optional(),
  }),
  weightMeasured: z.strictObject({ kilograms, estimated: z.boolean() }),
  escortNamed: z.strictObject({ name: line(120), phone: line(40) }),
  vitals: z.strictObject({
    vitals: z
      .strictObject({
        systolic: reading.optional(),
        diastolic: reading.optional(),
        heartRate: reading.optional(),
        spo2: reading.optional(),
        respiratoryRate: reading.optional(),
        moaas: z.int().min(0).max(5).optional(),
      })
      .refine(
        (set) => Object.values(set).some((value) => value !== undefined),
        'At least one value is needed.',
      ),
    confirmedImplausible: z.boolean().optional(),
  }),
  doseStart: z
    .strictObject({
      drug: z.enum(['ketamine', 'esketamine']),
      route: z.enum(doseRoutes),
      amountMg: decimalText,
      doseMgPerKg: decimalText.optional(),
      weightKg: kilograms.optional(),
      concentrationMgPerMl: decimalText.optional(),
      volumeMl: decimalText.optional(),
      durationMinutes: z.int().min(1).max(longestDoseMinutes).optional(),
      devices: z.int().min(1).max(3).optional(),
      lot: line(60).optional(),
      reason: paragraph(500).optional(),
      identityChecked: z.literal(true),
    })
    .refine(
      (dose) =>
        dose.route !== 'iv' ||
        (dose.doseMgPerKg !== undefined &&
          dose.weightKg !== undefined &&
          dose.concentrationMgPerMl !== undefined &&
          dose.volumeMl !== undefined &&
          dose.durationMinutes !== undefined),
      'An infusion has its weight, concentration, volume and minutes.',
    ),
  deviceGiven: z.strictObject({
    device: z.int().min(2).max(3),
    taken: z.boolean(),
    reason: paragraph(500).optional(),
  }),
  dosePause: z.strictObject({ reason: paragraph(500).optional() }),
  doseResume: none,
  doseEnd: z.strictObject({ stoppedEarly: z.boolean(), reason: paragraph(500).optional() }),
  adverseEvent: z.strictObject({
    kind: z.enum([
      'nausea',
      'vomiting',
      'headache',
      'dizziness',
      'anxiety',
      'agitation',
      'dissociationDistress',
      'hypertension',
      'hypoxia',
      'chestPain',
      'arrhythmia',
      'overSedation',
      'allergicReaction',
      'fall',
      'other',
    ]),
    severity: z.enum(['mild', 'moderate', 'severe']),
    serious: z.boolean(),
    action: paragraph(500).optional(),
    note: paragraph(2000).optional(),
  }),
  dissociationRated: z.strictObject({
    score: z.int().min(0).max(10),
    cadss6: z.int().min(0).max(24).optional(),
  }),
  sensation: z.strictObject({
    what: line(60),
    intensity: z.union([z.literal(1), z.literal(2), z.literal(3)]).optional(),
  }),
  note: z.strictObject({ text: paragraph(4000).refine((text) => text.length > 0, 'The note is empty.') }),
  recoveryStart: none,
  dischargeCheck: z.strictObject({
    check: z.enum([
      'oriented',
      'steadyGait',
      'dissociationGone',
      'noSevereNausea',
      'suicidalityNotHigh',
      'escortPresent',
      'adviceGiven',
    ]),
    ok: answer,
    note: paragraph(500).optional(),
  }),
  leavingScore: z.strictObject({
    scale: z.enum(['aldrete', 'padss']),
    answers: z.array(z.union([z.literal(0), z.literal(1), z.literal(2)])).length(5),
  }),
  monitoringForm: z.strictObject({
    firstTreatment: answer.optional(),
    readyAt: instant.optional(),
    vitalsBefore: answer.optional(),
    vitalsLeaving: answer.optional(),
    effects: z.strictObject({
      sedation: formEffect.optional(),
      dissociation: formEffect.optional(),
      respiratoryDepression: formEffect.optional(),
    }),
    concomitant: z.record(line(40), answer),
    sent: z.boolean(),
  }),
  drugCount: z.strictObject({
    drawnMl: millilitres,
    wastedMl: millilitres,
    returnedMl: millilitres.optional(),
    witness: line(120).optional(),
    difference: paragraph(500).optional(),
  }),
  discharge: z.strictObject({
    unmet: z.array(line(20)).max(40),
    criteria: z.array(line(20)).max(40).optional(),
    reason: paragraph(2000).optional(),
    leftWith: line(120).optional(),
  }),
  retraction: none,
} as const satisfies { readonly [T in EntryType]: z.ZodType };

const head = {
  id: uuid,
  sessionId: uuid,
  clinicalTime: instant,
  deviceTime: instant,
  deviceId: uuid,
  deviceSequence: z.int().min(0).max(Number.MAX_SAFE_INTEGER),
  /** Must be the signed-in person; the server refuses anything else. */
  authorId: uuid,
  corrects: uuid.optional(),
  reason: paragraph(500).optional(),
};

function variant<T extends EntryType>(type: T) {
  return z.strictObject({ ...head, type: z.literal(type), body: entryBodies[type] });
}

/** One entry as a device sends it. */
export const entry = z.discriminatedUnion('type', [
  variant('gateAnswered'),
  variant('weightMeasured'),
  variant('escortNamed'),
  variant('vitals'),
  variant('doseStart'),
  variant('deviceGiven'),
  variant('dosePause'),
  variant('doseResume'),
  variant('doseEnd'),
  variant('adverseEvent'),
  variant('dissociationRated'),
  variant('sensation'),
  variant('note'),
  variant('recoveryStart'),
  variant('dischargeCheck'),
  variant('leavingScore'),
  variant('monitoringForm'),
  variant('drugCount'),
  variant('discharge'),
  variant('retraction'),
]);

/** The schema reads exactly what protocol means by an entry. */
export type SentEntry = z.output<typeof entry>;
/** Narrows a validated entry to protocol's type; the shapes are the same, optional members apart. */
export function asEntry(sent: SentEntry): Entry {
  return sent as Entry;
}
