import { nodes } from './collocation.ts';
import { propagatorFor, type Propagator } from './linear/propagator.ts';
import { analytes } from './model.ts';
import type { Input, Unit } from './schedule.ts';

/** Buffers of one unit, reused from person to person. */
export interface Work {
  readonly unit: Unit;
  readonly propagator: Propagator;
  readonly matrix: Float64Array;
  readonly z: Float64Array;
  readonly steady: Float64Array;
  readonly level: Float64Array;
  /** One row of coordinates for each analyte read out, then effect site, pressure site and occupancy. */
  readonly rows: readonly Float64Array[];
  /** Coordinates a row reaches to; those after are zero in it. */
  readonly extents: Int32Array;
  readonly analytePlaces: readonly number[];
  /** Factors of the steps, and the number of the run they were made in. */
  readonly factors: Float64Array[];
  readonly madeIn: number[];
  inputs: readonly Input[];
  /** Constant inputs under way. */
  running: number;
  /** As the propagator says of the person loaded. */
  isModal: boolean;
}

export function workOf(unit: Unit): Work {
  const propagator = propagatorFor(unit.layout);
  const { size } = propagator;
  return {
    unit,
    propagator,
    matrix: new Float64Array(size * size),
    z: new Float64Array(size),
    steady: new Float64Array(size),
    level: new Float64Array(size),
    rows: Array.from({ length: unit.layout.species.readouts.length + 3 }, () => new Float64Array(size)),
    extents: new Int32Array(unit.layout.species.readouts.length + 3),
    analytePlaces: unit.layout.species.readouts.map(({ analyte }) => analytes.indexOf(analyte)),
    factors: [],
    madeIn: [],
    inputs: [],
    running: 0,
    isModal: true,
  };
}

export function dot(row: Float64Array, z: Float64Array, extent: number): number {
  let sum = 0;
  for (let i = 0; i < extent; i += 1) sum += row[i]! * z[i]!;
  return sum;
}

export function extentOf(row: Float64Array): number {
  let extent = row.length;
  while (extent > 0 && row[extent - 1] === 0) extent -= 1;
  return extent;
}

/** The factor for a share of a step, made once a run and kept in its place. */
export function factorOf(work: Work, place: number, hours: number, run: number): Float64Array {
  const { propagator, factors, madeIn } = work;
  const factor = (factors[place] ??= new Float64Array(4 * propagator.size ** 2));
  if (madeIn[place] !== run) {
    propagator.factor(hours, factor);
    madeIn[place] = run;
  }
  return factor;
}

/** Lets the coordinates decay by a factor and reads a row of them. Only for those that do not decay by themselves. */
export function decayAndRead(
  { propagator, z }: Work,
  factor: Float64Array,
  row: Float64Array,
  extent: number,
): number {
  propagator.advance(factor, z);
  return dot(row, z, extent);
}

/**
 * What a whole step needs where each coordinate decays by itself: weights that read the row at its three nodes from the
 * coordinates at its start, and then the decay over the step.
 */
export function stepOf(work: Work, id: number, hours: number, run: number): Float64Array {
  const { propagator, factors, madeIn, rows } = work;
  const { size, rates } = propagator;
  const step = (factors[id] ??= new Float64Array(4 * size ** 2));
  if (madeIn[id] === run) return step;
  madeIn[id] = run;
  const row = rows[rows.length - 1]!;
  for (let i = 0; i < size; i += 1) {
    const outer = Math.exp(rates[i]! * nodes[0] * hours);
    const inner = Math.exp(rates[i]! * (nodes[1] - nodes[0]) * hours);
    const middle = outer * inner;
    step[i] = row[i]! * outer;
    step[size + i] = row[i]! * middle;
    step[2 * size + i] = row[i]! * middle * inner;
    step[3 * size + i] = middle * middle;
  }
  return step;
}
