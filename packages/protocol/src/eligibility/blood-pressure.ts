import type { Instant } from '@evenkeel/quantities';
import { limit } from '../policy/default-policy.ts';
import { inputs, lastReviewed } from '../rule.ts';
import type { Policy } from '../policy/policy.ts';
import type { PatientFacts } from '../patient-facts.ts';
import { implausibleVitals } from '../session/vital-sign.ts';
import { conditionsLike, conditionTerms } from './condition-terms.ts';
import { datum, daysSince, isRecent, type EligibilityRule, type Judgement } from './eligibility-rule.ts';

/** Resting blood pressure known, recent and below the hold limit; between that and 140/90 a caution. */
export const bloodPressureRule: EligibilityRule = Object.freeze({
  id: 'ELI-04',
  version: 2,
  title: 'Blood pressure under control',
  statement:
    'A recent resting blood pressure is below the hold limit; above the policy’s limit to consider (140/90) it is a caution that asks the prescriber for a reason.',
  ruleClass: 'hold',
  source: {
    mark: 'label',
    citation: 'Ketamine and esketamine labels: above 140/90 consider delaying; 160/100 is a local default',
  },
  appliesTo: {},
  inputs: inputs('blood pressures', 'conditions'),
  reviewed: lastReviewed,
  judge: judgePressure,
} as const);

function judgePressure(facts: PatientFacts, policy: Policy, now: Instant): Judgement {
  const window = limit(policy, 'pressureAgeDays');
  const newest = facts.pressures
    .toSorted((a, b) =>
      a.measuredAt < b.measuredAt
        ? -1
        : a.measuredAt > b.measuredAt
          ? 1
          : a.systolic - b.systolic || a.diastolic - b.diastolic,
    )
    .at(-1);
  const hypertension = conditionsLike(facts, conditionTerms.hypertension);
  const history = hypertension.map((condition) =>
    datum(facts, now, 'Condition in the record', `${condition.label} (${condition.status})`, condition.onset),
  );
  const wouldChange = `A resting reading below ${limit(policy, 'preDoseSystolicHold')}/${limit(policy, 'preDoseDiastolicHold')} from the last ${window} days.`;
  if (newest === undefined) {
    return {
      verdict: 'unknown',
      says: 'No blood pressure is recorded.',
      used: history,
      missing: ['Measure resting blood pressure.'],
      wouldChange,
    };
  }
  const used = [
    datum(
      facts,
      now,
      'Newest blood pressure',
      `${newest.systolic}/${newest.diastolic} mmHg`,
      newest.measuredAt,
      window,
    ),
    ...history,
  ];
  const age = daysSince(facts, newest.measuredAt, now);
  if (!isRecent(age, window)) {
    return {
      verdict: 'unknown',
      says: `The newest blood pressure is ${age} days old; ${window} are allowed.`,
      used,
      missing: ['Measure resting blood pressure.'],
      wouldChange,
    };
  }
  const [doubt] = implausibleVitals(newest);
  if (doubt !== undefined) {
    return {
      verdict: 'unknown',
      says: `The newest blood pressure, ${newest.systolic}/${newest.diastolic}, is hard to believe. ${doubt.sentence}`,
      used,
      missing: ['Measure resting blood pressure.'],
      wouldChange,
    };
  }
  if (
    newest.systolic >= limit(policy, 'preDoseSystolicHold') ||
    newest.diastolic >= limit(policy, 'preDoseDiastolicHold')
  ) {
    return {
      verdict: 'notMet',
      says: `Blood pressure is ${newest.systolic}/${newest.diastolic}: at or above the hold limit.`,
      used,
      missing: [],
      wouldChange,
    };
  }
  const consider = `${limit(policy, 'systolicConsider')}/${limit(policy, 'diastolicConsider')}`;
  if (
    newest.systolic > limit(policy, 'systolicConsider') ||
    newest.diastolic > limit(policy, 'diastolicConsider')
  ) {
    return {
      verdict: 'notMet',
      ruleClass: 'caution',
      says: `Blood pressure is ${newest.systolic}/${newest.diastolic}: above ${consider}. The label says to consider a delay; going on asks for a reason.`,
      used,
      missing: [],
      wouldChange: `A resting reading of ${consider} or less from the last ${window} days.`,
    };
  }
  return {
    verdict: 'met',
    says: `Blood pressure is ${newest.systolic}/${newest.diastolic}.`,
    used,
    missing: [],
    wouldChange: 'A reading at or above the hold limit, or no reading within the window.',
  };
}
