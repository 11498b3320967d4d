/* oxlint-disable unicorn/consistent-function-scoping -- small helpers stand beside the table they serve */
import assert from 'node:assert/strict';
import test from 'node:test';
import { care, careFinding, result } from '../testing/care-facts.ts';
import {
  answered,
  condition,
  daysAgo,
  patient,
  readyPatient,
  screeningWith,
  unknownPatient,
} from '../testing/facts.ts';
import { finding, judge } from '../testing/judged.ts';
import { eligibilityRules } from './eligibility-rules.ts';

test('a patient for whom everything was asked may proceed, every rule met', () => {
  const { summary, findings } = judge(readyPatient);
  assert.deepEqual(
    findings.filter((one) => one.verdict !== 'met').map((one) => `${one.rule} ${one.says}`),
    [],
  );
  assert.equal(summary, 'mayProceed');
});

test('[P3] of a new registration nothing that a patient must be asked is met, and it may not proceed', () => {
  const { summary, findings } = judge(unknownPatient);
  assert.notEqual(summary, 'mayProceed');
  for (const one of findings.filter(({ rule }) => rule !== 'ELI-14')) {
    assert.equal(one.verdict, 'unknown', one.rule);
    assert.ok(one.missing.length > 0, one.rule);
  }
});

test('[P7] every finding shows its rule, source, grounds and what would change it', () => {
  for (const facts of [readyPatient, unknownPatient])
    for (const one of judge(facts).findings) {
      assert.ok(one.statement.length > 0 && one.says.length > 0 && one.wouldChange.length > 0, one.rule);
      assert.ok(one.source.citation.length > 0 && one.source.mark.length > 0, one.rule);
      assert.equal(one.missing.length > 0, one.verdict === 'unknown', one.rule);
    }
});

test('[P7] data are shown with their age in days; stale only where a window is passed', () => {
  const [reading] = finding(readyPatient, 'ELI-04').used;
  assert.deepEqual(reading, {
    what: 'Newest blood pressure',
    value: '122/78 mmHg',
    at: daysAgo(2),
    ageDays: 2,
    stale: false,
  });
  const [history] = finding(
    patient({ screening: screeningWith('aneurysmOrAvm', answered('aneurysmOrAvm', 'no', { days: 900 })) }),
    'ELI-01',
  ).used;
  assert.deepEqual([history?.ageDays, history?.stale], [900, false]);
  const [, age] = finding(readyPatient, 'ELI-07').used;
  assert.deepEqual(age, { what: 'Age', value: '40 years', stale: false });
  // A date that carries no day has no age.
  const conditions = [condition('Stroke', { onset: '1998' })];
  assert.equal(finding(patient({ conditions }), 'ELI-03').used.at(-1)?.ageDays, undefined);
});

test('[P7] a result says where it came from; without an origin nothing is said', () => {
  const of = (more: { readonly origin?: string }) =>
    careFinding(care({ results: [result('alt', { value: 1, ...more })] }), 'WRK-03').used[0];
  assert.deepEqual(of({ origin: 'Laboratory of the hospital' }), {
    what: 'ALT',
    value: '1 x upper limit',
    at: daysAgo(3),
    ageDays: 3,
    origin: 'Laboratory of the hospital',
    stale: false,
  });
  assert.equal('origin' in (of({}) ?? {}), false);
});

test('rules are data: their own id, version, source and inputs, frozen', () => {
  const ids = eligibilityRules.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
  for (const rule of eligibilityRules) {
    assert.match(rule.id, /^ELI-\d{2}$/);
    assert.ok(rule.version >= 1 && rule.inputs.length > 0 && rule.title.length > 0, rule.id);
    assert.ok(Object.isFrozen(rule));
  }
});
