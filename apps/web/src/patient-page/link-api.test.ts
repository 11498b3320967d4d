import assert from 'node:assert/strict';
import test, { mock } from 'node:test';
import { ask, own } from './link-api.ts';

/** What `ask` makes of an answer. */
async function askedWith(answer: Response): Promise<unknown> {
  const fetched = mock.method(globalThis, 'fetch', async () => answer);
  try {
    return await ask('link/submit', {}, 'a pass');
  } finally {
    fetched.mock.restore();
  }
}

test('[P1] an answer that cannot be read says nothing of what was done, so it counts as lost and is asked again', async () => {
  const html = '<title>Welcome to our network</title>';
  const cut = new Response(
    new ReadableStream({
      start: (stream) => {
        stream.enqueue(new TextEncoder().encode('{"state":'));
        stream.error(new Error('cut off'));
      },
    }),
  );
  const lost = [
    new Response(html, { status: 200 }),
    new Response('', { status: 200 }),
    new Response('null', { status: 200 }),
    cut,
    new Response(html, { status: 403 }),
    new Response('{"code":"SRV-001"}', { status: 500 }),
  ];
  for (const answer of lost) assert.deepEqual(await askedWith(answer), { kind: 'lost' });
  assert.deepEqual(await askedWith(Response.json({ code: 'RSP-003' }, { status: 409 })), {
    kind: 'refused',
    status: 409,
    problem: { code: 'RSP-003' },
  });
  assert.deepEqual(await askedWith(Response.json({ state: 'submitted' })), {
    kind: 'ok',
    value: { state: 'submitted' },
  });
});

test('[P1] [P3] a device that keeps nothing says so, and what it would not keep is there while the page is open', () => {
  const store = new Map<string, string>();
  let isFull = false;
  Object.defineProperty(globalThis, 'localStorage', {
    configurable: true,
    value: {
      getItem: (key: string) => store.get(key) ?? null,
      removeItem: (key: string) => store.delete(key),
      setItem: (key: string, value: string) => {
        if (isFull) throw new DOMException('full', 'QuotaExceededError');
        store.set(key, value);
      },
    },
  });
  assert.equal(own.set('sheet', 'first'), true);
  isFull = true;
  assert.equal(own.set('sheet', 'second'), false);
  assert.equal(own.get('sheet'), 'second', 'not the older one');
  assert.equal(own.set('sheet', undefined), true);
  assert.equal(own.get('sheet'), null);
});
