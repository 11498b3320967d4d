import assert from 'node:assert/strict';
import test from 'node:test';
import { compare, decimal, instantOf, randomStream } from '@evenkeel/quantities';
import { deliveredAmount, ranMs, runningStretches, type InfusionStop } from './dose-event.ts';
import { hydrochlorideOf } from './salt.ts';

const start = Date.UTC(2026, 10, 25, 10);
const minute = (minutes: number) => instantOf(start + Math.round(minutes * 60_000));
const pause = (minutes: number): InfusionStop => ({ kind: 'pause', at: minute(minutes) });
const resume = (minutes: number): InfusionStop => ({ kind: 'resume', at: minute(minutes) });
const ran = (stops: readonly InfusionStop[], until: number) =>
  ranMs(runningStretches(minute(0), stops, minute(until)).stretches) / 60_000;

test('an infusion runs from its start to now, less its pauses', () => {
  assert.equal(ran([], 40), 40);
  assert.equal(ran([pause(10)], 40), 10);
  assert.equal(ran([pause(10), resume(15)], 40), 35);
  assert.equal(ran([pause(10), resume(15), pause(20), resume(30)], 40), 25);
  assert.equal(ran([], 0), 0);
});

test('a doubled, early or late stop changes nothing', () => {
  assert.equal(ran([pause(10), pause(12), resume(15), resume(18)], 40), 35);
  assert.equal(ran([resume(5)], 40), 40);
  assert.equal(ran([pause(-5)], 40), 40);
  assert.equal(ran([pause(50)], 40), 40);
  assert.equal(ran([resume(15), pause(10)], 40), 35);
  assert.equal(runningStretches(minute(0), [pause(10)], minute(40)).runningAtEnd, false);
  assert.equal(runningStretches(minute(0), [pause(10), resume(11)], minute(40)).runningAtEnd, true);
});

test('the delivered amount is the share that ran, rounded to 0.1 mg, and never more than the amount', () => {
  const amount = decimal('35');
  const of = (minutes: number) => deliveredAmount(amount, minutes * 60_000, 40 * 60_000);
  assert.equal(of(0), '0');
  assert.equal(of(20), '17.5');
  assert.equal(of(10), '8.8'); // 8.75
  assert.equal(of(39), '34.1');
  assert.equal(of(40), '35');
  assert.equal(of(41), '35');
  assert.equal(of(100_000), '35');
  assert.equal(deliveredAmount(amount, -1, 1), '0');
  // An amount finer than 0.1 mg is not passed by rounding up.
  assert.equal(deliveredAmount(decimal('17.26'), 2_399_999, 2_400_000), '17.26');
  assert.throws(() => deliveredAmount(amount, 1, 0), RangeError);
  assert.throws(() => deliveredAmount(amount, 1, Number.NaN), RangeError);
});

test('more time never delivers less, whatever the pauses', () => {
  const stream = randomStream('infusion', 'test', 'monotone');
  for (let i = 0; i < 500; i += 1) {
    const stops = Array.from({ length: stream.integer(0, 6) }, () =>
      stream.chance(0.5) ? pause(stream.integer(0, 60)) : resume(stream.integer(0, 60)),
    );
    let last = decimal('0');
    for (let until = 0; until <= 70; until += 5) {
      const minutes = ran(stops, until);
      assert.ok(minutes >= 0 && minutes <= until);
      const delivered = deliveredAmount(decimal('35'), minutes * 60_000, 40 * 60_000);
      assert.ok(compare(delivered, last) >= 0);
      last = delivered;
    }
  }
});

test('amounts are base; the hydrochloride on a label is heavier', () => {
  assert.equal(hydrochlorideOf(decimal('28')), '32.3');
  assert.equal(hydrochlorideOf(decimal('35')), '40.4');
});
