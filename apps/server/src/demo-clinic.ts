import { elapsedMinutes, parseInstant } from '@evenkeel/quantities';
import {
  dropDatabase,
  openStore,
  readDatabaseNote,
  writeDatabaseNote,
  type DatabaseServer,
  type OpenedDatabase,
  type Store,
} from '@evenkeel/record';
import { generateDemo } from './demo/generate.ts';
import { makeSite, type Site, type SiteOptions } from './site.ts';
import { systemId, systemNow } from './system.ts';

const NAME = 'evenkeel_demo';
const SEED = 20_261_125;
/** The demo has a session running now; one made yesterday is made anew. */
const FRESH_MINUTES = 20 * 60;

type Told = Omit<SiteOptions, 'demo' | 'openDemo'> & {
  readonly log: (event: { readonly event: string }) => void;
  readonly progress: (line: string) => void;
};

/** Opens the demo clinic in a database of its own, made when it is missing, half made, or from another day. */
export async function openDemoClinic(server: DatabaseServer, told: Told): Promise<Site> {
  const { log, progress, ...options } = told;
  let database = await server.open(NAME);
  const now = systemNow();
  // The note is written last, so that a half-made demo has none.
  const made = parseInstant((await readDatabaseNote(database)) ?? '');
  const fresh = made !== undefined && elapsedMinutes(made, now) < FRESH_MINUTES;
  if (!fresh && (await dropDatabase(database))) database = await server.open(NAME);
  const store = await openStore({ ...database, now: systemNow, newId: systemId, log });
  try {
    const site = makeSite(store, database, server, { ...options, demo: true });
    if ((await site.clinic()) === undefined) {
      progress('Making the demo clinic ...');
      await withQuickStore(database, log, (quick) => generateDemo({ ...site, store: quick }, { seed: SEED, now }));
      await writeDatabaseNote(database, now);
    }
    return site;
  } catch (error) {
    await store.close();
    throw error;
  }
}

/**
 * Half a year of commits that need not wait for the disk one by one: a demo that was cut off half way has no note and is
 * made anew. The database keeps their order, so the first ordinary commit after them carries all of them along.
 */
async function withQuickStore(
  database: OpenedDatabase,
  log: Told['log'],
  work: (store: Store) => Promise<void>,
): Promise<void> {
  const app = { ...database.app, options: '-c synchronous_commit=off' };
  const store = await openStore({ ...database, app, now: systemNow, newId: systemId, log });
  try {
    await work(store);
  } finally {
    await store.close();
  }
}
