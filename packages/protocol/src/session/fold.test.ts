/* oxlint-disable unicorn/consistent-function-scoping -- small helpers stand beside the table they serve */
import assert from 'node:assert/strict';
import test from 'node:test';
import { compare, decimal, elapsedMinutes, randomStream, type RandomStream } from '@evenkeel/quantities';
import { defaultPolicy } from '../policy/default-policy.ts';
import {
  before,
  checks,
  context,
  discharge,
  doseEnd,
  doseStart,
  entry,
  fold,
  gates,
  good,
  minute,
  vitals,
  wholeSession,
} from '../testing/log.ts';
import type { Entry, Recorded } from './entry.ts';
import { foldSession } from './fold.ts';
import { missingAtClose } from './missing-at-close.ts';
import type { SessionState } from './session-state.ts';
import type { VitalSign } from './vital-sign.ts';

const sign = (state: SessionState, wanted: VitalSign) =>
  state.latest.find((one) => one.sign === wanted) ?? assert.fail(wanted);

test('the phase follows the log: check, ready, infusing, paused, infusing, recovery, discharged', () => {
  const log: Entry[] = [];
  const phase = (minutes: number, ...more: Entry[]) => {
    log.push(...more);
    return fold(log, minutes).phase;
  };
  assert.equal(phase(-30), 'check');
  assert.equal(phase(-19, ...gates().slice(1)), 'check');
  assert.equal(phase(-18, ...gates().slice(0, 1)), 'ready');
  assert.equal(phase(0, doseStart()), 'infusing');
  assert.equal(phase(10, entry('dosePause', 10, {})), 'paused');
  assert.equal(phase(15, entry('doseResume', 15, {})), 'infusing');
  assert.equal(phase(60), 'infusing');
  assert.equal(phase(60, doseEnd(46)), 'recovery');
  assert.equal(phase(130, discharge(130)), 'discharged');
});

test('an empty log is a whole picture in which nothing is known', () => {
  const state = fold([], 0);
  assert.equal(state.phase, 'check');
  assert.equal(state.gatesLeft, 10);
  assert.ok(state.gates.every(({ ok }) => ok === 'unknown'));
  assert.ok(state.latest.every(({ status }) => status === 'notMeasured'));
  assert.ok(state.discharge.criteria.every(({ status }) => status === 'unknown'));
  assert.equal(state.discharge.allMet, false);
  assert.deepEqual(state.due, []);
  assert.equal(state.dose, undefined);
});

test('[P4] the delivered amount is computed from the log: constant rate, less pauses, capped at the amount', () => {
  const at = (minutes: number, ...more: Entry[]) => fold([...before(), doseStart(), ...more], minutes).dose;
  assert.equal(at(0)?.deliveredMg, '0');
  assert.equal(at(20)?.deliveredMg, '17.5');
  assert.equal(at(20)?.deliveredMl, '1.75');
  assert.equal(at(40)?.deliveredMg, '35');
  assert.equal(at(500)?.deliveredMg, '35');
  assert.equal(at(-1)?.deliveredMg, '0');
  const pause = entry('dosePause', 10, {});
  const resume = entry('doseResume', 15, {});
  assert.equal(at(12, pause)?.deliveredMg, '8.8');
  assert.equal(at(300, pause)?.deliveredMg, '8.8');
  assert.equal(at(25, pause, resume)?.deliveredMg, '17.5');
  assert.equal(at(25, pause, resume)?.pausedMs, 5 * 60_000);
  assert.equal(at(25, pause, resume)?.plannedEnd, minute(45));
  assert.equal(at(90, pause, resume, doseEnd(45))?.deliveredMg, '35');
  const stopped = at(90, pause, resume, doseEnd(25, true));
  assert.equal(stopped?.deliveredMg, '17.5');
  assert.equal(stopped?.stoppedEarly, true);
  assert.equal(stopped?.endedAt, minute(25));
  assert.deepEqual(stopped?.segments, [
    { from: minute(0), to: minute(10) },
    { from: minute(15), to: minute(25) },
  ]);
});

test('[P4] a dose written as complete is the whole amount; far too early it is also said', () => {
  const complete = fold([...before(), doseStart(), doseEnd(39)], 60);
  assert.equal(complete.dose?.deliveredMg, '35');
  assert.deepEqual(complete.problems, []);
  const early = fold([...before(), doseStart(), doseEnd(20)], 60);
  assert.equal(early.dose?.deliveredMg, '35');
  assert.match(early.problems.join(), /given in full after 20 of 40 minutes/);
});

