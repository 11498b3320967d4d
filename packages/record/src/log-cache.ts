import type { Uuid } from '@evenkeel/quantities';
import type { RecordedEntry } from '@evenkeel/protocol';
import { noHash } from './hash.ts';
import { isFirst } from './log-refusal.ts';

/** One session's log as this process knows it; true as far as its head, as a log only grows. */
export interface KnownLog {
  /** The session as it was when its row was last locked; absent until then. */
  session: { readonly patientId: Uuid; readonly state: string } | undefined;
  readonly entries: RecordedEntry[];
  readonly byId: Map<Uuid, RecordedEntry>;
  /** Kinds of which a session has one and which are there. */
  readonly firsts: Set<string>;
}

/** Logs lately written to, so that an append reads only what other processes added. */
export interface LogCache {
  of(clinicId: Uuid, sessionId: Uuid): KnownLog;
  /** After a failed commit what was added in memory is not known to stand. */
  forget(clinicId: Uuid, sessionIds: Iterable<Uuid>): void;
}

const logsAtMost = 300;

export function openLogCache(): LogCache {
  const logs = new Map<string, KnownLog>();
  return Object.freeze({
    of(clinicId: Uuid, sessionId: Uuid): KnownLog {
      const key = `${clinicId}/${sessionId}`;
      const known = logs.get(key) ?? {
        session: undefined,
        entries: [],
        byId: new Map(),
        firsts: new Set(),
      };
      logs.delete(key);
      logs.set(key, known);
      if (logs.size > logsAtMost) logs.delete(logs.keys().next().value ?? '');
      return known;
    },
    forget(clinicId: Uuid, sessionIds: Iterable<Uuid>) {
      for (const sessionId of sessionIds) logs.delete(`${clinicId}/${sessionId}`);
    },
  });
}

/** Where a log ends: the number and hash of its last entry. */
export function headOfLog(log: KnownLog): { readonly sequence: number; readonly hash: string } {
  const last = log.entries.at(-1);
  return { sequence: last?.sequence ?? 0, hash: last?.hash ?? noHash };
}

/** Adds an entry at the end. */
export function grow(log: KnownLog, entry: RecordedEntry): void {
  log.entries.push(entry);
  log.byId.set(entry.id, entry);
  if (isFirst(entry)) log.firsts.add(entry.type);
}

/** Takes back what was added after a sequence and never committed. */
export function cutBack(log: KnownLog, sequence: number): void {
  for (
    let last = log.entries.at(-1);
    last !== undefined && last.sequence > sequence;
    last = log.entries.at(-1)
  ) {
    log.entries.pop();
    log.byId.delete(last.id);
    // Only the first of its kind is ever added, so none is left when it goes.
    if (isFirst(last)) log.firsts.delete(last.type);
  }
}
