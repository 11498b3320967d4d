import { canonicalJson, elapsedMs, type Json, type Uuid } from '@evenkeel/quantities';
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
 * stands for the entry it names, of the same type; a chain of corrections is followed; of two corrections of one entry
 * the later counts and the clash is said. A correction that was itself taken back no longer corrects: what it had
 * replaced counts again.
 */
export function buildTimeline(entries: readonly Logged[], policy: Policy): Timeline {
  const { ordered, winner, stands, problems } = weigh(entries);
  const lateMs = limit(policy, 'lateEntryMinutes') * 60_000;
  const items = ordered.map((entry): TimelineItem => {
    const by = winner(entry.id);
    return {
      entry,
      current: stands(entry),
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
    problems: [...problems].toSorted(),
  };
}

/**
 * The entries that count, in reader's order, as {@link buildTimeline} tells them: of some types of a log, such as adverse
 * events, as of a whole log, when its retractions are among them.
 */
export function standingEntries(entries: readonly Logged[]): readonly Logged[] {
  const { ordered, stands } = weigh(entries);
  return ordered.filter((entry) => entry.type !== 'retraction' && stands(entry));
}

/** Each entry once, in order, with the correction that counts for it and whether it stands itself. */
function weigh(entries: readonly Logged[]): {
  readonly ordered: readonly Logged[];
  readonly winner: (id: Uuid) => Logged | undefined;
  readonly stands: (entry: Logged) => boolean;
  readonly problems: ReadonlySet<string>;
} {
  const problems = new Set<string>();
  const byId = onceEach(entries, problems);
  const ordered = [...byId.values()].toSorted(compareEntries);
  const { winner, ignored } = corrections(ordered, byId, problems);
  const stands = (entry: Logged): boolean => {
    const overtaken =
      entry.corrects !== undefined && !ignored.has(entry.id) && winner(entry.corrects)?.id !== entry.id;
    return winner(entry.id) === undefined && !overtaken && !ignored.has(entry.id);
  };
  return { ordered, winner, stands, problems };
}

/** Each id once. Two different texts under one id are a fault of a device: one is kept by rule, and it is said. */
function onceEach(entries: readonly Logged[], problems: Set<string>): ReadonlyMap<Uuid, Logged> {
  const byId = new Map<Uuid, Logged>();
  for (const entry of entries) {
    const known = byId.get(entry.id);
    if (known === undefined) byId.set(entry.id, entry);
    else if (known !== entry) {
      const [before, after] = [madeText(known), madeText(entry)];
      if (before !== after) problems.add('Two different entries carry the same id; one is shown.');
      const better =
        (known.sequence === undefined) === (entry.sequence === undefined)
          ? after < before
          : known.sequence === undefined;
      if (better) byId.set(entry.id, entry);
    }
  }
  return byId;
}

/** What was made on the device, without what the server added. */
function madeText(entry: Logged): string {
  const made: Record<string, unknown> = { ...entry };
  for (const added of ['sequence', 'serverTime', 'previousHash', 'hash', 'amendment']) delete made[added];
  return canonicalJson(made as unknown as Json);
}

/** Finds which correction counts for each entry. They are weighed in the order they were made (device time). */
function corrections(
  ordered: readonly Logged[],
  byId: ReadonlyMap<Uuid, Logged>,
  problems: Set<string>,
): { readonly winner: (id: Uuid) => Logged | undefined; readonly ignored: ReadonlySet<Uuid> } {
  const ignored = new Set<Uuid>();
  const ofTarget = new Map<Uuid, Logged[]>();
  const made = ordered
    .filter((entry) => entry.corrects !== undefined || entry.type === 'retraction')
    .toSorted((a, b) =>
      a.deviceTime < b.deviceTime ? -1 : a.deviceTime > b.deviceTime ? 1 : compareEntries(a, b),
    );
  for (const entry of made) {
    const target = entry.corrects === undefined ? undefined : byId.get(entry.corrects);
    if (target === undefined) {
      ignored.add(entry.id);
      problems.add('A correction names an entry that is not here.');
    } else if (entry.type !== 'retraction' && entry.type !== target.type) {
      ignored.add(entry.id);
      problems.add('A correction is of another kind than what it corrects.');
    } else if (goesInCircle(entry, byId)) {
      ignored.add(entry.id);
      problems.add('Corrections name each other in a circle.');
    } else {
      ofTarget.set(target.id, [...(ofTarget.get(target.id) ?? []), entry]);
    }
  }
  const found = new Map<Uuid, Logged | undefined>();
  const winner = (id: Uuid): Logged | undefined => {
    if (found.has(id)) return found.get(id);
    const standing = (ofTarget.get(id) ?? []).filter((entry) => winner(entry.id)?.type !== 'retraction');
    if (standing.length > 1) problems.add('An entry was corrected twice; the later correction counts.');
    const last = standing.at(-1);
    found.set(id, last);
    return last;
  };
  for (const { id } of ordered) winner(id);
  return { winner, ignored };
}

function goesInCircle(entry: Logged, byId: ReadonlyMap<Uuid, Logged>): boolean {
  const seen = new Set<Uuid>();
  let at: Logged | undefined = entry;
  while (at?.corrects !== undefined) {
    if (seen.has(at.id)) return true;
    seen.add(at.id);
    at = byId.get(at.corrects);
  }
  return false;
}

/** The counting entries of one type, in reader's order. */
export function ofType<T extends EntryType>(
  entries: readonly Logged[],
  type: T,
): readonly Extract<Logged, { type: T }>[] {
  return entries.filter((entry): entry is Extract<Logged, { type: T }> => entry.type === type);
}
