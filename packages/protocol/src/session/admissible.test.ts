/* oxlint-disable unicorn/consistent-function-scoping -- small helpers stand beside the table they serve */
import assert from 'node:assert/strict';
import test from 'node:test';
import { decimal, type Kilograms } from '@evenkeel/quantities';
import {
  before,
  context,
  discharge,
  doseEnd,
  doseStart,
  entry,
  fold,
  gates,
  good,
  minute,
  plan,
  vitals,
  wholeSession,
} from '../testing/log.ts';
import { entryProblem } from './admissible.ts';
import type { Entry, Vitals } from './entry.ts';
import { gateRules } from './rules.ts';
import type { SessionContext } from './session-state.ts';

const problem = (log: readonly Entry[], next: Entry, minutes = 0, changes: Partial<SessionContext> = {}) =>
  entryProblem(fold(log, minutes, changes), next, { ...context, ...changes }, minute(minutes));
const code = (...args: Parameters<typeof problem>) => problem(...args)?.code;

test('a dose may start when every gate is open, the weight is fresh and the baseline whole', () => {
  assert.equal(problem(before(), doseStart()), undefined);
});

test('[P1] observations, notes and answers always stand: nothing typed is refused', () => {
  for (const log of [[], before(), [...wholeSession(), discharge(122)]])
    for (const next of [
      vitals(130, { systolic: 999 }),
      entry('note', 130, { text: 'x' }),
      entry('sensation', 130, { what: 'floating' }),
      entry('dissociationRated', 130, { score: 9 }),
      entry('adverseEvent', 130, { kind: 'nausea', severity: 'mild', serious: false }),
      entry('gateAnswered', 130, { gate: 'mania', ok: 'no' }),
      entry('dischargeCheck', 130, { check: 'oriented', ok: 'no' }),
      entry('weightMeasured', 130, { kilograms: decimal('80') as Kilograms, estimated: true }),
      entry('escortNamed', 130, { name: 'A', phone: '1' }),
    ])
      assert.equal(problem(log, next, 130), undefined, next.type);
});

test('[GAT-01] [GAT-02] [GAT-03] [GAT-04] [GAT-05] [GAT-06] [GAT-07] [GAT-08] [GAT-09] [GAT-10] one shut gate holds the dose', () => {
  const rest = before().filter(({ type }) => type !== 'gateAnswered');
  for (const { gate, id } of gateRules) {
    for (const ok of ['no', 'unknown'] as const)
      assert.equal(code([...rest, ...gates(-20, gate, ok)], doseStart()), id, gate);
    const unasked = gates().filter((one) => one.body.gate !== gate);
    assert.equal(code([...rest, ...unasked], doseStart()), id, gate);
  }
});

/** A whole check with these values five minutes before the start. */
const checkedWith = (values: Vitals, at = -5) => [
  ...before().filter(({ type }) => type !== 'vitals'),
  vitals(at, values),
];

test('[MON-01] no start at or above 160/100: -1, 0 and +1 in both numbers', () => {
  const of = (systolic: number, diastolic: number) =>
    code(checkedWith({ ...good, systolic, diastolic }), doseStart());
  assert.equal(of(140, 90), undefined);
  assert.equal(of(160, 80), 'MON-01');
  assert.equal(of(161, 80), 'MON-01');
  assert.equal(of(120, 100), 'MON-01');
  assert.equal(of(120, 101), 'MON-01');
  // After rest and a repeat the newest counts.
  assert.equal(
    code([...checkedWith({ ...good, systolic: 170 }, -30), vitals(-5, good)], doseStart()),
    undefined,
  );
});

