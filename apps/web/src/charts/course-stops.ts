import { wordsOf } from '../app/format.ts';
import type { CourseSeries, CourseView } from '@evenkeel/contract';
import { courseWords as words } from '../words/course-en.ts';
import { routeText } from '../words/drug-en.ts';
import { contactParts } from './contact-parts.ts';
import { doseSize } from './course-doses.ts';
import { noonOf } from './course-time.ts';

export type CourseScore = CourseSeries['scores'][number];

/** One thing on the course's time axis that the arrow keys stop at. */
export interface CourseStop {
  readonly key: string;
  readonly at: number;
  /** What a reader hears or reads, without its date. Said only when it is asked for: there may be thousands. */
  readonly text: () => string;
  readonly kind: 'dose' | 'score' | 'noAnswer' | 'adverse' | 'therapy';
  readonly instrument?: string;
  readonly total?: number;
}

/** Suicide and mania scales are read as they are: response and remission are not said of them. */
export function isJudged({ domain }: Pick<CourseSeries, 'domain'>): boolean {
  return domain !== 'suicide' && domain !== 'mania';
}

/** The word of the band that a total lies in. */
export function bandOf({ bands }: Pick<CourseSeries, 'bands'>, total: number): string | undefined {
  return bands.find(({ from, to }) => total >= from && total <= to)?.label;
}

/** "8, minimal, 13 fewer than baseline (62 %), response". A score without a total says so. */
export function scoreText(series: CourseSeries, score: CourseScore): string {
  if (score.total === undefined) return words.noTotal;
  const band = bandOf(series, score.total);
  return [
    `${score.total}${score.prorated ? ` (${words.prorated})` : ''}${score.totalOnly ? ` (${words.totalOnly})` : ''}`,
    ...(band === undefined ? [] : [band]),
    ...(score.change === undefined || score.outcome === 'baseline'
      ? []
      : [words.change(score.change, score.changePercent)]),
    ...(isJudged(series) || score.outcome === 'baseline' ? [words.outcomes[score.outcome]] : []),
    ...score.flags.map((flag) => words.flag(wordsOf(flag))),
  ].join(', ');
}

/** "session 3, 35 mg IV, 0.5 mg/kg, stopped early". */
export function doseText(dose: CourseView['doses'][number]): string {
  return [
    `${dose.amountMg} mg ${dose.drug} ${routeText(dose.route)}`,
    ...(dose.doseMgPerKg === undefined ? [] : [`${dose.doseMgPerKg} mg/kg`]),
    ...(doseSize(dose) === undefined ? [words.sizeUnknown] : []),
    ...(dose.stoppedEarly ? [words.stoppedEarly] : []),
  ].join(', ');
}

/** Visits, scores of the shown scales, answers that did not come, events and contacts, in time order. */
export function courseStops(course: CourseView, shown: readonly CourseSeries[]): readonly CourseStop[] {
  return [
    ...course.doses.map((dose): CourseStop => ({
      key: `dose ${dose.sessionId}`,
      at: Date.parse(dose.at),
      kind: 'dose',
      text: () => `${words.session(dose.number)}, ${doseText(dose)}`,
    })),
    ...shown.flatMap((series) =>
      series.scores.map((score): CourseStop => ({
        key: `score ${score.responseId}`,
        at: Date.parse(score.at),
        kind: score.total === undefined ? 'noAnswer' : 'score',
        instrument: series.instrument,
        ...(score.total === undefined ? {} : { total: score.total }),
        text: () => `${series.shortTitle} ${scoreText(series, score)}`,
      })),
    ),
    ...course.missed.flatMap((one, index): CourseStop[] => {
      const names = shown.filter(({ instrument }) => one.instruments.includes(instrument));
      return names.length === 0
        ? []
        : [
            {
              key: `missed ${index}`,
              at: Date.parse(one.at),
              kind: 'noAnswer',
              text: () => words.missed(one.title, names.map(({ shortTitle }) => shortTitle).join(', ')),
            },
          ];
    }),
    ...course.adverseEvents.map((event, index): CourseStop => ({
      key: `adverse ${index}`,
      at: Date.parse(event.at),
      kind: 'adverse',
      text: () => words.adverse(wordsOf(event.kind), event.severity),
    })),
    ...course.therapy.map((one, index): CourseStop => ({
      key: `therapy ${index}`,
      at: noonOf(one.day, course.timeZone),
      kind: 'therapy',
      text: () => words.therapy([wordsOf(one.therapy), ...contactParts(one)].join(', ')),
    })),
  ].toSorted((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1));
}

/** The stop nearest to a moment, of stops in time order. */
export function nearestStop(stops: readonly CourseStop[], at: number): CourseStop | undefined {
  let [low, high] = [0, stops.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (stops[middle]!.at < at) low = middle + 1;
    else high = middle;
  }
  const [before, after] = [stops[low - 1], stops[low]];
  if (before === undefined || after === undefined) return before ?? after;
  return at - before.at < after.at - at ? before : after;
}
