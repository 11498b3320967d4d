/*
 * Collocation at six Lobatto nodes (order 10 at the end of a panel, 7 inside it) for R' = u - k(t) R, with k known at
 * the nodes. The first node is the last of the panel before, so that a panel asks for k at five new times.
 * The unknown is the rise X(s) = R(s) - R(0) at s = share of the panel: the polynomial of degree 6 with X(0) = 0 and
 * X'(0) as the equation has it, through its values at the other five nodes. See Hairer, Norsett and Wanner, Solving
 * ordinary differential equations I, II.7 (Lobatto IIIA).
 */

const outer = Math.sqrt((7 + 2 * Math.sqrt(7)) / 21);
const inner = Math.sqrt((7 - 2 * Math.sqrt(7)) / 21);

/** Nodes as shares of a panel. */
export const nodes = Object.freeze([
  0,
  (1 - outer) / 2,
  (1 - inner) / 2,
  (1 + inner) / 2,
  (1 + outer) / 2,
  1,
]);

/** New nodes of a panel: all but the first. */
export const stages = 5;

/** Shares of a panel between one node and the next; the fourth and fifth are the second and first again. */
export const nodeGaps = Object.freeze([0, 1, 2].map((gap) => nodes[gap + 1]! - nodes[gap]!));

/**
 * Writes the six functions of which a rise is made, at a share of the panel: the first has slope 1 at the start and is
 * zero at every node, each other one is 1 at its own node, zero at the others, and has no slope at the start.
 */
export function writeBasis(share: number, into: Float64Array, offset: number): void {
  for (let own = 0; own <= stages; own += 1) {
    let value = own === 0 ? share : (share / nodes[own]!) ** 2;
    for (let other = 1; other <= stages; other += 1)
      if (other !== own) value *= (share - nodes[other]!) / (nodes[own]! - nodes[other]!);
    into[offset + own] = value;
  }
}

/** Slope of function `own` at stage `at`, by the product rule. */
function slope(own: number, at: number): number {
  const zeros = nodes.flatMap((node, other) => (other === own || other === 0 ? [] : [node]));
  const roots = own === 0 ? [0, ...zeros] : [0, 0, ...zeros];
  const scale =
    own === 0 ? zeros.reduce((p, z) => p * -z, 1) : roots.reduce((p, z) => p * (nodes[own]! - z), 1);
  let sum = 0;
  for (let left = 0; left < roots.length; left += 1)
    sum += roots.reduce((p, z, index) => (index === left ? p : p * (nodes[at]! - z)), 1);
  return sum / scale;
}

/** `slopes[(stage - 1) x 6 + own]`: slope of each function at each stage, per panel. */
export const slopes = Float64Array.from({ length: stages * 6 }, (_, place) =>
  slope(place % 6, Math.floor(place / 6) + 1),
);

const [
  s10,
  d11,
  s12,
  s13,
  s14,
  s15,
  s20,
  s21,
  d22,
  s23,
  s24,
  s25,
  s30,
  s31,
  s32,
  d33,
  s34,
  s35,
  s40,
  s41,
  s42,
  s43,
  d44,
  s45,
  s50,
  s51,
  s52,
  s53,
  s54,
  d55,
] = slopes as unknown as readonly number[] as readonly [
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
];

/**
 * Solves R' = gain - k R over panels one after another, from `start`. `lengths` holds the hours that occur and `length`
 * the place of each panel's; `k`, 1/h, is read at five nodes a panel, after the very first. For each panel six
 * coefficients of the basis are written into `rises`: h times the slope at its start, then the rise at each stage.
 * Elimination without pivoting: the diagonal stays positive for every k >= 0, which `collocation.test.ts` tries.
 */
export function solvePanels(
  lengths: Float64Array,
  length: Int32Array,
  start: number,
  gain: number,
  k: Float64Array,
  rises: Float64Array,
): void {
  let value = start;
  for (let panel = 0; panel < length.length; panel += 1) {
    const h = lengths[length[panel]!]!;
    const node = panel * stages;
    const k1 = h * k[node + 1]!;
    const k2 = h * k[node + 2]!;
    const k3 = h * k[node + 3]!;
    const k4 = h * k[node + 4]!;
    const k5 = h * k[node + 5]!;
    const given = h * gain;
    const first = given - h * k[node]! * value;
    let g1 = given - k1 * value - first * s10;
    let g2 = given - k2 * value - first * s20;
    let g3 = given - k3 * value - first * s30;
    let g4 = given - k4 * value - first * s40;
    let g5 = given - k5 * value - first * s50;
    const p1 = 1 / (d11 + k1);
    let l = s21 * p1;
    const m22 = d22 + k2 - l * s12;
    const m23 = s23 - l * s13;
    const m24 = s24 - l * s14;
    const m25 = s25 - l * s15;
    g2 -= l * g1;
    l = s31 * p1;
    let m32 = s32 - l * s12;
    let m33 = d33 + k3 - l * s13;
    let m34 = s34 - l * s14;
    let m35 = s35 - l * s15;
    g3 -= l * g1;
    l = s41 * p1;
    let m42 = s42 - l * s12;
    let m43 = s43 - l * s13;
    let m44 = d44 + k4 - l * s14;
    let m45 = s45 - l * s15;
    g4 -= l * g1;
    l = s51 * p1;
    let m52 = s52 - l * s12;
    let m53 = s53 - l * s13;
    let m54 = s54 - l * s14;
    let m55 = d55 + k5 - l * s15;
    g5 -= l * g1;
    const p2 = 1 / m22;
    m32 *= p2;
    m33 -= m32 * m23;
    m34 -= m32 * m24;
    m35 -= m32 * m25;
    g3 -= m32 * g2;
    m42 *= p2;
    m43 -= m42 * m23;
    m44 -= m42 * m24;
    m45 -= m42 * m25;
    g4 -= m42 * g2;
    m52 *= p2;
    m53 -= m52 * m23;
    m54 -= m52 * m24;
    m55 -= m52 * m25;
    g5 -= m52 * g2;
    const p3 = 1 / m33;
    m43 *= p3;
    m44 -= m43 * m34;
    m45 -= m43 * m35;
    g4 -= m43 * g3;
    m53 *= p3;
    m54 -= m53 * m34;
    m55 -= m53 * m35;
    g5 -= m53 * g3;
    const p4 = 1 / m44;
    m54 *= p4;
    m55 -= m54 * m45;
    g5 -= m54 * g4;
    g5 /= m55;
    g4 = (g4 - m45 * g5) * p4;
    g3 = (g3 - m34 * g4 - m35 * g5) * p3;
    g2 = (g2 - m23 * g3 - m24 * g4 - m25 * g5) * p2;
    g1 = (g1 - s12 * g2 - s13 * g3 - s14 * g4 - s15 * g5) * p1;
    const place = 6 * panel;
    rises[place] = first;
    rises[place + 1] = g1;
    rises[place + 2] = g2;
    rises[place + 3] = g3;
    rises[place + 4] = g4;
    rises[place + 5] = g5;
    value += g5;
  }
}
