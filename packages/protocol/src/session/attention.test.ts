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
  rated,
  vitals,
  wholeSession,
} from '../testing/log.ts';
import type { Entry, Vitals } from './entry.ts';
import type { SessionState } from './session-state.ts';
import type { VitalSign } from './vital-sign.ts';

const sign = (state: SessionState, wanted: VitalSign) =>
  state.latest.find((one) => one.sign === wanted) ?? assert.fail(wanted);

test('[MON-07] readings are due 10 minutes apart in the dose and 15 in recovery, on time and late', () => {
  const log = [...before(), doseStart()];
  const due = (minutes: number, ...more: Entry[]) => fold([...log, ...more], minutes);
  assert.deepEqual(due(0).due, [
    { what: 'Vital signs', dueAt: minute(10), overdueMinutes: 0 },
    { what: 'Sedation (MOAA/S) and dissociation', dueAt: minute(20), overdueMinutes: 0 },
  ]);
  const says = (state: SessionState) => state.attention.map(({ sentence }) => sentence).join(' ');
  assert.doesNotMatch(says(due(9.9)), /due|late/);
  assert.match(says(due(10)), /Vital signs are due now/);
  assert.match(says(due(11.9)), /Vital signs are due now/);
  assert.match(says(due(12)), /Vital signs are 2 minutes late/);
  assert.equal(due(24).due[0]?.overdueMinutes, 14);
  assert.match(says(due(24)), /Vital signs are 14 minutes late/);
  const pressure = (state: SessionState) => state.due.find(({ what }) => what === 'Vital signs')?.dueAt;
  assert.equal(pressure(due(12, vitals(11, good))), minute(21));
  assert.equal(pressure(due(45, vitals(40, good), doseEnd())), minute(55));
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

test('[MON-15] [MON-16] sedation and dissociation are due in an infusion at 20, 40, 60, 80 and 120 minutes, both of them', () => {
  const log = [...before(), doseStart()];
  const scales = (minutes: number, ...more: Entry[]) => {
    const state = fold([...log, ...more], minutes);
    const due = state.due.find(({ what }) => what !== 'Vital signs') ?? assert.fail('nothing is due');
    const said = state.attention.filter(({ sentence }) => sentence.startsWith(due.what));
    return [due.what, due.dueAt, ...said.map(({ rule, level }) => `${rule} ${level}`)];
  };
  const both = 'Sedation (MOAA/S) and dissociation';
  const alert = (minutes: number) => vitals(minutes, { moaas: 5 });
  for (const at of [20, 40, 60, 80, 120]) {
    assert.deepEqual(scales(at - 0.1), [both, minute(at)]);
    assert.deepEqual(scales(at), [both, minute(at), 'MON-07 due']);
    assert.deepEqual(scales(at + 1.9), [both, minute(at), 'MON-07 due']);
    assert.deepEqual(scales(at + 5), [both, minute(at), 'MON-16 now']);
    // Each alone leaves the other owed; both together are done until the next one.
    assert.deepEqual(scales(at + 5, alert(at)), ['Dissociation ratings', minute(at), 'MON-16 now']);
    assert.deepEqual(scales(at + 2, rated(at + 1)), ['Sedation scores (MOAA/S)', minute(at), 'MON-07 due']);
    const next = { 20: 40, 40: 60, 60: 80, 80: 120, 120: 135 }[at] ?? assert.fail();
    assert.deepEqual(scales(at + 1, alert(at), rated(at)), [both, minute(next)]);
  }
  const third = fold([...log, alert(20)], 25).attention.find(
    ({ rule, sentence }) => rule === 'MON-16' && sentence.startsWith('Dissociation'),
  );
  assert.equal(third?.sentence, 'Dissociation ratings are 5 minutes late. Tell a second person.');
  // Past the last one it goes on from the older of the two, until somebody decides about leaving.
  assert.deepEqual(scales(121, alert(120), rated(116)), [both, minute(131)]);
  assert.deepEqual(scales(121, alert(117), rated(120)), [both, minute(132)]);
  // A rating taken back counts no more, and one of before the dose never did.
  const wrong = rated(20);
  const back = entry('retraction', 21, {}, { corrects: wrong.id, reason: 'wrong chair' });
  assert.equal(scales(22, alert(20), wrong, back)[0], 'Dissociation ratings');
  assert.equal(scales(22, alert(20), rated(-1))[0], 'Dissociation ratings');
  assert.deepEqual(fold([...before(), rated(-1)], 0).due, []);
  assert.deepEqual(fold([...wholeSession(), discharge(120)], 300).due, []);
});

test('[MON-06] while a sign is watched the next reading is due in 5 minutes', () => {
  const log = [...before(), doseStart(), vitals(10, { ...good, systolic: 165 })];
  assert.equal(fold(log, 11).due[0]?.dueAt, minute(15));
  assert.equal(
    fold([...log, vitals(15, good)], 16).due.find(({ what }) => what === 'Vital signs')?.dueAt,
    minute(25),
  );
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
    assert.equal(
      first?.sentence,
      'SpO2 is 88: at the act limit. Stop the dose, give oxygen, open the airway, call.',
    );
  }
  assert.equal(sign(fold([...log, vitals(12, good)], 13), 'spo2').status, 'inRange');
});

test('[MON-05] each sign at the act limit says what the session table says, and below belief the patient comes first', () => {
  const says = (values: Vitals, confirmed = false) =>
    fold(
      [
        ...before(),
        doseStart(),
        entry('vitals', 10, { vitals: values, ...(confirmed ? { confirmedImplausible: true } : {}) }),
      ],
      10,
    ).attention.flatMap(({ rule, level, sentence }) => (rule === 'MON-05' ? [`${level}: ${sentence}`] : []));
  const treat = 'Repeat; stop, call, treat by order.';
  const airway = 'Stop the dose, stimulate, open the airway, call.';
  const low = 'look at the patient first, then confirm the number.';
  const table: readonly (readonly [Vitals, string | undefined])[] = [
    [{ systolic: 179, diastolic: 80 }, undefined],
    [{ systolic: 180, diastolic: 80 }, `Systolic is 180: at the act limit. ${treat}`],
    [{ systolic: 181, diastolic: 80 }, `Systolic is 181: at the act limit. ${treat}`],
    [{ diastolic: 110 }, `Diastolic is 110: at the act limit. ${treat}`],
    [{ systolic: 49 }, `Systolic is 49: ${low} Stop the dose, lay flat, call, treat by order.`],
    [{ systolic: 50 }, undefined],
    [{ heartRate: 24 }, `Heart rate is 24: ${low} Stop the dose, look for a pulse, call.`],
    [{ heartRate: 25 }, undefined],
    [{ spo2: 89 }, 'SpO2 is 89: at the act limit. Stop the dose, give oxygen, open the airway, call.'],
    [{ spo2: 49 }, `SpO2 is 49: ${low} Stop the dose, give oxygen, open the airway, call.`],
    [{ respiratoryRate: 8 }, undefined],
    [{ respiratoryRate: 7 }, `Breaths are 7: at the act limit. ${airway}`],
    [{ respiratoryRate: 1 }, `Breaths are 1: ${low} ${airway}`],
    [
      { respiratoryRate: 0 },
      `Breaths are 0: ${low} Not breathing: stop the dose, open the airway, help breathing, call.`,
    ],
    [{ moaas: 3 }, undefined],
    [{ moaas: 2 }, 'MOAA/S is 2: at the act limit. Stop the dose, stay at the bedside.'],
    ...[1, 0].map(
      (moaas) =>
        [
          { moaas },
          `MOAA/S is ${moaas}: at the act limit. This is an emergency: stop the dose, open the airway, call for help, stay at the bedside.`,
        ] as const,
    ),
  ];
  for (const [values, sentence] of table)
    assert.deepEqual(
      says(values),
      sentence === undefined ? [] : [`now: ${sentence}`],
      JSON.stringify(values),
    );
  assert.deepEqual(says({ heartRate: 20 }, true), [
    'now: Heart rate is 20, and was confirmed. Stop the dose, look for a pulse, call.',
  ]);
});

test('[MON-05] [P3] taking away a value too low to be believed, or waiting, makes nothing better', () => {
  const rank = { inRange: 0, watch: 1, act: 2, implausible: 2, stale: 3, notMeasured: 4 } as const;
  const log = [...before(), doseStart()];
  for (const low of [
    { respiratoryRate: 0 },
    { spo2: 40 },
    { heartRate: 20 },
    { systolic: 45, diastolic: 20 },
  ]) {
    const reading = vitals(10, low);
    for (const one of Object.keys(low) as VitalSign[]) {
      if (one === 'diastolic') continue;
      assert.equal(sign(fold([...log, reading], 10), one).status, 'act');
      assert.equal(sign(fold([...log, reading], 200), one).status, 'act');
      // Without the value the sign is as it was before, and never met as measured now.
      const without = sign(fold([...log, vitals(10, { moaas: 5 })], 100), one).status;
      assert.ok(rank[without] > rank.act);
    }
  }
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
