import type { CourseSeries, CourseView } from '@evenkeel/contract';
import { scaleLinear, scaleUtc } from 'd3-scale';
import { courseWords as words } from '../words/course-en.ts';
import { shapeAt, symbolPath, type Shape } from './course-symbols.ts';
import type { CourseScore } from './course-stops.ts';
import { day, noonOf, sinceMs, zoneShift, type Stretch } from './course-time.ts';

/** Scores further apart than this are not joined: a line would claim what nobody asked. Days; ours. */
export const gapDays = 45;
const mostLanes = 6;
const laneHeight = 22;
const titleHeight = 30;
/** The first panel is the tallest: it is the one that the page is about. */
const panelHeights = [218, 144] as const;
/** Room under a panel for the marks of answers that did not come. */
const gapStrip = 20;
const doseHeight = 62;
const shapes: readonly Shape[] = ['circle', 'square', 'diamond', 'triangle'];

type Place = (value: number) => number;

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

export interface Lane {
  readonly name: string;
  readonly y: number;
  readonly from: number;
  readonly to: number;
  readonly isOpen: boolean;
}

/** Everything a picture of a course needs, reckoned once for a stretch, a width and a choice of scales. */
export interface CourseLayout {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly base: number;
  readonly x: Place;
  readonly at: (px: number) => number;
  readonly timeTicks: readonly { readonly x: number; readonly text: string }[];
  readonly medicines: readonly Lane[];
  readonly hiddenMedicines: number;
  readonly rows: readonly {
    readonly kind: 'therapy' | 'adverse';
    readonly y: number;
    readonly path: string;
  }[];
  readonly goals: readonly {
    readonly wording: string;
    readonly y: number;
    readonly marks: readonly { readonly key: string; readonly x: number; readonly mark: number }[];
  }[];
  readonly panels: readonly Panel[];
  readonly doses: {
    readonly given: string;
    readonly planned: string;
    readonly stopped: string;
    readonly labels: readonly {
      readonly key: string;
      readonly x: number;
      readonly y: number;
      readonly text: string;
    }[];
  };
}

const at = (text: string) => Date.parse(text);
const tenth = (value: number) => Math.round(10 * value) / 10;

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

