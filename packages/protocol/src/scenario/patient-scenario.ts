import { routes } from '@evenkeel/pharmacology';
import type { Instant, Kilograms } from '@evenkeel/quantities';
import { jurisdictions } from '../evidence-mark.ts';
import type { PatientFacts } from '../patient-facts.ts';
import { usualSetting, type CareSetting } from '../rule.ts';
import { daysBefore, everythingAsked, nothingKnown } from './base-patient.ts';
import { mapReader, numberOf, type MapReader } from './outline-reader.ts';
import type { Outline } from './outline.ts';
import {
  amount,
  conditionOf,
  date,
  decimalOf,
  instant,
  medicineOf,
  needed,
  optional,
  resultsOf,
  screeningOf,
  totalsOf,
  yesNo,
} from './patient-changes.ts';

/** A dose somebody wants to plan in a scenario, as it was typed. */
export interface ScenarioDose {
  readonly template: string;
  readonly amount: string;
  readonly product?: string;
  readonly minutes?: number;
  readonly lastAmount?: string;
  readonly weightConfirmed: boolean;
}

/** A written patient with what the rules are expected to say. */
export interface PatientScenario {
  readonly kind: 'patient';
  readonly title: string;
  readonly about: string;
  readonly now: Instant;
  readonly setting: CareSetting;
  readonly facts: PatientFacts;
  readonly dose?: ScenarioDose;
  readonly expect: {
    readonly summary?: string;
    /** Every finding that is not met, as `ELI-07 notMet`, in the order of the library. */
    readonly open?: readonly string[];
    /** `protocol`, `outside`, or `refused CODE`. */
    readonly dose?: string;
    readonly sentence?: string;
  };
}

/** Reads a patient scenario. @throws OutlineProblem naming what cannot be read */
export function patientScenario(outline: Outline): PatientScenario {
  const file = mapReader(outline, 'The file');
  const now = instant(file.text('at') ?? '2026-11-25T12:00:00Z');
  const title = needed(file.text('title'), 'title');
  const about = file.text('about') ?? '';
  const setting = settingOf(file.map('setting'));
  const from = file.oneOf('from', ['everything asked', 'nothing known']) ?? 'everything asked';
  const base = from === 'everything asked' ? everythingAsked(now) : nothingKnown();
  const changes = file.map('patient');
  const facts = changes === undefined ? base : changed(base, changes, now);
  const dose = doseOf(file.map('dose'));
  const expected = file.map('expect');
  const open = expected?.texts('open');
  const summary = expected?.oneOf('summary', ['mayProceed', 'hold', 'stop', 'unknown']);
  const doseSays = expected?.text('dose');
  const sentence = expected?.text('sentence');
  expected?.done();
  file.done();
  return {
    kind: 'patient',
    title,
    about,
    now,
    setting,
    facts,
    ...(dose === undefined ? {} : { dose }),
    expect: {
      ...(summary === undefined ? {} : { summary }),
      ...(open === undefined ? {} : { open }),
      ...(doseSays === undefined ? {} : { dose: doseSays }),
      ...(sentence === undefined ? {} : { sentence }),
    },
  };
}

function settingOf(reader: MapReader | undefined): CareSetting {
  if (reader === undefined) return usualSetting;
  const drug = reader.oneOf('drug', ['ketamine', 'esketamine']) ?? 'ketamine';
  const route = reader.oneOf('route', routes) ?? (drug === 'esketamine' ? 'nasal-device' : 'iv');
  const phase = reader.oneOf('phase', ['firstDose', 'laterDose', 'continuing']) ?? 'firstDose';
  const indication = reader.oneOf('indication', ['resistant', 'suicidality']);
  const consentVersion = reader.text('consentVersion');
  reader.done();
  return {
    drug,
    route,
    phase,
    ...(indication === undefined ? {} : { indication }),
    ...(consentVersion === undefined ? {} : { consentVersion }),
  };
}

function doseOf(reader: MapReader | undefined): ScenarioDose | undefined {
  if (reader === undefined) return undefined;
  const template = needed(reader.text('template'), 'dose: template');
  const amount = needed(reader.text('amount'), 'dose: amount');
  const product = reader.text('product');
  const minutes = reader.number('minutes');
  const lastAmount = reader.text('lastAmount');
  const weightConfirmed = reader.oneOf('weightConfirmed', ['yes', 'no']) === 'yes';
  reader.done();
  return {
    template,
    amount,
    weightConfirmed,
    ...(product === undefined ? {} : { product }),
    ...(minutes === undefined ? {} : { minutes }),
    ...(lastAmount === undefined ? {} : { lastAmount }),
  };
}

