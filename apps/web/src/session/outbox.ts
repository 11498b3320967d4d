import type { Entry, RecordedEntry } from '@evenkeel/protocol';
import type { Uuid } from '@evenkeel/quantities';

/** Why the server would not take an entry, in its own words. */
export interface EntryRefusal {
  readonly code: string;
  readonly sentence: string;
}

/** An entry that is on this device and not on the server: waiting to be sent, or refused. */
export interface OutboxRow {
  readonly entry: Entry;
  readonly refusal?: EntryRefusal;
}

/** Where an entry is. Nothing is called more than it is. */
export type EntryPlace = 'device' | 'server' | 'refused';

/** What this device knows of a session's log. */
export interface SessionLog {
  readonly recorded: ReadonlyMap<Uuid, RecordedEntry>;
  readonly outbox: ReadonlyMap<Uuid, OutboxRow>;
}

export type LogEvent =
  /** Entries that are durable in this browser now. */
  | { readonly kind: 'kept'; readonly entries: readonly Entry[] }
  /** Entries that the server says are on its disk. */
  | { readonly kind: 'recorded'; readonly entries: readonly RecordedEntry[] }
  | { readonly kind: 'refused'; readonly refusals: readonly ({ readonly id: Uuid } & EntryRefusal)[] }
  /** A person asked for a refused entry to be sent again. */
  | { readonly kind: 'again'; readonly id: Uuid }
  /** A person decided that a refused entry is left out. */
  | { readonly kind: 'dismissed'; readonly id: Uuid }
  /** What another tab of this browser left in the shared store. */
  | {
      readonly kind: 'stored';
      readonly recorded: readonly RecordedEntry[];
      readonly outbox: readonly OutboxRow[];
    };

export const emptyLog: SessionLog = Object.freeze({ recorded: new Map(), outbox: new Map() });

/**
 * The log after one event. An entry the server has never leaves `recorded` and never stays in the outbox; an entry in
 * the outbox leaves it only for the server or by a person's choice. Repeats and any order give the same log.
 */
export function logAfter(log: SessionLog, event: LogEvent): SessionLog {
  switch (event.kind) {
    case 'kept': {
      const outbox = new Map(log.outbox);
      for (const entry of event.entries)
        if (!log.recorded.has(entry.id) && !outbox.has(entry.id)) outbox.set(entry.id, { entry });
      return { ...log, outbox };
    }
    case 'recorded': {
      if (event.entries.length === 0) return log;
      const recorded = new Map(log.recorded);
      const outbox = new Map(log.outbox);
      for (const entry of event.entries) {
        recorded.set(entry.id, entry);
        outbox.delete(entry.id);
      }
      return { recorded, outbox };
    }
    case 'refused': {
      const outbox = new Map(log.outbox);
      for (const { id, code, sentence } of event.refusals) {
        const row = outbox.get(id);
        if (row !== undefined) outbox.set(id, { entry: row.entry, refusal: { code, sentence } });
      }
      return { ...log, outbox };
    }
    case 'again': {
      const row = log.outbox.get(event.id);
      if (row === undefined) return log;
      return { ...log, outbox: new Map(log.outbox).set(event.id, { entry: row.entry }) };
    }
    case 'dismissed': {
      if (log.outbox.get(event.id)?.refusal === undefined) return log;
      const outbox = new Map(log.outbox);
      outbox.delete(event.id);
      return { ...log, outbox };
    }
    case 'stored': {
      const recorded = new Map(log.recorded);
      for (const entry of event.recorded) recorded.set(entry.id, entry);
      const outbox = new Map<Uuid, OutboxRow>();
      for (const row of event.outbox) if (!recorded.has(row.entry.id)) outbox.set(row.entry.id, row);
      return { recorded, outbox };
    }
  }
}

/** Where one entry is; undefined when this device does not have it. */
export function placeOf(log: SessionLog, id: Uuid): EntryPlace | undefined {
  if (log.recorded.has(id)) return 'server';
  const row = log.outbox.get(id);
  return row === undefined ? undefined : row.refusal === undefined ? 'device' : 'refused';
}

/** What a fold is made of: everything but what was refused. */
export function countingEntries(log: SessionLog): readonly (Entry & Partial<RecordedEntry>)[] {
  return [...log.recorded.values(), ...waiting(log).map((row) => row.entry)];
}

function waiting(log: SessionLog): readonly OutboxRow[] {
  return [...log.outbox.values()].filter((row) => row.refusal === undefined);
}

/**
 * What to send next, in the order it was typed. Only the signed-in person's own entries go: another's wait on the
 * device until that person signs in here.
 */
export function toSend(log: SessionLog, authorId: Uuid, most = 100): readonly Entry[] {
  return waiting(log)
    .map((row) => row.entry)
    .filter((entry) => entry.authorId === authorId)
    .toSorted((a, b) => a.deviceSequence - b.deviceSequence)
    .slice(0, most);
}

/** How many entries wait, of whom, and how many were refused. */
export function unsent(
  log: SessionLog,
  authorId: Uuid,
): { readonly own: number; readonly others: number; readonly refused: number } {
  const rows = [...log.outbox.values()];
  const open = rows.filter((row) => row.refusal === undefined);
  const own = open.filter((row) => row.entry.authorId === authorId).length;
  return { own, others: open.length - own, refused: rows.length - open.length };
}

/** The last sequence up to which nothing is missing; a stream resumes after it. */
export function contiguousHead(log: SessionLog): number {
  const sequences = [...log.recorded.values()].map((entry) => entry.sequence).toSorted((a, b) => a - b);
  let head = 0;
  for (const sequence of sequences) {
    if (sequence > head + 1) break;
    head = Math.max(head, sequence);
  }
  return head;
}

/** Pause before the next try: 1, 2, 4 ... 30 seconds, so that a server that comes back is not stormed. */
export function backoffMs(failures: number, jitter: number): number {
  const base = Math.min(30_000, 1_000 * 2 ** Math.max(0, failures - 1));
  return Math.round(base * (0.8 + 0.4 * jitter));
}
