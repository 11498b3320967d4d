import type { Route } from '@evenkeel/pharmacology';
import type { CalendarDate } from '@evenkeel/quantities';
import type { EvidenceMark } from '../evidence-mark.ts';
import { lastReviewed } from '../rule.ts';
import type { MedicineGroup } from './ingredient.ts';

export type Severity = 'none' | 'minor' | 'moderate' | 'major';

/** How well an interaction is grounded: product label, controlled trial, observation, case report, or theory only. */
export type EvidenceGrade = 'label' | 'trial' | 'observational' | 'case' | 'theory';

/** What is done on the day of a dose. */
export interface DoseDayAction {
  readonly action: 'hold' | 'continue' | 'ask';
  /** One sentence for the person who prepares the day. */
  readonly says: string;
  /** Hours that should have passed since the newest dose of the medicine; absent when its time does not matter. */
  readonly hoursSince?: number;
  /** Weeks at an unchanged dose from which on its time does not matter; absent where there are none. */
  readonly stableWeeks?: number;
}

/** One row of the interaction table. */
export interface InteractionRow {
  readonly id: string;
  /** Raised when what the row says, or what it is found by, changes. */
  readonly version: number;
  readonly group: MedicineGroup;
  readonly title: string;
  readonly effect: string;
  readonly severity: Severity;
  /** Where a dose is swallowed and the effect is larger. */
  readonly severityByMouth?: Severity;
  readonly evidence: EvidenceGrade;
  readonly mark: EvidenceMark;
  readonly citation: string;
  readonly doseDay: DoseDayAction;
  /** What it does to exposure; the pharmacology engine looks the substance up by its id. */
  readonly exposure?: 'raises' | 'lowers';
  /** Asked on the monitoring form of the US programme. */
  readonly onMonitoringForm?: true;
  /** When a person last read the row against its source. */
  readonly reviewed: CalendarDate;
}

/** Routes on which a dose passes the gut and the liver before the blood. */
export const byMouth: ReadonlySet<Route> = new Set<Route>([
  'oral-solution',
  'oral-tablet',
  'oral-prolonged',
  'sublingual',
  'oral-film',
]);

const row = (
  one: Omit<InteractionRow, 'reviewed' | 'version'> & { readonly version?: number },
): InteractionRow => Object.freeze({ version: 1, ...one, reviewed: lastReviewed });

