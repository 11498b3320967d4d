import type { Instant } from '@evenkeel/quantities';
import type { Entry } from './entry.ts';
import { ofType } from './timeline.ts';

/** A symptom whose meaning depends on the readings beside it. */
export type Symptom =
  | 'chestPain'
  | 'arrhythmia'
  | 'severeHeadache'
  | 'visualChange'
  | 'breathlessness'
  | 'focalSign'
  | 'distress'
  | 'vomiting'
  | 'nausea'
  | 'allergy'
  | 'wantsToStop';

/** A symptom as the log tells it. `intensity` is 0 to 10 where it was rated. */
export interface SymptomReport {
  readonly symptom: Symptom;
  readonly at: Instant;
  readonly intensity?: number;
}

/** Words of a patient's own report that name a symptom. Local default list; other words stay a sensation. */
const spoken: readonly (readonly [RegExp, Symptom])[] = [
  [/\bstop\b|need someone/i, 'wantsToStop'],
  [/chest (pain|tight)/i, 'chestPain'],
  [/short of breath|breathless|cannot breathe|can't breathe/i, 'breathlessness'],
  [/(blurred|double|lost|changed?) (vision|sight)|vision (is )?(blurred|double|gone)/i, 'visualChange'],
  [/(worst|severe|thunderclap) headache/i, 'severeHeadache'],
  [/numb on one side|weak on one side|face droop|slurred/i, 'focalSign'],
];

/**
 * Symptoms of the log, oldest first, each with its moment: from adverse events, and from a patient's own words where
 * they name one. A mild headache and mild nausea are no symptom here.
 */
export function symptomsOf(current: readonly Entry[]): readonly SymptomReport[] {
  const found: SymptomReport[] = [];
  for (const { body, clinicalTime: at } of ofType(current, 'adverseEvent')) {
    const add = (symptom: Symptom, intensity?: number) =>
      found.push({ symptom, at, ...(intensity === undefined ? {} : { intensity }) });
    const severe = body.severity === 'severe';
    if (body.kind === 'chestPain') add('chestPain');
    if (body.kind === 'arrhythmia') add('arrhythmia');
    if (body.kind === 'headache' && severe) add('severeHeadache');
    if (body.kind === 'vomiting') add('vomiting');
    if (body.kind === 'nausea') add('nausea', severe ? 8 : body.severity === 'moderate' ? 5 : 2);
    if (body.kind === 'allergicReaction') add('allergy');
    if (body.kind === 'agitation' || body.kind === 'dissociationDistress') add('distress');
    // A nurse's note that says "stop" is not the patient asking for it.
    for (const [words, symptom] of spoken)
      if (symptom !== 'wantsToStop' && words.test(body.note ?? '')) add(symptom);
  }
  for (const { body, clinicalTime: at } of ofType(current, 'sensation'))
    for (const [words, symptom] of spoken) if (words.test(body.what)) found.push({ symptom, at });
  return found.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.symptom < b.symptom ? -1 : 1));
}
