import assert from 'node:assert/strict';
import test from 'node:test';
import { randomStream } from '@evenkeel/quantities';
import { nodes, slopes, solvePanels, stages, writeBasis } from './collocation.ts';

/** Solves by elimination with pivoting, the slow and careful way. */
function solve(matrix: number[][], right: number[]): number[] {
  const size = right.length;
  for (let column = 0; column < size; column += 1) {
    let pivot = column;
    for (let row = column; row < size; row += 1)
      if (Math.abs(matrix[row]![column]!) > Math.abs(matrix[pivot]![column]!)) pivot = row;
    [matrix[column], matrix[pivot]] = [matrix[pivot]!, matrix[column]!];
    [right[column], right[pivot]] = [right[pivot]!, right[column]!];
    for (let row = column + 1; row < size; row += 1) {
      const factor = matrix[row]![column]! / matrix[column]![column]!;
      for (let k = column; k < size; k += 1) matrix[row]![k]! -= factor * matrix[column]![k]!;
      right[row]! -= factor * right[column]!;
    }
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    for (let k = row + 1; k < size; k += 1) right[row]! -= matrix[row]![k]! * right[k]!;
    right[row]! /= matrix[row]![row]!;
  }
  return right;
}

test('the basis is what it says: one at its own node, zero at the others, slope one at the start for the first', () => {
  const basis = new Float64Array(6);
  for (const [at, node] of nodes.entries()) {
    writeBasis(node, basis, 0);
    for (let own = 0; own < 6; own += 1)
      assert.ok(
        Math.abs(basis[own]! - (own === at && at > 0 ? 1 : 0)) < 1e-14,
        `function ${own} at node ${at}`,
      );
  }
  // Slopes against central differences.
  const [low, high] = [new Float64Array(6), new Float64Array(6)];
  for (let stage = 1; stage <= stages; stage += 1) {
    writeBasis(nodes[stage]! - 1e-6, low, 0);
    writeBasis(nodes[stage]! + 1e-6, high, 0);
    for (let own = 0; own < 6; own += 1)
      assert.ok(Math.abs((high[own]! - low[own]!) / 2e-6 - slopes[(stage - 1) * 6 + own]!) < 1e-7);
  }
});

test('elimination without pivoting agrees with elimination with it, for losses over twelve orders of size', () => {
  const stream = randomStream('collocation', 'test', 'losses');
  for (let round = 0; round < 2000; round += 1) {
    const k = Float64Array.from({ length: 6 }, () =>
      stream.chance(0.1) ? 0 : 10 ** (12 * stream.next() - 8),
    );
    const [start, gain] = [30, 0.6];
    const rises = new Float64Array(6);
    solvePanels(Float64Array.of(1), Int32Array.of(0), start, gain, k, rises);
    const first = gain - k[0]! * start;
    const matrix = Array.from({ length: stages }, (_, row) =>
      Array.from(
        { length: stages },
        (_value, column) => slopes[row * 6 + column + 1]! + (row === column ? k[row + 1]! : 0),
      ),
    );
    const right = Array.from(
      { length: stages },
      (_, row) => gain - k[row + 1]! * start - first * slopes[row * 6]!,
    );
    const wanted = solve(matrix, right);
    const size = Math.max(...wanted.map(Math.abs), 1e-300);
    for (let stage = 0; stage < stages; stage += 1)
      assert.ok(Math.abs(rises[stage + 1]! - wanted[stage]!) < 1e-9 * size, `round ${round}, stage ${stage}`);
  }
});

/** R' = 1 - (1 + sin 3t) R from R(0) = 5: at `until`, and at a share of the last of so many panels. */
function course(until: number, panels: number, share = 1): number {
  const h = until / panels;
  const k = new Float64Array(panels * stages + 1);
  for (let panel = 0; panel < panels; panel += 1)
    for (const [at, node] of nodes.entries()) k[panel * stages + at] = 1 + Math.sin(3 * h * (panel + node));
  const rises = new Float64Array(panels * 6);
  solvePanels(Float64Array.of(h), new Int32Array(panels), 5, 1, k, rises);
  const basis = new Float64Array(6);
  writeBasis(share, basis, 0);
  let value = 5;
  for (let panel = 0; panel + 1 < panels; panel += 1) value += rises[panel * 6 + 5]!;
  return rises.subarray(panels * 6 - 6).reduce((sum, part, index) => sum + part * basis[index]!, value);
}

test('the error falls with the tenth power of the panel at its end, and with the seventh inside it', () => {
  const end = (panels: number) => Math.abs(course(2, panels) - course(2, 256));
  assert.ok(end(4) / end(8) > 2 ** 9, `${end(4)} ${end(8)}`);
  // Three tenths into the last of the panels: the time at which a course of its own ends.
  const inside = (panels: number) =>
    Math.abs(course(2, panels, 0.3) - course((2 * (panels - 0.7)) / panels, 256));
  assert.ok(inside(4) / inside(8) > 2 ** 6 && inside(4) < 1e-5, `${inside(4)} ${inside(8)}`);
});

test('at its balance a score stays there to the last bit', () => {
  const rises = new Float64Array(12);
  solvePanels(
    Float64Array.of(10),
    Int32Array.of(0, 0),
    32,
    32 * 0.25,
    new Float64Array(11).fill(0.25),
    rises,
  );
  assert.deepEqual(
    [...rises],
    Array.from({ length: 12 }, () => 0),
  );
});
