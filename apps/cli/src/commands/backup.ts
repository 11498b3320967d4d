import { resolve } from 'node:path';
import { systemNow } from '@evenkeel/server';
import { backup } from '@evenkeel/record';
import { exit, type Command } from '../command.ts';
import { databaseOf, demoOption, noteDone, withDatabase } from '../house.ts';

export const backupCommand: Command = {
  name: 'backup',
  usage: 'FOLDER',
  summary: 'Write everything into a new folder, from one moment.',
  help: [
    'Works beside a running server. The folder must be new or empty. It holds patients: keep it like the record.',
  ],
  options: demoOption,
  words: { least: 1, most: 1 },
  run: (given, out) =>
    withDatabase(databaseOf(given.options), async (database, server) => {
      const folder = resolve(given.words[0] ?? '');
      const manifest = await backup(database, folder, systemNow(), (table) => out.progress(`  ${table}`));
      if (database.name === 'evenkeel') await noteDone(server, 'last-backup.json', { at: manifest.madeAt });
      const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
      out.result(`Backed up ${rows} rows of ${manifest.tables.length} tables to ${folder}.`, {
        ok: true,
        folder,
        ...manifest,
      });
      return exit.ok;
    }),
};
