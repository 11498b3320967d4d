import { plusMinutes, type Instant } from '@evenkeel/quantities';
import type { Answer, DiagnosisKind } from '../patient-facts.ts';
import type { Policy } from '../policy/policy.ts';
import {
  afterDoseChecks,
  checkTime,
  earlyMinutes,
  moodNotKnown,
  moodWatch,
  shortNightsToStop,
  type AfterDoseCheck,
  type MoodWatchFacts,
} from './after-dose.ts';
import { afterDoseRules, suicideRiskRules } from './follow-up-rules.ts';

/** What a person asks in a check, in this order. The last two are for bipolar disorder. */
export const checkQuestions = Object.freeze([
  'suicidalThoughts',
  'worse',
  'sideEffects',
  'psychosis',
  'shortNights',
  'highSpirits',
] as const);
export type CheckQuestion = (typeof checkQuestions)[number];
export type CheckAnswers = { readonly [Q in CheckQuestion]?: Answer };

/** One try to reach a patient for a check. */
export interface CheckContact {
  readonly hours: number;
  readonly at: Instant;
  readonly reached: boolean;
}

/**
 * A check with how it stands. `reached`: a person spoke to the patient. `notReached`: tried, and nobody was reached,
 * which says nothing about how the patient is. `heardLater`: the patient answered a later
 * check or came to a later session.
 */
export interface OwedCheck extends Omit<AfterDoseCheck, 'state'> {
  readonly state: AfterDoseCheck['state'] | 'reached' | 'notReached' | 'heardLater';
  /** Somebody has to do something. */
  readonly owed: boolean;
  /** Owed, and its time is over. */
  readonly overdue: boolean;
  readonly tries: number;
}

/** True when mania is asked too: in bipolar disorder, and while the diagnosis is not known. */
export function asksMania(diagnosis: DiagnosisKind | undefined): boolean {
  return diagnosis !== 'majorDepressiveDisorder';
}

/** The checks after a dose, with the tries to reach the patient. A try without an answer never settles one [AFT-04]. */
export function checksOwed(
  what: {
    readonly doseEndedAt: Instant;
    /** When scales of a check were answered. */
    readonly answeredAt: readonly Instant[];
    readonly contacts: readonly CheckContact[];
    /** When the patient came to later sessions. */
    readonly seenAt: readonly Instant[];
    readonly diagnosis: DiagnosisKind | undefined;
  },
  now: Instant,
): readonly OwedCheck[] {
  return afterDoseChecks(what.doseEndedAt, what.answeredAt, what.diagnosis, now).map((check): OwedCheck => {
    const opens = plusMinutes(check.dueAt, -earlyMinutes);
    const contacts = what.contacts.filter(({ at }) => at >= opens && at <= now);
    const tries = contacts.filter(({ hours }) => hours === check.hours);
    const settled = (state: OwedCheck['state'], says: string): OwedCheck => ({
      ...check,
      state,
      says,
      owed: false,
      overdue: false,
      tries: tries.length,
    });
    if (check.state === 'done') return settled('done', check.says);
    if (tries.some(({ reached }) => reached))
      return settled('reached', `The check at ${checkTime(check.hours)}: a person spoke to the patient.`);
    const heardLater = [
      ...what.answeredAt.filter((at) => at > check.until),
      ...contacts.filter(({ reached }) => reached).map(({ at }) => at),
      ...what.seenAt,
    ].some((at) => at > opens && at <= now);
    if (check.state !== 'notYet' && heardLater)
      return settled(
        'heardLater',
        `The check at ${checkTime(check.hours)}: the patient was heard from later.`,
      );
    if (check.state === 'notYet') return { ...check, owed: false, overdue: false, tries: tries.length };
    const overdue = check.state === 'silent';
    if (tries.length === 0) return { ...check, owed: true, overdue, tries: 0 };
    const often = tries.length === 1 ? 'one try' : `${tries.length} tries`;
    return {
      ...check,
      rule: afterDoseRules.silence.id,
      state: 'notReached',
      says: `The check at ${checkTime(check.hours)}: not reached after ${often}. How the patient is, is not known.`,
      owed: true,
      overdue,
      tries: tries.length,
    };
  });
}

