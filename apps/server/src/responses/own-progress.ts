import type { OwnProgressView } from '@evenkeel/contract';
import { instrumentById } from '@evenkeel/instruments';
import { insertGoal, insertGoalMark, goalsOf, sessionsOf, type StoredPatient } from '@evenkeel/record';
import { Refusal } from '../http/refusal.ts';
import type { Ground } from '../patients/ground.ts';
import { courseView } from './course-view.ts';

/** What a patient may see of the own scores: scales answered by oneself, on mood, anxiety, sleep and daily life. */
const shown: ReadonlySet<string> = new Set([
  'mood',
  'anxiety',
  'sleep',
  'function',
  'qualityOfLife',
  'trauma',
]);

/** Rounds to the nearest five per cent: the patient's page tells the size, not a number to watch. */
const nearestFive = (percent: number) => Math.round(percent / 5) * 5;

/** The own course in the patient's words. A score on suicide is never part of it. */
export async function ownProgress(ground: Ground, patient: StoredPatient): Promise<OwnProgressView> {
  const course = await courseView(ground, patient);
  const own = course.series.filter(
    ({ instrument, domain, scores }) =>
      instrumentById(instrument)?.rater === 'self' &&
      shown.has(domain) &&
      scores.some(({ total }) => total !== undefined),
  );
  const mood = own.find(({ domain }) => domain === 'mood') ?? own[0];
  const latest = mood?.scores.findLast(({ total }) => total !== undefined);
  const start =
    mood?.baseline?.total ??
    mood?.scores.find(({ total, at }) => total !== undefined && at !== latest?.at)?.total;
  const now = latest?.total;
  const isBetterHigher = mood?.direction === 'higherIsBetter';
  const change =
    start === undefined || now === undefined || latest?.outcome === 'baseline'
      ? undefined
      : (isBetterHigher ? now - start : start - now) /
        Math.max(1, Math.abs(isBetterHigher ? (mood?.range.to ?? 1) - start : start));
  const percent = change === undefined ? undefined : nearestFive(100 * Math.abs(change));
  const next = (await sessionsOf(ground.tx, ground.scope, patient.patientId)).find(
    (one) => one.state === 'booked',
  );
  return {
    change:
      change === undefined
        ? { kind: 'first' }
        : percent === 0
          ? { kind: 'same' }
          : { kind: change > 0 ? 'fewer' : 'more', percent: percent ?? 0 },
    charts: own.map(({ domain, shortTitle, direction, range, scores, baseline }) => ({
      domain,
      name: shortTitle,
      direction,
      range,
      points: scores.map(({ at, total }) => ({ at, ...(total === undefined ? {} : { total }) })),
      ...(baseline === undefined ? {} : { baseline: baseline.total }),
    })),
    doses: course.doses.map(({ at }) => at),
    ...(next === undefined ? {} : { next: next.day }),
    goals: course.goals,
  };
}

/** Most goals that stand at one time: more than a few are none. */
const mostGoals = 5;

/** Writes a goal down or changes it. @throws Refusal GOL-001 when another device was faster */
export async function changeGoal(
  ground: Ground,
  patient: StoredPatient,
  goal: {
    readonly goalId: string;
    readonly version: number;
    readonly wording: string;
    readonly state: 'current' | 'reached' | 'laidDown';
  },
): Promise<OwnProgressView> {
  const { tx, scope, now } = ground;
  const { patientId } = patient;
  const goals = await goalsOf(tx, scope, patientId);
  const known = goals.find(({ goalId }) => goalId === goal.goalId);
  const isSame =
    known?.version === goal.version && known.wording === goal.wording && known.state === goal.state;
  if (!isSame) {
    if (goal.version !== (known?.version ?? 0) + 1) throw new Refusal('GOL-001');
    if (known === undefined && goals.filter(({ state }) => state === 'current').length >= mostGoals)
      throw new Refusal('REQ-001', {
        fields: [{ path: 'wording', says: `Up to ${mostGoals} goals at a time. Lay one down first.` }],
      });
    if (!(await insertGoal(tx, scope, now, { ...goal, patientId }))) throw new Refusal('GOL-001');
  }
  return ownProgress(ground, patient);
}

/** Keeps how near a goal is. @throws Refusal RSP-001 for a goal that is not this patient's */
export async function markGoal(
  ground: Ground,
  patient: StoredPatient,
  given: { readonly goalId: string; readonly markId: string; readonly mark: number },
): Promise<OwnProgressView> {
  const { tx, scope, now } = ground;
  const { patientId } = patient;
  const goals = await goalsOf(tx, scope, patientId);
  if (!goals.some(({ goalId }) => goalId === given.goalId))
    throw new Refusal('RSP-001', { detail: 'There is no such goal.' });
  await insertGoalMark(tx, scope, now, { ...given, patientId });
  return ownProgress(ground, patient);
}
