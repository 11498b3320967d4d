import {
  parseDate,
  parseDecimal,
  parseInstant,
  type CalendarDate,
  type Decimal,
  type Instant,
} from '@evenkeel/quantities';
import type {
  Code,
  Condition,
  Medicine,
  PatientFacts,
  ScreeningAnswer,
  TestName,
  TestResult,
} from '../patient-facts.ts';
import { daysBefore, scenarioQuestions } from './base-patient.ts';
import { mapReader, numberOf, type MapReader } from './outline-reader.ts';
import { OutlineProblem } from './outline.ts';

/** The answers a question can have. */
export const yesNo = ['yes', 'no', 'unknown'] as const;

/** One medicine of a scenario. */
export function medicineOf(one: MapReader, now: Instant): Medicine {
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
  return {
    name,
    status: one.oneOf('status', ['active', 'past', 'unknown']) ?? 'active',
    ...optional('code', code),
    ...optional('dailyMg', decimalOf(one, 'dailyMg')),
    ...optional('lastTakenAt', hours === undefined ? undefined : daysBefore(now, hours / 24)),
    ...optional('stableWeeks', one.number('stableWeeks')),
  };
}

/** One condition of a scenario. */
export function conditionOf(one: MapReader): Condition {
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

/** The answers of a scenario over those of the patient it starts from. */
export function screeningOf(
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

/** The scale totals of a scenario over those of the patient it starts from. */
export function totalsOf(
  base: PatientFacts,
  reader: MapReader | undefined,
  now: Instant,
): PatientFacts['totals'] {
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
  'ast',
  'alp',
  'ggt',
  'heartRate',
  'spo2',
];

/** The results of a scenario over those of the patient it starts from. */
export function resultsOf(
  base: PatientFacts,
  reader: MapReader | undefined,
  now: Instant,
): readonly TestResult[] {
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

/** A member that is left out when there is no value. */
export function optional<K extends string, T>(key: K, value: T | undefined): { readonly [P in K]?: T } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: T };
}

/** The value, or a problem that names what is missing. */
export function needed<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new OutlineProblem(`${what} is missing.`);
  return value;
}

/** A decimal number that may be left out. */
export function decimalOf(one: MapReader, key: string): Decimal | undefined {
  const text = one.text(key);
  return text === undefined ? undefined : amount(text, key);
}

/** A plain decimal number. */
export function amount(text: string | undefined, what: string): Decimal {
  const value = text === undefined ? undefined : parseDecimal(text);
  if (value === undefined)
    throw new OutlineProblem(`${what} is ${text ?? 'missing'}; it must be a plain number.`);
  return value;
}

/** A moment with its zone. */
export function instant(text: string): Instant {
  const found = parseInstant(text);
  if (found === undefined) throw new OutlineProblem(`${text} is no moment with its zone.`);
  return found;
}

/** A day. */
export function date(text: string): CalendarDate {
  const found = parseDate(text);
  if (found === undefined) throw new OutlineProblem(`${text} is no day.`);
  return found;
}
