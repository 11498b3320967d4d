/* oxlint-disable unicorn/consistent-function-scoping -- small helpers stand beside the table they serve */
import assert from 'node:assert/strict';
import test from 'node:test';
import { randomStream } from '@evenkeel/quantities';
import {
  before,
  discharge,
  doseEnd,
  doseStart,
  entry,
  fold,
  good,
  minute,
  vitals,
  wholeSession,
} from '../testing/log.ts';
import type { Entry } from './entry.ts';
import type { SessionState } from './session-state.ts';
import type { VitalSign } from './vital-sign.ts';

const sign = (state: SessionState, wanted: VitalSign) =>
  state.latest.find((one) => one.sign === wanted) ?? assert.fail(wanted);

test('[MON-07] readings are due 10 minutes apart in the dose and 15 in recovery, on time and late', () => {
  const log = [...before(), doseStart()];
  const due = (minutes: number, ...more: Entry[]) => fold([...log, ...more], minutes);
  assert.deepEqual(due(0).due, [{ what: 'Vital signs', dueAt: minute(10), overdueMinutes: 0 }]);
  const says = (state: SessionState) => state.attention.map(({ sentence }) => sentence).join(' ');
  assert.doesNotMatch(says(due(9.9)), /due|late/);
  assert.match(says(due(10)), /Vital signs are due now/);
  assert.match(says(due(11.9)), /Vital signs are due now/);
  assert.match(says(due(12)), /Vital signs are 2 minutes late/);
  assert.equal(due(24).due[0]?.overdueMinutes, 14);
  assert.match(says(due(24)), /Vital signs are 14 minutes late/);
  assert.equal(due(12, vitals(11, good)).due[0]?.dueAt, minute(21));
  assert.equal(due(45, vitals(40, good), doseEnd()).due[0]?.dueAt, minute(55));
  // Before the dose and after discharge nothing is due.
  assert.deepEqual(fold(before(), 0).due, []);
  assert.deepEqual(fold([...wholeSession(), discharge(120)], 300).due, []);
  assert.deepEqual(fold([...wholeSession(), discharge(120)], 300).attention, []);
  // Half a pressure, or a reading that was taken back, is no reading.
  assert.equal(due(12, vitals(11, { systolic: 120 })).due[0]?.dueAt, minute(10));
  const wrong = vitals(11, good);
  const back = entry('retraction', 12, {}, { corrects: wrong.id, reason: 'wrong chair' });
  assert.equal(due(13, wrong, back).due[0]?.dueAt, minute(10));
});

test('[MON-06] while a sign is watched the next reading is due in 5 minutes', () => {
  const log = [...before(), doseStart(), vitals(10, { ...good, systolic: 165 })];
  assert.equal(fold(log, 11).due[0]?.dueAt, minute(15));
  assert.equal(fold([...log, vitals(15, good)], 16).due[0]?.dueAt, minute(25));
  const note = fold(log, 11).attention.find(({ rule }) => rule === 'MON-06');
  assert.equal(note?.level, 'note');
  assert.equal(note?.sentence, 'Systolic is 165: at the watch limit.');
});

test('[MON-07] the planned end of a running dose is said when it has come, and not while paused or ended', () => {
  const says = (minutes: number, ...more: Entry[]) =>
    fold([...before(), doseStart(), vitals(40, good), ...more], minutes).attention.some(({ sentence }) =>
      sentence.startsWith('The planned end'),
    );
  assert.deepEqual(
    [39.9, 40, 41].map((minutes) => says(minutes)),
    [false, true, true],
  );
  assert.equal(says(41, entry('dosePause', 39, {})), false);
  assert.equal(says(41, doseEnd(40)), false);
  assert.equal(
    fold(before(), 50).attention.some(({ sentence }) => sentence.startsWith('The planned end')),
    false,
  );
});

test('[MON-05] a value at the act limit asks for a person now, first of all, and does not fade by waiting', () => {
  const log = [...before(), doseStart(), vitals(10, { ...good, spo2: 88 })];
  for (const minutes of [10, 11, 30, 200]) {
    const [first] = fold(log, minutes).attention;
    assert.equal(first?.level, 'now');
    assert.equal(first?.rule, 'MON-05');
    assert.equal(first?.sentence, 'SpO2 is 88: at the act limit. A person is needed.');
  }
  assert.equal(sign(fold([...log, vitals(12, good)], 13), 'spo2').status, 'inRange');
});

test('[MON-08] a value grows stale after its interval and the grace, at each side of the limit', () => {
  const log = [...before(), doseStart(), vitals(10, good)];
  assert.equal(sign(fold(log, 21.9), 'heartRate').status, 'inRange');
  assert.equal(sign(fold(log, 22), 'heartRate').status, 'inRange');
  assert.equal(sign(fold(log, 22.1), 'heartRate').status, 'stale');
  const recovery = [...log, vitals(40, good), doseEnd()];
  assert.equal(sign(fold(recovery, 57), 'heartRate').status, 'inRange');
  assert.equal(sign(fold(recovery, 57.1), 'heartRate').status, 'stale');
  // Before the dose a reading counts an hour.
  assert.equal(sign(fold([vitals(-62, good)], 0), 'spo2').status, 'inRange');
  assert.equal(sign(fold([vitals(-63, good)], 0), 'spo2').status, 'stale');
  const sentences = fold(log, 23).attention.map(({ sentence }) => sentence);
  assert.ok(sentences.some((sentence) => sentence.startsWith('Too old to count: Systolic, Diastolic')));
  const missing = fold([...before().slice(0, -1), doseStart()], 1).attention.map(({ sentence }) => sentence);
  assert.ok(missing.some((sentence) => sentence.startsWith('Not measured: Systolic')));
});

test('[P3] taking readings away never makes a status better', () => {
  const rank = { inRange: 0, watch: 1, act: 2, implausible: 2, stale: 3, notMeasured: 4 } as const;
  const stream = randomStream('fold', 'test', 'taking away');
  for (let i = 0; i < 200; i += 1) {
    const readings = Array.from({ length: 6 }, (_, index) => vitals(index * 8 + 2, good));
    const left = readings.filter(() => stream.chance(0.5));
    const now = stream.integer(0, 90);
    const whole = fold(
      [...before(), doseStart(), ...readings.filter((one) => one.clinicalTime <= minute(now))],
      now,
    );
    const less = fold(
      [...before(), doseStart(), ...left.filter((one) => one.clinicalTime <= minute(now))],
      now,
    );
    for (const [index, { status }] of less.latest.entries())
      assert.ok(rank[status] >= rank[whole.latest[index]?.status ?? 'notMeasured']);
    const met = (state: SessionState) => state.discharge.criteria.map(({ status }) => status === 'met');
    for (const [index, one] of met(less).entries()) assert.ok(!one || met(whole)[index]);
  }
});

test('[P3] waiting after the discharge does not make the picture better', () => {
  const log = [...before(), doseStart(), vitals(10, good), doseEnd(), discharge(125, ['DIS-02'], 'left')];
  for (const minutes of [125, 200, 2_000]) {
    const state = fold(log, minutes);
    assert.equal(sign(state, 'systolic').status, 'stale');
    assert.equal(state.discharge.allMet, false);
  }
});
