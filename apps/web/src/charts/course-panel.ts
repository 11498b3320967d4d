import type { CourseSeries } from '@evenkeel/contract';
import { scaleLinear } from 'd3-scale';
import { courseWords as words } from '../words/course-en.ts';
import type { CourseScore } from './course-stops.ts';
import { shapeAt, symbolPath, type Shape } from './course-symbols.ts';
import { day, type Stretch } from './course-time.ts';

/** Scores further apart than this are not joined: a line would claim what nobody asked. Days; ours. */
const gapDays = 45;
const titleHeight = 30;
/** The first panel is the tallest: it is the one that the page is about. */
const panelHeights = [218, 144] as const;
/** Room under a panel for the marks of answers that did not come. */
export const gapStrip = 20;
const shapes: readonly Shape[] = ['circle', 'square', 'diamond', 'triangle'];

type Place = (value: number) => number;
const at = (text: string) => Date.parse(text);
const tenth = (value: number) => Math.round(10 * value) / 10;

/** A line of words inside a panel, with its height. */
export interface MarkLine {
  readonly kind: 'response' | 'remission' | 'baseline';
  readonly y: number;
  /** Where its words stand: moved apart from the others'. */
  readonly textX: number;
  readonly textY: number;
  readonly text: string;
}

/** One scale over the shared time. */
export interface Panel {
  readonly series: CourseSeries;
  readonly top: number;
  readonly bottom: number;
  /** Where marks of missing answers stand: under the axis, never on zero. */
  readonly gapY: number;
  readonly shape: Shape;
  /** So many points that they are drawn small. */
  readonly isDense: boolean;
  readonly y: Place;
  readonly ticks: readonly number[];
  readonly bands: readonly {
    readonly label: string;
    readonly from: number;
    readonly to: number;
    readonly step: number;
    readonly top: number;
    readonly height: number;
  }[];
  readonly marks: readonly MarkLine[];
  /** The line in pieces, as one path. */
  readonly line: string;
  readonly full: string;
  readonly hollow: string;
  readonly gaps: string;
  readonly labels: readonly {
    readonly key: string;
    readonly x: number;
    readonly y: number;
    readonly atEnd: boolean;
    readonly text: string;
  }[];
}

/**
 * The scores of one scale in the pieces that may be joined. A piece ends where an answer gave no total, where an occasion
 * passed without an answer, and where too long a time passed.
 */
export function scoreRuns(
  series: Pick<CourseSeries, 'scores'>,
  missedAt: readonly number[] = [],
): readonly (readonly CourseScore[])[] {
  const gaps = missedAt.toSorted((a, b) => a - b);
  const runs: CourseScore[][] = [];
  let open: CourseScore[] | undefined;
  let lastAt = Number.NEGATIVE_INFINITY;
  let next = 0;
  for (const score of series.scores) {
    if (score.total === undefined) {
      open = undefined;
      continue;
    }
    const now = at(score.at);
    while (next < gaps.length && gaps[next]! <= lastAt) next += 1;
    const isMissed = next < gaps.length && gaps[next]! < now;
    if (open !== undefined && !isMissed && now - lastAt <= gapDays * day) open.push(score);
    else runs.push((open = [score]));
    lastAt = now;
  }
  return runs;
}

/** The step of five that a band takes: the last step is the worst, whichever way the scale runs. */
export function bandStep(index: number, count: number, direction: CourseSeries['direction']): number {
  const share = count < 2 ? 0 : index / (count - 1);
  return 1 + Math.round(4 * (direction === 'higherIsBetter' ? 1 - share : share));
}

/** Moves places apart so that no two are closer than `least`, within limits, keeping their order. */
export function apart(places: readonly number[], least: number, limits: readonly [number, number]): number[] {
  const order = places.map((_, index) => index).toSorted((a, b) => places[a]! - places[b]!);
  const moved = [...places];
  let floor = limits[0];
  for (const index of order) {
    moved[index] = Math.max(moved[index]!, floor);
    floor = moved[index]! + least;
  }
  let ceiling = limits[1];
  for (const index of order.toReversed()) {
    moved[index] = Math.min(moved[index]!, ceiling);
    ceiling = moved[index]! - least;
  }
  return moved;
}

