/* oxlint-disable unicorn/consistent-function-scoping -- small helpers stand beside the table they serve */
import assert from 'node:assert/strict';
import test from 'node:test';
import { defaultPolicy } from '../policy/default-policy.ts';
import {
  before,
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
import type { Entry } from './entry.ts';
import { missingAtClose } from './missing-at-close.ts';
import type { SessionState } from './session-state.ts';

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
  assert.equal(state.gatesLeft, 14);
  assert.ok(state.gates.every(({ ok }) => ok === 'unknown'));
  assert.ok(state.latest.every(({ status }) => status === 'notMeasured'));
  assert.ok(state.discharge.criteria.every(({ status }) => status === 'unknown'));
  assert.equal(state.discharge.allMet, false);
  assert.deepEqual(state.due, []);
  assert.equal(state.dose, undefined);
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

test('[DOS-02] two discharges are both kept, the earlier one decides, and it is said', () => {
  const later = discharge(125, ['DIS-02'], 'left');
  const state = fold([...wholeSession(), later, discharge(122)], 130);
  assert.equal(state.discharge.decided?.at, minute(122));
  assert.deepEqual(state.discharge.decided?.body.unmet, []);
  assert.deepEqual(state.problems, ['Two discharges are recorded; the earlier one counts.']);
  assert.equal(state.timeline.filter(({ entry: { type } }) => type === 'discharge').length, 2);
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

test('[GAT-05] the note given with an answer stays with its gate', () => {
  const note = entry('gateAnswered', -20, { gate: 'alcoholOrDrugs', ok: 'no', note: 'Beer at noon.' });
  const state = fold([note], 0);
  assert.equal(state.gates.find(({ gate }) => gate === 'alcoholOrDrugs')?.note, 'Beer at noon.');
  assert.ok(!('note' in (fold(gates(), 0).gates[0] ?? assert.fail())));
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