test('[MON-01] above 140/90 a second pressure after rest, and then a reason: each limit -1, 0 and +1', () => {
  const raised = { ...good, systolic: 150 };
  const of = (log: readonly Entry[], reason?: string) =>
    code(
      [...before().filter(({ type }) => type !== 'vitals'), ...log],
      doseStart(0, reason === undefined ? {} : { reason }),
    );
  const one = (systolic: number, diastolic: number) =>
    of([vitals(-5, { ...good, systolic, diastolic })], 'Known hypertension');
  assert.deepEqual(
    [one(139, 89), one(140, 90), one(141, 90), one(140, 91)],
    [undefined, undefined, 'MON-01', 'MON-01'],
    'once is not enough, whatever the reason',
  );
  const twice = (minutes: number, reason?: string) =>
    of([vitals(-5 - minutes, raised), vitals(-5, raised)], reason);
  assert.deepEqual(
    [4.9, 5, 6].map((minutes) => twice(minutes, 'Known hypertension')),
    ['MON-01', undefined, undefined],
  );
  assert.deepEqual([twice(6), twice(6, '  ')], ['MON-01', 'MON-01']);
  // After rest it came down: no reason is asked.
  assert.equal(of([vitals(-20, raised), vitals(-5, good)]), undefined);
  // A good one in between starts the rest anew, and a reading past the window is not heard.
  assert.equal(of([vitals(-20, raised), vitals(-8, good), vitals(-5, raised)], 'x'), 'MON-01');
  assert.equal(of([vitals(-61, raised), vitals(-1, raised)], 'x'), 'MON-01');
  // Half a pressure is no repeat, and one hard to believe is none.
  const half = { ...good, systolic: 150, diastolic: 85 };
  const { diastolic: _, ...withoutHalf } = half;
  assert.equal(of([vitals(-20, withoutHalf), vitals(-5, raised)], 'x'), 'MON-01');
  assert.equal(of([vitals(-20, { ...raised, systolic: 999 }), vitals(-5, raised)], 'x'), 'MON-01');
  const says = (log: readonly Entry[]) =>
    problem([...before().filter(({ type }) => type !== 'vitals'), ...log], doseStart())?.sentence ?? '';
  assert.match(says([vitals(-5, raised)]), /150\/80, above 140\/90\. Rest, and measure again at least 5/);
  assert.match(says([vitals(-15, raised), vitals(-5, raised)]), /also after rest.*why the dose is given/);
});

test('[MON-01] [MON-02] [MON-03] [MON-18] a value too low to be believed holds the start, confirmed or not', () => {
  const calm = before();
  for (const [low, id] of [
    [{ systolic: 49, diastolic: 30 }, 'MON-01'],
    [{ heartRate: 24 }, 'MON-02'],
    [{ spo2: 49 }, 'MON-03'],
    [{ respiratoryRate: 1 }, 'MON-18'],
    [{ respiratoryRate: 0 }, 'MON-18'],
  ] as const) {
    assert.equal(code([...calm, vitals(-1, low)], doseStart()), id, JSON.stringify(low));
    const confirmed = entry('vitals', -1, { vitals: low, confirmedImplausible: true });
    assert.equal(code([...calm, confirmed], doseStart()), id, JSON.stringify(low));
    // Measured again it opens.
    assert.equal(code([...calm, vitals(-2, low), vitals(-1, good)], doseStart()), undefined);
  }
});

test('[MON-18] no start with fewer than 10 breaths a minute', () => {
  const of = (respiratoryRate: number) => code(checkedWith({ ...good, respiratoryRate }), doseStart());
  assert.deepEqual([8, 9, 10, 11].map(of), ['MON-18', 'MON-18', undefined, undefined]);
});

test('[MON-02] no start with a heart rate below 50 or above 110', () => {
  const of = (heartRate: number) => code(checkedWith({ ...good, heartRate }), doseStart());
  assert.deepEqual([49, 50, 51, 109, 110, 111].map(of), [
    'MON-02',
    undefined,
    undefined,
    undefined,
    undefined,
    'MON-02',
  ]);
});

test('[MON-03] no start with a saturation below 94 %', () => {
  const of = (spo2: number) => code(checkedWith({ ...good, spo2 }), doseStart());
  assert.deepEqual([93, 94, 95].map(of), ['MON-03', undefined, undefined]);
});

test('[MON-04] no start unless MOAA/S is 5', () => {
  const of = (moaas: number) => code(checkedWith({ ...good, moaas }), doseStart());
  assert.deepEqual([0, 3, 4, 5].map(of), ['MON-04', 'MON-04', 'MON-04', undefined]);
});

