import assert from 'node:assert/strict';
import test from 'node:test';
import { decimal, type Kilograms } from '@evenkeel/quantities';
import { defaultPolicy } from '../policy/default-policy.ts';
import type { PlannedDose } from '../regimen/plan.ts';
import { before, checks, entry, fold, gates, good, minute, rated, vitals } from '../testing/log.ts';
import { entryProblem } from './admissible.ts';
import { doseStartOf } from './dose-start.ts';
import { effectWindow } from './effect-window.ts';
import type { Entry } from './entry.ts';
import { observationPlan, recoveryMinutes } from './observation-plan.ts';
import { sessionGates } from './session-gates.ts';

const injected: PlannedDose = {
  drug: 'ketamine',
  route: 'im',
  template: 'im-acute',
  amountMg: decimal('35'),
  doseMgPerKg: decimal('0.5'),
  weightKg: decimal('70') as Kilograms,
  weightMeasuredAt: minute(-60 * 24),
  productId: 'ketamine-50',
  concentrationMgPerMl: decimal('50'),
  volumeMl: decimal('0.7'),
};

const nasal = (devices: number): PlannedDose => ({
  drug: 'esketamine',
  route: 'nasal-device',
  template: 'esketamine-resistant',
  amountMg: decimal(String(28 * devices)),
  devices,
});

const start = (plan: PlannedDose, at = 0) => entry('doseStart', at, doseStartOf(plan));
const device = (number: number, at: number, taken = true, reason?: string) =>
  entry('deviceGiven', at, { device: number, taken, ...(reason === undefined ? {} : { reason }) });
const nasalGates = () =>
  (['nasalSprays', 'programmeEnrolment', 'deviceUse'] as const).map((gate) =>
    entry('gateAnswered', -20, { gate, ok: 'yes' }),
  );

test('[P6] a dose given at once is delivered in full at its start: no minutes, no pump, no pause', () => {
  for (const route of ['im', 'sc', 'oral-solution', 'sublingual'] as const) {
    const plan = { ...injected, route };
    const state = fold([...before(), start(plan)], 0, { plan });
    assert.equal(state.phase, 'recovery', route);
    assert.equal(state.dose?.endedAt, minute(0));
    assert.equal(state.dose?.deliveredMg, '35');
    assert.equal(state.dose?.deliveredMl, '0.7');
    assert.ok(
      state.dose !== undefined && !('durationMinutes' in state.dose) && !('plannedEnd' in state.dose),
    );
    assert.deepEqual(state.problems, []);
    const refused = (next: Entry) =>
      entryProblem(state, next, { plan, policy: defaultPolicy }, minute(5))?.code;
    assert.equal(refused(entry('dosePause', 5, {})), 'DOS-01');
    assert.equal(refused(entry('doseResume', 5, {})), 'DOS-01');
    assert.equal(refused(entry('doseEnd', 5, { stoppedEarly: true })), 'DOS-01');
    assert.equal(refused(device(2, 5)), 'DOS-01');
    assert.equal(refused(entry('recoveryStart', 5, {})), undefined);
  }
});

test('[DOS-03] a start of another route, drug, volume or device count is not the planned dose', () => {
  const changes = [
    { route: 'sc' as const },
    { drug: 'esketamine' as const },
    { amountMg: decimal('350') },
    { volumeMl: decimal('7') },
    { devices: 1 },
    { durationMinutes: 40 },
  ];
  const given = doseStartOf(injected);
  const problemOf = (body: typeof given) =>
    entryProblem(
      fold(before(), -1, { plan: injected }),
      entry('doseStart', 0, body),
      { plan: injected, policy: defaultPolicy },
      minute(0),
    )?.code;
  assert.equal(problemOf(given), undefined);
  for (const change of changes)
    assert.equal(problemOf({ ...given, ...change }), 'DOS-03', JSON.stringify(change));
  // Why it was given beside a raised pressure is no part of the dose.
  assert.equal(doseStartOf(injected, 'L-1', 'Known hypertension').reason, 'Known hypertension');
  assert.equal(problemOf(doseStartOf(injected, 'L-1', 'Known hypertension')), undefined);
  const { volumeMl: _, ...without } = given;
  assert.equal(problemOf(without), 'DOS-03');
});

