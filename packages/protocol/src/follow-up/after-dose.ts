import { elapsedMs, plusMinutes, type Instant } from '@evenkeel/quantities';
import type { DiagnosisKind } from '../patient-facts.ts';
import { limit } from '../policy/default-policy.ts';
import type { Policy } from '../policy/policy.ts';
import { afterDoseRules } from './follow-up-rules.ts';

/** Something owed after a dose, with how it stands. */
export interface AfterDoseCheck {
  readonly rule: string;
  readonly hours: number;
  readonly dueAt: Instant;
  /** Until when it counts for this check. */
  readonly until: Instant;
  readonly state: 'notYet' | 'due' | 'done' | 'silent';
  /** Scales that are asked, by id. */
  readonly asks: readonly string[];
  readonly says: string;
}

/** A check may be made this long before its time, minutes. */
export const earlyMinutes = 240;

const mania = ['ymrs', 'evenkeel-mania-check'];
const checks = [
  {
    rule: afterDoseRules.day1,
    hours: 24,
    open: 24,
    asks: ['evenkeel-side-effects', 'phq9', 'c-ssrs-screener'],
  },
  { rule: afterDoseRules.day3, hours: 72, open: 48, asks: ['phq9', 'c-ssrs-screener'] },
  { rule: afterDoseRules.day7, hours: 168, open: 72, asks: ['phq9', 'madrs', 'c-ssrs-screener'] },
] as const;

/** The time of a check as people say it: 24 hours, 72 hours, 7 days. */
export function checkTime(hours: AfterDoseCheck['hours']): string {
  return hours === 168 ? '7 days' : `${hours} hours`;
}

/** Scales of which an answer counts for a check: those that some check asks. */
export const checkScales: ReadonlySet<string> = new Set([
  ...checks.flatMap(({ asks }) => [...asks]),
  ...mania,
]);

/**
 * The checks at 24 hours, 72 hours and 7 days after a dose. An answer counts from four hours before its time. One that
 * was not answered while it was open is silent, and silence is a signal [AFT-04]: a person calls.
 */
export function afterDoseChecks(
  doseEndedAt: Instant,
  answeredAt: readonly Instant[],
  diagnosis: DiagnosisKind | undefined,
  now: Instant,
): readonly AfterDoseCheck[] {
  return checks.map(({ rule, hours, open, asks }): AfterDoseCheck => {
    const dueAt = plusMinutes(doseEndedAt, hours * 60);
    const until = plusMinutes(dueAt, open * 60);
    const from = plusMinutes(dueAt, -earlyMinutes);
    const done = answeredAt.some((at) => at >= from && at <= until && at <= now);
    const state = done ? 'done' : now < dueAt ? 'notYet' : now <= until ? 'due' : 'silent';
    const words = {
      notYet: `The check at ${checkTime(hours)} is still to come.`,
      due: `The check at ${checkTime(hours)} is due.`,
      done: `The check at ${checkTime(hours)} was answered.`,
      silent: `No answer to the check at ${checkTime(hours)}. That is a signal: call.`,
    } as const;
    return {
      rule: state === 'silent' ? afterDoseRules.silence.id : rule.id,
      hours,
      dueAt,
      until,
      state,
      asks: diagnosis === 'majorDepressiveDisorder' ? asks : [...asks, ...mania],
      says: words[state],
    };
  });
}

/** What is known of mood after a dose in bipolar disorder. What was not asked is absent. */
export interface MoodWatchFacts {
  readonly ymrs?: number;
  readonly ymrsBefore?: number;
  readonly psychosis?: boolean;
  /** Nights in a row of little sleep with much energy. */
  readonly shortNights?: number;
  /** When high spirits were seen; `no` when they were asked about and there were none. */
  readonly euphoriaAt?: Instant | 'no';
  readonly doseEndedAt?: Instant;
}

/** Nights of little sleep with much energy that stop a course [AFT-06]. A check asks for so many or more. */
export const shortNightsToStop = 2;

/** What the mood watch looks at and is not known, in words. */
export function moodNotKnown(
  facts: Pick<MoodWatchFacts, 'psychosis' | 'shortNights' | 'euphoriaAt'>,
): readonly string[] {
  return [
    ...(facts.psychosis === undefined ? ['psychotic symptoms'] : []),
    ...(facts.shortNights === undefined ? ['nights of little sleep with much energy'] : []),
    ...(facts.euphoriaAt === undefined ? ['high spirits'] : []),
  ];
}

/** What the watch says: the rule, and whether the course goes on. */
export interface MoodWatch {
  readonly rule: string;
  readonly level: 'stop' | 'hold' | 'lookInto' | 'none' | 'unknown';
  readonly says: string;
}

/** [AFT-05] [AFT-06] [AFT-07] The most serious sign counts; what was not rated or not asked is not known. */
export function moodWatch(facts: MoodWatchFacts, policy: Policy): MoodWatch {
  const { ymrs, ymrsBefore, psychosis, shortNights, euphoriaAt, doseEndedAt } = facts;
  const say = (rule: { readonly id: string }, level: MoodWatch['level'], says: string): MoodWatch => ({
    rule: rule.id,
    level,
    says,
  });
  const { switchStop, switchHold, euphoria } = afterDoseRules;
  if (psychosis === true)
    return say(switchStop, 'stop', 'Psychotic symptoms. Stop the course; see the patient urgently.');
  if (shortNights !== undefined && shortNights >= shortNightsToStop)
    return say(
      switchStop,
      'stop',
      `${shortNights} nights of little sleep with much energy. Stop the course; see the patient urgently.`,
    );
  if (ymrs !== undefined && ymrs >= limit(policy, 'maniaStopYmrs'))
    return say(switchStop, 'stop', `YMRS ${ymrs}. Stop the course; see the patient urgently.`);
  if (ymrs !== undefined && ymrs >= limit(policy, 'maniaHoldYmrs'))
    return say(switchHold, 'hold', `YMRS ${ymrs}. Hold the next dose and call.`);
  if (ymrs !== undefined && ymrsBefore !== undefined && ymrs - ymrsBefore >= limit(policy, 'maniaRiseYmrs'))
    return say(switchHold, 'hold', `YMRS rose from ${ymrsBefore} to ${ymrs}. Hold the next dose and call.`);
  const open = moodNotKnown(facts);
  const notKnown = open.length === 0 ? '' : ` Not known: ${open.join(', ')}.`;
  if (euphoriaAt !== undefined && euphoriaAt !== 'no') {
    if (doseEndedAt === undefined)
      return say(euphoria, 'unknown', `High spirits; how long after a dose is not known.${notKnown}`);
    const hours = elapsedMs(doseEndedAt, euphoriaAt) / 3_600_000;
    if (hours > 24)
      return say(
        euphoria,
        'lookInto',
        `High spirits ${Math.floor(hours)} hours after the dose: look into it, and ask again each day.`,
      );
    if (hours > 4)
      return say(
        euphoria,
        'lookInto',
        `High spirits ${Math.floor(hours)} hours after the dose: ask again tomorrow.`,
      );
  }
  if (ymrs === undefined) return say(switchHold, 'unknown', `Mania was not rated. Rate it.${notKnown}`);
  if (open.length > 0) return say(switchHold, 'unknown', `YMRS ${ymrs}.${notKnown}`);
  return say(switchHold, 'none', `YMRS ${ymrs}.`);
}
