import { perpetratorById, unquantified } from '@evenkeel/pharmacology';
import type { Instant } from '@evenkeel/quantities';
import { medicinesConfirmed } from '../eligibility/eligibility-rule.ts';
import type { Answer, Medicine, PatientFacts } from '../patient-facts.ts';
import type { Policy } from '../policy/policy.ts';
import type { CareSetting } from '../rule.ts';
import { diazepamEquivalent, type DiazepamEquivalent } from './diazepam-equivalent.ts';
import { severityOn, takenNow } from './interaction-rules.ts';
import { interactionTable, type InteractionRow, type Severity } from './interaction-table.ts';
import type { MedicineGroup } from './ingredient.ts';
import type { RecognisedBy } from './recognise-medicine.ts';
import { takenOfKind } from './taken-of-kind.ts';

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
  readonly monitoringForm: { readonly [group: string]: Answer };
}

const order: { readonly [S in Severity]: number } = { major: 0, moderate: 1, minor: 2, none: 3 };

/** Looks every medicine up. The verdict of each row is in `judgeCare`; this is the list for a screen. */
export function medicinesView(
  facts: PatientFacts,
  setting: CareSetting,
  policy: Policy,
  now: Instant,
): MedicinesView {
  const taken = takenNow(facts);
  const whole = medicinesConfirmed(facts, policy, now);
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
        .map((row) => [row.group, isTaken(facts, row.group, whole)]),
    ),
  };
}

/** No is said of a list that is confirmed and of which every medicine is known for what it is. */
function isTaken(facts: PatientFacts, group: MedicineGroup, whole: boolean): Answer {
  const { taken, unsure } = takenOfKind(facts, ({ groups }) => groups.includes(group));
  return taken.length > 0 ? 'yes' : whole && unsure.length === 0 ? 'no' : 'unknown';
}
