import assert from 'node:assert/strict';
import test from 'node:test';
import { defaultPolicy } from '../policy/default-policy.ts';
import type { Policy, ThresholdName } from '../policy/policy.ts';
import { changedScenarios, outcomeLines, readScenario, runScenario } from './scenario.ts';

const run = (text: string) => runScenario(readScenario(`title: a\n${text}`));
const dose = (amount: string, more = '') => `dose:\n  template: iv-acute\n  amount: ${amount}\n${more}`;

const log = (...lines: readonly string[]) => `log:\n${lines.map((line) => `  - ${line}`).join('\n')}\n`;

test('[H42] an outcome as lines: findings, dose, long-term watching, review; refusals and looks', () => {
  assert.deepEqual(outcomeLines(run('about: b')), ['summary mayProceed']);
  const lines = outcomeLines(run(`${dose('0,5')}misuse:\n  craving: 0\ncourse:\n  sessions: 1\n`));
  assert.equal(lines[0], 'summary mayProceed');
  assert.match(lines[1] ?? '', /^\{"typed":"/);
  assert.ok(lines.includes('LTM-03 due') && lines.includes('STP-01 unknown'));
  assert.deepEqual(outcomeLines(run('patient:\n  escorts: []\n')), ['summary unknown', 'CAR-02 unknown']);
  const seen = outcomeLines(run(`${log('0 dose start', '3 vitals 190/80')}look:\n  - at: 3\n`));
  assert.deepEqual(seen.slice(0, 3), ['refused 0 GAT-01', '3 check', '3 MON-05 now']);
  assert.ok(seen.includes('3 systolic act') && seen.includes('3 DIS-05 unknown'));
});

test('[H42] a changed scenario says which lines went and which came', () => {
  const policy = (name: ThresholdName, value: number): Policy => ({
    ...defaultPolicy,
    thresholds: { ...defaultPolicy.thresholds, [name]: { ...defaultPolicy.thresholds[name], value } },
  });
  const one = readScenario('title: craving\nmisuse:\n  craving: 3\n');
  const other = readScenario('title: none\nmisuse:\n  craving: 0\n');
  const { cravingAct } = defaultPolicy.thresholds;
  assert.ok(cravingAct.value > 3);
  assert.deepEqual(changedScenarios([one, other], defaultPolicy, policy('cravingAct', 3)), [
    { title: 'craving', before: [], after: ['LTM-04 trigger'] },
  ]);
  assert.deepEqual(changedScenarios([one, other], policy('cravingAct', 3), defaultPolicy), [
    { title: 'craving', before: ['LTM-04 trigger'], after: [] },
  ]);
});