test('[DOS-01] two starts, two ends, an end without or before a start are all said and none is hidden', () => {
  const twice = fold([...before(), doseStart(0), doseStart(5)], 10);
  assert.match(twice.problems.join(), /Two dose starts/);
  assert.equal(twice.dose?.startedAt, minute(0));
  assert.equal(twice.timeline.filter(({ entry }) => entry.type === 'doseStart').length, 2);
  assert.match(fold([doseEnd(40)], 50).problems.join(), /end is recorded without a start/);
  assert.match(
    fold([doseStart(), doseEnd(20, true), doseEnd(30, true)], 50).problems.join(),
    /Two dose ends/,
  );
  const backwards = fold([doseStart(10), doseEnd(5, true)], 20);
  assert.match(backwards.problems.join(), /end is recorded before the start/);
  assert.equal(backwards.phase, 'infusing');
});

test('[DOS-03] a dose written down otherwise than planned is kept and said', () => {
  const state = fold([...before(), doseStart(0, { amountMg: decimal('36') })], 10);
  assert.equal(state.dose?.amountMg, '36');
  assert.match(state.problems.join(), /not the dose of the signed plan/);
  assert.deepEqual(fold([...before(), doseStart()], 10).problems, []);
});

test('[MON-10] the baseline is the last whole pressure before the start, and never a half or a doubtful one', () => {
  const base = (...more: Entry[]) => fold([...more, doseStart()], 5).baseline;
  assert.equal(
    base(
      vitals(-30, { systolic: 110, diastolic: 70 }),
      vitals(-5, good),
      vitals(3, { systolic: 150, diastolic: 95 }),
    )?.vitals.systolic,
    120,
  );
  const half = base(vitals(-10, good), vitals(-5, { systolic: 150 }));
  assert.deepEqual([half?.vitals.systolic, half?.vitals.diastolic, half?.at], [120, 80, minute(-10)]);
  const doubtful = base(vitals(-10, good), vitals(-5, { systolic: 999, diastolic: 80, spo2: 97 }));
  assert.deepEqual([doubtful?.vitals.systolic, doubtful?.vitals.spo2], [120, 97]);
  const swapped = base(vitals(-10, good), vitals(-5, { systolic: 80, diastolic: 120 }));
  assert.equal(swapped?.vitals.systolic, 120);
  assert.equal(base(), undefined);
  assert.equal(base(vitals(5, good)), undefined);
  const confirmed = base(
    entry('vitals', -5, { vitals: { systolic: 265, diastolic: 120 }, confirmedImplausible: true }),
  );
  assert.equal(confirmed?.vitals.systolic, 265);
});

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

test('[P2] a correction counts in place of the entry, and both stay in the timeline', () => {
  const wrong = vitals(10, { ...good, systolic: 210 });
  const right = vitals(10, good, { corrects: wrong.id, reason: 'mistyped', deviceTime: minute(11) });
  const state = fold([...before(), doseStart(), wrong, right], 12);
  assert.equal(sign(state, 'systolic').value, 120);
  const [first, second] = [wrong, right].map(({ id }) => state.timeline.find(({ entry }) => entry.id === id));
  assert.deepEqual([first?.current, first?.correctedBy, first?.retracted], [false, right.id, false]);
  assert.deepEqual(first?.entry, wrong);
  assert.equal(second?.current, true);
  assert.deepEqual(state.problems, []);
});

test('[P2] a correction of a correction follows; a retraction removes; a retracted correction no longer corrects', () => {
  const first = vitals(10, { ...good, systolic: 131 });
  const second = vitals(
    10,
    { ...good, systolic: 132 },
    { corrects: first.id, reason: 'a', deviceTime: minute(11) },
  );
  const third = vitals(
    10,
    { ...good, systolic: 133 },
    { corrects: second.id, reason: 'b', deviceTime: minute(12) },
  );
  const value = (...more: Entry[]) => sign(fold([doseStart(), ...more], 13), 'systolic').value;
  assert.equal(value(first), 131);
  assert.equal(value(first, second), 132);
  assert.equal(value(first, second, third), 133);
  const back = (of: Entry, minutes: number) =>
    entry('retraction', 10, {}, { corrects: of.id, reason: 'c', deviceTime: minute(minutes) });
  assert.equal(value(first, back(first, 12)), undefined);
  assert.equal(value(first, second, back(second, 12)), 131);
  assert.equal(value(first, second, third, back(third, 13)), 132);
  const undone = back(first, 12);
  assert.equal(value(first, undone, back(undone, 13)), 131);
});

