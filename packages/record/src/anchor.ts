import { open, readFile, type FileHandle } from 'node:fs/promises';
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

/** Opens the anchor file for appending, making it when needed. */
export async function openAnchors(path: string): Promise<Anchors> {
  const file: FileHandle = await open(path, 'a', 0o600);
  const waiting = new Map<string, AnchorHead>();
  let count = 0;
  let last: Instant | undefined;
  let chain: Promise<void> = Promise.resolve();
  let closed = false;
  const flush = async (at: Instant) => {
    if (waiting.size === 0 || closed) return;
    const heads = [...waiting.values()];
    waiting.clear();
    await file.appendFile(
      heads.map((head) => `${JSON.stringify({ ...head, at } satisfies Anchor)}\n`).join(''),
    );
    await file.datasync();
    count += heads.length;
    last = at;
  };
  const write = async (at: Instant) => {
    chain = chain.then(async () => await flush(at));
    await chain;
  };
  return {
    changed(head) {
      const key = `${head.kind}/${head.clinicId}/${head.id}`;
      const known = waiting.get(key);
      if (known === undefined || known.sequence <= head.sequence) waiting.set(key, head);
    },
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

/** Reads an anchor file. A half-written last line (a power cut) is left out; any other broken line is an error. */
export async function readAnchors(path: string): Promise<readonly Anchor[]> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  const lines = text.split('\n');
  const torn = lines.pop();
  const anchors = lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Anchor);
  if (torn !== undefined && torn !== '') {
    try {
      anchors.push(JSON.parse(torn) as Anchor);
    } catch {
      // The power went while this line was written; the head it would have named is anchored again later.
    }
  }
  return anchors;
}
