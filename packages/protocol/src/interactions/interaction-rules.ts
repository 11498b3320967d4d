import { compare, decimal, elapsedMs, type Instant } from '@evenkeel/quantities';
import type { EligibilityRule, Judgement } from '../eligibility/eligibility-rule.ts';
import { datum, medicinesConfirmed } from '../eligibility/eligibility-rule.ts';
import type { RuleClass } from '../finding.ts';
import type { Medicine, PatientFacts } from '../patient-facts.ts';
import { limit } from '../policy/default-policy.ts';
import type { Policy } from '../policy/policy.ts';
import { lastReviewed, type CareSetting } from '../rule.ts';
import { diazepamEquivalent } from './diazepam-equivalent.ts';
import { equivalentSource } from './ingredient.ts';
import { byMouth, interactionTable, type InteractionRow, type Severity } from './interaction-table.ts';
import { recogniseMedicine, type Recognised } from './recognise-medicine.ts';
import { missing as words } from '../eligibility/missing.ts';

const classBySeverity: { readonly [S in Severity]: RuleClass } = Object.freeze({
  none: 'inform',
  minor: 'inform',
  moderate: 'caution',
  major: 'hold',
});

/** Severity of a row for a route. */
export function severityOn(row: InteractionRow, { route }: CareSetting): Severity {
  return byMouth.has(route) ? (row.severityByMouth ?? row.severity) : row.severity;
}

/** Medicines that may be taken now; one that is past no longer interacts. */
export function takenNow(facts: PatientFacts): readonly Recognised[] {
  return facts.medicines
    .filter(({ status }) => status !== 'past')
    .map(recogniseMedicine)
    .toSorted((a, b) => (a.medicine.name < b.medicine.name ? -1 : a.medicine.name > b.medicine.name ? 1 : 0));
}

function judgeRow(row: InteractionRow) {
  return (facts: PatientFacts, policy: Policy, now: Instant, setting: CareSetting): Judgement => {
    const found = takenNow(facts).filter(({ groups }) => groups.includes(row.group));
    const used = found.map(({ medicine, by }) => medicineDatum(facts, now, medicine, by));
    const wouldChange = 'A change of the list of medicines.';
    if (found.length === 0)
      return medicinesConfirmed(facts, policy, now)
        ? { verdict: 'met', says: 'None in the list of medicines.', used, missing: [], wouldChange }
        : {
            verdict: 'unknown',
            says: 'None in the list of medicines, which is not confirmed.',
            used,
            missing: [words.medicines],
            wouldChange,
          };
    const names = [...new Set(found.map(({ medicine }) => medicine.name))].join(', ');
    const says = `${names}: ${row.effect} ${row.doseDay.says}`;
    const uncertain = found.filter(({ medicine }) => medicine.status === 'unknown');
    if (uncertain.length === found.length && row.severity !== 'none')
      return {
        verdict: 'unknown',
        says: `${names}: whether it is taken is not known.`,
        used,
        missing: found.map(({ medicine }) => `Ask whether ${medicine.name} is taken.`),
        wouldChange,
      };
    const severity = severityOn(row, setting);
    const ruleClass = classBySeverity[severity];
    if (severity === 'none') return { verdict: 'met', says, used, missing: [], wouldChange };
    const { hoursSince, stableWeeks } = row.doseDay;
    if (hoursSince === undefined)
      return { verdict: 'notMet', says, used, missing: [], wouldChange, ruleClass };
    const isStable = ({ medicine }: Recognised) =>
      stableWeeks !== undefined && medicine.stableWeeks !== undefined && medicine.stableWeeks >= stableWeeks;
    if (found.every(isStable))
      return {
        verdict: 'met',
        says: `${names}: stable maintenance for ${stableWeeks} weeks or more. Saturation throughout; the prescriber knows.`,
        used,
        missing: [],
        wouldChange: 'A change of its dose.',
      };
    const unknownTime = found.filter(({ medicine }) => medicine.lastTakenAt === undefined);
    const recent = found.filter(
      ({ medicine }) =>
        medicine.lastTakenAt !== undefined && elapsedMs(medicine.lastTakenAt, now) < hoursSince * 3_600_000,
    );
    if (recent.length > 0)
      return {
        verdict: 'notMet',
        says: `${says} Taken less than ${hoursSince} hours ago.`,
        used,
        missing: [],
        wouldChange: `At least ${hoursSince} ${hoursSince === 1 ? 'hour' : 'hours'} since it was taken.`,
      };
    if (unknownTime.length > 0)
      return {
        verdict: 'unknown',
        says,
        used,
        missing: unknownTime.map(({ medicine }) => `Ask when ${medicine.name} was last taken.`),
        wouldChange: `The time of its last dose, at least ${hoursSince} ${hoursSince === 1 ? 'hour' : 'hours'} ago.`,
      };
    return {
      verdict: 'met',
      says: `${says} Last taken at least ${hoursSince} ${hoursSince === 1 ? 'hour' : 'hours'} ago.`,
      used,
      missing: [],
      wouldChange: 'A newer dose of it.',
    };
  };
}

