/** A small handwritten bundle for tests: one entry for each branch of the reader. Nobody in it is real. */

/** Marks a number whose digits matter: `raw('70.50')` is written as 70.50. */
export function raw(digits: string): string {
  return `@@${digits}@@`;
}

/** The JSON text of a value, with {@link raw} numbers written digit by digit. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value).replaceAll(/"@@(.*?)@@"/g, '$1');
}

const loinc = 'http://loinc.org';
const snomed = 'http://snomed.info/sct';
const ucum = 'http://unitsofmeasure.org';

/** Reference to the example's patient. */
export const whose = Object.freeze({ reference: 'urn:uuid:00000000-0000-4000-8000-000000000001' });

/** The example's Patient. */
export const examplePatient = Object.freeze({
  resourceType: 'Patient',
  id: '00000000-0000-4000-8000-000000000001',
  identifier: [{ system: 'urn:example:mrn', value: 'A-17' }],
  name: [
    { use: 'maiden', family: 'Former', given: ['Ada'] },
    { use: 'official', family: 'Example', given: ['Ada', 'May'] },
  ],
  telecom: [
    { system: 'phone', value: '555 0100', use: 'old' },
    { system: 'phone', value: '555 0101', use: 'home' },
    { system: 'email', value: 'ada@example.org' },
  ],
  gender: 'female',
  birthDate: '1980-02-29',
  address: [{ line: ['1 Test Street'], city: 'Anytown', postalCode: '01234', country: 'US' }],
});

/** An entry with a fullUrl made of the resource's id. */
export function entry(resource: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return { fullUrl: `urn:uuid:${String(resource['id'])}`, resource };
}

/** A bundle of the example's patient and these resources. */
export function bundleOf(
  resources: readonly Readonly<Record<string, unknown>>[],
  patient: Readonly<Record<string, unknown>> = examplePatient,
): Readonly<Record<string, unknown>> {
  return { resourceType: 'Bundle', type: 'transaction', entry: [patient, ...resources].map(entry) };
}

/** An Observation of the patient with a LOINC code. */
export function observation(
  id: string,
  code: string,
  display: string,
  rest: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return {
    resourceType: 'Observation',
    id,
    status: 'final',
    code: { coding: [{ system: loinc, code, display }] },
    subject: whose,
    effectiveDateTime: '2026-11-01T09:00:00+01:00',
    ...rest,
  };
}

/** A Quantity in a UCUM unit, digits as written. */
export function amount(digits: string, code: string, unit: string = code): Readonly<Record<string, unknown>> {
  return { value: raw(digits), unit, system: ucum, code };
}

/** A blood pressure's components. */
export function pressure(systolic: string, diastolic: string): Readonly<Record<string, unknown>> {
  return {
    component: [
      { code: { coding: [{ system: loinc, code: '8462-4' }] }, valueQuantity: amount(diastolic, 'mm[Hg]') },
      { code: { coding: [{ system: loinc, code: '8480-6' }] }, valueQuantity: amount(systolic, 'mm[Hg]') },
    ],
  };
}

const clinical = (code: string): Readonly<Record<string, unknown>> => ({
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code }],
});
const laboratory = { category: [{ coding: [{ code: 'laboratory' }] }] };

