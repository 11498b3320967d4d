import { perpetratorById, unquantified } from '@evenkeel/pharmacology';
import type { Medicine, PatientFacts } from '../patient-facts.ts';
import type { CareSetting } from '../rule.ts';
import { diazepamEquivalent, type DiazepamEquivalent } from './diazepam-equivalent.ts';
import { severityOn, takenNow } from './interaction-rules.ts';
import { interactionTable, type InteractionRow, type Severity } from './interaction-table.ts';
import type { RecognisedBy } from './recognise-medicine.ts';

/** One medicine with the rows of the table that speak of it. */
export interface MedicineView {
  readonly medicine: Medicine;
  readonly by: RecognisedBy;
  readonly looksLike: readonly string[];
  readonly ask?: string;
  readonly rows: readonly (InteractionRow & { readonly severityHere: Severity })[];
}

/** The list of medicines as a person reads it before a dose. */
export interface MedicinesView {
  readonly medicines: readonly MedicineView[];
  readonly diazepam: DiazepamEquivalent;
  /** Ids for `Person.medicines` of the pharmacology engine: those with a number, and those it only warns about. */
  readonly forModel: readonly string[];
  /** Answers of the US monitoring form: is such a medicine taken? */
  readonly monitoringForm: { readonly [group: string]: boolean };
}

const order: { readonly [S in Severity]: number } = { major: 0, moderate: 1, minor: 2, none: 3 };

/** Looks every medicine up. The verdict of each row is in `judgeCare`; this is the list for a screen. */
export function medicinesView(facts: PatientFacts, setting: CareSetting): MedicinesView {
  const taken = takenNow(facts);
  const groups = new Set(taken.flatMap((one) => one.groups));
  const known = new Set(unquantified.map(({ id }) => id));
  return {
    medicines: taken.map(({ medicine, by, looksLike, ask, groups: own }) => ({
      medicine,
      by,
      looksLike,
      ...(ask === undefined ? {} : { ask }),
      rows: interactionTable
        .filter((row) => own.includes(row.group))
        .map((row) => ({ ...row, severityHere: severityOn(row, setting) }))
        .toSorted((a, b) => order[a.severityHere] - order[b.severityHere]),
    })),
    diazepam: diazepamEquivalent(facts.medicines),
    forModel: [
      ...new Set(
        taken.flatMap((one) =>
          one.ingredients
            .map(({ id }) => id)
            .filter((id) => perpetratorById(id) !== undefined || known.has(id)),
        ),
      ),
    ].toSorted(),
    monitoringForm: Object.fromEntries(
      interactionTable
        .filter((row) => row.onMonitoringForm === true)
        .map((row) => [row.group, groups.has(row.group)]),
    ),
  };
}
