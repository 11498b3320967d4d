import type { TherapyContact } from '@evenkeel/protocol';
import type { StoredFact } from '@evenkeel/record';

/** The therapy contacts among facts, as the rules read them, in the order of the facts. */
export function therapyContactsOf(facts: readonly StoredFact[]): readonly TherapyContact[] {
  return facts
    .filter(({ kind }) => kind === 'therapyContact')
    .map(({ state, body }) => ({ ...(body as unknown as Omit<TherapyContact, 'state'>), state }));
}
