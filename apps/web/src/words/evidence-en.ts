import type { EvidenceMark } from '@evenkeel/protocol';

/** How strong a source is, in the words of every page. */
export const evidenceMarks: Readonly<Record<EvidenceMark, string>> = Object.freeze({
  label: 'Label',
  trial: 'Trial',
  observational: 'Observational',
  consensus: 'Consensus',
  localDefault: 'Local default',
});

/** The words of a mark that an answer of the server names. */
export const markText = (mark: string): string =>
  (evidenceMarks as Readonly<Record<string, string>>)[mark] ?? mark;
