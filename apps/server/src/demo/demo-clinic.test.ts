import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { addressOf, routes, type Problem, type Route } from '@evenkeel/contract';
import { foldSession } from '@evenkeel/protocol';
import { dateIn, elapsedMinutes, parseInstant, type Instant } from '@evenkeel/quantities';
import {
  entriesOfSessions,
  findPatient,
  findPlans,
  openServer,
  openStore,
  readDatabaseNote,
  searchPatients,
  sessionsOfDay,
  type DatabaseServer,
} from '@evenkeel/record';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { setUpClinic } from '../account/clinic-set-up.ts';
import { startSignIn } from '../account/token.ts';
import { makeApp } from '../app.ts';
import { openDemoClinic } from '../demo-clinic.ts';
import { allHandlers } from '../handlers.ts';
import { refusalOf, weighed } from '../care/weighed.ts';
import { courseView } from '../responses/course-view.ts';
import { makeSite, type ClinicHere, type Site } from '../site.ts';
import { systemId, systemNow } from '../system.ts';

/** A clinic and the demo beside it, as a start makes them: one server, two databases, two doors of one app. */
let dataFolder: string;
let server: DatabaseServer;
let clinicSite: Site;
let demoSite: Site;
let closeDemo: () => Promise<void>;
let demo: ClinicHere;
let demoMadeAt: Instant;
let app: FastifyInstance;
let ofClinic: string;
let ofDemo: string;

before(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'evenkeel-demo-'));
  server = await openServer({ dataFolder });
  const database = await server.open('evenkeel');
  const store = await openStore({ ...database, now: systemNow, newId: systemId });
  const shared = { version: '0.0.0', startedAt: systemNow(), ceremonyKey: randomBytes(32) };
  clinicSite = makeSite(store, database, server, { ...shared, demo: false });
  const { clinicId, staffIds } = await setUpClinic(store, {
    clinicName: 'Real Clinic',
    timeZone: 'Europe/London',
    jurisdiction: 'UK',
    origin: 'real',
    people: [
      {
        login: 'ada',
        name: 'Ada',
        password: 'correct horse battery',
        roles: ['administrator', 'prescriber'],
      },
    ],
  });
  const [staffId = ''] = staffIds;
  ofClinic = await store.inClinic({ clinicId, actorId: staffId, actorRole: 'prescriber' }, [], async (tx) => {
    const started = await startSignIn(clinicSite, tx, { clinicId, staffId, strength: 'full' });
    return started.token;
  });
  ({ site: demoSite, close: closeDemo } = await openDemoClinic(server, {
    ...shared,
    log: () => undefined,
    progress: () => undefined,
  }));
  demo = (await demoSite.clinic()) ?? assert.fail('the demo has no clinic');
  const note = await readDatabaseNote(await server.open('evenkeel_demo'));
  demoMadeAt = parseInstant(note ?? '') ?? assert.fail('the demo has no note');
  app = await makeApp({
    site: { base: '', site: async () => clinicSite },
    demo: { base: '/demo', site: async () => demoSite },
    handlers: allHandlers(),
    version: '0.0.0',
    logLevel: 'silent',
  });
  ofDemo = await signedInToDemo();
});

after(async () => {
  await app.close();
  await closeDemo();
  await clinicSite.store.close();
  await server.stop();
  await rm(dataFolder, { recursive: true, force: true });
});

async function ask(
  door: '' | '/demo',
  route: Route,
  cookies: Readonly<Record<string, string>>,
  body: unknown = {},
) {
  const id = '01900000-0000-7000-8000-000000000000';
  const params = Object.fromEntries([...route.path.matchAll(/:(\w+)/g)].map(([, name = '']) => [name, id]));
  const answer = await app.inject({
    method: route.method,
    url: `${door}/api${addressOf(route, params)}`,
    cookies: { ...cookies },
    headers: { host: 'localhost', ...(route.method === 'GET' ? {} : { origin: 'http://localhost' }) },
    ...(route.method === 'GET' ? {} : { payload: body as object }),
  });
  return {
    status: answer.statusCode,
    code: answer.statusCode < 400 ? undefined : answer.json<Problem>().code,
    body: answer.body,
    cookies: answer.cookies,
  };
}

async function signedInToDemo(): Promise<string> {
  const hello = JSON.parse((await ask('/demo', routes.hello, {})).body) as {
    readonly demoPeople: readonly { readonly staffId: string; readonly roles: readonly string[] }[];
  };
  const somebody = hello.demoPeople.find(({ roles }) => roles.includes('prescriber'));
  const { cookies } = await ask('/demo', routes.demoSignIn, {}, { staffId: somebody?.staffId });
  assert.deepEqual(
    cookies.map(({ name, path }) => [name, path]),
    [['ek_demo', '/demo']],
    'a cookie of another name, that browsers send to the demo only',
  );
  return cookies[0]?.value ?? '';
}

function nameOf(site: Site): Promise<string | undefined> {
  return site.store.beforeClinic(async (tx) => {
    const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(tx);
    return rows[0]?.name;
  });
}

