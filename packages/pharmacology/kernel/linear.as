// Carries the linear states: from stretch to stretch, to the nodes of the score, and to the records.
import { add, both, div, mul, pair, setPair, shared, sub, whole } from './lanes';
import { atAll, atSite } from './modal';
import * as plan from './plan';
import { exp2, log2 } from './power';

const settles = 9;

export function fillStretches(): void {
  const weight = pair(plan.row, 0);
  for (let stretch = 0; stretch < plan.stretches; stretch++) {
    const level = plan.level + <usize>stretch * 96;
    const state = plan.state + <usize>stretch * 96;
    const rate = mul(shared(plan.rates, stretch), weight);
    for (let index = 0; index < 6; index++) setPair(level, index, mul(rate, pair(plan.modes, settles + index)));
    if (stretch == 0) {
      for (let index = 0; index < 6; index++) setPair(state, index, sub(both(0), pair(level, index)));
      continue;
    }
    const before = state - 96;
    const factor = plan.all + <usize>whole(plan.stretchGap, stretch - 1) * atAll;
    const x1 = pair(before, 0);
    const x2 = pair(before, 1);
    const x3 = pair(before, 2);
    for (let mode = 0; mode < 3; mode++) setPair(state, mode, mul(pair(before, mode), pair(factor, mode)));
    for (let follower = 0; follower < 3; follower++)
      setPair(state, 3 + follower, carry(pair(before, 3 + follower), x1, x2, x3, factor, 3 + 4 * follower));
    for (let index = 0; index < 6; index++)
      setPair(state, index, add(pair(state, index), sub(pair(level - 96, index), pair(level, index))));
  }
}

/** A follower after a factor: its own decay, and what the modes gave it. */
// @ts-ignore
@inline function carry(y: v128, x1: v128, x2: v128, x3: v128, factor: usize, place: i32): v128 {
  return add(
    mul(y, pair(factor, place)),
    add(
      add(mul(x1, pair(factor, place + 1)), mul(x2, pair(factor, place + 2))),
      mul(x3, pair(factor, place + 3)),
    ),
  );
}

/** The loss of the score at every node. */
export function fillLosses(): void {
  const base = pair(plan.row, 14);
  const greatest = mul(base, pair(plan.row, 15));
  const half = log2(pair(plan.row, 16));
  const steepness = pair(plan.row, 17);
  let node = plan.loss;
  v128.store(node, base);
  for (let stretch = 0; stretch < plan.stretches; stretch++) {
    const state = plan.state + <usize>stretch * 96;
    let x1 = pair(state, 0);
    let x2 = pair(state, 1);
    let x3 = pair(state, 2);
    let y = pair(state, 3);
    const steady = pair(plan.level + <usize>stretch * 96, 3);
    const last = whole(plan.stretchPanel, stretch + 1);
    for (let panel = whole(plan.stretchPanel, stretch); panel < last; panel++) {
      const factors = plan.site + <usize>whole(plan.panelLength, panel) * (3 * atSite);
      for (let stage = 0; stage < 5; stage++) {
        const gap: i32 = stage < 3 ? stage : 4 - stage;
        const factor = factors + <usize>gap * atSite;
        y = carry(y, x1, x2, x3, factor, 3);
        x1 = mul(x1, pair(factor, 0));
        x2 = mul(x2, pair(factor, 1));
        x3 = mul(x3, pair(factor, 2));
        const concentration = f64x2.pmax(both(1e-30), add(y, steady));
        const power = mul(steepness, sub(half, log2(concentration)));
        const bounded = f64x2.pmin(both(1000), f64x2.pmax(both(-1000), power));
        node += 16;
        v128.store(node, add(base, div(greatest, add(both(1), exp2(bounded)))));
      }
    }
  }
}

/** Ketamine, norketamine and effect site at every record. */
export function writeLinear(): void {
  const second = <usize>plan.records << 4;
  const third = second << 1;
  for (let stretch = 0; stretch < plan.stretches; stretch++) {
    const state = plan.state + <usize>stretch * 96;
    const level = plan.level + <usize>stretch * 96;
    let x1 = pair(state, 0);
    let x2 = pair(state, 1);
    let x3 = pair(state, 2);
    let y = pair(state, 3);
    let n1 = pair(state, 4);
    let n2 = pair(state, 5);
    const parent = pair(level, 3);
    const metabolite = add(pair(level, 4), pair(level, 5));
    const last = whole(plan.stretchRecord, stretch + 1);
    for (let record = whole(plan.stretchRecord, stretch); record < last; record++) {
      const factor = plan.all + <usize>whole(plan.recordGap, record) * atAll;
      y = carry(y, x1, x2, x3, factor, 3);
      n1 = carry(n1, x1, x2, x3, factor, 7);
      n2 = carry(n2, x1, x2, x3, factor, 11);
      x1 = mul(x1, pair(factor, 0));
      x2 = mul(x2, pair(factor, 1));
      x3 = mul(x3, pair(factor, 2));
      const to = plan.out + (<usize>record << 4);
      v128.store(to, add(add(add(x1, x2), x3), parent));
      v128.store(to + second, add(add(n1, n2), metabolite));
      v128.store(to + third, add(y, parent));
    }
  }
}
