import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import test from 'node:test';
import { defaultPolicy } from '../policy/default-policy.ts';
import type { Policy, ThresholdName } from '../policy/policy.ts';
import { changedScenarios, outcomeLines, readScenario, runScenario, type Scenario } from './scenario.ts';

const folder = join(dirname(dirname(import.meta.dirname)), 'scenarios');
const files = globSync('*/*.yaml', { cwd: folder }).toSorted();
const scenarios: readonly (readonly [string, Scenario])[] = files.map((file) => [
  file,
  readScenario(readFileSync(join(folder, file), 'utf8')),
]);

test('[J4] the scenario bank: at least sixty patients and sixty sessions, each with what is expected', () => {
  const of = (kind: Scenario['kind']) => scenarios.filter(([, one]) => one.kind === kind);
  assert.ok(of('patient').length >= 60 && of('session').length >= 60);
  for (const [file, one] of scenarios) {
    assert.equal(file.startsWith(`${one.kind}s/`), true, file);
    assert.match(basename(file), /^[a-z0-9-]+\.yaml$/);
    assert.ok(one.title !== '' && one.about !== '', file);
    // What a file does not name is not looked at: a finding too many would pass.
    if (one.kind === 'patient')
      assert.ok(
        one.expect.summary !== undefined && one.expect.open !== undefined,
        `${file} expects no findings`,
      );
    else
      for (const { minute, attention } of one.looks)
        assert.ok(
          attention !== undefined,
          `${file} does not say what asks for attention at minute ${minute}`,
        );
  }
  const titles = scenarios.map(([, one]) => one.title);
  assert.equal(new Set(titles).size, titles.length);
});

test('[J4] every written patient and session comes out as it is expected to', () => {
  for (const [file, one] of scenarios)
    assert.deepEqual(runScenario(one, defaultPolicy).differences, [], file);
});

test('[P5] a scenario run twice gives the same bytes', () => {
  for (const [file, one] of scenarios.slice(0, 40))
    assert.equal(JSON.stringify(runScenario(one)), JSON.stringify(runScenario(one)), file);
});

const changed = (name: ThresholdName, value: number): Policy => ({
  ...defaultPolicy,
  version: 2,
  thresholds: { ...defaultPolicy.thresholds, [name]: { ...defaultPolicy.thresholds[name], value } },
});
const all = scenarios.map(([, one]) => one);

test('[H42] an edited policy shows the scenarios that come out otherwise, and only those', () => {
  assert.deepEqual(changedScenarios(all, defaultPolicy, { ...defaultPolicy, version: 2 }), []);
  const patients = all.filter(({ kind }) => kind === 'patient');
  const titles = (policy: Policy) =>
    changedScenarios(patients, defaultPolicy, policy).map(({ title }) => title);
  assert.ok(titles(changed('preDoseSystolicHold', 150)).includes('Resting pressure 159/99'));
  assert.deepEqual(titles(changed('mocaHold', 20)), [
    'A man of 70 with MoCA 21, for esketamine',
    'A man of 70 with MoCA 21',
  ]);
  const [, one] = changedScenarios(patients, defaultPolicy, changed('mocaHold', 20));
  assert.ok(one?.before.includes('WRK-13 notMet'));
  assert.deepEqual(one?.after, ['summary mayProceed']);
});

test('[H42] no threshold of the session’s and the verdict’s core can be loosened to its floor without a scenario that notices', () => {
  const watched: readonly ThresholdName[] = [
    'preDoseSystolicHold',
    'actSystolic',
    'watchSystolic',
    'crisisSystolic',
    'preDoseHeartRateHigh',
    'preDoseSpo2',
    'preDoseRespiratoryRate',
    'pressureRepeatMinutes',
    'dissociationWatch',
    'cadss6Watch',
    'dissociationLeave',
    'watchRisePercent',
    'recoveryMinutesFromStart',
    'mocaHold',
    'maniaHoldYmrs',
    'altUpperLimits',
    'diazepamEquivalentMg',
    'consentAgeDays',
    'pregnancyTestAgeDays',
    'weightChangePercent',
    'doseBandHighMgPerKg',
  ];
  const before = new Map(all.map((one) => [one, outcomeLines(runScenario(one, defaultPolicy)).join('\n')]));
  const quiet = watched.filter((name) => {
    const { floor, value } = defaultPolicy.thresholds[name];
    const after = changed(name, floor);
    return (
      floor !== value &&
      !all.some((one) => outcomeLines(runScenario(one, after)).join('\n') !== before.get(one))
    );
  });
  assert.deepEqual(quiet, []);
});
