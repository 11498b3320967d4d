import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addressOf, roles, type Problem, type Role, type Route, type RouteId } from '@evenkeel/contract';
import { epochMs, instantOf, uuidV7, type Instant } from '@evenkeel/quantities';
import {
  openServer,
  openStore,
  type DatabaseName,
  type DatabaseServer,
  type JobQueue,
  type OpenedDatabase,
  type Store,
} from '@evenkeel/record';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import type { RawBuilder } from 'kysely';
import { setUpClinic } from '../account/clinic-set-up.ts';
import { startSignIn } from '../account/token.ts';
import { makeApp } from '../app.ts';
import { allHandlers } from '../handlers.ts';
import type { Handler, StreamAnswer } from '../http/handler.ts';
import { startJobs } from '../jobs/start-jobs.ts';
import { makeSite, type Site, type SiteOptions } from '../site.ts';

export type StaffRole = Exclude<Role, 'patient'>;
export const testPassword = 'correct horse battery';

/** A clinic with one person of each role; their sign-in names are the role with the clinic's suffix. */
export interface TestClinic {
  readonly clinicId: string;
  readonly suffix: string;
  readonly staff: Readonly<Record<StaffRole, { readonly staffId: string; readonly login: string }>>;
}

export interface TestCall {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: unknown;
  /** Values of the `cookie` header. */
  readonly cookies?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly from?: string;
}
export interface TestAnswer {
  readonly status: number;
  readonly body: unknown;
  /** The code of a refusal. */
  readonly code: string | undefined;
  readonly cookies: Readonly<Record<string, string>>;
  readonly raw: LightMyRequestResponse;
}

export interface TestApp {
  readonly app: FastifyInstance;
  readonly site: Site;
  readonly store: Store;
  readonly database: OpenedDatabase;
  readonly server: DatabaseServer;
  /** Two clinics in one database. */
  readonly here: TestClinic;
  readonly there: TestClinic;
  /** The house's time: real time, moved on by `wait`. */
  now(): Instant;
  wait(minutes: number): void;
  /** A fresh sign-in of a person; give it as the cookie `ek`. */
  signIn(
    clinic: TestClinic,
    role: StaffRole,
    strength?: 'full' | 'pin' | 'password',
    deviceId?: string,
  ): Promise<string>;
  call(route: Route, what?: TestCall): Promise<TestAnswer>;
  /** The same calls at another site's app; close it at the end. */
  callAt(site: Site): Promise<{ readonly call: TestApp['call']; readonly close: () => Promise<void> }>;
  /** The same clinics through a second server's store, as when two servers work on one database; its own post if given. */
  another(post?: SiteOptions['post']): Promise<Site>;
  /** Statements as the owner of the database, who passes row security: for looking and for breaking things. */
  asOwner<T>(query: RawBuilder<T>): Promise<readonly T[]>;
  close(): Promise<void>;
}

/** Everybody of a new clinic: one person a role. Prescriber, lead and nurse are licensed. */
async function makeClinic(store: Store, suffix: string): Promise<TestClinic> {
  const held = roles.filter((role) => role !== 'patient');
  const { clinicId, staffIds } = await setUpClinic(
    store,
    {
      clinicName: `Clinic ${suffix}`,
      timeZone: 'Europe/London',
      jurisdiction: 'UK',
      origin: 'synthetic',
      people: held.map((role) => ({
        login: `${role.toLowerCase()}.${suffix}`,
        name: `${role} ${suffix}`,
        password: testPassword,
        roles: [role],
        licensed: role === 'prescriber' || role === 'medicalLead' || role === 'nurse',
      })),
    },
    { another: true },
  );
  const staff = Object.fromEntries(
    held.map((role, index) => [
      role,
      { staffId: staffIds[index] ?? '', login: `${role.toLowerCase()}.${suffix}` },
    ]),
  ) as TestClinic['staff'];
  return { clinicId, suffix, staff };
}

const ended: StreamAnswer = async () => undefined;

/** Every handler; a stream is let in or refused like any route, and ends at once instead of following the log. */
export function handlersWithShortStreams(): ReadonlyMap<RouteId, Handler> {
  const handlers = new Map<RouteId, Handler>(allHandlers());
  const stream = handlers.get('streamSession') as Handler;
  handlers.set('streamSession', async (c) => {
    await stream(c);
    return ended;
  });
  return handlers;
}

