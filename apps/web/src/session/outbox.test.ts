import assert from 'node:assert/strict';
import test from 'node:test';
import type { Entry, RecordedEntry } from '@evenkeel/protocol';
import { instantOf } from '@evenkeel/quantities';
import {
  backoffMs,
  contiguousHead,
  countingEntries,
  emptyLog,
  logAfter,
  placeOf,
  toSend,
  unsent,
  type LogEvent,
  type SessionLog,
} from './outbox.ts';

const nurse = '0193a000-0000-7000-8000-00000000000a';
const other = '0193a000-0000-7000-8000-00000000000b';
const idOf = (n: number) => `0193a000-0000-7000-8000-${String(n).padStart(12, '0')}`;

function note(n: number, authorId = nurse): Entry {
  return {
    id: idOf(n),
    sessionId: idOf(999),
    type: 'note',
    body: { text: `note ${n}` },
    clinicalTime: instantOf(1_764_000_000_000 + n * 1000),
    deviceTime: instantOf(1_764_000_000_000 + n * 1000),
    deviceId: idOf(998),
    deviceSequence: n,
    authorId,
  };
}
function recorded(n: number, sequence = n): RecordedEntry {
  return {
    ...note(n),
    sequence,
    serverTime: instantOf(1_764_000_100_000),
    previousHash: '00',
    hash: '01',
    amendment: false,
  };
}
const keys = (log: SessionLog) => [[...log.recorded.keys()].toSorted(), [...log.outbox.keys()].toSorted()];
const play = (events: readonly LogEvent[], log: SessionLog = emptyLog) => events.reduce(logAfter, log);

const head = (...sequences: number[]) =>
  contiguousHead(play([{ kind: 'recorded', entries: sequences.map((sequence) => recorded(sequence)) }]));

test('[P1] an entry is called "on the server" only after the server answered, and is never in two places', () => {
  const kept = play([{ kind: 'kept', entries: [note(1)] }]);
  assert.equal(placeOf(kept, idOf(1)), 'device');
  const done = play([{ kind: 'recorded', entries: [recorded(1)] }], kept);
  assert.equal(placeOf(done, idOf(1)), 'server');
  assert.equal(done.outbox.size, 0);
  assert.equal(countingEntries(done).length, 1);
});

test('[P1] in any order and any number of times the same events leave the same log', () => {
  const events: LogEvent[] = [
    { kind: 'kept', entries: [note(1), note(2), note(3)] },
    { kind: 'recorded', entries: [recorded(2)] },
    { kind: 'recorded', entries: [recorded(1), recorded(4)] },
  ];
  const want = play(events);
  for (const order of [
    [0, 1, 2],
    [2, 1, 0],
    [1, 0, 2],
    [0, 2, 1, 0, 1, 2],
    [2, 2, 0, 0, 1],
  ]) {
    const got = play(order.map((index) => events[index] as LogEvent));
    assert.deepEqual(keys(got), keys(want), order.join());
  }
});

test('a refused entry stays with its sentence, does not count, and leaves only by a choice', () => {
  const refused = play([
    { kind: 'kept', entries: [note(1), note(2)] },
    { kind: 'refused', refusals: [{ id: idOf(1), code: 'SES-005', sentence: 'Not yet.' }] },
  ]);
  assert.equal(placeOf(refused, idOf(1)), 'refused');
  assert.deepEqual(refused.outbox.get(idOf(1))?.refusal, { code: 'SES-005', sentence: 'Not yet.' });
  assert.deepEqual(
    countingEntries(refused).map((entry) => entry.id),
    [idOf(2)],
  );
  assert.deepEqual(
    toSend(refused, nurse).map((entry) => entry.id),
    [idOf(2)],
  );
  assert.equal(placeOf(play([{ kind: 'kept', entries: [note(1)] }], refused), idOf(1)), 'refused');
  const again = play([{ kind: 'again', id: idOf(1) }], refused);
  assert.equal(placeOf(again, idOf(1)), 'device');
  assert.equal(placeOf(play([{ kind: 'dismissed', id: idOf(1) }], refused), idOf(1)), undefined);
});

test('[P1] an entry that still waits cannot be dismissed', () => {
  const kept = play([
    { kind: 'kept', entries: [note(1)] },
    { kind: 'dismissed', id: idOf(1) },
  ]);
  assert.equal(placeOf(kept, idOf(1)), 'device');
});

test('an entry the server recorded after a refusal in another tab is on the server', () => {
  const log = play([
    { kind: 'kept', entries: [note(1)] },
    { kind: 'refused', refusals: [{ id: idOf(1), code: 'SRV', sentence: '-' }] },
    { kind: 'recorded', entries: [recorded(1)] },
    { kind: 'refused', refusals: [{ id: idOf(1), code: 'SRV', sentence: '-' }] },
  ]);
  assert.equal(placeOf(log, idOf(1)), 'server');
});

test('only the signed-in person’s own entries are sent, in the order they were typed', () => {
  const log = play([{ kind: 'kept', entries: [note(3), note(1), note(2, other)] }]);
  assert.deepEqual(
    toSend(log, nurse).map((entry) => entry.deviceSequence),
    [1, 3],
  );
  assert.deepEqual(unsent(log, nurse), { own: 2, others: 1, refused: 0 });
  assert.equal(toSend(log, nurse, 1).length, 1);
});

test('what another tab stored replaces the outbox, and nothing recorded is forgotten', () => {
  const log = play([
    { kind: 'recorded', entries: [recorded(1)] },
    { kind: 'kept', entries: [note(2)] },
    { kind: 'stored', recorded: [recorded(2)], outbox: [{ entry: note(3) }, { entry: note(1) }] },
  ]);
  assert.deepEqual([...log.recorded.keys()], [idOf(1), idOf(2)]);
  assert.deepEqual([...log.outbox.keys()], [idOf(3)]);
});

test('a stream resumes after the last sequence without a gap before it', () => {
  assert.equal(head(), 0);
  assert.equal(head(1, 2, 3), 3);
  assert.equal(head(3, 1, 2), 3);
  assert.equal(head(1, 2, 4, 5), 2);
  assert.equal(head(2, 3), 0);
});

test('the pause between tries grows to half a minute and no further', () => {
  assert.deepEqual(
    [1, 2, 3, 4, 5, 6, 20].map((n) => backoffMs(n, 0.5)),
    [1000, 2000, 4000, 8000, 16000, 30000, 30000],
  );
  assert.ok(backoffMs(1, 0) < backoffMs(1, 1));
});
