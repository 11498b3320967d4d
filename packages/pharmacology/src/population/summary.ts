/*
 * Summaries in fixed memory: counts of people in bins of equal ratio, by channel and time. Counts are whole numbers, so
 * blocks of people add up to the same summary in any order.
 */

/** Bins to a doubling: a bin is 2.2 % wide, and a percentile is interpolated within it. */
const perDoubling = 32;
/** Sizes from 2^-16 to 2^16 have bins of their own; the first bin holds what is smaller, zero included. */
const doublings = 16;
const bins = 2 * doublings * perDoubling + 1;

/** Counts by channel and time; transferable as plain typed arrays. */
export interface Summary {
  readonly channels: readonly string[];
  readonly times: number;
  readonly people: number;
  /** `counts[(channel x times + time) x bins + bin]`. */
  readonly counts: Uint32Array;
  readonly least: Float64Array;
  readonly most: Float64Array;
}

/** An empty summary. */
export function emptySummary(channels: readonly string[], times: number): Summary {
  const cells = channels.length * times;
  return {
    channels,
    times,
    people: 0,
    counts: new Uint32Array(cells * bins),
    least: new Float64Array(cells).fill(Number.POSITIVE_INFINITY),
    most: new Float64Array(cells).fill(Number.NEGATIVE_INFINITY),
  };
}

/** Mood channels are changes below zero: their size is counted. */
const isBelowZero = (channel: string) => channel.startsWith('mood');

const real = new Float64Array(1);
const halves = new Int32Array(real.buffer);
real[0] = 1;
/** Where the exponent of a number lies. */
const high = halves[1] === 0 ? 0 : 1;

/** Leading bits of a mantissa that are looked up. */
const bits = 10;
/** For each of them the bin of its smallest number, and the number from which on it is the next bin, if it has one. */
const binsOf = Uint8Array.from({ length: 2 ** bits }, (_, place) => binOfMantissa(1 + place / 2 ** bits));
const nextFrom = Float64Array.from(binsOf, (bin) => 2 ** ((bin + 1) / perDoubling));

function binOfMantissa(mantissa: number): number {
  let bin = 0;
  while (bin + 1 < perDoubling && 2 ** ((bin + 1) / perDoubling) <= mantissa) bin += 1;
  return bin;
}

/** The bin of a size, from the bits of the number: a logarithm costs more, and its last bit is the machine's own. */
function binOf(size: number): number {
  if (!(size > 2 ** -doublings)) return 0;
  real[0] = size;
  const exponent = (halves[high]! >> 20) - 1023;
  if (exponent >= doublings) return bins - 1;
  const lead = (halves[high]! & 0xfffff) >> (20 - bits);
  halves[high] = (halves[high]! & 0xfffff) | 0x3ff00000;
  const bin = binsOf[lead]! + (real[0] >= nextFrom[lead]! ? 1 : 0);
  return 1 + (exponent + doublings) * perDoubling + bin;
}

/** Counts one person in, a row of values for each channel; what is not a number is counted nowhere. The summary is changed in place. */
export function countIn(summary: Summary, rows: readonly Float64Array[]): Summary {
  const { channels, times, counts, least, most } = summary;
  for (let channel = 0; channel < channels.length; channel += 1) {
    const sign = isBelowZero(channels[channel]!) ? -1 : 1;
    const row = rows[channel]!;
    for (let time = 0; time < times; time += 1) {
      const cell = channel * times + time;
      const value = row[time]!;
      if (Number.isNaN(value)) continue;
      counts[cell * bins + binOf(sign * value)]! += 1;
      if (value < least[cell]!) least[cell] = value;
      if (value > most[cell]!) most[cell] = value;
    }
  }
  return { ...summary, people: summary.people + 1 };
}

/** Two blocks of people as one. Associative and commutative to the last bit. */
export function merge(a: Summary, b: Summary): Summary {
  return {
    channels: a.channels,
    times: a.times,
    people: a.people + b.people,
    counts: a.counts.map((count, index) => count + b.counts[index]!),
    least: a.least.map((value, index) => Math.min(value, b.least[index]!)),
    most: a.most.map((value, index) => Math.max(value, b.most[index]!)),
  };
}

/**
 * The value below which a share (0 to 1) of the people lie, for a channel and each time; within 1.1 % of the size. Not a
 * number for a channel the model does not speak of.
 */
export function percentile(summary: Summary, channel: string, share: number): Float64Array {
  const { channels, times, counts, people, least, most } = summary;
  const place = channels.indexOf(channel);
  const sign = isBelowZero(channel) ? -1 : 1;
  return Float64Array.from({ length: times }, (_, time) => {
    const cell = place * times + time;
    if (!(least[cell]! <= most[cell]!)) return Number.NaN;
    const wanted = (sign > 0 ? share : 1 - share) * people;
    let before = 0;
    let bin = 0;
    while (bin < bins - 1 && before + counts[cell * bins + bin]! < wanted) {
      before += counts[cell * bins + bin]!;
      bin += 1;
    }
    const here = counts[cell * bins + bin] ?? 0;
    const inside = here === 0 ? 0 : (wanted - before) / here;
    const size = bin === 0 ? 0 : 2 ** ((bin - 1 + inside) / perDoubling - doublings);
    return Math.min(most[cell]!, Math.max(least[cell]!, sign * size));
  });
}
