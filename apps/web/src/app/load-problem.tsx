import { useMe } from './api.ts';
import { momentText } from './format.ts';
import { ProblemBox } from './problem-box.tsx';
import { Button } from './ui.tsx';
import { instantOf } from '@evenkeel/quantities';
import { words } from '../words/en.ts';

/** What of a query these parts look at. */
export interface Asked {
  readonly data: unknown;
  readonly error: unknown;
  readonly dataUpdatedAt: number;
  readonly errorUpdatedAt: number;
  readonly isFetching: boolean;
  readonly refetch: () => unknown;
}

/** True when the newest try gave no answer. A query that never had one stays so while it is asked again. */
export function hasFailed({ data, error, errorUpdatedAt }: Asked): boolean {
  return error !== null || (data === undefined && errorUpdatedAt > 0);
}

/**
 * What was asked and did not come: what happened, from when what is still shown is, and a button to ask again. Nothing
 * while every query has its answer: an empty list must mean that nothing is there.
 */
export function LoadProblem({ of }: { readonly of: readonly Asked[] }) {
  const zone = useMe()?.timeZone ?? 'UTC';
  const failed = of.filter(hasFailed);
  const [first] = failed;
  if (first === undefined) return null;
  const shown = failed.filter(({ data }) => data !== undefined).map(({ dataUpdatedAt }) => dataUpdatedAt);
  return (
    <div>
      <ProblemBox error={failed.find(({ error }) => error !== null)?.error ?? new Error('Asked again')} />
      <p className="row">
        {shown.length === 0 ? null : (
          <span>{words.shownFrom(momentText(zone, instantOf(Math.min(...shown))))}</span>
        )}
        <Button
          variant="default"
          loading={failed.some(({ isFetching }) => isFetching)}
          onClick={() => {
            for (const one of failed) void one.refetch();
          }}
        >
          {words.tryAgain}
        </Button>
      </p>
    </div>
  );
}

/** In place of a page whose answers have not come: that they are on their way, or that they failed. */
export function Loading({ of }: { readonly of: readonly Asked[] }) {
  return of.some(hasFailed) ? <LoadProblem of={of} /> : words.loading;
}
