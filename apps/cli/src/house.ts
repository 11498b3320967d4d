import { readConfig, type Config } from '@evenkeel/server';
import {
  besideRunning,
  openServer,
  type DatabaseName,
  type DatabaseServer,
  type OpenedDatabase,
} from '@evenkeel/record';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Opens a database for one command: beside a running Evenkeel where there is one, else on a server started for it. */
export async function withDatabase<T>(
  name: DatabaseName,
  work: (database: OpenedDatabase, server: DatabaseServer, config: Config) => Promise<T>,
): Promise<T> {
  const config = readConfig(process.env);
  const options = {
    dataFolder: config.dataFolder,
    ...(config.databaseUrl === undefined ? {} : { databaseUrl: config.databaseUrl }),
    ...(config.postgresBin === undefined ? {} : { binFolder: config.postgresBin }),
    ...(config.appPassword === undefined ? {} : { appPassword: config.appPassword }),
  };
  const server = (await besideRunning(options)) ?? (await openServer(options));
  try {
    return await work(await server.open(name), server, config);
  } finally {
    await server.stop();
  }
}

/** Which database: the clinic's, or with `--demo` the demo's. */
export function databaseOf(options: Readonly<Record<string, string | boolean | undefined>>): DatabaseName {
  return options['demo'] === true ? 'evenkeel_demo' : 'evenkeel';
}
export const demoOption = Object.freeze({
  demo: { type: 'boolean', help: "The demo clinic's database." },
} as const);

/** Leaves a note in the data folder that the status page reads. */
export async function noteDone(
  server: DatabaseServer,
  file: string,
  note: { readonly at: string },
): Promise<void> {
  await writeFile(join(server.dataFolder, file), `${JSON.stringify(note)}\n`, { mode: 0o600 });
}
