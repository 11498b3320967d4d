import { normalQuantile, usualLevel } from './distribution.ts';

/** How long one person was followed, in any unit, and whether that ended with the event. */
export interface FollowedTime {
  readonly time: number;
  readonly event: boolean;
}

/** What happened at one time. Survival holds from this time up to the next step. */
export interface SurvivalStep {
  readonly time: number;
  /** Followed up to this time and without event until it. */
  readonly atRisk: number;
  readonly events: number;
  readonly censored: number;
  readonly survival: number;
  /** Absent before the first event and once survival is 0: the variance says nothing there. */
  readonly low?: number;
  readonly high?: number;
}

/** A Kaplan-Meier curve. */
export interface SurvivalCurve {
  /** One for each time at which someone had the event or left; survival falls only where there are events. */
  readonly steps: readonly SurvivalStep[];
  /** The first time at which survival is a half or less; absent when it stays above. */
  readonly median?: number;
  /** Where the limits of the curve first reach a half; a limit that never does is absent. */
  readonly medianInterval?: { readonly low?: number; readonly high?: number };
  readonly n: number;
  readonly events: number;
}

/** `log` is R's default; `logLog` is Stata's, stays within 0 and 1, and behaves better for few people. */
export interface SurvivalOptions {
  readonly level?: number;
  readonly interval?: 'log' | 'logLog';
}

// A product of fractions that is a half on paper may be a hair above it.
const half = 0.5 + 1e-12;

/**
 * The Kaplan-Meier estimate with Greenwood's variance and pointwise limits. Someone who leaves at the time of an event is
 * still at risk of it. Times that are negative or not numbers are left out of `n`.
 */
export function kaplanMeier(times: readonly FollowedTime[], options: SurvivalOptions = {}): SurvivalCurve {
  const { level = usualLevel, interval = 'logLog' } = options;
  const z = normalQuantile(level);
  const known = times.filter(({ time }) => time >= 0 && Number.isFinite(time));
  const events = sorted(known, true);
  const left = sorted(known, false);
  const steps: SurvivalStep[] = [];
  let [atEvents, atLeft, survival, greenwood] = [0, 0, 1, 0];
  while (atEvents < events.length || atLeft < left.length) {
    const time = Math.min(events[atEvents] ?? Infinity, left[atLeft] ?? Infinity);
    const atRisk = known.length - atEvents - atLeft;
    const [eventsBefore, leftBefore] = [atEvents, atLeft];
    while (events[atEvents] === time) atEvents += 1;
    while (left[atLeft] === time) atLeft += 1;
    const died = atEvents - eventsBefore;
    survival *= (atRisk - died) / atRisk;
    greenwood += died / (atRisk * (atRisk - died));
    steps.push({
      time,
      atRisk,
      events: died,
      censored: atLeft - leftBefore,
      survival,
      ...(survival === 0 || survival === 1 ? {} : limits(survival, z * Math.sqrt(greenwood), interval)),
    });
  }
  return { steps, ...middle(steps), n: known.length, events: events.length };
}

function sorted(times: readonly FollowedTime[], wanted: boolean): Float64Array {
  return Float64Array.from(
    times.filter(({ event }) => event === wanted),
    ({ time }) => time,
  ).toSorted();
}

function limits(survival: number, reach: number, interval: 'log' | 'logLog') {
  if (interval === 'log')
    return { low: survival * Math.exp(-reach), high: Math.min(1, survival * Math.exp(reach)) };
  const power = Math.exp(reach / -Math.log(survival));
  return { low: survival ** power, high: survival ** (1 / power) };
}

function middle(steps: readonly SurvivalStep[]): Pick<SurvivalCurve, 'median' | 'medianInterval'> {
  const median = steps.find(({ survival }) => survival <= half)?.time;
  const low = steps.find((step) => step.low !== undefined && step.low <= half)?.time;
  const high = steps.find((step) => step.high !== undefined && step.high <= half)?.time;
  const interval = { ...(low === undefined ? {} : { low }), ...(high === undefined ? {} : { high }) };
  return {
    ...(median === undefined ? {} : { median }),
    ...(low === undefined && high === undefined ? {} : { medianInterval: interval }),
  };
}

/** How many are still followed and without event just before each of these times; the row under a curve. */
export function atRiskAt(times: readonly FollowedTime[], at: readonly number[]): readonly number[] {
  const known = Float64Array.from(times, ({ time }) => time)
    .filter((time) => time >= 0 && Number.isFinite(time))
    .toSorted();
  return at.map((time) => {
    const first = known.findIndex((one) => one >= time);
    return first === -1 ? 0 : known.length - first;
  });
}
