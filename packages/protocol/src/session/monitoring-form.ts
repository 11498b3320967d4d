import { elapsedMinutes, elapsedMs, plusMinutes, type Decimal, type Instant } from '@evenkeel/quantities';
import { interactionTable } from '../interactions/interaction-table.ts';
import type { Answer, PatientFacts } from '../patient-facts.ts';
import type { Jurisdiction } from '../evidence-mark.ts';
import { limit } from '../policy/default-policy.ts';
import { jurisdictionRules } from '../policy/jurisdiction-rules.ts';
import type { Policy } from '../policy/policy.ts';
import type { PlannedDose } from '../regimen/plan.ts';
import { believable, heard } from './baseline.ts';
import type { AdverseEventKind, FormAnswers, FormEffect, FormEffectName } from './entry.ts';
import type { Reading, SessionState } from './session-state.ts';

/** What the form is computed from: this session's own entries and nothing of an earlier one. */
export interface MonitoringFormFacts {
  readonly firstTreatment: Answer;
  readonly enrolled: Answer;
  /** Answers of the medicines table (`medicinesView`): is such a medicine taken? */
  readonly concomitant: { readonly [group: string]: Answer };
  readonly doseMg: Decimal | undefined;
  readonly lot: string | undefined;
  readonly firstDeviceAt: Instant | undefined;
  readonly monitoringEndedAt: Instant | undefined;
  /** When a clinician judged that the patient would have been ready without the two-hour rule. */
  readonly wouldHaveBeenReadyAt: Instant | undefined;
  readonly vitalsBefore: Answer;
  readonly vitalsLeaving: Answer;
  readonly readings: readonly Reading[];
  readonly effects: { readonly [E in FormEffectName]: FormEffect };
  /** Serious adverse events as they were charted. */
  readonly seriousEvents: readonly string[];
}

/** One line of the form. An absent value was not charted and is asked for, never filled from another day. */
export interface FormField {
  readonly field: string;
  readonly value?: string;
}

/** The US monitoring form of one session of esketamine, as it can be printed. */
export interface MonitoringForm {
  readonly fields: readonly FormField[];
  readonly missing: readonly string[];
  /** The form is owed by then. The sponsor's system stays the system of record. */
  readonly dueBy?: Instant;
}

/** Effects of the form in its order, with their names. */
export const formEffects: { readonly [E in FormEffectName]: string } = Object.freeze({
  sedation: 'Sedation',
  dissociation: 'Dissociation',
  respiratoryDepression: 'Respiratory depression',
});

/** Minutes around 40 in which a pressure counts for that question. Local default. */
const aroundPeak = 10;

/** Medicines the form asks about, as the interaction table groups them. */
export const formMedicines: readonly { readonly group: string; readonly title: string }[] =
  interactionTable.filter((row) => row.onMonitoringForm === true);

/** Days within which the form of a dose is owed where a programme asks for one; undefined where none does. */
export function monitoringFormDays(
  jurisdiction: Jurisdiction | undefined,
  { drug, route }: Pick<PlannedDose, 'drug' | 'route'>,
): number | undefined {
  return jurisdiction === undefined || drug !== 'esketamine' || route !== 'nasal-device'
    ? undefined
    : jurisdictionRules[jurisdiction].monitoringFormDays.value;
}

/** The newest answers to the form that stand; none before somebody answered. */
export function formAnswers({ timeline }: Pick<SessionState, 'timeline'>): FormAnswers | undefined {
  const found = timeline.findLast(({ entry, current }) => current && entry.type === 'monitoringForm')?.entry;
  return found?.type === 'monitoringForm' ? found.body : undefined;
}

/** What the record knows beside the session. Answers given with the form count before it, for they do not change later. */
export interface FormGround {
  readonly firstTreatment: Answer;
  readonly concomitant: { readonly [group: string]: Answer };
}

/**
 * What the record knows for the form of a dose that begins at `at`: an earlier dose here, or esketamine among the earlier
 * treatments, makes it no first one. That nothing is recorded does not make it the first.
 */
export function formGround(
  facts: PatientFacts,
  concomitant: FormGround['concomitant'],
  at: Instant,
): FormGround {
  const isEarlier =
    (facts.doses ?? []).some(
      (dose) => dose.drug === 'esketamine' && dose.route === 'nasal-device' && dose.at < at,
    ) || facts.trials.some(({ treatment }) => /\b(?:esketamine|spravato)\b/iu.test(treatment));
  return { firstTreatment: isEarlier ? 'no' : 'unknown', concomitant };
}