/** The table: what is taken beside ketamine or esketamine, what it does, and what is done on the day. */
export const interactionTable: readonly InteractionRow[] = Object.freeze([
  row({
    id: 'INT-01',
    group: 'benzodiazepine',
    title: 'Benzodiazepines',
    effect: 'Shorter and weaker antidepressant effect, more sedation.',
    severity: 'moderate',
    evidence: 'observational',
    mark: 'observational',
    citation: 'Frontiers in Psychiatry 2020; Veraart 2021 review; the hours are a local default',
    doseDay: {
      action: 'ask',
      says: 'Keep the lowest dose. Skip the dose 8 to 12 hours before if the prescriber agrees; never stop abruptly.',
      hoursSince: 8,
    },
    onMonitoringForm: true,
  }),
  row({
    id: 'INT-02',
    group: 'sedative',
    title: 'Z-drugs, sedating antihistamines and other sedatives',
    effect: 'Adds to sedation.',
    severity: 'moderate',
    evidence: 'label',
    mark: 'label',
    citation: 'US esketamine label: sedatives; gabapentinoids and muscle relaxants are a local default',
    doseDay: {
      action: 'ask',
      says: 'Counts as a sedative. Skip the dose 8 to 12 hours before if the prescriber agrees.',
      hoursSince: 8,
    },
    onMonitoringForm: true,
  }),
  row({
    id: 'INT-03',
    version: 2,
    group: 'lamotrigine',
    title: 'Lamotrigine',
    effect: 'May blunt the effect (2 of 5 studies) and reduce dissociation.',
    severity: 'moderate',
    evidence: 'observational',
    mark: 'observational',
    citation: 'Veraart 2021 review; Andrade 2017',
    doseDay: { action: 'continue', says: 'Keep it where it is needed for bipolar disorder, and note it.' },
  }),
  row({
    id: 'INT-04',
    group: 'lithium',
    title: 'Lithium',
    effect: 'No significant interaction was found.',
    severity: 'none',
    evidence: 'trial',
    mark: 'trial',
    citation: 'Veraart 2021 review',
    doseDay: { action: 'continue', says: 'Continue; levels as usual.' },
  }),
  row({
    id: 'INT-05',
    group: 'valproate',
    title: 'Valproate',
    effect: 'No known blunting; slows some metabolism.',
    severity: 'minor',
    evidence: 'theory',
    mark: 'localDefault',
    citation: 'General knowledge, to be checked',
    doseDay: { action: 'continue', says: 'Continue.' },
  }),
  row({
    id: 'INT-06',
    group: 'maoInhibitor',
    title: 'MAO inhibitors',
    effect: 'Blood pressure could rise; case reports with tranylcypromine were unremarkable.',
    severity: 'moderate',
    evidence: 'label',
    mark: 'label',
    citation: 'US esketamine monitoring form; Veraart 2021 review',
    doseDay: { action: 'continue', says: 'Continue, with closer blood pressure.' },
    onMonitoringForm: true,
  }),
  row({
    id: 'INT-07',
    group: 'stimulant',
    title: 'Stimulants and modafinil',
    effect: 'Adds to the rise of blood pressure.',
    severity: 'moderate',
    evidence: 'label',
    mark: 'label',
    citation: 'US esketamine label and monitoring form; holding the morning dose is a local default',
    doseDay: {
      action: 'hold',
      says: 'Leave out the morning dose, and watch blood pressure more closely.',
      hoursSince: 12,
    },
    onMonitoringForm: true,
  }),
  row({
    id: 'INT-08',
    group: 'opioid',
    title: 'Opioids',
    effect: 'Respiratory depression and sedation.',
    severity: 'major',
    evidence: 'label',
    mark: 'label',
    citation:
      'US esketamine monitoring form 2025; avoiding the same day, and four weeks for stable maintenance, are local defaults',
    doseDay: {
      action: 'ask',
      says: 'Not on the same day unless it is stable maintenance; then saturation throughout.',
      hoursSince: 24,
      stableWeeks: 4,
    },
    onMonitoringForm: true,
  }),
  row({
    id: 'INT-09',
    group: 'naltrexone',
    title: 'Naltrexone',
    effect: 'Blocked the response in one trial; later reports are mixed.',
    severity: 'moderate',
    evidence: 'trial',
    mark: 'localDefault',
    citation: 'General knowledge of one small trial, to be checked; uncertain',
    doseDay: { action: 'continue', says: 'Do not stop it for ketamine without the team; record it.' },
  }),
  row({
    id: 'INT-10',
    group: 'clozapine',
    title: 'Clozapine',
    effect: 'Blunts psychotomimetic effects; what it does to the benefit is not clear.',
    severity: 'minor',
    evidence: 'observational',
    mark: 'observational',
    citation: 'Veraart 2021 review',
    doseDay: { action: 'continue', says: 'Continue and record.' },
  }),
  row({
    id: 'INT-11',
    group: 'antipsychotic',
    title: 'Other antipsychotics',
    effect: 'Mixed, mostly none.',
    severity: 'minor',
    evidence: 'observational',
    mark: 'observational',
    citation: 'Veraart 2021 review',
    doseDay: { action: 'continue', says: 'Continue.' },
  }),
  row({
    id: 'INT-12',
    version: 2,
    group: 'antidepressant',
    title: 'Antidepressants',
    effect: 'Combined without clear loss or harm.',
    severity: 'none',
    evidence: 'trial',
    mark: 'trial',
    citation: 'Andrade 2017; esketamine trials added a new antidepressant',
    doseDay: { action: 'continue', says: 'Continue.' },
  }),
  row({
    id: 'INT-13',
    group: 'cypInhibitor',
    title: 'Inhibitors of CYP3A4 and CYP2B6',
    effect: 'Higher exposure, mostly of swallowed doses.',
    severity: 'minor',
    severityByMouth: 'moderate',
    evidence: 'trial',
    mark: 'consensus',
    citation: 'Andrade 2017 for the class; examples are general knowledge',
    doseDay: { action: 'continue', says: 'A dose by mouth is lowered; other routes hardly change.' },
    exposure: 'raises',
  }),
  row({
    id: 'INT-14',
    group: 'cypInducer',
    title: 'Enzyme inducers',
    effect: 'Lower exposure, mostly of swallowed doses.',
    severity: 'minor',
    severityByMouth: 'moderate',
    evidence: 'trial',
    mark: 'consensus',
    citation: 'Andrade 2017 for the class; examples are general knowledge',
    doseDay: { action: 'continue', says: 'Expect less effect of a dose by mouth; do not raise it unseen.' },
    exposure: 'lowers',
  }),
  row({
    id: 'INT-15',
    group: 'xanthine',
    title: 'Theophylline and aminophylline',
    effect: 'Lowers the seizure threshold.',
    severity: 'major',
    evidence: 'case',
    mark: 'localDefault',
    citation: 'General knowledge, to be checked',
    doseDay: { action: 'hold', says: 'Avoid the combination; ask the prescriber before any dose.' },
  }),
  row({
    id: 'INT-16',
    group: 'alcohol',
    title: 'Alcohol',
    effect: 'Adds to sedation and respiratory depression.',
    severity: 'major',
    evidence: 'label',
    mark: 'localDefault',
    citation: 'Pre-dose checklist: none for 24 hours',
    doseDay: { action: 'hold', says: 'No dose within 24 hours of alcohol.', hoursSince: 24 },
  }),
  row({
    id: 'INT-17',
    group: 'decongestant',
    title: 'Decongestants',
    effect: 'Adds to the rise of blood pressure and heart rate.',
    severity: 'moderate',
    evidence: 'label',
    mark: 'label',
    citation: 'Esketamine label: nasal decongestant at least one hour before',
    doseDay: { action: 'ask', says: 'At least one hour before the dose.', hoursSince: 1 },
  }),
  row({
    id: 'INT-20',
    group: 'thyroidHormone',
    title: 'Thyroid hormone',
    effect: 'May add to the rise of blood pressure and heart rate.',
    severity: 'moderate',
    evidence: 'theory',
    mark: 'localDefault',
    citation: 'General knowledge, to be checked',
    doseDay: { action: 'continue', says: 'Continue as usual, with blood pressure watched.' },
  }),
  row({
    id: 'INT-21',
    group: 'ketamine',
    title: 'Ketamine or esketamine already',
    effect: 'Already receives ketamine or esketamine: the doses add up.',
    severity: 'moderate',
    evidence: 'theory',
    mark: 'localDefault',
    citation:
      'Two givers of one drug: sedation, blood pressure, bladder and misuse go by the sum of the doses',
    doseDay: { action: 'ask', says: 'Ask who gives it and when the last dose was.' },
  }),
]);
