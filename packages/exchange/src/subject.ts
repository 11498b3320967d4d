import type { Reference } from './fhir-datatypes.ts';

/** Whose a resource is: the patient's, someone else's, or nobody is named. */
export type Owner = 'patient' | 'another' | 'nobody' | 'notAPerson';

/** How the one Patient of a bundle can be named by the other entries. */
export interface PatientIdentity {
  readonly id: string | undefined;
  readonly fullUrl: string | undefined;
  readonly identifiers: readonly { readonly system: string; readonly value: string }[];
}

/** Says whose a resource is from its `subject` or `patient`; when both are there, both must be the patient. */
export function ownerOf(
  references: readonly (Reference | undefined)[],
  patient: PatientIdentity,
  typeOf: (reference: string) => string | undefined,
): Owner {
  const owners = references.flatMap((one) => (one === undefined ? [] : [ownerBy(one, patient, typeOf)]));
  const first = owners[0];
  if (first === undefined) return 'nobody';
  return owners.find((one) => one === 'another') ?? owners.find((one) => one !== 'patient') ?? first;
}

function ownerBy(
  { reference, identifier }: Reference,
  patient: PatientIdentity,
  typeOf: (reference: string) => string | undefined,
): Owner {
  if (reference === undefined) {
    if (identifier?.value === undefined) return 'nobody';
    const { system, value } = identifier;
    return patient.identifiers.some((one) => one.system === system && one.value === value)
      ? 'patient'
      : 'another';
  }
  const target = reference.replace(/\/_history\/[^/]*$/, '');
  if (target === patient.fullUrl) return 'patient';
  const { id } = patient;
  if (id !== undefined) {
    if (target === `Patient/${id}` || target === `urn:uuid:${id}`) return 'patient';
    if (patient.fullUrl === undefined && /^https?:/.test(target) && target.endsWith(`/Patient/${id}`))
      return 'patient';
  }
  const type = typeOf(target) ?? /(?:^|\/)([A-Z][A-Za-z]+)\/[^/]+$/.exec(target)?.[1];
  return type === undefined || type === 'Patient' ? 'another' : 'notAPerson';
}
