import { ageOn, type CalendarDate } from '@evenkeel/quantities';
import {
  duplicateCandidates,
  findPatient,
  freePatientNumber,
  insertPatientVersion,
  lockBirthDate,
  type StoredDemographics,
  type StoredPatient,
} from '@evenkeel/record';
import { Refusal } from '../http/refusal.ts';
import { today, type Ground } from './ground.ts';
import { isLikelyDuplicate, type WhoIsIt } from './likely-duplicate.ts';

/** Oldest age that is believed, years. The oldest known person reached 122; past 120 a typing error is likelier. */
const oldestYears = 120;

/** A newest version of this patient of this clinic. @throws Refusal PAT-001 for an id that is not of this clinic */
export async function patientOr404(ground: Ground, patientId: string): Promise<StoredPatient> {
  const patient = await findPatient(ground.tx, ground.scope, patientId);
  if (patient === undefined) throw new Refusal('PAT-001');
  return patient;
}

/** Refuses a birth date that lies in the future or too long ago. */
export function checkBirthDate(ground: Ground, birthDate: CalendarDate, path: string): void {
  const day = today(ground);
  const says =
    birthDate > day
      ? 'The birth date is in the future.'
      : ageOn(birthDate, day) > oldestYears
        ? `The birth date is more than ${oldestYears} years ago.`
        : undefined;
  if (says !== undefined) throw new Refusal('REQ-001', { detail: says, fields: [{ path, says }] });
}

/** Registered patients who may be this person. */
export async function findLikelyDuplicates(ground: Ground, who: WhoIsIt): Promise<readonly StoredPatient[]> {
  const candidates = await duplicateCandidates(ground.tx, ground.scope, who);
  return candidates.filter((one) => isLikelyDuplicate(who, one)).slice(0, 20);
}

/**
 * Registers a patient. The same id again answers the first registration and changes nothing.
 * @throws Refusal REQ-001 for a birth date that cannot be, PAT-002 for likely duplicates not yet looked at
 */
export async function registerPatient(
  ground: Ground,
  input: {
    readonly patientId: string;
    readonly demographics: StoredDemographics & { readonly birthDate: CalendarDate };
    readonly notADuplicate?: boolean | undefined;
  },
  path = 'demographics.birthDate',
): Promise<string> {
  const { patientId, demographics } = input;
  if ((await findPatient(ground.tx, ground.scope, patientId)) !== undefined) return patientId;
  checkBirthDate(ground, demographics.birthDate, path);
  if (input.notADuplicate !== true) {
    await lockBirthDate(ground.tx, ground.scope, demographics.birthDate);
    const alike = (await findLikelyDuplicates(ground, demographics)).filter(
      (one) => one.patientId !== patientId,
    );
    if (alike.length > 0) {
      // No names here: whoever registers may not be allowed to search.
      const says =
        alike.length === 1 ? 'One registered patient looks' : `${alike.length} registered patients look`;
      throw new Refusal('PAT-002', { detail: `${says} like this one.` });
    }
  }
  const number = await freePatientNumber(ground.tx, ground.scope, patientId);
  await insertPatientVersion(ground.tx, ground.scope, ground.now, {
    patientId,
    version: 1,
    number,
    demographics,
  });
  return patientId;
}

/**
 * Writes a new version of the demographics.
 * @throws Refusal REC-001 when `version` is not the newest any more
 */
export async function changeDemographics(
  ground: Ground,
  input: {
    readonly patientId: string;
    readonly version: number;
    readonly demographics: StoredDemographics & { readonly birthDate: CalendarDate };
  },
): Promise<number> {
  const patient = await patientOr404(ground, input.patientId);
  checkBirthDate(ground, input.demographics.birthDate, 'demographics.birthDate');
  if (patient.version !== input.version) throw new Refusal('REC-001');
  const version = patient.version + 1;
  const { patientId, demographics } = input;
  const written = await insertPatientVersion(ground.tx, ground.scope, ground.now, {
    patientId,
    version,
    number: patient.number,
    demographics,
  });
  if (!written) throw new Refusal('REC-001');
  return version;
}
