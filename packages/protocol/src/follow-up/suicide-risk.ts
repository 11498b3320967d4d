import { suicideRiskRules } from './follow-up-rules.ts';

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