/** One resource for each branch. */
export const exampleResources: readonly Readonly<Record<string, unknown>>[] = Object.freeze([
  {
    resourceType: 'Condition',
    id: 'c-active',
    clinicalStatus: clinical('active'),
    code: { coding: [{ system: snomed, code: '38341003', display: 'Hypertension (disorder)' }] },
    subject: whose,
    onsetDateTime: '2015',
  },
  {
    resourceType: 'Condition',
    id: 'c-abated',
    clinicalStatus: clinical('resolved'),
    code: { text: 'Sprained\u200b ankle' },
    subject: whose,
    onsetDateTime: '2019-05',
    abatementDateTime: '2019-08-01',
  },
  // STU3: plain strings.
  {
    resourceType: 'Condition',
    id: 'c-stu3',
    clinicalStatus: 'remission',
    verificationStatus: 'confirmed',
    code: { text: 'Depressive episode' },
    subject: whose,
    assertedDate: '2020-01-01',
  },
  // DSTU2: patient instead of subject, abated by a boolean.
  {
    resourceType: 'Condition',
    id: 'c-dstu2',
    code: { text: 'Otitis' },
    patient: whose,
    dateRecorded: '2001-01-01',
    abatementBoolean: true,
  },
  {
    resourceType: 'Condition',
    id: 'c-conflict',
    clinicalStatus: clinical('active'),
    code: { text: 'Asthma' },
    subject: whose,
    abatementDateTime: '2020-01-01',
  },
  {
    resourceType: 'Condition',
    id: 'c-refuted',
    clinicalStatus: clinical('active'),
    verificationStatus: clinical('refuted'),
    code: { text: 'Epilepsy' },
    subject: whose,
  },
  {
    resourceType: 'Condition',
    id: 'c-error',
    verificationStatus: clinical('entered-in-error'),
    code: { text: 'Mistake' },
    subject: whose,
  },
  {
    resourceType: 'Condition',
    id: 'c-other',
    code: { text: 'Someone else' },
    subject: { reference: 'Patient/somebody-else' },
  },
  {
    resourceType: 'MedicationRequest',
    id: 'm-1',
    status: 'active',
    intent: 'order',
    medicationCodeableConcept: {
      coding: [
        {
          system: 'http://www.nlm.nih.gov/research/umls/rxnorm',
          code: '328670',
          display: 'Sertraline 100MG',
        },
      ],
    },
    subject: whose,
    authoredOn: '2026-10-01',
    dosageInstruction: [{ text: 'one in the morning' }],
  },
  {
    resourceType: 'MedicationRequest',
    id: 'm-2',
    status: 'stopped',
    medicationCodeableConcept: { text: 'Sertraline 100MG' },
    subject: whose,
    authoredOn: '2020-10-01',
  },
  // DSTU2 order whose medicine is another entry.
  {
    resourceType: 'MedicationOrder',
    id: 'm-3',
    status: 'active',
    medicationReference: { reference: 'Medication/med' },
    patient: whose,
    dateWritten: '2026-09-01',
  },
  { resourceType: 'Medication', id: 'med', code: { text: 'Lithium carbonate 300 mg' } },
  {
    resourceType: 'MedicationStatement',
    id: 'm-4',
    status: 'on-hold',
    contained: [{ resourceType: 'Medication', id: 'x', code: { text: 'Zolpidem 5 mg' } }],
    medicationReference: { reference: '#x' },
    subject: whose,
  },
  {
    resourceType: 'AllergyIntolerance',
    id: 'a-1',
    clinicalStatus: clinical('active'),
    criticality: 'high',
    code: { text: 'Penicillin' },
    patient: whose,
    recordedDate: '2010-01-01',
    reaction: [{ manifestation: [{ text: 'Hives' }], severity: 'severe' }],
  },
  {
    resourceType: 'AllergyIntolerance',
    id: 'a-none',
    clinicalStatus: clinical('active'),
    code: { text: 'No known drug allergies' },
    patient: whose,
  },
  // DSTU2: status and substance.
  {
    resourceType: 'AllergyIntolerance',
    id: 'a-2',
    status: 'confirmed',
    substance: { text: 'Latex' },
    patient: whose,
  },
  observation('w-kg', '29463-7', 'Body Weight', { valueQuantity: amount('70.50', 'kg') }),
  observation('w-lb', '29463-7', 'Body Weight', {
    valueQuantity: amount('155', '[lb_av]', 'lb'),
    effectiveDateTime: '2020-01-01',
  }),
  observation('h', '8302-2', 'Body Height', { valueQuantity: amount('171.04244160515296', 'cm') }),
  observation('bp', '85354-9', 'Blood pressure panel', pressure('128', '81')),
  observation('bp-old', '55284-4', 'Blood Pressure', {
    ...pressure('140', '90'),
    effectiveDateTime: '2026-01-01',
  }),
  observation('lab-1', '2947-0', 'Sodium', { ...laboratory, valueQuantity: amount('140.00', 'mmol/L') }),
  observation('lab-2', '2947-0', 'Sodium', {
    category: { coding: [{ code: 'laboratory' }] },
    valueQuantity: amount('1.39e2', 'mmol/L'),
    effectiveDateTime: '2026-11-20',
  }),
  observation('lab-words', '5802-4', 'Nitrite', {
    ...laboratory,
    valueCodeableConcept: { text: 'Negative' },
  }),
  observation('lab-known', '1742-6', 'ALT', { valueQuantity: amount('31', 'U/L') }),
  observation('phq', '44261-6', 'PHQ-9 total', { valueInteger: raw('17') }),
  observation('smoke', '72166-2', 'Tobacco smoking status', {
    valueCodeableConcept: { text: 'Never smoker' },
  }),
  {
    resourceType: 'Procedure',
    id: 'p',
    status: 'completed',
    code: { text: 'Electroconvulsive therapy' },
    subject: whose,
    performedPeriod: { start: '2022-01-01', end: '2022-02-01' },
  },
  { resourceType: 'Flag', id: 'f', status: 'active', code: { text: 'Suicide risk' }, subject: whose },
  { resourceType: 'Organization', id: 'o', name: 'Anytown Practice' },
  { resourceType: 'Encounter', id: 'e', subject: whose },
  { resourceType: 'Claim', id: 'cl', patient: whose },
  { resourceType: 'ExplanationOfBenefit', id: 'eob', patient: whose },
  { resourceType: 'Immunization', id: 'im', patient: whose },
  { resourceType: 'MolecularSequence', id: 'ms', patient: whose },
]);
