import { z } from 'zod';
import {
  chosenCode,
  isLoinc,
  laboratoryCodes,
  loinc,
  loincCodes,
  scoreNames,
  systems,
  wordsOf,
} from './codes.ts';
import {
  anything,
  concept,
  digits,
  flag,
  list,
  maybe,
  period,
  quantity,
  readWith,
  resourceBase,
  statusCode,
  text,
  type Quantity,
} from './fhir-datatypes.ts';
import { enteredInError, quoted, type DraftOrAside, type ItemDraft } from './item-draft.ts';
import { heightMeasure, measureOf, quantityFault, unitOf, weightMeasure } from './measure.ts';
import { plainDigits } from './written-number.ts';

const component = z.object({ code: maybe(concept), valueQuantity: maybe(quantity) });
const observationSchema = z.object({
  ...resourceBase,
  status: statusCode,
  category: list(concept),
  code: maybe(concept),
  effectiveDateTime: text,
  effectiveInstant: text,
  effectivePeriod: maybe(period),
  valueQuantity: maybe(quantity),
  valueInteger: digits,
  valueString: text,
  valueBoolean: flag,
  valueCodeableConcept: maybe(concept),
  dataAbsentReason: maybe(concept),
  component: list(component),
  focus: anything,
});
type Observation = z.output<typeof observationSchema>;
type Part = Omit<ItemDraft, 'name' | 'code' | 'date' | 'status'>;

/** Reads an Observation of FHIR R4, STU3 or DSTU2 into the kind its codes and category say. */
export function observationItem(resource: unknown): DraftOrAside {
  const observation = readWith(observationSchema, resource);
  if (observation === undefined) return { aside: 'It could not be read.' };
  if (observation.status === 'entered-in-error') return { aside: enteredInError };
  if (observation.status === 'cancelled') return { aside: 'The sender has cancelled it.' };
  const part = partOf(observation);
  const aboutOther = observation.focus !== undefined;
  const unfinished = observation.status === 'registered' || observation.status === 'preliminary';
  return {
    draft: {
      ...part,
      name: wordsOf(observation.code),
      code: chosenCode(observation.code, [systems.loinc, systems.snomed]),
      date:
        observation.effectiveDateTime ?? observation.effectiveInstant ?? observation.effectivePeriod?.start,
      status: 'unknown',
      takeable: part.takeable && !aboutOther && !unfinished,
      notes: [
        ...part.notes,
        ...(aboutOther ? ['It was observed on something other than the patient.'] : []),
        ...(unfinished ? [`The sender's result is ${observation.status}, not final.`] : []),
      ],
    },
  };
}

function partOf(observation: Observation): Part {
  const codes = loincCodes(observation.code);
  if (codes.includes(loinc.weight)) return weightPart(observation);
  if (codes.includes(loinc.height)) return heightPart(observation);
  if (codes.includes(loinc.bloodPressurePanel) || codes.includes(loinc.olderBloodPressurePanel)) {
    return pressurePart(observation);
  }
  if (codes.some((code) => scoreNames.has(code))) {
    return {
      kind: 'score',
      group: 'Scores',
      ...amountOf(observation),
      takeable: false,
      notes: ['A scale is answered here item by item; a total from elsewhere is for reading only.'],
    };
  }
  const laboratory =
    observation.category.some((one) =>
      one.coding.some(({ code }) => code?.toLowerCase() === 'laboratory' || code === 'LAB'),
    ) || codes.some((code) => laboratoryCodes.has(code));
  if (laboratory) return laboratoryPart(observation);
  return {
    kind: 'observation',
    group: 'Other observations',
    ...amountOf(observation),
    takeable: false,
    notes: [
      ...inWords(observation),
      ...(observation.component.length > 0 ? ['It has several parts, which are not laid out here.'] : []),
      'There is no place for it in this record.',
    ],
  };
}

