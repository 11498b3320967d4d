import assert from 'node:assert/strict';
import test from 'node:test';
import { versionValues } from './version-values.ts';

const row = (name: string, value: number, usual: number) => ({
  name,
  value,
  usual,
  floor: 300,
  cautious: 'lower' as const,
  unit: 'mmHg',
  mark: 'localDefault',
  citation: '',
});
const change = (name: string, before: number, after: number) => ({
  name,
  before,
  after,
  usual: before,
  floor: 300,
  unit: 'mmHg',
  direction: 'moreCautious' as const,
  mark: 'localDefault',
  citation: '',
});
const policy = {
  thresholds: [row('actSystolic', 160, 180), row('watchSystolic', 160, 160)],
  templates: { values: ['b', 'c'], usual: ['a', 'b'], titles: {}, mark: 'label', citation: '' },
  consentVersion: 'B',
  versions: [
    {
      version: 4,
      state: 'inForce' as const,
      basedOn: 2,
      changes: [change('actSystolic', 170, 160)],
      lists: [{ list: 'consentVersion' as const, added: ['B'], removed: ['A'] }],
    },
    {
      version: 3,
      state: 'withdrawn' as const,
      basedOn: 2,
      changes: [change('watchSystolic', 160, 150)],
      lists: [],
    },
    {
      version: 2,
      state: 'past' as const,
      basedOn: 1,
      changes: [change('actSystolic', 180, 170)],
      lists: [
        { list: 'templates' as const, added: ['c'], removed: ['a'] },
        { list: 'consentVersion' as const, added: ['A'], removed: [] },
      ],
    },
    { version: 1, state: 'past' as const, changes: [], lists: [] },
  ],
};

test('[H42] the values of each version are what the clinic started with and the changes since', () => {
  const at = (version: number) => {
    const found = versionValues(policy, version);
    return [found?.thresholds.map((one) => one.value), found?.templates.values, found?.consentVersion];
  };
  assert.deepEqual(at(1), [[180, 160], ['a', 'b'], undefined]);
  assert.deepEqual(at(2), [[170, 160], ['b', 'c'], 'A']);
  assert.deepEqual(at(3), [[170, 150], ['b', 'c'], 'A']);
  assert.deepEqual(at(4), [[160, 160], ['b', 'c'], 'B'], 'the policy in force itself');
  assert.equal(versionValues(policy, 5), undefined);
});
