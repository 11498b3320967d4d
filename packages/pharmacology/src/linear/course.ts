import type { Individual } from '../individual.ts';
import { inputsOf, valuesOf, type Unit } from '../schedule.ts';
import { fillMatrix, readerOf } from './matrix.ts';
import { propagatorFor } from './propagator.ts';

/** The exact course of one unit of one person: any state at any time, without a step. */
export interface Course {
  /** Sum of `row` (one weight a state, which must not change) over the states at a time, h. Zero before the first dose. */
  at(row: Float64Array, hours: number): number;
  /** Area under `at` from the first dose to a time, exact. */
  areaTo(row: Float64Array, hours: number): number;
  /** Area to infinity, exact. */
  area(row: Float64Array): number;
  /** Slowest rate that shows in `row`, 1/h; 0 when nothing does. */
  slowestRate(row: Float64Array): number;
  /** Times at which an input starts or ends, h, rising. */
  readonly breaks: Float64Array;
}

/** Solves a unit for a person. Cost: one eigen-decomposition, then a few exponentials a call. */
export function courseOf(unit: Unit, person: Individual): Course {
  const { layout } = unit;
  const size = layout.states.length;
  const matrix = new Float64Array(size * size);
  fillMatrix(layout, readerOf(valuesOf(unit, person), layout.species.id), matrix);
  const propagator = propagatorFor(layout);
  propagator.load(matrix);
  const inputs = inputsOf(unit, person).map(({ at, until, into }) => {
    const column = new Float64Array(size);
    for (const { state, mg } of into)
      for (let i = 0; i < size; i += 1) column[i]! += propagator.coordinates[i * size + state]! * mg;
    return { at, until, column };
  });
  const breaks = Float64Array.from(new Set(inputs.flatMap(({ at, until }) => [at, until]))).toSorted();
  const starts: { readonly z: Float64Array; readonly steady: Float64Array }[] = [];
  const z = new Float64Array(size);
  const steady = new Float64Array(size);
  for (let index = 0; index < breaks.length; index += 1) {
    const now = breaks[index]!;
    if (index > 0) propagator.advance(propagator.factor(now - breaks[index - 1]!), z);
    for (const { at, until, column } of inputs) {
      if (at === now && until === at) for (let i = 0; i < size; i += 1) z[i]! += column[i]!;
      else if (at === now || until === now) {
        const level = column.map((value) => value / (until - at));
        propagator.steady(level);
        const sign = at === now ? 1 : -1;
        for (let i = 0; i < size; i += 1) {
          steady[i]! += sign * level[i]!;
          z[i]! -= sign * level[i]!;
        }
      }
    }
    // All inputs are over: what is left of the level is rounding.
    if (inputs.every(({ at, until }) => until === at || until <= now || at > now)) steady.fill(0);
    starts.push({ z: z.slice(), steady: steady.slice() });
  }
  // A row is read at many times: what it is in coordinates is found once.
  const known = new WeakMap<Float64Array, Float64Array>();
  const inCoordinates = (row: Float64Array) => {
    const before = known.get(row);
    if (before !== undefined) return before;
    const own = new Float64Array(size);
    known.set(row, own);
    for (let j = 0; j < size; j += 1)
      for (let i = 0; i < size; i += 1) own[j]! += row[i]! * propagator.states[i * size + j]!;
    return own;
  };
  const dot = (a: Float64Array, b: Float64Array) => {
    let sum = 0;
    for (let i = 0; i < size; i += 1) sum += a[i]! * b[i]!;
    return sum;
  };
  const lastBreak = (hours: number) => {
    let index = -1;
    while (index + 1 < breaks.length && breaks[index + 1]! <= hours) index += 1;
    return index;
  };
  const decayed = (index: number, hours: number) => {
    const now = starts[index]!.z.slice();
    propagator.advance(propagator.factor(hours), now);
    return now;
  };
  /** Area of the decaying part is the steady state it would feed: the integral of e^(At) z is -A^-1 (z - e^(At) z). */
  const areaOf = (own: Float64Array, index: number, hours: number) => {
    const start = starts[index]!;
    const end = decayed(index, hours);
    const gone = start.z.map((value, i) => value - end[i]!);
    propagator.steady(gone);
    return dot(own, gone) + dot(own, start.steady) * hours;
  };
  return {
    breaks,
    at(row, hours) {
      const index = lastBreak(hours);
      if (index < 0) return 0;
      const own = inCoordinates(row);
      return dot(own, decayed(index, hours - breaks[index]!)) + dot(own, starts[index]!.steady);
    },
    areaTo(row, hours) {
      const own = inCoordinates(row);
      let sum = 0;
      for (let index = 0; index <= lastBreak(hours); index += 1)
        sum += areaOf(own, index, Math.min(hours, breaks[index + 1] ?? hours) - breaks[index]!);
      return sum;
    },
    area(row) {
      const own = inCoordinates(row);
      let sum = 0;
      for (const { column } of inputs) {
        const level = column.slice();
        propagator.steady(level);
        sum += dot(own, level);
      }
      return sum;
    },
    slowestRate(row) {
      const own = inCoordinates(row);
      // Forward from the inputs and backward from the row: a rate shows when it lies on a way from one to the other.
      const reached = own.map((_, i) => Math.max(...inputs.map(({ column }) => Math.abs(column[i]!))));
      const shown = own.map(Math.abs);
      for (let i = 0; i < size; i += 1)
        for (let k = 0; k < i; k += 1)
          if (propagator.feeds(k, i)) reached[i] = Math.max(reached[i]!, reached[k]!);
      for (let i = size - 1; i >= 0; i -= 1)
        for (let k = i + 1; k < size; k += 1)
          if (propagator.feeds(i, k)) shown[i] = Math.max(shown[i]!, shown[k]!);
      let slowest = 0;
      for (let i = 0; i < size; i += 1) {
        const rate = -propagator.rates[i]!;
        if (reached[i]! * shown[i]! > 1e-12 && (slowest === 0 || rate < slowest)) slowest = rate;
      }
      return slowest;
    },
  };
}
