import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import type { RouteId } from '@evenkeel/contract';
import type { FastifyInstance } from 'fastify';
import { makeApp } from '../app.ts';
import { allHandlers } from '../handlers.ts';
import type { Handler } from './handler.ts';
import { Refusal } from './refusal.ts';

/** The pages alone: no database stands behind them, so every route of the API says that it is away. */
let app: FastifyInstance;
let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evenkeel-web-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<title>clinic</title>');
  await writeFile(join(folder, 'questionnaire.html'), '<title>questionnaire</title>');
  await writeFile(join(folder, 'sw.js'), 'self');
  await writeFile(join(folder, '.stamp'), 'stamp');
  await writeFile(join(folder, 'assets', 'app-1a2b.js'), 'plain');
  await writeFile(join(folder, 'assets', 'app-1a2b.js.br'), 'squeezed');
  const away = async () => {
    throw Object.assign(new Error('connect ECONNREFUSED 10.1.1.1 secret-value'), { code: 'ECONNREFUSED' });
  };
  app = await makeApp({
    site: { base: '', site: away },
    demo: {
      base: '/demo',
      site: async () => {
        throw new Refusal('DEM-001');
      },
    },
    handlers: allHandlers() as ReadonlyMap<RouteId, Handler>,
    version: '0.0.0',
    logLevel: 'silent',
    webFolder: folder,
  });
});
after(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});
const get = (url: string, headers: Record<string, string> = {}) =>
  app.inject({ method: 'GET', url, headers: { host: 'localhost', ...headers } });

test('each address of the app is its page, the questionnaire has its own, and both are fetched afresh', async () => {
  for (const url of [
    '/',
    '/demo/',
    '/demo',
    '/today',
    '/patients/x/course',
    '/demo/sessions/1',
    '/quality',
    '/apiary',
  ]) {
    const answer = await get(url);
    assert.match(answer.body, /clinic/, url);
    assert.equal(answer.headers['cache-control'], 'no-cache', url);
  }
  for (const url of ['/q', '/demo/q', '/q/']) assert.match((await get(url)).body, /questionnaire/, url);
});

test('assets are kept for ever and come compressed; nothing outside the folder and no hidden file is served', async () => {
  const asset = await get('/assets/app-1a2b.js', { 'accept-encoding': 'br' });
  assert.equal(asset.body, 'squeezed');
  assert.equal(asset.headers['content-encoding'], 'br');
  assert.match(String(asset.headers['content-type']), /javascript/);
  assert.equal(asset.headers['cache-control'], 'public, max-age=31536000, immutable');
  assert.equal((await get('/assets/app-1a2b.js')).body, 'plain');
  assert.equal((await get('/sw.js')).headers['cache-control'], 'no-cache');
  for (const url of [
    '/assets/gone.js',
    '/.stamp',
    '/../app.ts',
    '/%2e%2e/app.ts',
    '/assets/..%2f..%2fapp.ts',
    '/api/nothing',
    '/demo/api/nothing',
    '/api',
  ]) {
    const answer = await get(url);
    assert.equal(answer.statusCode, 404, url);
    assert.equal((answer.json() as { readonly code: string }).code, 'REQ-002', url);
  }
});

test('every answer carries the content security policy: own scripts only, no frame, no form elsewhere', async () => {
  for (const url of ['/', '/assets/app-1a2b.js', '/api/docs', '/api/hello', '/nothing.js']) {
    const policy = String((await get(url)).headers['content-security-policy']);
    for (const part of [
      "default-src 'none'",
      "script-src 'self';",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "connect-src 'self'",
    ]) {
      assert.ok(policy.includes(part), `${url}: ${part}`);
    }
    assert.doesNotMatch(policy, /script-src[^;]*unsafe|https?:|\*/, url);
  }
  const docs = await get('/api/docs');
  assert.doesNotMatch(docs.body, /<script| on\w+=| style=/);
});

test('while the database is away every route says SRV-002, is not ready but alive, and says nothing of where it is', async () => {
  for (const url of ['/api/hello', '/api/me', '/api/today', '/readyz']) {
    const answer = await get(url);
    assert.equal(answer.statusCode, 503, url);
    assert.equal((answer.json() as { readonly code: string }).code, 'SRV-002', url);
    assert.doesNotMatch(answer.body, /secret-value|10\.1\.1\.1/);
  }
  assert.equal((await get('/healthz')).statusCode, 200);
  assert.equal((await get('/demo/api/hello')).statusCode, 503);
});

test('the contract is published as OpenAPI and as a page, with every route and code in both', async () => {
  const document = (await get('/api/openapi.json')).json() as {
    readonly openapi: string;
    readonly paths: Record<string, Record<string, { readonly operationId: string }>>;
  };
  assert.match(document.openapi, /^3\.1/);
  const ids = Object.values(document.paths).flatMap((path) =>
    Object.values(path).map((one) => one.operationId),
  );
  assert.deepEqual(ids.toSorted(), [...allHandlers().keys()].toSorted());
  const { body } = await get('/api/docs');
  for (const id of ids) assert.ok(body.includes(`id="${id}"`), id);
});
