import type { Answer } from '../patient-facts.ts';
import { limit } from '../policy/default-policy.ts';
import type { Policy } from '../policy/policy.ts';
import type { MoodWatch } from './after-dose.ts';
import { reviewRules } from './follow-up-rules.ts';
import { misuseWords, type MisuseSignals } from './long-term.ts';

/** Scales that a review can rest on, the rated ones first; on all of them lower is better. A local default. */
export const reviewScales = Object.freeze(['madrs', 'ham-d17', 'phq9', 'qids-sr16'] as const);

/** What a review of a course looks at: benefit, harm, burden and wishes. An absent member is not known. */
export interface ReviewFacts {
  readonly sessions: number;
  /** The acute course has ended. */
  readonly acuteEnded: boolean;
  readonly scale: string;
  readonly baseline?: number;
  readonly latest?: number;
  readonly ymrs?: number;
  /** The last YMRS before the course. */
  readonly ymrsBefore?: number;
  /** The mood watch since the last dose; absent where mania is not watched. */
  readonly mood?: MoodWatch;
  readonly psychosis?: Answer;
  /** Dissociation the patient cannot bear. */
  readonly intolerable?: Answer;
  /** The two newest ALT results, newest first, as multiples of the upper limit. */
  readonly alt?: readonly number[];
  readonly cystitis?: Answer;
  readonly misuse?: MisuseSignals;
  readonly pregnant?: Answer;
  readonly consentWithdrawn?: Answer;
  readonly wantsToGoOn?: Answer;
  readonly burdenTooMuch?: Answer;
}

export type SpeaksFor = 'stop' | 'hold' | 'continue' | 'unknown';

/** One rule's voice in the review. */
export interface ReviewVoice {
  readonly rule: string;
  readonly domain: 'benefit' | 'harm' | 'burden' | 'wishes';
  readonly speaksFor: SpeaksFor;
  readonly says: string;
}

/** All voices, and the most serious of them. A person decides. */
export interface CourseReview {
  readonly voices: readonly ReviewVoice[];
  readonly mostSerious: SpeaksFor;
  /** Gain since baseline, %; absent when it is not known. */
  readonly gainPercent?: number;
}

/**
 * [STP-03] The most serious of the YMRS of the course, its rise, psychosis and the mood watch since the last dose. What
 * was not rated or not told is unknown.
 */
function maniaVoice(
  { ymrs, ymrsBefore, psychosis, mood }: ReviewFacts,
  policy: Policy,
): Pick<ReviewVoice, 'speaksFor' | 'says'> {
  const rated = ymrs === undefined ? 'Mania was not rated.' : `YMRS ${ymrs}.`;
  if (psychosis === 'yes') return { speaksFor: 'stop', says: 'Psychotic symptoms.' };
  if (ymrs !== undefined && ymrs >= limit(policy, 'maniaStopYmrs')) return { speaksFor: 'stop', says: rated };
  if (mood?.level === 'stop') return { speaksFor: 'stop', says: mood.says };
  if (ymrs !== undefined && ymrs >= limit(policy, 'maniaHoldYmrs')) return { speaksFor: 'hold', says: rated };
  if (ymrs !== undefined && ymrsBefore !== undefined && ymrs - ymrsBefore >= limit(policy, 'maniaRiseYmrs'))
    return { speaksFor: 'hold', says: `YMRS rose from ${ymrsBefore} before the course to ${ymrs}.` };
  if (mood?.level === 'hold') return { speaksFor: 'hold', says: mood.says };
  if (ymrs === undefined) return { speaksFor: 'unknown', says: rated };
  if (mood !== undefined && mood.level !== 'none') return { speaksFor: 'unknown', says: mood.says };
  // A rise that could reach the limit is not known without the YMRS before the course.
  if (ymrsBefore === undefined && ymrs >= limit(policy, 'maniaRiseYmrs'))
    return { speaksFor: 'unknown', says: `${rated} No YMRS from before the course: a rise is not known.` };
  return { speaksFor: psychosis === 'no' ? 'continue' : 'unknown', says: rated };
}

