import { resolve } from 'node:path';
import { restore } from '@evenkeel/record';
import { exit, type Command } from '../command.ts';
import { databaseOf, demoOption, withDatabase } from '../house.ts';

export const restoreCommand: Command = {
  name: 'restore',
  usage: 'FOLDER',
  summary: 'Fill an empty Evenkeel from a backup.',
  help: [
    'Every file is checked first; all of it is restored, or nothing. A database with a clinic in it is refused.',
  ],
  options: demoOption,
  words: { least: 1, most: 1 },
  run: (given, out) =>
    withDatabase(databaseOf(given.options), async (database) => {
      const folder = resolve(given.words[0] ?? '');
      const manifest = await restore(database, folder, (table) => out.progress(`  ${table}`));
      const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
      out.result(`Restored ${rows} rows, as they were at ${manifest.madeAt}. Run evenkeel verify next.`, {
        ok: true,
        madeAt: manifest.madeAt,
        rows,
      });
      return exit.ok;
    }),
};
