import type { CourseView } from '@evenkeel/contract';

/** One thing on the course's time axis that the arrow keys stop at. */
export interface CourseStop {
  readonly key: string;
  readonly at: number;
  /** What a reader hears or reads, without its date. */
  readonly text: string;
  readonly kind: 'dose' | 'score' | 'adverse';
}

type Score = CourseView['scores'][number];

const outcomeWords: { readonly [O in Score['outcome']]: string } = Object.freeze({
  baseline: 'baseline',
  noResponse: 'no response',
  partial: 'partial response',
  response: 'response',
  remission: 'remission',
  unknown: 'outcome not known',
});

/** "8, 13 fewer than baseline (62 %), response". */
export function scoreText(score: Score): string {
  const made = score.prorated ? ' (prorated)' : '';
  const change =
    score.change === undefined || score.outcome === 'baseline'
      ? ''
      : score.change === 0
        ? ', as at baseline'
        : `, ${Math.abs(score.change)} ${score.change < 0 ? 'fewer' : 'more'} than baseline${
            score.changePercent === undefined ? '' : ` (${Math.abs(Math.round(score.changePercent))} %)`
          }`;
  return `${score.total}${made}${change}, ${outcomeWords[score.outcome]}`;
}

/** Visits and scores in time order. */
export function courseStops(course: CourseView): readonly CourseStop[] {
  return [
    ...course.doses.map((dose): CourseStop => ({
      key: `dose ${dose.sessionId}`,
      at: Date.parse(dose.at),
      kind: 'dose',
      text: `session ${dose.number}, ${dose.amountMg} mg ${dose.route.toUpperCase()}${dose.doseMgPerKg === undefined ? '' : `, ${dose.doseMgPerKg} mg/kg`}${dose.stoppedEarly ? ', stopped early' : ''}`,
    })),
    ...course.scores.map((score): CourseStop => ({
      key: `score ${score.responseId}`,
      at: Date.parse(score.at),
      kind: 'score',
      text: `PHQ-9 ${scoreText(score)}${score.item9 === null ? ', question 9 not answered' : score.item9 > 0 ? `, question 9: ${score.item9}` : ''}`,
    })),
    ...course.adverseEvents.map((event, index): CourseStop => ({
      key: `adverse ${event.sessionId} ${index}`,
      at: Date.parse(event.at),
      kind: 'adverse',
      text: `adverse event: ${wordsOf(event.kind)}, ${event.severity}`,
    })),
  ].toSorted((a, b) => a.at - b.at || a.key.localeCompare(b.key));
}

/** "dissociationDistress" as "dissociation distress". */
export function wordsOf(name: string): string {
  return name.replaceAll(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
}

const day = 86_400_000;

/** The stretch of time of a course: what is recorded and what is planned, with a little room at both ends. */
export function courseDomain(course: CourseView): readonly [number, number] {
  const times = [
    ...courseStops(course).map((stop) => stop.at),
    ...course.planned.map((one) => Date.parse(`${one.day}T12:00:00Z`)),
  ];
  if (times.length === 0) return [0, day];
  const first = Math.min(...times);
  const last = Math.max(...times);
  const room = Math.max(2 * day, (last - first) * 0.04);
  return [first - room, last + room];
}

/** Scores further apart than this are not joined: a line would claim what nobody asked. */
export const gapDays = 45;

/** The score line in pieces, broken where too long a time passed. */
export function scoreRuns(scores: CourseView['scores']): readonly (readonly Score[])[] {
  const runs: Score[][] = [];
  for (const score of scores) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (
      run !== undefined &&
      last !== undefined &&
      Date.parse(score.at) - Date.parse(last.at) <= gapDays * day
    )
      run.push(score);
    else runs.push([score]);
  }
  return runs;
}

/** When a medicine began, from text such as 2026, 2026-03 or 2026-03-09; undefined when it does not say. */
export function sinceMs(since: string | undefined): number | undefined {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?/.exec(since ?? '');
  if (match === null) return undefined;
  const ms = Date.UTC(Number(match[1]), Number(match[2] ?? '1') - 1, Number(match[3] ?? '1'));
  return Number.isNaN(ms) ? undefined : ms;
}
