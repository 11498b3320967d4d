import { useState } from 'react';
import { sessionWords as words } from '../words/session-en.ts';
import { problemOfDraft, type Chair, type UndoOffer } from './chair.ts';
import type { Draft } from './session-store.ts';

/** What happens at the chair, one tap each; what needs more words opens the panel. */
export function QuickEvents({ chair }: { readonly chair: Chair }) {
  const { state, record, show } = chair;
  const { phase } = state;
  const runs = state.dose?.durationMinutes !== undefined;
  const [said, say] = useState<string>();
  const one = (text: string, draft: Draft, offer: UndoOffer = { what: text }) => (
    <button
      key={text}
      type="button"
      className="chair-button event"
      onClick={() => {
        const problem = problemOfDraft(chair, draft);
        say(problem?.sentence);
        if (problem === undefined) void record([draft], offer);
      }}
    >
      {text}
    </button>
  );
  return (
    <fieldset className="events">
      <legend className="visually-hidden">{words.events.title}</legend>
      {phase === 'infusing' && runs ? one(words.events.pause, { type: 'dosePause', body: {} }) : null}
      {phase === 'paused' ? one(words.events.resume, { type: 'doseResume', body: {} }) : null}
      {phase === 'infusing' || phase === 'paused' ? (
        <button type="button" className="chair-button event" onClick={() => show({ kind: 'end' })}>
          {words.events.end}
        </button>
      ) : null}
      {phase === 'recovery' && state.recoveryAt === undefined
        ? one(words.events.recovery, { type: 'recoveryStart', body: {} })
        : null}
      {one(
        words.events.vomited,
        { type: 'note', body: { text: `${words.events.vomited}.` } },
        { what: words.events.vomited, grade: 'vomiting' },
      )}
      {one(
        words.events.anxious,
        { type: 'sensation', body: { what: words.events.anxious.toLowerCase() } },
        { what: words.events.anxious, grade: 'anxiety' },
      )}
      {one(words.events.spoke, { type: 'note', body: { text: words.spoken } })}
      <button type="button" className="chair-button event" onClick={() => show({ kind: 'dissociation' })}>
        {words.dissociation.button}
      </button>
      <button type="button" className="chair-button event" onClick={() => show({ kind: 'note' })}>
        {words.events.note}
      </button>
      <button type="button" className="chair-button event" onClick={() => show({ kind: 'adverse' })}>
        {words.events.adverse}
      </button>
      {said === undefined ? null : (
        <p className="soft-problem" role="alert">
          {said}
        </p>
      )}
    </fieldset>
  );
}
