import type { CourseSeries, CourseView } from '@evenkeel/contract';
import { scaleUtc } from 'd3-scale';
import { doseTicks, type DoseTicks } from './course-doses.ts';
import { gapStrip, panelOf, type Panel } from './course-panel.ts';
import { symbolPath } from './course-symbols.ts';
import { day, noonOf, sinceMs, zoneShift, type Stretch } from './course-time.ts';

const mostLanes = 6;
const laneHeight = 22;
const doseHeight = 62;

type Place = (value: number) => number;

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
  /** Too narrow for words beside the picture: they stand above their lane, or in the table only. */
  readonly narrow: boolean;
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
  readonly doses: DoseTicks;
}

const at = (text: string) => Date.parse(text);
const tenth = (value: number) => Math.round(10 * value) / 10;

function tickText(date: Date, length: number): string {
  const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  const month = months[date.getUTCMonth()]!;
  const [hours, minutes] = [date.getUTCHours(), date.getUTCMinutes()];
  if (hours !== 0 || minutes !== 0)
    return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
  if (date.getUTCDate() === 1 && date.getUTCMonth() === 0) return String(date.getUTCFullYear());
  return length > 200 * day && date.getUTCDate() === 1 ? month : `${date.getUTCDate()} ${month}`;
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
  const rowHeight = narrow ? laneHeight + 14 : laneHeight;
  if (course.therapy.length > 0) {
    y += rowHeight;
    const places = course.therapy.map((one) => noonOf(one.day, course.timeZone)).filter(inView);
    rows.push({
      kind: 'therapy',
      y,
      path: places.map((one) => symbolPath('square', tenth(x(one)), y - 4, 3.4)).join(''),
    });
  }
  if (course.adverseEvents.length > 0) {
    y += rowHeight;
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
      y += rowHeight;
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
    narrow,
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
    doses: doseTicks(course, x, base, stretch),
  };
}
