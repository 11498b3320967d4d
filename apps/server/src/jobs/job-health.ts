import { clockTime, elapsedMs, type Instant } from '@evenkeel/quantities';
import type { JobRun } from '@evenkeel/record';

export type JobName = 'risk' | 'measures' | 'message' | 'outcomes';

/** Jobs that a clock starts every minute, in words. */
export const clockJobs: readonly {
  readonly job: JobName;
  readonly title: string;
  readonly stopped: string;
}[] = Object.freeze([
  {
    job: 'risk',
    title: 'Escalation of risk alerts',
    stopped: 'Alerts that nobody takes on are not passed on. Watch the inbox.',
  },
  {
    job: 'measures',
    title: 'Invitations and reminders',
    stopped: 'No invitation or reminder is written. Give scales by hand.',
  },
  {
    job: 'outcomes',
    title: 'Counting of outcomes',
    stopped: 'The clinic’s outcomes are not brought up to date.',
  },
]);

/** A job that has not ended well for this long is said to have stopped. Milliseconds. */
const quietMs = 110_000;

/** Whether a job runs, in a sentence. Unknown is not "runs". */
export function jobHealth(
  job: JobName,
  runs: readonly JobRun[],
  now: Instant,
): { readonly ok: boolean; readonly sentence: string; readonly at?: string } {
  const known = clockJobs.find((one) => one.job === job);
  const title = known?.title ?? job;
  const run = runs.find((one) => one.job === job);
  if (run === undefined)
    return { ok: false, sentence: `${title} has not run yet. ${known?.stopped ?? ''}`.trim() };
  const at = run.endedAt ?? run.startedAt;
  const fresh = elapsedMs(at as Instant, now) < quietMs;
  if (run.outcome !== 'failed' && fresh) return { ok: true, sentence: `${title} runs.`, at };
  const since = `${clockTime('UTC', at as Instant)} UTC`;
  return {
    ok: false,
    sentence:
      `${title} ${run.outcome === 'failed' ? 'fails' : 'has stopped'} since ${since}. ${known?.stopped ?? ''}`.trim(),
    at,
  };
}