test('[MON-09] no start on an estimated, stale or far-off weight', () => {
  const rest = before().filter(({ type }) => type !== 'weightMeasured');
  const of = (kilograms: string, estimated = false) =>
    code(
      [...rest, entry('weightMeasured', -15, { kilograms: decimal(kilograms) as Kilograms, estimated })],
      doseStart(),
    );
  assert.equal(of('70'), undefined);
  assert.equal(of('70', true), 'MON-09');
  assert.equal(of('76.9'), undefined);
  assert.equal(of('77'), undefined);
  assert.equal(of('77.1'), 'MON-09');
  assert.equal(of('63'), undefined);
  assert.equal(of('62.9'), 'MON-09');
  // 154 lb typed as kilograms.
  assert.equal(of('154'), 'MON-09');
  // Not weighed today: the plan's own weight, 30 days at most.
  const planned = (days: number) =>
    code(rest, doseStart(), 0, { plan: { ...plan, weightMeasuredAt: minute(-days * 1440) } });
  assert.deepEqual([29, 30, 31].map(planned), [undefined, undefined, 'MON-09']);
});

test('[MON-10] no start without each baseline sign, within the hour', () => {
  for (const sign of ['systolic', 'diastolic', 'heartRate', 'spo2', 'respiratoryRate', 'moaas'] as const) {
    const { [sign]: _, ...rest } = good;
    assert.equal(code(checkedWith(rest), doseStart()), 'MON-10', sign);
  }
  assert.equal(code(checkedWith(good, -59), doseStart()), undefined);
  assert.equal(code(checkedWith(good, -60), doseStart()), undefined);
  assert.equal(code(checkedWith(good, -61), doseStart()), 'MON-10');
  // Each sign has its own age: an old saturation beside a fresh pressure is not enough.
  assert.equal(
    code(
      [...checkedWith(good, -90), vitals(-5, { systolic: 120, diastolic: 80, heartRate: 70 })],
      doseStart(),
    ),
    'MON-10',
  );
  // Hard to believe and not confirmed is not measured.
  for (const values of [
    { ...good, spo2: 999 },
    { ...good, systolic: 80, diastolic: 120 },
  ])
    assert.equal(code(checkedWith(values), doseStart()), 'MON-10');
  assert.match(
    problem(checkedWith({ systolic: 120, diastolic: 80 }), doseStart())?.sentence ?? '',
    /Heart rate, SpO2, Breaths, MOAA\/S/,
  );
});

test('[MON-10] a start charted without the network is judged by its own time, not by its arrival', () => {
  assert.equal(code(before(), doseStart(), 240), undefined);
});

test('[DOS-03] only the dose of the signed plan starts', () => {
  for (const changes of [
    { amountMg: decimal('350') },
    { amountMg: decimal('3.5') },
    { doseMgPerKg: decimal('5') },
    { concentrationMgPerMl: decimal('50') },
    { volumeMl: decimal('35') },
    { durationMinutes: 4 },
  ])
    assert.equal(code(before(), doseStart(0, changes)), 'DOS-03', JSON.stringify(changes));
});