/** `chestPain` as "chest pain". */
const inWords = (kind: string) => kind.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

const notAnswered: FormEffect = Object.freeze({ occurred: 'unknown' });

/**
 * The medicines of the form: as they were answered with it, and as the list knows them where that was not known then. What
 * was told of the day does not change with the list.
 */
export function formConcomitant(
  listed: FormGround['concomitant'],
  answered: FormGround['concomitant'] = {},
): FormGround['concomitant'] {
  return {
    ...listed,
    ...Object.fromEntries(Object.entries(answered).filter(([, answer]) => answer !== 'unknown')),
  };
}

/** The form of one session as its log tells it. */
export function formOfSession(state: SessionState, ground: FormGround, daysToSend: number): MonitoringForm {
  const { dose, gates, discharge, readings, timeline, adverseEvents } = state;
  const answers = formAnswers(state);
  const start = timeline.findLast(({ entry, current }) => current && entry.type === 'doseStart')?.entry;
  return monitoringForm(
    {
      firstTreatment: answers?.firstTreatment ?? ground.firstTreatment,
      enrolled: gates.find(({ gate }) => gate === 'programmeEnrolment')?.ok ?? 'unknown',
      concomitant: formConcomitant(ground.concomitant, answers?.concomitant),
      doseMg: dose?.endedAt === undefined ? undefined : dose.deliveredMg,
      lot: start?.type === 'doseStart' ? start.body.lot : undefined,
      firstDeviceAt: dose?.startedAt,
      monitoringEndedAt: discharge.decided?.at,
      wouldHaveBeenReadyAt: answers?.readyAt,
      vitalsBefore: answers?.vitalsBefore ?? 'unknown',
      vitalsLeaving: answers?.vitalsLeaving ?? 'unknown',
      readings,
      effects: {
        sedation: answers?.effects.sedation ?? notAnswered,
        dissociation: answers?.effects.dissociation ?? notAnswered,
        respiratoryDepression: answers?.effects.respiratoryDepression ?? notAnswered,
      },
      seriousEvents: adverseEvents
        .filter(({ body }) => body.serious)
        .map(({ body }) => `${inWords(body.kind)}, ${body.severity}`),
    },
    daysToSend,
  );
}

/** What the chart has on an effect, to be read beside the question; absent when it has nothing. */
export interface ChartedEffect {
  readonly at: Instant;
  readonly says: string;
}

/** The signs of sedation, dissociation and slow breathing that were charted after the dose began, oldest first. */
export function chartedEffects(
  {
    dose,
    readings,
    dissociation,
    adverseEvents,
  }: Pick<SessionState, 'dose' | 'readings' | 'dissociation' | 'adverseEvents'>,
  policy: Policy,
): { readonly [E in FormEffectName]: readonly ChartedEffect[] } {
  const since = dose?.startedAt;
  const own = since === undefined ? [] : readings.filter(({ at }) => at >= since);
  const events = since === undefined ? [] : adverseEvents.filter(({ at }) => at >= since);
  const inOrder = (found: readonly ChartedEffect[]) =>
    found.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const sign = (
    name: 'moaas' | 'respiratoryRate' | 'spo2',
    title: string,
    isSign: (value: number) => boolean,
  ): readonly ChartedEffect[] =>
    own.flatMap((reading) => {
      const value = heard(reading)[name];
      return value !== undefined && isSign(value) ? [{ at: reading.at, says: `${title} ${value}` }] : [];
    });
  const event = (...kinds: readonly AdverseEventKind[]): readonly ChartedEffect[] =>
    events
      .filter(({ body }) => kinds.includes(body.kind))
      .map(({ at, body }) => ({ at, says: `adverse event, ${body.severity}` }));
  return {
    sedation: inOrder([...sign('moaas', 'MOAA/S', (value) => value < 5), ...event('overSedation')]),
    dissociation: inOrder([
      ...dissociation
        .filter(
          ({ at, score }) => since !== undefined && at >= since && score > limit(policy, 'dissociationLeave'),
        )
        .map(({ at, score }) => ({ at, says: `rated ${score} of 10` })),
      ...event('dissociationDistress'),
    ]),
    respiratoryDepression: inOrder([
      ...sign('respiratoryRate', 'breaths', (value) => value < limit(policy, 'watchRespiratoryRate')),
      ...sign('spo2', 'SpO2', (value) => value < limit(policy, 'watchSpo2')),
      ...event('hypoxia'),
    ]),
  };
}