/** The answers of a check as the mood watch reads them; what was not answered stays absent. */
export function moodAnswers(
  answers: CheckAnswers,
  at: Instant,
): Pick<MoodWatchFacts, 'psychosis' | 'shortNights' | 'euphoriaAt'> {
  const told = (answer: Answer | undefined) => answer === 'yes' || answer === 'no';
  return {
    ...(told(answers.psychosis) ? { psychosis: answers.psychosis === 'yes' } : {}),
    ...(told(answers.shortNights)
      ? { shortNights: answers.shortNights === 'yes' ? shortNightsToStop : 0 }
      : {}),
    ...(told(answers.highSpirits) ? { euphoriaAt: answers.highSpirits === 'yes' ? at : 'no' } : {}),
  };
}

/** The questions of a check for a diagnosis. */
export function questionsOf(diagnosis: DiagnosisKind | undefined): readonly CheckQuestion[] {
  return checkQuestions.filter(
    (one) => asksMania(diagnosis) || (one !== 'shortNights' && one !== 'highSpirits'),
  );
}

/** What an answer asks for. */
export interface CheckMeaning {
  readonly rule: string;
  readonly level: 'now' | 'due' | 'unknown';
  readonly says: string;
}

/** What the answers of a check ask for, the most serious first. What was not asked is said and never taken for no. */
export function checkMeanings(
  answers: CheckAnswers,
  what: {
    readonly hours: number;
    readonly at: Instant;
    readonly doseEndedAt: Instant;
    readonly diagnosis: DiagnosisKind | undefined;
    readonly ymrs?: number | undefined;
    readonly ymrsBefore?: number | undefined;
  },
  policy: Policy,
): readonly CheckMeaning[] {
  const { triage } = suicideRiskRules;
  const rule =
    what.hours === 24 ? afterDoseRules.day1 : what.hours === 72 ? afterDoseRules.day3 : afterDoseRules.day7;
  const found: CheckMeaning[] = [];
  const say = (id: string, level: CheckMeaning['level'], says: string) =>
    found.push({ rule: id, level, says });
  if (answers.suicidalThoughts === 'yes')
    say(triage.id, 'now', 'Thoughts of suicide were told. Ask the C-SSRS screener in the same contact.');
  else if (answers.suicidalThoughts !== 'no')
    say(triage.id, 'unknown', 'Whether there are thoughts of suicide is not known. Ask the C-SSRS screener.');
  const moodFacts = moodAnswers(answers, what.at);
  const watchesMania = asksMania(what.diagnosis);
  if (watchesMania || answers.psychosis === 'yes') {
    const mood = moodWatch(
      {
        doseEndedAt: what.doseEndedAt,
        ...(what.ymrs === undefined ? {} : { ymrs: what.ymrs }),
        ...(what.ymrsBefore === undefined ? {} : { ymrsBefore: what.ymrsBefore }),
        ...moodFacts,
      },
      policy,
    );
    if (mood.level !== 'none')
      say(
        mood.rule,
        mood.level === 'stop' || mood.level === 'hold'
          ? 'now'
          : mood.level === 'lookInto'
            ? 'due'
            : 'unknown',
        mood.says,
      );
    const open = moodNotKnown(moodFacts);
    // The watch itself names it when there is nothing more serious to say.
    if (watchesMania && open.length > 0 && mood.level !== 'unknown')
      say(afterDoseRules.switchStop.id, 'unknown', `Not known: ${open.join(', ')}.`);
  } else if (answers.psychosis !== 'no')
    say(afterDoseRules.switchStop.id, 'unknown', 'Whether there are psychotic symptoms is not known.');
  if (answers.worse === 'yes')
    say(rule.id, 'due', 'Worse than before the dose: the prescriber looks at it today.');
  else if (answers.worse !== 'no') say(rule.id, 'unknown', 'Whether it is worse than before is not known.');
  if (answers.sideEffects === 'yes')
    say(rule.id, 'due', 'Side effects are still there: write them down and tell the prescriber.');
  else if (answers.sideEffects !== 'no')
    say(rule.id, 'unknown', 'Whether side effects are still there is not known.');
  const rank = { now: 0, due: 1, unknown: 2 } as const;
  return found.toSorted((a, b) => rank[a.level] - rank[b.level]);
}
