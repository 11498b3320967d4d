import type { Coding, Concept } from './fhir-datatypes.ts';
import { withoutTag } from './plain-text.ts';
import type { ReferralCode } from './referral.ts';

/** The code systems an item's code is chosen from, and LOINC's two names. */
export const systems = Object.freeze({
  loinc: 'http://loinc.org',
  loincOid: 'urn:oid:2.16.840.1.113883.6.1',
  snomed: 'http://snomed.info/sct',
  rxnorm: 'http://www.nlm.nih.gov/research/umls/rxnorm',
  icd10cm: 'http://hl7.org/fhir/sid/icd-10-cm',
  icd10: 'http://hl7.org/fhir/sid/icd-10',
  ucum: 'http://unitsofmeasure.org',
});

/** LOINC codes read here. Only codes found in a published artefact are listed. */
export const loinc = Object.freeze({
  weight: '29463-7',
  height: '8302-2',
  /** The panel of the vital-signs profile. */
  bloodPressurePanel: '85354-9',
  /** The older panel that many exports still carry. */
  olderBloodPressurePanel: '55284-4',
  systolic: '8480-6',
  diastolic: '8462-4',
});

/** Totals and panels of rating scales, by LOINC code. 69737-5 is the GAD-7 panel but is often sent as its score. */
export const scoreNames: ReadonlyMap<string, string> = new Map([
  ['44249-1', 'PHQ-9'],
  ['44261-6', 'PHQ-9 total'],
  ['69737-5', 'GAD-7'],
  ['70274-6', 'GAD-7 total'],
  ['75626-2', 'AUDIT-C total'],
]);

/** Laboratory values known by their LOINC code when no category was sent. */
export const laboratoryCodes: ReadonlySet<string> = new Set(['1742-6', '1920-8', '6768-6']);

/** True for a LOINC coding with this code. */
export function isLoinc(coding: Coding, code: string): boolean {
  return loincCode(coding) === code;
}

/** The code of a LOINC coding; undefined for any other system. */
export function loincCode(coding: Coding): string | undefined {
  return coding.system === systems.loinc || coding.system === systems.loincOid ? coding.code : undefined;
}

/** Every LOINC code of a concept. */
export function loincCodes(concept: Concept | undefined): readonly string[] {
  return (concept?.coding ?? []).flatMap((one) => loincCode(one) ?? []);
}

/** The coding to keep with an item: the first of the preferred systems, otherwise the first complete one. */
export function chosenCode(
  concept: Concept | undefined,
  preferred: readonly string[],
): ReferralCode | undefined {
  const complete = (concept?.coding ?? []).flatMap(({ system, code, display }) =>
    system === undefined || code === undefined || code.length > 200
      ? []
      : [{ system, code, display: display ?? concept?.text ?? code }],
  );
  for (const system of preferred) {
    const found = complete.find((one) => one.system === system);
    if (found !== undefined) return found;
  }
  return complete[0];
}

/** What a person reads for a concept: the sender's own words, else a display, else the bare code. */
export function wordsOf(concept: Concept | undefined): string | undefined {
  if (concept === undefined) return undefined;
  const display = concept.coding.find((one) => one.display !== undefined)?.display;
  const words = concept.text ?? display ?? concept.coding.find((one) => one.code !== undefined)?.code;
  return words === undefined ? undefined : withoutTag(words);
}