test('[H52] the demo lives in another database than the clinic, and nothing of it is in the clinic’s', async () => {
  assert.notEqual(await nameOf(demoSite), await nameOf(clinicSite));
  // Counted by the owner's verification, which row security hides nothing from.
  const ofTheClinic = await clinicSite.house.verify();
  const ofTheDemo = await demoSite.house.verify();
  assert.equal(ofTheClinic.sessions, 0);
  assert.ok(ofTheDemo.sessions > 100);
  const hello = JSON.parse((await ask('', routes.hello, {})).body) as Record<string, unknown>;
  assert.equal(hello['clinicName'], 'Real Clinic');
  assert.equal(hello['demo'], false);
  assert.equal(hello['demoPeople'], undefined);
});

test('[H52] each sign-in opens its own side', async () => {
  const clinic = await ask('', routes.me, { ek: ofClinic });
  assert.equal(clinic.status, 200);
  assert.equal((JSON.parse(clinic.body) as { demo: boolean }).demo, false);
  const inDemo = await ask('/demo', routes.me, { ek_demo: ofDemo });
  assert.equal(inDemo.status, 200);
  assert.equal((JSON.parse(inDemo.body) as { demo: boolean }).demo, true);
});

test('[H52] a demo cookie opens no route of the clinic, and a clinic cookie none of the demo, under either name', async () => {
  let asked = 0;
  for (const route of Object.values<Route>(routes)) {
    if (route.permission === 'public') continue;
    for (const name of ['ek', 'ek_demo']) {
      assert.equal(
        (await ask('', route, { [name]: ofDemo })).code,
        'AUT-001',
        `${route.id}: demo in the clinic`,
      );
      assert.equal(
        (await ask('/demo', route, { [name]: ofClinic })).code,
        'AUT-001',
        `${route.id}: clinic in the demo`,
      );
      asked += 2;
    }
  }
  assert.ok(asked > 100, `${asked} routes asked`);
});

test('[H52] the clinic’s people cannot be chosen without a password, as those of the demo can', async () => {
  const [row] = await clinicSite.store.beforeClinic((tx) =>
    tx.selectFrom('sign_in_name').selectAll().execute(),
  );
  assert.equal((await ask('', routes.demoSignIn, {}, { staffId: row?.staff_id })).code, 'REQ-002');
});

test('the demo is made through the domain functions: every outcome occurs, one session runs now, the chains hold', async () => {
  const { clinicId } = demo;
  const { store, post } = demoSite;
  const now = demoMadeAt;
  const scope = { clinicId, actorId: clinicId, actorRole: 'none' };
  await store.inClinic(scope, [], async (tx) => {
    const here = await demoSite.policies.of(tx, scope, demo);
    const { policy } = here;
    const ground = { tx, scope, now, newId: () => store.newId(), ...here, clinic: demo, post };
    const patients = await searchPatients(tx, scope, { search: '', limit: 1000 });
    assert.ok(patients.length >= 40, `${patients.length} patients`);

    const today = await sessionsOfDay(tx, scope, dateIn(demo.timeZone, now), true);
    const open = today.filter((one) => one.state === 'open');
    assert.equal(open.length, 1);
    assert.ok(today.some((one) => one.state === 'booked'));
    for (const one of today.filter(({ state }) => state === 'booked')) {
      const patient = (await findPatient(tx, scope, one.patientId)) ?? assert.fail();
      assert.equal(refusalOf(await weighed(ground, patient), 'session'), undefined, 'it can be opened');
    }
    const running = open[0] ?? assert.fail();
    const plan = (await findPlans(tx, scope, [running.planId]))[0] ?? assert.fail();
    const log = (await entriesOfSessions(tx, scope, [running.sessionId])).get(running.sessionId) ?? [];
    const state = foldSession(log, { plan: plan.dose, policy }, now);
    assert.equal(state.phase, 'infusing');
    assert.equal(elapsedMinutes(state.dose?.startedAt ?? now, now), 18);
    assert.deepEqual(state.problems, []);
    assert.ok(log.every((entry) => entry.serverTime >= entry.clinicalTime && entry.serverTime <= now));

    const outcomes = new Set<string>();
    let events = 0;
    for (const one of patients) {
      const patient = (await findPatient(tx, scope, one.patientId)) ?? assert.fail();
      const course = await courseView(ground, patient);
      for (const { scores } of course.series) for (const score of scores) outcomes.add(score.outcome);
      events += course.adverseEvents.length;
    }
    for (const word of ['baseline', 'noResponse', 'partial', 'response', 'remission'])
      assert.ok(outcomes.has(word), word);
    assert.ok(events >= 10, `${events} adverse events`);
    const corrections = await tx
      .selectFrom('session_entry')
      .select('entry_id')
      .where('clinic_id', '=', clinicId)
      .where('corrects', 'is not', null)
      .execute();
    assert.ok(corrections.length > 0);
  });
  const verified = await demoSite.house.verify(clinicId);
  assert.deepEqual(verified.faults, []);
  assert.ok(verified.ok && verified.sessions > 100);
});
