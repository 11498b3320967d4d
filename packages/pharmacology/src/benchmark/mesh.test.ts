import assert from 'node:assert/strict';
import test from 'node:test';
import { randomStream } from '@evenkeel/quantities';
import { gradedMesh } from './mesh.ts';

const breaksOf = (seed: string): Float64Array => {
  const stream = randomStream('mesh', seed, 'breaks');
  const gaps = Array.from({ length: stream.integer(1, 8) }, () => 10 ** (3.5 * stream.next() - 1.5));
  return Float64Array.from([
    0,
    ...gaps.map((_, index) => gaps.slice(0, index + 1).reduce((a, b) => a + b, 0)),
  ]);
};

test('panels follow each other without a gap, start at every break, and cover the last time', () => {
  for (let round = 0; round < 200; round += 1) {
    const breaks = breaksOf(`cover ${round}`);
    const until = breaks.at(-1)! + round;
    const mesh = gradedMesh(breaks, until);
    for (let panel = 0; panel < mesh.length.length; panel += 1) {
      const length = mesh.lengths[mesh.length[panel]!]!;
      assert.ok(length > 0);
      assert.ok(Math.abs(mesh.points[panel + 1]! - mesh.points[panel]! - length) <= 1e-11 * until + 1e-12);
    }
    for (const [index, at] of breaks.entries()) assert.equal(mesh.points[mesh.stretch[index]!], at);
    assert.ok(mesh.points.at(-1)! >= until);
    for (const [place, half] of mesh.half.entries())
      if (half >= 0)
        assert.ok(half < place && Math.abs(mesh.lengths[half]! * 2 - mesh.lengths[place]!) < 1e-9);
  }
});

test('asking for a later time adds panels and moves none', () => {
  for (let round = 0; round < 50; round += 1) {
    const breaks = breaksOf(`later ${round}`);
    const [near, far] = [
      gradedMesh(breaks, breaks.at(-1)! / 2 + 0.1),
      gradedMesh(breaks, breaks.at(-1)! + 500),
    ];
    for (const [index, point] of near.points.entries())
      assert.ok(Math.abs(point - far.points[index]!) <= 1e-12 * Math.max(1, point));
  }
});

test('a refinement halves every panel', () => {
  const breaks = Float64Array.of(0, 2 / 3, 48);
  const [plain, halved] = [gradedMesh(breaks, 100), gradedMesh(breaks, 100, { refinement: 1 })];
  assert.ok(halved.length.length >= 2 * plain.length.length - 2);
});
