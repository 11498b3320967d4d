import assert from 'node:assert/strict';
import test from 'node:test';
import { kaplanMeier } from './kaplan-meier.ts';
import { logRank } from './log-rank.ts';
import { aml, freireich } from './testing/published-times.ts';

test('two groups are compared as published for Freireich 1963 and for aml', () => {
  const leukaemia = logRank([freireich.sixMp, freireich.placebo]);
  assert.equal(leukaemia.chiSquared?.toFixed(2), '16.79');
  assert.equal(leukaemia.degreesOfFreedom, 1);
  assert.ok((leukaemia.p ?? 1) < 0.0001 && (leukaemia.p ?? 0) > 0.00001);
  assert.deepEqual(
    leukaemia.groups.map(({ n, observed, expected }) => [n, observed, expected.toFixed(2)]),
    [
      [21, 9, '19.25'],
      [21, 21, '10.75'],
    ],
  );
  const { chiSquared, p } = logRank([aml.maintained, aml.nonmaintained]);
  assert.equal(chiSquared?.toFixed(1), '3.4');
  assert.equal(p?.toFixed(4), '0.0653');
});

test('[P5] the order of groups decides nothing, and a group without people is no group', () => {
  const four = [freireich.sixMp, freireich.placebo, aml.maintained, aml.nonmaintained];
  const told = logRank(four);
  assert.equal(told.degreesOfFreedom, 3);
  // By SciPy 1.17: mean and covariance of the multivariate hypergeometric at each time of an event, added.
  assert.equal(told.chiSquared?.toFixed(5), '32.98665');
  assert.equal(((told.p ?? 0) * 1e7).toFixed(3), '3.242');
  assert.deepEqual(
    told.groups.map(({ expected }) => expected.toFixed(4)),
    ['15.0957', '7.7465', '14.3142', '10.8436'],
  );
  for (const order of [
    [1, 0, 3, 2],
    [3, 2, 1, 0],
    [2, 3, 0, 1],
  ]) {
    const other = logRank(order.map((place) => four[place] ?? []));
    assert.ok(Math.abs((other.chiSquared ?? 0) - (told.chiSquared ?? 1)) < 1e-9);
  }
  const withEmpty = logRank([[], freireich.sixMp, freireich.placebo]);
  assert.equal(withEmpty.degreesOfFreedom, 1);
  assert.equal(withEmpty.chiSquared?.toFixed(2), '16.79');
});

test('groups that are alike do not differ, and observed and expected add up', () => {
  const { chiSquared, p, groups } = logRank([freireich.sixMp, freireich.sixMp, freireich.sixMp]);
  assert.ok((chiSquared ?? 1) < 1e-9);
  assert.ok((p ?? 0) > 0.999);
  const expected = groups.reduce((sum, group) => sum + group.expected, 0);
  assert.ok(Math.abs(expected - 3 * kaplanMeier(freireich.sixMp).events) < 1e-9);
});

test('[P3] where nothing can be compared nothing is told', () => {
  for (const groups of [
    [],
    [freireich.sixMp],
    [[], []],
    [[{ time: 3, event: false }], [{ time: 4, event: false }]],
    // The only event is of the only person still there.
    [[{ time: 3, event: false }], [{ time: 4, event: true }]],
  ]) {
    const told = logRank(groups);
    assert.equal(told.chiSquared, undefined);
    assert.equal(told.p, undefined);
    assert.equal(told.groups.length, groups.length);
  }
});
