import { resolve } from 'node:path';
import { exportAll } from '@evenkeel/record';
import { exit, type Command } from '../command.ts';
import { databaseOf, demoOption, withDatabase } from '../house.ts';

export const exportCommand: Command = {
  name: 'export',
  usage: 'FOLDER',
  summary: 'Write the whole record as open tables (CSV) to take elsewhere.',
  help: ['One table a file, with a list of tables and columns. Passwords and sign-ins stay behind.'],
  options: demoOption,
  words: { least: 1, most: 1 },
  run: (given, out) =>
    withDatabase(databaseOf(given.options), async (database) => {
      const folder = resolve(given.words[0] ?? '');
      const { tables, rows } = await exportAll(database.owner, folder, (table) => out.progress(`  ${table}`));
      out.result(`Exported ${rows} rows of ${tables} tables to ${folder}.`, {
        ok: true,
        folder,
        tables,
        rows,
      });
      return exit.ok;
    }),
};
