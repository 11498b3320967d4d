import { writeFile } from 'node:fs/promises';
import { UsageProblem, type Output } from './command.ts';

/** Writes a file that was asked for and says so. Throws UsageProblem when it cannot be written. */
export async function save(file: string, content: string, out: Output): Promise<void> {
  try {
    await writeFile(file, content);
  } catch (error) {
    throw new UsageProblem(`The file ${file} could not be written: ${(error as Error).message}`);
  }
  out.progress(`Wrote ${file}.`);
}
