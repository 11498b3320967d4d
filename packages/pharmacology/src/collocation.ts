/*
 * Gauss collocation with three stages (order 6) for y' = u - k y, whose k and u are known at the nodes: the signal and
 * the plasticity are such states once the concentration is known. Hairer, Norsett and Wanner, Solving ordinary
 * differential equations I, table 7.4.
 */

const root = Math.sqrt(15);
/** Nodes of a panel, as a share of its length. */
export const nodes = Object.freeze([0.5 - root / 10, 0.5, 0.5 + root / 10] as const);
const [a11, a12, a13] = [5 / 36, 2 / 9 - root / 15, 5 / 36 - root / 30];
const [a21, a22, a23] = [5 / 36 + root / 24, 2 / 9, 5 / 36 - root / 24];
const [a31, a32, a33] = [5 / 36 + root / 30, 2 / 9 + root / 15, 5 / 36];

/** Values at the three nodes and at the end of a panel. */
export interface Stages {
  one: number;
  two: number;
  three: number;
  end: number;
}

/**
 * One panel of `h` hours of y' = u - k y from `y`, with k (1/h) and u at the nodes; the result is written into `into`.
 * Plain numbers in place of arrays, for it stands in the innermost loop.
 */
export function solvePanel(
  h: number,
  y: number,
  k1: number,
  k2: number,
  k3: number,
  u1: number,
  u2: number,
  u3: number,
  into: Stages,
): void {
  const [h1, h2, h3] = [h * k1, h * k2, h * k3];
  const m11 = 1 + h1 * a11;
  const m12 = h1 * a12;
  const m13 = h1 * a13;
  const m21 = h2 * a21;
  const m22 = 1 + h2 * a22;
  const m23 = h2 * a23;
  const m31 = h3 * a31;
  const m32 = h3 * a32;
  const m33 = 1 + h3 * a33;
  const b1 = u1 - k1 * y;
  const b2 = u2 - k2 * y;
  const b3 = u3 - k3 * y;
  const c11 = m22 * m33 - m23 * m32;
  const c12 = m23 * m31 - m21 * m33;
  const c13 = m21 * m32 - m22 * m31;
  const det = m11 * c11 + m12 * c12 + m13 * c13;
  const f1 = (c11 * b1 + (m13 * m32 - m12 * m33) * b2 + (m12 * m23 - m13 * m22) * b3) / det;
  const f2 = (c12 * b1 + (m11 * m33 - m13 * m31) * b2 + (m13 * m21 - m11 * m23) * b3) / det;
  const f3 = (c13 * b1 + (m12 * m31 - m11 * m32) * b2 + (m11 * m22 - m12 * m21) * b3) / det;
  into.one = y + h * (a11 * f1 + a12 * f2 + a13 * f3);
  into.two = y + h * (a21 * f1 + a22 * f2 + a23 * f3);
  into.three = y + h * (a31 * f1 + a32 * f2 + a33 * f3);
  into.end = y + (h * (5 * f1 + 8 * f2 + 5 * f3)) / 18;
}
