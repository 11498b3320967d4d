import { elapsedMinutes, type Instant } from '@evenkeel/quantities';
import { suicideRiskRules } from './follow-up-rules.ts';

/** Lowest answers that call for the screener, by scale. A missing answer calls for it too where it says so. */
const items: Readonly<
  Record<string, { readonly item: string; readonly from: number; readonly missingCounts: boolean }>
> = Object.freeze({
  phq9: { item: 'item 9', from: 1, missingCounts: true },
  'ham-d17': { item: 'item 3', from: 2, missingCounts: true },
  madrs: { item: 'item 10', from: 4, missingCounts: true },
  // The scale's own mark; the reference says 2, and the lower is the more cautious.
  'qids-sr16': { item: 'item 12', from: 1, missingCounts: true },
});

/** [SUI-02] What an answer about suicide asks for. An answer that was left out is never taken for none. */
export function suicideItem(
  instrument: string,
  answer: number | undefined,
  where: 'clinic' | 'remote',
): { readonly rule: string; readonly call: boolean; readonly says: string } {
  const rule = suicideRiskRules.item.id;
  const known = items[instrument];
  if (known === undefined) return { rule, call: false, says: 'This scale has no question on suicide.' };
  const then =
    where === 'clinic'
      ? 'Ask the C-SSRS screener in the same contact.'
      : 'Page the person on call within the hour, and show the crisis numbers at once.';
  if (answer === undefined || !Number.isFinite(answer))
    return { rule, call: known.missingCounts, says: `${known.item} was not answered. ${then}` };
  return answer >= known.from
    ? { rule, call: true, says: `${known.item} is ${answer}. ${then}` }
    : { rule, call: false, says: `${known.item} is ${answer}.` };
}

/** [SUI-03] What follows the level of the screener. 3 is high, 2 moderate, 1 low, 0 none told. */
export function suicideTriage(level: number | undefined): {
  readonly rule: string;
  readonly level: 'unknown' | 'noneTold' | 'low' | 'moderate' | 'high';
  readonly actions: readonly string[];
} {
  const rule = suicideRiskRules.triage.id;
  switch (level) {
    case 0:
      return { rule, level: 'noneTold', actions: ['Note it, and ask again at each visit.'] };
    case 1:
      return { rule, level: 'low', actions: ['Offer a plan for bad moments and note it.'] };
    case 2:
      return {
        rule,
        level: 'moderate',
        actions: [
          'A clinician sees the patient today.',
          'A plan for bad moments, and counsel on means.',
          'Contact within 72 hours.',
        ],
      };
    case 3:
      return {
        rule,
        level: 'high',
        actions: [
          'Do not leave the patient alone.',
          'Urgent psychiatric evaluation; consider admission.',
          'The treatment here is no substitute for admission.',
        ],
      };
    default:
      return { rule, level: 'unknown', actions: ['Ask the C-SSRS screener now.'] };
  }
}

/** Minutes after which an alert climbs one step. */
export const ladderMinutes: readonly number[] = Object.freeze([5, 15, 30]);

/** [SUI-04] How far an alert has climbed. Acknowledged, it climbs no further; it closes only with reason and action. */
export function alertStep(
  raisedAt: Instant,
  acknowledgedAt: Instant | undefined,
  now: Instant,
): { readonly rule: string; readonly step: number; readonly says: string } {
  const until = acknowledgedAt !== undefined && acknowledgedAt < now ? acknowledgedAt : now;
  const passed = Math.max(0, elapsedMinutes(raisedAt, until));
  const step = ladderMinutes.filter((minutes) => passed >= minutes).length;
  return {
    rule: suicideRiskRules.ladder.id,
    step,
    says:
      acknowledgedAt !== undefined && acknowledgedAt <= now
        ? `Acknowledged after ${passed} minutes.`
        : step === 0
          ? 'Waiting for its owner.'
          : `Not acknowledged for ${passed} minutes: step ${step} of ${ladderMinutes.length}.`,
  };
}

/** What is missing before an alert may be closed; empty when it may. */
export function alertCloseProblems(reason: string, action: string): readonly string[] {
  return [
    ...(reason.trim() === '' ? ['A reason is missing.'] : []),
    ...(action.trim() === '' ? ['What was done is missing.'] : []),
  ];
}

/** [SUI-05] Under 25 years the first three months and the four weeks after a change of dose are watched more closely. */
export function youngWatch(
  ageYears: number | undefined,
  weeksInCourse: number,
  weeksSinceChange: number | undefined,
): {
  readonly rule: string;
  readonly closer: boolean | 'unknown';
} {
  const rule = suicideRiskRules.young.id;
  if (ageYears === undefined) return { rule, closer: 'unknown' };
  return {
    rule,
    closer:
      ageYears < 25 && (weeksInCourse <= 13 || (weeksSinceChange !== undefined && weeksSinceChange <= 4)),
  };
}
