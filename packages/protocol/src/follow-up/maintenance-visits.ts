import { elapsedMs, type Instant } from '@evenkeel/quantities';
import { limit } from '../policy/default-policy.ts';
import type { Policy } from '../policy/policy.ts';
import type { MaintenanceVisit } from '../regimen/titration.ts';

const dayMs = 86_400_000;

/** Doses later than this after the first are maintenance, days. A local default: the acute series is at most four weeks. */
export const acuteDays = 28;
/** A score counts for a visit when it was given at most this many days before the dose. */
export const scoreBeforeVisitDays = 7;

/** The maintenance visits behind a suggestion. */
export interface Maintenance {
  /** Days between the last two doses; absent when there are not two. */
  readonly currentDays?: number;
  readonly visits: readonly MaintenanceVisit[];
}

/**
 * Reads maintenance visits from doses and the scores of one scale on which lower is better. A visit without a score of
 * its own stays unknown: no score is carried over from the visit before.
 */
export function maintenanceVisits(
  doses: readonly Instant[],
  scores: readonly { readonly at: Instant; readonly total: number }[],
  scale: string,
  baseline: number | undefined,
  policy: Policy,
): Maintenance {
  const given = doses.toSorted();
  const [first] = given;
  if (first === undefined) return { visits: [] };
  let best: number | undefined;
  let currentDays: number | undefined;
  const visits: MaintenanceVisit[] = [];
  given.forEach((dose, index) => {
    const previous = given[index - 1];
    const score = scores
      .filter(
        ({ at }) =>
          at <= dose &&
          elapsedMs(at, dose) <= scoreBeforeVisitDays * dayMs &&
          (previous === undefined || at > previous),
      )
      .toSorted((a, b) => (a.at < b.at ? -1 : 1))
      .at(-1)?.total;
    const isMaintenance = elapsedMs(first, dose) > acuteDays * dayMs;
    if (isMaintenance) visits.push(visitOf(score, best, scale, baseline, policy));
    if (previous === undefined) return;
    if (score !== undefined) best = Math.min(best ?? score, score);
    currentDays = Math.round(elapsedMs(previous, dose) / dayMs);
  });
  return { visits, ...(currentDays === undefined ? {} : { currentDays }) };
}

function visitOf(
  score: number | undefined,
  best: number | undefined,
  scale: string,
  baseline: number | undefined,
  policy: Policy,
): MaintenanceVisit {
  if (score === undefined || baseline === undefined || !(baseline > 0)) return { response: 'unknown' };
  const gain = (100 * (baseline - score)) / baseline;
  const remitted = scale === 'madrs' && score <= limit(policy, 'remissionMadrs');
  const response = remitted || gain >= limit(policy, 'responsePercent') ? 'yes' : 'no';
  if (best === undefined) return { response };
  const rise = score - best;
  return {
    response,
    ...(scale === 'phq9' ? { phq9Rise: rise } : {}),
    ...(scale === 'madrs' ? { madrsRise: rise } : {}),
    ...(baseline <= best ? {} : { lostShare: (100 * rise) / (baseline - best) }),
  };
}
