import assert from 'node:assert/strict';
import test from 'node:test';
import { randomStream } from '@evenkeel/quantities';
import { atRiskAt, kaplanMeier, type FollowedTime } from './kaplan-meier.ts';
import { aml, freireich } from './testing/published-times.ts';

const near = (actual: number | undefined, wanted: number, digits: number, what: string) => {
  assert.ok(actual !== undefined, what);
  assert.equal(actual.toFixed(digits), wanted.toFixed(digits), what);
};

/** Time, at risk, events, survival, low, high. */
type Row = readonly [number, number, number, number, number, number];

// Stata's `sts list` of these data, as on data.princeton.edu/pop509/gehan.html.
const stata: readonly Row[] = [
  [6, 21, 3, 0.8571, 0.6197, 0.9516],
  [7, 17, 1, 0.8067, 0.5631, 0.9228],
  [10, 15, 1, 0.7529, 0.5032, 0.8894],
  [13, 12, 1, 0.6902, 0.4316, 0.8491],
  [16, 11, 1, 0.6275, 0.3675, 0.8049],
  [22, 7, 1, 0.5378, 0.2678, 0.7468],
  [23, 6, 1, 0.4482, 0.1881, 0.6801],
];

// R's `summary(survfit(Surv(time, status) ~ x, data = aml))`, the maintained arm.
const r: readonly Row[] = [
  [9, 11, 1, 0.909, 0.7541, 1],
  [13, 10, 1, 0.818, 0.6192, 1],
  [18, 8, 1, 0.716, 0.4884, 1],
  [23, 7, 1, 0.614, 0.3769, 0.999],
  [31, 5, 1, 0.491, 0.2549, 0.946],
  [34, 4, 1, 0.368, 0.1549, 0.875],
  [48, 2, 1, 0.184, 0.0359, 0.944],
];

test('survival and log-log limits are those of Stata for the 6-MP arm of Freireich 1963', () => {
  const curve = kaplanMeier(freireich.sixMp);
  const steps = curve.steps.filter(({ events }) => events > 0);
  assert.equal(steps.length, stata.length);
  stata.forEach(([time, atRisk, events, survival, low, high], place) => {
    const step = steps[place];
    assert.deepEqual([step?.time, step?.atRisk, step?.events], [time, atRisk, events]);
    near(step?.survival, survival, 4, `survival at ${time}`);
    near(step?.low, low, 4, `low at ${time}`);
    near(step?.high, high, 4, `high at ${time}`);
  });
  assert.deepEqual([curve.n, curve.events, curve.median], [21, 9, 23]);
  // `stci` gives 13 and none.
  assert.deepEqual(curve.medianInterval, { low: 13 });
});

test('survival, standard errors and log limits are those of R for the maintained arm of aml', () => {
  const curve = kaplanMeier(aml.maintained, { interval: 'log' });
  const steps = curve.steps.filter(({ events }) => events > 0);
  assert.equal(steps.length, r.length);
  const errors = [0.0867, 0.1163, 0.1397, 0.1526, 0.1642, 0.1627, 0.1535];
  r.forEach(([time, atRisk, events, survival, low, high], place) => {
    const step = steps[place];
    assert.deepEqual([step?.time, step?.atRisk, step?.events], [time, atRisk, events]);
    near(step?.survival, survival, 3, `survival at ${time}`);
    near(step?.low, low, 4, `low at ${time}`);
    near(step?.high, high, 3, `high at ${time}`);
    const error = (Math.log((step?.survival ?? 0) / (step?.low ?? 1)) / 1.959964) * (step?.survival ?? 0);
    near(error, errors[place] ?? 0, 4, `standard error at ${time}`);
  });
  assert.equal(curve.median, 31);
  assert.deepEqual(curve.medianInterval, { low: 18 });
});

test('someone who leaves at the time of an event is at risk of it, and leaving alone is a step without a fall', () => {
  const { steps } = kaplanMeier(freireich.sixMp);
  assert.deepEqual(
    [steps[0]?.atRisk, steps[0]?.events, steps[0]?.censored, steps[1]?.atRisk],
    [21, 3, 1, 17],
  );
  const nine = steps.find(({ time }) => time === 9);
  assert.deepEqual([nine?.events, nine?.censored], [0, 1]);
  assert.equal(nine?.survival, steps[1]?.survival);
});

test('numbers at risk count those still followed just before the time', () => {
  assert.deepEqual(atRiskAt(freireich.sixMp, [0, 6, 7, 10, 13, 23, 35, 36]), [21, 21, 17, 15, 12, 6, 1, 0]);
  assert.deepEqual(atRiskAt([], [0, 4]), [0, 0]);
});

test('nobody, one person and times that cannot be are told without an error', () => {
  assert.deepEqual(kaplanMeier([]), { steps: [], n: 0, events: 0 });
  assert.deepEqual(kaplanMeier([{ time: 5, event: true }]), {
    steps: [{ time: 5, atRisk: 1, events: 1, censored: 0, survival: 0 }],
    median: 5,
    n: 1,
    events: 1,
  });
  const bad: readonly FollowedTime[] = [
    { time: Number.NaN, event: true },
    { time: -1, event: true },
    { time: Infinity, event: false },
  ];
  assert.deepEqual(kaplanMeier(bad), kaplanMeier([]));
});

test('[P5] without censoring survival is the share still there, in any order, and limits hold it', () => {
  const stream = randomStream('survival', 'test', 'order');
  for (let i = 0; i < 100; i += 1) {
    const times = Array.from({ length: stream.integer(1, 40) }, () => ({
      time: stream.integer(0, 20),
      event: true,
    }));
    const curve = kaplanMeier(times);
    for (const step of curve.steps) {
      const still = times.filter(({ time }) => time > step.time).length / times.length;
      assert.ok(Math.abs(step.survival - still) < 1e-12);
      assert.ok((step.low ?? 0) <= step.survival && step.survival <= (step.high ?? 1));
    }
    const mixed = times
      .map((one) => ({ one: { ...one, event: stream.chance(0.5) }, key: stream.next() }))
      .toSorted((a, b) => a.key - b.key);
    const censored = mixed.map(({ one }) => one);
    assert.deepEqual(kaplanMeier(censored), kaplanMeier(censored.toReversed()));
    // Taking an event for an end of follow-up never lowers the curve.
    const less = kaplanMeier(censored);
    for (const { time, survival } of curve.steps)
      assert.ok((less.steps.findLast((step) => step.time <= time)?.survival ?? 1) >= survival - 1e-12);
  }
});
