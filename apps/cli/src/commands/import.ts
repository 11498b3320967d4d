import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { importReferral, ImportProblem, type ImportedReferral } from '@evenkeel/server';
import { exit, UsageProblem, type Command } from '../command.ts';
import { databaseOf, demoOption, withDatabase } from '../house.ts';

const MOST_BYTES = 30_000_000;

async function readBundle(file: string): Promise<string> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch {
    throw new UsageProblem(`${file} cannot be read. Nothing was changed.`);
  }
  if (bytes.length > MOST_BYTES) throw new UsageProblem(`${file} is larger than 30 MB. Nothing was changed.`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UsageProblem(`${file} is not text in UTF-8. Nothing was changed.`);
  }
}

function sentenceOf(file: string, found: ImportedReferral): string {
  const { referral } = found;
  const seen = referral.seenBefore ? ' It was here before; nothing was changed.' : '';
  const takeable = referral.items.filter((item) => item.takeable).length;
  const aside = referral.leftAside.reduce((sum, kind) => sum + kind.count, 0);
  return (
    `${file}: received, ${referral.items.length} items (${takeable} can be taken over), ${aside} left aside.${seen} ` +
    'A person takes them over under Referrals.'
  );
}

export const importCommand: Command = {
  name: 'import',
  usage: 'FILE ...',
  summary: 'Receive referrals (FHIR R4 bundles in JSON).',
  help: [
    'Nothing is taken into a record: the items wait under Referrals for a person. The same file twice changes nothing.',
    'Works beside a running server. Without --as it is recorded as coming from files.',
  ],
  options: { ...demoOption, as: { type: 'string', help: 'Sign-in name of the person who receives it.' } },
  words: { least: 1, most: 1000 },
  run: (given, out) =>
    withDatabase(databaseOf(given.options), async (database, server) => {
      const as = given.options['as'];
      const answers: unknown[] = [];
      const lines: string[] = [];
      let refused = 0;
      for (const file of given.words) {
        const bundle = await readBundle(file);
        try {
          const found = await importReferral(database, server, {
            fileName: basename(file),
            bundle,
            ...(typeof as === 'string' ? { as } : {}),
          });
          lines.push(sentenceOf(file, found));
          answers.push({
            ok: true,
            file,
            referralId: found.referral.referralId,
            seenBefore: found.referral.seenBefore,
            items: found.referral.items.length,
          });
        } catch (error) {
          if (!(error instanceof ImportProblem)) throw error;
          refused += 1;
          lines.push(`${file}: ${error.message}`);
          answers.push({ ok: false, file, sentence: error.message });
        }
      }
      out.result(lines.join('\n'), answers.length === 1 ? answers[0] : answers);
      return refused === 0 ? exit.ok : exit.problem;
    }),
};
