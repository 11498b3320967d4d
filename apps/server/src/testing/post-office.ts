import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A mail server or a text service that runs beside the test. */
export interface PostOffice<T> {
  readonly port: number;
  /** What it has taken, oldest first. */
  taken(): readonly T[];
  /** Says what it does from now on; see the file. */
  become(mode: string): Promise<void>;
  stop(): void;
}

/** Starts one of the servers of this folder in a process of its own. */
export async function openPostOffice<T>(
  file: 'mail-server.ts' | 'text-service.ts',
  ...more: string[]
): Promise<PostOffice<T>> {
  const folder = mkdtempSync(join(tmpdir(), 'evenkeel-post-'));
  const box = join(folder, 'taken.jsonl');
  writeFileSync(box, '');
  const child = spawn(process.execPath, [join(import.meta.dirname, file), box, ...more], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const { value = '{}' } = await lines.next();
  const { port } = JSON.parse(value) as { readonly port: number };
  return {
    port,
    taken: () =>
      readFileSync(box, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as T),
    become: async (mode) => {
      child.stdin.write(`${mode}\n`);
      await lines.next();
    },
    stop: () => {
      child.stdin.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Waits until something is there, looking ten times a second. */
export async function soon<T>(look: () => Promise<T | undefined> | T | undefined, what: string): Promise<T> {
  const until = Date.now() + 15_000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > until) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