test('[REG-07] devices are counted: taken, not taken, stopped after one, each five minutes after the one before', () => {
  const table: readonly {
    readonly devices: number;
    readonly log: readonly Entry[];
    readonly at: number;
    readonly want: readonly [string, number, number, string, boolean];
  }[] = [
    { devices: 1, log: [], at: 0, want: ['recovery', 1, 0, '28', false] },
    { devices: 2, log: [], at: 4, want: ['infusing', 1, 0, '28', false] },
    { devices: 2, log: [device(2, 5)], at: 5, want: ['recovery', 2, 0, '56', false] },
    { devices: 2, log: [device(2, 6, false, 'Sick')], at: 6, want: ['recovery', 1, 1, '28', true] },
    {
      devices: 3,
      log: [device(2, 5), entry('doseEnd', 8, { stoppedEarly: true, reason: 'Asked to stop' })],
      at: 9,
      want: ['recovery', 2, 0, '56', true],
    },
    {
      devices: 3,
      log: [entry('doseEnd', 2, { stoppedEarly: true, reason: 'Asked to stop' })],
      at: 9,
      want: ['recovery', 1, 0, '28', true],
    },
    { devices: 3, log: [device(2, 5), device(3, 10)], at: 10, want: ['recovery', 3, 0, '84', false] },
  ];
  for (const { devices, log, at, want } of table) {
    const plan = nasal(devices);
    const { phase, dose } = fold([start(plan), ...log], at, { plan });
    assert.deepEqual(
      [phase, dose?.devices?.taken, dose?.devices?.notTaken, dose?.deliveredMg, dose?.stoppedEarly],
      want,
    );
  }
  const plan = nasal(3);
  const next = (log: readonly Entry[], at: number) =>
    fold([start(plan), ...log], at, { plan }).dose?.devices?.next;
  assert.deepEqual(next([], 1), { device: 2, from: minute(5) });
  assert.deepEqual(next([device(2, 7)], 8), { device: 3, from: minute(12) });
  assert.equal(next([device(2, 5), device(3, 10)], 11), undefined);
  assert.ok(!fold([start(plan)], 4, { plan }).attention.some((one) => /Device 2/.test(one.sentence)));
  assert.ok(fold([start(plan)], 5, { plan }).attention.some((one) => /Device 2 of 3/.test(one.sentence)));
});

test('[DOS-01] a device counts once, in order, among those planned, and not taken needs a reason', () => {
  const plan = nasal(3);
  const context = { plan, policy: defaultPolicy };
  const code = (log: readonly Entry[], next: Entry, at = 20) =>
    entryProblem(fold(log, at, { plan }), next, context, minute(at))?.code;
  const begun = [start(plan)];
  assert.equal(code([], device(2, 5)), 'DOS-01');
  assert.equal(code(begun, device(2, -1)), 'DOS-01');
  assert.equal(code(begun, device(3, 5)), 'DOS-01');
  assert.equal(code(begun, device(1, 5)), 'DOS-01');
  assert.equal(code(begun, device(4, 5)), 'DOS-01');
  assert.equal(code(begun, device(2, 5)), undefined);
  assert.equal(code(begun, device(2, 5, false)), 'DOS-01');
  assert.equal(code(begun, device(2, 5, false, 'Sick')), undefined);
  // What happened too early is still written down, and said.
  assert.equal(code(begun, device(2, 3)), undefined);
  assert.ok(fold([...begun, device(2, 3)], 4, { plan }).problems.some((one) => /3 minutes after/.test(one)));
  assert.equal(code([...begun, device(2, 5), device(3, 10)], device(3, 12)), 'DOS-01');
  assert.equal(code([...begun, device(2, 5)], entry('dosePause', 6, {})), 'DOS-01');
  assert.equal(code([...begun, device(2, 5)], entry('doseEnd', 7, { stoppedEarly: true })), undefined);
  const log = [
    ...begun,
    device(2, 5),
    device(2, 6),
    device(5, 7),
    entry('doseEnd', 8, { stoppedEarly: false }),
  ];
  assert.equal(fold(log, 9, { plan }).problems.length, 3);
  const past = [...begun, entry('doseEnd', 3, { stoppedEarly: true }), device(2, 8)];
  assert.ok(fold(past, 9, { plan }).problems.some((one) => /after the end/.test(one)));
});

