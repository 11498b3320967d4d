import { createRequire } from 'node:module';
import { type DosingCalendar, stretchesOf } from '../benchmark/calendar.ts';

/** The part of the integrator used here; its own package ships sources instead of types. */
interface Odex {
  readonly Solver: new (size: number) => {
    absoluteTolerance: number;
    relativeTolerance: number;
    maxSteps: number;
    solve(
      f: (t: number, y: readonly number[]) => number[],
      from: number,
      y: readonly number[],
      to: number,
    ): { readonly y: number[] };
  };
}
const odex = createRequire(import.meta.url)('odex') as Odex;

/** The four channels at rising times, by an integrator that is not ours, from the equations as they are written. */
export function integrateBenchmark(
  row: Float64Array,
  calendar: DosingCalendar,
  times: readonly number[],
  tolerance = 1e-12,
): number[][] {
  const [weight, cl, v1, v2, v3, q2, q3, fm, cln, vn1, vn2, qn, ke0, r0, kout, emax, ec50, gam] =
    row as unknown as [
      ...[number, number, number, number, number, number, number, number, number],
      ...[number, number, number, number, number, number, number, number, number],
    ];
  const { starts, rates } = stretchesOf(calendar);
  const stops = [...new Set([...starts, ...times])].toSorted((a, b) => a - b);
  let state = [0, 0, 0, 0, 0, 0, r0];
  const result: number[][] = [];
  for (const [index, at] of stops.entries()) {
    if (times.includes(at)) result.push([state[0]! / v1, state[3]! / vn1, state[5]!, state[6]!]);
    const next = stops[index + 1];
    if (next === undefined || result.length === times.length) break;
    const dose = rates[starts.findLastIndex((start) => start <= at)]! * weight;
    const solver = new odex.Solver(7);
    solver.absoluteTolerance = tolerance / 10;
    solver.relativeTolerance = tolerance;
    solver.maxSteps = 1_000_000;
    state = solver.solve(
      (_, y) => {
        const [a1, a2, a3, n1, n2, ce, r] = y as [number, number, number, number, number, number, number];
        const [c1, c2, c3] = [a1 / v1, a2 / v2, a3 / v3];
        const power = Math.max(0, ce) ** gam;
        return [
          dose - cl * c1 - q2 * (c1 - c2) - q3 * (c1 - c3),
          q2 * (c1 - c2),
          q3 * (c1 - c3),
          fm * cl * c1 - (cln * n1) / vn1 - qn * (n1 / vn1 - n2 / vn2),
          qn * (n1 / vn1 - n2 / vn2),
          ke0 * (c1 - ce),
          r0 * kout - kout * (1 + (emax * power) / (ec50 ** gam + power)) * r,
        ];
      },
      at,
      state,
      next,
    ).y;
  }
  return result;
}
