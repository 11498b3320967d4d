import type { Individual } from './individual.ts';
import { courseOf } from './linear/course.ts';
import { readerOf } from './linear/matrix.ts';
import { meshOf } from './mesh.ts';
import { analytes, totalOf, type Analyte } from './model.ts';
import type { Regimen } from './regimen.ts';
import { unitsOf, valuesOf } from './schedule.ts';

/** How much of an analyte a person meets. */
export interface Exposure {
  /** Highest concentration, ng/mL. */
  readonly cmax: number;
  /** Hours from the first dose to it. */
  readonly tmax: number;
  /** Area under the concentration, ng*h/mL. */
  readonly auc: number;
  /** Terminal half-life, h. */
  readonly halfLife: number;
}

/**
 * Exposure by analyte, exact: no step size enters. `untilH` bounds the area (from the first dose); without it, to infinity.
 * Only of the analytes in `wanted`, of which there are as many as the work.
 */
export function exposureOf(
  person: Individual,
  doses: Regimen,
  untilH?: number,
  wanted: readonly Analyte[] = analytes,
): Readonly<Partial<Record<Analyte, Exposure>>> {
  const first = doses[0]?.at ?? 0;
  const parts = unitsOf(person.model, doses).map((unit) => {
    const { species, states } = unit.layout;
    const read = readerOf(valuesOf(unit, person), species.id);
    return {
      course: courseOf(unit, person),
      rows: species.readouts.map(({ compartment, analyte, volume, factor }) => {
        const row = new Float64Array(states.length);
        row[states.indexOf(compartment)] = ((factor ?? 1) * 1000) / read(volume);
        return { analyte, row };
      }),
    };
  });
  const breaks = Float64Array.from(
    new Set(parts.flatMap(({ course }) => Array.from(course.breaks))),
  ).toSorted();
  const horizon = Math.min(first + (untilH ?? Number.POSITIVE_INFINITY), (breaks.at(-1) ?? 0) + 48);
  const { points } = meshOf(breaks, Float64Array.of(horizon), 0);
  const found: Partial<Record<Analyte, Exposure>> = {};
  for (const analyte of wanted) {
    const read = parts.flatMap(({ course, rows }) =>
      rows
        .filter((one) => one.analyte === analyte || totalOf[one.analyte] === analyte)
        .map(({ row }) => ({ course, row })),
    );
    if (read.length === 0) continue;
    const level = (hours: number) => read.reduce((sum, { course, row }) => sum + course.at(row, hours), 0);
    const peak = highest(level, points);
    const slowest = Math.min(
      ...read.map(({ course, row }) => course.slowestRate(row) || Number.POSITIVE_INFINITY),
    );
    found[analyte] = {
      cmax: peak.value,
      tmax: peak.at - first,
      auc: read.reduce(
        (sum, { course, row }) =>
          sum + (untilH === undefined ? course.area(row) : course.areaTo(row, first + untilH)),
        0,
      ),
      halfLife: Math.LN2 / slowest,
    };
  }
  return found;
}

const golden = (Math.sqrt(5) - 1) / 2;

/** The highest value on a mesh, then between its neighbours by golden section. */
function highest(
  level: (hours: number) => number,
  points: Float64Array,
): { readonly at: number; readonly value: number } {
  let best = 0;
  const values = points.map(level);
  for (let index = 1; index < values.length; index += 1) if (values[index]! > values[best]!) best = index;
  let result = { at: points[best]!, value: values[best]! };
  for (const [from, to] of [
    [points[best - 1], points[best]],
    [points[best], points[best + 1]],
  ]) {
    if (from === undefined || to === undefined) continue;
    let [low, high] = [from, to];
    let [one, two] = [high - golden * (high - low), low + golden * (high - low)];
    let [atOne, atTwo] = [level(one), level(two)];
    for (let round = 0; round < 26; round += 1) {
      if (atOne > atTwo) {
        [high, two, atTwo] = [two, one, atOne];
        one = high - golden * (high - low);
        atOne = level(one);
      } else {
        [low, one, atOne] = [one, two, atTwo];
        two = low + golden * (high - low);
        atTwo = level(two);
      }
    }
    const at = (low + high) / 2;
    const value = level(at);
    if (value > result.value) result = { at, value };
  }
  return result;
}
