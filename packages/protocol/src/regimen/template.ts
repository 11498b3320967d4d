import type { Drug, Route } from '@evenkeel/pharmacology';
import { decimal, type Decimal } from '@evenkeel/quantities';
import type { EvidenceMark } from '../evidence-mark.ts';
import { local } from '../policy/threshold.ts';
import { inputs, lastReviewed, type CareSetting, type RuleRecord } from '../rule.ts';

/** A stretch of a course: so many weeks at so many sessions a week. */
export interface CoursePhase {
  readonly name: string;
  readonly weeks: number;
  /** Sessions a week; 0.5 is one in two weeks. */
  readonly perWeek: number;
}

/** No dose runs longer: a number past it is a typing error. Local default. */
export const longestDoseMinutes = 240;

/** A published or local way to give a course. Its bands and steps are data; the calculator is the same for all. */
export interface RegimenTemplate extends RuleRecord {
  readonly key: string;
  readonly title: string;
  readonly drug: Drug;
  readonly route: Route;
  /** What the drug is given for by this template, where the label tells indications apart. */
  readonly indication?: NonNullable<CareSetting['indication']>;
  /** mg/kg, or mg as they are. */
  readonly basis: 'perKg' | 'fixed';
  readonly start: Decimal;
  /** From 65 years; for esketamine the jurisdiction's own start counts instead. */
  readonly startFrom65: Decimal;
  /** Amounts offered one after the other, lowest first. */
  readonly steps: readonly Decimal[];
  /** Inside nothing is asked; outside a reason and a second signature. */
  readonly band: { readonly low: Decimal; readonly high: Decimal };
  /** Outside it nothing can be saved. */
  readonly absolute: { readonly low: Decimal; readonly high: Decimal };
  /** Minutes of an infusion; absent when it is given at once. */
  readonly minutes?: { readonly usual: number; readonly lowest: number; readonly highest: number };
  readonly phases: readonly CoursePhase[];
  readonly mostSessions: number;
  /** Thin evidence or misuse cautions: the medical lead signs too. */
  readonly selectCases: boolean;
}

/** A first dose from 65 years of up to so many times a template's lower start is usual, for racemic ketamine. */
export const olderStartRange = Object.freeze({
  times: decimal('2'),
  source: local('From 65 years racemic ketamine starts lower, at 0.25 to 0.5 mg/kg'),
});

interface Given {
  readonly id: string;
  readonly key: string;
  readonly title: string;
  readonly statement: string;
  readonly drug: Drug;
  readonly route: Route;
  readonly indication?: NonNullable<CareSetting['indication']>;
  readonly basis: 'perKg' | 'fixed';
  readonly start: string;
  readonly startFrom65: string;
  readonly steps: readonly string[];
  readonly band: readonly [string, string];
  readonly absolute: readonly [string, string];
  readonly minutes?: NonNullable<RegimenTemplate['minutes']>;
  readonly phases: readonly CoursePhase[];
  readonly mostSessions: number;
  readonly selectCases?: boolean;
  readonly mark: EvidenceMark;
  readonly citation: string;
}

const template = (given: Given): RegimenTemplate => {
  const { mark, citation, band, absolute, start, startFrom65, steps, selectCases, ...rest } = given;
  const range = ([low, high]: readonly [string, string]) =>
    Object.freeze({ low: decimal(low), high: decimal(high) });
  return Object.freeze({
    ...rest,
    version: 1,
    ruleClass: 'hold',
    source: Object.freeze({ mark, citation }),
    appliesTo: Object.freeze({ drugs: [given.drug], routes: [given.route] }),
    inputs: inputs('weight', 'height', 'sex', 'birth date', 'amount'),
    reviewed: lastReviewed,
    start: decimal(start),
    startFrom65: decimal(startFrom65),
    steps: Object.freeze(steps.map(decimal)),
    band: range(band),
    absolute: range(absolute),
    selectCases: selectCases ?? false,
  });
};