test('[C1] two corrections of one entry: the later counts, both stay, the clash is said', () => {
  const first = vitals(10, { ...good, systolic: 131 });
  const one = vitals(
    10,
    { ...good, systolic: 140 },
    { corrects: first.id, reason: 'a', deviceTime: minute(11) },
  );
  const other = vitals(
    10,
    { ...good, systolic: 150 },
    { corrects: first.id, reason: 'b', deviceTime: minute(12) },
  );
  for (const log of [
    [first, one, other],
    [other, one, first],
  ]) {
    const state = fold([doseStart(), ...log], 13);
    assert.equal(sign(state, 'systolic').value, 150);
    assert.equal(state.readings.length, 1);
    assert.equal(state.timeline.filter(({ entry }) => entry.type === 'vitals').length, 3);
    assert.match(state.problems.join(), /corrected twice/);
  }
});

test('[P2] a correction of another kind, of nothing, or in a circle is shown, said and does not count', () => {
  const reading = vitals(10, good);
  const note = entry('note', 10, { text: 'x' }, { corrects: reading.id, reason: 'a' });
  const other = fold([doseStart(), reading, note], 12);
  assert.equal(sign(other, 'systolic').value, 120);
  assert.match(other.problems.join(), /another kind/);
  assert.equal(other.timeline.find(({ entry }) => entry.id === note.id)?.current, false);
  const lost = vitals(10, good, { corrects: '01900000-0000-7000-8000-ffffffffffff', reason: 'a' });
  const nothing = fold([doseStart(), lost], 12);
  assert.equal(sign(nothing, 'systolic').status, 'notMeasured');
  assert.match(nothing.problems.join(), /not here/);
  const a = vitals(10, good, {
    id: '01900000-0000-7000-8000-00000000aaaa',
    corrects: '01900000-0000-7000-8000-00000000bbbb',
  });
  const b = vitals(11, good, {
    id: '01900000-0000-7000-8000-00000000bbbb',
    corrects: '01900000-0000-7000-8000-00000000aaaa',
  });
  const self = vitals(12, good, {
    id: '01900000-0000-7000-8000-00000000cccc',
    corrects: '01900000-0000-7000-8000-00000000cccc',
  });
  const circle = fold([doseStart(), a, b, self], 13);
  assert.match(circle.problems.join(), /circle/);
  assert.equal(circle.readings.length, 0);
  assert.equal(circle.timeline.length, 4);
});

test('[H43] an entry typed more than 5 minutes after the fact is marked late; both times are kept', () => {
  const late = (minutes: number) =>
    fold([vitals(10, good, { deviceTime: minute(10 + minutes) })], 60).timeline[0]?.late;
  assert.equal(late(0), false);
  assert.equal(late(5), false);
  assert.equal(late(5.01), true);
  assert.equal(late(-30), false);
});

test('an entry added after signing is marked as an amendment', () => {
  const added = {
    ...entry('note', 200, { text: 'later' }),
    sequence: 9,
    serverTime: minute(200),
    previousHash: '',
    hash: '',
    amendment: true,
  };
  const [item] = foldSession([added], context, minute(201)).timeline;
  assert.equal(item?.afterSigning, true);
});

test('[B8] a reading that arrives after discharge is folded in, and a criterion that now fails is said', () => {
  const log = [...wholeSession(), discharge(122)];
  assert.deepEqual(fold(log, 130).problems, []);
  assert.equal(fold(log, 130).discharge.allMet, true);
  const late = vitals(119, { ...good, systolic: 170 }, { deviceTime: minute(140) });
  const state = fold([...log, late], 141);
  assert.match(state.problems.join(), /not met at discharge and not named then: DIS-02/);
  assert.equal(state.phase, 'discharged');
});

