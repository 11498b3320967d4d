import type { CourseView } from '@evenkeel/contract';
import { courseWords as words } from '../words/course-en.ts';
import { symbolPath } from './course-symbols.ts';
import { noonOf, type Stretch } from './course-time.ts';

/** The doses of a picture: one path a kind, and the numbers that have room. */
export interface DoseTicks {
  readonly given: string;
  /** Given, and not known how large for this body. */
  readonly unknown: string;
  readonly planned: string;
  readonly stopped: string;
  readonly labels: readonly {
    readonly key: string;
    readonly x: number;
    readonly y: number;
    readonly text: string;
  }[];
}

const at = (text: string) => Date.parse(text);
const tenth = (value: number) => Math.round(10 * value) / 10;

type Dose = CourseView['doses'][number];

/** How large a dose was: by body weight, or by mg for esketamine, which is not weighed. Undefined when that is not known. */
export function doseSize({
  drug,
  doseMgPerKg,
  amountMg,
}: Pick<Dose, 'drug' | 'doseMgPerKg' | 'amountMg'>):
  | { readonly of: 'mg/kg' | 'mg'; readonly size: number }
  | undefined {
  const of = doseMgPerKg !== undefined ? 'mg/kg' : drug === 'esketamine' ? 'mg' : undefined;
  const size = Number(of === 'mg' ? amountMg : doseMgPerKg);
  return of === undefined || !Number.isFinite(size) ? undefined : { of, size };
}

/** Height of a dose's tick, for the eye only: 1 mg/kg stands as high as 100 mg. */
function tickHeight(size: ReturnType<typeof doseSize>): number {
  // One of unknown size stands at the height of a planned one, as an outline.
  if (size === undefined) return 18;
  return Math.min(40, Math.max(8, size.size * (size.of === 'mg' ? 0.36 : 36)));
}
const doseShapes: { readonly [route: string]: 'bar' | 'wedge' | 'pin' } = Object.freeze({
  iv: 'bar',
  im: 'wedge',
  sc: 'wedge',
  'nasal-device': 'pin',
  'nasal-spray': 'pin',
});

/** What the shapes, heights and outlines of these doses mean. */
export function doseKey(doses: readonly Dose[]): string {
  const shapes: { readonly [route: string]: string } = words.routeShapes;
  const shown = new Set(doses.map(({ route }) => shapes[route] ?? words.routeShapes.other));
  const sizes = doses.map(doseSize);
  return words.key([...shown].join(', '), {
    byMg: sizes.some((size) => size?.of === 'mg'),
    unknown: sizes.includes(undefined),
  });
}

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

/** Doses of a stretch as ticks on the base line: planned ones dashed, a stopped one barred, one of unknown size outlined. */
export function doseTicks(
  course: CourseView,
  x: (ms: number) => number,
  base: number,
  [from, to]: Stretch,
): DoseTicks {
  const labels: { key: string; x: number; y: number; text: string }[] = [];
  let [given, unknown, stopped, planned, lastLabel] = ['', '', '', '', Number.NEGATIVE_INFINITY];
  const inView = course.doses.filter((dose) => at(dose.at) >= from && at(dose.at) <= to);
  const [first, last] = [inView[0], inView.at(-1)];
  const thin =
    first !== undefined &&
    last !== undefined &&
    inView.length > 8 &&
    (x(at(last.at)) - x(at(first.at))) / inView.length < 11;
  for (const dose of inView) {
    const px = tenth(x(at(dose.at)));
    const size = doseSize(dose);
    const height = tickHeight(size);
    const path = dosePath(dose.route, px, base, height, thin);
    if (size === undefined) unknown += path;
    else given += path;
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
  return { given, unknown, planned, stopped, labels };
}
