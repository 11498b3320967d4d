import { routes } from '@evenkeel/pharmacology';
import type { Decimal, Instant, Kilograms } from '@evenkeel/quantities';
import { jurisdictions } from '../evidence-mark.ts';
import type { PatientFacts } from '../patient-facts.ts';
import type { ReviewFacts } from '../follow-up/course-review.ts';
import type { MisuseSignals } from '../follow-up/long-term.ts';
import type { Product } from '../regimen/plan.ts';
import { productById } from '../regimen/products.ts';
import { readAmount } from '../regimen/read-amount.ts';
import type { RegimenTemplate } from '../regimen/template.ts';
import { usualSetting, type CareSetting } from '../rule.ts';
import { everythingAsked, nothingKnown } from './base-patient.ts';
import {
  afterExpected,
  doseExpected,
  longTermExpected,
  openExpected,
  reviewExpected,
} from './expected-words.ts';
import { afterOf, courseOf, misuseOf, type AfterDoseFacts } from './follow-up-facts.ts';
import { mapReader, numberOf, type MapReader } from './outline-reader.ts';
import { onLine, type Outline } from './outline.ts';
import {
  amount,
  back,
  conditionOf,
  date,
  decimalOf,
  instant,
  medicineOf,
  needed,
  optional,
  productOf,
  resultsOf,
  routeOf,
  screeningOf,
  templateOf,
  totalsOf,
  yesNo,
} from './patient-changes.ts';

/** A dose somebody wants to plan in a scenario, as it was typed. */
export interface ScenarioDose {
  readonly template: RegimenTemplate;
  readonly amount: string;
  readonly product: Product;
  readonly minutes?: number;
  readonly lastAmount?: Decimal;
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
  /** Signals of misuse as they were asked. */
  readonly misuse?: MisuseSignals;
  /** The days after a dose. */
  readonly after?: AfterDoseFacts;
  /** What the review of the course looks at. */
  readonly course?: ReviewFacts;
  readonly expect: {
    readonly summary?: string;
    /** Every finding that is not met, as `ELI-07 notMet`, in the order of the library. */
    readonly open?: readonly string[];
    /** `protocol`, `outside`, or `refused CODE`. */
    readonly dose?: string;
    readonly sentence?: string;
    /** What long-term watching finds or is owed, as `LTM-01 trigger` and `LTM-03 due`. */
    readonly longTerm?: readonly string[];
    /** What is owed or seen in the days after a dose, as `AFT-01 due` and `AFT-05 hold`. */
    readonly after?: readonly string[];
    /** Voices of the review that do not speak for going on, as `STP-01 stop`. */
    readonly review?: readonly string[];
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
  const misuse = misuseOf(file.map('misuse'), now);
  const course = courseOf(file.map('course'), misuse);
  const after = afterOf(file.map('after'), now);
  const expected = file.map('expect');
  const open = expected?.eachText('open', openExpected);
  const longTerm = expected?.eachText('longTerm', longTermExpected);
  const afterSays = expected?.eachText('after', afterExpected);
  const review = expected?.eachText('review', reviewExpected);
  const summary = expected?.oneOf('summary', ['mayProceed', 'hold', 'stop', 'unknown']);
  const doseSays = expected?.text('dose');
  const sentence = expected?.text('sentence');
  expected?.done();
  file.done();
  if (expected !== undefined) {
    if (doseSays !== undefined) onLine(expected.line('dose'), () => doseExpected(doseSays));
    if (dose === undefined && (doseSays ?? sentence) !== undefined)
      throw expected.problem('dose', 'a dose is expected, and the file plans none.');
    if (after === undefined && afterSays !== undefined)
      throw expected.problem(
        'after',
        'something after a dose is expected, and the file says nothing under after.',
      );
    if (course === undefined && review !== undefined)
      throw expected.problem('review', 'a review is expected, and the file says nothing under course.');
  }
  return {
    kind: 'patient',
    title,
    about,
    now,
    setting,
    facts,
    ...optional('dose', dose),
    ...optional('misuse', misuse),
    ...optional('after', after),
    ...optional('course', course),
    expect: {
      ...optional('summary', summary),
      ...optional('open', open),
      ...optional('dose', doseSays),
      ...optional('sentence', sentence),
      ...optional('longTerm', longTerm),
      ...optional('after', afterSays),
      ...optional('review', review),
    },
  };
}

function settingOf(reader: MapReader | undefined): CareSetting {
  if (reader === undefined) return usualSetting;
  const drug = reader.oneOf('drug', ['ketamine', 'esketamine']) ?? 'ketamine';
  const route = routeOf(reader, drug, routes);
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
  const template = templateOf(reader);
  const typed = needed(reader.text('amount'), 'dose: amount');
  const product = productOf(reader) ?? needed(productById('ketamine-10'), 'The usual product');
  const minutes = reader.number('minutes');
  const lastAmount = reader.text('lastAmount');
  const weightConfirmed = reader.oneOf('weightConfirmed', ['yes', 'no']) === 'yes';
  reader.done();
  const last =
    lastAmount === undefined
      ? undefined
      : readAmount(lastAmount, template.basis === 'perKg' ? 'mg/kg' : 'mg');
  if (last !== undefined && 'sentence' in last)
    throw reader.problem('lastAmount', `lastAmount is ${lastAmount}. ${last.sentence}`);
  return {
    template,
    amount: typed,
    weightConfirmed,
    product,
    ...optional('minutes', minutes),
    ...optional('lastAmount', last?.amount),
  };
}

function changed(base: PatientFacts, reader: MapReader, now: Instant): PatientFacts {
  const ago = (one: MapReader) =>
    back(now, (one.number('hoursAgo') ?? 0) / 24 + (one.number('daysAgo') ?? 0), 'the day');
  const each = <T>(key: string, read: (one: MapReader) => T) => reader.each(key, read);
  const birth = reader.text('birthDate');
  const height = reader.text('heightCm');
  const diagnosis = reader.raw('diagnosis');
  const confirmed = (key: string, before: Instant | undefined) => {
    const value = reader.text(key);
    return value === undefined
      ? before
      : value === 'never'
        ? undefined
        : back(
            now,
            onLine(reader.line(key), () => numberOf(value, key)),
            key,
          );
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
          : diagnosisOf(base, mapReader(diagnosis, 'diagnosis', reader.line('diagnosis')), now),
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
    ...drugAndRoute(one),
    amountMg: amount(one.text('amountMg'), 'amountMg'),
  }));
  if (doses !== undefined) facts.doses = doses;
  if (height === 'unknown') delete facts.heightCm;
  else if (height !== undefined) facts.heightCm = amount(height, 'heightCm');
  reader.done();
  return facts;
}

function drugAndRoute(one: MapReader) {
  const drug = one.oneOf('drug', ['ketamine', 'esketamine']) ?? 'ketamine';
  return { drug, route: routeOf(one, drug, routes) };
}

function withdrawn(one: MapReader, now: Instant): Instant | undefined {
  const days = one.number('withdrawnDaysAgo');
  return days === undefined ? undefined : back(now, days, 'withdrawnDaysAgo');
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
    recordedAt: before?.recordedAt ?? back(now, 1, 'recordedAt'),
  };
  reader.done();
  return found;
}
