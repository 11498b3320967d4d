import {
  doseStartOf,
  foldSession,
  sessionGates,
  type Entry,
  type EntryBodies,
  type EntryType,
  type SessionContext,
  type Vitals,
} from '@evenkeel/protocol';
import {
  epochMs,
  instantOf,
  plusMinutes,
  uuidV7,
  type Instant,
  type RandomStream,
  type Uuid,
} from '@evenkeel/quantities';
import type { Biography } from './biography.ts';

/** What a synthetic session is made from. */
export interface SessionToWrite {
  readonly sessionId: Uuid;
  readonly context: SessionContext;
  readonly biography: Biography;
  readonly escort: { readonly name: string; readonly phone: string };
  readonly nurseId: Uuid;
  readonly deviceId: Uuid;
  /** When the patient sat down. */
  readonly from: Instant;
  /** Nothing later than this is written: the session still runs. */
  readonly until?: Instant;
  readonly stream: RandomStream;
  /** A mistyped heart rate is corrected in this session. */
  readonly withCorrection: boolean;
}

/** Minutes from sitting down to the start of the dose. */
export const minutesBeforeDose = 16;

/** Minutes after the dose start at which sedation and dissociation are looked at, and how far the rating may go. */
const ratedAt = [
  [20, 1, 5],
  [40, 2, 6],
  [60, 0, 2],
  [80, 0, 1],
  [118, 0, 0],
] as const;

/** Minutes after the dose start at which vitals are taken: every ten, then every fifteen. */
const vitalsAt = [10, 20, 30, 40, 55, 70, 85, 100, 115, 121];

const sensations = [
  'Floating',
  'Colours brighter',
  'Body far away',
  'Time slower',
  'Warm',
  'Light-headed',
  'Calm',
];
const checks = [
  'oriented',
  'steadyGait',
  'dissociationGone',
  'noSevereNausea',
  'suicidalityNotHigh',
  'escortPresent',
  'adviceGiven',
] as const;

