import { calculateDose, courseDays, limit, productById, type CalculatedDose } from '@evenkeel/protocol';
import { ageOn, plusDays, type CalendarDate, type Decimal } from '@evenkeel/quantities';
import { factsOf, type StoredPatient } from '@evenkeel/record';
import { weightsOf } from '../patients/gather-facts.ts';
import { today, type Ground } from '../patients/ground.ts';

/** What a prescriber types; the weight is never among it, it comes from the record. */
export interface PlanTyped {
  readonly doseMgPerKg: Decimal;
  readonly productId: string;
  readonly durationMinutes: number;
  readonly sessions: number;
  readonly firstDay: CalendarDate;
}

/** A dose with its days, or the reason why it cannot be planned. */
export type PlanDose =
  | { readonly problem: { readonly code: string; readonly sentence: string } }
  | { readonly calculated: CalculatedDose; readonly days: readonly CalendarDate[] };

/** How far ahead a first session can be planned, days. */
const furthestDays = 366;

/** Computes the dose from the newest weight in the record, and the days of the course. */
export async function planDose(ground: Ground, patient: StoredPatient, typed: PlanTyped): Promise<PlanDose> {
  const product = productById(typed.productId);
  if (product === undefined)
    return { problem: { code: 'productUnknown', sentence: 'This product is not in the list.' } };
  const day = today(ground);
  if (typed.firstDay < day)
    return { problem: { code: 'firstDayPast', sentence: 'The first session lies in the past.' } };
  if (typed.firstDay > plusDays(day, furthestDays))
    return { problem: { code: 'firstDayFar', sentence: 'The first session is more than a year ahead.' } };
  const weights = weightsOf(await factsOf(ground.tx, ground.scope, patient.patientId, ['weight']));
  const [earlier, weight] = [weights.at(-2), weights.at(-1)];
  const calculated = calculateDose({
    doseMgPerKg: typed.doseMgPerKg,
    weight,
    ...(earlier === undefined ? {} : { earlierWeight: earlier }),
    product,
    durationMinutes: typed.durationMinutes,
    ageYears: ageOn(patient.birthDate as CalendarDate, day),
    policy: ground.policy,
    now: ground.now,
  });
  if ('problem' in calculated) return calculated;
  return { calculated, days: courseDays(typed.firstDay, typed.sessions, daysFor(ground, typed.sessions)) };
}

/** The policy's pace: as many days for each session as its own course has. */
function daysFor(ground: Ground, sessions: number): number {
  const usual = limit(ground.policy, 'sessionsPerCourse');
  const days = limit(ground.policy, 'courseDays');
  return Math.round((days * sessions) / usual);
}