function panelOf(
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

function tickText(date: Date, length: number): string {
  const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  const month = months[date.getUTCMonth()]!;
  const [hours, minutes] = [date.getUTCHours(), date.getUTCMinutes()];
  if (hours !== 0 || minutes !== 0)
    return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
  if (date.getUTCDate() === 1 && date.getUTCMonth() === 0) return String(date.getUTCFullYear());
  return length > 200 * day && date.getUTCDate() === 1 ? month : `${date.getUTCDate()} ${month}`;
}

/** Height of a dose's tick by mg/kg, for the eye only. */
const tickHeight = (mgPerKg: number) => Math.min(40, Math.max(8, mgPerKg * 36));
const doseShapes: { readonly [route: string]: 'bar' | 'wedge' | 'pin' } = Object.freeze({
  iv: 'bar',
  im: 'wedge',
  sc: 'wedge',
  nasal: 'pin',
});

/** The tick of one dose: a bar, a wedge, a pin or, for every other route, a diamond on a stalk; thin where doses crowd. */
export function dosePath(route: string, x: number, base: number, height: number, thin = false): string {
  const top = tenth(base - height);
  const [half, r] = thin ? [0.6, 1.6] : [2.5, 4];
  const stalk = `M${x - half / 3} ${base}V${top}h${(2 * half) / 3}V${base}Z`;
  switch (doseShapes[route]) {
    case 'bar':
      return `M${x - half} ${base}V${top}h${2 * half}V${base}Z`;
    case 'wedge':
      return `M${x - 2 * half} ${base}L${x} ${top}L${x + 2 * half} ${base}Z`;
    case 'pin':
      return `${stalk}${symbolPath('circle', x, top + r - 1, r)}`;
    default:
      return `${stalk}${symbolPath('diamond', x, top + r - 1, r)}`;
  }
}

function dosesOf(course: CourseView, x: Place, base: number, [from, to]: Stretch): CourseLayout['doses'] {
  const labels: { key: string; x: number; y: number; text: string }[] = [];
  let [given, stopped, planned, lastLabel] = ['', '', '', Number.NEGATIVE_INFINITY];
  const inView = course.doses.filter((dose) => at(dose.at) >= from && at(dose.at) <= to);
  const [first, last] = [inView[0], inView.at(-1)];
  const thin =
    first !== undefined &&
    last !== undefined &&
    inView.length > 8 &&
    (x(at(last.at)) - x(at(first.at))) / inView.length < 11;
  for (const dose of inView) {
    const px = tenth(x(at(dose.at)));
    const height = tickHeight(Number(dose.doseMgPerKg));
    given += dosePath(dose.route, px, base, height, thin);
    const half = thin ? 1.5 : 7;
    if (dose.stoppedEarly) stopped += `M${px - half} ${tenth(base - height - 3)}h${2 * half}`;
    if (px - lastLabel >= (thin ? 34 : 18)) {
      // Crowded numbers stand in one row; else each stands on its own tick.
      labels.push({
        key: dose.sessionId,
        x: px,
        y: thin ? base - 48 : tenth(base - height - (dose.stoppedEarly ? 8 : 5)),
        text: String(dose.number),
      });
      lastLabel = px;
    }
  }
  for (const one of course.planned) {
    const noon = noonOf(one.day, course.timeZone);
    if (noon >= from && noon <= to) planned += `M${tenth(x(noon)) - 2.5} ${base}v-18h5v18`;
  }
  return { given, planned, stopped, labels };
}

/** The picture of a course: lanes above, one panel a scale under them, doses on the base line, one time for all. */
export function layoutCourse({
  course,
  shown,
  stretch,
  width,
}: {
  readonly course: CourseView;
  readonly shown: readonly CourseSeries[];
  readonly stretch: Stretch;
  readonly width: number;
}): CourseLayout {
  const narrow = width < 640;
  const left = narrow ? 44 : 96;
  const right = Math.max(left + 60, width - (narrow ? 12 : 172));
  const shift = zoneShift(course.timeZone, (stretch[0] + stretch[1]) / 2);
  const scale = scaleUtc()
    .domain([stretch[0] + shift, stretch[1] + shift])
    .range([left, right]);
  const x: Place = (ms) => scale(ms + shift);
  const top = 6;
  let y = top;

  const lanes = course.medicines.slice(0, mostLanes);
  const medicines = lanes.map((one): Lane => {
    const since = sinceMs(one.since);
    y += laneHeight;
    const isActive = one.status === 'active';
    return {
      name: isActive ? one.name : `${one.name} (${one.status})`,
      y,
      from: since === undefined || since < stretch[0] ? left : Math.min(right, tenth(x(since))),
      to: isActive ? right : left + 40,
      isOpen: since === undefined || !isActive,
    };
  });
  const rows: { kind: 'therapy' | 'adverse'; y: number; path: string }[] = [];
  const inView = (ms: number) => ms >= stretch[0] && ms <= stretch[1];
  if (course.therapy.length > 0) {
    y += laneHeight;
    const places = course.therapy.map((one) => noonOf(one.day, course.timeZone)).filter(inView);
    rows.push({
      kind: 'therapy',
      y,
      path: places.map((one) => symbolPath('square', tenth(x(one)), y - 4, 3.4)).join(''),
    });
  }
  if (course.adverseEvents.length > 0) {
    y += laneHeight;
    const flag = (px: number) => `M${px} ${y + 3}V${y - 11}L${px + 9} ${y - 8}L${px} ${y - 5}`;
    rows.push({
      kind: 'adverse',
      y,
      path: course.adverseEvents
        .filter((one) => inView(at(one.at)))
        .map((one) => flag(tenth(x(at(one.at)))))
        .join(''),
    });
  }
  const goals = course.goals
    .filter(({ marks }) => marks.length > 0)
    .map((goal) => {
      y += laneHeight;
      return {
        wording: goal.wording,
        y,
        marks: goal.marks
          .filter((one) => inView(at(one.at)))
          .map((one) => ({ key: one.at, x: tenth(x(at(one.at))), mark: one.mark })),
      };
    });
  y += 8;
  const panels = shown.map((series, place) => {
    const missedAt = course.missed
      .filter(({ instruments }) => instruments.includes(series.instrument))
      .map((one) => at(one.at));
    const panel = panelOf(series, place, { top: y, left, right, x, stretch, missedAt });
    y = panel.bottom + gapStrip + 4;
    return panel;
  });
  const base = y + doseHeight;
  return {
    width,
    height: base + 26,
    left,
    right,
    top,
    base,
    x,
    at: (px) => scale.invert(px).getTime() - shift,
    timeTicks: scale.ticks(Math.max(2, Math.floor((right - left) / 88))).map((tick) => ({
      x: tenth(scale(tick)),
      text: tickText(tick, stretch[1] - stretch[0]),
    })),
    medicines,
    hiddenMedicines: course.medicines.length - lanes.length,
    rows,
    goals,
    panels,
    doses: dosesOf(course, x, base, stretch),
  };
}
