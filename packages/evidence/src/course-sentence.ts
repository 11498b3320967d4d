import { changeSinceBaseline, type Outcome } from './outcome.ts';

/** A total, and whether it was made up for unanswered items. */
interface Total {
  readonly total: number;
  readonly prorated?: boolean;
}

/** What a course is told with. */
export interface CourseTold {
  /** The scale's short title, such as "PHQ-9". */
  readonly instrumentTitle: string;
  readonly baseline: Total | undefined;
  /** The newest score after the baseline. */
  readonly latest: Total | undefined;
  /** Sessions with a dose up to the latest score. */
  readonly sessions: number;
  /** Said at the end when it is one of the four words of a change. */
  readonly outcome?: Outcome;
}

const words: { readonly [O in Outcome]?: string } = Object.freeze({
  noResponse: 'no response',
  partial: 'partial response',
  response: 'response',
  remission: 'remission',
});

/** The course in one plain sentence: "PHQ-9 fell from 21 to 8 (62 % fewer points) after 4 sessions: response." Percent is of baseline. */
export function courseSentence({ instrumentTitle, baseline, latest, sessions, outcome }: CourseTold): string {
  const change = changeSinceBaseline(baseline?.total, latest?.total);
  if (baseline === undefined || latest === undefined || change === undefined) {
    if (latest !== undefined)
      return `${instrumentTitle} is ${said(latest)}. There is no score from before the first session to compare it with.`;
    return baseline === undefined
      ? `There is no ${instrumentTitle} score yet.`
      : `${instrumentTitle} was ${said(baseline)} at baseline. There is no score since.`;
  }
  const after =
    sessions === 0
      ? 'before the first session'
      : `after ${sessions} ${sessions === 1 ? 'session' : 'sessions'}`;
  const word = outcome === undefined ? undefined : words[outcome];
  const told = word === undefined ? '' : `: ${word}`;
  if (change.change === 0) return `${instrumentTitle} is unchanged at ${said(latest)} ${after}${told}.`;
  const fell = change.change < 0;
  const percent =
    change.percent === undefined
      ? undefined
      : // Not from the change's own percent, which is rounded to tenths already.
        `${Math.round(Math.abs((100 * change.change) / baseline.total))} % ${fell ? 'fewer' : 'more'} points`;
  return `${instrumentTitle} ${fell ? 'fell' : 'rose'} from ${said(baseline)} to ${said(latest, percent)} ${after}${told}.`;
}

function said({ total, prorated }: Total, more?: string): string {
  const notes = [...(prorated === true ? ['prorated'] : []), ...(more === undefined ? [] : [more])];
  return notes.length === 0 ? String(total) : `${total} (${notes.join('; ')})`;
}