function changed(base: PatientFacts, reader: MapReader, now: Instant): PatientFacts {
  const ago = (one: MapReader, usual = 0) =>
    daysBefore(
      now,
      (one.number('hoursAgo') ?? 0) / 24 +
        (one.number('daysAgo') ?? (one.keys().includes('hoursAgo') ? 0 : usual)),
    );
  const each = <T>(key: string, read: (one: MapReader) => T): readonly T[] | undefined =>
    reader.list(key)?.map((item, index) => {
      const one = mapReader(item, `${key} ${index + 1}`);
      const value = read(one);
      one.done();
      return value;
    });
  const birth = reader.text('birthDate');
  const height = reader.text('heightCm');
  const diagnosis = reader.raw('diagnosis');
  const confirmed = (key: string, before: Instant | undefined) => {
    const value = reader.text(key);
    return value === undefined
      ? before
      : value === 'never'
        ? undefined
        : daysBefore(now, numberOf(value, key));
  };
  const facts: { -readonly [K in keyof PatientFacts]: PatientFacts[K] } = {
    ...base,
    birthDate: birth === undefined ? base.birthDate : birth === 'unknown' ? undefined : date(birth),
    sex: reader.oneOf('sex', ['female', 'male', 'other', 'unknown']) ?? base.sex,
    jurisdiction: reader.oneOf('jurisdiction', jurisdictions) ?? base.jurisdiction,
    diagnosis:
      diagnosis === undefined
        ? base.diagnosis
        : diagnosis === 'none'
          ? undefined
          : diagnosisOf(base, mapReader(diagnosis, 'diagnosis'), now),
    trials:
      each('trials', (one) => ({
        treatment: needed(one.text('treatment'), 'treatment'),
        currentEpisode: one.oneOf('currentEpisode', yesNo) ?? 'yes',
        adequateDose: one.oneOf('adequateDose', yesNo) ?? 'yes',
        adherence: one.oneOf('adherence', yesNo) ?? 'yes',
        outcome:
          one.oneOf('outcome', ['noResponse', 'partial', 'response', 'intolerable', 'unknown']) ??
          'noResponse',
        ...optional('weeks', one.number('weeks')),
        ...optional('maxDoseMg', decimalOf(one, 'maxDoseMg')),
        ...optional('responsePercent', one.number('responsePercent')),
        ...optional('whyStopped', one.text('whyStopped')),
      })) ?? base.trials,
    medicines: each('medicines', (one) => medicineOf(one, now)) ?? base.medicines,
    medicinesConfirmedAt: confirmed('medicinesConfirmed', base.medicinesConfirmedAt),
    allergies:
      each('allergies', (one) => ({
        substance: needed(one.text('substance'), 'substance'),
        severity: one.oneOf('severity', ['mild', 'moderate', 'severe', 'unknown']) ?? 'unknown',
        ...optional('reaction', one.text('reaction')),
      })) ?? base.allergies,
    allergiesConfirmedAt: confirmed('allergiesConfirmed', base.allergiesConfirmedAt),
    conditions: each('conditions', conditionOf) ?? base.conditions,
    weights:
      each('weights', (one) => ({
        kilograms: amount(one.text('kilograms'), 'kilograms') as Kilograms,
        measuredAt: ago(one),
        estimated: one.oneOf('estimated', ['yes', 'no']) === 'yes',
      })) ?? base.weights,
    pressures:
      each('pressures', (one) => ({
        systolic: needed(one.number('systolic'), 'systolic'),
        diastolic: needed(one.number('diastolic'), 'diastolic'),
        measuredAt: ago(one),
      })) ?? base.pressures,
    screening: screeningOf(base, reader.map('screening'), now),
    totals: totalsOf(base, reader.map('scales'), now),
    results: resultsOf(base, reader.map('results'), now),
  };
  const consents = each('consents', (one) => ({
    formVersion: one.text('form') ?? '2',
    drug: one.oneOf('drug', ['ketamine', 'esketamine']) ?? 'ketamine',
    signedAt: ago(one),
    ...optional('withdrawnAt', withdrawn(one, now)),
  }));
  if (consents !== undefined) facts.consents = consents;
  const enrolments = each('enrolments', (one) => ({
    programme: 'REMS' as const,
    who: one.oneOf('who', ['patient', 'setting']) ?? 'patient',
    enrolledAt: ago(one),
  }));
  if (enrolments !== undefined) facts.enrolments = enrolments;
  const escorts = each('escorts', (one) => ({
    name: one.text('name') ?? '',
    phone: one.text('phone') ?? '',
    day: date(one.text('day') ?? now.slice(0, 10)),
  }));
  if (escorts !== undefined) facts.escorts = escorts;
  const doses = each('doses', (one) => ({
    at: ago(one),
    drug: one.oneOf('drug', ['ketamine', 'esketamine']) ?? 'ketamine',
    route: one.oneOf('route', routes) ?? 'iv',
    amountMg: amount(one.text('amountMg'), 'amountMg'),
  }));
  if (doses !== undefined) facts.doses = doses;
  if (height === 'unknown') delete facts.heightCm;
  else if (height !== undefined) facts.heightCm = amount(height, 'heightCm');
  reader.done();
  return facts;
}

function withdrawn(one: MapReader, now: Instant): Instant | undefined {
  const days = one.number('withdrawnDaysAgo');
  return days === undefined ? undefined : daysBefore(now, days);
}

function diagnosisOf(base: PatientFacts, reader: MapReader, now: Instant): PatientFacts['diagnosis'] {
  const before = base.diagnosis;
  const kind = reader.oneOf('kind', ['majorDepressiveDisorder', 'bipolarI', 'bipolarII']);
  const found = {
    kind: kind ?? before?.kind ?? 'majorDepressiveDisorder',
    episode:
      reader.oneOf('episode', ['depressive', 'manic', 'hypomanic', 'mixed', 'none']) ??
      before?.episode ??
      'depressive',
    severity:
      reader.oneOf('severity', ['mild', 'moderate', 'severe', 'unknown']) ?? before?.severity ?? 'unknown',
    psychoticFeatures: reader.oneOf('psychoticFeatures', yesNo) ?? before?.psychoticFeatures ?? 'unknown',
    recordedAt: before?.recordedAt ?? daysBefore(now, 1),
  };
  reader.done();
  return found;
}
