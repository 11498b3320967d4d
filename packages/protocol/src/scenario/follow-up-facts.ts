import type { Instant } from '@evenkeel/quantities';
import type { MoodWatchFacts } from '../follow-up/after-dose.ts';
import { reviewScales, type ReviewFacts } from '../follow-up/course-review.ts';
import type { MisuseSignals } from '../follow-up/long-term.ts';
import type { MapReader } from './outline-reader.ts';
import { numberOf } from './outline-reader.ts';
import { back, needed, optional, yesNo } from './patient-changes.ts';
import { scaleRanges } from './scale-ranges.ts';

/** Signals of misuse of a scenario; what is not written was not asked. */
export function misuseOf(reader: MapReader | undefined, now: Instant): MisuseSignals | undefined {
  if (reader === undefined) return undefined;
  const told = (key: string) => {
    const answer = reader.oneOf(key, ['yes', 'no']);
    return answer === undefined ? undefined : answer === 'yes';
  };
  const craving = reader.number('craving');
  if (craving !== undefined && (craving < 0 || craving > 10))
    throw reader.problem('craving', `craving is ${craving}; it goes from 0 to 10.`);
  const found = {
    askedAt: back(now, reader.number('daysAgo') ?? 1, 'misuse'),
    ...optional('craving', craving),
    ...optional('earlyRequests', told('earlyRequests')),
    ...optional('lostDoses', told('lostDoses')),
    ...optional('otherPrescribers', told('otherPrescribers')),
  };
  reader.done();
  return found;
}

/** What the review of a course looks at in a scenario; what is not written is not known. */
export function courseOf(
  reader: MapReader | undefined,
  misuse: MisuseSignals | undefined,
): ReviewFacts | undefined {
  if (reader === undefined) return undefined;
  const answer = (key: string) => reader.oneOf(key, yesNo);
  const scale = reader.oneOf('scale', reviewScales) ?? 'madrs';
  const total = (key: string, of: string) => {
    const value = reader.number(key);
    const range = needed(scaleRanges.get(of), of);
    if (value !== undefined && (value < range.from || value > range.to))
      throw reader.problem(key, `${value} is no total of ${of}; it goes from ${range.from} to ${range.to}.`);
    return value;
  };
  const sessions = needed(reader.number('sessions'), 'course: sessions');
  if (!Number.isInteger(sessions) || sessions < 0)
    throw reader.problem('sessions', `sessions is ${sessions}; it must be a whole number.`);
  const found: ReviewFacts = {
    sessions,
    acuteEnded: reader.oneOf('acuteEnded', ['yes', 'no']) === 'yes',
    // Shown in sentences, as scales are called there.
    scale: scale.toUpperCase(),
    ...optional('baseline', total('baseline', scale)),
    ...optional('latest', total('latest', scale)),
    ...optional('ymrs', total('ymrs', 'ymrs')),
    ...optional('psychosis', answer('psychosis')),
    ...optional('intolerable', answer('intolerable')),
    ...optional(
      'alt',
      reader.eachText('alt', (text) => numberOf(text, 'course: alt')),
    ),
    ...optional('cystitis', answer('cystitis')),
    ...optional('misuse', misuse),
    ...optional('pregnant', answer('pregnant')),
    ...optional('consentWithdrawn', answer('consentWithdrawn')),
    ...optional('wantsToGoOn', answer('wantsToGoOn')),
    ...optional('burdenTooMuch', answer('burdenTooMuch')),
  };
  reader.done();
  return found;
}

/** The days after a dose in a scenario: when it ended, when checks were answered, and what is known of mood. */
export interface AfterDoseFacts {
  readonly doseEndedAt: Instant;
  readonly answeredAt: readonly Instant[];
  readonly mood: MoodWatchFacts;
}

/** The days after a dose; every time is in hours ago, and what is not written was not asked. */
export function afterOf(reader: MapReader | undefined, now: Instant): AfterDoseFacts | undefined {
  if (reader === undefined) return undefined;
  const hoursAgo = (text: string, what: string) => back(now, numberOf(text, what) / 24, what);
  const doseEndedAt = hoursAgo(needed(reader.text('doseEnded'), 'after: doseEnded'), 'after: doseEnded');
  const answeredAt = reader.eachText('answered', (text) => hoursAgo(text, 'after: answered')) ?? [];
  const rated = (key: string) => {
    const value = reader.number(key);
    if (value !== undefined && (value < 0 || value > 60))
      throw reader.problem(key, `${value} is no total of ymrs; it goes from 0 to 60.`);
    return value;
  };
  const psychosis = reader.oneOf('psychosis', ['yes', 'no']);
  const spirits = reader.text('highSpirits');
  const mood = {
    doseEndedAt,
    ...optional('ymrs', rated('ymrs')),
    ...optional('ymrsBefore', rated('ymrsBefore')),
    ...optional('psychosis', psychosis === undefined ? undefined : psychosis === 'yes'),
    ...optional('shortNights', reader.number('shortNights')),
    ...optional(
      'euphoriaAt',
      spirits === undefined
        ? undefined
        : spirits === 'no'
          ? ('no' as const)
          : hoursAgo(spirits, 'after: highSpirits'),
    ),
  };
  reader.done();
  return { doseEndedAt, answeredAt, mood };
}