test('[GAT-11] [GAT-12] [GAT-16] the gates of a nasal device, enrolment only where the country asks for it', () => {
  const ids = (jurisdiction: 'US' | 'UK' | undefined) =>
    sessionGates('esketamine', 'nasal-device', jurisdiction).map(({ id }) => id);
  assert.deepEqual(ids('US').slice(10), ['GAT-11', 'GAT-12', 'GAT-13', 'GAT-14', 'GAT-16']);
  assert.deepEqual(ids('UK').slice(10), ['GAT-11', 'GAT-13', 'GAT-14', 'GAT-16']);
  assert.deepEqual(ids(undefined), ids('US'), 'not known is asked');
  for (const route of ['iv', 'im', 'sc'] as const)
    assert.equal(sessionGates('ketamine', route, 'US').length, route === 'iv' ? 13 : 12);
  const plan = nasal(1);
  const shut = (log: readonly Entry[], jurisdiction: 'US' | 'UK') =>
    entryProblem(
      fold(log, -1, { plan, jurisdiction }),
      start(plan),
      { plan, policy: defaultPolicy, jurisdiction },
      minute(0),
    )?.code;
  const [spray, enrolled, use] = nasalGates();
  assert.ok(spray !== undefined && enrolled !== undefined && use !== undefined);
  const ready = [...gates(), vitals(-5, good)];
  assert.equal(shut(ready, 'UK'), 'GAT-11');
  assert.equal(shut([...ready, spray], 'UK'), 'GAT-16');
  assert.equal(shut([...ready, spray, use], 'UK'), undefined);
  assert.equal(shut([...ready, spray, use], 'US'), 'GAT-12');
  assert.equal(shut([...ready, spray, use, enrolled], 'US'), undefined);
});

test('[MON-15] what is due after a dose given at once follows the grid of its route, sooner at a watch value', () => {
  const plan = injected;
  const due = (log: readonly Entry[], at: number) =>
    fold([...before(), start(plan), ...log], at, { plan }).due.map(({ what, dueAt }) => [what, dueAt]);
  const sedation = 'Sedation (MOAA/S) and dissociation';
  assert.deepEqual(due([], 1), [
    ['Vital signs', minute(10)],
    [sedation, minute(20)],
  ]);
  assert.deepEqual(due([vitals(10, good)], 11), [
    ['Vital signs', minute(20)],
    [sedation, minute(20)],
  ]);
  const { moaas: _, ...withoutAlertness } = good;
  assert.deepEqual(due([vitals(20, withoutAlertness)], 21)[0], [sedation, minute(20)]);
  // Half a pressure, or a saturation alone, is no vital signs; alertness was looked at.
  for (const part of [{ spo2: 98 }, { systolic: 120, spo2: 98 }, { diastolic: 80 }])
    assert.deepEqual(due([vitals(10, part)], 11)[0], ['Vital signs', minute(10)], JSON.stringify(part));
  assert.deepEqual(due([vitals(20, { moaas: 5 }), rated(20)], 21), [
    ['Vital signs', minute(20)],
    [sedation, minute(40)],
  ]);
  // One without the other leaves the other owed.
  assert.deepEqual(due([vitals(20, { moaas: 5 })], 21)[1], ['Dissociation ratings', minute(20)]);
  assert.deepEqual(due([rated(20)], 21)[1], ['Sedation scores (MOAA/S)', minute(20)]);
  // What the next moment overtook is missed, and not asked for any more.
  assert.deepEqual(due([], 16)[0], ['Vital signs', minute(20)]);
  assert.deepEqual(due([vitals(10, { ...good, systolic: 165 })], 11)[0], ['Vital signs', minute(15)]);
  const all = observationPlan('ketamine', 'im', 0, defaultPolicy).flatMap(({ minute: at }) => [
    vitals(at, good),
    rated(at),
  ]);
  assert.deepEqual(due(all, 121), [
    ['Vital signs', minute(135)],
    [sedation, minute(135)],
  ]);
});

