import assert from 'node:assert/strict';
import { connect } from 'node:net';
import test, { after, before } from 'node:test';
import {
  addressOf,
  permissionHolders,
  problemKinds,
  routes,
  type Route,
  type RouteId,
} from '@evenkeel/contract';
import { z } from 'zod';
import { handlersWithShortStreams, makeTestApp, type StaffRole, type TestApp } from '../testing/app.ts';
import { randomInput, seeded, type JsonSchema } from '../testing/random-input.ts';
import { makeRecords, unknownRecords, type Records } from '../testing/records.ts';

let house: TestApp;
let own: Records;
let ids: readonly string[];
before(async () => {
  house = await makeTestApp({ handlers: handlersWithShortStreams() });
  own = await makeRecords(house, house.here);
  const other = await makeRecords(house, house.there);
  const all = [own, own, own, other, unknownRecords(house)];
  ids = all.flatMap((records) =>
    Object.values(records).filter((value) => /^[0-9a-f-]{36}$/.test(String(value))),
  );
});
after(async () => {
  await house.close();
});

const RUNS = Number(process.env['EVENKEEL_FUZZ'] ?? 50);

/** A person who may call the route, signed in afresh. */
async function cookiesFor(route: Route): Promise<Record<string, string>> {
  const holders: readonly string[] = permissionHolders[route.permission];
  const role = holders.find((one) => one !== 'patient') as StaffRole | undefined;
  return role === undefined ? {} : { ek: await house.signIn(house.here, role) };
}

const schemaOf = (schema: z.ZodType | undefined): JsonSchema | undefined =>
  schema === undefined
    ? undefined
    : (z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema);

/** Members of a random value as texts of an address. */
function entriesOf(value: unknown): readonly (readonly [string, string])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).map(([name, member]) => [
    name,
    typeof member === 'string' ? member : (JSON.stringify(member) ?? ''),
  ]);
}

let number = 0;
for (const [id, definition] of Object.entries(routes)) {
  const route: Route = definition;
  number += 1;
  const seed = number * 7919;
  test(`[E1] ${id}: no input gives a 5xx, and every refusal is a row of the catalogue`, async () => {
    const random = seeded(seed);
    const schemas = {
      params: schemaOf(route.params),
      query: schemaOf(route.query),
      body: schemaOf(route.body),
    };
    let taken = 0;
    let cookies = await cookiesFor(route);
    for (let run = 0; run < RUNS; run += 1) {
      const source = { random, ids, wrong: run % 5 === 0 ? 0 : 0.25 };
      const part = (schema: JsonSchema | undefined, wrong: number) =>
        schema === undefined ? undefined : randomInput(schema, { ...source, wrong });
      const params = part(schemas.params, run % 10 === 9 ? 0.5 : 0);
      const texts = entriesOf(params);
      // What cannot stand in an address at all is not an input.
      if (texts.some(([, value]) => value === '' || !value.isWellFormed())) continue;
      const query = part(schemas.query, source.wrong);
      const answer = await house.call(route, {
        params: Object.fromEntries(texts),
        query: Object.fromEntries(entriesOf(query).map(([name, value]) => [name, value.toWellFormed()])),
        ...(schemas.body === undefined ? {} : { body: part(schemas.body, source.wrong) }),
        cookies,
        from: `10.3.${number}.${run}`,
      });
      if (answer.status < 400) taken += 1;
      if (answer.code === 'AUT-001') cookies = await cookiesFor(route);
      assert.ok(
        answer.status < 500,
        `seed ${seed}, run ${run}: ${answer.status} ${JSON.stringify(answer.body)}`,
      );
      if (answer.status >= 400)
        assert.ok(
          Object.hasOwn(problemKinds, answer.code ?? ''),
          `run ${run}: ${answer.raw.body.slice(0, 200)}`,
        );
    }
    if (route.body === undefined && route.params === undefined && route.permission === 'signedIn')
      assert.ok(taken > 0);
  });
}

