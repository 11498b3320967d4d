import assert from 'node:assert/strict';
import test from 'node:test';
import { plusMinutes, type CalendarDate } from '@evenkeel/quantities';
import { now } from '../testing/facts.ts';
import {
  adherenceView,
  homeworkCount,
  homeworkDoubt,
  therapyTiming,
  type TherapyContact,
} from './therapy.ts';

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

/** A contact on a day of November 2026. */
const contact = (day: number, tasks: Partial<TherapyContact> = {}): TherapyContact => ({
  therapy: 'cbt',
  heldOn: `2026-11-${String(day).padStart(2, '0')}` as CalendarDate,
  state: 'current',
  ...tasks,
});
const [agreed3, did2of3] = [contact(1, { homeworkSet: 3 }), contact(8, { homeworkDone: 2, homeworkSet: 2 })];

test('[AFT-09] homework: each contact is paired with the one before it, and a side that is missing is not counted', () => {
  const table: readonly (readonly [string, readonly TherapyContact[], ReturnType<typeof homeworkCount>])[] = [
    ['no contact', [], undefined],
    ['the first has nothing before it', [contact(1, { homeworkSet: 3, homeworkDone: 3 })], undefined],
    ['one pair', [agreed3, did2of3], { set: 3, done: 2 }],
    ['two pairs', [agreed3, did2of3, contact(15, { homeworkDone: 0 })], { set: 5, done: 2 }],
    ['out of order', [contact(15, { homeworkDone: 2 }), did2of3, agreed3], { set: 5, done: 4 }],
    ['done was not asked', [agreed3, contact(8)], undefined],
    ['nothing is known of what was agreed', [contact(1), did2of3], undefined],
    ['a contact between says nothing', [agreed3, contact(5), did2of3], undefined],
    [
      'nothing was agreed',
      [contact(1, { homeworkSet: 0 }), contact(8, { homeworkDone: 0 })],
      { set: 0, done: 0 },
    ],
    ['entered in error', [agreed3, { ...did2of3, state: 'enteredInError' }], undefined],
    [
      'one in error between two',
      [agreed3, contact(5, { state: 'enteredInError', homeworkSet: 9 }), did2of3],
      { set: 3, done: 2 },
    ],
    ['typed twice', [agreed3, agreed3, did2of3, did2of3], { set: 3, done: 2 }],
    ['two of a day, one silent', [agreed3, contact(1, { therapy: 'ipt' }), did2of3], { set: 3, done: 2 }],
    ['two of a day that differ', [agreed3, contact(1, { homeworkSet: 1 }), did2of3], undefined],
    ['agreed and done on one day', [agreed3, contact(1, { homeworkDone: 3 })], undefined],
  ];
  for (const [title, contacts, expected] of table) assert.deepEqual(homeworkCount(contacts), expected, title);
});

test('[AFT-09] homework: one below, as many as, and one more than was agreed', () => {
  const after = (done: number) => contact(8, { homeworkDone: done });
  assert.deepEqual(
    [2, 3, 4].map((done) => homeworkCount([agreed3, after(done)])),
    [{ set: 3, done: 2 }, { set: 3, done: 3 }, undefined],
  );
  const doubt = (one: TherapyContact, ...before: readonly TherapyContact[]) =>
    homeworkDoubt(one, [...before, one]);
  assert.deepEqual(
    [2, 3, 4].map((done) => doubt(after(done), agreed3)),
    [undefined, undefined, 'More done than the 3 agreed on 1 Nov 2026: not counted.'],
  );
  assert.equal(doubt(after(4)), undefined, 'the earlier contact is not known');
  assert.equal(doubt(after(4), contact(1)), undefined, 'what was agreed is not known');
  assert.equal(doubt({ ...after(4), state: 'enteredInError' }, agreed3), undefined);
  assert.equal(doubt(after(4), { ...agreed3, state: 'enteredInError' }), undefined);
});

test('[AFT-09] taking a number of homework away never makes the share better than unknown', () => {
  const all = [agreed3, did2of3, contact(15, { homeworkDone: 1 })];
  const low = (contacts: readonly TherapyContact[]) => {
    const homework = homeworkCount(contacts);
    return adherenceView(homework === undefined ? {} : { homework }).shares.at(-1)?.low;
  };
  assert.equal(low(all), true, '3 of 5');
  assert.equal(low([contact(1, { homeworkSet: 3 }), contact(8, { homeworkSet: 2 }), contact(15)]), 'unknown');
  assert.equal(
    low([contact(1), contact(8, { homeworkDone: 2 }), contact(15, { homeworkDone: 1 })]),
    'unknown',
  );
});
