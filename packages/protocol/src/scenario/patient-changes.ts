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
import type { Drug, Route } from '@evenkeel/pharmacology';
import type { Product } from '../regimen/plan.ts';
import { productById, products } from '../regimen/products.ts';
import { templateByKey, templates, type RegimenTemplate } from '../regimen/template.ts';
import { daysBefore, scenarioQuestions } from './base-patient.ts';
import { perhaps } from './nearest-words.ts';
import { mapReader, numberOf, type MapReader } from './outline-reader.ts';
import { onLine, OutlineProblem, type Outline } from './outline.ts';
import { scaleRanges } from './scale-ranges.ts';

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
    ...optional('lastTakenAt', hours === undefined ? undefined : back(now, hours / 24, 'hoursSince')),
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
    const one = readerOf(value, 'answer', question, reader.line(question));
    const note = one.text('note');
    list = [
      ...list,
      {
        question,
        answer: needed(one.oneOf('answer', yesNo), `${question}: answer`),
        answeredAt: back(now, one.number('daysAgo') ?? 0, question),
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
  for (const [instrument, value] of reader.entries()) {
    const range = scaleRanges.get(instrument);
    if (range === undefined)
      throw reader.problem(
        instrument,
        `${instrument} is no scale.${perhaps(instrument, [...scaleRanges.keys()])}`,
      );
    list = list.filter((one) => one.instrument !== instrument);
    if (value === 'notRated') continue;
    for (const one of severalOf(value, 'total', instrument, reader.line(instrument))) {
      const total = one.number('total');
      if (total !== undefined && (total < range.from || total > range.to))
        throw one.problem(
          'total',
          `${total} is no total of ${instrument}; it goes from ${range.from} to ${range.to}.`,
        );
      list = [...list, { instrument, total, answeredAt: back(now, one.number('daysAgo') ?? 1, instrument) }];
      one.done();
    }
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

/** What a person who read a result says of it. */
const readings = [
  ['clear', 'yes'],
  ['finding', 'no'],
  ['unread', 'unknown'],
] as const;

const resultNumber = (one: MapReader, shows: string, test: TestName) =>
  onLine(one.line('shows'), () => {
    if (!/^-?\d/.test(shows))
      throw new OutlineProblem(
        `${test} is ${shows}; it must be a number, ${readings.map(([name]) => name).join(', ')} or notDone.`,
      );
    return numberOf(shows, test);
  });

/** What is written in one word under a key, or as a map with that word among others. */
function readerOf(value: Outline, key: string, where: string, line: number | undefined): MapReader {
  return mapReader(typeof value === 'string' ? { [key]: value } : value, where, line);
}

/** The same, where there may be a list of them: what was found on several days. */
function severalOf(
  value: Outline,
  key: string,
  where: string,
  line: number | undefined,
): readonly MapReader[] {
  const all = Array.isArray(value) ? (value as readonly Outline[]) : [value];
  return all.map((one) => readerOf(one, key, where, line));
}

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
    for (const one of severalOf(value, 'shows', test, reader.line(test))) {
      const shows = needed(one.text('shows'), `${test}: shows`);
      const word = readings.find(([name]) => name === shows)?.[1];
      list = [
        ...list,
        {
          test,
          clear: word ?? 'yes',
          takenAt: back(now, one.number('daysAgo') ?? 2, test),
          ...(word === undefined ? { value: resultNumber(one, shows, test) } : {}),
          ...optional('note', one.text('note')),
        },
      ];
      one.done();
    }
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

const mostDays = 36_600;

/** A moment so many days before another; below 0 is after it. More than a hundred years is a slip of the pen. */
export function back(now: Instant, days: number, what: string): Instant {
  if (Math.abs(days) > mostDays)
    throw new OutlineProblem(`${what} is ${days} days away; more than a hundred years is taken for a slip.`);
  return daysBefore(now, days);
}

/** The usual route of a drug in the clinic. */
export const usualRoute = (drug: Drug): Route => (drug === 'esketamine' ? 'nasal-device' : 'iv');

/** The route of a drug; esketamine is given by the nasal device and ketamine by any other way. */
export function routeOf(reader: MapReader, drug: Drug, known: readonly Route[]): Route {
  const route = reader.oneOf('route', known) ?? usualRoute(drug);
  if ((drug === 'esketamine') !== (route === 'nasal-device'))
    throw reader.problem(
      'route',
      `${drug} is not given by ${route} here: esketamine by nasal-device, ketamine by any other route.`,
    );
  return route;
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

/** The template a map names by its key. */
export function templateOf(reader: MapReader, usual?: string): RegimenTemplate {
  const key = needed(reader.text('template') ?? usual, 'template');
  const template = templateByKey(key);
  if (template === undefined)
    throw reader.problem(
      'template',
      `there is no template ${key}.${perhaps(
        key,
        templates.map((one) => one.key),
      )}`,
    );
  return template;
}

/** The product a map names, if it names one. */
export function productOf(reader: MapReader): Product | undefined {
  const id = reader.text('product');
  const product = id === undefined ? undefined : productById(id);
  if (id !== undefined && product === undefined)
    throw reader.problem(
      'product',
      `there is no product ${id}.${perhaps(
        id,
        products.map((one) => one.id),
      )}`,
    );
  return product;
}
