import { compare, plusDays, type CalendarDate, type Decimal } from '@evenkeel/quantities';
import type { Answer } from '../patient-facts.ts';
import { limit } from '../policy/default-policy.ts';
import type { Policy } from '../policy/policy.ts';
import { inputs, lastReviewed, type RuleRecord } from '../rule.ts';
import { courseDays } from './course-days.ts';
import type { RegimenTemplate } from './template.ts';

/** One session of the course as titration sees it. */
export interface PastSession {
  readonly amount: Decimal;
  /** Gain since baseline after this session, %; negative when worse; absent when not measured. */
  readonly gainPercent?: number;
  readonly tolerated: Answer;
}

/** A suggestion for a prescriber, with how many sessions stand behind it. It orders nothing. */
export interface Suggestion {
  readonly rule: string;
  readonly kind: 'raise' | 'keep' | 'lower' | 'unknown';
  readonly amount?: Decimal;
  readonly sessions: number;
  readonly says: string;
}

function record(
  id: string,
  statement: string,
  citation: string,
  mark: RuleRecord['source']['mark'],
  version = 1,
): RuleRecord {
  return Object.freeze({
    id,
    version,
    statement,
    ruleClass: 'inform',
    source: Object.freeze({ mark, citation }),
    appliesTo: {},
    inputs: inputs('sessions of the course'),
    reviewed: lastReviewed,
  });
}

/** Rules of changing a course, as suggestions. */
export const titrationRules = Object.freeze({
  step: record(
    'REG-10',
    'One step up after two sessions at a dose with good tolerance and less than half the gain; one step down when it was not tolerated.',
    'KADS steps for the subcutaneous route; for the others a local default',
    'trial',
  ),
  missed: record(
    'REG-11',
    'After a missed session the schedule goes on when symptoms are not worse; when they are, the earlier frequency may come back.',
    'Esketamine prescribing information',
    'label',
  ),
  spacing: record(
    'REG-12',
    'In maintenance the interval grows one step after two visits in a row in response or remission, and shrinks one step when symptoms return.',
    'Maintenance is Level 3 evidence (CANMAT 2021); the steps are a local default',
    'localDefault',
    2,
  ),
  firstDose: record(
    'REG-13',
    'A first dose of a course above the template’s start asks for a reason: higher steps are for too little gain at the one before.',
    'Esketamine label: 56 mg on day 1; KADS: a step up while the gain is below half; for the other routes a local default',
    'localDefault',
  ),
  cap: record(
    'REG-14',
    'A dose by weight by needle above the policy’s mg, where the ideal weight doses or the height is not known, asks for a reason and a second signature.',
    'Weight basis: ideal weight or a cap of 40 to 80 mg from a body-mass index of 30',
    'localDefault',
  ),
});

/** What the next dose could be. Sessions oldest first; a gain that was not measured suggests nothing. */
export function suggestDose(
  template: RegimenTemplate,
  sessions: readonly PastSession[],
  policy: Policy,
): Suggestion {
  const rule = titrationRules.step.id;
  const last = sessions.at(-1);
  const suggest = (kind: Suggestion['kind'], says: string, amount?: Decimal): Suggestion => ({
    rule,
    kind,
    ...(amount === undefined ? {} : { amount }),
    sessions: sessions.length,
    says: `${says} Behind it: ${sessions.length} ${sessions.length === 1 ? 'session' : 'sessions'}.`,
  });
  if (last === undefined) return suggest('keep', `Start with ${template.start}.`, template.start);
  const place = template.steps.findIndex((step) => compare(step, last.amount) === 0);
  if (place < 0) return suggest('unknown', `The last dose of ${last.amount} is no step of this template.`);
  if (last.tolerated === 'no') {
    const lower = template.steps[place - 1];
    return lower === undefined
      ? suggest('unknown', 'The last dose was not tolerated, and there is no lower step.')
      : suggest('lower', `The last dose was not tolerated: one step down, or slower.`, lower);
  }
  if (last.tolerated === 'unknown' || last.gainPercent === undefined)
    return suggest('unknown', 'Gain and tolerance after the last session are not both recorded.');
  if (last.gainPercent >= limit(policy, 'responsePercent'))
    return suggest('keep', `${last.gainPercent} % gained: the dose works.`, last.amount);
  const atThis = sessions
    .slice(sessions.findLastIndex((one) => compare(one.amount, last.amount) !== 0) + 1)
    .filter((one) => one.tolerated === 'yes' && one.gainPercent !== undefined);
  if (atThis.length < 2)
    return suggest(
      'keep',
      `${last.gainPercent} % gained after one session at this dose: one more first.`,
      last.amount,
    );
  const higher = template.steps[place + 1];
  return higher === undefined
    ? suggest('keep', `${last.gainPercent} % gained at the highest step.`, last.amount)
    : suggest(
        'raise',
        `${last.gainPercent} % gained after ${atThis.length} sessions at this dose, well tolerated: one step up.`,
        higher,
      );
}

