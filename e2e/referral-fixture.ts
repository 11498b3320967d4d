const coded = (system: string, code: string, display: string) => ({
  coding: [{ system, code, display }],
  text: display,
});
const subject = { reference: 'Patient/own-1' };

/** A small referral of our own, in FHIR R4; nobody in it is a real person. */
export const smallReferral = JSON.stringify({
  resourceType: 'Bundle',
  type: 'collection',
  entry: [
    {
      resource: {
        resourceType: 'Patient',
        id: 'own-1',
        name: [{ family: 'Penhale', given: ['Jory'] }],
        gender: 'male',
        birthDate: '1990-05-17',
      },
    },
    {
      resource: {
        resourceType: 'Condition',
        id: 'own-2',
        subject,
        clinicalStatus: coded('http://terminology.hl7.org/CodeSystem/condition-clinical', 'active', 'Active'),
        code: coded('http://snomed.info/sct', '370143000', 'Major depressive disorder'),
        onsetDateTime: '2025-11-02',
      },
    },
    {
      resource: {
        resourceType: 'MedicationRequest',
        id: 'own-3',
        subject,
        status: 'active',
        intent: 'order',
        medicationCodeableConcept: coded(
          'http://www.nlm.nih.gov/research/umls/rxnorm',
          '312938',
          'Sertraline 100 MG Oral Tablet',
        ),
        authoredOn: '2026-01-15',
      },
    },
    {
      resource: {
        resourceType: 'Observation',
        id: 'own-4',
        subject,
        status: 'final',
        code: coded('http://loinc.org', '29463-7', 'Body Weight'),
        effectiveDateTime: '2024-02-01',
        valueQuantity: { value: 71.25, unit: 'kg', system: 'http://unitsofmeasure.org', code: 'kg' },
      },
    },
    { resource: { resourceType: 'Encounter', id: 'own-5', status: 'finished', subject } },
  ],
});
