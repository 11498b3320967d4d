import { useState, type ReactNode } from 'react';
import type { AdverseEventKind } from '@evenkeel/protocol';
import { sessionWords as words } from '../words/session-en.ts';
import { cadss6Of } from './cadss6.ts';
import type { Chair } from './chair.ts';

/** A sheet in the side panel, with the way back to the keypad. */
export function Sheet({
  chair,
  title,
  children,
}: {
  readonly chair: Chair;
  readonly title: string;
  readonly children: ReactNode;
}) {
  return (
    <section className="sheet" aria-label={title}>
      <div className="keypad-head">
        <h2>{title}</h2>
        <button type="button" className="chair-button" onClick={() => chair.show({ kind: 'keypad' })}>
          {words.cancel}
        </button>
      </div>
      {children}
    </section>
  );
}

/** A note; what is typed is kept on this device from the first letter. */
export function NotePanel({ chair }: { readonly chair: Chair }) {
  const { store, snapshot, record, done } = chair;
  const text = snapshot.drafts.get('note') ?? '';
  const save = () => {
    const typed = text.trim();
    if (typed === '') return;
    void record([{ type: 'note', body: { text: typed } }], { what: words.entryNames.note }).then((kept) => {
      if (!kept) return;
      store.setDraft('note', '');
      done('note');
    });
  };
  return (
    <Sheet chair={chair} title={words.note.title}>
      <label className="chair-field">
        {words.note.field}
        <textarea
          rows={6}
          maxLength={4000}
          value={text}
          // The panel was opened to type this note.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          onChange={(event) => store.setDraft('note', event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save();
          }}
        />
      </label>
      {text === '' ? null : <p className="quiet small">{words.note.kept}</p>}
      <button type="button" className="chair-button primary big" disabled={text.trim() === ''} onClick={save}>
        {words.note.save}
      </button>
    </Sheet>
  );
}

const kinds = Object.keys(words.adverse.kinds) as readonly AdverseEventKind[];
const severities = ['mild', 'moderate', 'severe'] as const;

/** An adverse event in four taps: open, what, how much, save. */
export function AdversePanel({
  chair,
  preset,
}: {
  readonly chair: Chair;
  readonly preset: AdverseEventKind | undefined;
}) {
  const { record, done, snapshot, store } = chair;
  const [kind, setKind] = useState<AdverseEventKind | undefined>(preset);
  const [severity, setSeverity] = useState<(typeof severities)[number]>();
  const [serious, setSerious] = useState(false);
  const action = snapshot.drafts.get('adverseAction') ?? '';
  const ready = kind !== undefined && severity !== undefined;
  return (
    <Sheet chair={chair} title={words.adverse.title}>
      <fieldset className="picks two">
        <legend>{words.adverse.kind}</legend>
        {kinds.map((one) => (
          <button key={one} type="button" aria-pressed={kind === one} onClick={() => setKind(one)}>
            {words.adverse.kinds[one]}
          </button>
        ))}
      </fieldset>
      <fieldset className="picks three">
        <legend>{words.adverse.severity}</legend>
        {severities.map((one) => (
          <button key={one} type="button" aria-pressed={severity === one} onClick={() => setSeverity(one)}>
            {words.adverse.severities[one]}
          </button>
        ))}
      </fieldset>
      <label className="tick">
        <input
          type="checkbox"
          checked={serious}
          onChange={(event) => setSerious(event.currentTarget.checked)}
        />
        <span>{words.adverse.serious}</span>
      </label>
      <label className="chair-field">
        {words.adverse.action}
        <textarea
          rows={2}
          maxLength={500}
          value={action}
          onChange={(event) => store.setDraft('adverseAction', event.currentTarget.value)}
        />
      </label>
      <button
        type="button"
        className="chair-button primary big"
        disabled={!ready}
        onClick={() => {
          if (kind === undefined || severity === undefined) return;
          const what = action.trim();
          void record(
            [
              {
                type: 'adverseEvent',
                body: { kind, severity, serious, ...(what === '' ? {} : { action: what }) },
              },
            ],
            { what: words.adverse.kinds[kind] },
          ).then((kept) => {
            if (!kept) return;
            store.setDraft('adverseAction', '');
            done('adverse');
          });
        }}
      >
        {words.adverse.save}
      </button>
    </Sheet>
  );
}

