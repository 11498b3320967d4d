import { courseRollup } from '@evenkeel/evidence';
import { domainOf, instruments } from '@evenkeel/instruments';
import { isResistant, type Policy } from '@evenkeel/protocol';
import type { Instant } from '@evenkeel/quantities';
import {
  factsOfMany,
  outcomeGround,
  replaceOutcomes,
  staleOutcomes,
  type StoredFact,
  type StoredOutcomeGround,
  type StoredOutcomeRow,
} from '@evenkeel/record';
import { diagnosisOf, trialsOf } from '../patients/gather-facts.ts';
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
function rowsOf(ground: StoredOutcomeGround, diagnosis: string, now: Instant): readonly StoredOutcomeRow[] {
  const { patientId, route, regimen } = ground;
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

/** The diagnosis a person is counted under: a depression is told apart once it is resistant. */
function groupOf(facts: readonly StoredFact[], policy: Policy): string {
  const kind = diagnosisOf(facts)?.kind;
  return kind === 'majorDepressiveDisorder' && isResistant(trialsOf(facts), policy)
    ? 'treatmentResistantDepression'
    : (kind ?? 'unknown');
}

/** Brings the outcomes of people whose record has changed up to date. Gives their number. */
export async function rollUpOutcomes(
  ground: Pick<Ground, 'tx' | 'scope' | 'now' | 'policy'>,
): Promise<number> {
  const { tx, scope, now, policy } = ground;
  const ids = await staleOutcomes(tx, scope, atOnce);
  if (ids.length === 0) return 0;
  const grounds = await outcomeGround(tx, scope, ids);
  const facts = await factsOfMany(tx, scope, ids, ['diagnosis', 'trial']);
  await replaceOutcomes(
    tx,
    scope,
    now,
    ids,
    grounds.flatMap((one) => rowsOf(one, groupOf(facts.get(one.patientId) ?? [], policy), now)),
  );
  return ids.length;
}
