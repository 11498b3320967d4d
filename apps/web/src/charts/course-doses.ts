import type { CourseView } from '@evenkeel/contract';
import { symbolPath } from './course-symbols.ts';
import { noonOf, type Stretch } from './course-time.ts';

/** The doses of a picture: one path a kind, and the numbers that have room. */
export interface DoseTicks {
  readonly given: string;
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

/** Doses of a stretch as ticks on the base line: planned ones dashed, a stopped one barred. */
export function doseTicks(
  course: CourseView,
  x: (ms: number) => number,
  base: number,
  [from, to]: Stretch,
): DoseTicks {
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
    // A dose that is not weighed by the body has a tick of middle height; its number stands in the text.
    const height = tickHeight(Number(dose.doseMgPerKg ?? '0.5'));
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
