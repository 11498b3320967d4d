import { officeWords } from '../words/office-en.ts';

/** The evidence mark and the citation of a value. */
export function SourceLine({ mark, citation }: { readonly mark: string; readonly citation: string }) {
  return (
    <>
      <span className="tag">{officeWords.library.marks[mark as keyof typeof officeWords.library.marks]}</span>{' '}
      <span className="small quiet">{citation}</span>
    </>
  );
}
