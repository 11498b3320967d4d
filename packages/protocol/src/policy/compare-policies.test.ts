import assert from 'node:assert/strict';
import test from 'node:test';
import { decimal, type Instant, type Kilograms } from '@evenkeel/quantities';
import { judgeCare } from '../eligibility/judge-care.ts';
import type { PatientFacts } from '../patient-facts.ts';
import { daysBefore, everythingAsked, nothingKnown } from '../scenario/base-patient.ts';
import { clinicPolicyOf, type ClinicPolicy } from './clinic-policy.ts';
import { comparePolicies, usualSettingOf } from './compare-policies.ts';
import type { CareSetting } from '../rule.ts';
import type { ThresholdName } from './policy.ts';
import { listChanges, policyValues, policyWithValues, unknownNames } from './policy-values.ts';

const now = '2026-11-25T12:00:00.000Z' as Instant;
const uk = clinicPolicyOf('UK');
const all = everythingAsked(now);
const people: readonly PatientFacts[] = [
  all,
  nothingKnown(),
  {
    ...all,
    pressures: [{ systolic: 155, diastolic: 96, measuredAt: daysBefore(now, 45) }],
    weights: [{ kilograms: decimal('70') as Kilograms, measuredAt: daysBefore(now, 40), estimated: false }],
    medicines: [{ name: 'Diazepam', status: 'active', dailyMg: decimal('12') }],
    totals: all.totals.map((one) => ({ ...one, answeredAt: daysBefore(now, 20) })),
    screening: all.screening.map((one) => ({ ...one, answeredAt: daysBefore(now, 45) })),
    results: (all.results ?? []).map((one) => ({ ...one, takenAt: daysBefore(now, 60), value: 4 })),
  },
];

/** A policy with one threshold at its floor. */
const atFloor = (name: ThresholdName): ClinicPolicy => ({
  ...uk,
  version: 2,
  thresholds: { ...uk.thresholds, [name]: { ...uk.thresholds[name], value: uk.thresholds[name].floor } },
});

test('[H42] what a policy changes for a patient is what the whole verdict says under each, whatever threshold it changes', () => {
  const before = people.map((facts) => judgeCare(facts, uk, now, usualSettingOf(uk)));
  let changed = 0;
  for (const name of Object.keys(uk.thresholds) as ThresholdName[]) {
    const after = atFloor(name);
    const compare = comparePolicies(uk, after);
    for (const [place, facts] of people.entries()) {
      const verdict = judgeCare(facts, after, now, usualSettingOf(after));
      const rules = verdict.findings.flatMap(({ rule, verdict: then, ruleClass }) => {
        const one = before[place]?.findings.find((finding) => finding.rule === rule);
        if (one === undefined) return [];
        const otherClass = one.verdict !== 'met' && then !== 'met' && one.ruleClass !== ruleClass;
        return one.verdict === then && !otherClass
          ? []
          : [
              {
                rule,
                before: one.verdict,
                after: then,
                ...(otherClass ? { classes: { before: one.ruleClass, after: ruleClass } } : {}),
              },
            ];
      });
      changed += rules.length;
      assert.deepEqual(
        compare(facts, now),
        { before: before[place]?.summary, after: verdict.summary, rules },
        `${name}, patient ${place}`,
      );
    }
  }
  assert.ok(changed > 5, `${changed} rules noticed`);
});

test('[H42] [ELI-04] a hold that another policy makes a caution is a change, though it is not met under both', () => {
  const facts: PatientFacts = {
    ...all,
    pressures: [{ systolic: 157, diastolic: 80, measuredAt: daysBefore(now, 1) }],
  };
  const strict: ClinicPolicy = {
    ...uk,
    thresholds: {
      ...uk.thresholds,
      preDoseSystolicHold: { ...uk.thresholds.preDoseSystolicHold, value: 150 },
    },
  };
  const [change, ...more] = comparePolicies(strict, { ...uk, version: 2 })(facts, now).rules;
  assert.deepEqual(change, {
    rule: 'ELI-04',
    before: 'notMet',
    after: 'notMet',
    classes: { before: 'hold', after: 'caution' },
  });
  assert.deepEqual(more, []);
});

test('[H42] what esketamine is given for stays what it is when a policy changes', () => {
  const untreated: PatientFacts = { ...all, trials: [] };
  const after: ClinicPolicy = { ...uk, version: 2 };
  const summaries = (['suicidality', 'resistant', undefined] as const).map((indication) => {
    const setting: CareSetting = {
      drug: 'esketamine',
      route: 'nasal-device',
      phase: 'firstDose',
      ...(indication === undefined ? {} : { indication }),
    };
    const effect = comparePolicies(uk, after, setting)(untreated, now);
    const verdict = judgeCare(untreated, uk, now, { ...setting });
    assert.deepEqual(effect, { before: verdict.summary, after: verdict.summary, rules: [] });
    return effect.before;
  });
  assert.deepEqual(summaries, ['mayProceed', 'unknown', 'unknown']);
});

test('[H42] another consent form in force is a change too', () => {
  const effect = comparePolicies(uk, { ...uk, version: 2, consentVersion: '3' })(all, now);
  const verdict = judgeCare(all, uk, now, usualSettingOf({ consentVersion: '3' }));
  assert.deepEqual([effect.before, effect.after], ['mayProceed', verdict.summary]);
  assert.equal(effect.rules.length, 1);
  assert.notEqual(effect.after, 'mayProceed');
});

test('[H42] a policy kept as its values is the same policy when it is read again, and values cannot bring a floor or a source', () => {
  const edited: ClinicPolicy = { ...atFloor('actSystolic'), consentVersion: '3' };
  const again = policyWithValues('UK', 2, JSON.parse(JSON.stringify(policyValues(edited))) as never);
  assert.deepEqual(again, edited);
  assert.deepEqual(policyWithValues('UK', 1, policyValues(uk)), uk);
  const odd = { ...policyValues(uk), thresholds: { actSystolic: 175, toString: 1 } };
  assert.deepEqual(unknownNames(odd), ['There is no threshold toString.']);
  // A version kept while a policy still named scales is read without them: the schedule asks them.
  const older = { ...policyValues(uk), scales: { monthly: ['phq9'] } };
  assert.deepEqual(policyWithValues('UK', 1, older), uk);
  const one = policyWithValues('UK', 2, odd);
  assert.deepEqual(one.thresholds.actSystolic, { ...uk.thresholds.actSystolic, value: 175 });
  assert.deepEqual(one.thresholds.watchSystolic, uk.thresholds.watchSystolic);
  assert.deepEqual(listChanges(uk, edited), [{ list: 'consentVersion', added: ['3'], removed: [] }]);
  const [first = '', ...rest] = uk.templates.values;
  const fewer = { ...edited, templates: { ...uk.templates, values: rest } };
  assert.deepEqual(listChanges(edited, fewer), [{ list: 'templates', added: [], removed: [first] }]);
});
