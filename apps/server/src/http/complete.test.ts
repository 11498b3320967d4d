import assert from 'node:assert/strict';
import test from 'node:test';
import { routes, type Route } from '@evenkeel/contract';
import { completeHandlers } from './complete.ts';
import type { Handlers } from './handler.ts';

const served = Object.fromEntries(
  Object.keys(routes).map((id) => [id, async () => undefined]),
) as unknown as Handlers;
const all = routes as { readonly [id: string]: Route };

test('[promise 8] a route without a declared permission stops the server', () => {
  const { permission: _, ...bare } = all['hello'] as Route;
  assert.throws(
    () => completeHandlers([served], { ...all, hello: bare as Route }),
    /hello declares no permission/,
  );
  const odd = { ...all['hello'], permission: 'everything' } as unknown as Route;
  assert.throws(() => completeHandlers([served], { ...all, hello: odd }), /hello declares no permission/);
  const inherited = { ...all['hello'], permission: 'toString' } as unknown as Route;
  assert.throws(
    () => completeHandlers([served], { ...all, hello: inherited }),
    /hello declares no permission/,
  );
});

test('a route without a handler, a handler without a route, two handlers and a shared address stop the server', () => {
  const { hello: _, ...without } = served;
  assert.throws(() => completeHandlers([without]), /hello has no handler/);
  assert.throws(
    () => completeHandlers([{ ...served, nothing: async () => undefined } as unknown as Handlers]),
    /nothing serves no route/,
  );
  assert.throws(() => completeHandlers([served, { hello: served.hello }]), /hello has two handlers/);
  for (const path of ['/patients/{patientId}', '/patients/:id', '/patients'])
    assert.throws(
      () => completeHandlers([served], { ...all, patient: { ...all['patient'], path } as Route }),
      /patient names other parameters/,
    );
  const twin = { ...all['patient'] } as Route;
  assert.throws(() => completeHandlers([served], { ...all, hello: twin }), /shares its address/);
});

test('the contract as it is can be served', () => {
  assert.equal(completeHandlers([served]).size, Object.keys(routes).length);
});
