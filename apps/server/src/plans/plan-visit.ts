import type { PlanPreview } from '@evenkeel/contract';
import { instrumentById } from '@evenkeel/instruments';
import {
  observationPlan,
  recoveryMinutes,
  scheduleFor,
  sessionGates,
  type ObservationKind,
  type RegimenTemplate,
} from '@evenkeel/protocol';
import { measureChangesOf } from '@evenkeel/record';
import { changeIn, diagnosisHere, scheduleHere } from '../measures/schedule-here.ts';
import type { Ground } from '../patients/ground.ts';

const words: { readonly [K in ObservationKind]: string } = {
  vitals: 'Vital signs',
  sedationAndDissociation: 'Sedation (MOAA/S) and dissociation',
};

/** What will be due at each visit of a course: gates, observations by minute, scales of the patient's schedule. */
export async function planVisit(
  ground: Ground,
  patientId: string,
  template: RegimenTemplate,
  durationMinutes: number | undefined,
): Promise<NonNullable<PlanPreview['visit']>> {
  const { drug, route } = template;
  const byMinute = new Map<number, string[]>();
  for (const { minute, what } of observationPlan(drug, route, durationMinutes ?? 0, ground.policy))
    byMinute.set(minute, [...(byMinute.get(minute) ?? []), words[what]]);
  const { schedule } = await scheduleHere(ground);
  const changes = await measureChangesOf(ground.tx, ground.scope, [patientId]);
  const own = scheduleFor(schedule, changeIn(changes.get(patientId)), await diagnosisHere(ground, patientId));
  return {
    gates: sessionGates(drug, route, ground.clinic.jurisdiction).map(({ id, question }) => ({
      id,
      question,
    })),
    observations: [...byMinute].map(([minute, what]) => ({ minute, what })),
    leaveAfterMinutes: recoveryMinutes(drug, route, ground.policy),
    scales: own.occasions
      .filter(({ anchor }) => anchor.kind !== 'calendar')
      .map(({ title, measures }) => ({
        title,
        instruments: measures.map(({ instrument }) => instrumentById(instrument)?.shortTitle ?? instrument),
      })),
  };
}