/** What a missed session changes. */
export function afterMissedSession(worse: Answer): {
  readonly rule: string;
  readonly kind: 'goOn' | 'stepBack' | 'unknown';
  readonly says: string;
} {
  const rule = titrationRules.missed.id;
  switch (worse) {
    case 'no':
      return { rule, kind: 'goOn', says: 'Symptoms are not worse: go on with the schedule.' };
    case 'yes':
      return { rule, kind: 'stepBack', says: 'Symptoms are worse: the earlier frequency may come back.' };
    case 'unknown':
      return { rule, kind: 'unknown', says: 'Ask whether symptoms are worse since the missed session.' };
  }
}

/** One maintenance visit, oldest first. `lostShare` is the part of the gain that was lost since the best visit, %. */
export interface MaintenanceVisit {
  readonly response: Answer;
  readonly phq9Rise?: number;
  readonly madrsRise?: number;
  readonly lostShare?: number;
}

/** Intervals in days, shortest first. */
export const intervalSteps: readonly number[] = Object.freeze([7, 14, 21, 28]);

/** The next interval. Not measured suggests nothing: the interval stays and what is missing is said. */
export function suggestInterval(
  currentDays: number,
  visits: readonly MaintenanceVisit[],
  policy: Policy,
): {
  readonly rule: string;
  readonly kind: 'longer' | 'same' | 'shorter' | 'unknown';
  readonly days: number;
  readonly visits: number;
  readonly says: string;
} {
  const place = Math.max(
    0,
    intervalSteps.findLastIndex((days) => days <= currentDays),
  );
  const answer = (kind: 'longer' | 'same' | 'shorter' | 'unknown', step: number, says: string) => {
    // The steps grow, so the longest of the first ones is the step asked for, within the shortest and the longest.
    const days = Math.max(...intervalSteps.slice(0, Math.max(0, step) + 1));
    return {
      rule: titrationRules.spacing.id,
      kind,
      days: kind === 'unknown' ? currentDays : days,
      visits: visits.length,
      says: `${says} Behind it: ${visits.length} ${visits.length === 1 ? 'visit' : 'visits'}.`,
    };
  };
  const last = visits.at(-1);
  if (last === undefined) return answer('unknown', place, 'No maintenance visit yet.');
  const returned =
    (last.phq9Rise ?? 0) >= limit(policy, 'worseningPhq9') ||
    (last.madrsRise ?? 0) >= limit(policy, 'worseningMadrs') ||
    (last.lostShare ?? 0) > limit(policy, 'responsePercent');
  if (returned)
    return answer(place === 0 ? 'same' : 'shorter', place - 1, 'Symptoms return: one step closer together.');
  if (last.response === 'unknown')
    return answer('unknown', place, 'Response at the last visit is not recorded.');
  const two = visits.slice(-2);
  if (two.length === 2 && two.every((visit) => visit.response === 'yes'))
    return answer(
      place === intervalSteps.length - 1 ? 'same' : 'longer',
      place + 1,
      'Two visits in a row in response or remission: one step further apart.',
    );
  return answer('same', place, 'Keep the interval.');
}

/** The days of a template's course, phase after phase. */
export function templateDays(template: RegimenTemplate, firstDay: CalendarDate): readonly CalendarDate[] {
  let start = firstDay;
  const days: CalendarDate[] = [];
  for (const { weeks, perWeek } of template.phases) {
    days.push(...courseDays(start, Math.round(weeks * perWeek), weeks * 7));
    start = plusDays(start, weeks * 7);
  }
  return Object.freeze(days.slice(0, template.mostSessions));
}
