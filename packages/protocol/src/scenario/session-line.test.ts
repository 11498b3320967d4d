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
    [
      '20 event arrhythmia severe',
      'adverseEvent',
      { kind: 'arrhythmia', severity: 'severe', serious: false },
    ],
    ['20 dissociation 0', 'dissociationRated', { score: 0 }],
    ['20 dissociation 10', 'dissociationRated', { score: 10 }],
    ['20 dissociation 4 cadss-6 0', 'dissociationRated', { score: 4, cadss6: 0 }],
    ['20 dissociation 4 cadss-6 24', 'dissociationRated', { score: 4, cadss6: 24 }],
    ['41 recovery', 'recoveryStart', {}],
    ['5 device 2 used', 'deviceGiven', { device: 2, taken: true }],
    ['5 device 12 not taken', 'deviceGiven', { device: 12, taken: false }],
    [
      '5 device 2 not taken she felt sick',
      'deviceGiven',
      { device: 2, taken: false, reason: 'she felt sick' },
    ],
    ['-9 weight 70 estimated estimated', 'weightMeasured', { kilograms: '70', estimated: true }],
    [
      '5 vitals 120/80 pulse 70 spo2 98 breaths 14 moaas 5',
      'vitals',
      { vitals: { systolic: 120, diastolic: 80, heartRate: 70, spo2: 98, respiratoryRate: 14, moaas: 5 } },
    ],
    [
      '20 event other moderate treated',
      'adverseEvent',
      { kind: 'other', severity: 'moderate', serious: false, action: 'treated' },
    ],
    ['100 score aldrete 0 1 2 0 1', 'leavingScore', { scale: 'aldrete', answers: [0, 1, 2, 0, 1] }],
    ['121 discharge because family', 'discharge', { unmet: [], reason: 'family' }],
    ['121 discharge unmet DIS-12', 'discharge', { unmet: ['DIS-12'] }],
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
  assert.equal(gates.length, 14);
  assert.deepEqual(gates[2], ['gateAnswered', { gate: 'escort', ok: 'yes' }]);
  assert.equal(bodies('-20 gates all yes but fasting, mania and consent').length, 11);
  const left = bodies('-20 gates all yes but escort, mania').map(
    ([, body]) => (body as { gate: string }).gate,
  );
  assert.deepEqual([left.length, left.includes('escort'), left.includes('mania')], [12, false, false]);
  assert.equal(bodies('100 checks all yes').length, 7);
  assert.deepEqual(bodies('100 checks all yes')[0], ['dischargeCheck', { check: 'oriented', ok: 'yes' }]);
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
  const why = one('0 dose start mg 35 because known hypertension') as Record<string, unknown>;
  assert.deepEqual([why['amountMg'], why['reason']], ['35', 'known hypertension']);
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
  const [three] = sessionLine('0 dose start devices 3', { plan: nasal });
  assert.ok(three !== undefined && 'devices' in three.body && three.body.devices === 3);
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

const refused = (line: string, what: RegExp, order: PlannedDose = plan) =>
  assert.throws(
    () => sessionLine(line, { plan: order }),
    (error) =>
      (error instanceof OutlineProblem && what.test(error.message) && error.message.includes(`"${line}"`)) ||
      assert.fail(String(error)),
    line,
  );

