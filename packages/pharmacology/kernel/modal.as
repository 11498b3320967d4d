// The linear states, as src/benchmark/modal.ts has them: modes of two persons, and the factors that carry them.
import { add, both, div, mul, pair, setPair, shared, sub, more } from './lanes';
import { exp } from './power';
import * as plan from './plan';

const mu = 3;
const follows = 6;
const settles = 9;
const newtonSteps = 12;

export function fillModes(): void {
  const row = plan.row;
  const modes = plan.modes;
  const clearance = pair(row, 1);
  const central = pair(row, 2);
  const fast = pair(row, 5);
  const slow = pair(row, 6);
  const k21 = div(fast, pair(row, 3));
  const k31 = div(slow, pair(row, 4));
  const k10 = div(clearance, central);
  const k12 = div(fast, central);
  const k13 = div(slow, central);
  const a2 = add(add(add(add(k10, k12), k13), k21), k31);
  const a1 = add(
    add(add(add(mul(k10, k31), mul(k21, k31)), mul(k21, k13)), mul(k10, k21)),
    mul(k31, k12),
  );
  const a0 = mul(mul(k10, k21), k31);
  let l3 = both(0);
  for (let step = 0; step < newtonSteps; step++) {
    const value = sub(mul(add(mul(sub(l3, a2), l3), a1), l3), a0);
    const slope = add(mul(sub(mul(both(3), l3), mul(both(2), a2)), l3), a1);
    l3 = sub(l3, div(value, slope));
  }
  const sum = sub(a2, l3);
  const product = div(a0, l3);
  const apart = f64x2.sqrt(f64x2.max(sub(mul(sum, sum), mul(both(4), product)), both(0)));
  const l1 = mul(both(0.5), add(sum, apart));
  const l2 = div(product, l1);
  const share1 = div(mul(sub(k21, l1), sub(k31, l1)), mul(sub(l2, l1), sub(l3, l1)));
  const share2 = div(mul(sub(k21, l2), sub(k31, l2)), mul(sub(l1, l2), sub(l3, l2)));
  const share3 = div(mul(sub(k21, l3), sub(k31, l3)), mul(sub(l1, l3), sub(l2, l3)));
  const metabolite = pair(row, 9);
  const gone = div(pair(row, 8), metabolite);
  const n12 = div(pair(row, 11), metabolite);
  const n21 = div(pair(row, 11), pair(row, 10));
  const total = add(add(gone, n12), n21);
  const split = f64x2.sqrt(sub(mul(total, total), mul(mul(both(4), gone), n21)));
  const m1 = mul(both(0.5), add(total, split));
  const m2 = div(mul(gone, n21), m1);
  const formed = div(mul(pair(row, 7), clearance), metabolite);
  const rate = pair(row, 12);
  setPair(modes, 0, l1);
  setPair(modes, 1, l2);
  setPair(modes, 2, l3);
  setPair(modes, mu, rate);
  setPair(modes, mu + 1, m1);
  setPair(modes, mu + 2, m2);
  const follows1 = div(mul(formed, sub(n21, m1)), sub(m2, m1));
  const follows2 = div(mul(formed, sub(n21, m2)), sub(m1, m2));
  setPair(modes, follows, rate);
  setPair(modes, follows + 1, follows1);
  setPair(modes, follows + 2, follows2);
  const s1 = div(share1, mul(central, l1));
  const s2 = div(share2, mul(central, l2));
  const s3 = div(share3, mul(central, l3));
  const level = add(add(s1, s2), s3);
  setPair(modes, settles, s1);
  setPair(modes, settles + 1, s2);
  setPair(modes, settles + 2, s3);
  setPair(modes, settles + 3, level);
  setPair(modes, settles + 4, div(mul(follows1, level), m1));
  setPair(modes, settles + 5, div(mul(follows2, level), m2));
}

// @ts-ignore
@inline function dividedDifference(l: v128, m: v128, t: v128, ofL: v128, ofM: v128): v128 {
  const rate = sub(m, l);
  const x = mul(rate, t);
  const series = more(
    both(1),
    x,
    more(both(1.0 / 2), x, more(both(1.0 / 6), x, more(both(1.0 / 24), x, both(1.0 / 120)))),
  );
  const isApart = f64x2.gt(f64x2.abs(x), both(0.01));
  return v128.bitselect(div(sub(ofL, ofM), rate), mul(mul(t, ofM), series), isApart);
}

/** The factor that carries the modes and the first `followers` followers over `hours`, written at `to`. */
function fillFactor(followers: i32, hours: v128, to: usize): void {
  const modes = plan.modes;
  const t = sub(both(0), hours);
  for (let mode = 0; mode < 3; mode++) setPair(to, mode, exp(mul(pair(modes, mode), t)));
  for (let follower = 0; follower < followers; follower++) {
    const rate = pair(modes, mu + follower);
    const gain = pair(modes, follows + follower);
    const decay = exp(mul(rate, t));
    const place = 3 + 4 * follower;
    setPair(to, place, decay);
    for (let mode = 0; mode < 3; mode++) {
      const difference = dividedDifference(pair(modes, mode), rate, hours, pair(to, mode), decay);
      setPair(to, place + 1 + mode, mul(gain, difference));
    }
  }
}

/** The factor of twice the hours, for the modes and the effect site. */
// @ts-ignore
@inline function doubleFactor(from: usize, to: usize): void {
  const decay = pair(from, 3);
  for (let mode = 0; mode < 3; mode++) {
    const own = pair(from, mode);
    setPair(to, 4 + mode, mul(pair(from, 4 + mode), add(own, decay)));
    setPair(to, mode, mul(own, own));
  }
  setPair(to, 3, mul(decay, decay));
}

/** Bytes of a factor of the modes with the effect site, and with every follower. */
export const atSite: usize = 7 * 16;
export const atAll: usize = 15 * 16;

export function fillFactors(): void {
  for (let length = 0; length < plan.lengthCount; length++) {
    const half = load<i32>(plan.half + (<usize>length << 2));
    const hours = shared(plan.lengths, length);
    for (let gap = 0; gap < 3; gap++) {
      const to = plan.site + <usize>(length * 3 + gap) * atSite;
      if (half >= 0) doubleFactor(plan.site + <usize>(half * 3 + gap) * atSite, to);
      else fillFactor(1, mul(shared(plan.nodeGaps, gap), hours), to);
    }
  }
  for (let gap = 0; gap < plan.gapCount; gap++)
    fillFactor(3, shared(plan.gaps, gap), plan.all + <usize>gap * atAll);
}
