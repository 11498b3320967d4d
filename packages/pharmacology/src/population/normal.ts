import { philox } from '@evenkeel/quantities';

/** A text as 32 bits (FNV-1a): what a random number is for. */
export function purposeOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return hash;
}

/**
 * A standard-normal number for seed, subject, purpose and place (all whole numbers, `purpose` from `purposeOf`): the same
 * for ever, whoever else is drawn. Box-Muller of two 53-bit uniforms above zero.
 */
export function normalOf(seed: number, subject: number, purpose: number, place: number): number {
  const [a, b, c, d] = philox([place >>> 0, subject >>> 0, purpose, 0], keyOf(seed));
  const one = uniform(a, b);
  const two = uniform(c, d);
  return Math.sqrt(-2 * Math.log(one)) * Math.cos(2 * Math.PI * two);
}

/** A uniform number in (0, 1) for seed, subject, purpose and place. */
export function uniformOf(seed: number, subject: number, purpose: number, place: number): number {
  const [a, b] = philox([place >>> 0, subject >>> 0, purpose, 1], keyOf(seed));
  return uniform(a, b);
}

const keyOf = (seed: number): readonly [number, number] => [seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0];

function uniform(upper: number, lower: number): number {
  return (upper * 2 ** 21 + (lower >>> 11) + 0.5) * 2 ** -53;
}
