/** Where the smallest sum of squares lies. */
export interface Minimum {
  readonly at: Float64Array;
  /** Jacobian of the residuals there, row by row. */
  readonly jacobian: Float64Array;
  /** Inverse of (J'J + 1), row by row: the covariance of the unknowns. */
  readonly covariance: Float64Array;
}

const step = 1e-4;
const rounds = 80;

/** Central differences: `jacobian[residual x unknowns + unknown]`. */
export function jacobianOf(
  residuals: (at: Float64Array) => Float64Array,
  at: Float64Array,
  count: number,
): Float64Array {
  const size = at.length;
  const jacobian = new Float64Array(count * size);
  const moved = at.slice();
  for (let unknown = 0; unknown < size; unknown += 1) {
    moved[unknown] = at[unknown]! + step;
    const above = residuals(moved);
    moved[unknown] = at[unknown]! - step;
    const below = residuals(moved);
    moved[unknown] = at[unknown]!;
    for (let row = 0; row < count; row += 1)
      jacobian[row * size + unknown] = (above[row]! - below[row]!) / (2 * step);
  }
  return jacobian;
}

/**
 * The unknowns for which the sum of squared residuals and of the squared unknowns themselves is smallest: penalised least
 * squares by Gauss and Newton's steps, damped as Levenberg and Marquardt do. Undefined when it comes to no end.
 */
export function smallestSquares(
  residuals: (at: Float64Array) => Float64Array,
  size: number,
): Minimum | undefined {
  let at: Float64Array = new Float64Array(size);
  let now = residuals(at);
  const count = now.length;
  const sumOf = (values: Float64Array, unknowns: Float64Array) => squares(values) + squares(unknowns);
  let sum = sumOf(now, at);
  let damping = 1e-3;
  for (let round = 0; round < rounds; round += 1) {
    const jacobian = jacobianOf(residuals, at, count);
    const [matrix, slope] = normalEquations(jacobian, now, at);
    let best = 0;
    for (let attempt = 0; attempt < 30; attempt += 1) {
      const damped = matrix.slice();
      for (let i = 0; i < size; i += 1) damped[i * size + i]! *= 1 + damping;
      const change = solved(damped, slope, size);
      const next = at.map((value, index) => value - change[index]!);
      const there = residuals(next);
      const value = sumOf(there, next);
      if (value <= sum) {
        best = Math.max(...change.map(Math.abs));
        at = next;
        now = there;
        damping = Math.max(1e-9, damping / 5);
        const gained = sum - value;
        sum = value;
        if (best < 1e-7 || gained < 1e-12 * (1 + sum)) return minimumOf(residuals, at, count);
        break;
      }
      damping *= 5;
      if (damping > 1e12) return minimumOf(residuals, at, count);
    }
    if (best === 0) return undefined;
  }
  return undefined;
}

function minimumOf(residuals: (at: Float64Array) => Float64Array, at: Float64Array, count: number): Minimum {
  const size = at.length;
  const jacobian = jacobianOf(residuals, at, count);
  const [matrix] = normalEquations(jacobian, residuals(at), at);
  const covariance = new Float64Array(size * size);
  for (let column = 0; column < size; column += 1) {
    const unit = new Float64Array(size);
    unit[column] = 1;
    const found = solved(matrix, unit, size);
    for (let row = 0; row < size; row += 1) covariance[row * size + column] = found[row]!;
  }
  return { at, jacobian, covariance };
}

const squares = (values: Float64Array) => values.reduce((sum, value) => sum + value * value, 0);

/** J'J + 1, and J'r + u. */
function normalEquations(
  jacobian: Float64Array,
  residuals: Float64Array,
  at: Float64Array,
): readonly [Float64Array, Float64Array] {
  const size = at.length;
  const matrix = new Float64Array(size * size);
  const slope = at.slice();
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j < size; j += 1) {
      let sum = i === j ? 1 : 0;
      for (let row = 0; row < residuals.length; row += 1)
        sum += jacobian[row * size + i]! * jacobian[row * size + j]!;
      matrix[i * size + j] = sum;
    }
    for (let row = 0; row < residuals.length; row += 1)
      slope[i]! += jacobian[row * size + i]! * residuals[row]!;
  }
  return [matrix, slope];
}

/** Solves a symmetric, positive definite system by Cholesky's factor. */
function solved(matrix: Float64Array, right: Float64Array, size: number): Float64Array {
  const lower = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1)
    for (let j = 0; j <= i; j += 1) {
      let sum = matrix[i * size + j]!;
      for (let k = 0; k < j; k += 1) sum -= lower[i * size + k]! * lower[j * size + k]!;
      lower[i * size + j] = i === j ? Math.sqrt(sum) : sum / lower[j * size + j]!;
    }
  const x = right.slice();
  for (let i = 0; i < size; i += 1) {
    for (let k = 0; k < i; k += 1) x[i]! -= lower[i * size + k]! * x[k]!;
    x[i]! /= lower[i * size + i]!;
  }
  for (let i = size - 1; i >= 0; i -= 1) {
    for (let k = i + 1; k < size; k += 1) x[i]! -= lower[k * size + i]! * x[k]!;
    x[i]! /= lower[i * size + i]!;
  }
  return x;
}
