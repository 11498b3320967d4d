import assert from 'node:assert/strict';
import test from 'node:test';
import { decimal } from '@evenkeel/quantities';
import type { PlannedDose } from '../regimen/plan.ts';
import { plan } from '../testing/log.ts';
import { OutlineProblem } from './outline.ts';
import { sessionLine } from './session-line.ts';

const bodies = (line: string, order: PlannedDose = plan) =>
  sessionLine(line, { plan: order }).map(({ type, body }) => [type, body]);
const one = (line: string) => bodies(line)[0]?.[1];

test('[J4] every word of a written session is read into its entry', () => {
  const table: readonly (readonly [line: string, type: string, body: object])[] = [
    ['-9 gate fasting unknown', 'gateAnswered', { gate: 'fasting', ok: 'unknown' }],
    ['-9 gate siteFasting no', 'gateAnswered', { gate: 'siteFasting', ok: 'no' }],
    ['-9 weight 70.5', 'weightMeasured', { kilograms: '70.5', estimated: false }],
    ['-9 weight 70 estimated', 'weightMeasured', { kilograms: '70', estimated: true }],
    ['-9 escort Robin Hale 5550100', 'escortNamed', { name: 'Robin Hale', phone: '5550100' }],
    ['5 vitals spo2 97', 'vitals', { vitals: { spo2: 97 } }],
    [
      '5 vitals 300/90 confirmed',
      'vitals',
      { vitals: { systolic: 300, diastolic: 90 }, confirmedImplausible: true },
    ],
    ['9 pause', 'dosePause', {}],
    ['9 pause the line came out', 'dosePause', { reason: 'the line came out' }],
    ['10 resume', 'doseResume', {}],
    ['40 dose end', 'doseEnd', { stoppedEarly: false }],
    ['20 dose stopped', 'doseEnd', { stoppedEarly: true }],
    ['20 dose stopped she asked', 'doseEnd', { stoppedEarly: true, reason: 'she asked' }],
    ['20 event nausea mild', 'adverseEvent', { kind: 'nausea', severity: 'mild', serious: false }],
    [
      '20 event fall severe serious treated',
      'adverseEvent',
      { kind: 'fall', severity: 'severe', serious: true, action: 'treated' },
    ],
    ['20 says the room is far away', 'sensation', { what: 'the room is far away' }],
    ['20 note calm', 'note', { text: 'calm' }],
    ['41 recovery', 'recoveryStart', {}],
    ['100 check oriented no', 'dischargeCheck', { check: 'oriented', ok: 'no' }],
    ['100 score padss 2 1 2 2 2', 'leavingScore', { scale: 'padss', answers: [2, 1, 2, 2, 2] }],
    ['121 discharge', 'discharge', { unmet: [] }],
    [
      '121 discharge unmet DIS-01 DIS-05 because family',
      'discharge',
      { unmet: ['DIS-01', 'DIS-05'], reason: 'family' },
    ],
  ];
  for (const [line, type, body] of table) assert.deepEqual(bodies(line), [[type, body]], line);
});

test('[J4] all gates and checks at once, and all but some', () => {
  const gates = bodies('-20 gates all yes');
  assert.equal(gates.length, 13);
  assert.equal(bodies('-20 gates all yes but fasting, mania and consent').length, 10);
  assert.equal(bodies('100 checks all yes').length, 7);
  assert.equal(bodies('100 checks all yes but oriented').length, 6);
});

test('[J4] the dose started is the plan’s, or the one written beside it', () => {
  assert.deepEqual(one('0 dose start'), {
    drug: 'ketamine',
    route: 'iv',
    amountMg: '35',
    doseMgPerKg: '0.5',
    weightKg: '70',
    concentrationMgPerMl: '10',
    volumeMl: '3.5',
    durationMinutes: 40,
    identityChecked: true,
  });
  const other = one('0 dose start mg 350 ml 7 minutes 60 concentration 50') as Record<string, unknown>;
  assert.deepEqual(
    [other['amountMg'], other['volumeMl'], other['durationMinutes'], other['concentrationMgPerMl']],
    ['350', '7', 60, '50'],
  );
  const nasal: PlannedDose = {
    drug: 'esketamine',
    route: 'nasal-device',
    template: 'esketamine-resistant',
    amountMg: decimal('56'),
    devices: 2,
  };
  assert.deepEqual(bodies('0 dose start', nasal)[0]?.[1], {
    drug: 'esketamine',
    route: 'nasal-device',
    amountMg: '56',
    devices: 2,
    identityChecked: true,
  });
});

test('[J4] [P2] a line may be typed later, correct an entry or take one back', () => {
  const [late] = sessionLine('10 typed 130 note late', { plan });
  assert.deepEqual([late?.minute, late?.typedAt], [10, 130]);
  const [corrected] = sessionLine('12 corrects 10 vitals spo2 98 because typing error', { plan });
  assert.deepEqual(
    [corrected?.minute, corrected?.typedAt, corrected?.corrects, corrected?.reason],
    [10, 12, { minute: 10, type: 'vitals' }, 'typing error'],
  );
  assert.equal(sessionLine('12 corrects 10 vitals spo2 98', { plan })[0]?.reason, undefined);
  const [back] = sessionLine('12 takes back 10 score because wrong chair', { plan });
  assert.deepEqual(
    [back?.type, back?.corrects, back?.reason],
    ['retraction', { minute: 10, type: 'leavingScore' }, 'wrong chair'],
  );
  assert.equal(sessionLine('12 takes back 10 note', { plan })[0]?.reason, undefined);
  // The words before "because" are what is said; a note of its own may hold the word.
  const [note] = sessionLine('12 corrects 10 note calm because tired because it was late', { plan });
  assert.deepEqual([note?.body, note?.reason], [{ text: 'calm' }, 'tired because it was late']);
  assert.deepEqual(one('12 note calm because tired'), { text: 'calm because tired' });
});

test('[J4] a line that cannot be read is named, and nothing is guessed', () => {
  for (const line of [
    'vitals 120/80',
    '10 dance',
    '10 gates some',
    '10 gate none yes',
    '10 gate fasting perhaps',
    '10 weight',
    '10 weight heavy',
    '10 vitals 120',
    '10 vitals spo2',
    '10 vitals spo2 high',
    '10 vitals constructor 5',
    '10 escort',
    '10 escort Robin',
    '10 dose',
    '10 dose start mg',
    '10 event nausea',
    '10 event joy mild',
    '10 checks most',
    '10 check none yes',
    '10 score aldrete 2 2 2 2',
    '10 score aldrete 2 2 2 2 3',
    '10 score moaas 2 2 2 2 2',
    '10 corrects 5 gates all yes but identity, consent, escort, fasting, alcoholOrDrugs, medicinesToday, pregnancy, suicidality, mania, kitAndStaff, newSinceLastVisit, lastSession and siteFasting',
    '10 takes back 5',
    '10 takes back 5 resume',
    '10 takes back 5 constructor',
    '10 corrects 5',
    '10 corrects 5 because typing error',
  ])
    assert.throws(() => sessionLine(line, { plan }), OutlineProblem, line);
});
