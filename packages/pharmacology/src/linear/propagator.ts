import type { Layout } from './layout.ts';
import { symmetricEigen } from './symmetric.ts';
import { triangularExponential, triangularSolve } from './triangular.ts';

/**
 * The exact solution of x' = A x + b for one person's rates, in coordinates of its own.
 * Where the rates are apart, the coordinates are the modes: each decays by itself. Where two rates (nearly) meet, they
 * are those of the triangular form, and a step is a small matrix. Buffers are reused from person to person.
 */
export interface Propagator {
  readonly size: number;
  /** True when a step is `size` exponentials; false when it is a triangular matrix. */
  readonly isModal: boolean;
  /** Rates, 1/h, all below zero. */
  readonly rates: Float64Array;
  /** Column j is coordinate j as a state. */
  readonly states: Float64Array;
  /** Row i gives coordinate i of a state. */
  readonly coordinates: Float64Array;
  /** What coordinate `from` feeds: true when `to` follows from it. */
  feeds(from: number, to: number): boolean;
  /** Takes the rate matrix of a person; see `fillMatrix`. */
  load(matrix: Float64Array): void;
  /** What `advance` needs to go `hours` on, written into `into` (at least size x size) when given. */
  factor(hours: number, into?: Float64Array): Float64Array;
  /** Lets the coordinates decay by a factor, in place. */
  advance(factor: Float64Array, z: Float64Array): void;
  /** Turns a constant input (in coordinates) into the steady state it leads to, in place. */
  steady(input: Float64Array): void;
}

/** Above this growth of the eigenvectors the modes lose too many digits, and the triangular form is used. */
const trusted = 1e6;

/** A propagator for systems of this layout. Each block of states has to exchange in pairs without a cycle. */
export function propagatorFor(layout: Layout): Propagator {
  const size = layout.states.length;
  const matrix = () => new Float64Array(size * size);
  const [block, q, turned, work, triangular, modes, inverse, states, coordinates] = [
    matrix(),
    matrix(),
    matrix(),
    matrix(),
    matrix(),
    matrix(),
    matrix(),
    matrix(),
    matrix(),
  ] as const;
  const back = matrix();
  const scale = new Float64Array(size);
  const rates = new Float64Array(size);
  const held = new Float64Array(size);
  let isModal = true;

  /** Turns each block into its own modes, so that A becomes lower triangular. */
  const turn = (a: Float64Array) => {
    turned.fill(0);
    back.fill(0);
    for (let number = 0; number < layout.blocks.length - 1; number += 1) {
      const start = layout.blocks[number]!;
      const width = layout.blocks[number + 1]! - start;
      scale.fill(0);
      scale[start] = 1;
      for (let round = 0; round < width; round += 1)
        for (let i = start; i < start + width; i += 1)
          for (let j = start; j < start + width; j += 1)
            if (scale[j] === 0 && scale[i] !== 0 && a[i * size + j]! > 0 && a[j * size + i]! > 0)
              scale[j] = scale[i]! * Math.sqrt(a[i * size + j]! / a[j * size + i]!);
      for (let i = 0; i < width; i += 1)
        for (let j = 0; j < width; j += 1) {
          const [row, column] = [start + i, start + j];
          block[i * width + j] =
            i === j ? a[row * size + row]! : Math.sqrt(a[row * size + column]! * a[column * size + row]!);
        }
      symmetricEigen(block, q, width);
      for (let j = 0; j < width; j += 1) {
        rates[start + j] = block[j * width + j]!;
        for (let i = 0; i < width; i += 1) {
          turned[(start + i) * size + start + j] = q[i * width + j]! / scale[start + i]!;
          back[(start + j) * size + start + i] = q[i * width + j]! * scale[start + i]!;
        }
      }
    }
  };

  const product = (a: Float64Array, b: Float64Array, into: Float64Array) => {
    into.fill(0);
    for (let i = 0; i < size; i += 1)
      for (let k = 0; k < size; k += 1) {
        const left = a[i * size + k]!;
        if (left !== 0) for (let j = 0; j < size; j += 1) into[i * size + j]! += left * b[k * size + j]!;
      }
  };

  /** Eigenvectors of the triangular form and their inverse; false when they cannot be trusted. */
  const findModes = (): boolean => {
    let [largest, largestInverse] = [1, 1];
    modes.fill(0);
    inverse.fill(0);
    for (let j = 0; j < size; j += 1) {
      modes[j * size + j] = 1;
      for (let i = j + 1; i < size; i += 1) {
        let sum = 0;
        for (let k = j; k < i; k += 1) sum += triangular[i * size + k]! * modes[k * size + j]!;
        if (sum === 0) continue;
        const value = sum / (rates[j]! - rates[i]!);
        if (!(Math.abs(value) < trusted)) return false;
        modes[i * size + j] = value;
        largest = Math.max(largest, Math.abs(value));
      }
    }
    for (let j = 0; j < size; j += 1) {
      inverse[j * size + j] = 1;
      for (let i = j + 1; i < size; i += 1) {
        let sum = 0;
        for (let k = j; k < i; k += 1) sum -= modes[i * size + k]! * inverse[k * size + j]!;
        inverse[i * size + j] = sum;
        largestInverse = Math.max(largestInverse, Math.abs(sum));
      }
    }
    return largest * largestInverse < trusted;
  };

  return {
    size,
    rates,
    states,
    coordinates,
    get isModal() {
      return isModal;
    },
    feeds: (from, to) => from === to || (!isModal && triangular[to * size + from] !== 0),
    load(a) {
      turn(a);
      product(a, turned, work);
      product(back, work, triangular);
      // What stands above the diagonal, or beside it within a block, is rounding.
      for (let number = 0; number < layout.blocks.length - 1; number += 1)
        for (let i = layout.blocks[number]!; i < layout.blocks[number + 1]!; i += 1) {
          for (let j = layout.blocks[number]!; j < size; j += 1) triangular[i * size + j] = 0;
          triangular[i * size + i] = rates[i]!;
        }
      isModal = findModes();
      if (isModal) {
        product(turned, modes, states);
        product(inverse, back, coordinates);
      } else {
        states.set(turned);
        coordinates.set(back);
      }
    },
    factor(hours, into) {
      if (!isModal) {
        const step = triangularExponential(triangular, hours, size);
        into?.set(step);
        return into ?? step;
      }
      const factors = into ?? new Float64Array(size);
      for (let i = 0; i < size; i += 1) factors[i] = Math.exp(rates[i]! * hours);
      return factors;
    },
    advance(factor, z) {
      if (isModal) {
        for (let i = 0; i < size; i += 1) z[i]! *= factor[i]!;
        return;
      }
      for (let i = 0; i < size; i += 1) {
        let sum = 0;
        for (let k = 0; k <= i; k += 1) sum += factor[i * size + k]! * z[k]!;
        held[i] = sum;
      }
      z.set(held);
    },
    steady(input) {
      if (isModal) for (let i = 0; i < size; i += 1) input[i]! /= -rates[i]!;
      else {
        triangularSolve(triangular, input, size);
        for (let i = 0; i < size; i += 1) input[i] = -input[i]!;
      }
    },
  };
}
