import { routes } from '@evenkeel/pharmacology';
import {
  parseDate,
  parseDecimal,
  parseInstant,
  type Decimal,
  type Instant,
  type Kilograms,
} from '@evenkeel/quantities';
import { jurisdictions } from '../evidence-mark.ts';
import type {
  Code,
  Condition,
  Medicine,
  PatientFacts,
  ScreeningAnswer,
  TestName,
  TestResult,
} from '../patient-facts.ts';
import { usualSetting, type CareSetting } from '../rule.ts';
import { daysBefore, everythingAsked, nothingKnown, scenarioQuestions } from './base-patient.ts';
import { mapReader, numberOf, type MapReader } from './outline-reader.ts';
import { OutlineProblem, type Outline } from './outline.ts';

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

const yesNo = ['yes', 'no', 'unknown'] as const;

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
    day: one.text('day') === undefined ? date(now.slice(0, 10)) : date(one.text('day') ?? ''),
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

function medicineOf(one: MapReader, now: Instant): Medicine {
  const rxnorm = one.text('rxnorm');
  const atc = one.text('atc');
  const name = needed(one.text('name'), 'name');
  const code: Code | undefined =
    rxnorm !== undefined
      ? { system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: rxnorm, display: '' }
      : atc !== undefined
        ? { system: 'http://www.whocc.no/atc', code: atc, display: '' }
        : undefined;
  const hours = one.number('hoursSince');
  const daily = one.text('dailyMg');
  return {
    name,
    status: one.oneOf('status', ['active', 'past', 'unknown']) ?? 'active',
    ...optional('code', code),
    ...optional('dailyMg', daily === undefined ? undefined : amount(daily, 'dailyMg')),
    ...optional('lastTakenAt', hours === undefined ? undefined : daysBefore(now, hours / 24)),
    ...optional('stableWeeks', one.number('stableWeeks')),
  };
}

function conditionOf(one: MapReader): Condition {
  const icd10 = one.text('icd10');
  const label = needed(one.text('label'), 'label');
  return {
    label,
    status: one.oneOf('status', ['active', 'past', 'unknown']) ?? 'active',
    ...optional(
      'code',
      icd10 === undefined
        ? undefined
        : { system: 'http://hl7.org/fhir/sid/icd-10', code: icd10, display: label },
    ),
    ...optional('onset', one.text('onset')),
  };
}

function screeningOf(
  base: PatientFacts,
  reader: MapReader | undefined,
  now: Instant,
): readonly ScreeningAnswer[] {
  if (reader === undefined) return base.screening;
  let list = base.screening;
  for (const question of scenarioQuestions) {
    const value = reader.raw(question);
    if (value === undefined) continue;
    list = list.filter((one) => one.question !== question);
    if (value === 'notAsked') continue;
    const one =
      typeof value === 'string' ? mapReader({ answer: value }, question) : mapReader(value, question);
    const note = one.text('note');
    list = [
      ...list,
      {
        question,
        answer: needed(one.oneOf('answer', yesNo), `${question}: answer`),
        answeredAt: daysBefore(now, one.number('daysAgo') ?? 0),
        ...optional('note', note),
      },
    ];
    one.done();
  }
  reader.done();
  return list;
}

function totalsOf(base: PatientFacts, reader: MapReader | undefined, now: Instant): PatientFacts['totals'] {
  if (reader === undefined) return base.totals;
  let list = base.totals;
  for (const instrument of reader.keys()) {
    const value = reader.raw(instrument);
    list = list.filter((one) => one.instrument !== instrument);
    if (value === undefined || value === 'notRated') continue;
    const one =
      typeof value === 'string' ? mapReader({ total: value }, instrument) : mapReader(value, instrument);
    list = [
      ...list,
      { instrument, total: one.number('total'), answeredAt: daysBefore(now, one.number('daysAgo') ?? 1) },
    ];
    one.done();
  }
  return list;
}

const tests: readonly TestName[] = [
  'ecg',
  'qtc',
  'alt',
  'bilirubin',
  'egfr',
  'urinalysis',
  'drugScreen',
  'pregnancyTest',
  'prescriptionMonitoring',
  'stopBang',
  'tsh',
];

function resultsOf(base: PatientFacts, reader: MapReader | undefined, now: Instant): readonly TestResult[] {
  let list = base.results ?? [];
  if (reader === undefined) return list;
  for (const test of tests) {
    const value = reader.raw(test);
    if (value === undefined) continue;
    list = list.filter((one) => one.test !== test);
    if (value === 'notDone') continue;
    const one = typeof value === 'string' ? mapReader({ shows: value }, test) : mapReader(value, test);
    const shows = needed(one.text('shows'), `${test}: shows`);
    const word = ({ clear: 'yes', finding: 'no', unread: 'unknown' } as const)[shows as 'clear'];
    list = [
      ...list,
      {
        test,
        clear: word ?? 'yes',
        takenAt: daysBefore(now, one.number('daysAgo') ?? 2),
        ...(word === undefined ? { value: numberOf(shows, test) } : {}),
        ...optional('note', one.text('note')),
      },
    ];
    one.done();
  }
  reader.done();
  return list;
}

function optional<K extends string, T>(key: K, value: T | undefined): { readonly [P in K]?: T } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: T };
}

function needed<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new OutlineProblem(`${what} is missing.`);
  return value;
}

function amount(text: string | undefined, what: string): Decimal {
  const value = text === undefined ? undefined : parseDecimal(text);
  if (value === undefined)
    throw new OutlineProblem(`${what} is ${text ?? 'missing'}; it must be a plain number.`);
  return value;
}

function instant(text: string): Instant {
  const found = parseInstant(text);
  if (found === undefined) throw new OutlineProblem(`${text} is no moment with its zone.`);
  return found;
}

function date(text: string) {
  const found = parseDate(text);
  if (found === undefined) throw new OutlineProblem(`${text} is no day.`);
  return found;
}
