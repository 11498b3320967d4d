import { from, type Parameter } from './parameter.ts';

/**
 * What an interacting medicine does to kinetics: `gut` multiplies the share that passes the gut wall (never above 1) and
 * `liver` the intrinsic clearance; for the label's nasal device the observed ratio of areas is used instead.
 */
export interface Perpetrator {
  readonly id: string;
  readonly title: string;
  readonly gut: Parameter;
  readonly liver: Parameter;
  /** Observed ratio of the area of nasal esketamine; absent where nobody measured it, and then nothing is changed. */
  readonly nasalArea?: Parameter;
  /** Observed ratio of the area after an oral dose, for comparison. */
  readonly observedOral?: Parameter;
  readonly says: string;
}

const ours = from('Evenkeel, calibrated to the observed ratios', 'ours');
const observed = from('Published interaction study', 'verified');
const unread = from('Not looked up', 'general knowledge');

/** Medicines with a number of their own. Others that are thought to act alike carry none, see `unquantified`. */
export const perpetrators: readonly Perpetrator[] = Object.freeze([
  {
    id: 'clarithromycin',
    title: 'Clarithromycin 500 mg twice a day',
    gut: ours(2, '', { note: 'The share is capped at 1.' }),
    liver: ours(0.85, ''),
    nasalArea: unread(1.04, ''),
    observedOral: observed(2.6, '', { note: 'pubmed 19897389; peak 3.6' }),
    says: 'Raises ketamine taken by mouth about 2.6-fold; hardly changes nasal or intravenous doses.',
  },
  {
    id: 'ticlopidine',
    title: 'Ticlopidine 250 mg twice a day',
    gut: ours(1, ''),
    liver: ours(0.46, '', { note: '0.5 reaches 1.98 of the observed 2.4 by mouth.' }),
    nasalArea: observed(1.29, '', { note: 'Product label; peak unchanged' }),
    observedOral: observed(2.4, ''),
    says: 'Slows the elimination of ketamine: oral area 2.4-fold, nasal area 29 % more.',
  },
  {
    id: 'grapefruit',
    title: 'Grapefruit juice',
    gut: ours(2, '', { note: 'The share is capped at 1.' }),
    liver: ours(0.75, ''),
    observedOral: observed(3, '', { note: 'Peak 2.1, half-life 24 % longer' }),
    says: 'Raises ketamine taken by mouth about three-fold.',
  },
  {
    id: 'st-johns-wort',
    title: "St John's wort for 14 days",
    gut: ours(0.6, ''),
    liver: ours(1.35, ''),
    observedOral: observed(0.42, '', { note: 'Peak 0.34' }),
    says: 'Lowers ketamine taken by mouth to less than half.',
  },
  {
    id: 'rifampicin',
    title: 'Rifampicin 600 mg a day',
    gut: ours(0.225, ''),
    liver: ours(1.61, ''),
    nasalArea: unread(0.72, ''),
    observedOral: observed(0.14, '', { note: 'Intravenous area 0.86' }),
    says: 'Lowers ketamine taken by mouth to a seventh; intravenous area to 0.86.',
  },
  {
    id: 'itraconazole',
    title: 'Itraconazole 200 mg a day',
    gut: ours(1, ''),
    liver: ours(1, ''),
    observedOral: observed(1, ''),
    says: 'No change of the ketamine area was seen; less norketamine is formed.',
  },
]);

/** Expected to act like an inducer, without a number: named in a warning, nothing is changed. */
export const unquantified: readonly { readonly id: string; readonly says: string }[] = Object.freeze(
  ['carbamazepine', 'phenytoin', 'phenobarbital', 'efavirenz'].map((id) =>
    Object.freeze({
      id,
      says: `${id[0]?.toUpperCase()}${id.slice(1)} is expected to lower ketamine as rifampicin does; nobody measured it, so nothing is changed here.`,
    }),
  ),
);

/** The medicine of this id; undefined when it is not in the list. */
export function perpetratorById(id: string): Perpetrator | undefined {
  return perpetrators.find((one) => one.id === id);
}
