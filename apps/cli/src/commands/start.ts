import { readConfig, start, type Running } from '@evenkeel/server';
import { exit, type Command, type Exit, type Output } from '../command.ts';

/** Resolves when somebody asks the process to end; a second time ends it at once. */
function askedToEnd(): Promise<string> {
  return new Promise((resolve) => {
    let asked = false;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (asked && signal !== 'SIGHUP') process.exit(exit.problem);
        asked = true;
        resolve(signal);
      });
    }
  });
}

/** Starts, says the one address, and serves until asked to end. */
export async function serve(out: Output, addressOf: (running: Running) => Promise<string>): Promise<Exit> {
  const ended = askedToEnd();
  const running = await start(readConfig(process.env), (line) => out.progress(line));
  try {
    const address = await addressOf(running);
    out.result(address, { ok: true, address });
    await ended;
    out.progress('Stopping ...');
  } finally {
    await running.stop();
  }
  return exit.ok;
}

export const startCommand: Command = {
  name: 'start',
  usage: '',
  summary: 'Start Evenkeel and print its address.',
  help: [
    'Starts the database, brings it up to date, and serves until it is stopped (Ctrl+C or SIGTERM).',
    'EVENKEEL_DATA chooses the folder of the data, EVENKEEL_HOST and EVENKEEL_PORT where it listens,',
    'DATABASE_URL a PostgreSQL server to use instead of the embedded one.',
  ],
  words: { least: 0, most: 0 },
  run: (_given, out) => serve(out, async (running) => running.address),
};
