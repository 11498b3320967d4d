import type { Medicine, PatientFacts } from '../patient-facts.ts';
import { recogniseMedicine, type Recognised } from './recognise-medicine.ts';

/** Medicines of the list that are of a kind, and those of which it cannot be said whether they are or are taken. */
export interface TakenOfKind {
  readonly taken: readonly Medicine[];
  readonly past: readonly Medicine[];
  readonly unsure: readonly { readonly medicine: Medicine; readonly ask: string }[];
}

/**
 * Sorts the list by whether a medicine is of a kind. What is not recognised, what code and name disagree about, and what
 * may or may not be taken is unsure: it neither counts nor is it counted out.
 */
export function takenOfKind(
  facts: Pick<PatientFacts, 'medicines'>,
  isOfKind: (one: Recognised) => boolean,
): TakenOfKind {
  const taken: Medicine[] = [];
  const past: Medicine[] = [];
  const unsure: { medicine: Medicine; ask: string }[] = [];
  for (const medicine of facts.medicines) {
    const one = recogniseMedicine(medicine);
    if (one.by !== 'none' && !isOfKind(one)) continue;
    if (medicine.status === 'past') {
      if (one.by !== 'none') past.push(medicine);
    } else if (one.by === 'none' || one.by === 'conflict') unsure.push({ medicine, ask: one.ask });
    else if (medicine.status === 'unknown')
      unsure.push({ medicine, ask: `Ask whether ${medicine.name} is taken.` });
    else taken.push(medicine);
  }
  return { taken, past, unsure };
}
