/** What a person may be in a clinic; one person may hold several. `patient` signs in through a link only. */
export const roles = Object.freeze([
  'prescriber',
  'medicalLead',
  'nurse',
  'therapist',
  'frontDesk',
  'administrator',
  'researcher',
  'auditor',
  'patient',
  'integrator',
] as const);

export type Role = (typeof roles)[number];
/** Roles a staff account can hold. */
export const staffRoles = Object.freeze(roles.filter((role) => role !== 'patient'));
