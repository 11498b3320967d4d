/**
 * Random numbers that depend on what they are for and on nothing else (promise 5): a stream is keyed by
 * (seed, subject, purpose) and counts through Philox 4x32-10, so one stream never moves another.
 */
export interface RandomStream {
  /** The next number in [0, 1), 53 bits. */
  next(): number;
  /** A whole number from `lowest` to `highest`, both included. */
  integer(lowest: number, highest: number): number;
  /** A normal deviate with this mean and standard deviation. */
  normal(mean: number, deviation: number): number;
  /** One member of a list that has at least one. */
  pick<T>(list: readonly T[]): T;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** Random bytes, such as for an id. */
  bytes(count: number): Uint8Array;
}

type Words = readonly [number, number, number, number];

/** High and low 32 bits of a product of two 32-bit words. */
function wideProduct(a: number, b: number): readonly [number, number] {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const low = aLow * bLow;
  const middle = aHigh * bLow + (low >>> 16);
  const cross = aLow * bHigh + (middle & 0xffff);
  const high = aHigh * bHigh + Math.floor(middle / 0x10000) + Math.floor(cross / 0x10000);
  return [high >>> 0, Math.imul(a, b) >>> 0];
}

/**
 * Philox 4x32 with ten rounds: a fixed, published function of a counter and a key.
 * Source: Salmon, Moraes, Dror, Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3"; its test vectors are in the tests.
 */
export function philox(counter: Words, key: readonly [number, number]): Words {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < 10; round += 1) {
    const [high0, low0] = wideProduct(0xd2511f53, c0);
    const [high1, low1] = wideProduct(0xcd9e8d57, c2);
    [c0, c1, c2, c3] = [(high1 ^ c1 ^ k0) >>> 0, low1, (high0 ^ c3 ^ k1) >>> 0, low0];
    k0 = (k0 + 0x9e3779b9) >>> 0;
    k1 = (k1 + 0xbb67ae85) >>> 0;
  }
  return [c0, c1, c2, c3];
}

/** Two 32-bit words of a text (FNV-1a twice, then mixed); spreads keys, hides nothing. */
function keyOf(text: string): readonly [number, number] {
  let a = 0x811c9dc5;
  let b = 0x01234567;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x85ebca6b);
    b = (b << 13) | (b >>> 19);
  }
  return [mixed(a), mixed(b ^ text.length)];
}

function mixed(word: number): number {
  let x = word >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}

/** The stream of one seed, subject and purpose; asking for it again starts it again. */
export function randomStream(seed: string, subject: string, purpose: string): RandomStream {
  const key = keyOf(JSON.stringify([seed, subject, purpose]));
  let block = 0;
  let words: Words = [0, 0, 0, 0];
  let left = 0;
  const word = (): number => {
    if (left === 0) {
      words = philox([block >>> 0, Math.floor(block / 0x1_0000_0000), 0, 0], key);
      block += 1;
      left = 4;
    }
    left -= 1;
    return words[3 - left] as number;
  };
  const next = (): number => {
    const high = word() >>> 5;
    const low = word() >>> 6;
    return (high * 0x400_0000 + low) / 0x20_0000_0000_0000;
  };
  return {
    next,
    integer: (lowest, highest) => lowest + Math.floor(next() * (highest - lowest + 1)),
    normal(mean, deviation) {
      const radius = Math.sqrt(-2 * Math.log(1 - next()));
      return mean + deviation * radius * Math.cos(2 * Math.PI * next());
    },
    pick<T>(list: readonly T[]): T {
      if (list.length === 0) throw new RangeError('Nothing to pick from');
      return list[Math.floor(next() * list.length)] as T;
    },
    chance: (probability) => next() < probability,
    bytes: (count) => Uint8Array.from({ length: count }, () => word() & 0xff),
  };
}
