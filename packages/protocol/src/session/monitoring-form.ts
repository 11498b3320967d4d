import { elapsedMinutes, elapsedMs, plusMinutes, type Decimal, type Instant } from '@evenkeel/quantities';
import type { Answer } from '../patient-facts.ts';
import { believable } from './baseline.ts';
import type { Reading } from './session-state.ts';

/** One effect the form asks about. `onset` and `resolution` are moments of this session. */
export interface FormEffect {
  readonly occurred: 'yes' | 'no' | 'unknown';
  readonly onset?: Instant;
  readonly resolution?: Instant;
  readonly serious?: boolean;
}

/** What the form is computed from: this session's own entries and nothing of an earlier one. */
export interface MonitoringFormFacts {
  readonly firstTreatment: 'yes' | 'no' | 'unknown';
  /** Answers of the medicines table (`medicinesView`): is such a medicine taken? */
  readonly concomitant: { readonly [group: string]: Answer };
  readonly doseMg: Decimal | undefined;
  readonly lot: string | undefined;
  readonly firstDeviceAt: Instant | undefined;
  readonly monitoringEndedAt: Instant | undefined;
  /** When a clinician judged that the patient would have been ready without the two-hour rule. */
  readonly wouldHaveBeenReadyAt: Instant | undefined;
  readonly readings: readonly Reading[];
  readonly effects: {
    readonly sedation: FormEffect;
    readonly dissociation: FormEffect;
    readonly respiratoryDepression: FormEffect;
  };
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

/** Minutes around 40 in which a pressure counts for that question. Local default. */
const aroundPeak = 10;

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
  add('first treatment', facts.firstTreatment === 'unknown' ? undefined : facts.firstTreatment);
  for (const group of ['benzodiazepine', 'sedative', 'stimulant', 'maoInhibitor', 'opioid']) {
    const taken = facts.concomitant[group] ?? 'unknown';
    add(`concomitant ${group}`, taken === 'unknown' ? undefined : taken);
  }
  add('dose', facts.doseMg === undefined ? undefined : `${facts.doseMg} mg`);
  add('lot', facts.lot?.trim() === '' ? undefined : facts.lot);
  add(
    'minutes from first device to end of monitoring',
    first === undefined || ended === undefined || ended < first
      ? undefined
      : String(elapsedMinutes(first, ended)),
  );
  add(
    'minutes until ready without the two-hour rule',
    first === undefined || facts.wouldHaveBeenReadyAt === undefined || facts.wouldHaveBeenReadyAt < first
      ? undefined
      : String(elapsedMinutes(first, facts.wouldHaveBeenReadyAt)),
  );
  add('pressure before', first === undefined ? undefined : pressure(({ at }) => at <= first, 'last'));
  add(
    'pressure at 40 minutes',
    first === undefined
      ? undefined
      : pressure(
          ({ at }) => Math.abs(elapsedMs(plusMinutes(first, 40), at)) <= aroundPeak * 60_000,
          'nearest40',
        ),
  );
  add(
    'pressure before leaving',
    first === undefined || ended === undefined
      ? undefined
      : pressure(({ at }) => at > plusMinutes(first, 40 + aroundPeak) && at <= ended, 'last'),
  );
  for (const [name, effect] of Object.entries(facts.effects) as [string, FormEffect][]) {
    add(name, effect.occurred === 'unknown' ? undefined : effect.occurred);
    if (effect.occurred !== 'yes' || first === undefined) continue;
    const after = (at: Instant | undefined) =>
      at === undefined || at < first ? undefined : `${elapsedMinutes(first, at)} min`;
    add(`${name} onset`, after(effect.onset));
    add(`${name} resolution`, after(effect.resolution));
    add(`${name} serious`, effect.serious === undefined ? undefined : effect.serious ? 'yes' : 'no');
  }
  return {
    fields,
    missing: fields.filter(({ value }) => value === undefined).map(({ field }) => field),
    ...(first === undefined ? {} : { dueBy: plusMinutes(first, daysToSend * 1440) }),
  };
}