test('[DOS-01] one start, one end; pause only while running, resume only while paused', () => {
  const running = [...before(), doseStart()];
  const pause = (minutes: number) => entry('dosePause', minutes, {});
  const resume = (minutes: number) => entry('doseResume', minutes, {});
  assert.equal(code(running, doseStart(1), 1), 'DOS-01');
  assert.equal(code([...running, doseEnd()], doseStart(50), 50), 'DOS-01');
  assert.equal(code([...before(), discharge(-2, [], 'x')], doseStart()), 'DOS-01');
  assert.equal(code(before(), pause(0)), 'DOS-01');
  assert.equal(code(before(), resume(0)), 'DOS-01');
  assert.equal(code(before(), doseEnd(1), 1), 'DOS-01');
  assert.equal(code(running, pause(10), 10), undefined);
  assert.equal(code(running, pause(10), 9.9), undefined);
  assert.equal(code(running, resume(10), 10), 'DOS-01');
  assert.equal(code([...running, pause(10)], pause(12), 12), 'DOS-01');
  assert.equal(code([...running, pause(10)], resume(12), 12), undefined);
  assert.equal(code([...running, pause(10), resume(12)], resume(13), 13), 'DOS-01');
  assert.equal(code(running, pause(-1), 10), 'DOS-01');
  assert.equal(code([...running, pause(10), resume(12)], pause(11), 13), 'DOS-01');
  assert.equal(code(running, doseEnd(40), 40), undefined);
  assert.equal(code([...running, pause(10)], doseEnd(20, true), 20), undefined);
  assert.equal(code(running, doseEnd(-1), 40), 'DOS-01');
  assert.equal(code([...running, doseEnd()], doseEnd(41), 41), 'DOS-01');
  // A pause remembered afterwards can still be written down, within the dose.
  const ended = [...running, doseEnd(45)];
  assert.equal(code(ended, pause(10), 60), undefined);
  assert.equal(code([...ended, pause(10)], resume(15), 60), undefined);
  assert.equal(code(ended, pause(50), 60), 'DOS-01');
  assert.equal(code(ended, resume(50), 60), 'DOS-01');
});

test('[DOS-02] recovery and discharge come after the dose ended, once, with every open criterion named', () => {
  const running = [...before(), doseStart()];
  assert.equal(code(before(), entry('recoveryStart', 0, {})), 'DOS-02');
  assert.equal(code(running, entry('recoveryStart', 20, {}), 20), 'DOS-02');
  assert.equal(code([...running, doseEnd()], entry('recoveryStart', 41, {}), 41), undefined);
  assert.equal(code(running, discharge(30), 30), 'DOS-02');
  assert.equal(code(wholeSession(), discharge(30), 120), 'DOS-02');
  assert.equal(code(wholeSession(), discharge(120), 120), undefined);
  assert.equal(code([...wholeSession(), discharge(120)], discharge(121), 121), 'DOS-02');
  const unsteady = [...wholeSession(), entry('dischargeCheck', 119, { check: 'steadyGait', ok: 'no' })];
  assert.equal(code(unsteady, discharge(120), 120), 'DOS-02');
  assert.match(problem(unsteady, discharge(120), 120)?.sentence ?? '', /DIS-06/);
  assert.equal(code(unsteady, discharge(120, ['DIS-06']), 120), 'DOS-02');
  assert.equal(code(unsteady, discharge(120, ['DIS-06'], '   '), 120), 'DOS-02');
  assert.equal(code(unsteady, discharge(120, ['DIS-06'], 'Uses a stick, as before.'), 120), undefined);
  // An unknown criterion is as open as an unmet one.
  assert.equal(code([...running, doseEnd()], discharge(130), 130), 'DOS-02');
});

test('[P2] a correction names what it corrects, in kind, with a reason; a start or discharge is not taken back', () => {
  const log = [...wholeSession(), discharge(122)];
  const reading = log.find(({ type }) => type === 'vitals') ?? assert.fail();
  const fix = (extra: object) => problem(log, vitals(-5, good, extra), 130);
  assert.equal(fix({ corrects: reading.id, reason: 'mistyped' }), undefined);
  assert.ok(fix({ corrects: reading.id, reason: ' ' }));
  assert.ok(fix({ corrects: reading.id }));
  assert.ok(fix({ corrects: '01900000-0000-7000-8000-ffffffffffff', reason: 'x' }));
  const start = log.find(({ type }) => type === 'doseStart') ?? assert.fail();
  assert.ok(fix({ corrects: start.id, reason: 'x' }));
  const back = (of: Entry) =>
    problem(log, entry('retraction', 130, {}, { corrects: of.id, reason: 'x' }), 130);
  assert.equal(back(reading), undefined);
  assert.ok(back(start));
  assert.ok(back(log.find(({ type }) => type === 'discharge') ?? assert.fail()));
  assert.ok(problem(log, entry('retraction', 130, {}), 130));
});
