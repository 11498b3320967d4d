import assert from 'node:assert/strict';
import test from 'node:test';
import { routes } from '@evenkeel/pharmacology';
import { defaultPolicy } from '../policy/default-policy.ts';
import { minute } from '../testing/log.ts';
import { gridOf, observationPlan, observationStates, type ObservationKind } from './observation-plan.ts';

const minutesOf = (plan: ReturnType<typeof observationPlan>, what: ObservationKind = 'vitals') =>
  plan.filter((one) => one.what === what).map(({ minute: at }) => at);

test('[MON-15] the grid of each drug and route', () => {
  const infusion = observationPlan('ketamine', 'iv', 40, defaultPolicy);
  assert.deepEqual(minutesOf(infusion), [0, 10, 20, 30, 40, 55, 70, 85, 100, 115, 120]);
  assert.deepEqual(minutesOf(infusion, 'sedationAndDissociation'), [20, 40, 60, 80, 120]);
  assert.deepEqual(
    minutesOf(observationPlan('ketamine', 'iv', 60, defaultPolicy)),
    [0, 10, 20, 30, 40, 50, 60, 75, 90, 105, 120],
  );
  assert.deepEqual(
    minutesOf(observationPlan('esketamine', 'nasal-device', 0, defaultPolicy)),
    [0, 20, 40, 60, 90, 120],
  );
  for (const route of ['im', 'sc', 'oral-solution', 'sublingual', 'nasal-spray', 'rectal'] as const) {
    const plan = observationPlan('ketamine', route, 0, defaultPolicy);
    assert.equal(minutesOf(plan)[0], 0, route);
    assert.ok((minutesOf(plan).at(-1) ?? 0) >= 120, route);
  }
});

test('[MON-08] [MON-15] off an infusion a value counts as long as the widest gap of its route’s grid', () => {
  assert.deepEqual(
    routes.flatMap((route) => {
      const grid = gridOf(route);
      return grid === undefined ? [] : [[route, grid.widest]];
    }),
    [
      ['im', 30],
      ['sc', 30],
      ['nasal-device', 30],
      ['nasal-spray', 30],
      ['oral-solution', 30],
      ['sublingual', 30],
    ],
  );
});

test('[MON-15] not yet, due, late, to a second person, done and missed, at each minute', () => {
  const plan = observationPlan('esketamine', 'nasal-device', 0, defaultPolicy);
  const at40 = (now: number, ...done: readonly number[]) =>
    observationStates(
      plan,
      minute(0),
      done.map((at) => ({ what: 'vitals' as const, at: minute(at) })),
      defaultPolicy,
      minute(now),
    ).find((one) => one.what === 'vitals' && one.minute === 40)?.state;
  assert.deepEqual(
    [39, 40, 41.9, 42, 44.9, 45, 54.9, 55].map((now) => at40(now)),
    ['notYet', 'due', 'due', 'late', 'late', 'escalate', 'escalate', 'missed'],
  );
  assert.deepEqual(
    [34.9, 35, 40, 54.9, 55].map((done) => at40(60, done)),
    ['missed', 'done', 'done', 'done', 'missed'],
  );
  assert.equal(at40(38, 36), 'done');
  // A reading that arrives later is no reading yet.
  assert.equal(at40(41, 43), 'due');
  const last = observationStates(plan, minute(0), [], defaultPolicy, minute(500)).findLast(
    ({ what }) => what === 'vitals',
  );
  assert.equal(last?.state, 'escalate');
});

test('[P3] taking an observation away never makes a planned one done', () => {
  const plan = observationPlan('ketamine', 'iv', 40, defaultPolicy);
  const done = [1, 11, 20, 33, 41, 56].map((at) => ({ what: 'vitals' as const, at: minute(at) }));
  const states = (list: typeof done) => observationStates(plan, minute(0), list, defaultPolicy, minute(60));
  for (let index = 0; index < done.length; index += 1) {
    const before = states(done);
    for (const [place, one] of states(done.toSpliced(index, 1)).entries())
      if (one.state === 'done') assert.equal(before[place]?.state, 'done');
  }
});
