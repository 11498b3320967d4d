/* oxlint-disable unicorn/consistent-function-scoping -- small helpers stand beside the table they serve */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { PatientFacts } from '../patient-facts.ts';
import { condition, daysAgo, patient } from '../testing/facts.ts';
import { finding, verdict } from '../testing/judged.ts';
import { overrideNeeds } from './override-needs.ts';

const ketamine = { drug: 'ketamine' } as const;

test('[ELI-04] blood pressure: the hold limits -1, 0 and +1, in both numbers', () => {
  const of = (systolic: number, diastolic: number) =>
    verdict(patient({ pressures: [{ systolic, diastolic, measuredAt: daysAgo(1) }] }), 'ELI-04');
  assert.equal(of(140, 90), 'met');
  assert.equal(of(160, 80), 'notMet');
  assert.equal(of(161, 80), 'notMet');
  assert.equal(of(120, 100), 'notMet');
  assert.equal(of(120, 101), 'notMet');
  const found = (systolic: number, diastolic: number) =>
    finding(patient({ pressures: [{ systolic, diastolic, measuredAt: daysAgo(1) }] }), 'ELI-04');
  assert.doesNotMatch(found(140, 90).says, /consider a delay/);
  assert.equal(overrideNeeds(found(139, 89), ketamine), 'nothing');
  assert.equal(overrideNeeds(found(140, 90), ketamine), 'nothing');
  // Above 140/90 it is a caution with a reason, from 160/100 a hold with a second person.
  for (const [systolic, diastolic] of [
    [141, 80],
    [120, 91],
    [159, 99],
  ] as const) {
    const one = found(systolic, diastolic);
    assert.deepEqual(
      [one.verdict, one.ruleClass, overrideNeeds(one, ketamine)],
      ['notMet', 'caution', 'reason'],
    );
    assert.match(one.says, /above 140\/90.*consider a delay.*reason/);
    assert.match(one.wouldChange, /140\/90 or less/);
  }
  assert.equal(found(160, 80).ruleClass, 'hold');
  assert.equal(overrideNeeds(found(120, 100), ketamine), 'reasonAndSecond');
});

test('[ELI-04] blood pressure: missing, stale, from the future or hard to believe is unknown, never met', () => {
  const of = (...pressures: PatientFacts['pressures']) => finding(patient({ pressures }), 'ELI-04');
  const at = (days: number) => ({ systolic: 120, diastolic: 80, measuredAt: daysAgo(days) });
  assert.equal(of().verdict, 'unknown');
  assert.equal(of(at(29)).verdict, 'met');
  assert.equal(of(at(30)).verdict, 'met');
  assert.equal(of(at(31)).verdict, 'unknown');
  assert.equal(of(at(31)).used[0]?.stale, true);
  assert.equal(of(at(-3)).verdict, 'unknown');
  assert.equal(of({ systolic: 999, diastolic: 80, measuredAt: daysAgo(1) }).verdict, 'unknown');
  assert.equal(of({ systolic: 80, diastolic: 120, measuredAt: daysAgo(1) }).verdict, 'unknown');
  // An old high value does not become a pass by growing old, and a fresh one replaces it.
  assert.equal(of({ systolic: 190, diastolic: 110, measuredAt: daysAgo(40) }).verdict, 'unknown');
  assert.equal(of({ systolic: 190, diastolic: 110, measuredAt: daysAgo(10) }, at(1)).verdict, 'met');
  assert.equal(of(at(10), { systolic: 190, diastolic: 110, measuredAt: daysAgo(1) }).verdict, 'notMet');
});

test('[ELI-04] a history of hypertension is shown beside the reading and never replaces it', () => {
  const conditions = [
    condition('Hypertension', {
      code: { system: 'http://snomed.info/sct', code: '38341003', display: 'Hypertension' },
    }),
  ];
  const known = finding(patient({ conditions }), 'ELI-04');
  assert.equal(known.verdict, 'met');
  assert.ok(known.used.some(({ value }) => value.startsWith('Hypertension')));
  assert.equal(verdict(patient({ conditions, pressures: [] }), 'ELI-04'), 'unknown');
});
