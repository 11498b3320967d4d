import assert from 'node:assert/strict';
import test from 'node:test';
import { routes } from '@evenkeel/contract';
import { makeTestApp } from '../testing/app.ts';
import { entryMaker } from '../testing/main-job.ts';
import { makeRecords } from '../testing/records.ts';

interface Heard {
  readonly id?: string;
  readonly event?: string;
  readonly data: string;
}

/** Reads events until `enough`, the end of the stream, or the time is up. */
async function listen(
  url: string,
  ek: string,
  enough: (heard: readonly Heard[]) => boolean,
  headers = {},
): Promise<{ heard: readonly Heard[]; ended: boolean }> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), 25_000);
  const heard: Heard[] = [];
  try {
    const answer = await fetch(url, { headers: { cookie: `ek=${ek}`, ...headers }, signal: stop.signal });
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('content-type') ?? '', /text\/event-stream/);
    let text = '';
    for await (const part of (answer.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
      text += part;
      for (let cut = text.indexOf('\n\n'); cut >= 0; cut = text.indexOf('\n\n')) {
        const lines = text.slice(0, cut).split('\n');
        text = text.slice(cut + 2);
        const field = (name: string) =>
          lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
        const [id, event, data] = [field('id'), field('event'), field('data')];
        if (data !== undefined)
          heard.push({
            ...(id === undefined ? {} : { id }),
            ...(event === undefined ? {} : { event }),
            data,
          });
      }
      if (enough(heard)) return { heard, ended: false };
    }
    return { heard, ended: true };
  } finally {
    clearTimeout(timer);
    stop.abort();
  }
}

const entries = (heard: readonly Heard[]) => heard.filter((one) => one.event === 'entry');

test('the stream of a session', async (t) => {
  const house = await makeTestApp();
  t.after(() => house.close());
  const { sessionId } = await makeRecords(house, house.here);
  const ek = await house.signIn(house.here, 'nurse');
  const make = entryMaker(house, sessionId, house.here.staff.nurse.staffId);
  const append = (text: string) =>
    house.call(routes.appendEntries, {
      cookies: { ek },
      params: { sessionId },
      body: { entries: [make('note', { text })] },
    });
  const origin = await house.app.listen({ host: '127.0.0.1', port: 0 });
  const url = `${origin}/api/sessions/${sessionId}/stream`;

  await t.test('sends what is there, then what becomes durable, each with its sequence as id', async () => {
    await append('one');
    await append('two');
    const listening = listen(url, ek, (heard) => entries(heard).length === 3);
    setTimeout(() => void append('three'), 300);
    const { heard } = await listening;
    assert.deepEqual(
      entries(heard).map((one) => one.id),
      ['1', '2', '3'],
    );
    const third = JSON.parse(entries(heard)[2]?.data ?? '{}') as {
      sequence: number;
      body: { text: string };
      hash: string;
    };
    assert.equal(third.body.text, 'three');
    assert.equal(third.sequence, 3);
    assert.match(third.hash, /^[0-9a-f]{64}$/);
  });

  await t.test('resumes after the last id that was seen, by header or by query', async () => {
    const byHeader = await listen(url, ek, (heard) => entries(heard).length > 0, { 'last-event-id': '2' });
    assert.equal(entries(byHeader.heard)[0]?.id, '3');
    const byQuery = await listen(`${url}?after=1`, ek, (heard) => entries(heard).length === 2);
    assert.deepEqual(
      entries(byQuery.heard).map((one) => one.id),
      ['2', '3'],
    );
  });

  await t.test('says that it is alive, and ends when the reader signs out', async () => {
    const other = await house.signIn(house.here, 'prescriber');
    let out = false;
    const { heard, ended } = await listen(`${url}?after=3`, other, (all) => {
      if (!out && all.some((one) => one.event === 'beat')) {
        out = true;
        void house.call(routes.signOut, { cookies: { ek: other }, body: {} });
      }
      return false;
    });
    assert.ok(heard.some((one) => one.event === 'beat'));
    assert.ok(ended);
  });

  await t.test('a session of another clinic has no stream', async () => {
    const theirs = await makeRecords(house, house.there);
    const answer = await fetch(`${origin}/api/sessions/${theirs.sessionId}/stream`, {
      headers: { cookie: `ek=${ek}` },
    });
    assert.equal(answer.status, 404);
    await answer.body?.cancel();
  });
});
