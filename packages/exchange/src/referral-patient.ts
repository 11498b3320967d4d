import type { CalendarDate } from '@evenkeel/quantities';
import { z } from 'zod';
import {
  anything,
  flag,
  list,
  maybe,
  period,
  readWith,
  reference,
  resourceBase,
  text,
} from './fhir-datatypes.ts';
import { readFhirDate } from './fhir-date.ts';
import { quoted } from './item-draft.ts';
import type { ReferralPatient } from './referral.ts';

/** DSTU2 has several family names in a list; later versions have one. */
const humanName = z.object({
  use: text,
  text,
  family: list(z.string()),
  given: list(z.string()),
  period: maybe(period),
});
const contact = z.object({ system: text, value: text, use: text, period: maybe(period) });
const postal = z.object({
  use: text,
  text,
  line: list(z.string()),
  city: text,
  state: text,
  postalCode: text,
  country: text,
  period: maybe(period),
});
const patientSchema = z.object({
  ...resourceBase,
  active: flag,
  identifier: list(z.object({ system: text, value: text })),
  name: list(humanName),
  telecom: list(contact),
  gender: text,
  birthDate: text,
  deceasedBoolean: flag,
  deceasedDateTime: text,
  address: list(postal),
  managingOrganization: maybe(reference),
  link: anything,
});
type Patient = z.output<typeof patientSchema>;

/** The patient as read, what a person must be told, and the organisation the Patient names. */
export interface ReadPatient {
  readonly patient: ReferralPatient;
  readonly warnings: readonly string[];
  readonly managingOrganization: Patient['managingOrganization'];
}

/** Reads a Patient of FHIR R4, STU3 or DSTU2; a birth date that cannot be right is left out with a warning. */
export function readPatient(resource: unknown, asOf: CalendarDate): ReadPatient | undefined {
  const read = readWith(patientSchema, resource);
  if (read === undefined) return undefined;
  const warnings: string[] = [];
  const name = nameOf(read, asOf);
  if (name.family === '' && name.given === '') warnings.push('The file gives the patient no name.');
  const birthDate = birthDateOf(read.birthDate, asOf, warnings);
  const deceased = read.deceasedDateTime ?? (read.deceasedBoolean === true ? 'date not given' : undefined);
  if (deceased !== undefined) warnings.push(deathWarning(read.deceasedDateTime));
  if (read.active === false)
    warnings.push("The sender has marked this patient's record as no longer in use.");
  if (Array.isArray(read.link) && read.link.length > 0) {
    warnings.push('The sender has linked this patient to another record of the same person.');
  }
  const phone = contactOf(read, 'phone', asOf);
  const email = contactOf(read, 'email', asOf);
  const address = addressOf(read, asOf);
  return {
    patient: {
      ...name,
      birthDate,
      sex: sexOf(read.gender),
      ...(phone === undefined ? {} : { phone }),
      ...(email === undefined ? {} : { email }),
      ...(address === undefined ? {} : { address }),
      identifiers: read.identifier.flatMap(({ system, value }) =>
        value === undefined ? [] : [{ system: system ?? '', value }],
      ),
      ...(deceased === undefined ? {} : { deceased }),
    },
    warnings,
    managingOrganization: read.managingOrganization,
  };
}

function nameOf({ name }: Patient, asOf: CalendarDate): { readonly family: string; readonly given: string } {
  const now = name.filter(
    (one) => !isOver(one.period?.end, asOf) && one.use !== 'old' && one.use !== 'maiden',
  );
  const best =
    now.find((one) => one.use === 'official') ?? now.find((one) => one.use === 'usual') ?? now[0] ?? name[0];
  const family = clean(best?.family);
  const given = clean(best?.given);
  return family === '' && given === '' ? { family: best?.text ?? '', given: '' } : { family, given };
}

function clean(words: readonly string[] | undefined): string {
  return z
    .array(text)
    .parse(words ?? [])
    .filter((one) => one !== undefined)
    .join(' ');
}

function isOver(end: string | undefined, asOf: CalendarDate): boolean {
  const date = end === undefined ? undefined : readFhirDate(end);
  return date !== undefined && date.latest < asOf;
}

function birthDateOf(given: string | undefined, asOf: CalendarDate, warnings: string[]): string | undefined {
  if (given === undefined) {
    warnings.push('The file gives no birth date.');
    return undefined;
  }
  const date = readFhirDate(given);
  if (date === undefined) {
    warnings.push(`The birth date ${quoted(given)} is not a date.`);
    return undefined;
  }
  if (date.earliest > asOf) {
    warnings.push(`The birth date ${given} is in the future.`);
    return undefined;
  }
  if (given.length < 10) warnings.push(`The birth date is known only as ${given}.`);
  return given.slice(0, 10);
}

function deathWarning(given: string | undefined): string {
  if (given === undefined) return 'The file says that this patient has died; it gives no date.';
  return readFhirDate(given) === undefined
    ? `The file says that this patient has died; ${quoted(given)} is not a date.`
    : `The file says that this patient died on ${given.slice(0, 10)}.`;
}

function sexOf(gender: string | undefined): ReferralPatient['sex'] {
  const word = gender?.toLowerCase();
  return word === 'female' || word === 'male' || word === 'other' ? word : 'unknown';
}

function contactOf({ telecom }: Patient, system: string, asOf: CalendarDate): string | undefined {
  const now = telecom.filter(
    (one) =>
      one.system === system && one.value !== undefined && one.use !== 'old' && !isOver(one.period?.end, asOf),
  );
  return (now.find((one) => one.use === 'mobile') ?? now.find((one) => one.use === 'home') ?? now[0])?.value;
}

function addressOf({ address }: Patient, asOf: CalendarDate): string | undefined {
  const now = address.filter((one) => one.use !== 'old' && !isOver(one.period?.end, asOf));
  const best = now.find((one) => one.use === 'home') ?? now[0];
  if (best === undefined) return undefined;
  const lines = best.line.map((one) => clean([one]));
  const parts = [...lines, best.city, best.state, best.postalCode, best.country];
  return parts.filter((one) => one !== undefined && one !== '').join(', ') || best.text;
}