/** Gathers what speaks for stopping, holding and going on. Unknown is a voice of its own and never counts as going on. */
export function reviewCourse(facts: ReviewFacts, policy: Policy): CourseReview {
  const { baseline, latest, sessions } = facts;
  const gain =
    baseline === undefined || latest === undefined || !(baseline > 0)
      ? undefined
      : Math.round((1000 * (baseline - latest)) / baseline) / 10;
  const voices: ReviewVoice[] = [];
  const say = (
    rule: { readonly id: string },
    domain: ReviewVoice['domain'],
    speaksFor: SpeaksFor,
    says: string,
  ) => voices.push({ rule: rule.id, domain, speaksFor, says });
  const needed = limit(policy, 'sessionsBeforeStop');
  const least = limit(policy, 'gainToContinuePercent');
  const gainWords =
    gain === undefined
      ? `${facts.scale} at baseline and now are not both known.`
      : `${facts.scale}: ${gain} % gained after ${sessions} sessions.`;
  say(
    reviewRules.gain,
    'benefit',
    gain === undefined ? 'unknown' : gain >= least || sessions < needed ? 'continue' : 'stop',
    sessions < needed && gain !== undefined ? `${gainWords} It is judged after ${needed}.` : gainWords,
  );
  if (facts.acuteEnded)
    say(
      reviewRules.response,
      'benefit',
      gain === undefined ? 'unknown' : gain >= limit(policy, 'responsePercent') ? 'continue' : 'stop',
      gain === undefined
        ? gainWords
        : gain >= limit(policy, 'responsePercent')
          ? 'Response at the end of the acute course.'
          : 'No response at the end of the acute course.',
    );
  const answer = (
    rule: { readonly id: string },
    domain: ReviewVoice['domain'],
    given: Answer | undefined,
    yes: SpeaksFor,
    words: readonly [yes: string, no: string, unknown: string],
  ) =>
    given === 'yes'
      ? say(rule, domain, yes, words[0])
      : given === 'no'
        ? say(rule, domain, 'continue', words[1])
        : say(rule, domain, 'unknown', words[2]);
  const mania = maniaVoice(facts, policy);
  say(reviewRules.mania, 'harm', mania.speaksFor, mania.says);
  answer(reviewRules.dissociation, 'harm', facts.intolerable, 'stop', [
    'Dissociation could not be borne.',
    'Dissociation could be borne.',
    'Whether dissociation could be borne was not asked.',
  ]);
  const high = (facts.alt ?? []).filter((value) => value > limit(policy, 'altUpperLimits'));
  if (facts.alt === undefined || facts.alt.length === 0)
    say(reviewRules.liver, 'harm', 'unknown', 'No ALT is known.');
  else
    say(
      reviewRules.liver,
      'harm',
      high.length > 0 ? 'hold' : 'continue',
      high.length > 1
        ? 'ALT stays above the limit.'
        : high.length === 1
          ? 'ALT is above the limit once: recheck.'
          : 'ALT is within the limit.',
    );
  answer(reviewRules.bladder, 'harm', facts.cystitis, 'hold', [
    'Signs of cystitis.',
    'No signs of cystitis were told.',
    'Bladder symptoms were not asked about.',
  ]);
  const signals = facts.misuse === undefined ? [] : misuseWords(facts.misuse, policy);
  say(
    reviewRules.misuse,
    'harm',
    facts.misuse?.craving === undefined && signals.length === 0
      ? 'unknown'
      : signals.length > 0
        ? 'hold'
        : 'continue',
    signals.length > 0
      ? `Team review, no dose increase: ${signals.join(', ')}.`
      : facts.misuse?.craving === undefined
        ? 'Misuse was not asked about.'
        : 'Nothing was told; it goes on being asked.',
  );
  answer(reviewRules.pregnancy, 'harm', facts.pregnant, 'stop', [
    'The patient is pregnant.',
    'Not pregnant.',
    'Pregnancy is not known.',
  ]);
  const ended = facts.consentWithdrawn === 'yes' || facts.wantsToGoOn === 'no';
  say(
    reviewRules.consent,
    'wishes',
    ended ? 'stop' : facts.consentWithdrawn === 'no' && facts.wantsToGoOn === 'yes' ? 'continue' : 'unknown',
    facts.consentWithdrawn === 'yes'
      ? 'Consent was withdrawn.'
      : facts.wantsToGoOn === 'no'
        ? 'The patient wants to end.'
        : facts.wantsToGoOn === 'yes'
          ? 'The patient wants to go on.'
          : 'The patient’s wish was not asked.',
  );
  answer(reviewRules.burden, 'burden', facts.burdenTooMuch, 'hold', [
    'The burden is too much: a longer interval, or another way.',
    'The burden can be borne.',
    'The burden was not asked about.',
  ]);
  const has = (wanted: SpeaksFor) => voices.some(({ speaksFor }) => speaksFor === wanted);
  return {
    voices,
    mostSerious: has('stop') ? 'stop' : has('hold') ? 'hold' : has('unknown') ? 'unknown' : 'continue',
    ...(gain === undefined ? {} : { gainPercent: gain }),
  };
}
