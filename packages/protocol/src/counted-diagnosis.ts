import type { DiagnosisKind } from './patient-facts.ts';

/**
 * Of the diagnoses that stand beside one another, oldest first, the one that counts: a bipolar disorder before a
 * depression, since it asks for more; among equals the newest.
 */
export function countedDiagnosis<T extends { readonly kind: DiagnosisKind }>(
  standing: readonly T[],
): T | undefined {
  return standing.findLast(({ kind }) => kind !== 'majorDepressiveDisorder') ?? standing.at(-1);
}
