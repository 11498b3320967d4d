import type { Instant } from '@evenkeel/quantities';
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
