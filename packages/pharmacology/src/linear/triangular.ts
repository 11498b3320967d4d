/*
 * Lower-triangular matrices, row by row. The triangular form of a compartment system carries its rates on the diagonal
 * and stays exact when two of them are equal, where eigenvectors no longer exist.
 */

function multiply(a: Float64Array, b: Float64Array, into: Float64Array, size: number): void {
  for (let i = 0; i < size; i += 1)
    for (let j = 0; j <= i; j += 1) {
      let sum = 0;
      for (let k = j; k <= i; k += 1) sum += a[i * size + k]! * b[k * size + j]!;
      into[i * size + j] = sum;
    }
}

/** e^(t x hours) of a lower-triangular t, by scaling and squaring of its Taylor series; the diagonal is exact throughout. */
export function triangularExponential(t: Float64Array, hours: number, size: number): Float64Array {
  let norm = 0;
  for (let i = 0; i < size; i += 1) {
    let row = 0;
    for (let j = 0; j <= i; j += 1) row += Math.abs(t[i * size + j]!);
    norm = Math.max(norm, row * hours);
  }
  const squarings = norm > 0.25 ? Math.ceil(Math.log2(norm / 0.25)) : 0;
  const step = hours / 2 ** squarings;
  const small = t.map((value) => value * step);
  let sum = new Float64Array(size * size);
  let term = new Float64Array(size * size);
  let next = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1) sum[i * size + i] = term[i * size + i] = 1;
  for (let power = 1; power <= 14; power += 1) {
    multiply(small, term, next, size);
    for (let k = 0; k < size * size; k += 1) {
      next[k]! /= power;
      sum[k]! += next[k]!;
    }
    [term, next] = [next, term];
  }
  for (let square = 0; square <= squarings; square += 1) {
    if (square > 0) {
      multiply(sum, sum, next, size);
      [sum, next] = [next, sum];
    }
    const done = step * 2 ** square;
    for (let i = 0; i < size; i += 1) sum[i * size + i] = Math.exp(t[i * size + i]! * done);
  }
  return sum;
}

/** Solves t x = b in place for a lower-triangular t with no zero on its diagonal. */
export function triangularSolve(t: Float64Array, b: Float64Array, size: number): void {
  for (let i = 0; i < size; i += 1) {
    let sum = b[i]!;
    for (let k = 0; k < i; k += 1) sum -= t[i * size + k]! * b[k]!;
    b[i] = sum / t[i * size + i]!;
  }
}
