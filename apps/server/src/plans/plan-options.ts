import type { PlanOptions } from '@evenkeel/contract';
import { jurisdictionRules, limit, suggestDose, templates, type RegimenTemplate } from '@evenkeel/protocol';
import { ageOn, type CalendarDate } from '@evenkeel/quantities';
import { plansOf, type StoredPatient } from '@evenkeel/record';
import { today, type Ground } from '../patients/ground.ts';
import { clinicTemplates } from './clinic-templates.ts';
import { sessionsBehind } from './past-sessions.ts';

/** The templates of this clinic with where this person starts, and what the course so far suggests. */
export async function planOptions(ground: Ground, patient: StoredPatient): Promise<PlanOptions> {
  const older =
    ageOn(patient.birthDate as CalendarDate, today(ground)) >= limit(ground.policy, 'olderFromAge');
  const offered = clinicTemplates(ground).map((template) => ({
    key: template.key,
    title: template.title,
    statement: template.statement,
    source: { mark: template.source.mark, citation: template.source.citation },
    selectCases: template.selectCases,
    ...startOf(ground, template, older),
  }));
  const suggestion = await suggestionFor(ground, patient.patientId);
  return { templates: offered, ...(suggestion === undefined ? {} : { suggestion }) };
}

/** The usual start, or the one from 65 years with its ground. */
function startOf(
  { clinic }: Ground,
  { drug, start, startFrom65 }: RegimenTemplate,
  older: boolean,
): { readonly start: string; readonly startSays?: string } {
  if (!older) return { start };
  if (drug === 'esketamine') {
    const { value, source } = jurisdictionRules[clinic.jurisdiction].esketamineStartFrom65;
    if (value === undefined)
      return { start, startSays: `From 65 years no separate start here (${source.citation}).` };
    return { start: String(value), startSays: `From 65 years ${value} mg here (${source.citation}).` };
  }
  return { start: startFrom65, startSays: `From 65 years ${startFrom65} mg/kg. Local default.` };
}

async function suggestionFor(ground: Ground, patientId: string): Promise<PlanOptions['suggestion']> {
  const [newest] = await plansOf(ground.tx, ground.scope, patientId);
  const template = templates.find(({ key }) => key === (newest?.dose.template ?? 'iv-acute'));
  if (newest === undefined || template === undefined) return undefined;
  const behind = await sessionsBehind(ground, patientId, template);
  if (behind.length === 0) return undefined;
  const { rule, kind, amount, says } = suggestDose(template, behind, ground.policy);
  return {
    rule,
    kind,
    ...(amount === undefined ? {} : { amount }),
    template: template.key,
    says,
    sessions: behind.map((one) => ({
      day: one.day,
      amount: one.amount,
      ...(one.gainPercent === undefined ? {} : { gainPercent: one.gainPercent }),
      tolerated: one.tolerated,
      says: one.says,
    })),
  };
}
