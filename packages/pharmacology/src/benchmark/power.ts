/*
 * Powers of two and logarithms to the base of two, good to 3e-12, by short polynomials (interpolation at Chebyshev's
 * points). The loss of the score asks for one of each at a thousand nodes a person, and the vector kernel computes them
 * in the same way, in lanes: plain arithmetic, so that every machine gets the same bits.
 */

const real = new Float64Array(1);
const halves = new Int32Array(real.buffer);
real[0] = 1;
/** Where the sign and exponent of a number lie. */
const high = halves[1] === 0 ? 0 : 1;

/** 2 to the (place - 1023): a look-up where the bits would have to pass through memory. */
const powers = Float64Array.from({ length: 2047 }, (_, place) => 2 ** (place - 1023));

/** Exponent and leading bits of 1 and of the square root of a half. */
const one = 0x3ff00000;
const rootOfHalf = 0x3fe6a09e;

/** log2 of a positive number that is not below 1e-300. */
export function log2(x: number): number {
  real[0] = x;
  const exponent = (halves[high]! + (one - rootOfHalf)) >> 20;
  const mantissa = x * powers[2046 - exponent]!;
  // log2 m = s (c0 + c1 s^2 + ...) for m between the roots of a half and of two.
  const s = (mantissa - 1) / (mantissa + 1);
  const z = s * s;
  const series =
    2.885390081789986 +
    z * 0.9617966734517763 +
    z * z * (0.5770835659877889 + z * 0.41167376662960065 + z * z * 0.3407120399063845);
  return exponent - 1023 + s * series;
}

/** 2 to the x, for x between -1000 and 1000. */
export function exp2(x: number): number {
  // Adding and taking away 1.5 x 2^52 rounds to the nearest whole number.
  const whole = x + 6755399441055744 - 6755399441055744;
  const f = x - whole;
  const f2 = f * f;
  const f4 = f2 * f2;
  return (
    powers[(whole + 1023) | 0]! *
    (1.0000000000000004 +
      f * 0.6931471805459263 +
      f2 * (0.24022650695808245 + f * 0.05550410941229107) +
      f4 *
        (0.009618129160524328 +
          f * 0.0013333450549263639 +
          f2 * (0.0001540345506327867 + f * 0.00001531008375524026) +
          f4 * 0.0000013255392130102134))
  );
}
