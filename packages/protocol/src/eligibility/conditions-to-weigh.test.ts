/* oxlint-disable unicorn/consistent-function-scoping -- small helpers stand beside the table they serve */
import assert from 'node:assert/strict';
import test from 'node:test';
import { condition, patient } from '../testing/facts.ts';
import { finding, judge, verdict } from '../testing/judged.ts';

test('[ELI-14] seizures, dementia, brain injury and heart disease in the record ask for a word; past ones are shown', () => {
  for (const name of [
    'Epilepsy',
    'Seizure disorder',
    "Alzheimer's disease (disorder)",
    'Traumatic brain injury (disorder)',
    'Atrial Fibrillation',
    'Coronary Heart Disease',
    'Obstructive sleep apnoea',
  ]) {
    for (const status of ['active', 'unknown'] as const) {
      const facts = patient({ conditions: [condition(name, { status })] });
      assert.equal(verdict(facts, 'ELI-14'), 'unknown', name);
      assert.equal(judge(facts).summary, 'unknown');
    }
    const past = finding(patient({ conditions: [condition(name, { status: 'past' })] }), 'ELI-14');
    assert.equal(past.verdict, 'met');
    assert.equal(past.used.length, 1);
  }
  for (const name of ['Prediabetes', 'Viral sinusitis (disorder)', 'Gout', 'Major depression disorder'])
    assert.equal(verdict(patient({ conditions: [condition(name)] }), 'ELI-14'), 'met', name);
});