const infusion = Object.freeze({ usual: 40, lowest: 20, highest: 120 });
const ivSteps = ['0.25', '0.4', '0.5', '0.6', '0.75', '0.9', '1'];

/** The templates, each a rule of its own. */
export const templates: readonly RegimenTemplate[] = Object.freeze([
  template({
    id: 'REG-01',
    key: 'iv-acute',
    title: 'Intravenous, acute, twice weekly',
    statement: 'Racemic ketamine 0.5 mg/kg over 40 minutes, twice weekly for three weeks.',
    drug: 'ketamine',
    route: 'iv',
    basis: 'perKg',
    start: '0.5',
    startFrom65: '0.25',
    steps: ivSteps,
    band: ['0.25', '1'],
    absolute: ['0.1', '1.5'],
    minutes: infusion,
    phases: [{ name: 'acute', weeks: 3, perWeek: 2 }],
    mostSessions: 12,
    mark: 'trial',
    citation: 'ELEKT-D; adjustments and the start from 65 years are local defaults',
  }),
  template({
    id: 'REG-02',
    key: 'iv-three-weekly',
    title: 'Intravenous, acute, three times weekly',
    statement: 'Racemic ketamine 0.5 mg/kg over 40 minutes, three times weekly, at most twelve.',
    drug: 'ketamine',
    route: 'iv',
    basis: 'perKg',
    start: '0.5',
    startFrom65: '0.25',
    steps: ivSteps,
    band: ['0.25', '1'],
    absolute: ['0.1', '1.5'],
    minutes: infusion,
    phases: [{ name: 'acute', weeks: 4, perWeek: 3 }],
    mostSessions: 12,
    mark: 'trial',
    citation: 'KetECT',
  }),
  template({
    id: 'REG-03',
    key: 'im-acute',
    title: 'Intramuscular, acute',
    statement:
      'Racemic ketamine 0.5 to 1 mg/kg into a muscle, at once or split in two, twice weekly for three weeks; the amount here is the whole.',
    drug: 'ketamine',
    route: 'im',
    basis: 'perKg',
    start: '0.5',
    startFrom65: '0.25',
    steps: ['0.25', '0.5', '0.75', '1'],
    band: ['0.25', '1'],
    absolute: ['0.1', '1.5'],
    phases: [{ name: 'acute', weeks: 3, perWeek: 2 }],
    mostSessions: 12,
    mark: 'localDefault',
    citation: 'General knowledge, to be checked; evidence Level 3 to 4 (CANMAT 2021)',
  }),
  template({
    id: 'REG-04',
    key: 'sc-acute',
    title: 'Subcutaneous, response-guided',
    statement:
      'Racemic ketamine 0.5 mg/kg under the skin twice weekly for four weeks, raised to 0.6, 0.75, 0.9 mg/kg while the gain is below half.',
    drug: 'ketamine',
    route: 'sc',
    basis: 'perKg',
    start: '0.5',
    startFrom65: '0.25',
    steps: ['0.25', '0.5', '0.6', '0.75', '0.9'],
    band: ['0.25', '0.9'],
    absolute: ['0.1', '1.5'],
    phases: [{ name: 'acute', weeks: 4, perWeek: 2 }],
    mostSessions: 12,
    mark: 'trial',
    citation:
      'KADS: the fixed cohort did not work, the flexible did; the start from 65 years is a local default',
  }),
  template({
    id: 'REG-05',
    key: 'oral',
    title: 'By mouth, in the clinic',
    statement: 'Racemic ketamine by mouth, observed in the clinic; the evidence is thin.',
    drug: 'ketamine',
    route: 'oral-solution',
    basis: 'perKg',
    start: '0.5',
    startFrom65: '0.25',
    steps: ['0.25', '0.5', '1', '1.5', '2'],
    band: ['0.25', '2'],
    absolute: ['0.1', '7'],
    phases: [{ name: 'acute', weeks: 3, perWeek: 2 }],
    mostSessions: 12,
    selectCases: true,
    mark: 'observational',
    citation: 'Andrade: reported 0.25 to 7 mg/kg, bioavailability 20 to 25 %; the band is a local default',
  }),
  template({
    id: 'REG-06',
    key: 'sublingual',
    title: 'Under the tongue, in the clinic',
    statement: 'Racemic ketamine under the tongue, observed in the clinic, for select cases.',
    drug: 'ketamine',
    route: 'sublingual',
    basis: 'perKg',
    start: '0.5',
    startFrom65: '0.25',
    steps: ['0.25', '0.5', '1', '1.5'],
    band: ['0.25', '1.5'],
    absolute: ['0.1', '3'],
    phases: [{ name: 'acute', weeks: 3, perWeek: 2 }],
    mostSessions: 12,
    selectCases: true,
    mark: 'localDefault',
    citation: 'Level 3 to 4 evidence and misuse cautions (CANMAT 2021, Swainson 2022); the amounts are ours',
  }),
  template({
    id: 'REG-07',
    key: 'esketamine-resistant',
    title: 'Esketamine for resistant depression',
    statement:
      'Esketamine 56 mg, then 56 or 84 mg: twice weekly for four weeks, weekly for four, then weekly or every two weeks, as seldom as holds the response.',
    drug: 'esketamine',
    route: 'nasal-device',
    indication: 'resistant',
    basis: 'fixed',
    start: '56',
    startFrom65: '28',
    steps: ['28', '56', '84'],
    band: ['28', '84'],
    absolute: ['28', '84'],
    phases: [
      { name: 'weeks 1 to 4', weeks: 4, perWeek: 2 },
      { name: 'weeks 5 to 8', weeks: 4, perWeek: 1 },
      { name: 'from week 9', weeks: 16, perWeek: 0.5 },
    ],
    mostSessions: 20,
    mark: 'label',
    citation: 'Esketamine label; the start from 65 years goes by jurisdiction',
  }),
  template({
    id: 'REG-08',
    key: 'esketamine-suicidality',
    title: 'Esketamine for acute suicidality',
    statement:
      'Esketamine 84 mg twice weekly for four weeks with an antidepressant by mouth, reduced to 56 mg for tolerability; beyond four weeks it was not studied.',
    drug: 'esketamine',
    route: 'nasal-device',
    indication: 'suicidality',
    basis: 'fixed',
    start: '84',
    startFrom65: '28',
    steps: ['28', '56', '84'],
    band: ['28', '84'],
    absolute: ['28', '84'],
    phases: [{ name: 'weeks 1 to 4', weeks: 4, perWeek: 2 }],
    mostSessions: 8,
    mark: 'label',
    citation: 'Esketamine label, second indication',
  }),
  template({
    id: 'REG-09',
    key: 'iv-maintenance',
    title: 'Intravenous, maintenance',
    statement:
      'After the acute course the dose that worked, weekly for four weeks, then every two weeks, then every three to four; the interval follows the response.',
    drug: 'ketamine',
    route: 'iv',
    basis: 'perKg',
    start: '0.5',
    startFrom65: '0.25',
    steps: ivSteps,
    band: ['0.25', '1'],
    absolute: ['0.1', '1.5'],
    minutes: infusion,
    phases: [
      { name: 'weekly', weeks: 4, perWeek: 1 },
      { name: 'every two weeks', weeks: 4, perWeek: 0.5 },
      { name: 'every four weeks', weeks: 16, perWeek: 0.25 },
    ],
    mostSessions: 10,
    mark: 'observational',
    citation: 'Repeated and maintenance infusions are Level 3 (CANMAT 2021); the steps are a local default',
  }),
]);

/** The template with this key. */
export function templateByKey(key: string): RegimenTemplate | undefined {
  return templates.find((one) => one.key === key);
}
