import assert from 'node:assert/strict';
import test from 'node:test';
import { jurisdictions } from '../evidence-mark.ts';
import {
  activationProblems,
  clinicPolicyOf,
  policyChanges,
  policyProblems,
  type ClinicPolicy,
} from './clinic-policy.ts';
import { defaultPolicy } from './default-policy.ts';
import { jurisdictionRules } from './jurisdiction-rules.ts';
import type { ThresholdName } from './policy.ts';

const uk = clinicPolicyOf('UK');
const edited = (name: ThresholdName, value: number, more: Partial<ClinicPolicy> = {}): ClinicPolicy => ({
  ...uk,
  version: 2,
  thresholds: { ...uk.thresholds, [name]: { ...uk.thresholds[name], value } },
  ...more,
});
const signed = { editedBy: 'a', approvedBy: 'b', reason: 'Older patients', scenariosShown: true };

test('[H42] every jurisdiction starts within the floors, and each difference carries its source', () => {
  for (const jurisdiction of jurisdictions) {
    assert.deepEqual(policyProblems(clinicPolicyOf(jurisdiction)), [], jurisdiction);
    for (const one of Object.values(jurisdictionRules[jurisdiction]))
      if (typeof one !== 'string') assert.ok(one.source.citation !== '', jurisdiction);
  }
  assert.equal(jurisdictionRules.US.esketamineStartFrom65.value, undefined);
  assert.equal(jurisdictionRules.UK.esketamineStartFrom65.value, 28);
  assert.deepEqual(
    jurisdictions.map((one) => jurisdictionRules[one].monitoringFormDays.value),
    [7, undefined, undefined, undefined, undefined],
  );
  assert.deepEqual(
    jurisdictions.map((one) => clinicPolicyOf(one).thresholds.ecgFromAge.value),
    [50, 50, 50, 50, 18],
  );
});

test('[H42] a policy cannot name a template that is not there, or pass a floor', () => {
  assert.deepEqual(policyProblems({ ...uk, templates: { ...uk.templates, values: ['at-home'] } }), [
    'There is no template at-home.',
  ]);
  assert.deepEqual(policyProblems({ ...uk, templates: { ...uk.templates, values: [] } }), [
    'At least one template is needed.',
  ]);
  assert.match(
    policyProblems(edited('maniaHoldYmrs', 16)).join(),
    /maniaHoldYmrs is 16 points; it must be at most 15/,
  );
  assert.match(
    policyProblems(edited('maniaStopYmrs', 11)).join(),
    /maniaHoldYmrs \(12\) is above maniaStopYmrs \(11\)/,
  );
});

test('[H42] a change is shown beside default and floor, with its direction', () => {
  const [one, ...more] = policyChanges(uk, edited('actSystolic', 190));
  assert.equal(more.length, 0);
  assert.deepEqual(
    [one?.name, one?.before, one?.after, one?.usual, one?.floor, one?.unit, one?.direction],
    ['actSystolic', 180, 190, 180, 200, 'mmHg', 'lessCautious'],
  );
  assert.equal(policyChanges(uk, edited('actSystolic', 170))[0]?.direction, 'moreCautious');
  assert.equal(policyChanges(uk, edited('preDoseSpo2', 95))[0]?.direction, 'moreCautious');
  assert.equal(policyChanges(uk, edited('preDoseSpo2', 93))[0]?.direction, 'lessCautious');
  assert.deepEqual(policyChanges(uk, uk), []);
});

test('[H42] a policy comes into force with a second person, a reason, the next version and the scenarios shown', () => {
  const change = edited('actSystolic', 175);
  assert.deepEqual(activationProblems(uk, change, signed), []);
  for (const [given, what] of [
    [{ ...signed, approvedBy: 'a' }, /another person/],
    [{ ...signed, approvedBy: '' }, /Two persons/],
    [{ ...signed, reason: ' ' }, /reason/],
    [{ ...signed, scenariosShown: false }, /not shown/],
  ] as const)
    assert.match(activationProblems(uk, change, given).join(), what);
  assert.match(activationProblems(uk, { ...change, version: 1 }, signed).join(), /next version is 2/);
  assert.match(
    activationProblems(uk, { ...change, jurisdiction: 'US' }, signed).join(),
    /another jurisdiction/,
  );
  assert.match(activationProblems(uk, edited('actSystolic', 201), signed).join(), /at most 200/);
  assert.equal(defaultPolicy.version, 1);
});
