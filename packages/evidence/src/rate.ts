import { chiSquaredQuantile, usualLevel } from './distribution.ts';

/** Events for so much exposure, with an exact interval. No value where there was no exposure. */
export interface Rate {
  readonly value?: number;
  readonly low?: number;
  readonly high?: number;
  readonly events: number;
  readonly exposure: number;
}

/**
 * A rate of events per `per` units of exposure, such as per 100 sessions, with the exact Poisson interval (Garwood 1936).
 * It takes events as independent: several events of one person make the interval too narrow.
 */
export function rate(events: number, exposure: number, per: number = 1, level: number = usualLevel): Rate {
  const told = { events, exposure };
  if (!(exposure > 0) || !Number.isFinite(exposure) || !Number.isInteger(events) || events < 0) return told;
  const tail = (1 - level) / 2;
  const scale = per / exposure;
  return {
    value: events * scale,
    low: events === 0 ? 0 : (chiSquaredQuantile(tail, 2 * events) / 2) * scale,
    high: (chiSquaredQuantile(1 - tail, 2 * events + 2) / 2) * scale,
    ...told,
  };
}
