import type { SessionView } from '@evenkeel/contract';
import {
  chartedEffects,
  foldSession,
  formEffects,
  formGround,
  formOfSession,
  medicinesView,
  monitoringFormDays,
  type FormEffectName,
} from '@evenkeel/protocol';
import { clockTime, dateIn } from '@evenkeel/quantities';
import { findPatients, type StoredPlan, type StoredSession } from '@evenkeel/record';
import { gatherFacts } from '../patients/gather-facts.ts';
import type { Ground } from '../patients/ground.ts';
import { contextOfPlan } from './session-context.ts';
import type { PrintedSession } from './session-pdf.ts';
import { taggedPages } from './tagged-page.ts';

/** What the record knows for the form of this session; undefined where no programme asks for one. */
export async function formFacts(
  ground: Ground,
  session: StoredSession,
  plan: StoredPlan,
  startedAt = ground.now,
): Promise<SessionView['monitoringForm']> {
  const days = monitoringFormDays(ground.clinic.jurisdiction, plan.dose);
  if (days === undefined) return undefined;
  const [patient] = await findPatients(ground.tx, ground.scope, [session.patientId]);
  if (patient === undefined) return undefined;
  const facts = await gatherFacts(ground, patient);
  const { drug, route } = plan.dose;
  const { monitoringForm } = medicinesView(
    facts,
    { drug, route, phase: 'laterDose' },
    ground.policy,
    ground.now,
  );
  return { days, ...formGround(facts, monitoringForm, startedAt) };
}

/** The form as a tagged PDF: what was not charted is a blank to write in, never filled from elsewhere. */
export async function monitoringFormPdf(
  printed: PrintedSession,
  asked: NonNullable<SessionView['monitoringForm']>,
): Promise<Buffer> {
  const { view, patient, plan, clinic, policy, now, synthetic } = printed;
  const zone = view.timeZone;
  const state = foldSession(view.entries, contextOfPlan(printed, plan), now);
  const form = formOfSession(state, asked, asked.days);
  const decided = state.discharge.decided;
  const title = `Monitoring form, session ${view.number}, ${view.day}`;
  const stamp = `${dateIn(zone, now)} ${clockTime(zone, now, true)}`;
  const pages = taggedPages({
    title: `${title}, patient ${patient.number}`,
    headLine: `${clinic.name} · ${patient.family}, ${patient.given} · ${title}`,
    footLine: `Printed ${stamp} · log head ${view.headSequence}: ${view.headHash.slice(0, 16)}`,
    ...(synthetic ? { watermark: 'SYNTHETIC - DEMO' } : {}),
  });
  const blank = '____________________';
  pages.heading('Esketamine monitoring form (US programme)', 1);
  pages.line(
    "Made from the session record to be copied into the programme's own form, which stays the one that counts. A blank was not charted: write it in.",
  );
  pages.heading('Patient and setting', 2);
  pages.table(
    ['Question', 'Answer'],
    [50, 50],
    [
      ['Name', `${patient.given} ${patient.family}`],
      ['Date of birth', patient.birthDate],
      ['Sex', patient.sex === 'unknown' ? blank : patient.sex],
      ['Date of treatment', state.dose === undefined ? blank : dateIn(zone, state.dose.startedAt)],
      ['Setting', clinic.name],
      ['Address of the setting', blank],
      ['Monitoring professional', decided === undefined ? blank : (view.people[decided.by] ?? blank)],
      ['Phone and e-mail of the monitoring professional', blank],
      ['Times are in', zone],
    ],
  );
  pages.heading('Treatment and monitoring', 2);
  pages.table(
    ['Question', 'Answer'],
    [50, 50],
    form.fields.map(({ field, value }) => [field, value ?? blank]),
  );
  const charted = chartedEffects(state, policy);
  pages.heading('What the chart has on the three effects', 2);
  for (const [effect, name] of Object.entries(formEffects) as [FormEffectName, string][])
    pages.line(
      `${name}: ${charted[effect].map(({ at, says }) => `${clockTime(zone, at)} ${says}`).join('; ') || 'nothing charted'}.`,
    );
  pages.line(
    form.dueBy === undefined
      ? 'No dose is recorded in this session.'
      : `The form is owed within ${asked.days} days: by ${dateIn(zone, form.dueBy)} ${clockTime(zone, form.dueBy)}.`,
  );
  pages.line(form.missing.length === 0 ? 'Nothing is missing.' : `Not charted: ${form.missing.join(', ')}.`);
  return pages.finish();
}
