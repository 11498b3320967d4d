import assert from 'node:assert/strict';
import test from 'node:test';
import { plusMinutes } from '@evenkeel/quantities';
import { now } from '../testing/facts.ts';
import { adherenceView, therapyTiming } from './therapy.ts';

const hours = (count: number) => plusMinutes(now, count * 60);

test('[AFT-08] therapy 24 to 72 hours after the newest dose: each edge, several doses, none', () => {
  const place = (at: number, ...doses: readonly number[]) =>
    therapyTiming((doses.length === 0 ? [0] : doses).map(hours), hours(at)).place;
  assert.deepEqual(
    [3.9, 4, 23.9, 24, 72, 72.1].map((at) => place(at)),
    ['tooSoon', 'early', 'early', 'window', 'window', 'late'],
  );
  assert.equal(place(80, 0, 50), 'window');
  assert.equal(place(80, 50, 0), 'window');
  assert.equal(place(10, 20), 'noDose');
  assert.equal(therapyTiming([now], hours(30)).opensAt, hours(24));
  assert.equal(therapyTiming([now], hours(30)).closesAt, hours(72));
});

test('[AFT-09] adherence: below, at and above 80 %, nothing agreed, not counted', () => {
  const low = (covered: number, days = 100) =>
    adherenceView({ medicineDays: { days, covered } }).shares.find(({ what }) => what === 'medicineDays')
      ?.low;
  assert.deepEqual(
    [79, 80, 81].map((covered) => low(covered)),
    [true, false, false],
  );
  assert.equal(low(0, 0), 'unknown');
  assert.deepEqual(
    adherenceView({}).shares.map((one) => one.low),
    ['unknown', 'unknown', 'unknown', 'unknown'],
  );
  const { shares } = adherenceView({
    sessions: { planned: 6, attended: 6 },
    measures: { asked: 10, completed: 7 },
    homework: { set: 4, done: 5 },
  });
  assert.deepEqual(
    shares.map(({ share, low: below }) => [share, below]),
    [
      [1, false],
      [undefined, 'unknown'],
      [0.7, true],
      [1, false],
    ],
  );
});