function weightPart(observation: Observation): Part {
  const measure = measureOf(observation.valueQuantity, weightMeasure);
  const base = { kind: 'weight' as const, group: 'Weight', ...amountOf(observation) };
  if ('refusal' in measure) return { ...base, takeable: false, notes: [measure.refusal] };
  const notes = measure.note === undefined ? [] : [measure.note];
  return { ...base, kilograms: measure.amount, converted: measure.converted, takeable: true, notes };
}

function heightPart(observation: Observation): Part {
  const measure = measureOf(observation.valueQuantity, heightMeasure);
  const base = { kind: 'height' as const, group: 'Height', ...amountOf(observation) };
  if ('refusal' in measure) return { ...base, takeable: false, notes: [measure.refusal] };
  const notes = measure.note === undefined ? [] : [measure.note];
  return { ...base, centimetres: measure.amount, converted: measure.converted, takeable: true, notes };
}

function pressurePart(observation: Observation): Part {
  const systolic = pressureOf(observation, loinc.systolic);
  const diastolic = pressureOf(observation, loinc.diastolic);
  const notes: string[] = [];
  if ('fault' in systolic) notes.push(`Systolic: ${systolic.fault}`);
  if ('fault' in diastolic) notes.push(`Diastolic: ${diastolic.fault}`);
  const upper = 'value' in systolic ? systolic.value : undefined;
  const lower = 'value' in diastolic ? diastolic.value : undefined;
  if (upper !== undefined && lower !== undefined && Number(upper) <= Number(lower)) {
    notes.push('The systolic pressure is not above the diastolic; ask the sender.');
  }
  return {
    kind: 'bloodPressure',
    group: 'Blood pressure',
    systolic: upper,
    diastolic: lower,
    takeable: notes.length === 0,
    notes,
  };
}

/** Pressures outside these are taken for a slip of the sender. Local default, mm[Hg]. */
const plausiblePressure = Object.freeze({ lowest: 20, highest: 300 });

function pressureOf(
  observation: Observation,
  code: string,
): { readonly value: string } | { readonly fault: string } {
  const parts = observation.component.filter((one) => one.code?.coding.some((each) => isLoinc(each, code)));
  if (parts.length > 1) return { fault: 'it was sent more than once.' };
  const sent: Quantity | undefined = parts[0]?.valueQuantity;
  const fault = quantityFault(sent);
  if (sent?.value === undefined || fault !== undefined) return { fault: fault ?? 'No value was sent.' };
  const { unit } = unitOf(sent);
  if (unit !== 'mm[Hg]') return { fault: `the unit ${unit} is not mm[Hg].` };
  const pressure = Number(plainDigits(sent.value));
  return pressure >= plausiblePressure.lowest && pressure <= plausiblePressure.highest
    ? { value: sent.value }
    : { fault: `${sent.value} mm[Hg] is not plausible.` };
}

function laboratoryPart(observation: Observation): Part {
  const fault = quantityFault(observation.valueQuantity);
  const words = inWords(observation);
  return {
    kind: 'laboratory',
    group: 'Laboratory values',
    ...amountOf(observation),
    takeable: fault === undefined,
    notes: words.length > 0 ? words : fault === undefined ? [] : [fault],
  };
}

function amountOf({ valueQuantity, valueInteger }: Observation): Pick<ItemDraft, 'quantity'> {
  if (valueQuantity?.value !== undefined) {
    return { quantity: { value: valueQuantity.value, unit: unitOf(valueQuantity).unit } };
  }
  return valueInteger === undefined ? {} : { quantity: { value: valueInteger, unit: '1' } };
}

function inWords(observation: Observation): readonly string[] {
  const { valueBoolean, valueString, valueCodeableConcept, dataAbsentReason } = observation;
  const words =
    wordsOf(valueCodeableConcept) ??
    valueString ??
    (valueBoolean === undefined ? undefined : valueBoolean ? 'yes' : 'no');
  if (words !== undefined) return [`The result is in words: ${quoted(words)}.`];
  const reason = wordsOf(dataAbsentReason);
  return reason === undefined ? [] : [`No value was sent: ${quoted(reason)}.`];
}
