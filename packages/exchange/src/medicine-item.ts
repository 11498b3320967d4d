import { z } from 'zod';
import { chosenCode, systems, wordsOf } from './codes.ts';
import {
  concept,
  flag,
  list,
  maybe,
  period,
  readWith,
  reference,
  resourceBase,
  statusCode,
  text,
  type Concept,
} from './fhir-datatypes.ts';
import { enteredInError, quoted, type DraftOrAside, type EntryContext } from './item-draft.ts';
import type { ReferralItem } from './referral.ts';

const dosage = z.object({ text, patientInstruction: text });
const medicineSchema = z.object({
  ...resourceBase,
  status: statusCode,
  intent: statusCode,
  doNotPerform: flag,
  taken: text,
  wasNotTaken: flag,
  medicationCodeableConcept: maybe(concept),
  medicationReference: maybe(reference),
  medication: maybe(z.object({ concept: maybe(concept), reference: maybe(reference) })),
  authoredOn: text,
  dateWritten: text,
  dateAsserted: text,
  effectiveDateTime: text,
  effectivePeriod: maybe(period),
  dosageInstruction: list(dosage),
  dosage: list(dosage),
});
type Medicine = z.output<typeof medicineSchema>;
const medicationSchema = z.object({ code: maybe(concept) });

const statuses: ReadonlyMap<string, ReferralItem['status']> = new Map([
  ['active', 'active'],
  ['completed', 'past'],
  ['stopped', 'past'],
  ['cancelled', 'past'],
  ['ended', 'past'],
  ['not-taken', 'past'],
]);

/** Reads MedicationRequest (R4, STU3, R5), MedicationOrder (DSTU2) and MedicationStatement. */
export function medicineItem(resource: unknown, context: EntryContext): DraftOrAside {
  const medicine = readWith(medicineSchema, resource);
  if (medicine === undefined) return { aside: 'It could not be read.' };
  if (medicine.status === 'entered-in-error') return { aside: enteredInError };
  const notTaken = medicine.taken === 'n' || medicine.wasNotTaken === true || medicine.status === 'not-taken';
  const status = notTaken ? 'past' : (statuses.get(medicine.status ?? '') ?? 'unknown');
  const found = nameOf(medicine, resource, context);
  const code = chosenCode(found.concept, [systems.rxnorm, systems.snomed]);
  const forbidden = medicine.doNotPerform === true;
  return {
    draft: {
      kind: 'medicine',
      group: status === 'past' ? 'Past medicines' : 'Medicines',
      name: wordsOf(found.concept) ?? found.display,
      code,
      date:
        medicine.authoredOn ??
        medicine.dateWritten ??
        medicine.effectiveDateTime ??
        medicine.effectivePeriod?.start ??
        medicine.dateAsserted,
      status,
      takeable: !forbidden,
      notes: [
        ...(forbidden ? ['This is an order not to give the medicine.'] : []),
        ...(notTaken ? ['The sender says that it is not taken.'] : []),
        ...(status === 'unknown' ? [unknownStatus(medicine.status)] : []),
        ...(['proposal', 'plan', 'option'].includes(medicine.intent ?? '')
          ? [`The sender calls it a ${medicine.intent}, not an order.`]
          : []),
        ...(code === undefined ? ['It came without a code, in words only.'] : []),
        ...directions(medicine),
      ],
    },
  };
}

function unknownStatus(status: string | undefined): string {
  return status === undefined || status === 'unknown'
    ? 'The sender does not say whether it is still taken.'
    : `The sender's status is ${quoted(status)}: ask whether it is taken.`;
}

function nameOf(
  medicine: Medicine,
  resource: unknown,
  context: EntryContext,
): { readonly concept: Concept | undefined; readonly display: string | undefined } {
  const link = medicine.medicationReference ?? medicine.medication?.reference;
  const own = medicine.medicationCodeableConcept ?? medicine.medication?.concept;
  if (own !== undefined) return { concept: own, display: undefined };
  const named = readWith(medicationSchema, context.resolve(link, resource));
  return { concept: named?.code, display: link?.display };
}

function directions(medicine: Medicine): readonly string[] {
  const all = [...medicine.dosageInstruction, ...medicine.dosage];
  if (all.length === 0) return [];
  const words = all.flatMap((one) => one.text ?? one.patientInstruction ?? []);
  return words.length === 0
    ? ['Its directions were sent as data only and are not read here.']
    : [`Directions: ${quoted(words.join('; '))}.`];
}