/**
 * Computes the form from what was charted. Fields follow a published copy of the instructions; current forms are to be
 * read in full before the layout is used.
 */
export function monitoringForm(facts: MonitoringFormFacts, daysToSend: number): MonitoringForm {
  const { firstDeviceAt: first, monitoringEndedAt: ended } = facts;
  const fields: FormField[] = [];
  const add = (field: string, value: string | undefined) =>
    fields.push({ field, ...(value === undefined ? {} : { value }) });
  const pressure = (
    wanted: (reading: Reading) => boolean,
    pick: 'first' | 'last' | 'nearest40',
  ): string | undefined => {
    const found = facts.readings
      .map((reading) => ({ ...reading, vitals: believable(reading) }))
      .filter(
        (reading) =>
          reading.vitals.systolic !== undefined && reading.vitals.diastolic !== undefined && wanted(reading),
      )
      .toSorted((a, b) =>
        pick === 'nearest40' && first !== undefined
          ? Math.abs(elapsedMs(plusMinutes(first, 40), a.at)) -
            Math.abs(elapsedMs(plusMinutes(first, 40), b.at))
          : a.at < b.at
            ? -1
            : 1,
      );
    const one = pick === 'last' ? found.at(-1) : found[0];
    return one === undefined ? undefined : `${one.vitals.systolic}/${one.vitals.diastolic} mmHg`;
  };
  const answered = (field: string, answer: Answer) => add(field, answer === 'unknown' ? undefined : answer);
  answered('First treatment', facts.firstTreatment);
  answered('Enrolled in the programme', facts.enrolled);
  for (const { group, title } of formMedicines)
    answered(`Takes: ${title}`, facts.concomitant[group] ?? 'unknown');
  add('Dose', facts.doseMg === undefined ? undefined : `${facts.doseMg} mg`);
  add('Lot number', facts.lot?.trim() === '' ? undefined : facts.lot);
  add(
    'Minutes from the first device to the end of monitoring',
    first === undefined || ended === undefined || ended < first
      ? undefined
      : String(elapsedMinutes(first, ended)),
  );
  add(
    'Minutes until ready without the two-hour rule',
    first === undefined || facts.wouldHaveBeenReadyAt === undefined || facts.wouldHaveBeenReadyAt < first
      ? undefined
      : String(elapsedMinutes(first, facts.wouldHaveBeenReadyAt)),
  );
  answered('Vital signs acceptable before the dose', facts.vitalsBefore);
  answered('Vital signs acceptable before leaving', facts.vitalsLeaving);
  add('Pressure before', first === undefined ? undefined : pressure(({ at }) => at <= first, 'last'));
  add(
    'Pressure at 40 minutes',
    first === undefined
      ? undefined
      : pressure(
          ({ at }) => Math.abs(elapsedMs(plusMinutes(first, 40), at)) <= aroundPeak * 60_000,
          'nearest40',
        ),
  );
  add(
    'Pressure before leaving',
    first === undefined || ended === undefined
      ? undefined
      : pressure(({ at }) => at > plusMinutes(first, 40 + aroundPeak) && at <= ended, 'last'),
  );
  for (const [name, title] of Object.entries(formEffects) as [FormEffectName, string][]) {
    const effect = facts.effects[name];
    answered(title, effect.occurred);
    if (effect.occurred !== 'yes' || first === undefined) continue;
    const after = (at: Instant | undefined) =>
      at === undefined || at < first ? undefined : `${elapsedMinutes(first, at)} min`;
    add(`${title}: onset`, after(effect.onset));
    add(
      `${title}: resolution`,
      effect.onset !== undefined && effect.resolution !== undefined && effect.resolution < effect.onset
        ? undefined
        : after(effect.resolution),
    );
    add(`${title}: serious`, effect.serious === undefined ? undefined : effect.serious ? 'yes' : 'no');
  }
  add(
    'Serious adverse events',
    facts.seriousEvents.length === 0 ? 'none charted' : facts.seriousEvents.join('; '),
  );
  return {
    fields,
    missing: fields.filter(({ value }) => value === undefined).map(({ field }) => field),
    ...(first === undefined ? {} : { dueBy: plusMinutes(first, daysToSend * 1440) }),
  };
}
