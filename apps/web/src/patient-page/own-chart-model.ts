import type { OwnProgressView } from '@evenkeel/contract';

export type OwnPoint = OwnProgressView['charts'][number]['points'][number];
interface Dot {
  readonly at: number;
  readonly total: number;
}

/** Answers further apart than this are not joined by a line. Days. Ours: longer than a month's schedule. */
const gapDays = 45;
const dayMs = 86_400_000;

/** The stretches of a line: a point without a total ends one, and so does a long time without an answer. */
export function stretches(points: readonly OwnPoint[]): readonly (readonly Dot[])[] {
  const found: Dot[][] = [];
  let open: Dot[] | undefined;
  for (const { at, total } of points.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))) {
    const ms = Date.parse(at);
    if (total === undefined) {
      open = undefined;
      continue;
    }
    const last = open?.at(-1);
    if (open === undefined || last === undefined || ms - last.at > gapDays * dayMs) {
      open = [];
      found.push(open);
    }
    open.push({ at: ms, total });
  }
  return found;
}

/** Whole numbers to print at the axis, ends included. */
export function ticksOf({ from, to }: OwnProgressView['charts'][number]['range']): readonly number[] {
  const span = to - from;
  const parts = [3, 4, 2, 5].find((count) => span % count === 0) ?? 1;
  return Array.from({ length: parts + 1 }, (_, index) => from + (index * span) / parts);
}

/** The last mark of each day, in the order of time. */
export function lastOfDay<M extends { readonly at: string }>(
  marks: readonly M[],
  dayOf: (at: string) => string,
): readonly M[] {
  const byDay = new Map<string, M>();
  for (const mark of marks.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))) {
    const day = dayOf(mark.at);
    byDay.delete(day);
    byDay.set(day, mark);
  }
  return [...byDay.values()];
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** Room that a short label beside a line takes. Pixels of the drawing. */
const labelSize = { width: 112, height: 14, above: 5, below: 15 } as const;

/** Where a label beside a level line covers least of the drawn lines: at its right or left end, above or below it. */
export function quietPlace(
  drawn: readonly (readonly Place[])[],
  box: {
    readonly from: number;
    readonly to: number;
    readonly line: number;
    readonly top: number;
    readonly bottom: number;
  },
): Place & { readonly anchor: 'start' | 'end' } {
  const dots = drawn.flatMap((line) =>
    line.flatMap((dot, index) => {
      const next = line[index + 1] ?? dot;
      return Array.from({ length: 12 }, (_, step) => ({
        x: dot.x + ((next.x - dot.x) * step) / 12,
        y: dot.y + ((next.y - dot.y) * step) / 12,
      }));
    }),
  );
  const places = (['end', 'start'] as const).flatMap((anchor) =>
    [-labelSize.above, labelSize.below].map((off) => {
      const x = anchor === 'end' ? box.to : box.from;
      const y = box.line + off;
      const left = anchor === 'end' ? x - labelSize.width : x;
      const covered = dots.filter(
        (dot) =>
          dot.x > left - 4 &&
          dot.x < left + labelSize.width + 4 &&
          dot.y > y - labelSize.height &&
          dot.y < y + 4,
      ).length;
      const isOutside = y - labelSize.height < box.top - 8 || y > box.bottom - 8;
      return { x, y, anchor, cost: covered + (isOutside ? 1_000 : 0) };
    }),
  );
  const best = places.reduce((least, one) => (one.cost < least.cost ? one : least));
  return { x: best.x, y: best.y, anchor: best.anchor };
}