for (const [rule, gate] of [
  ['GAT-01', 'identity'],
  ['GAT-02', 'consent'],
  ['GAT-03', 'escort'],
  ['GAT-04', 'fasting'],
  ['GAT-05', 'alcoholOrDrugs'],
  ['GAT-06', 'medicinesToday'],
  ['GAT-07', 'pregnancy'],
  ['GAT-08', 'suicidality'],
  ['GAT-09', 'mania'],
  ['GAT-10', 'kitAndStaff'],
] as const)
  test(`[${rule}] the gate "${gate}" is open only by a yes, and the newest answer counts`, () => {
    const state = (...answers: readonly ['yes' | 'no' | 'unknown', number][]) =>
      fold(
        [
          ...gates().filter((one) => one.body.gate !== gate),
          ...answers.map(([ok, minutes]) => entry('gateAnswered', minutes, { gate, ok })),
        ],
        0,
      );
    const of = (one: SessionState) => one.gates.find((candidate) => candidate.rule === rule);
    assert.deepEqual([of(state())?.ok, state().gatesLeft, state().phase], ['unknown', 1, 'check']);
    for (const ok of ['no', 'unknown'] as const) {
      assert.equal(state([ok, -20]).gatesLeft, 1);
      assert.equal(state([ok, -20]).phase, 'check');
      assert.equal(state(['yes', -20], [ok, -10]).gatesLeft, 1);
    }
    assert.equal(state(['yes', -20]).phase, 'ready');
    assert.equal(state(['no', -20], ['yes', -10]).phase, 'ready');
    assert.equal(of(state(['yes', -20]))?.answeredAt, minute(-20));
  });

test('what is missing at close is named', () => {
  assert.deepEqual(missingAtClose(fold([], 0)), []);
  assert.deepEqual(missingAtClose(fold([...wholeSession(), discharge(122)], 130)), []);
  const open = missingAtClose(fold([doseStart()], 10)).join(' ');
  assert.match(open, /end of the dose/);
  assert.match(open, /discharge is not decided/);
  assert.match(open, /no blood pressure before/);
  assert.match(missingAtClose(fold([...before(), doseStart(), doseEnd()], 50)).join(' '), /no reading after/);
  const event = (action?: string) =>
    entry('adverseEvent', 50, {
      kind: 'chestPain',
      severity: 'severe',
      serious: true,
      ...(action === undefined ? {} : { action }),
    });
  assert.match(missingAtClose(fold([...wholeSession(), event()], 130)).join(' '), /no action recorded/);
  assert.doesNotMatch(missingAtClose(fold([...wholeSession(), event('ECG')], 130)).join(' '), /no action/);
});

test('adverse events, weight, escort and the decision come through with their times', () => {
  const state = fold(
    [
      ...wholeSession(),
      entry('escortNamed', -18, { name: 'A. Friend', phone: '020 7946 0000' }),
      entry('adverseEvent', 25, { kind: 'nausea', severity: 'mild', serious: false }),
      entry('recoveryStart', 41, {}),
      discharge(122),
    ],
    130,
  );
  assert.equal(state.escort?.name, 'A. Friend');
  assert.equal(state.weight?.kilograms, '70');
  assert.equal(state.weight?.at, minute(-15));
  assert.deepEqual(
    state.adverseEvents.map(({ body, at }) => [body.kind, at]),
    [['nausea', minute(25)]],
  );
  assert.equal(state.recoveryAt, minute(41));
  assert.equal(state.discharge.decided?.at, minute(122));
});

/** A session with everything in it: pauses, corrections, retractions, two devices, late entries. */
function drawn(stream: RandomStream): Entry[] {
  const other = '01900000-0000-7000-8000-00000000d002';
  const log: Entry[] = [...before(), doseStart()];
  for (let i = 0; i < 14; i += 1) {
    const at = stream.integer(0, 60);
    const extra = {
      deviceTime: minute(at + stream.integer(0, 9)),
      ...(stream.chance(0.4) ? { deviceId: other } : {}),
    };
    const kind = stream.integer(0, 7);
    const target = stream.pick(log);
    if (kind <= 2)
      log.push(
        vitals(at, { ...good, systolic: stream.integer(80, 200), spo2: stream.integer(85, 100) }, extra),
      );
    else if (kind === 3) log.push(entry('dosePause', at, {}, extra));
    else if (kind === 4) log.push(entry('doseResume', at, {}, extra));
    else if (kind === 5)
      log.push(entry('retraction', at, {}, { ...extra, corrects: target.id, reason: 'x' }));
    else if (kind === 6)
      log.push({
        ...target,
        ...entry('note', at, { text: 'n' }, extra),
        type: target.type,
        body: target.body,
        corrects: target.id,
        reason: 'x',
      } as Entry);
    else log.push(entry('note', at, { text: `note ${i}` }, extra));
  }
  if (stream.chance(0.6)) log.push(doseEnd(stream.integer(20, 60), stream.chance(0.5)));
  if (stream.chance(0.4)) log.push(...checks(), discharge(stream.integer(100, 130), ['DIS-01'], 'x'));
  return log;
}

