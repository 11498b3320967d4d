import { elapsedMs, type Uuid } from '@evenkeel/quantities';
import { limit } from '../policy/default-policy.ts';
import type { Policy } from '../policy/policy.ts';
import { compareEntries, type Entry, type EntryType, type Recorded } from './entry.ts';
import type { TimelineItem } from './session-state.ts';

type Logged = Entry & Partial<Recorded>;

/** The log in reader's order, each id once, with what corrects what. */
export interface Timeline {
  readonly items: readonly TimelineItem[];
  /** Entries that count: neither corrected nor retracted, and not themselves a retraction. */
  readonly current: readonly Logged[];
  readonly problems: readonly string[];
}

/**
 * Builds the timeline. The same entry twice is one entry; the copy that carries the server's data is kept. A correction
 * stands for the entry it names, of the same type; a chain of corrections is followed; two corrections of one entry are
 * both kept, the later one counts and the clash is said.
 */
export function buildTimeline(entries: readonly Logged[], policy: Policy): Timeline {
  const byId = new Map<Uuid, Logged>();
  for (const entry of entries) {
    const known = byId.get(entry.id);
    if (known === undefined || (known.sequence === undefined && entry.sequence !== undefined))
      byId.set(entry.id, entry);
  }
  const ordered = [...byId.values()].toSorted(compareEntries);
  const problems: string[] = [];
  const replacedBy = new Map<Uuid, Logged>();
  // Corrections are weighed in the order they were made (device time), not in the order of what they are about.
  const corrections = ordered
    .filter((entry) => entry.corrects !== undefined)
    .toSorted((a, b) =>
      a.deviceTime < b.deviceTime ? -1 : a.deviceTime > b.deviceTime ? 1 : compareEntries(a, b),
    );
  const ignored = new Set<Uuid>();
  for (const entry of corrections) {
    const target = byId.get(entry.corrects ?? '');
    if (target === undefined) {
      ignored.add(entry.id);
      problems.push('A correction names an entry that is not here.');
    } else if (entry.type !== 'retraction' && entry.type !== target.type) {
      ignored.add(entry.id);
      problems.push('A correction is of another kind than what it corrects.');
    } else {
      if (replacedBy.has(target.id))
        problems.push('An entry was corrected twice; the later correction counts.');
      replacedBy.set(target.id, entry);
    }
  }
  const lateMs = limit(policy, 'lateEntryMinutes') * 60_000;
  const items = ordered.map((entry): TimelineItem => {
    const by = replacedBy.get(entry.id);
    const superseded = by !== undefined || isOvertaken(entry, replacedBy);
    return {
      entry,
      current: !superseded && !ignored.has(entry.id),
      ...(by === undefined ? {} : { correctedBy: by.id }),
      retracted: by?.type === 'retraction',
      late: elapsedMs(entry.clinicalTime, entry.deviceTime) > lateMs,
      afterSigning: entry.amendment ?? false,
    };
  });
  return {
    items,
    current: items
      .filter((item) => item.current && item.entry.type !== 'retraction')
      .map((item) => item.entry),
    problems: [...new Set(problems)],
  };
}

/** True for a correction whose place another correction of the same entry took. */
function isOvertaken(entry: Logged, replacedBy: ReadonlyMap<Uuid, Logged>): boolean {
  return (
    entry.corrects !== undefined &&
    replacedBy.has(entry.corrects) &&
    replacedBy.get(entry.corrects)?.id !== entry.id
  );
}

/** The counting entries of one type, in reader's order. */
export function ofType<T extends EntryType>(
  entries: readonly Logged[],
  type: T,
): readonly Extract<Logged, { type: T }>[] {
  return entries.filter((entry): entry is Extract<Logged, { type: T }> => entry.type === type);
}
