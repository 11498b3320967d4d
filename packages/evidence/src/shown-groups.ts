import { smallestShown } from './small-group.ts';

/** The people who share one value in every dimension, such as one diagnosis, one route and one regimen. */
export interface CrossedGroup {
  readonly of: readonly string[];
  readonly people: number;
}

/** What is asked for: one value in each dimension, `undefined` for all of them. */
export type GroupAsked = readonly (string | undefined)[];

/** Small numbers are carried in the arithmetic of what can be derived; a remainder below this is none. */
const nothing = 1e-9;

/**
 * Tells which groups may be shown when every one of them can be asked for: all people, one value of a dimension, and any
 * crossing of values. A group is shown when it is large enough and when no sum or difference of the shown ones gives a
 * small one away: neither one group of 1 to 10 people nor the small ones beside each other that have so few together. The
 * largest come first, so that as much as can be told is told. Who knows which crossings are empty learns no more.
 */
export function shownGroups(
  crossed: readonly CrossedGroup[],
  smallest: number = smallestShown,
): (asked: GroupAsked) => boolean {
  const groups = askable(crossed);
  const span = spanWatching(protectedSets(groups, crossed, smallest));
  const shown = new Set<string>();
  const largestFirst = [...groups.values()].toSorted(
    (a, b) => b.people - a.people || b.width - a.width || (a.key < b.key ? -1 : 1),
  );
  for (const { key, people, members } of largestFirst)
    if (people >= smallest && span.takesIn(members)) shown.add(key);
  return (asked) => shown.has(keyOf(asked));
}

interface Askable {
  readonly key: string;
  readonly asked: GroupAsked;
  /** How many dimensions are open. */
  readonly width: number;
  readonly people: number;
  /** One number for each crossed group: 1 when its people belong to this one. */
  readonly members: readonly number[];
}

const keyOf = (asked: GroupAsked): string => JSON.stringify(asked.map((value) => value ?? null));

/** Every group somebody belongs to, by what would be asked for it. */
function askable(crossed: readonly CrossedGroup[]): ReadonlyMap<string, Askable> {
  const places = new Map<string, { readonly asked: GroupAsked; readonly places: Set<number> }>();
  crossed.forEach(({ of, people }, place) => {
    if (people === 0) return;
    for (let open = 0; open < 2 ** of.length; open += 1) {
      const asked = of.map((value, at) => (((open >> at) & 1) === 1 ? undefined : value));
      const key = keyOf(asked);
      const known = places.get(key) ?? { asked, places: new Set<number>() };
      known.places.add(place);
      places.set(key, known);
    }
  });
  return new Map(
    [...places].map(([key, one]) => [
      key,
      {
        key,
        asked: one.asked,
        width: one.asked.filter((value) => value === undefined).length,
        people: [...one.places].reduce((sum, place) => sum + (crossed[place]?.people ?? 0), 0),
        members: crossed.map((_, place) => (one.places.has(place) ? 1 : 0)),
      },
    ]),
  );
}

/** What must not be derived: each small group, and the small ones that one group is divided into when they are few. */
function protectedSets(
  groups: ReadonlyMap<string, Askable>,
  crossed: readonly CrossedGroup[],
  smallest: number,
): readonly (readonly number[])[] {
  const small = [...groups.values()].filter(({ people }) => people < smallest);
  const dimensions = Array.from({ length: crossed[0]?.of.length ?? 0 }, (_, at) => at);
  const beside = dimensions.flatMap((dimension) =>
    [
      ...Map.groupBy(
        small.filter(({ asked }) => asked[dimension] !== undefined),
        ({ asked }) => keyOf(asked.with(dimension, undefined)),
      ).values(),
    ].filter((ones) => ones.length > 1 && ones.reduce((sum, { people }) => sum + people, 0) < smallest),
  );
  const together = beside.map((ones) =>
    crossed.map((_, place) => (ones.some(({ members }) => members[place] === 1) ? 1 : 0)),
  );
  const sets = [...small.map(({ members }) => members), ...together];
  return [...new Map(sets.map((members) => [members.join(''), members])).values()];
}

/** What can be derived from the sums taken in so far, kept reduced; a sum that gives a watched set away stays out. */
function spanWatching(watched: readonly (readonly number[])[]): {
  readonly takesIn: (members: readonly number[]) => boolean;
} {
  const taken: { readonly pivot: number; readonly row: readonly number[] }[] = [];
  let left = watched;
  const without = (row: readonly number[], pivot: number, by: readonly number[]): readonly number[] => {
    const times = (row[pivot] ?? 0) / (by[pivot] ?? 1);
    return Math.abs(times) < nothing ? row : row.map((value, at) => value - times * (by[at] ?? 0));
  };
  const isNothing = (row: readonly number[]) => row.every((value) => Math.abs(value) < nothing);
  return {
    takesIn: (members) => {
      const row = taken.reduce((rest, one) => without(rest, one.pivot, one.row), members);
      const pivot = row.reduce(
        (best, value, at) => (Math.abs(value) > Math.abs(row[best] ?? 0) ? at : best),
        0,
      );
      if (isNothing(row)) return true;
      const next = left.map((one) => without(one, pivot, row));
      if (next.some(isNothing)) return false;
      taken.push({ pivot, row });
      left = next;
      return true;
    },
  };
}