const shuffled = <T>(list: readonly T[], stream: RandomStream): T[] =>
  list
    .map((one) => ({ one, key: stream.next() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ one }) => one);

test('[B2] any order and any repetition of delivery gives the same state', () => {
  for (let i = 0; i < 400; i += 1) {
    const stream = randomStream('fold', String(i), 'delivery');
    const log = drawn(stream);
    const now = minute(stream.integer(0, 150));
    const wanted = foldSession(log, context, now);
    for (let turn = 0; turn < 4; turn += 1) {
      const again = log.flatMap((one) => (stream.chance(0.3) ? [one, structuredClone(one), one] : [one]));
      assert.deepEqual(foldSession(shuffled(again, stream), context, now), wanted);
    }
  }
});

test('[B2] an entry that comes back with the server’s data is the same entry', () => {
  const stream = randomStream('fold', 'server', 'delivery');
  const log = drawn(stream);
  const recorded = (one: Entry, sequence: number): Entry & Recorded => ({
    ...one,
    sequence,
    serverTime: one.deviceTime,
    previousHash: 'a',
    hash: 'b',
    amendment: false,
  });
  const known = log.map((one, index) => recorded(one, index + 1));
  const wanted = foldSession(known, context, minute(90));
  assert.deepEqual(foldSession([...log, ...known], context, minute(90)), wanted);
  assert.deepEqual(foldSession(shuffled([...known, ...log], stream), context, minute(90)), wanted);
  assert.ok(wanted.timeline.every(({ entry }) => entry.sequence !== undefined));
});

test('[B2] two different entries under one id are said, and one is chosen in the same way everywhere', () => {
  const one = vitals(10, good);
  const other = { ...one, body: { vitals: { ...good, systolic: 150 } } };
  const a = fold([one, other], 12);
  assert.deepEqual(fold([other, one], 12), a);
  assert.match(a.problems.join(), /same id/);
  assert.equal(a.timeline.length, 1);
});

test('[P1] every entry given is in the timeline, in the reader’s order', () => {
  for (let i = 0; i < 100; i += 1) {
    const stream = randomStream('fold', String(i), 'timeline');
    const log = drawn(stream);
    const { timeline } = foldSession(shuffled(log, stream), context, minute(120));
    assert.deepEqual(new Set(timeline.map(({ entry }) => entry.id)), new Set(log.map(({ id }) => id)));
    const times = timeline.map(({ entry }) => entry.clinicalTime);
    assert.deepEqual(times, times.toSorted());
  }
});

test('[P4] delivered amounts never exceed the amount, never fall as time passes, and stretches never overlap', () => {
  for (let i = 0; i < 150; i += 1) {
    const stream = randomStream('fold', String(i), 'delivered');
    const log = drawn(stream).filter(({ type }) => type !== 'doseEnd' && type !== 'retraction');
    let last = decimal('0');
    for (let minutes = 0; minutes <= 120; minutes += 10) {
      const { dose } = foldSession(log, context, minute(minutes));
      if (dose === undefined) continue;
      assert.ok(compare(dose.deliveredMg, last) >= 0 && compare(dose.deliveredMg, dose.amountMg) <= 0);
      last = dose.deliveredMg;
      let end = dose.startedAt;
      for (const { from, to } of dose.segments) {
        assert.ok(from >= end && to >= from);
        end = to;
      }
      assert.ok(dose.pausedMs >= 0 && elapsedMinutes(dose.startedAt, dose.plannedEnd) >= 40);
    }
  }
});

test('[P5] the fold leaves its input as it was and keeps to the policy it is given', () => {
  const log = wholeSession();
  const copy = structuredClone(log);
  const first = fold(log, 100);
  assert.deepEqual(log, copy);
  assert.deepEqual(fold(log, 100), first);
  const strict = {
    ...defaultPolicy,
    thresholds: {
      ...defaultPolicy.thresholds,
      observationEveryMinutesDose: { ...defaultPolicy.thresholds.observationEveryMinutesDose, value: 5 },
    },
  };
  assert.equal(fold([doseStart()], 1, { policy: strict }).due[0]?.dueAt, minute(5));
});
