import type { InstrumentTotal, PatientFacts } from '../patient-facts.ts';

/** The newest total of any of these scales; at one moment the higher one. A response without a total is passed over; see {@link newestWithoutTotal}. */
export function newestTotal(
  facts: PatientFacts,
  ...instruments: readonly string[]
): (InstrumentTotal & { readonly total: number }) | undefined {
  return facts.totals
    .filter(
      (one): one is InstrumentTotal & { readonly total: number } =>
        instruments.includes(one.instrument) && one.total !== undefined && Number.isFinite(one.total),
    )
    .toSorted(
      (a, b) =>
        (a.answeredAt < b.answeredAt ? -1 : a.answeredAt > b.answeredAt ? 1 : 0) ||
        a.total - b.total ||
        (a.instrument < b.instrument ? -1 : 1),
    )
    .at(-1);
}

/** The newest response of a scale when it has no total and every total is older; undefined otherwise. */
export function newestWithoutTotal(facts: PatientFacts, instrument: string): InstrumentTotal | undefined {
  const newest = newestTotal(facts, instrument);
  return facts.totals
    .filter((one) => one.instrument === instrument && !Number.isFinite(one.total))
    .filter((one) => newest === undefined || one.answeredAt > newest.answeredAt)
    .toSorted((a, b) => (a.answeredAt < b.answeredAt ? -1 : 1))
    .at(-1);
}

/** Names of the scales rules speak of, as people know them. */
export const scaleNames: Readonly<Record<string, string>> = Object.freeze({
  madrs: 'MADRS',
  'ham-d17': 'HAM-D17',
  phq9: 'PHQ-9',
  'qids-sr16': 'QIDS-SR',
  ymrs: 'YMRS',
  moca: 'MoCA',
  icsi: 'ICSI',
  'c-ssrs-screener': 'C-SSRS screener',
});
