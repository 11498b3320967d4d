/**
 * Groups smaller than this are not shown. 11 is the number of the CMS cell size suppression policy (ResDAC, 2024). That
 * policy goes further for what is published: there no count of 1 to 10 may be told or derived, also not within a group.
 */
export const smallestShown = 11;

/** What stands in place of a number about too few people. It never carries the number. */
export interface Hidden {
  readonly hidden: true;
  readonly why: string;
}

/** A number, or the reason why it is not shown. */
export type Shown<T> = T | Hidden;

/** True where the number is not shown. */
export function isHidden<T>(shown: Shown<T>): shown is Hidden {
  return typeof shown === 'object' && shown !== null && 'hidden' in shown;
}

/** The mark of a number that is not shown. */
export function hiddenUnder(smallest: number): Hidden {
  return {
    hidden: true,
    why: `Fewer than ${smallest} people: hidden so that nobody can be recognised.`,
  };
}
