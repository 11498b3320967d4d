import assert from 'node:assert/strict';
import test from 'node:test';
import { jurisdictions } from '../evidence-mark.ts';
import { defaultPolicy } from '../policy/default-policy.ts';
import {
  before,
  context,
  doseStart,
  entry,
  fold,
  gates,
  good,
  minute,
  vitals,
  wholeSession,
} from '../testing/log.ts';
import { entryProblem } from './admissible.ts';
import type { Entry } from './entry.ts';
import { furtherGates } from './further-gates.ts';
import { furtherLeaveCriteria, homeGoing, type LeaveFacts } from './leaving.ts';
import { gateRules } from './rules.ts';
import { everyGate, sessionGates } from './session-gates.ts';

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

test('[DIS-13] [DIS-14] [P3] a recovery score is a criterion of leaving once it was rated; taken back it is unknown, not gone', () => {
  const score = (scale: 'aldrete' | 'padss', minutes: number, ...answers: readonly (0 | 1 | 2)[]) =>
    entry('leavingScore', minutes, { scale, answers });
  const states = (log: readonly Entry[]) =>
    fold([...wholeSession(), ...log], 121)
      .discharge.criteria.filter(({ id }) => id === 'DIS-13' || id === 'DIS-14')
      .map(({ id, status: one, says }) => `${id} ${one}: ${says}`);
  assert.deepEqual(states([]), []);
  assert.deepEqual(states([score('aldrete', 119, 2, 2, 1, 2, 2)]), ['DIS-13 met: Aldrete 9 of at least 9.']);
  const low = score('padss', 119, 2, 1, 1, 2, 2);
  assert.deepEqual(states([low]), ['DIS-14 unmet: PADSS 8 of at least 9.']);
  assert.deepEqual(states([low, score('padss', 120, 2, 2, 2, 2, 2)]), [
    'DIS-14 met: PADSS 10 of at least 9.',
  ]);
  const back = entry('retraction', 120, {}, { corrects: low.id, reason: 'wrong chair' });
  assert.deepEqual(states([low, back]), ['DIS-14 unknown: PADSS was not rated.']);
  assert.deepEqual(states([score('aldrete', 30, 2, 2, 2, 2, 2)]), [
    'DIS-13 unknown: Aldrete was rated before the dose ended; rate again.',
  ]);
  assert.deepEqual(states([score('aldrete', 119, 2, 2, 2, 2)]), ['DIS-13 unknown: Aldrete was not rated.']);
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

test('[GAT-11] [GAT-12] [GAT-13] [GAT-14] [GAT-15] [GAT-16] [GAT-17] the gates of a session by drug, route and jurisdiction', () => {
  const of = (...given: Parameters<typeof sessionGates>) =>
    sessionGates(...given)
      .map(({ id }) => id)
      .slice(gateRules.length);
  assert.deepEqual(of('ketamine', 'iv', 'UK'), ['GAT-13', 'GAT-14', 'GAT-15']);
  assert.deepEqual(of('ketamine', 'im', undefined), ['GAT-13', 'GAT-14', 'GAT-17'], 'not known is asked');
  for (const route of ['iv', 'im', 'sc'] as const) {
    assert.ok(of('ketamine', route, 'CA').includes('GAT-17'), route);
    assert.ok(!of('ketamine', route, 'US').includes('GAT-17'), route);
  }
  assert.ok(!of('ketamine', 'sublingual', 'CA').includes('GAT-17'));
  assert.ok(!of('esketamine', 'nasal-device', 'CA').includes('GAT-17'));
  assert.deepEqual(of('esketamine', 'nasal-device', 'US'), [
    'GAT-11',
    'GAT-12',
    'GAT-13',
    'GAT-14',
    'GAT-16',
  ]);
  assert.deepEqual(of('esketamine', 'nasal-device', 'UK'), ['GAT-11', 'GAT-13', 'GAT-14', 'GAT-16']);
  assert.deepEqual(
    furtherGates.map(({ id }) => id),
    ['GAT-11', 'GAT-12', 'GAT-13', 'GAT-14', 'GAT-15', 'GAT-16', 'GAT-17'],
  );
  assert.equal(
    new Set(everyGate.map(({ gate }) => gate)).size,
    everyGate.length,
    'one answer opens one gate',
  );
});

test('[GAT-13] [GAT-14] [GAT-15] an infusion waits for what is new, the last session and the fasting times', () => {
  const problem = (log: readonly Entry[]) =>
    entryProblem(fold(log, -1), doseStart(), context, minute(0))?.code;
  for (const [id, gate] of [
    ['GAT-13', 'newSinceLastVisit'],
    ['GAT-14', 'lastSession'],
    ['GAT-15', 'siteFasting'],
  ] as const) {
    for (const ok of ['no', 'unknown'] as const)
      assert.equal(problem([...gates(-20, gate, ok), vitals(-5, good)]), id, `${gate} ${ok}`);
    const notAsked = gates().filter(({ body }) => body.gate !== gate);
    assert.equal(problem([...notAsked, vitals(-5, good)]), id);
  }
  assert.equal(problem(before()), undefined);
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
