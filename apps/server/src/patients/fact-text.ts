import type { StoredFact } from '@evenkeel/record';

/** A member of a fact that is a text in every fact of its kind. */
export function factText({ body }: StoredFact, member: string): string {
  const value = body[member];
  if (typeof value !== 'string') throw new Error(`a fact has no ${member}`);
  return value;
}
