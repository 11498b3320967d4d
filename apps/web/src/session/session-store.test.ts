import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { problem, RequestProblem, type SessionView } from '@evenkeel/contract';
import type { Entry, RecordedEntry } from '@evenkeel/protocol';
import { decimal, instantOf, type Instant, type Kilograms } from '@evenkeel/quantities';
import { sessionWords } from '../words/session-en.ts';
import { minutesAhead } from './chair.ts';
import type { LocalStore } from './local-store.ts';
import { countingEntries, placeOf, type OutboxRow } from './outbox.ts';
import { sendLeftOver } from './send-left-over.ts';
import { sessionStore, type SessionApi, type SessionStore } from './session-store.ts';

const sessionId = '0193a000-0000-7000-8000-000000000001';
const nurse = '0193a000-0000-7000-8000-00000000000a';
const other = '0193a000-0000-7000-8000-00000000000b';
const deviceId = '0193a000-0000-7000-8000-00000000000d';
const begin = 1_764_000_000_000;

const view = (entries: readonly RecordedEntry[], state: SessionView['state'] = 'open'): SessionView => ({
  sessionId,
  patientId: '0193a000-0000-7000-8000-000000000002',
  number: 1,
  plannedSessions: 6,
  day: '2026-11-25',
  state,
  planned: {
    drug: 'ketamine',
    route: 'iv',
    doseMgPerKg: decimal('0.5'),
    weightKg: decimal('70') as Kilograms,
    weightMeasuredAt: instantOf(begin),
    amountMg: decimal('35'),
    productId: 'ketamine-10',
    concentrationMgPerMl: decimal('10'),
    volumeMl: decimal('3.5'),
    durationMinutes: 40,
    rateMlPerHour: decimal('5.3'),
  },
  planSentence: '',
  policyVersion: 1,
  timeZone: 'UTC',
  headSequence: entries.length,
  headHash: '',
  entries: [...entries],
  signatures: [],
  people: { [nurse]: 'A nurse' },
  mayDischarge: false,
});

/** A device's disk: what is on it outlives a store. */
function disk(): LocalStore & {
  readonly rows: Map<string, OutboxRow>;
  readonly known: Map<string, RecordedEntry>;
} {
  const rows = new Map<string, OutboxRow>();
  const known = new Map<string, RecordedEntry>();
  const drafts = new Map<string, string>();
  let sequence = 0;
  return {
    rows,
    known,
    load: async () => ({
      recorded: [...known.values()],
      outbox: [...rows.values()],
      drafts: new Map(drafts),
    }),
    keep: async (_session, makers) =>
      makers.map((make) => {
        const entry = make({ deviceId, deviceSequence: (sequence += 1) });
        rows.set(entry.id, { entry });
        return entry;
      }),
    recorded: async (entries) => {
      for (const entry of entries) {
        known.set(entry.id, entry);
        rows.delete(entry.id);
      }
    },
    refused: async (refused) => {
      for (const row of refused) rows.set(row.entry.id, row);
    },
    dismissed: async (id) => void rows.delete(id),
    frame: async () => undefined,
    draft: async (_session, name, text) => void drafts.set(name, text),
    outbox: async () => [...rows.values()],
    forget: async () => undefined,
  };
}

/** A server with a log; `answer` decides what becomes of each append. */
function server(
  answer: (entries: readonly Entry[]) => 'ok' | 'lostBefore' | 'lostAfter' | RequestProblem = () => 'ok',
) {
  const log: RecordedEntry[] = [];
  const sent: (readonly string[])[] = [];
  let hear: Parameters<SessionApi['stream']>[2] | undefined;
  const api: SessionApi = {
    session: async () => view(log),
    append: async (_session, entries) => {
      sent.push(entries.map((entry) => entry.id));
      const outcome = answer(entries);
      if (outcome instanceof RequestProblem) throw outcome;
      if (outcome === 'lostBefore') throw new RequestProblem(0, undefined);
      const recorded = entries.map((entry) => {
        const there = log.find((one) => one.id === entry.id);
        if (there !== undefined) return there;
        const made = {
          ...entry,
          sequence: log.length + 1,
          serverTime: instantOf(begin),
          previousHash: '',
          hash: '',
          amendment: false,
        } as RecordedEntry;
        log.push(made);
        return made;
      });
      if (outcome === 'lostAfter') throw new RequestProblem(0, undefined);
      return { entries: recorded, refused: [] };
    },
    stream: (_session, _after, listener) => {
      hear = listener;
      return () => undefined;
    },
  };
  return {
    api,
    log,
    sent,
    say: (entry: RecordedEntry) => hear?.entry(entry),
    beat: (at: Instant) => hear?.beat(at),
  };
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 60; turn += 1) await Promise.resolve();
}

