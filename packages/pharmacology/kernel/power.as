// Exponentials and logarithms in lanes. `exp2` and `log2` are those of src/benchmark/power.ts, operation by operation.
import { add, both, div, less, more, mul, sub } from './lanes';

const rounder: f64 = 6755399441055744.0; // 1.5 x 2^52

/** e^x to the last bits, for x <= 0; below -708 it stays at 3e-308. */
// @ts-ignore
@inline export function exp(power: v128): v128 {
  const x = f64x2.max(power, both(-708.0));
  const t = add(mul(x, both(1.4426950408889634)), both(rounder));
  const n = sub(t, both(rounder));
  // ln 2 in two parts, so that the remainder is exact.
  const r = less(less(x, n, both(0.693147180369123816490)), n, both(1.90821492927058770002e-10));
  const r2 = mul(r, r);
  const r4 = mul(r2, r2);
  const a = add(both(1.0), r);
  const b = more(both(1.0 / 2), r, both(1.0 / 6));
  const c = more(both(1.0 / 24), r, both(1.0 / 120));
  const d = more(both(1.0 / 720), r, both(1.0 / 5040));
  const e = more(both(1.0 / 40320), r, both(1.0 / 362880));
  const f = more(both(1.0 / 3628800), r, both(1.0 / 39916800));
  const low = more(a, r2, b);
  const middle = more(c, r2, d);
  const high = more(e, r2, more(f, r2, both(1.0 / 479001600)));
  return mul(more(low, r4, more(middle, r4, high)), scale(t));
}

/** 2^x, for x between -1000 and 1000. */
// @ts-ignore
@inline export function exp2(x: v128): v128 {
  const t = add(x, both(rounder));
  const f = sub(x, sub(t, both(rounder)));
  const f2 = mul(f, f);
  const f4 = mul(f2, f2);
  const low = add(
    more(both(1.0000000000000004), f, both(0.6931471805459263)),
    mul(f2, more(both(0.24022650695808245), f, both(0.05550410941229107))),
  );
  const high = add(
    add(
      more(both(0.009618129160524328), f, both(0.0013333450549263639)),
      mul(f2, more(both(0.0001540345506327867), f, both(0.00001531008375524026))),
    ),
    mul(f4, both(0.0000013255392130102134)),
  );
  return mul(scale(t), more(low, f4, high));
}

/** 2^n, where t = n + rounder: the whole number stands in its lowest bits. */
// @ts-ignore
@inline function scale(t: v128): v128 {
  return i64x2.add(i64x2.shl(t, 52), i64x2.splat(0x3ff0000000000000));
}

/** log2 x, for x from 1e-300 on. */
// @ts-ignore
@inline export function log2(x: v128): v128 {
  const exponent = i64x2.shr_u(i64x2.add(x, i64x2.splat(0x00095f6200000000)), 52);
  const mantissa = i64x2.add(i64x2.sub(x, i64x2.shl(exponent, 52)), i64x2.splat(0x3ff0000000000000));
  const s = div(sub(mantissa, both(1.0)), add(mantissa, both(1.0)));
  const z = mul(s, s);
  const z2 = mul(z, z);
  const series = add(
    more(both(2.885390081789986), z, both(0.9617966734517763)),
    mul(
      z2,
      add(more(both(0.5770835659877889), z, both(0.41167376662960065)), mul(z2, both(0.3407120399063845))),
    ),
  );
  // The exponent as a number: under the bits of 2^52 it is the last digits.
  const n = sub(v128.or(exponent, i64x2.splat(0x4330000000000000)), both(4503599627370496.0 + 1023.0));
  return add(n, mul(s, series));
}
