import { words } from '../words/en.ts';
import type { Draft } from './draft.ts';

/** Says that a form shows what was typed before, and lets it be thrown away. */
export function DraftLine<T>({ draft }: { readonly draft: Draft<T> }) {
  if (draft.restoredAt === undefined) return null;
  const time = draft.restoredAt.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  return (
    <output className="status small quiet">
      {words.draft(time)}{' '}
      <button type="button" className="linklike" onClick={draft.discard}>
        {words.discardDraft}
      </button>
    </output>
  );
}