const someRoutes: readonly RouteId[] = ['signIn', 'registerPatient', 'appendEntries', 'signOut'];
for (const id of someRoutes) {
  test(`[E2] ${id}: only application/json in plain UTF-8 is read; anything else is refused before it is read`, async () => {
    const route: Route = routes[id];
    const url = `/api${addressOf(route, { sessionId: own.sessionId })}`;
    const cookies = await cookiesFor(route);
    const send = (headers: Record<string, string>, payload: string) =>
      house.app.inject({
        method: 'POST',
        url,
        headers: { host: 'localhost', cookie: `ek=${cookies['ek'] ?? ''}`, ...headers },
        payload,
      });
    const types = [
      '',
      'text/plain',
      'text/json',
      'application/xml',
      'application/jsonx',
      'application/json-patch+json',
      'application/fhir+json',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/json, text/plain',
      'application/json; charset=utf-16',
      'application/json; charset=iso-8859-1',
      'application/json;x',
      ' application/json/x',
      'application\t/json',
      '*/*',
    ];
    for (const type of types) {
      const answer = await send({ 'content-type': type }, '{}');
      assert.equal(answer.statusCode, 415, type);
      assert.equal((answer.json() as { readonly code: string }).code, 'REQ-003');
    }
    for (const encoding of ['gzip', 'deflate', 'br', 'identity, gzip', 'x']) {
      const answer = await send({ 'content-type': 'application/json', 'content-encoding': encoding }, '{}');
      assert.equal(answer.statusCode, 415, encoding);
    }
    for (const text of [
      '',
      '{',
      '[]',
      'null',
      '"x"',
      '7',
      '{"__proto__":{"a":1}}',
      '{"constructor":1}',
      '{"a":"\\u0000"}',
      '\ufeff{}',
    ]) {
      const answer = await send({ 'content-type': 'application/json; charset=UTF-8' }, text);
      assert.equal(answer.statusCode, 400, text);
      assert.equal((answer.json() as { readonly code: string }).code, 'REQ-001', text);
    }
    const large = await send(
      { 'content-type': 'application/json' },
      `{"a":"${'x'.repeat((route.bodyLimit ?? 64_000) + 10)}"}`,
    );
    assert.equal(large.statusCode, 413);
    assert.equal((large.json() as { readonly code: string }).code, 'REQ-004');
  });
}

test('a refusal names each field with a sentence and repeats no value', async () => {
  const ek = await house.signIn(house.here, 'nurse');
  const answer = await house.call(routes.registerPatient, {
    cookies: { ek },
    body: {
      patientId: 'secret-value',
      demographics: {
        family: '',
        given: 7,
        birthDate: '2026-02-30',
        sex: 'secret-value',
        more: 'secret-value',
      },
    },
  });
  assert.equal(answer.code, 'REQ-001');
  const { fields } = answer.body as {
    readonly fields: readonly { readonly path: string; readonly says: string }[];
  };
  const paths = fields.map((field) => field.path);
  for (const path of [
    'patientId',
    'demographics.family',
    'demographics.given',
    'demographics.birthDate',
    'demographics.sex',
    'demographics.contacts',
    'demographics',
  ]) {
    assert.ok(paths.includes(path), path);
  }
  for (const field of fields) assert.match(field.says, /^[A-Z].*\.$/, field.path);
  assert.doesNotMatch(answer.raw.body, /secret-value/);
});

test('other methods, other addresses and method overrides reach no handler', async () => {
  const ek = await house.signIn(house.here, 'nurse');
  const headers = { host: 'localhost', cookie: `ek=${ek}`, 'content-type': 'application/json' };
  for (const method of ['PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const) {
    const answer = await house.app.inject({ method, url: `/api/patients/${own.patientId}`, headers });
    assert.ok(answer.statusCode >= 400 && answer.statusCode < 500, method);
  }
  for (const url of [
    `/api/patients/${own.patientId}/`,
    `/api//patients/${own.patientId}`,
    `/API/patients/${own.patientId}`,
    `/api/patients/${own.patientId}%00`,
    `/api/patients/${own.patientId.toUpperCase()}`,
    '/api/patients/%',
    '/api/patients/%E0%A4',
    `/api/patients/${'x'.repeat(500)}`,
    '/api/../etc/passwd',
    '/api',
  ]) {
    const answer = await house.app.inject({ method: 'GET', url, headers });
    assert.ok(answer.statusCode >= 400 && answer.statusCode < 500, url);
    assert.ok(Object.hasOwn(problemKinds, (answer.json() as { readonly code: string }).code), url);
  }
  const overridden = await house.app.inject({
    method: 'POST',
    url: '/api/sign-out',
    headers: { ...headers, 'x-http-method-override': 'GET' },
    payload: '{}',
  });
  assert.equal(overridden.statusCode, 200);
});

test('broken requests on the wire are answered or closed, and the server goes on', async () => {
  await house.app.listen({ host: '127.0.0.1', port: 0 });
  const address = house.app.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const say = (text: string) =>
    new Promise<string>((resolve) => {
      let heard = '';
      const socket = connect(port, '127.0.0.1', () => socket.write(text));
      socket.setTimeout(2_000, () => socket.destroy());
      socket.on('data', (chunk) => {
        heard += chunk.toString();
        socket.end();
      });
      socket.on('error', () => undefined);
      socket.on('close', () => resolve(heard));
    });
  for (const text of [
    'nonsense\r\n\r\n',
    'GET / HTTP/1.1\r\n\r\n',
    `GET / HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(100_000)}\r\n\r\n`,
    'POST /api/sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: -1\r\n\r\n',
    'POST /api/sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}',
    'POST /api/sign-in HTTP/1.1\r\nHost: a b\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}',
  ]) {
    assert.doesNotMatch(await say(text), /^HTTP\/1\.1 5/, text.slice(0, 40));
  }
  assert.match(
    await say('GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'),
    /^HTTP\/1\.1 200/,
  );
});
