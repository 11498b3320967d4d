import { courseRollup } from '@evenkeel/evidence';
import { domainOf, instruments } from '@evenkeel/instruments';
import { limit } from '@evenkeel/protocol';
import type { Instant } from '@evenkeel/quantities';
import {
  outcomeGround,
  replaceOutcomes,
  staleOutcomes,
  type StoredOutcomeGround,
  type StoredOutcomeRow,
} from '@evenkeel/record';
import type { Ground } from '../patients/ground.ts';

/** Domains that the clinic's outcomes are told in. */
const counted: ReadonlySet<string> = new Set([
  'mood',
  'anxiety',
  'sleep',
  'function',
  'qualityOfLife',
  'trauma',
]);

/** Scales whose courses are counted. */
export const countedInstruments = Object.freeze(
  instruments.filter(({ id, scoring }) => scoring.kind !== 'none' && counted.has(domainOf(id) ?? '')),
);

/** People brought up to date in one transaction. */
const atOnce = 500;

/** One person's rows: one for each scale that was answered. */
export function rowsOf(ground: StoredOutcomeGround, now: Instant): readonly StoredOutcomeRow[] {
  const { patientId, diagnosis, route, regimen } = ground;
  const doses = ground.doses.map((at) => ({ at: at as Instant }));
  return countedInstruments.flatMap((instrument): StoredOutcomeRow[] => {
    const points = ground.scores
      .filter((score) => score.instrument === instrument.id)
      .map(({ at, total }) => ({ at: at as Instant, total }));
    if (points.length === 0) return [];
    const rollup = courseRollup({ instrument, points, doses, now });
    if (rollup === undefined) return [];
    return [
      {
        patientId,
        instrument: instrument.id,
        diagnosis,
        route,
        regimen,
        baseline: rollup.baseline ?? null,
        weeks: rollup.weeks,
        firstDoseAt: rollup.firstDoseAt,
        relapseDays: rollup.relapse?.days ?? null,
        relapsed: rollup.relapse?.event ?? false,
      },
    ];
  });
}

/** Brings the outcomes of people whose record has changed up to date. Gives their number. */
export async function rollUpOutcomes(
  ground: Pick<Ground, 'tx' | 'scope' | 'now' | 'policy'>,
): Promise<number> {
  const { tx, scope, now, policy } = ground;
  const ids = await staleOutcomes(tx, scope, atOnce);
  if (ids.length === 0) return 0;
  const grounds = await outcomeGround(tx, scope, ids, {
    trials: limit(policy, 'trialsForResistance'),
    weeks: limit(policy, 'trialWeeks'),
  });
  await replaceOutcomes(
    tx,
    scope,
    now,
    ids,
    grounds.flatMap((one) => rowsOf(one, now)),
  );
  return ids.length;
}
