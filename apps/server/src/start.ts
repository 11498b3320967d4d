import { createHmac } from 'node:crypto';
import { openServer, openStore, type DatabaseServer, type JobQueue } from '@evenkeel/record';
import type { FastifyInstance } from 'fastify';
import { makeApp } from './app.ts';
import type { Config } from './config.ts';
import { openDemoClinic } from './demo-clinic.ts';
import { allHandlers } from './handlers.ts';
import { builtWeb } from './http/build-web.ts';
import { Refusal } from './http/refusal.ts';
import { startJobs } from './jobs/start-jobs.ts';
import type { Post } from './messages/post.ts';
import { makeSite, type Site } from './site.ts';
import { systemId, systemNow, version } from './system.ts';

/** A listening Evenkeel. */
export interface Running {
  /** Where people open it. */
  readonly address: string;
  /** Makes or opens the demo clinic. */
  openDemo(): Promise<void>;
  /** Lets requests in flight finish, closes streams, store and database. Any number of calls. */
  stop(): Promise<void>;
}

/** A start that cannot be; the message is a sentence. */
export class StartProblem extends Error {
  override readonly name = 'StartProblem';
}

const FIRST_PORT = 7300;
const PORTS = 40;

/** Starts everything. Whatever fails, nothing is left running. */
export async function start(config: Config, progress: (line: string) => void): Promise<Running> {
  // Checked first: a route without a permission stops the start before anything else is touched.
  const handlers = allHandlers();
  const log = (event: { readonly event: string }) => {
    if (config.logLevel === 'debug') process.stderr.write(`${JSON.stringify(event)}\n`);
  };
  const givingUp = new AbortController();
  const building = config.pages ? builtWeb(progress, givingUp.signal) : Promise.resolve(undefined);
  building.catch(() => undefined);
  const options = {
    dataFolder: config.dataFolder,
    ...(config.databaseUrl === undefined ? {} : { databaseUrl: config.databaseUrl }),
    ...(config.postgresBin === undefined ? {} : { binFolder: config.postgresBin }),
    ...(config.appPassword === undefined ? {} : { appPassword: config.appPassword }),
    log,
  };
  const closing: (() => Promise<void>)[] = [];
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= (async () => {
      for (const close of closing.toReversed()) await close().catch(() => undefined);
    })();
    return stopping;
  };
  try {
    const server = await keepServer(
      () => openServer(options),
      progress,
      () => stopping !== undefined,
    );
    closing.push(() => server.stop());
    const clinicDatabase = await server.current().open('evenkeel');
    const store = await openStore({ ...clinicDatabase, now: systemNow, newId: systemId, log });
    closing.push(() => store.close());

    let listening: string | undefined;
    const { mailServer, mailFrom, textUrl, textSecret } = config;
    // The demo sends nothing: its outbox shows what would be sent.
    const ways: Partial<Post> = {
      ...(mailServer === undefined || mailFrom === undefined
        ? {}
        : { email: { server: mailServer, from: mailFrom } }),
      ...(textUrl === undefined
        ? {}
        : { text: { url: textUrl, ...(textSecret === undefined ? {} : { secret: textSecret }) } }),
    };
    const address = () => config.address ?? listening;
    let clinicQueue: JobQueue | undefined;
    let opening: Promise<Site> | undefined;
    const shared = {
      version,
      startedAt: systemNow(),
      ceremonyKey: createHmac('sha256', String(clinicDatabase.app.password)).update('ceremony').digest(),
      ...(config.setUpToken === undefined ? {} : { setUpToken: config.setUpToken }),
    };
    const demo = () => {
      opening ??= openDemoClinic(server.current(), { ...shared, post: { address }, log, progress }).then(
        ({ site, close }) => {
          closing.splice(2, 0, close);
          return site;
        },
        (error: unknown) => {
          opening = undefined;
          throw error;
        },
      );
      return opening;
    };
    const openDemo = async () => {
      await demo();
    };
    const demoDoor = () =>
      demo().catch((error: unknown) => {
        progress(`The demo clinic could not be opened (${error instanceof Error ? error.name : 'unknown'}).`);
        throw new Refusal('DEM-001');
      });
    const site = makeSite(store, clinicDatabase, server.current(), {
      ...shared,
      demo: false,
      openDemo,
      post: { ...ways, address, queue: () => clinicQueue },
    });
    const webFolder = await building;
    if (webFolder === undefined && config.pages)
      progress('There is no built web app: only the API is served.');
    const app = await makeApp({
      site: { base: '', site: async () => site },
      demo: { base: '/demo', site: demoDoor },
      handlers,
      version,
      logLevel: config.logLevel,
      ...(config.trustProxy === undefined ? {} : { trustProxy: config.trustProxy }),
      ...(webFolder === undefined ? {} : { webFolder }),
    });
    closing.push(() => app.close());
    clinicQueue = await startJobs(site, clinicDatabase, log);
    closing.push(async () => clinicQueue?.close());
    const port = await listen(app, config);
    const named = config.host === '0.0.0.0' || config.host === '::' ? 'localhost' : config.host;
    const host =
      named === '127.0.0.1' || named === '::1' ? 'localhost' : named.includes(':') ? `[${named}]` : named;
    listening = `http://${host}:${port}`;
    return { address: `${listening}/`, openDemo, stop };
  } catch (error) {
    givingUp.abort();
    await stop();
    throw error;
  }
}

async function listen(app: FastifyInstance, config: Config): Promise<number> {
  const wanted = config.port;
  const ports =
    wanted === undefined ? Array.from({ length: PORTS }, (_, index) => FIRST_PORT + index) : [wanted];
  for (const port of ports) {
    try {
      await app.listen({ host: config.host, port });
      const address = app.server.address();
      return typeof address === 'object' && address !== null ? address.port : port;
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'EADDRINUSE' && wanted === undefined) continue;
      throw new StartProblem(listenSentence(code, config.host, port));
    }
  }
  throw new StartProblem(
    `All ports from ${FIRST_PORT} to ${FIRST_PORT + PORTS - 1} are in use. Set EVENKEEL_PORT.`,
  );
}

function listenSentence(code: string | undefined, host: string, port: number): string {
  if (code === 'EADDRINUSE')
    return `Port ${port} is in use. Choose another with EVENKEEL_PORT, or stop what uses it.`;
  if (code === 'EACCES')
    return `This user may not listen on port ${port}. Choose one above 1023 with EVENKEEL_PORT.`;
  return `Evenkeel cannot listen on ${host} (${code ?? 'unknown'}). Check EVENKEEL_HOST.`;
}

interface KeptServer {
  current(): DatabaseServer;
  stop(): Promise<void>;
}

/** Keeps an embedded server running: one that ends by itself is started again, on the same place. */
async function keepServer(
  open: () => Promise<DatabaseServer>,
  progress: (line: string) => void,
  isStopping: () => boolean,
): Promise<KeptServer> {
  let current = await open();
  let restarting: Promise<void> | undefined;
  const watch = (server: DatabaseServer) => {
    void server.exited.then(() => {
      if (!isStopping()) restarting = restart();
    });
  };
  const restart = async () => {
    progress('The database ended by itself; starting it again ...');
    for (let wait = 200; !isStopping(); wait = Math.min(wait * 2, 10_000)) {
      try {
        await current.stop().catch(() => undefined);
        current = await open();
        watch(current);
        progress('The database is back.');
        return;
      } catch (error) {
        progress(error instanceof Error ? error.message : 'The database does not start.');
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
  };
  watch(current);
  return {
    current: () => current,
    stop: async () => {
      await restarting;
      await current.stop();
    },
  };
}
