import { epochMs, type Instant, type Uuid } from '@evenkeel/quantities';
import { sessionWords as words } from '../words/session-en.ts';
import type { UndoOffer } from './chair.ts';
import type { EntryPlace } from './outbox.ts';

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
  place,
  refused,
  now,
  onUndo,
  onGrade,
}: {
  readonly offer: Undoable | undefined;
  /** Where the offered entry is now. */
  readonly place: EntryPlace | undefined;
  /** How many entries the server did not take; they wait for a choice at the top of the page. */
  readonly refused: number;
  readonly now: Instant;
  readonly onUndo: (offer: Undoable) => void;
  readonly onGrade: (kind: 'vomiting' | 'anxiety') => void;
}) {
  const left = offer === undefined ? 0 : offer.atMs + undoMs - epochMs(now);
  const offered = offer !== undefined && left > 0 && place !== 'refused';
  return (
    <output className="undo">
      {offered ? (
        <>
          <span>{words.undo(offer.what, words.ribbon.place[place ?? 'device'])}</span>
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
      ) : refused > 0 ? (
        <>
          <span className="attention-now">{words.ribbon.refused(refused)}</span>
          <button type="button" className="chair-button" onClick={() => scrollTo({ top: 0 })}>
            {words.refused.show}
          </button>
        </>
      ) : null}
    </output>
  );
}
