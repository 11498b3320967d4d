import { nameKey, folded } from '@evenkeel/record';

/** What two registrations are compared by. */
export interface WhoIsIt {
  readonly family: string;
  readonly given: string;
  readonly birthDate: string;
}

/**
 * True when two registrations may be one person: the same birth date and a name that is the same, swapped, mistyped or
 * shortened; or exactly the same name and a birth date that differs by one digit or by day and month changed over.
 * Shown to a person, never acted on.
 */
export function isLikelyDuplicate(a: WhoIsIt, b: WhoIsIt): boolean {
  if (a.birthDate === b.birthDate) return namesAlike(a, b);
  const sameName =
    nameKey(a.family, a.given) === nameKey(b.family, b.given) ||
    nameKey(a.family, a.given) === nameKey(b.given, b.family);
  return sameName && datesAlike(a.birthDate, b.birthDate);
}

function namesAlike(a: WhoIsIt, b: WhoIsIt): boolean {
  const [af, ag, bf, bg] = [folded(a.family), folded(a.given), folded(b.family), folded(b.given)];
  return (alike(af, bf) && alike(ag, bg)) || (alike(af, bg) && alike(ag, bf));
}

/** The same name, one typing error (two in a long name), one of several names, or an initial. */
function alike(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length === 0) return false;
  const words = long.split(' ');
  if (short.split(' ').every((word) => words.includes(word))) return true;
  // "Jon" and "Jonathan", "A" and "Anna".
  if (words[0]?.startsWith(short) === true) return true;
  return editDistance(a, b) <= (long.length >= 7 ? 2 : 1);
}

/** Insertions, deletions, changes and swaps of neighbours between two short texts. */
export function editDistance(a: string, b: string): number {
  const width = b.length + 1;
  const cost: number[] = Array.from({ length: (a.length + 1) * width }, () => 0);
  const at = (i: number, j: number) => cost[i * width + j] ?? 0;
  for (let i = 0; i <= a.length; i += 1) cost[i * width] = i;
  for (let j = 0; j <= b.length; j += 1) cost[j] = j;
  for (let i = 1; i <= a.length; i += 1) {
    for (let j = 1; j <= b.length; j += 1) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + change);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, at(i - 2, j - 2) + 1);
      cost[i * width + j] = least;
    }
  }
  return at(a.length, b.length);
}

function datesAlike(a: string, b: string): boolean {
  const different = Array.from(a).filter((digit, i) => digit !== b[i]).length;
  const [ay, am, ad] = a.split('-');
  const [by, bm, bd] = b.split('-');
  return different === 1 || (ay === by && am === bd && ad === bm);
}
