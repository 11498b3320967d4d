import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { routes, type SessionView } from '@evenkeel/contract';
import { call } from '../app/api.ts';
import { ProblemBox } from '../app/problem-box.tsx';
import { sessionWords as words } from '../words/session-en.ts';
import { BeforeOpening } from './before-opening.tsx';
import type { SessionFrame } from './local-store.ts';

/** A session that is not open yet: see what stands in the way, choose the chair and open it. */
export function BookedSession({
  frame,
  onOpened,
}: {
  readonly frame: SessionFrame;
  readonly onOpened: (view: SessionView) => void;
}) {
  const today = useQuery({ queryKey: ['today'], queryFn: async () => await call(routes.today, {}) });
  const [typed, setTyped] = useState<string>();
  const [error, setError] = useState<unknown>();
  const taken = new Set(
    (today.data?.sessions ?? []).flatMap((one) =>
      one.state === 'open' && one.chair !== undefined ? [one.chair] : [],
    ),
  );
  const free = (today.data?.chairs ?? []).filter((one) => !taken.has(one));
  const chair = typed ?? free[0] ?? '';
  const open = async () => {
    setError(undefined);
    try {
      onOpened(
        await call(routes.openSession, {
          params: { sessionId: frame.sessionId },
          body: { chair: chair.trim() },
        }),
      );
    } catch (refused) {
      setError(refused);
    }
  };
  return (
    <section className="chair narrow">
      <h1>{words.booked.title}</h1>
      <p>{words.booked.body}</p>
      <p className="dose-sentence">{frame.planSentence}</p>
      {frame.state === 'booked' ? <BeforeOpening patientId={frame.patientId} /> : null}
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void open();
        }}
      >
        <label className="chair-field">
          {words.booked.chair}
          <input
            value={chair}
            maxLength={40}
            list="chairs"
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        </label>
        <datalist id="chairs">
          {free.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </datalist>
        <ProblemBox error={error} />
        <button
          type="submit"
          className="chair-button primary big"
          disabled={chair.trim() === '' || frame.state === 'cancelled'}
        >
          {words.booked.open}
        </button>
      </form>
    </section>
  );
}
