import type { InstrumentTotal, PatientFacts } from '../patient-facts.ts';

/** Scales of which a low total is the worse one. */
const worseWhenLow: ReadonlySet<string> = new Set(['moca']);

/**
 * The newest total of any of these scales; at one moment the worse one. A response without a total is passed over; see
 * {@link newestHasNoTotal}.
 */
export function newestTotal(
  facts: PatientFacts,
  ...instruments: readonly string[]
): (InstrumentTotal & { readonly total: number }) | undefined {
  const size = ({ instrument, total }: { readonly instrument: string; readonly total: number }) =>
    worseWhenLow.has(instrument) ? -total : total;
  return facts.totals
    .filter(
      (one): one is InstrumentTotal & { readonly total: number } =>
        instruments.includes(one.instrument) && one.total !== undefined && Number.isFinite(one.total),
    )
    .toSorted(
      (a, b) =>
        (a.answeredAt < b.answeredAt ? -1 : a.answeredAt > b.answeredAt ? 1 : 0) ||
        size(a) - size(b) ||
        (a.instrument < b.instrument ? -1 : 1),
    )
    .at(-1);
}

/** True when a response of a scale has no total and every total is older. */
export function newestHasNoTotal(facts: PatientFacts, instrument: string): boolean {
  const newest = newestTotal(facts, instrument);
  return facts.totals.some(
    (one) =>
      one.instrument === instrument &&
      !Number.isFinite(one.total) &&
      (newest === undefined || one.answeredAt > newest.answeredAt),
  );
}

/** Names of the scales rules speak of, as people know them. */
const scaleNames: Readonly<Record<string, string>> = Object.freeze({
  madrs: 'MADRS',
  'ham-d17': 'HAM-D17',
  phq9: 'PHQ-9',
  'qids-sr16': 'QIDS-SR',
  ymrs: 'YMRS',
  moca: 'MoCA',
  icsi: 'ICSI',
  'evenkeel-bladder': 'Bladder questions',
  'c-ssrs-screener': 'C-SSRS screener',
});

/** The name of a scale in a sentence; its id where rules do not speak of it. */
export function scaleName(instrument: string): string {
  return scaleNames[instrument] ?? instrument;
}
