import type { Control, Hazard } from './hazards.ts';
import { namesTest } from './names-test.ts';
import type { TestTitle } from './test-titles.ts';

const ids = /\[([A-Z]{3}-\d+)\]/g;

/** Titles of the tests of each rule, by the rule's id, both in order. Tests that do not run are left out. */
export function ruleTests(titles: readonly TestTitle[]): Readonly<Record<string, readonly string[]>> {
  const found = new Map<string, Set<string>>();
  for (const { title, runs } of titles)
    if (runs)
      for (const [, id = ''] of title.matchAll(ids)) found.set(id, (found.get(id) ?? new Set()).add(title));
  return Object.fromEntries(
    [...found].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([id, own]) => [id, [...own].toSorted()]),
  );
}

/** A hazard as its page shows it: each test with the titles it stands for. */
export interface HazardShown {
  readonly id: string;
  readonly hazard: string;
  readonly open?: string;
  readonly controls: readonly Control[];
  readonly tests: readonly { readonly named: string; readonly titles: readonly string[] }[];
}

/** Every hazard in the order of its number. */
export function hazardsShown(
  hazards: readonly Hazard[],
  titles: readonly TestTitle[],
): readonly HazardShown[] {
  const running = titles.filter(({ runs }) => runs).map(({ title }) => title);
  const titlesOf = (named: string) =>
    [...new Set(running)].filter((title) => namesTest(named, title)).toSorted();
  return hazards
    .toSorted((a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1)))
    .map(({ id, hazard, open, controls, tests }) => ({
      id,
      hazard,
      ...(open === undefined ? {} : { open }),
      controls,
      tests: tests.map((named) => ({ named, titles: titlesOf(named) })),
    }));
}

/** Two values with the same JSON, however they are laid out. */
export function sameJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
