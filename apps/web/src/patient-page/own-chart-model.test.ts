import assert from 'node:assert/strict';
import test from 'node:test';
import { lastOfDay, quietPlace, stretches, ticksOf } from './own-chart-model.ts';

const day = (number: number, total?: number) => ({
  at: new Date(Date.UTC(2026, 0, number)).toISOString(),
  ...(total === undefined ? {} : { total }),
});

test('[P3] a missing total and more than 45 days are gaps in the own chart, never a zero', () => {
  const totals = (points: Parameters<typeof stretches>[0]) =>
    stretches(points).map((line) => line.map(({ total }) => total));
  assert.deepEqual(totals([]), []);
  assert.deepEqual(totals([day(1, 20), day(8, 12)]), [[20, 12]]);
  assert.deepEqual(totals([day(8, 12), day(1, 20)]), [[20, 12]]);
  assert.deepEqual(totals([day(1, 20), day(4), day(8, 12)]), [[20], [12]]);
  assert.deepEqual(totals([day(1, 20), day(46, 12)]), [[20, 12]]);
  assert.deepEqual(totals([day(1, 20), day(47, 12), day(50, 0)]), [[20], [12, 0]]);
  assert.deepEqual(totals([day(1)]), []);
});

test('the axis has whole numbers with both ends', () => {
  for (const [from, to, want] of [
    [0, 27, [0, 9, 18, 27]],
    [0, 10, [0, 5, 10]],
    [0, 80, [0, 20, 40, 60, 80]],
    [0, 7, [0, 7]],
    [8, 35, [8, 17, 26, 35]],
    [0, 100, [0, 25, 50, 75, 100]],
  ] as const)
    assert.deepEqual(ticksOf({ from, to }), want);
});

test('of several marks on one day the last is shown', () => {
  const marks = [
    { at: '2026-01-02T09:00:00Z', mark: 3 },
    { at: '2026-01-01T09:00:00Z', mark: 1 },
    { at: '2026-01-02T20:00:00Z', mark: 5 },
  ];
  assert.deepEqual(
    lastOfDay(marks, (at) => at.slice(0, 10)).map(({ mark }) => mark),
    [1, 5],
  );
});

test('the label of the own start stands where it covers no line', () => {
  const box = { from: 30, to: 310, line: 80, top: 26, bottom: 160 };
  assert.deepEqual(quietPlace([], box), { x: 310, y: 75, anchor: 'end' });
  const falling = [
    { x: 30, y: 40 },
    { x: 310, y: 80 },
  ];
  assert.deepEqual(quietPlace([falling], box), { x: 310, y: 95, anchor: 'end' });
  const both = [...falling, { x: 200, y: 95 }];
  assert.equal(quietPlace([both], box).anchor, 'start');
  assert.deepEqual(quietPlace([], { ...box, line: 30 }), { x: 310, y: 45, anchor: 'end' });
});
