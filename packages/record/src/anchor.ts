import { open, readFile, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Instant } from '@evenkeel/quantities';

/** The head of one chain: a session's log or an audit chain. `hash` is lower-case hex. */
export interface AnchorHead {
  readonly kind: 'session' | 'audit';
  readonly clinicId: string;
  readonly id: string;
  readonly sequence: number;
  readonly hash: string;
}

/** A head as it stands in the anchor file. */
export interface Anchor extends AnchorHead {
  readonly at: Instant;
}

/** The anchor file: heads of chains, kept outside the database so that a cut-off tail is found. */
export interface Anchors {
  /** Remembers a head to be written at the next {@link write}; only the newest head of a chain is kept. */
  changed(head: AnchorHead): void;
  /** Writes every remembered head and waits for the disk. */
  write(at: Instant): Promise<void>;
  readonly written: () => { readonly at: Instant | undefined; readonly count: number };
  close(at: Instant): Promise<void>;
}

/**
 * Opens the anchor file for appending, making it when needed. A last line that a power cut tore is cut off: it was never
 * whole, and its head is anchored again. `report` hears when the disk refuses; the heads then wait for the next write.
 */
export async function openAnchors(
  path: string,
  report: (event: { readonly event: string; readonly code: string }) => void = () => undefined,
): Promise<Anchors> {
  const file: FileHandle = await open(path, 'a+', 0o600);
  await cutTornLine(file);
  await syncFolderOf(path);
  const waiting = new Map<string, AnchorHead>();
  let count = 0;
  let last: Instant | undefined;
  let chain: Promise<void> = Promise.resolve();
  let closed = false;
  const remember = (head: AnchorHead) => {
    const key = `${head.kind}/${head.clinicId}/${head.id}`;
    const known = waiting.get(key);
    if (known === undefined || known.sequence <= head.sequence) waiting.set(key, head);
  };
  const flush = async (at: Instant) => {
    if (waiting.size === 0 || closed) return;
    const heads = [...waiting.values()];
    waiting.clear();
    try {
      await cutTornLine(file);
      await file.appendFile(
        heads.map((head) => `${JSON.stringify({ ...head, at } satisfies Anchor)}\n`).join(''),
      );
      await file.datasync();
      count += heads.length;
      last = at;
    } catch (error) {
      for (const head of heads) remember(head);
      report({ event: 'anchors-not-written', code: (error as NodeJS.ErrnoException).code ?? 'unknown' });
    }
  };
  const write = async (at: Instant) => {
    chain = chain.then(async () => await flush(at));
    await chain;
  };
  return {
    changed: remember,
    write,
    written: () => ({ at: last, count }),
    async close(at) {
      if (closed) return;
      await write(at);
      closed = true;
      await file.close();
    },
  };
}

/** Cuts off what stands after the last line end. */
async function cutTornLine(file: FileHandle): Promise<void> {
  const { size } = await file.stat();
  const step = 4_096;
  for (let end = size; end > 0; end = Math.max(0, end - step)) {
    const start = Math.max(0, end - step);
    const { bytesRead, buffer } = await file.read(Buffer.alloc(end - start), 0, end - start, start);
    const lineEnd = buffer.subarray(0, bytesRead).lastIndexOf(10);
    if (lineEnd < 0) continue;
    if (start + lineEnd + 1 < size) await file.truncate(start + lineEnd + 1);
    return;
  }
  if (size > 0) await file.truncate(0);
}

async function syncFolderOf(path: string): Promise<void> {
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** The anchors of a text, and the numbers of the lines that cannot be read. */
export interface AnchorLines {
  readonly anchors: readonly Anchor[];
  readonly broken: readonly number[];
}

/** Reads an anchor file. A torn last line (a power cut) is left out; any other line that cannot be read is named. */
export async function readAnchors(path: string): Promise<AnchorLines> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { anchors: [], broken: [] };
    throw error;
  }
  const anchors: Anchor[] = [];
  const broken: number[] = [];
  text
    .split('\n')
    .slice(0, -1)
    .forEach((line, index) => {
      const anchor = anchorOf(line);
      if (anchor === undefined) broken.push(index + 1);
      else anchors.push(anchor);
    });
  return { anchors, broken };
}

function anchorOf(line: string): Anchor | undefined {
  try {
    const value = JSON.parse(line) as Partial<Anchor> | null;
    return value !== null &&
      (value.kind === 'session' || value.kind === 'audit') &&
      typeof value.clinicId === 'string' &&
      typeof value.id === 'string' &&
      typeof value.sequence === 'number' &&
      typeof value.hash === 'string' &&
      typeof value.at === 'string'
      ? (value as Anchor)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Adds the lines of a backup's anchor file that are not in this one yet. */
export async function mergeAnchors(path: string, text: string): Promise<void> {
  const file = await open(path, 'a+', 0o600);
  try {
    await cutTornLine(file);
    const known = new Set((await file.readFile('utf8')).split('\n'));
    const missing = text.split('\n').filter((line) => line !== '' && !known.has(line));
    if (missing.length > 0) await file.appendFile(missing.map((line) => `${line}\n`).join(''));
    await file.sync();
  } finally {
    await file.close();
  }
}
