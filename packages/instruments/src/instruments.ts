import type { Instrument } from './instrument.ts';
import { phq9 } from './phq9.ts';

/** Every instrument whose text ships, in the order they are offered. */
export const instruments: readonly Instrument[] = Object.freeze([phq9]);

/** The instrument with this id. */
export function instrumentById(id: string): Instrument | undefined {
  return instruments.find((instrument) => instrument.id === id);
}
