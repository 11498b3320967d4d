import {
  dateIn,
  daysBetween,
  parseDate,
  plusDays,
  type CalendarDate,
  type Instant,
} from '@evenkeel/quantities';
import { newestCourse } from '../follow-up/past-sessions.ts';
import { takenOfKind } from '../interactions/taken-of-kind.ts';
import type { Medicine, PatientFacts } from '../patient-facts.ts';
import { limit } from '../policy/default-policy.ts';
import type { Policy } from '../policy/policy.ts';
import { lastReviewed } from '../rule.ts';
import {
  datum,
  medicinesConfirmed,
  today,
  type EligibilityRule,
  type Judgement,
} from './eligibility-rule.ts';
import { missing as words } from './missing.ts';

/** The latest day that a date as another record wrote it can mean: a day, a month or a year. */
function latestDay(since: string | undefined): CalendarDate | undefined {
  const text = since?.trim() ?? '';
  const day = parseDate(text.slice(0, 10));
  if (day !== undefined) return day;
  const start = parseDate(
    /^\d{4}$/.test(text) ? `${text}-12-28` : /^\d{4}-\d{2}$/.test(text) ? `${text}-28` : '',
  );
  return start === undefined ? undefined : plusDays(start, 3);
}

/**
 * Whether a medicine was started or changed within some days before a day, or after it. Weeks at this dose and the date
 * it began both count; the one that tells of a change wins, and a month or a year that may or may not lie within is unknown.
 */
function changedWithin(
  { since, stableWeeks }: Medicine,
  firstDay: CalendarDate,
  day: CalendarDate,
  days: number,
): boolean | undefined {
  const began = latestDay(since);
  const exact = parseDate(since?.trim().slice(0, 10) ?? '') !== undefined;
  const unchanged =
    stableWeeks === undefined ? undefined : stableWeeks * 7 - daysBetween(firstDay, day) >= days;
  const old = began === undefined ? undefined : daysBetween(began, firstDay) >= days;
  if (unchanged === false || (old === false && exact)) return true;
  return unchanged === true || old === true ? false : undefined;
}

function judge(facts: PatientFacts, policy: Policy, now: Instant): Judgement {
  const days = limit(policy, 'antidepressantUnchangedDays');
  const day = today(facts, now);
  const first = newestCourse(facts.doses ?? [])[0];
  const firstDay = first === undefined ? day : dateIn(facts.timeZone, first.at);
  const { taken, unsure } = takenOfKind(facts, ({ groups }) => groups.includes('antidepressant'));
  const used = taken.map((one) =>
    datum(
      facts,
      now,
      'Medicine',
      `${one.name}${one.stableWeeks === undefined ? '' : `, ${one.stableWeeks} weeks at this dose`}`,
      one.since,
    ),
  );
  const wouldChange = `${days} days at an unchanged dose before the first dose of the course.`;
  const of = (changed: boolean | undefined) =>
    taken
      .filter((one) => changedWithin(one, firstDay, day, days) === changed)
      .map(({ name }) => name)
      .toSorted()
      .join(', ');
  const recent = of(true);
  if (recent !== '')
    return {
      verdict: 'notMet',
      says: `Started or changed within ${days} days before the first dose, or since: ${recent}. Whose effect a change of mood is cannot be told apart.`,
      used,
      missing: [],
      wouldChange,
    };
  const open = of(undefined);
  const confirmed = medicinesConfirmed(facts, policy, now);
  if (open !== '' || unsure.length > 0 || (taken.length === 0 && !confirmed))
    return {
      verdict: 'unknown',
      says: 'Whether an antidepressant was started or changed before the course is not known.',
      used,
      missing: [
        ...new Set([
          ...unsure.map(({ ask }) => ask),
          ...(open === '' ? [] : [`Record since when the dose is unchanged: ${open}.`]),
          ...(taken.length === 0 && !confirmed ? [words.medicines] : []),
        ]),
      ],
      wouldChange,
    };
  return {
    verdict: 'met',
    says: taken.length === 0 ? 'No antidepressant is taken.' : `Unchanged for ${days} days or more.`,
    used,
    missing: [],
    wouldChange: 'An antidepressant started or changed.',
  };
}

/** An antidepressant changed close to a course hides what the course does; one that was stopped has no date and is not seen. */
export const antidepressantChangeRule: EligibilityRule = Object.freeze({
  id: 'CAR-09',
  version: 1,
  title: 'Antidepressant unchanged',
  statement:
    'An antidepressant was neither started nor changed in the policy’s days before the first dose of the course, nor since; otherwise effects cannot be told apart.',
  ruleClass: 'inform',
  source: Object.freeze({
    mark: 'localDefault',
    citation:
      'Trials froze antidepressants four weeks before and during the acute course; a clinic may relax it',
  }),
  appliesTo: {},
  inputs: Object.freeze([
    { what: 'medicines', window: 'antidepressantUnchangedDays' as const },
    { what: 'doses' },
  ]),
  reviewed: lastReviewed,
  judge,
});
