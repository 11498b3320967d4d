import {
  clinicPolicyOf,
  templates,
  type ClinicPolicy,
  type Policy,
  type RegimenTemplate,
} from '@evenkeel/protocol';
import type { Ground } from '../patients/ground.ts';

/** The templates of the clinic's policy; while a policy lists none, those its jurisdiction starts with. */
export function clinicTemplates(ground: Pick<Ground, 'policy' | 'clinic'>): readonly RegimenTemplate[] {
  const own: Policy & Partial<Pick<ClinicPolicy, 'templates'>> = ground.policy;
  const keys = (own.templates ?? clinicPolicyOf(ground.clinic.jurisdiction).templates).values;
  return templates.filter(({ key }) => keys.includes(key));
}
