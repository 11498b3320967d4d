// The score, panel by panel: the elimination of src/benchmark/collocation.ts in lanes.
import { add, both, div, less, mul, pair, setPair, shared, sub, whole } from './lanes';
import * as plan from './plan';

/** Slope of one function of the basis at one stage, shared by both persons. */
// @ts-ignore
@inline function slope(stage: i32, own: i32): v128 { return shared(plan.slopes, (stage - 1) * 6 + own); }

export function writeScore(): void {
  let score = pair(plan.row, 13);
  const gain = mul(score, pair(plan.row, 14));
  const base = plan.out + 3 * (<usize>plan.records << 4);
  for (let panel = 0; panel < plan.panels; panel++) {
    const h = shared(plan.lengths, whole(plan.panelLength, panel));
    const nodes = plan.loss + <usize>panel * 80;
    const k1 = mul(h, pair(nodes, 1));
    const k2 = mul(h, pair(nodes, 2));
    const k3 = mul(h, pair(nodes, 3));
    const k4 = mul(h, pair(nodes, 4));
    const k5 = mul(h, pair(nodes, 5));
    const given = mul(h, gain);
    const first = less(given, mul(h, pair(nodes, 0)), score);
    let g1 = less(less(given, k1, score), first, slope(1, 0));
    let g2 = less(less(given, k2, score), first, slope(2, 0));
    let g3 = less(less(given, k3, score), first, slope(3, 0));
    let g4 = less(less(given, k4, score), first, slope(4, 0));
    let g5 = less(less(given, k5, score), first, slope(5, 0));
    const p1 = div(both(1), add(slope(1, 1), k1));
    const s12 = slope(1, 2);
    const s13 = slope(1, 3);
    const s14 = slope(1, 4);
    const s15 = slope(1, 5);
    let l = mul(slope(2, 1), p1);
    const m22 = less(add(slope(2, 2), k2), l, s12);
    const m23 = less(slope(2, 3), l, s13);
    const m24 = less(slope(2, 4), l, s14);
    const m25 = less(slope(2, 5), l, s15);
    g2 = less(g2, l, g1);
    l = mul(slope(3, 1), p1);
    let m32 = less(slope(3, 2), l, s12);
    let m33 = less(add(slope(3, 3), k3), l, s13);
    let m34 = less(slope(3, 4), l, s14);
    let m35 = less(slope(3, 5), l, s15);
    g3 = less(g3, l, g1);
    l = mul(slope(4, 1), p1);
    let m42 = less(slope(4, 2), l, s12);
    let m43 = less(slope(4, 3), l, s13);
    let m44 = less(add(slope(4, 4), k4), l, s14);
    let m45 = less(slope(4, 5), l, s15);
    g4 = less(g4, l, g1);
    l = mul(slope(5, 1), p1);
    let m52 = less(slope(5, 2), l, s12);
    let m53 = less(slope(5, 3), l, s13);
    let m54 = less(slope(5, 4), l, s14);
    let m55 = less(add(slope(5, 5), k5), l, s15);
    g5 = less(g5, l, g1);
    const p2 = div(both(1), m22);
    l = mul(m32, p2);
    m33 = less(m33, l, m23);
    m34 = less(m34, l, m24);
    m35 = less(m35, l, m25);
    g3 = less(g3, l, g2);
    l = mul(m42, p2);
    m43 = less(m43, l, m23);
    m44 = less(m44, l, m24);
    m45 = less(m45, l, m25);
    g4 = less(g4, l, g2);
    l = mul(m52, p2);
    m53 = less(m53, l, m23);
    m54 = less(m54, l, m24);
    m55 = less(m55, l, m25);
    g5 = less(g5, l, g2);
    const p3 = div(both(1), m33);
    l = mul(m43, p3);
    m44 = less(m44, l, m34);
    m45 = less(m45, l, m35);
    g4 = less(g4, l, g3);
    l = mul(m53, p3);
    m54 = less(m54, l, m34);
    m55 = less(m55, l, m35);
    g5 = less(g5, l, g3);
    const p4 = div(both(1), m44);
    l = mul(m54, p4);
    m55 = less(m55, l, m45);
    g5 = less(g5, l, g4);
    g5 = div(g5, m55);
    g4 = mul(less(g4, m45, g5), p4);
    g3 = mul(less(less(g3, m34, g4), m35, g5), p3);
    g2 = mul(less(less(less(g2, m23, g3), m24, g4), m25, g5), p2);
    g1 = mul(less(less(less(less(g1, s12, g2), s13, g3), s14, g4), s15, g5), p1);
    const last = whole(plan.panelRecord, panel + 1);
    for (let record = whole(plan.panelRecord, panel); record < last; record++) {
      const weights = plan.weights + <usize>record * 48;
      const low = add(
        add(mul(first, shared(weights, 0)), mul(g1, shared(weights, 1))),
        mul(g2, shared(weights, 2)),
      );
      const high = add(
        add(mul(g3, shared(weights, 3)), mul(g4, shared(weights, 4))),
        mul(g5, shared(weights, 5)),
      );
      setPair(base, record, add(score, add(low, high)));
    }
    score = add(score, g5);
  }
}
