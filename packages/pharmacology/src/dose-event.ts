import {
  compare,
  decimal,
  divide,
  elapsedMs,
  multiply,
  type Decimal,
  type Instant,
} from '@evenkeel/quantities';

/** A stretch in which an infusion ran. */
export interface RunningStretch {
  readonly from: Instant;
  readonly to: Instant;
}

/** A stop or a restart of a running infusion. */
export interface InfusionStop {
  readonly kind: 'pause' | 'resume';
  readonly at: Instant;
}

/**
 * The stretches an infusion ran, from its start to `until`. A pause while paused and a resume while running change
 * nothing; what lies before the start or after `until` is left out.
 */
export function runningStretches(
  start: Instant,
  stops: readonly InfusionStop[],
  until: Instant,
): { readonly stretches: readonly RunningStretch[]; readonly runningAtEnd: boolean } {
  const stretches: RunningStretch[] = [];
  let runningFrom: Instant | undefined = start;
  for (const { kind, at } of stops.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))) {
    if (at < start || at > until) continue;
    if (kind === 'pause' && runningFrom !== undefined) {
      if (at > runningFrom) stretches.push({ from: runningFrom, to: at });
      runningFrom = undefined;
    } else if (kind === 'resume' && runningFrom === undefined) {
      runningFrom = at;
    }
  }
  if (runningFrom !== undefined && until > runningFrom) stretches.push({ from: runningFrom, to: until });
  return { stretches, runningAtEnd: runningFrom !== undefined };
}

/** Milliseconds the stretches add up to. */
export function ranMs(stretches: readonly RunningStretch[]): number {
  return stretches.reduce((sum, { from, to }) => sum + elapsedMs(from, to), 0);
}

/**
 * The amount a constant-rate infusion has delivered after running for `ran` of `planned` milliseconds: amount x ran /
 * planned, to 0.1 mg half up, never more than the amount. Throws RangeError when `planned` is not above zero.
 */
export function deliveredAmount(amountMg: Decimal, ran: number, planned: number): Decimal {
  if (!(planned > 0)) throw new RangeError('An infusion has a planned time above zero');
  if (ran >= planned) return amountMg;
  const delivered = divide(
    multiply(amountMg, decimal(String(Math.max(0, Math.round(ran))))),
    decimal(String(planned)),
    1,
  );
  // Rounding up near the end could pass an amount that is finer than 0.1 mg.
  return compare(delivered, amountMg) > 0 ? amountMg : delivered;
}
