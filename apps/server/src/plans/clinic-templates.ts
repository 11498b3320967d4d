import { templates, type RegimenTemplate } from '@evenkeel/protocol';
import type { Ground } from '../patients/ground.ts';

/** The templates of the clinic's policy. */
export function clinicTemplates({ policy }: Pick<Ground, 'policy'>): readonly RegimenTemplate[] {
  return templates.filter(({ key }) => policy.templates.values.includes(key));
}
