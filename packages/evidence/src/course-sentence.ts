import { changeSinceBaseline, type Outcome } from './outcome.ts';

/** What a course is told with. */
export interface CourseTold {
  /** The scale's short title, such as "PHQ-9". */
  readonly instrumentTitle: string;
  readonly baseline: number | undefined;
  readonly latest: number | undefined;
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

/** The course in one plain sentence: "PHQ-9 fell from 21 to 8 (62 % lower) after 4 sessions." Percent is of baseline. */
export function courseSentence({ instrumentTitle, baseline, latest, sessions, outcome }: CourseTold): string {
  const change = changeSinceBaseline(baseline, latest);
  if (change === undefined) {
    if (latest !== undefined)
      return `${instrumentTitle} is ${latest}. There is no score from before the first session to compare it with.`;
    return baseline === undefined
      ? `There is no ${instrumentTitle} score yet.`
      : `${instrumentTitle} was ${baseline} at baseline. There is no score since.`;
  }
  const after =
    sessions === 0
      ? 'before the first session'
      : `after ${sessions} ${sessions === 1 ? 'session' : 'sessions'}`;
  const word = outcome === undefined ? undefined : words[outcome];
  const told = word === undefined ? '' : `: ${word}`;
  if (change.change === 0) return `${instrumentTitle} is unchanged at ${latest} ${after}${told}.`;
  const fell = change.change < 0;
  const percent =
    change.percent === undefined
      ? ''
      : ` (${Math.round(Math.abs((100 * change.change) / (baseline ?? 1)))} % ${fell ? 'lower' : 'higher'})`;
  return `${instrumentTitle} ${fell ? 'fell' : 'rose'} from ${baseline} to ${latest}${percent} ${after}${told}.`;
}