/** The panel of one scale: its axis, its lines with words, its points and its gaps. */
export function panelOf(
  series: CourseSeries,
  place: number,
  frame: {
    readonly top: number;
    readonly left: number;
    readonly right: number;
    readonly x: Place;
    readonly stretch: Stretch;
    readonly missedAt: readonly number[];
  },
): Panel {
  const { left, right, x, stretch, missedAt } = frame;
  const height = place === 0 ? panelHeights[0] : panelHeights[1];
  const top = frame.top + titleHeight;
  const bottom = top + height - titleHeight - gapStrip;
  const { range, bands, marks, baseline, direction } = series;
  const scale = scaleLinear().domain([range.from, range.to]).range([bottom, top]);
  const y: Place = (total) => tenth(scale(total));
  const [from, to] = stretch;
  const shape = shapeAt(shapes, place);
  const visible = series.scores.filter((one) => at(one.at) >= from && at(one.at) <= to);
  const scored = visible.filter((one) => one.total !== undefined);
  const isDense = scored.length > (right - left) / 9;
  const size = isDense ? 1.8 : 4;
  const lower = direction === 'higherIsWorse';
  const lines = [
    ...(baseline === undefined
      ? []
      : [{ kind: 'baseline' as const, total: baseline.total, text: words.baseline(baseline.total) }]),
    ...(marks.response === undefined
      ? []
      : [{ kind: 'response' as const, total: marks.response, text: words.response(marks.response, lower) }]),
    ...(marks.remission === undefined
      ? []
      : [
          {
            kind: 'remission' as const,
            total: marks.remission,
            text: words.remission(marks.remission, lower),
          },
        ]),
  ];
  const textYs = apart(
    lines.map(({ total }) => y(total) - 4),
    13,
    [top + 9, bottom - 3],
  );
  const bandEdges = [...new Set([...bands.map((band) => band.from), range.to])].toSorted((a, b) => a - b);
  const ticks: number[] = [];
  for (const tick of bandEdges.length > 2 && bandEdges.length < 9 ? bandEdges : scale.ticks(4))
    if (ticks.length === 0 || y(ticks.at(-1)!) - y(tick) >= 13) ticks.push(tick);
  let line = '';
  for (const run of scoreRuns(series, missedAt))
    run.forEach((score, index) => {
      line += `${index === 0 ? 'M' : 'L'}${tenth(x(at(score.at)))} ${y(score.total!)}`;
    });
  const symbols = (chosen: readonly CourseScore[]) =>
    chosen.map((one) => symbolPath(shape, tenth(x(at(one.at))), y(one.total!), size)).join('');
  const labels = labelsOf(series, scored, { x, y, left, right, top });
  /** Words of a line give way to the newest score at the same height. */
  const textX = (textY: number) =>
    right - (labels.some((one) => one.atEnd && Math.abs(one.y - textY) < 14) ? 84 : 4);
  const gapY = bottom + 13;
  const gapXs = [
    ...missedAt.filter((one) => one >= from && one <= to),
    ...visible.filter((one) => one.total === undefined).map((one) => at(one.at)),
  ].map((one) => tenth(x(one)));
  return {
    series,
    top,
    bottom,
    gapY,
    shape,
    isDense,
    y,
    ticks,
    bands: bands.map((band, index) => {
      const upper = bands[index + 1]?.from ?? range.to;
      const edge = y(index === bands.length - 1 ? range.to : (band.to + upper) / 2);
      const foot = y(index === 0 ? range.from : (band.from + bands[index - 1]!.to) / 2);
      return {
        label: band.label,
        from: band.from,
        to: Math.min(band.to, range.to),
        step: bandStep(index, bands.length, direction),
        top: edge,
        height: Math.max(0, foot - edge),
      };
    }),
    marks: lines.map(({ kind, total, text }, index) => ({
      kind,
      y: y(total),
      textX: textX(textYs[index]!),
      textY: textYs[index]!,
      text,
    })),
    line,
    full: symbols(scored.filter((one) => !one.prorated)),
    hollow: symbols(scored.filter((one) => one.prorated)),
    gaps: gapXs.map((one) => symbolPath('circle', one, gapY, 3.4)).join(''),
    labels,
  };
}

/** Words beside the baseline and the newest score in view; the rest is read by pointer, arrow key or table. */
function labelsOf(
  series: CourseSeries,
  scored: readonly CourseScore[],
  frame: {
    readonly x: Place;
    readonly y: Place;
    readonly left: number;
    readonly right: number;
    readonly top: number;
  },
): Panel['labels'] {
  const newest = scored.at(-1);
  const chosen = [
    ...new Set([scored.find((one) => one.at === series.baseline?.at && one.outcome === 'baseline'), newest]),
  ];
  return chosen.flatMap((score) => {
    if (score?.total === undefined) return [];
    const x = tenth(frame.x(at(score.at)));
    const y = frame.y(score.total);
    const atEnd = x > frame.right - 74;
    const change =
      score.outcome === 'baseline' || score.change === undefined || score.change === 0
        ? ''
        : ` (${score.change > 0 ? '+' : '−'}${Math.abs(tenth(score.change))})`;
    return [
      {
        key: score.responseId,
        x: x + (atEnd ? -8 : 8),
        y: y > frame.top + 16 ? y - 7 : y + 16,
        atEnd,
        text: `${score.total}${change}`,
      },
    ];
  });
}