test('[J4] a line that cannot be read is named, and nothing is guessed', () => {
  for (const [line, what] of [
    ['vitals 120/80', /a line begins with its minute\.$/],
    ['x10 vitals 120/80', /a line begins with its minute/],
    ['10', /a line begins with its minute/],
    ['10 dance', /cannot be read\. Words: gates, gate, .*takes back\.$/],
    ['10 vitls 120/80', /cannot be read\. Perhaps vitals\. Words: gates/],
    ['10 gates some', /say all yes, or all yes but/],
    ['10 gates all yes escort', /say all yes, or all yes but/],
    ['10 not gates all yes', /cannot be read/],
    ['10 gates  all yes', /say all yes/],
    ['10 gates all yes but escrot', /escrot is no gate of this session\. Perhaps escort\.$/],
    ['10 gates all yes but escort and fastin', /fastin is no gate of this session\. Perhaps fasting\.$/],
    ['10 gates all yes but nasalSprays', /nasalSprays is no gate of this session/],
    ['10 gate none yes', /none is no gate of this session\. Words: identity/],
    ['10 gate', /nothing is no gate of this session/],
    ['10 gate fasting', /answer yes, no or unknown\.$/],
    ['10 gate fasting perhaps', /answer yes, no or unknown\.$/],
    ['10 gate fasting yes really', /really is a word too many\.$/],
    ['10 weight', /nothing is no plain number/],
    ['10 weight heavy', /heavy is no plain number/],
    ['10 weight 70 estimatd', /estimatd cannot be read\. Perhaps estimated\.$/],
    ['10 weight 70 kg', /kg cannot be read/],
    ['10 vitals 120', /120 is no vital sign/],
    ['10 vitals 120/80mmHg', /120\/80mmHg is no vital sign/],
    ['10 vitals a120/80', /a120\/80 is no vital sign/],
    ['10 vitals puls 70', /puls is no vital sign\. Perhaps pulse\.$/],
    ['10 vitals spo2', /spo2 is ; it must be a number/],
    ['10 vitals spo2 high', /spo2 is high; it must be a number/],
    ['10 vitals constructor 5', /constructor is no vital sign/],
    ['10 vitals spo2 98 confirmd', /confirmd is no vital sign/],
    ['10 escort', /a name and then a telephone number/],
    ['10 escort Robin', /a name and then a telephone number/],
    ['10 dose', /nothing is no word after dose\. Words: start, end, stopped/],
    ['10 dose strat', /strat is no word after dose\. Perhaps start/],
    ['10 dose start mg', /nothing is no plain number/],
    ['10 dose start mgs 5', /mgs is no part of a dose\. Perhaps mg\.$/],
    ['10 dose start 35 mg', /35 is no part of a dose/],
    ['10 dose start minutes long', /long is no plain number/],
    ['10 dose end early', /early is a word too many/],
    ['10 dissociation', /dissociation is ; it must be a number/],
    ['10 dissociation 11', /whole number from 0 to 10/],
    ['10 dissociation -1', /whole number from 0 to 10/],
    ['10 dissociation 2.5', /whole number from 0 to 10/],
    ['10 dissociation 2 cadss-6 3 cadss-6 9', /cadss-6 3 cadss-6 9/],
    ['10 dissociation 2 cadss-6 25', /cadss-6 is a whole number from 0 to 24/],
    ['10 dissociation 2 cadss-6 -1', /cadss-6 is a whole number from 0 to 24/],
    ['10 dissociation 2 cadss-6 1.5', /cadss-6 is a whole number from 0 to 24/],
    ['10 dissociation 2 cadss-6 x', /cadss-6 is x; it must be a number/],
    ['10 device', /say device 2 used, or device 2 not taken and why/],
    ['10 device 2', /say device 2 used/],
    ['10 device two used', /say device 2 used/],
    ['10 device 2 usd', /say device 2 used/],
    ['10 device 2 used twice', /say device 2 used/],
    ['10 device 123 used', /say device 2 used/],
    ['10 device x2 used', /say device 2 used/],
    ['10 resume now', /now is a word too many/],
    ['10 recovery room', /room is a word too many/],
    ['10 says', /nothing is said\.$/],
    ['10 note', /nothing is said\.$/],
    ['10 event', /nothing is no event/],
    ['10 event nausea', /nothing is no severity\. Words: mild, moderate, severe/],
    ['10 event joy mild', /joy is no event\. Words: nausea/],
    ['10 event nausea midl', /midl is no severity\. Perhaps mild/],
    ['10 event nausea mild seroius', /seroius cannot be read\. Perhaps serious/],
    ['10 event nausea serious mild', /serious is no severity/],
    ['10 checks most', /say all yes, or all yes but/],
    ['10 checks all yes but galt', /galt is no check before leaving\./],
    ['10 checks all yes but steadyGiat', /Perhaps steadyGait\.$/],
    ['10 check none yes', /none is no check before leaving/],
    ['10 check oriented', /answer yes, no or unknown/],
    ['10 check oriented yes twice', /twice is a word too many/],
    ['10 score aldrete 2 2 2 2', /five answers of 0, 1 or 2/],
    ['10 score aldrete 2 2 2 2 3', /five answers/],
    ['10 score aldrete 2 2 2 2 2 3', /five answers/],
    ['10 score aldrete 2 2 2 2 2 2', /five answers/],
    ['10 score moaas 2 2 2 2 2', /moaas is no score before leaving\. Words: aldrete, padss/],
    ['10 discharge unmet DIS-1', /DIS-1 is no criterion of leaving\. Perhaps DIS-01/],
    ['10 discharge unmet DIS-01 DIS-99', /DIS-99 is no criterion of leaving/],
    ['10 discharge unmet', /name the criteria after unmet, and the reason after because/],
    ['10 discharge because', /name the criteria after unmet, and the reason after because/],
    ['10 discharge unment DIS-01', /unment cannot be read\. Perhaps unmet\.$/],
    ['10 discharge DIS-01', /DIS-01 cannot be read/],
    [
      '10 corrects 5 gates all yes but identity, consent, escort, fasting, alcoholOrDrugs, medicinesToday, pregnancy, suicidality, mania, kitAndStaff, newSinceLastVisit, lastSession, siteFasting and anaesthesiologist',
      /nothing to correct with/,
    ],
    ['10 takes back 5', /cannot be read/],
    ['10 takes back 5 resume', /resume cannot be taken back/],
    ['10 takes back 5 vitls', /vitls cannot be taken back\. Perhaps vitals\.$/],
    ['10 takes back 5 constructor', /constructor cannot be taken back/],
    ['10 corrects 5', /cannot be read/],
    ['10 corrects 5 because typing error', /cannot be read/],
    ['10 correct 5 note calm', /cannot be read\. Perhaps corrects\./],
  ] as const)
    refused(line, what);
});

