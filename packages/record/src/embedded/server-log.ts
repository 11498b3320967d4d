import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { open, rename, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';

const LARGEST_LOG = 5 * 1024 * 1024;

/** Whether a program's output says that the disk, not the shared memory, is full. */
export const isFullMessage = (text: string): boolean =>
  text
    .split('\n')
    .some((line) => /No space left on device|Disk quota exceeded/.test(line) && !/shared memory/.test(line));

/** Whether the server refused because of another, perhaps dead, server on the folder. */
export const isLeftoverMessage = (text: string): boolean =>
  /lock file ".*" already exists|pre-existing shared memory block|could not create lock file/.test(text);

/** Opens the server's log to be appended to; a large one becomes `.1` first. */
export async function openLog(file: string): Promise<FileHandle> {
  const size = (await stat(file).catch(() => null))?.size ?? 0;
  if (size > LARGEST_LOG) await rename(file, `${file}.1`);
  const handle = await open(file, 'a', 0o600);
  await handle.chmod(0o600);
  return handle;
}

/** What was written to the log since an offset, at most the last 8,000 characters. */
export function readSince(file: string, offset: number): string {
  let fd: number;
  try {
    fd = openSync(file, 'r');
  } catch {
    return '';
  }
  try {
    const size = fstatSync(fd).size;
    const from = Math.max(offset, size - 8000);
    const buffer = Buffer.alloc(Math.max(0, size - from));
    readSync(fd, buffer, 0, buffer.length, from);
    return buffer.toString('utf8');
  } finally {
    closeSync(fd);
  }
}
