import { chiSquaredTail } from './distribution.ts';
import type { FollowedTime } from './kaplan-meier.ts';

/** A comparison of groups over time. Nothing is told where fewer than two groups could have had the event. */
export interface LogRank {
  readonly chiSquared?: number;
  readonly degreesOfFreedom?: number;
  readonly p?: number;
  /** Events seen in each group, and expected if all had been alike, in the order given. */
  readonly groups: readonly { readonly n: number; readonly observed: number; readonly expected: number }[];
}

/** The log-rank test of two or more groups (Mantel 1966; Peto 1972), unweighted and unstratified. */
export function logRank(groups: readonly (readonly FollowedTime[])[]): LogRank {
  const known = groups.map((group) => group.filter(({ time }) => time >= 0 && Number.isFinite(time)));
  const times = [...new Set(known.flat().flatMap(({ time, event }) => (event ? [time] : [])))].toSorted(
    (a, b) => a - b,
  );
  const expected = known.map(() => 0);
  const variance = known.map(() => known.map(() => 0));
  const stays = known.map((group) => Float64Array.from(group, ({ time }) => time).toSorted());
  const deaths = known.map((group) =>
    Float64Array.from(
      group.filter(({ event }) => event),
      ({ time }) => time,
    ).toSorted(),
  );
  const gone = known.map(() => 0);
  const died = known.map(() => 0);
  for (const time of times) {
    const atRisk = stays.map((stay, g) => {
      let place = gone[g] ?? 0;
      while ((stay[place] ?? Infinity) < time) place += 1;
      gone[g] = place;
      return stay.length - place;
    });
    const events = sum(
      deaths.map((list, g) => {
        const from = died[g] ?? 0;
        let place = from;
        while (list[place] === time) place += 1;
        died[g] = place;
        return place - from;
      }),
    );
    const all = sum(atRisk);
    const spread = all > 1 ? (events * (all - events)) / (all - 1) : 0;
    atRisk.forEach((n, g) => {
      expected[g] = (expected[g] ?? 0) + (events * n) / all;
      const row = variance[g] ?? [];
      atRisk.forEach((m, h) => {
        row[h] = (row[h] ?? 0) + spread * (n / all) * ((g === h ? 1 : 0) - m / all);
      });
    });
  }
  const told = known.map((group, g) => ({
    n: group.length,
    observed: died[g] ?? 0,
    expected: expected[g] ?? 0,
  }));
  const counted = told.flatMap((group, g) => (group.expected > 0 ? [g] : []));
  const free = counted.slice(1);
  if (free.length === 0) return { groups: told };
  const differences = free.map((g) => (told[g]?.observed ?? 0) - (told[g]?.expected ?? 0));
  const solved = solve(
    free.map((g) => free.map((h) => variance[g]?.[h] ?? 0)),
    differences,
  );
  if (solved === undefined) return { groups: told };
  const chiSquared = sum(differences.map((one, i) => one * (solved[i] ?? 0)));
  const degreesOfFreedom = free.length;
  return { chiSquared, degreesOfFreedom, p: chiSquaredTail(chiSquared, degreesOfFreedom), groups: told };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Solves a small symmetric positive system by elimination; undefined when it has no single solution. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] | undefined {
  const rows = matrix.map((row, i) => [...row, right[i] ?? 0]);
  const size = rows.length;
  for (let i = 0; i < size; i += 1) {
    const pivotRow = rows[i] ?? [];
    const pivot = pivotRow[i] ?? 0;
    if (!(pivot > 1e-12)) return undefined;
    for (let j = i + 1; j < size; j += 1) {
      const row = rows[j] ?? [];
      const factor = (row[i] ?? 0) / pivot;
      for (let k = i; k <= size; k += 1) row[k] = (row[k] ?? 0) - factor * (pivotRow[k] ?? 0);
    }
  }
  const solution = right.map(() => 0);
  for (let i = size - 1; i >= 0; i -= 1) {
    const row = rows[i] ?? [];
    let value = row[size] ?? 0;
    for (let k = i + 1; k < size; k += 1) value -= (row[k] ?? 0) * (solution[k] ?? 0);
    solution[i] = value / (row[i] ?? 1);
  }
  return solution;
}
