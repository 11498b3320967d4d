import type { Read, Transfer } from '../model.ts';

/** The rate of a flow (a parameter in L/h) out of a volume (a parameter in L), 1/h. */
export const over = (flow: string, volume: string) => (read: Read) => read(flow) / read(volume);

/** A compartment that exchanges `flow` with another: there and back. */
export function exchange(
  one: string,
  volume: string,
  flow: string,
  other: string,
  otherVolume: string,
): Transfer[] {
  return [
    { from: one, to: other, rate: over(flow, volume) },
    { from: other, to: one, rate: over(flow, otherVolume) },
  ];
}

/** Straight into a compartment, whole. */
export const straightInto = (to: string) =>
  Object.freeze({
    id: 'straight',
    fraction: () => 1,
    depots: [],
    delivers: [{ to, fraction: () => 1 }],
  });
