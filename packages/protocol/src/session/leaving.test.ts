import assert from 'node:assert/strict';
import test from 'node:test';
import { jurisdictions } from '../evidence-mark.ts';
import type { Answer } from '../patient-facts.ts';
import { defaultPolicy } from '../policy/default-policy.ts';
import { minute } from '../testing/log.ts';
import { furtherGates, gatesFor, shutGates } from './further-gates.ts';
import { furtherLeaveCriteria, homeGoing, type LeaveFacts } from './leaving.ts';
import { gateRules } from './rules.ts';

const reading = (at: number, systolic: number | undefined) => ({
  entryId: '01900000-0000-7000-8000-000000000001' as never,
  at: minute(at),
  vitals: systolic === undefined ? { heartRate: 70 } : { systolic, diastolic: 80 },
  confirmedImplausible: false,
});
const facts: LeaveFacts = {
  drug: 'esketamine',
  startedAt: minute(0),
  endedAt: minute(10),
  readings: [reading(60, 130), reading(90, 125)],
  aldrete: { total: 9, at: minute(100) },
  padss: { total: 9, at: minute(100) },
};
const status = (id: string, changes: Partial<LeaveFacts> = {}, now = 120) =>
  furtherLeaveCriteria({ ...facts, ...changes }, defaultPolicy, minute(now)).find((one) => one.id === id)
    ?.status;
const without = (name: 'aldrete' | 'padss'): LeaveFacts => {
  const { [name]: _, ...rest } = facts;
  return rest;
};

test('[DIS-12] two hours from the first device of esketamine: one minute below, at and above; not for racemic', () => {
  assert.deepEqual(
    [119, 120, 121].map((now) => status('DIS-12', {}, now)),
    ['unmet', 'met', 'met'],
  );
  assert.equal(status('DIS-12', { startedAt: undefined }), 'unknown');
  assert.equal(status('DIS-12', { drug: 'ketamine' }), undefined);
});

test('[DIS-13] [DIS-14] Aldrete and PADSS: below, at and above the limit, not rated, rated too early', () => {
  for (const [id, name] of [
    ['DIS-13', 'aldrete'],
    ['DIS-14', 'padss'],
  ] as const) {
    const of = (total: number, at = 100) => status(id, { [name]: { total, at: minute(at) } });
    assert.deepEqual(
      [8, 9, 10].map((total) => of(total)),
      ['unmet', 'met', 'met'],
    );
    assert.equal(of(10, 9), 'unknown');
    assert.equal(
      furtherLeaveCriteria(without(name), defaultPolicy, minute(120)).find((one) => one.id === id)?.status,
      'unknown',
    );
  }
});

test('[DIS-15] pressure not rising between the last two readings; one reading, none, in any order', () => {
  const of = (...values: readonly (number | undefined)[]) =>
    status('DIS-15', { readings: values.map((value, index) => reading(60 + 10 * index, value)) });
  assert.deepEqual([of(130, 129), of(130, 130), of(130, 131)], ['met', 'met', 'unmet']);
  assert.deepEqual([of(), of(130), of(130, undefined)], ['unknown', 'unknown', 'unknown']);
  assert.equal(of(130, undefined, 120), 'met');
  assert.equal(status('DIS-15', { readings: [reading(90, 125), reading(60, 130)] }), 'met');
  assert.equal(status('DIS-15', { endedAt: undefined }), 'unknown');
  assert.equal(status('DIS-15', { readings: [reading(5, 130), reading(6, 120)] }), 'unknown');
});

test('[GAT-11] [GAT-12] [GAT-13] [GAT-14] [GAT-15] [GAT-16] the gates of a session by drug, route, jurisdiction and phase', () => {
  const of = (...given: Parameters<typeof gatesFor>) =>
    gatesFor(...given)
      .map(({ id }) => id)
      .slice(gateRules.length);
  assert.deepEqual(of('ketamine', 'iv', 'UK', 'firstDose'), ['GAT-13', 'GAT-15']);
  assert.deepEqual(of('ketamine', 'im', 'UK', 'laterDose'), ['GAT-13', 'GAT-14']);
  assert.deepEqual(of('esketamine', 'nasal-device', 'US', 'laterDose'), [
    'GAT-11',
    'GAT-12',
    'GAT-13',
    'GAT-14',
    'GAT-16',
  ]);
  assert.deepEqual(of('esketamine', 'nasal-device', 'UK', 'firstDose'), ['GAT-11', 'GAT-13', 'GAT-16']);
  assert.deepEqual(
    furtherGates.map(({ id }) => id),
    ['GAT-11', 'GAT-12', 'GAT-13', 'GAT-14', 'GAT-15', 'GAT-16'],
  );
  const gates = gatesFor('ketamine', 'iv', 'UK', 'firstDose');
  const answers = new Map<string, Answer>(gates.map(({ id }) => [id, 'yes']));
  assert.deepEqual(shutGates(gates, answers), []);
  for (const { id } of gates) {
    for (const answer of ['no', 'unknown'] as const)
      assert.deepEqual(
        shutGates(gates, new Map([...answers, [id, answer]])).map((one) => [one.id, one.answer]),
        [[id, answer]],
      );
    const left = new Map(answers);
    left.delete(id);
    assert.deepEqual(
      shutGates(gates, left).map((one) => one.id),
      [id],
    );
  }
});

test('[H20] [H45] the words for going home: no driving, whom to call, and not the drug’s name', () => {
  for (const jurisdiction of jurisdictions) {
    const { lines, contacts } = homeGoing(jurisdiction);
    const text = lines.join(' ');
    assert.match(text, /Do not drive.*until tomorrow, after a night of restful sleep/);
    assert.match(text, /not watched live/);
    assert.doesNotMatch(text, /ketamine|spravato|psychiatr/i);
    assert.ok(contacts.length >= 2);
  }
});