/** Makes an app on a fresh database with two clinics. Close it at the end. */
export async function makeTestApp(
  options: {
    readonly handlers?: ReadonlyMap<RouteId, Handler>;
    readonly demo?: boolean;
    readonly logLevel?: string;
    /** How messages leave; nothing is sent where it is absent. */
    readonly post?: SiteOptions['post'];
    /** Works on the queue of jobs, as a running server does. */
    readonly jobs?: boolean;
    readonly log?: Parameters<typeof startJobs>[2];
  } = {},
): Promise<TestApp> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'evenkeel-app-'));
  const url = process.env['DATABASE_URL'];
  const server = await openServer({
    dataFolder,
    ...(url === undefined || url === '' ? {} : { databaseUrl: url }),
    ...(options.log === undefined ? {} : { log: options.log }),
  });
  // A name of its own, so that test files can share one server.
  const name = `evenkeel_test_${randomBytes(6).toString('hex')}` as DatabaseName;
  const database = await server.open(name);
  let moved = 0;
  const now = () => instantOf(Date.now() + moved);
  const newId = () => uuidV7(epochMs(now()), randomBytes(10));
  const store = await openStore({
    ...database,
    now,
    newId,
    ...(options.log === undefined ? {} : { log: options.log }),
  });
  let queue: JobQueue | undefined;
  const told: SiteOptions = {
    demo: options.demo === true,
    version: '0.0.0',
    startedAt: now(),
    ceremonyKey: randomBytes(32),
    post: { ...options.post, queue: () => queue },
  };
  const site = makeSite(store, database, server, told);
  const more: Store[] = [];
  const openMore = async (app: OpenedDatabase['app']) => {
    const opened = await openStore({
      app,
      anchorFile: `${database.anchorFile}-${more.length}`,
      now,
      newId,
    });
    more.push(opened);
    return opened;
  };
  let owner: Promise<Store> | undefined;
  const here = await makeClinic(store, 'here');
  const there = await makeClinic(store, 'there');
  const appOf = (at: Site) =>
    makeApp({
      site: { base: at.base, site: async () => at },
      handlers: options.handlers ?? allHandlers(),
      version: '0.0.0',
      logLevel: options.logLevel ?? 'silent',
      checkAnswers: true,
    });
  const app = await appOf(site);

  if (options.jobs === true) queue = await startJobs(site, database, options.log ?? (() => undefined));

  const callOn =
    (on: FastifyInstance) =>
    async (route: Route, what: TestCall = {}): Promise<TestAnswer> => {
      const raw = await on.inject({
        method: route.method,
        url: `${site.base}/api${addressOf(route, what.params, what.query)}`,
        headers: {
          host: 'localhost:7300',
          ...(route.method === 'GET'
            ? {}
            : { 'content-type': 'application/json', origin: 'http://localhost:7300' }),
          ...(what.cookies === undefined
            ? {}
            : {
                cookie: Object.entries(what.cookies)
                  .map(([key, value]) => `${key}=${value}`)
                  .join('; '),
              }),
          ...what.headers,
        },
        ...(what.body === undefined ? {} : { payload: JSON.stringify(what.body) }),
        ...(what.from === undefined ? {} : { remoteAddress: what.from }),
      });
      let body: unknown;
      try {
        body = JSON.parse(raw.body);
      } catch {
        body = undefined;
      }
      return {
        status: raw.statusCode,
        body,
        code: raw.statusCode >= 400 ? (body as Problem | undefined)?.code : undefined,
        cookies: Object.fromEntries(raw.cookies.map((one) => [one.name, one.value])),
        raw,
      };
    };

  return {
    app,
    site,
    store,
    database,
    server,
    here,
    there,
    now,
    wait: (minutes) => {
      moved += minutes * 60_000;
    },
    signIn: async (clinic, role, strength = 'full', deviceId) => {
      const { staffId } = clinic.staff[role];
      const { clinicId } = clinic;
      const started = await store.inClinic({ clinicId, actorId: staffId, actorRole: role }, [], (tx) =>
        startSignIn(site, tx, {
          clinicId,
          staffId,
          strength,
          ...(deviceId === undefined ? {} : { deviceId }),
        }),
      );
      return started.token;
    },
    call: callOn(app),
    callAt: async (at) => {
      const other = await appOf(at);
      return { call: callOn(other), close: () => other.close() };
    },
    another: async (post) =>
      makeSite(
        await openMore(database.app),
        database,
        server,
        post === undefined ? told : { ...told, post: { ...post, queue: () => queue } },
      ),
    asOwner: async <T>(query: RawBuilder<T>) => {
      owner ??= openMore(database.owner as OpenedDatabase['app']);
      const { rows } = await (await owner).lookUp((db) => query.execute(db));
      return rows;
    },
    close: async () => {
      await queue?.close();
      await app.close();
      for (const one of more) await one.close();
      await store.close();
      await server.stop();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}
