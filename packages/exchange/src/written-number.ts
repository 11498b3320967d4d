/** The mark that only {@link readJson} can put on an object: a key no JSON text can spell. */
const written = Symbol('written');

/** A JSON number with the digits the sender wrote, so that `1.50` stays `1.50` and no digit is rounded away. */
export interface WrittenNumber {
  readonly [written]: string;
}

/** Wraps the digits of one number. */
export function writtenNumber(digits: string): WrittenNumber {
  return { [written]: digits };
}

/** True for a number read by {@link readJson}; a string that looks like a number is not one. */
export function isWrittenNumber(value: unknown): value is WrittenNumber {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, written);
}

/** The digits exactly as written. */
export function digitsOf(number: WrittenNumber): string {
  return number[written];
}

/**
 * The same number without an exponent and without a sign: `7.05e1` is `70.5`. A negative number, or an exponent beyond
 * twelve places either way, gives undefined: no measure in a referral needs one.
 */
export function plainDigits(digits: string): string | undefined {
  const match = /^(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/.exec(digits);
  if (match === null) return undefined;
  const whole = match[1] ?? '';
  const fraction = match[2] ?? '';
  const exponent = Number(match[3] ?? '0');
  if (Math.abs(exponent) > 12) return undefined;
  const all = `${'0'.repeat(12)}${whole}${fraction}${'0'.repeat(12)}`;
  const point = 12 + whole.length + exponent;
  const left = all.slice(0, point).replace(/^0+(?=\d)/, '');
  const right = all.slice(point).replace(/0+$/, '');
  return right === '' ? left : `${left}.${right}`;
}
