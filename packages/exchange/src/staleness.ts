import type { ReferralItemKind } from './referral.ts';

/** How long a kind of item counts as current; `days` undefined: its age alone never makes it stale. */
export interface StalenessWindow {
  readonly days: number | undefined;
  readonly name: string;
  readonly source: string;
}

/** One window for each kind. */
export type StalenessWindows = Readonly<Record<ReferralItemKind, StalenessWindow>>;

function window(days: number | undefined, name: string, why: string): StalenessWindow {
  return Object.freeze({ days, name, source: `Local default: ${why}` });
}

/** The windows a clinic starts with; each is a local default and may be changed. */
export const defaultStaleness: StalenessWindows = Object.freeze({
  condition: window(undefined, 'Condition', 'a condition stays until someone says that it ended.'),
  medicine: window(
    365,
    'Medicine',
    'a prescription not renewed for a year is to be confirmed with the patient.',
  ),
  allergy: window(undefined, 'Allergy', 'an allergy stays until someone refutes it.'),
  weight: window(30, 'Weight', 'a dose is computed from a weight no older than a month.'),
  height: window(1825, 'Height', 'an adult height changes slowly; measure it again after five years.'),
  bloodPressure: window(30, 'Blood pressure', "a referral's reading is never the day's blood pressure."),
  laboratory: window(183, 'Laboratory value', 'half a year.'),
  score: window(14, 'Score', 'the usual scales look back over two weeks.'),
  observation: window(183, 'Other observation', 'as for laboratory values.'),
  procedure: window(undefined, 'Procedure', 'what was done stays done.'),
  other: window(undefined, 'Other', 'no window is known; read its date.'),
});