function medicineDatum(facts: PatientFacts, now: Instant, medicine: Medicine, by: string) {
  const dose =
    medicine.dailyMg === undefined ? (medicine.dose ?? 'dose not known') : `${medicine.dailyMg} mg a day`;
  return datum(
    facts,
    now,
    'Medicine',
    `${medicine.name}, ${dose} (${medicine.status}; recognised by ${by})`,
    medicine.lastTakenAt ?? medicine.since,
  );
}

const rowRules: readonly EligibilityRule[] = interactionTable.map((row) =>
  Object.freeze({
    id: row.id,
    version: row.version,
    title: row.title,
    statement: `${row.title}: ${row.effect} ${row.doseDay.says}`,
    ruleClass: classBySeverity[row.severity],
    source: Object.freeze({ mark: row.mark, citation: row.citation }),
    appliesTo: {},
    inputs: Object.freeze([{ what: 'medicines', window: 'medicinesAgeDays' as const }]),
    reviewed: row.reviewed,
    judge: judgeRow(row),
  }),
);

const recognisedRule: EligibilityRule = Object.freeze({
  id: 'INT-18',
  version: 1,
  title: 'Every medicine is recognised',
  statement:
    'The list of medicines is confirmed, and each of it is recognised by its code or name. What is not recognised is looked up by a person; nothing is guessed.',
  ruleClass: 'hold',
  source: Object.freeze({
    mark: 'localDefault' as const,
    citation: 'A name that only looks alike is never taken for the medicine',
  }),
  appliesTo: {},
  inputs: Object.freeze([{ what: 'medicines', window: 'medicinesAgeDays' as const }]),
  reviewed: lastReviewed,
  judge: (facts: PatientFacts, policy: Policy, now: Instant): Judgement => {
    const taken = takenNow(facts);
    const open = taken.filter((one) => one.by === 'none' || one.by === 'conflict');
    const used = taken.map(({ medicine, by }) => medicineDatum(facts, now, medicine, by));
    const missing = open.map(
      ({ ask, looksLike }) =>
        `${ask}${looksLike.length === 0 ? '' : ` It looks like ${looksLike.join(' or ')}.`}`,
    );
    if (!medicinesConfirmed(facts, policy, now)) missing.push(words.medicines);
    return missing.length > 0
      ? {
          verdict: 'unknown',
          says:
            open.length > 0
              ? `Not recognised: ${[...new Set(open.map(({ medicine }) => medicine.name))].join(', ')}.`
              : 'The list of medicines is not confirmed.',
          used,
          missing: [...new Set(missing)],
          wouldChange: 'A confirmed list in which every medicine is recognised or looked up.',
        }
      : {
          verdict: 'met',
          says: `${taken.length} ${taken.length === 1 ? 'medicine' : 'medicines'}, each recognised.`,
          used,
          missing: [],
          wouldChange: 'A medicine that is not in the table.',
        };
  },
});

const sedativeLoadRule: EligibilityRule = Object.freeze({
  id: 'INT-19',
  version: 1,
  title: 'Benzodiazepine load',
  statement: 'Benzodiazepines and z-drugs together are not above the policy’s mg of diazepam a day.',
  ruleClass: 'caution',
  source: Object.freeze({
    mark: 'observational' as const,
    citation: `Frontiers in Psychiatry 2020, 47 patients: above 8 mg a day separated those who did not respond. Equivalents: ${equivalentSource}`,
  }),
  appliesTo: {},
  inputs: Object.freeze([{ what: 'medicines', window: 'medicinesAgeDays' as const }]),
  reviewed: lastReviewed,
  judge: (facts: PatientFacts, policy: Policy, now: Instant): Judgement => {
    const sum = diazepamEquivalent(facts.medicines);
    const bound = decimal(String(limit(policy, 'diazepamEquivalentMg')));
    const used = sum.parts.map((part) =>
      datum(
        facts,
        now,
        'As diazepam',
        `${part.medicine}: ${part.diazepamMg === undefined ? 'not known' : `${part.diazepamMg} mg a day`}`,
      ),
    );
    const wouldChange = `A sum of at most ${bound} mg of diazepam a day.`;
    if (compare(sum.mg, bound) > 0)
      return {
        verdict: 'notMet',
        says: `${sum.complete ? '' : 'At least '}${sum.mg} mg of diazepam a day; ${bound} is the limit.`,
        used,
        missing: [],
        wouldChange,
      };
    if (!sum.complete)
      return {
        verdict: 'unknown',
        says: `At least ${sum.mg} mg of diazepam a day; not everything could be counted.`,
        used,
        missing: sum.missing,
        wouldChange,
      };
    if (!medicinesConfirmed(facts, policy, now))
      return {
        verdict: 'unknown',
        says: 'The list of medicines is not confirmed.',
        used,
        missing: [words.medicines],
        wouldChange,
      };
    return {
      verdict: 'met',
      says: `${sum.mg} mg of diazepam a day.`,
      used,
      missing: [],
      wouldChange: `A sum above ${bound} mg of diazepam a day.`,
    };
  },
});

/** The interaction table as rules, then the two that look at the whole list. */
export const interactionRules: readonly EligibilityRule[] = Object.freeze([
  ...rowRules,
  recognisedRule,
  sedativeLoadRule,
]);