test('[J4] a minute lies within a session, from a day before its start to two days after', () => {
  for (const line of ['-1440 note a', '2880 note a', '5 typed 2880 note a', '2880 takes back -1440 note'])
    assert.equal(sessionLine(line, { plan }).length, 1, line);
  for (const [line, minute] of [
    ['-1441 note a', '-1441'],
    ['2881 note a', '2881'],
    ['2880.5 note a', '2880.5'],
    ['99999999999 note a', '99999999999'],
    ['5 typed 2881 note a', '2881'],
    ['5 corrects 2881 note a because b', '2881'],
    ['5 takes back -1441 note because b', '-1441'],
  ] as const)
    refused(line, new RegExp(`minute ${minute} is no minute of a session\\. .* from -1440 to 2880\\.$`));
});

test('[J4] the gates of a line are those of the drug, the route and the country', () => {
  const nasal: PlannedDose = {
    drug: 'esketamine',
    route: 'nasal-device',
    template: 'esketamine-resistant',
    amountMg: decimal('56'),
    devices: 2,
  };
  const gates = (jurisdiction?: 'US' | 'UK') =>
    sessionLine('-20 gates all yes', {
      plan: nasal,
      ...(jurisdiction === undefined ? {} : { jurisdiction }),
    }).map(({ body }) => ('gate' in body ? body.gate : ''));
  assert.ok(gates('US').includes('programmeEnrolment'));
  assert.ok(gates().includes('programmeEnrolment'));
  assert.ok(!gates('UK').includes('programmeEnrolment'));
  assert.deepEqual(
    sessionLine('-20 gate deviceUse no', { plan: nasal }).map(({ body }) => body),
    [{ gate: 'deviceUse', ok: 'no' }],
  );
  refused('-20 gate siteFasting yes', /siteFasting is no gate of this session/, nasal);
  assert.throws(
    () => sessionLine('-20 gate programmeEnrolment no', { plan: nasal, jurisdiction: 'UK' }),
    OutlineProblem,
  );
});