test('[DIS-01] [DIS-12] [DIS-15] recovery by drug and route: esketamine at least two hours from the first device, by mouth to the last observation', () => {
  assert.equal(recoveryMinutes('esketamine', 'nasal-device', defaultPolicy), 120);
  assert.equal(recoveryMinutes('ketamine', 'im', defaultPolicy), 120);
  assert.equal(recoveryMinutes('ketamine', 'oral-solution', defaultPolicy), 180);
  for (const [plan, id, least] of [
    [nasal(1), 'DIS-12', 120],
    [injected, 'DIS-01', 120],
    [{ ...injected, route: 'oral-solution' as const }, 'DIS-01', 180],
  ] as const) {
    const status = (at: number) =>
      fold([start(plan), vitals(at - 2, good)], at, { plan }).discharge.criteria.find((one) => one.id === id)
        ?.status;
    assert.deepEqual(
      [status(least - 1), status(least), status(least + 1)],
      ['unmet', 'met', 'met'],
      plan.route,
    );
  }
  const plan = nasal(1);
  const ids = fold([start(plan)], 1, { plan }).discharge.criteria.map((one) => one.id);
  assert.ok(ids.includes('DIS-12') && ids.includes('DIS-15') && !ids.includes('DIS-01'));
  assert.deepEqual(
    fold([], 0, { plan }).discharge.criteria.find((one) => one.id === 'DIS-12')?.status,
    'unknown',
  );
  const falling = (last: number) =>
    fold([start(plan), vitals(100, good), vitals(118, { ...good, systolic: last })], 121, {
      plan,
    }).discharge.criteria.find((one) => one.id === 'DIS-15')?.status;
  assert.deepEqual([119, 120, 121].map(falling), ['met', 'met', 'unmet']);
});

test('[P3] a whole session of a dose given at once can be discharged, and one minute early cannot', () => {
  const grid = observationPlan('ketamine', 'im', 0, defaultPolicy)
    .filter(({ minute: at, what }) => at > 0 && what === 'vitals')
    .map(({ minute: at }) => vitals(at, good));
  const log = [...before(), start(injected), ...grid, ...checks(119)];
  assert.equal(fold(log, 121, { plan: injected }).discharge.allMet, true);
  assert.equal(fold(log, 119, { plan: injected }).discharge.allMet, false);
});

test('[MON-09] the measured weight is compared, not the ideal one that doses; a fixed dose rests on none', () => {
  const plan: PlannedDose = {
    ...injected,
    weightKg: decimal('60') as Kilograms,
    measuredWeightKg: decimal('110') as Kilograms,
  };
  const weigh = (kilograms: string) =>
    entryProblem(
      fold(
        [
          ...gates(),
          entry('weightMeasured', -15, { kilograms: decimal(kilograms) as Kilograms, estimated: false }),
          vitals(-5, good),
        ],
        -1,
        { plan },
      ),
      start(plan),
      { plan, policy: defaultPolicy },
      minute(0),
    )?.code;
  assert.equal(weigh('110'), undefined);
  assert.equal(weigh('60'), 'MON-09');
  const { weightMeasuredAt: _, ...undated } = injected;
  assert.equal(
    entryProblem(
      fold([...gates(), vitals(-5, good)], -1, { plan: undated }),
      start(undated),
      { plan: undated, policy: defaultPolicy },
      minute(0),
    )?.code,
    'MON-09',
  );
  const one = nasal(1);
  assert.equal(
    entryProblem(
      fold([...gates(), ...nasalGates(), vitals(-5, good)], -1, { plan: one }),
      start(one),
      { plan: one, policy: defaultPolicy },
      minute(0),
    ),
    undefined,
  );
});

test('the window of the expected effect stands beside the times of watching and changes none of them', () => {
  for (const route of ['im', 'sc', 'oral-solution', 'sublingual', 'nasal-device'] as const) {
    const found = effectWindow(route, undefined);
    assert.ok(found !== undefined && found.from < found.to && found.source.citation !== '', route);
    assert.ok(found.to <= recoveryMinutes('ketamine', route, defaultPolicy), route);
  }
  assert.deepEqual([effectWindow('iv', 40)?.from, effectWindow('iv', 40)?.to], [20, 50]);
  assert.equal(effectWindow('rectal', undefined), undefined);
});