async function open(
  t: TestContext,
  api: SessionApi,
  local: LocalStore,
  authorId = nurse,
): Promise<SessionStore> {
  let tick = begin;
  // Each device and person draws other ids.
  let seed = authorId === nurse ? 0 : 100;
  const store = sessionStore({
    sessionId,
    authorId,
    local,
    api,
    tabs: { post: () => undefined, listen: () => () => undefined },
    now: () => (tick += 1),
    random: (bytes) => Uint8Array.from({ length: bytes }, () => (seed = (seed * 5 + 3) % 251)),
  });
  const stop = store.start();
  t.after(stop);
  await settle();
  return store;
}
const note = (text: string) => ({ type: 'note', body: { text } }) as const;
const texts = (log: readonly Entry[]) =>
  log.map((entry) => (entry.type === 'note' ? entry.body.text : entry.type));

test('[P1] an entry is on the device before it is sent, and on the server only after its answer', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
  const local = disk();
  const here = server(() => {
    assert.equal(local.rows.size, 1, 'sent before it was kept');
    return 'lostBefore';
  });
  const store = await open(t, here.api, local);
  const [entry] = await store.add(note('one'));
  await settle();
  assert.equal(placeOf(store.get().log, entry?.id ?? ''), 'device');
  assert.equal(here.log.length, 0);
});

test('[P1] an answer lost between tap and answer: the same entry is sent again and stands once', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
  let tries = 0;
  const here = server(() => ((tries += 1) === 1 ? 'lostAfter' : 'ok'));
  const local = disk();
  const store = await open(t, here.api, local);
  const [entry] = await store.add(note('one'));
  await settle();
  assert.equal(placeOf(store.get().log, entry?.id ?? ''), 'device');
  t.mock.timers.tick(1_500);
  await settle();
  assert.deepEqual(here.sent, [[entry?.id], [entry?.id]]);
  assert.equal(here.log.length, 1);
  assert.equal(placeOf(store.get().log, entry?.id ?? ''), 'server');
  assert.equal(local.rows.size, 0);
});

test('[P1] after a reload what was not sent is read from the device first and then sent, in its order', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
  const local = disk();
  const away = server(() => 'lostBefore');
  const before = await open(t, away.api, local);
  await before.add(note('one'), note('two'));
  await before.add(note('three'));
  const back = server();
  const after = await open(t, back.api, local);
  await settle();
  assert.deepEqual(texts(back.log), ['one', 'two', 'three']);
  assert.equal(after.get().log.outbox.size, 0);
});

test('one entry that the server cannot read does not hold up the others, and is shown with its sentence', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
  const here = server((entries) =>
    entries.some((entry) => entry.type === 'note' && entry.body.text === 'bad')
      ? new RequestProblem(
          400,
          problem('REQ-001', { fields: [{ path: 'entries.1', says: 'This is too long.' }] }),
        )
      : 'ok',
  );
  const local = disk();
  const store = await open(t, here.api, local);
  await store.add(note('good'), note('bad'), note('fine'));
  await settle();
  assert.deepEqual(texts(here.log), ['good', 'fine']);
  const [row] = [...store.get().log.outbox.values()];
  assert.match(row?.refusal?.sentence ?? '', /could not be read.*too long/);
  assert.equal(local.rows.size, 1, 'kept until a person chooses');
  await store.dismiss(row?.entry.id ?? '');
  assert.equal(local.rows.size, 0);
});

