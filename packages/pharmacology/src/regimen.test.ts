import assert from 'node:assert/strict';
import test from 'node:test';
import { randomStream } from '@evenkeel/quantities';
import {
  combine,
  dose,
  emptyRegimen,
  infusion,
  nasalDevices,
  regimen,
  repeat,
  routes,
  shift,
  totalMg,
  type Regimen,
} from './regimen.ts';
import { SimulationRefusal } from './refusal.ts';

const stream = randomStream('regimen', 'test', 'laws');
const some = (): Regimen =>
  regimen(
    Array.from({ length: stream.integer(0, 4) }, () => {
      const route = routes[stream.integer(0, routes.length - 1)] ?? 'iv';
      return {
        at: stream.integer(0, 40),
        drug: stream.chance(0.5) ? ('ketamine' as const) : ('esketamine' as const),
        route,
        amountMg: stream.integer(1, 100),
        durationH: route === 'iv' ? stream.integer(0, 4) / 4 : 0,
      };
    }),
  );

test('combining is associative and commutative, and the empty regimen changes nothing', () => {
  for (let round = 0; round < 300; round += 1) {
    const [a, b, c] = [some(), some(), some()];
    assert.deepEqual(combine(combine(a, b), c), combine(a, combine(b, c)));
    assert.deepEqual(combine(a, b), combine(b, a));
    assert.deepEqual(combine(a, emptyRegimen), a);
  }
});

test('shifting goes through combining, adds up, and zero changes nothing', () => {
  for (let round = 0; round < 300; round += 1) {
    const [a, b] = [some(), some()];
    assert.deepEqual(shift(combine(a, b), 5), combine(shift(a, 5), shift(b, 5)));
    assert.deepEqual(shift(shift(a, 3), 4), shift(a, 7));
    assert.deepEqual(shift(a, 0), a);
    assert.deepEqual(repeat(a, 24, 3), combine(a, shift(a, 24), shift(a, 48)));
  }
});

test('an infusion with pauses, new rates and an early stop is what really flowed', () => {
  const flowed = (changes: Parameters<typeof infusion>[3]) =>
    infusion('ketamine', 40, 1, changes).map(({ at, amountMg, durationH }) => [at, amountMg, durationH]);
  assert.deepEqual(flowed({}), [[0, 40, 1]]);
  assert.deepEqual(flowed({ changes: [{ kind: 'stop', afterH: 0.5 }] }), [[0, 20, 0.5]]);
  assert.deepEqual(
    flowed({
      changes: [
        { kind: 'pause', afterH: 0.25 },
        { kind: 'resume', afterH: 0.5 },
      ],
    }),
    [
      [0, 10, 0.25],
      [0.5, 30, 0.75],
    ],
  );
  assert.deepEqual(flowed({ changes: [{ kind: 'rate', afterH: 0.5, mgPerH: 20 }] }), [
    [0, 20, 0.5],
    [0.5, 20, 1],
  ]);
  assert.deepEqual(flowed({ changes: [{ kind: 'pause', afterH: 0.25 }] }), [[0, 10, 0.25]]);
  assert.equal(totalMg(infusion('ketamine', 40, 1, { changes: [{ kind: 'stop', afterH: 2 }] })), 40);
});

test('the label device gives 28 mg each, five minutes apart', () => {
  assert.deepEqual(
    nasalDevices(84).map(({ at, device, amountMg }) => [Math.round(at * 60), device, amountMg]),
    [
      [0, 1, 28],
      [5, 2, 28],
      [10, 3, 28],
    ],
  );
  assert.throws(() => nasalDevices(30), SimulationRefusal);
  assert.throws(() => nasalDevices(0), SimulationRefusal);
});

test('a dose that cannot be is refused in a sentence', () => {
  for (const amount of [0, -1, Number.NaN, Number.POSITIVE_INFINITY, 6000])
    assert.throws(
      () => dose('ketamine', 'iv', amount),
      (error: unknown) =>
        error instanceof SimulationRefusal && error.code === 'PHA-001' && error.message.endsWith('.'),
    );
  assert.throws(() => infusion('ketamine', 40, 0), SimulationRefusal);
  assert.throws(() => infusion('ketamine', 40, -1), SimulationRefusal);
  assert.throws(() => dose('ketamine', 'iv', 40, Number.NaN), SimulationRefusal);
});
