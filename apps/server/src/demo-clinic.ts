import { elapsedMinutes, parseInstant } from '@evenkeel/quantities';
import {
  dropDatabase,
  openStore,
  readDatabaseNote,
  writeDatabaseNote,
  type DatabaseServer,
  type JobQueue,
} from '@evenkeel/record';
import { generateDemo } from './demo/generate.ts';
import { startJobs } from './jobs/start-jobs.ts';
import { makeSite, type Site, type SiteOptions } from './site.ts';
import { systemId, systemNow } from './system.ts';

const NAME = 'evenkeel_demo';
const SEED = 20_261_125;
/** The demo has a session running now; one made yesterday is made anew. */
const FRESH_MINUTES = 20 * 60;

/** The demo's site, and how to close it. */
export interface OpenDemo {
  readonly site: Site;
  readonly close: () => Promise<void>;
}

type Told = Omit<SiteOptions, 'demo' | 'openDemo'> & {
  readonly log: (event: { readonly event: string }) => void;
  readonly progress: (line: string) => void;
};

/** Opens the demo clinic in a database of its own, made when it is missing, half made, or from another day. */
export async function openDemoClinic(server: DatabaseServer, told: Told): Promise<OpenDemo> {
  const { log, progress, ...options } = told;
  let database = await server.open(NAME);
  const now = systemNow();
  // The note is written last, so that a half-made demo has none.
  const made = parseInstant((await readDatabaseNote(database)) ?? '');
  const fresh = made !== undefined && elapsedMinutes(made, now) < FRESH_MINUTES;
  if (!fresh && (await dropDatabase(database))) database = await server.open(NAME);
  const store = await openStore({ ...database, now: systemNow, newId: systemId, log });
  try {
    let queue: JobQueue | undefined;
    const post = { ...options.post, queue: () => queue };
    const site = makeSite(store, database, server, { ...options, demo: true, post });
    if ((await site.clinic()) === undefined) {
      progress('Making the demo clinic ...');
      await generateDemo(site, { seed: SEED, now });
      await writeDatabaseNote(database, now);
    }
    queue = await startJobs(site, database, log);
    const close = async () => {
      await queue?.close();
      await store.close();
    };
    return { site, close };
  } catch (error) {
    await store.close();
    throw error;
  }
}
