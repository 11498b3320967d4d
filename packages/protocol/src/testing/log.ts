import { decimal, instantOf, type Instant, type Kilograms, type Uuid } from '@evenkeel/quantities';
import { defaultPolicy } from '../policy/default-policy.ts';
import type { InfusionDose } from '../regimen/plan.ts';
import type {
  DischargeCheck,
  Entry,
  EntryBodies,
  EntryType,
  GateQuestion,
  Vitals,
} from '../session/entry.ts';
import { foldSession } from '../session/fold.ts';
import { dischargeRules } from '../session/rules.ts';
import { sessionGates } from '../session/session-gates.ts';
import type { SessionContext, SessionState } from '../session/session-state.ts';

const start = Date.UTC(2026, 10, 25, 10);

/** The instant a number of minutes after the dose of the tests starts. */
export const minute = (minutes: number): Instant => instantOf(start + Math.round(minutes * 60_000));

/** 0.5 mg/kg x 70 kg over 40 minutes. */
export const plan: InfusionDose = {
  drug: 'ketamine',
  route: 'iv',
  doseMgPerKg: decimal('0.5'),
  weightKg: decimal('70') as Kilograms,
  weightMeasuredAt: minute(-60 * 24),
  amountMg: decimal('35'),
  productId: 'ketamine-10',
  concentrationMgPerMl: decimal('10'),
  volumeMl: decimal('3.5'),
  durationMinutes: 40,
  rateMlPerHour: decimal('5.3'),
};

export const context: SessionContext = { plan, policy: defaultPolicy };

const device = '01900000-0000-7000-8000-00000000d001';
const author = '01900000-0000-7000-8000-00000000a001';
let count = 0;

interface Extra {
  readonly id?: Uuid;
  readonly corrects?: Uuid;
  readonly reason?: string;
  readonly deviceTime?: Instant;
  readonly deviceId?: Uuid;
}

/** One entry at a minute; typed at the same moment unless said otherwise. */
export function entry<T extends EntryType>(
  type: T,
  minutes: number,
  body: EntryBodies[T],
  extra: Extra = {},
): Extract<Entry, { type: T }> {
  count += 1;
  return {
    id: `01900000-0000-7000-8000-${count.toString(16).padStart(12, '0')}`,
    sessionId: '01900000-0000-7000-8000-00000000c001',
    clinicalTime: minute(minutes),
    deviceTime: minute(minutes),
    deviceId: device,
    deviceSequence: count,
    authorId: author,
    type,
    body,
    ...extra,
  } as unknown as Extract<Entry, { type: T }>;
}

export const vitals = (minutes: number, values: Vitals, extra: Extra = {}) =>
  entry('vitals', minutes, { vitals: values }, extra);

/** Dissociation as the patient rates it, 0 to 10. */
export const rated = (minutes: number, score = 0, extra: Extra = {}) =>
  entry('dissociationRated', minutes, { score }, extra);

/** A whole set of values nothing is wrong with. */
export const good: Vitals = Object.freeze({
  systolic: 120,
  diastolic: 80,
  heartRate: 70,
  spo2: 98,
  respiratoryRate: 14,
  moaas: 5,
});

export const doseStart = (minutes = 0, changes: Partial<EntryBodies['doseStart']> = {}) =>
  entry('doseStart', minutes, {
    drug: 'ketamine',
    route: 'iv',
    amountMg: plan.amountMg,
    doseMgPerKg: plan.doseMgPerKg,
    weightKg: plan.weightKg,
    concentrationMgPerMl: plan.concentrationMgPerMl,
    volumeMl: plan.volumeMl,
    durationMinutes: plan.durationMinutes,
    identityChecked: true,
    ...changes,
  });

export const doseEnd = (minutes = 40, stoppedEarly = false) => entry('doseEnd', minutes, { stoppedEarly });

export const gates = (minutes = -20, but?: GateQuestion, ok: 'no' | 'unknown' = 'no') =>
  sessionGates(plan.drug, plan.route, undefined).map(({ gate }) =>
    entry('gateAnswered', minutes, { gate, ok: gate === but ? ok : 'yes' }),
  );

/** Everything before the dose: gates, weight, a whole baseline. */
export const before = (): Entry[] => [
  ...gates(),
  entry('weightMeasured', -15, { kilograms: plan.weightKg, estimated: false }),
  vitals(-5, good),
];

export const checks = (minutes = 118, but?: DischargeCheck, ok: 'no' | 'unknown' = 'no') =>
  dischargeRules.flatMap(({ check }) =>
    check === undefined
      ? []
      : [entry('dischargeCheck', minutes, { check, ok: check === but ? ok : ('yes' as const) })],
  );

/** A whole session up to the criteria of leaving, two hours after the start. */
export const wholeSession = (): Entry[] => [
  ...before(),
  doseStart(),
  vitals(10, good),
  vitals(20, good),
  vitals(30, good),
  vitals(40, good),
  doseEnd(),
  ...[55, 70, 85, 100, 115].map((minutes) => vitals(minutes, good)),
  ...[20, 40, 60, 80, 115].map((minutes) => rated(minutes)),
  ...checks(),
];

export const discharge = (minutes: number, unmet: readonly string[] = [], reason?: string) =>
  entry('discharge', minutes, { unmet, ...(reason === undefined ? {} : { reason }) });

export const fold = (
  entries: readonly Entry[],
  minutes: number,
  changes: Partial<SessionContext> = {},
): SessionState => foldSession(entries, { ...context, ...changes }, minute(minutes));
