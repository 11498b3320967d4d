import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sameOnce } from './same-once.ts';

/** A work whose calls are answered by hand, with a clock set by hand. */
function byHand() {
  const calls: { readonly what: string; readonly answer: (kept: boolean) => void }[] = [];
  const clock = { ms: 0 };
  const record = sameOnce(
    (what: string) => new Promise<boolean>((answer) => calls.push({ what, answer })),
    (what) => what,
    () => clock.ms,
  );
  return { calls, clock, record };
}

test('an equal call while the first is under way does the work once and gets its answer', async () => {
  const { calls, clock, record } = byHand();
  const first = record('Aldrete 9');
  clock.ms = 60_000;
  const second = record('Aldrete 9');
  calls[0]?.answer(true);
  assert.deepEqual(await Promise.all([first, second]), [true, true]);
  assert.equal(calls.length, 1);
});

for (const [after, times] of [
  [599, 1],
  [600, 2],
  [601, 2],
] as const)
  test(`the same tap ${after} ms after a kept one is charted ${times === 1 ? 'once' : 'twice'}`, async () => {
    const { calls, clock, record } = byHand();
    const first = record('spoke');
    calls[0]?.answer(true);
    await first;
    clock.ms = after;
    void record('spoke');
    assert.equal(calls.length, times);
  });

test('yes, no, yes are three answers, however fast', () => {
  const { calls, record } = byHand();
  for (const what of ['yes', 'no', 'yes']) void record(what);
  assert.deepEqual(
    calls.map(({ what }) => what),
    ['yes', 'no', 'yes'],
  );
});

test('what was not kept can be tried again at once', async () => {
  const { calls, record } = byHand();
  const first = record('note');
  calls[0]?.answer(false);
  assert.equal(await first, false);
  void record('note');
  assert.equal(calls.length, 2);
});

test('work that throws can be tried again at once', async () => {
  let times = 0;
  const record = sameOnce(
    async () => {
      times += 1;
      throw new Error('full');
    },
    () => 'note',
    () => 0,
  );
  await assert.rejects(record());
  await assert.rejects(record());
  assert.equal(times, 2);
});
