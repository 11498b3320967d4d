import { useState } from 'react';
import { elapsedText } from '@evenkeel/quantities';
import { routeWords as words } from '../words/every-route-en.ts';
import { clock, problemOfDraft, type Chair } from './chair.ts';
import type { Draft } from './session-store.ts';

/** The next nasal device: from when it can be given, one tap when it was used, a reason when it is not taken. */
export function DeviceStep({ chair }: { readonly chair: Chair }) {
  const { state, record, now, signed } = chair;
  const [asked, ask] = useState(false);
  const [reason, setReason] = useState('');
  const next = state.dose?.devices?.next;
  if (next === undefined || signed || state.discharge.decided !== undefined) return null;
  const { device, from } = next;
  const waits = now < from;
  const used: Draft = { type: 'deviceGiven', body: { device, taken: true } };
  const left: Draft = { type: 'deviceGiven', body: { device, taken: false, reason: reason.trim() } };
  return (
    <section className="device-step" aria-label={words.devices.next(device)}>
      <output>
        {waits
          ? words.devices.wait(device, clock(chair, from), elapsedText(now, from))
          : words.devices.now(device)}
      </output>
      <div className="row">
        <button
          type="button"
          className="chair-button primary"
          disabled={waits}
          onClick={() => void record([used], { what: words.devices.taken(device) })}
        >
          {words.devices.next(device)}
        </button>
        <button type="button" className="chair-button" onClick={() => ask(!asked)}>
          {words.devices.notTaken(device)}
        </button>
      </div>
      {asked ? (
        <label className="chair-field wide">
          {words.devices.why(device)}
          <input value={reason} maxLength={500} onChange={(event) => setReason(event.currentTarget.value)} />
          <button
            type="button"
            className="chair-button"
            disabled={problemOfDraft(chair, left) !== undefined}
            onClick={() => {
              void record([left], { what: words.devices.left(device) }).then((kept) => {
                if (!kept) return;
                setReason('');
                ask(false);
              });
            }}
          >
            {words.devices.save}
          </button>
        </label>
      ) : null}
    </section>
  );
}