const scores = Array.from({ length: 11 }, (_, score) => score);

/** Dissociation in two taps: open, and the number the patient says. */
export function DissociationPanel({ chair }: { readonly chair: Chair }) {
  const { record, done, snapshot, store } = chair;
  const typed = snapshot.drafts.get('cadss6') ?? '';
  const scale = cadss6Of(typed);
  return (
    <Sheet chair={chair} title={words.dissociation.title}>
      <fieldset className="picks three">
        <legend>{words.dissociation.ask}</legend>
        {scores.map((score) => (
          <button
            key={score}
            type="button"
            disabled={scale === 'outOfRange'}
            onClick={() => {
              if (scale === 'outOfRange') return;
              void record([{ type: 'dissociationRated', body: { score, ...scale } }], {
                what: `${words.dissociation.title} ${words.dissociation.of(score, scale.cadss6)}`,
              }).then((kept) => {
                if (!kept) return;
                store.setDraft('cadss6', '');
                done('dissociation');
              });
            }}
          >
            {words.dissociation.ends[score] === undefined
              ? score
              : `${score} ${words.dissociation.ends[score]}`}
          </button>
        ))}
      </fieldset>
      <label className="chair-field">
        {words.dissociation.cadss6}
        <input
          inputMode="numeric"
          autoComplete="off"
          value={typed}
          aria-describedby="cadss6-first"
          onChange={(event) => store.setDraft('cadss6', event.currentTarget.value)}
        />
      </label>
      {scale === 'outOfRange' ? (
        <p className="soft-problem" role="alert" id="cadss6-first">
          {words.dissociation.cadss6Range}
        </p>
      ) : (
        <p className="quiet small" id="cadss6-first">
          {words.dissociation.cadss6First}
        </p>
      )}
    </Sheet>
  );
}

/** The end of the dose: whole, or stopped early with a reason. It cannot be undone, so it takes two taps. */
export function EndPanel({ chair }: { readonly chair: Chair }) {
  const { record, done, state, snapshot, store } = chair;
  const [stopped, setStopped] = useState<boolean>();
  const reason = snapshot.drafts.get('endReason') ?? '';
  const missing = stopped === true && reason.trim() === '';
  return (
    <Sheet chair={chair} title={words.end.title}>
      {state.dose === undefined ? null : (
        <p>{words.end.delivered(state.dose.deliveredMg, state.dose.deliveredMl)}</p>
      )}
      <fieldset className="picks one">
        <legend className="visually-hidden">{words.end.title}</legend>
        {state.dose?.devices === undefined ? (
          <button type="button" aria-pressed={stopped === false} onClick={() => setStopped(false)}>
            {words.end.complete}
          </button>
        ) : null}
        <button type="button" aria-pressed={stopped === true} onClick={() => setStopped(true)}>
          {words.end.stopped}
        </button>
      </fieldset>
      {stopped === true ? (
        <label className="chair-field">
          {words.end.reason}
          <textarea
            rows={3}
            maxLength={500}
            value={reason}
            onChange={(event) => store.setDraft('endReason', event.currentTarget.value)}
          />
        </label>
      ) : null}
      {missing ? <p className="soft-problem">{words.end.needReason}</p> : null}
      <button
        type="button"
        className="chair-button primary big"
        disabled={stopped === undefined || missing}
        onClick={() => {
          void record([
            {
              type: 'doseEnd',
              body: {
                stoppedEarly: stopped === true,
                ...(stopped === true ? { reason: reason.trim() } : {}),
              },
            },
          ]).then((kept) => {
            if (!kept) return;
            store.setDraft('endReason', '');
            done('end');
          });
        }}
      >
        {words.end.save}
      </button>
    </Sheet>
  );
}