test('another person’s entries wait on the device until that person signs in on it', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
  const local = disk();
  const away = server(() => 'lostBefore');
  const first = await open(t, away.api, local, other);
  await first.add(note('of the other'));
  const here = server();
  const store = await open(t, here.api, local, nurse);
  await store.add(note('mine'));
  await settle();
  assert.deepEqual(texts(here.log), ['mine']);
  assert.equal(countingEntries(store.get().log).length, 2, 'it counts and is shown all the same');
  await open(t, here.api, local, other);
  assert.deepEqual(texts(here.log), ['mine', 'of the other']);
});

test('an ended sign-in keeps what was typed, says so, and goes on by itself when it is back', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
  let signedIn = false;
  const here = server(() => (signedIn ? 'ok' : new RequestProblem(401, problem('AUT-001'))));
  const store = await open(t, here.api, disk());
  await store.add(note('one'));
  await settle();
  assert.equal(store.get().signedOut, true);
  assert.equal(store.get().log.outbox.size, 1);
  signedIn = true;
  t.mock.timers.tick(40_000);
  await settle();
  assert.deepEqual(texts(here.log), ['one']);
  assert.equal(store.get().signedOut, false);
});

test('what another device charted comes by the stream and is kept for the next reload', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
  const here = server();
  const local = disk();
  const store = await open(t, here.api, local);
  await store.add(note('one'));
  await settle();
  const [mine] = here.log;
  assert.ok(mine !== undefined);
  here.say({ ...mine, id: '0193a000-0000-7000-8000-0000000000ff', sequence: 2 } as RecordedEntry);
  await settle();
  assert.equal(store.get().log.recorded.size, 2);
  assert.equal(local.known.size, 2);
});

test('[P1] an entry that the device cannot keep is not called recorded', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
  const full: LocalStore = { ...disk(), keep: () => Promise.reject(new Error('quota')) };
  const here = server();
  const store = await open(t, here.api, full);
  await assert.rejects(store.add(note('one')));
  assert.equal(store.get().keepProblem, 'notKept');
  assert.equal(countingEntries(store.get().log).length, 0);
  assert.equal(here.sent.length, 0);
});

test('[P1] what a closed page left behind is sent from any page', async () => {
  const local = disk();
  const make = (authorId: string, n: number) => () =>
    ({
      ...note(`n${n}`),
      id: `0193a000-0000-7000-8000-00000000010${n}`,
      sessionId,
      clinicalTime: instantOf(begin),
      deviceTime: instantOf(begin),
      deviceId,
      deviceSequence: n,
      authorId,
    }) as Entry;
  await local.keep(sessionId, [make(nurse, 2), make(nurse, 1), make(other, 3)]);
  const away = server(() => 'lostBefore');
  assert.deepEqual(await sendLeftOver(local, away.api, nurse), [{ sessionId, waiting: 3, refused: 0 }]);
  const here = server();
  assert.deepEqual(await sendLeftOver(local, here.api, nurse), [{ sessionId, waiting: 1, refused: 0 }]);
  assert.deepEqual(texts(here.log), ['n1', 'n2']);
});

test('[H38] a device whose clock differs from the server’s says so, at half a minute and more, either way', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
  const here = server();
  const store = await open(t, here.api, disk());
  const said = () => minutesAhead(store.get().clockAheadMs);
  assert.equal(store.get().clockAheadMs, undefined, 'the server was not heard yet');
  assert.equal(said(), 0);
  // The device of this test is at `begin` and some ticks of a millisecond.
  here.beat(instantOf(begin));
  assert.equal(said(), 0);
  here.beat(instantOf(begin - 24 * 60_000));
  assert.equal(said(), 24);
  here.beat(instantOf(begin + 24 * 60_000));
  assert.equal(said(), -24);
  assert.deepEqual(
    [-90_000, -30_000, -29_999, 0, 29_999, 30_000, 89_999, 90_000].map(minutesAhead),
    [-2, -1, 0, 0, 0, 1, 1, 2],
  );
  assert.match(sessionWords.ribbon.clockAhead(24), /24 minutes ahead of the server/);
  assert.match(sessionWords.ribbon.clockAhead(-24), /24 minutes behind the server/);
});
