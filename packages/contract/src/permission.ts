import type { Role } from './role.ts';

/**
 * Every permission, with the roles that hold it. `public` is for routes before sign-in; `signedIn` for one's own
 * account; `ownLink` for a patient's own questionnaire. A route declares exactly one (promise 8).
 */
export const permissionHolders = Object.freeze({
  public: [],
  signedIn: [
    'prescriber',
    'medicalLead',
    'nurse',
    'therapist',
    'frontDesk',
    'administrator',
    'researcher',
    'auditor',
    'integrator',
  ],
  'today.read': ['prescriber', 'medicalLead', 'nurse', 'therapist', 'frontDesk'],
  'patient.search': ['prescriber', 'medicalLead', 'nurse', 'therapist', 'frontDesk'],
  'patient.register': ['prescriber', 'medicalLead', 'nurse', 'frontDesk', 'integrator'],
  'patient.demographics': ['prescriber', 'medicalLead', 'nurse', 'therapist', 'frontDesk'],
  'patient.clinical.read': ['prescriber', 'medicalLead', 'nurse', 'therapist'],
  'patient.clinical.write': ['prescriber', 'medicalLead', 'nurse'],
  /** Any fact; which kinds a role may record is settled by the three below. */
  'patient.fact.write': ['prescriber', 'medicalLead', 'nurse', 'therapist'],
  'patient.therapy': ['prescriber', 'medicalLead', 'nurse', 'therapist'],
  'patient.diagnose': ['prescriber', 'medicalLead'],
  'referral.receive': ['prescriber', 'medicalLead', 'nurse', 'frontDesk', 'integrator'],
  'referral.read': ['prescriber', 'medicalLead', 'nurse', 'frontDesk'],
  'referral.take': ['prescriber', 'medicalLead', 'nurse'],
  'referral.register': ['prescriber', 'medicalLead', 'nurse', 'frontDesk'],
  'eligibility.read': ['prescriber', 'medicalLead', 'nurse'],
  'eligibility.decide': ['prescriber', 'medicalLead'],
  'eligibility.override': ['prescriber', 'medicalLead'],
  'override.read': ['medicalLead', 'administrator', 'auditor'],
  'plan.read': ['prescriber', 'medicalLead', 'nurse', 'therapist'],
  'plan.sign': ['prescriber', 'medicalLead'],
  'session.book': ['prescriber', 'medicalLead', 'nurse', 'frontDesk'],
  'session.read': ['prescriber', 'medicalLead', 'nurse'],
  'session.chart': ['prescriber', 'medicalLead', 'nurse'],
  'session.sign': ['prescriber', 'medicalLead', 'nurse'],
  'response.read': ['prescriber', 'medicalLead', 'nurse', 'therapist'],
  'response.write': ['prescriber', 'medicalLead', 'nurse', 'therapist'],
  'instrument.read': ['prescriber', 'medicalLead', 'nurse', 'therapist', 'frontDesk', 'administrator'],
  'schedule.change': ['medicalLead'],
  'risk.read': ['prescriber', 'medicalLead', 'nurse', 'therapist'],
  'risk.act': ['prescriber', 'medicalLead', 'nurse', 'therapist'],
  'risk.close': ['prescriber', 'medicalLead'],
  'message.read': ['prescriber', 'medicalLead', 'nurse', 'frontDesk', 'administrator'],
  'message.send': ['prescriber', 'medicalLead', 'nurse', 'frontDesk'],
  'outcomes.read': ['prescriber', 'medicalLead', 'researcher'],
  'pack.manage': ['medicalLead', 'administrator'],
  'link.make': ['prescriber', 'medicalLead', 'nurse', 'therapist', 'frontDesk'],
  ownLink: ['patient'],
  'course.read': ['prescriber', 'medicalLead', 'nurse', 'therapist'],
  'audit.read': ['auditor'],
  'audit.verify': ['auditor', 'administrator'],
  'staff.manage': ['administrator'],
  'policy.propose': ['prescriber', 'medicalLead'],
  'policy.activate': ['medicalLead'],
  /** Whom a policy judges otherwise: names of patients. */
  'policy.effect': ['prescriber', 'medicalLead'],
  'policy.read': ['prescriber', 'medicalLead', 'nurse', 'administrator', 'auditor'],
  'followUp.read': ['prescriber', 'medicalLead', 'nurse'],
  'followUp.record': ['prescriber', 'medicalLead', 'nurse'],
  'review.decide': ['prescriber', 'medicalLead'],
  'status.read': ['administrator', 'auditor'],
  'device.enrol': ['administrator', 'medicalLead'],
} as const satisfies { readonly [permission: string]: readonly Role[] });

export type Permission = keyof typeof permissionHolders;

/** Who asks. `clinicId` always comes from the signed-in session. `patientId` is set for a patient's link only. */
export interface Actor {
  readonly actorId: string;
  readonly clinicId: string;
  readonly roles: readonly Role[];
  readonly patientId?: string;
  /** A chair tablet's quick switch gives less than a full sign-in. */
  readonly strength: 'full' | 'pin' | 'link';
}

/** What is asked for. `clinicId` and `patientId` are those of the thing itself, once it was found. */
export interface Resource {
  readonly clinicId?: string;
  readonly patientId?: string;
}

export type Decision =
  | { readonly allowed: true }
  | {
      readonly allowed: false;
      readonly why: 'notSignedIn' | 'role' | 'otherClinic' | 'otherPatient' | 'strength';
    };

/** What recording a kind of fact asks for. */
export function permissionForFact(kind: string): Permission {
  if (kind === 'diagnosis') return 'patient.diagnose';
  return kind === 'therapyContact' ? 'patient.therapy' : 'patient.clinical.write';
}

/** What a PIN on a chair tablet may do: the work at the chair, and nothing that signs a plan or manages people. */
const pinPermissions: ReadonlySet<Permission> = new Set([
  'signedIn',
  'today.read',
  'patient.search',
  'patient.demographics',
  'patient.clinical.read',
  'plan.read',
  'session.read',
  'session.chart',
  'session.sign',
  'response.read',
  'response.write',
  'instrument.read',
  'risk.read',
  'risk.act',
  'policy.read',
]);

/** The one authorisation function. Pure; row security in the database stands under it. */
export function authorise(
  actor: Actor | undefined,
  permission: Permission,
  resource: Resource = {},
): Decision {
  if (permission === 'public') return { allowed: true };
  if (actor === undefined) return { allowed: false, why: 'notSignedIn' };
  const holders: readonly Role[] = permissionHolders[permission];
  if (!actor.roles.some((role) => holders.includes(role))) return { allowed: false, why: 'role' };
  if (actor.strength === 'pin' && !pinPermissions.has(permission)) return { allowed: false, why: 'strength' };
  if (resource.clinicId !== undefined && resource.clinicId !== actor.clinicId)
    return { allowed: false, why: 'otherClinic' };
  if (
    actor.patientId !== undefined &&
    resource.patientId !== undefined &&
    resource.patientId !== actor.patientId
  ) {
    return { allowed: false, why: 'otherPatient' };
  }
  return { allowed: true };
}
