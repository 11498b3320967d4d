const coding = (system: string, code: string, display: string) => ({
  coding: [{ system, code, display }],
  text: display,
});
const snomed = (code: string, display: string) => coding('http://snomed.info/sct', code, display);
const loinc = (code: string, display: string) => coding('http://loinc.org', code, display);
const clinicalStatus = (code: string) =>
  coding('http://terminology.hl7.org/CodeSystem/condition-clinical', code, code);
const quantity = (value: number, code: string, unit = code) => ({
  value,
  unit,
  system: 'http://unitsofmeasure.org',
  code,
});

/** A small synthetic FHIR R4 bundle, as another record system would send it; `day` is the day it was sent. */
export function demoReferral(
  who: {
    readonly family: string;
    readonly given: string;
    readonly birthDate: string;
    readonly gender: 'female' | 'male';
  },
  day: string,
): string {
  const subject = { reference: 'Patient/demo-referred' };
  const observation = (id: string, code: object, more: object) => ({
    resourceType: 'Observation',
    id,
    status: 'final',
    code,
    subject,
    effectiveDateTime: day,
    ...more,
  });
  const resources = [
    {
      resourceType: 'Patient',
      id: 'demo-referred',
      name: [{ use: 'official', family: who.family, given: [who.given] }],
      gender: who.gender,
      birthDate: who.birthDate,
      telecom: [{ system: 'phone', value: '+44 20 7946 0123', use: 'mobile' }],
    },
    {
      resourceType: 'Condition',
      id: 'c1',
      subject,
      clinicalStatus: clinicalStatus('active'),
      code: snomed('370143000', 'Major depressive disorder'),
      onsetDateTime: '2021-02-01',
    },
    {
      resourceType: 'Condition',
      id: 'c2',
      subject,
      clinicalStatus: clinicalStatus('active'),
      code: snomed('37796009', 'Migraine'),
      onsetDateTime: '2012-06-15',
    },
    {
      resourceType: 'Condition',
      id: 'c3',
      subject,
      clinicalStatus: clinicalStatus('resolved'),
      code: snomed('195967001', 'Asthma'),
      onsetDateTime: '1999-01-01',
    },
    {
      resourceType: 'MedicationRequest',
      id: 'm1',
      status: 'active',
      intent: 'order',
      subject,
      authoredOn: day,
      medicationCodeableConcept: coding(
        'http://www.nlm.nih.gov/research/umls/rxnorm',
        '312938',
        'Sertraline 100 MG Oral Tablet',
      ),
    },
    {
      resourceType: 'AllergyIntolerance',
      id: 'a1',
      patient: subject,
      clinicalStatus: coding(
        'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical',
        'active',
        'active',
      ),
      code: snomed('764146007', 'Penicillin'),
      recordedDate: '2015-05-20',
    },
    observation('o1', loinc('29463-7', 'Body weight'), { valueQuantity: quantity(74.5, 'kg') }),
    observation('o2', loinc('8302-2', 'Body height'), { valueQuantity: quantity(171, 'cm') }),
    observation('o3', loinc('85354-9', 'Blood pressure panel'), {
      component: [
        { code: loinc('8480-6', 'Systolic blood pressure'), valueQuantity: quantity(124, 'mm[Hg]') },
        { code: loinc('8462-4', 'Diastolic blood pressure'), valueQuantity: quantity(78, 'mm[Hg]') },
      ],
    }),
    observation('o4', loinc('2160-0', 'Creatinine [Mass/volume] in Serum or Plasma'), {
      valueQuantity: quantity(0.9, 'mg/dL'),
    }),
  ];
  return JSON.stringify({
    resourceType: 'Bundle',
    type: 'collection',
    entry: resources.map((resource) => ({ fullUrl: `urn:demo:${resource.id}`, resource })),
  });
}
