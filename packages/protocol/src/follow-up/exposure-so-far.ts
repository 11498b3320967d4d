import type { Route } from '@evenkeel/pharmacology';
import { add, decimal, multiply, round, type Decimal, type Instant } from '@evenkeel/quantities';
import type { EvidenceMark } from '../evidence-mark.ts';
import type { GivenDose } from '../patient-facts.ts';

/** The share of a dose that reaches the blood, by route, for adding exposure up; not for dosing. */
export interface RouteShare {
  readonly share: Decimal;
  readonly mark: EvidenceMark;
  readonly citation: string;
}

const share = (value: string, mark: EvidenceMark, citation: string): RouteShare =>
  Object.freeze({ share: decimal(value), mark, citation });

/** Bioavailability by route. One number a route, so that sums are comparable; a person's own may differ much. */
export const routeShares: { readonly [R in Route]: RouteShare } = Object.freeze({
  iv: share('1', 'localDefault', 'By definition'),
  im: share('0.93', 'observational', 'Secondary pharmacokinetic table; a model in children found 0.41'),
  sc: share('0.95', 'localDefault', 'Not looked up'),
  'nasal-device': share('0.54', 'observational', 'Perez-Ruixo 2021, first device'),
  'nasal-spray': share(
    '0.45',
    'observational',
    'Published totals 11 to 45 %; the highest, so that exposure is not understated',
  ),
  'oral-solution': share('0.25', 'observational', 'Andrade: 20 to 25 %; the higher'),
  'oral-tablet': share('0.25', 'localDefault', 'Taken as the solution'),
  'oral-prolonged': share('0.15', 'observational', '12 to 15 % as published; the higher'),
  sublingual: share('0.3', 'observational', 'Published 29 %'),
  'oral-film': share('0.3', 'localDefault', 'Taken as sublingual'),
  rectal: share('0.3', 'localDefault', 'About 0.3'),
});

/** Exposure of one route or of all. */
export interface Exposure {
  readonly sessions: number;
  readonly mg: Decimal;
  /** mg that reached the blood, by {@link routeShares}, to 0.1 mg. */
  readonly bioavailableMg: Decimal;
}

/** What was given so far, by route and together. */
export interface ExposureSoFar extends Exposure {
  readonly byRoute: readonly (Exposure & { readonly drug: GivenDose['drug']; readonly route: Route })[];
}

/** Adds doses up in exact decimals, those after `since` when it is given. The order of the doses does not matter. */
export function exposureSoFar(doses: readonly GivenDose[], since?: Instant): ExposureSoFar {
  const counted = doses.filter(({ at }) => since === undefined || at > since);
  const kinds = new Map(counted.map(({ drug, route }) => [`${drug} ${route}`, { drug, route }]));
  const sum = (list: readonly GivenDose[]): Exposure => ({
    sessions: new Set(list.map(({ at }) => at)).size,
    mg: list.reduce((total, one) => add(total, one.amountMg), decimal('0')),
    bioavailableMg: round(
      list.reduce(
        (total, one) => add(total, multiply(one.amountMg, routeShares[one.route].share)),
        decimal('0'),
      ),
      1,
    ),
  });
  return {
    ...sum(counted),
    byRoute: [...kinds]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([, kind]) => ({
        ...kind,
        ...sum(counted.filter(({ drug, route }) => drug === kind.drug && route === kind.route)),
      })),
  };
}
