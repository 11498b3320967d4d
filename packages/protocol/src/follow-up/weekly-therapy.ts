import { dateWords, daysBetween, plusDays, type CalendarDate } from '@evenkeel/quantities';
import type { DiagnosisKind } from '../patient-facts.ts';
import { limit } from '../policy/default-policy.ts';
import type { Policy } from '../policy/policy.ts';
import { therapyRules, type TherapyContact, type TherapyKind } from './therapy.ts';

/** How the weekly therapy of bipolar disorder stands. */
export interface WeeklyTherapy {
  readonly rule: string;
  readonly state: 'diagnosisNeeded' | 'none' | 'notYet' | 'dueToday' | 'overdue';
  readonly lastOn?: CalendarDate;
  readonly dueOn?: CalendarDate;
  readonly says: string;
}

const weekly: ReadonlySet<TherapyKind> = new Set(['ipt', 'socialRhythm']);

/** What was logged of the social rhythm item on a day, whatever contact it was logged with. */
function itemText(contacts: readonly TherapyContact[], day: CalendarDate): string {
  const values = new Set(
    contacts.flatMap(({ heldOn, socialRhythm }) =>
      heldOn === day && socialRhythm !== undefined ? [socialRhythm] : [],
    ),
  );
  const [value] = values;
  if (value === undefined) return 'without the social rhythm item';
  return values.size === 1
    ? `social rhythm steady on ${value} of 7 days`
    : 'with different values of the social rhythm item';
}

/**
 * [AFT-10] In bipolar disorder, while a course runs: the last interpersonal or social rhythm contact and when the next is
 * due, a policy's number of days later. Contacts after `today` and those entered in error say nothing. Undefined in
 * unipolar depression, of which the rule says nothing.
 */
export function weeklyTherapy(
  contacts: readonly TherapyContact[],
  diagnosis: DiagnosisKind | undefined,
  today: CalendarDate,
  policy: Policy,
): WeeklyTherapy | undefined {
  const rule = therapyRules.weekly.id;
  if (diagnosis === 'majorDepressiveDisorder') return undefined;
  if (diagnosis === undefined)
    return {
      rule,
      state: 'diagnosisNeeded',
      says: 'The diagnosis is needed to say whether weekly therapy is planned.',
    };
  const held = contacts.filter(({ state, heldOn }) => state === 'current' && heldOn <= today);
  const lastOn = held
    .filter(({ therapy }) => weekly.has(therapy))
    .map(({ heldOn }) => heldOn)
    .toSorted()
    .at(-1);
  if (lastOn === undefined)
    return { rule, state: 'none', says: 'No interpersonal or social rhythm contact is recorded yet.' };
  const dueOn = plusDays(lastOn, limit(policy, 'weeklyTherapyDays'));
  const late = daysBetween(dueOn, today);
  const last = `Last contact ${dateWords(lastOn)}, ${itemText(held, lastOn)}.`;
  if (late === 0) return { rule, state: 'dueToday', lastOn, dueOn, says: `${last} The next is due today.` };
  return late < 0
    ? { rule, state: 'notYet', lastOn, dueOn, says: `${last} The next is due ${dateWords(dueOn)}.` }
    : {
        rule,
        state: 'overdue',
        lastOn,
        dueOn,
        says: `${last} The next was due ${dateWords(dueOn)}, ${late} ${late === 1 ? 'day' : 'days'} ago.`,
      };
}
