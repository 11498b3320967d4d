import { useState } from 'react';
import { routes } from '@evenkeel/contract';
import { missingAtClose } from '@evenkeel/protocol';
import type { Instant } from '@evenkeel/quantities';
import { base, call } from '../app/api.ts';
import { momentText } from '../app/format.ts';
import { ProblemBox } from '../app/problem-box.tsx';
import { sessionWords as words } from '../words/session-en.ts';
import type { Chair } from './chair.ts';
import { DrugCount } from './drug-count.tsx';
import { MonitoringForm } from './monitoring-form.tsx';
import { contiguousHead } from './outbox.ts';

/** What is still missing, and nothing else; then the signature with its meaning. */
export function CloseSession({ chair }: { readonly chair: Chair }) {
  const { state, frame, snapshot, signed } = chair;
  const missing = [
    ...missingAtClose(state),
    ...(state.dose === undefined && !state.timeline.some((item) => item.current && item.entry.type === 'note')
      ? [words.close.noDoseNote]
      : []),
  ];
  const waiting = snapshot.log.outbox.size;
  return (
    <section className="close">
      {signed ? (
        <p>{words.close.signed}</p>
      ) : (
        <>
          <h2>{words.close.missing}</h2>
          {missing.length === 0 ? <p>{words.close.nothingMissing}</p> : null}
          <ul>
            {missing.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </>
      )}
      <ul className="list">
        {frame.signatures.map((one) => (
          <li key={`${one.signerId} ${one.at}`}>
            {words.close.by(one.signerName, momentText(frame.timeZone, one.at as Instant, true))}
            <br />
            <span className="quiet">{one.meaning}</span>
          </li>
        ))}
      </ul>
      <DrugCount chair={chair} />
      <MonitoringForm chair={chair} />
      {waiting > 0 ? <p className="soft-problem">{words.close.unsent(waiting)}</p> : null}
      {missing.length === 0 && waiting === 0 ? <Sign chair={chair} /> : null}
      {signed ? (
        <p>
          <a href={`${base}/api/sessions/${frame.sessionId}/record.pdf`}>{words.close.print}</a>{' '}
          <span className="quiet small hash">{words.close.head(frame.headHash)}</span>
        </p>
      ) : null}
    </section>
  );
}

function Sign({ chair }: { readonly chair: Chair }) {
  const { frame, store, snapshot, me, signed } = chair;
  const [meaning, setMeaning] = useState<string>(words.close.meanings[0]);
  const [secret, setSecret] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const mine = frame.signatures.some((one) => one.signerId === me.actorId && one.hash === frame.headHash);
  if (mine) return null;
  const sign = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const view = await call(routes.signSession, {
        params: { sessionId: frame.sessionId },
        body: { meaning, secret, headSequence: contiguousHead(snapshot.log) },
      });
      await store.take(view);
      setSecret('');
    } catch (refused) {
      setError(refused);
      void store.refresh();
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      className="sign"
      onSubmit={(event) => {
        event.preventDefault();
        void sign();
      }}
    >
      <fieldset className="picks one">
        <legend>{words.close.meaning}</legend>
        {words.close.meanings.map((one) => (
          <button key={one} type="button" aria-pressed={meaning === one} onClick={() => setMeaning(one)}>
            {one}
          </button>
        ))}
      </fieldset>
      <label className="chair-field">
        {words.close.secret}
        <input
          type="password"
          autoComplete="current-password"
          value={secret}
          onChange={(event) => setSecret(event.currentTarget.value)}
        />
      </label>
      <ProblemBox error={error} />
      <button type="submit" className="chair-button primary big" disabled={busy || secret === ''}>
        {signed ? words.close.again : words.close.sign}
      </button>
    </form>
  );
}
