/* oxlint-disable unicorn/consistent-function-scoping -- small helpers stand beside the table they serve */
import assert from 'node:assert/strict';
import test from 'node:test';
import { defaultPolicy } from '../policy/default-policy.ts';
import { before, context, doseStart, entry, fold, good, minute, vitals } from '../testing/log.ts';
import type { Entry } from './entry.ts';
import { foldSession } from './fold.ts';
import type { SessionState } from './session-state.ts';
import { buildTimeline, standingEntries } from './timeline.ts';
import type { VitalSign } from './vital-sign.ts';

const sign = (state: SessionState, wanted: VitalSign) =>
  state.latest.find((one) => one.sign === wanted) ?? assert.fail(wanted);

test('[P2] a correction counts in place of the entry, and both stay in the timeline', () => {
  const wrong = vitals(10, { ...good, systolic: 210 });
  const right = vitals(10, good, { corrects: wrong.id, reason: 'mistyped', deviceTime: minute(11) });
  const state = fold([...before(), doseStart(), wrong, right], 12);
  assert.equal(sign(state, 'systolic').value, 120);
  const [first, second] = [wrong, right].map(({ id }) => state.timeline.find(({ entry }) => entry.id === id));
  assert.deepEqual([first?.current, first?.correctedBy, first?.retracted], [false, right.id, false]);
  assert.deepEqual(first?.entry, wrong);
  assert.equal(second?.current, true);
  assert.deepEqual(state.problems, []);
});

test('[P2] a correction of a correction follows; a retraction removes; a retracted correction no longer corrects', () => {
  const first = vitals(10, { ...good, systolic: 131 });
  const second = vitals(
    10,
    { ...good, systolic: 132 },
    { corrects: first.id, reason: 'a', deviceTime: minute(11) },
  );
  const third = vitals(
    10,
    { ...good, systolic: 133 },
    { corrects: second.id, reason: 'b', deviceTime: minute(12) },
  );
  const value = (...more: Entry[]) => sign(fold([doseStart(), ...more], 13), 'systolic').value;
  assert.equal(value(first), 131);
  assert.equal(value(first, second), 132);
  assert.equal(value(first, second, third), 133);
  const back = (of: Entry, minutes: number) =>
    entry('retraction', 10, {}, { corrects: of.id, reason: 'c', deviceTime: minute(minutes) });
  assert.equal(value(first, back(first, 12)), undefined);
  assert.equal(value(first, second, back(second, 12)), 131);
  assert.equal(value(first, second, third, back(third, 13)), 132);
  const undone = back(first, 12);
  assert.equal(value(first, undone, back(undone, 13)), 131);
});

test('[C1] two corrections of one entry: the later counts, both stay, the clash is said', () => {
  const first = vitals(10, { ...good, systolic: 131 });
  const one = vitals(
    10,
    { ...good, systolic: 140 },
    { corrects: first.id, reason: 'a', deviceTime: minute(11) },
  );
  const other = vitals(
    10,
    { ...good, systolic: 150 },
    { corrects: first.id, reason: 'b', deviceTime: minute(12) },
  );
  for (const log of [
    [first, one, other],
    [other, one, first],
  ]) {
    const state = fold([doseStart(), ...log], 13);
    assert.equal(sign(state, 'systolic').value, 150);
    assert.equal(state.readings.length, 1);
    assert.equal(state.timeline.filter(({ entry }) => entry.type === 'vitals').length, 3);
    assert.match(state.problems.join(), /corrected twice/);
  }
});

test('[P2] a correction of another kind, of nothing, or in a circle is shown, said and does not count', () => {
  const reading = vitals(10, good);
  const note = entry('note', 10, { text: 'x' }, { corrects: reading.id, reason: 'a' });
  const other = fold([doseStart(), reading, note], 12);
  assert.equal(sign(other, 'systolic').value, 120);
  assert.match(other.problems.join(), /another kind/);
  assert.equal(other.timeline.find(({ entry }) => entry.id === note.id)?.current, false);
  const lost = vitals(10, good, { corrects: '01900000-0000-7000-8000-ffffffffffff', reason: 'a' });
  const nothing = fold([doseStart(), lost], 12);
  assert.equal(sign(nothing, 'systolic').status, 'notMeasured');
  assert.match(nothing.problems.join(), /not here/);
  const unnamed = entry('retraction', 11, {}, { reason: 'a' });
  const kept = fold([doseStart(), reading, unnamed], 12);
  assert.equal(sign(kept, 'systolic').value, 120);
  assert.deepEqual(kept.problems, ['A correction names an entry that is not here.']);
  const a = vitals(10, good, {
    id: '01900000-0000-7000-8000-00000000aaaa',
    corrects: '01900000-0000-7000-8000-00000000bbbb',
  });
  const b = vitals(11, good, {
    id: '01900000-0000-7000-8000-00000000bbbb',
    corrects: '01900000-0000-7000-8000-00000000aaaa',
  });
  const self = vitals(12, good, {
    id: '01900000-0000-7000-8000-00000000cccc',
    corrects: '01900000-0000-7000-8000-00000000cccc',
  });
  const circle = fold([doseStart(), a, b, self], 13);
  assert.match(circle.problems.join(), /circle/);
  assert.equal(circle.readings.length, 0);
  assert.equal(circle.timeline.length, 4);
});

test('[P2] the entries that stand are those of the whole log, also of some types of it with their retractions', () => {
  const [first, wrong] = [vitals(10, good), vitals(20, { ...good, systolic: 210 })];
  const right = vitals(20, good, { corrects: wrong.id, reason: 'mistyped', deviceTime: minute(21) });
  const event = entry('adverseEvent', 15, { kind: 'nausea', severity: 'mild', serious: false });
  const back = entry('retraction', 16, {}, { corrects: event.id, reason: 'wrong chair' });
  const log = [right, back, first, doseStart(), event, wrong];
  const ids = (entries: readonly Entry[]) => entries.map(({ id }) => id);
  assert.deepEqual(ids(standingEntries(log)), ids(buildTimeline(log, defaultPolicy).current));
  assert.deepEqual(ids(standingEntries([wrong, right, back, first])), ids([first, right]));
  assert.deepEqual(standingEntries([back, event]), []);
  assert.deepEqual(standingEntries([event]), [event]);
});

test('[H43] an entry typed more than 5 minutes after the fact is marked late; both times are kept', () => {
  const late = (minutes: number) =>
    fold([vitals(10, good, { deviceTime: minute(10 + minutes) })], 60).timeline[0]?.late;
  assert.equal(late(0), false);
  assert.equal(late(5), false);
  assert.equal(late(5.01), true);
  assert.equal(late(-30), false);
});

test('an entry added after signing is marked as an amendment', () => {
  const added = {
    ...entry('note', 200, { text: 'later' }),
    sequence: 9,
    serverTime: minute(200),
    previousHash: '',
    hash: '',
    amendment: true,
  };
  const [item] = foldSession([added], context, minute(201)).timeline;
  assert.equal(item?.afterSigning, true);
});