/** The whole log of one synthetic session, in order of time, as a tablet would have sent it. */
export function sessionEntries(what: SessionToWrite): readonly Entry[] {
  const { from, stream, context, biography, escort } = what;
  const { plan } = context;
  const entries: Entry[] = [];
  const start = plusMinutes(from, minutesBeforeDose);
  const minute = (minutes: number): Instant => plusMinutes(start, minutes);
  const add = <T extends EntryType>(
    at: Instant,
    type: T,
    body: EntryBodies[T],
    more: { corrects?: Uuid; reason?: string } = {},
  ): Uuid => {
    const id = uuidV7(epochMs(at), stream.bytes(10));
    // Typed a few seconds after it happened.
    const deviceTime = instantOf(epochMs(at) + stream.integer(2, 25) * 1000);
    entries.push({
      id,
      sessionId: what.sessionId,
      type,
      body,
      clinicalTime: at,
      deviceTime,
      deviceId: what.deviceId,
      deviceSequence: entries.length + 1,
      authorId: what.nurseId,
      ...more,
    } as Entry);
    return id;
  };

  sessionGates(plan.drug, plan.route, context.jurisdiction).forEach((rule, index) => {
    add(plusMinutes(from, 1 + index * 0.7), 'gateAnswered', { gate: rule.gate, ok: 'yes' });
  });
  add(plusMinutes(from, 9), 'escortNamed', escort);
  const kilograms = plan.measuredWeightKg ?? plan.weightKg;
  if (kilograms !== undefined) add(plusMinutes(from, 10), 'weightMeasured', { kilograms, estimated: false });
  // Nobody of the demo starts above 140/90: that would ask for a repeat after rest and a reason.
  const first = vitalsNear(biography, 0, stream);
  add(plusMinutes(from, 13), 'vitals', {
    vitals: {
      ...first,
      systolic: Math.min(first.systolic ?? 120, 139),
      diastolic: Math.min(first.diastolic ?? 80, 89),
    },
  });
  add(start, 'doseStart', doseStartOf(plan, `KT-${stream.integer(1000, 9999)}`));
  // A patient goes home while the pressure is falling: the last reading is no higher than the one before.
  let before: number | undefined;
  const happenings: (readonly [number, () => void])[] = vitalsAt.map((at) => [
    at,
    () => {
      const found = vitalsNear(biography, at, stream);
      const vitals =
        at === vitalsAt.at(-1) && before !== undefined && (found.systolic ?? 0) > before
          ? { ...found, systolic: before }
          : found;
      before = found.systolic;
      if (at !== 20 || !what.withCorrection) {
        add(minute(at), 'vitals', { vitals });
        return;
      }
      const wrong = add(minute(at), 'vitals', {
        vitals: { ...vitals, heartRate: (vitals.heartRate ?? 70) + 100 },
      });
      add(
        minute(at + 0.5),
        'vitals',
        { vitals },
        { corrects: wrong, reason: 'Typing error in the heart rate' },
      );
    },
  ]);
  for (const [at, least, most] of ratedAt)
    happenings.push([
      at,
      () => {
        add(minute(at), 'dissociationRated', { score: stream.integer(least, most) });
        // Between two vital sets alertness alone is looked at.
        if (!vitalsAt.includes(at)) add(minute(at), 'vitals', { vitals: { moaas: 5 } });
      },
    ]);
  for (let i = stream.integer(0, 3); i > 0; i -= 1) {
    const at = stream.integer(8, 34);
    happenings.push([
      at + 0.3,
      () =>
        void add(minute(at + 0.3), 'sensation', {
          what: stream.pick(sensations),
          intensity: stream.pick([1, 2, 3] as const),
        }),
    ]);
  }
  happenings.push(...adverse(stream, (at, body) => void add(minute(at), 'adverseEvent', body)));
  const ends = plan.durationMinutes ?? 0;
  if (stream.chance(0.08)) {
    const at = stream.integer(12, 26);
    happenings.push([at, () => void add(minute(at), 'dosePause', { reason: 'Line checked' })]);
    happenings.push([at + 2, () => void add(minute(at + 2), 'doseResume', {})]);
  }
  happenings.push([ends + 2.1, () => void add(minute(ends + 2.1), 'doseEnd', { stoppedEarly: false })]);
  happenings.push([ends + 3, () => void add(minute(ends + 3), 'recoveryStart', {})]);
  checks.forEach((check, index) => {
    happenings.push([
      117 + index * 0.5,
      () => void add(minute(117 + index * 0.5), 'dischargeCheck', { check, ok: 'yes' }),
    ]);
  });
  happenings.push([
    124,
    () => {
      const { criteria } = foldSession(entries, context, minute(124)).discharge;
      const open = criteria.filter((one) => one.status !== 'met').map((one) => one.id);
      add(minute(124), 'discharge', {
        unmet: open,
        criteria: criteria.map((one) => one.id),
        ...(open.length === 0
          ? {}
          : { reason: 'Seen by the prescriber; going home with the escort is reasonable.' }),
        leftWith: escort.name,
      });
    },
  ]);
  for (const [at, happen] of happenings.toSorted((a, b) => a[0] - b[0])) {
    if (what.until !== undefined && minute(at) > what.until) break;
    happen();
  }
  return entries;
}

/** Pressure and heart rate rise to the end of the dose and come back; alertness dips. */
function vitalsNear(biography: Biography, minutes: number, stream: RandomStream): Vitals {
  const share = minutes <= 0 ? 0 : minutes <= 40 ? minutes / 40 : Math.exp(-(minutes - 40) / 28);
  const near = (base: number, rise: number, spread: number) =>
    Math.round(base + rise * share + stream.normal(0, spread));
  return {
    systolic: near(biography.systolic, 20, 3),
    diastolic: near(biography.diastolic, 11, 2),
    heartRate: near(biography.heartRate, 9, 2.5),
    spo2: Math.max(95, Math.min(99, near(98, -0.8, 0.5))),
    respiratoryRate: Math.max(11, near(15, -1, 0.7)),
    moaas: minutes >= 20 && minutes <= 40 && stream.chance(0.35) ? 4 : 5,
  };
}

/** Adverse events at about the rates of published infusion series. */
function adverse(
  stream: RandomStream,
  add: (at: number, body: EntryBodies['adverseEvent']) => void,
): (readonly [number, () => void])[] {
  const kinds = [
    ['nausea', 0.1, 'Ondansetron 4 mg given'],
    ['dizziness', 0.08, 'Reclined, reassured'],
    ['headache', 0.06, 'Water, rest'],
    ['anxiety', 0.05, 'Nurse stayed at the chair'],
    ['dissociationDistress', 0.04, 'Talked through, lights dimmed further'],
  ] as const;
  return kinds.flatMap(([kind, probability, action]): (readonly [number, () => void])[] => {
    if (!stream.chance(probability)) return [];
    const at = stream.integer(15, 75) + 0.6;
    const severity = stream.chance(0.8) ? 'mild' : 'moderate';
    return [[at, () => add(at, { kind, severity, serious: false, action })]];
  });
}
