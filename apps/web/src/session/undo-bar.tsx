import { epochMs, type Instant, type Uuid } from '@evenkeel/quantities';
import { sessionWords as words } from '../words/session-en.ts';
import type { UndoOffer } from './chair.ts';

/** How long an entry may be taken back without a question, ms. */
export const undoMs = 10_000;

/** What was recorded last and can be taken back for ten seconds. */
export interface Undoable extends UndoOffer {
  readonly entryId: Uuid;
  readonly atMs: number;
}

/** Says what was recorded and offers to take it back. The time left is computed, not counted. */
export function UndoBar({
  offer,
  now,
  onUndo,
  onGrade,
}: {
  readonly offer: Undoable | undefined;
  readonly now: Instant;
  readonly onUndo: (offer: Undoable) => void;
  readonly onGrade: (kind: 'vomiting' | 'anxiety') => void;
}) {
  const left = offer === undefined ? 0 : offer.atMs + undoMs - epochMs(now);
  return (
    <output className="undo">
      {offer === undefined || left <= 0 ? null : (
        <>
          <span>{words.undo(offer.what)}</span>
          <button type="button" className="chair-button" onClick={() => onUndo(offer)}>
            {words.undoButton(Math.min(10, Math.ceil(left / 1000)))}
          </button>
          {offer.grade === undefined ? null : (
            <button
              type="button"
              className="chair-button"
              onClick={() => offer.grade !== undefined && onGrade(offer.grade)}
            >
              {words.events.adverse}
            </button>
          )}
        </>
      )}
    </output>
  );
}
