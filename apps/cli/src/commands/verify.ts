import { systemNow } from '@evenkeel/server';
import { verifyAll } from '@evenkeel/record';
import { exit, type Command } from '../command.ts';
import { databaseOf, demoOption, noteDone, withDatabase } from '../house.ts';

export const verifyCommand: Command = {
  name: 'verify',
  usage: '',
  summary: 'Prove that no entry, signature or audit row was changed, taken out or cut off.',
  help: [
    'Recomputes every chain and holds it against heads, signatures and the anchor file. Works beside a running server.',
    'Ends with 1 and names what is at fault when something does not fit.',
  ],
  options: demoOption,
  words: { least: 0, most: 0 },
  run: (given, out) =>
    withDatabase(databaseOf(given.options), async (database, server) => {
      const found = await verifyAll(database.owner, database.anchorFile);
      if (found.ok && database.name === 'evenkeel')
        await noteDone(server, 'last-verified.json', { at: systemNow() });
      const counts =
        `${found.entries} entries in ${found.sessions} sessions, ${found.auditRows} audit rows, ` +
        `${found.anchors} anchors.`;
      const lines = found.ok
        ? [`Everything fits: ${counts}`]
        : [
            `${found.faults.length === 1 ? 'One fault' : `${found.faults.length} faults`} in ${counts}`,
            ...found.faults.map((fault) => `${fault.what} ${fault.id}: ${fault.sentence}`),
          ];
      out.result(lines.join('\n'), found);
      return found.ok ? exit.ok : exit.problem;
    }),
};
