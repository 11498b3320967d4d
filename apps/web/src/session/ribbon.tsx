import { epochMs } from '@evenkeel/quantities';
import { AttentionMark } from '../theme/attention-mark.tsx';
import { base } from '../app/api.ts';
import { sessionWords as words } from '../words/session-en.ts';
import { ageText, minutesAhead, type Chair } from './chair.ts';
import { entryLine } from './entry-words.ts';
import { unsent } from './outbox.ts';

/** Silence after which what is shown is greyed, ms. */
export const staleMs = 10_000;

/** True when the server was not heard for too long. */
export function isStale({ snapshot, now }: Pick<Chair, 'snapshot' | 'now'>): boolean {
  return snapshot.lastContactMs === undefined || epochMs(now) - snapshot.lastContactMs > staleMs;
}

/** Where the entries are, said in one line; and everything that stands between this device and the server. */
export function Ribbon({ chair }: { readonly chair: Chair }) {
  const { snapshot, me, now } = chair;
  const { own, others, refused } = unsent(snapshot.log, me.actorId);
  const waiting = own + others;
  const stale = isStale(chair);
  const ahead = minutesAhead(snapshot.clockAheadMs);
  return (
    <div className="ribbon" data-unsent={own} data-state={waiting === 0 ? 'server' : 'device'}>
      <output className={waiting === 0 ? 'ribbon-line' : 'ribbon-line waiting'}>
        {waiting === 0 ? words.ribbon.allOnServer : words.ribbon.onDevice(waiting)}
      </output>
      {others > 0 ? <p className="ribbon-line waiting">{words.ribbon.othersWait(others)}</p> : null}
      {stale ? (
        <p className="ribbon-line attention-unknown">
          <AttentionMark level="unknown" />{' '}
          {snapshot.lastContactMs === undefined
            ? words.ribbon.noContactYet
            : words.ribbon.noContact(ageText(snapshot.lastContactMs, now))}
        </p>
      ) : null}
      {snapshot.signedOut ? (
        <p className="ribbon-line attention-due" role="alert">
          <AttentionMark level="due" /> {words.ribbon.signedOut}{' '}
          <a href={`${base}/today`}>{words.ribbon.signIn}</a>
        </p>
      ) : null}
      {snapshot.keepProblem === undefined ? null : (
        <p className="ribbon-line attention-now" role="alert">
          <AttentionMark level="now" />{' '}
          {snapshot.keepProblem === 'unreadable' ? words.ribbon.unreadable : words.ribbon.notKept}
        </p>
      )}
      {ahead !== 0 ? <p className="ribbon-line">{words.ribbon.clockAhead(ahead)}</p> : null}
      {refused > 0 ? <Refused chair={chair} /> : null}
    </div>
  );
}

/** Entries the server did not take, each with its sentence and the choice of what becomes of it. */
function Refused({ chair }: { readonly chair: Chair }) {
  const { snapshot, store } = chair;
  const rows = [...snapshot.log.outbox.values()].filter((row) => row.refusal !== undefined);
  return (
    <section className="refused" role="alert" aria-label={words.refused.title}>
      <p>
        <strong>{words.ribbon.refused(rows.length)}</strong> {words.refused.kept}
      </p>
      {rows.map(({ entry, refusal }) => (
        <div key={entry.id} className="refused-row">
          <p>
            {entryLine(entry)} <span className="quiet">{refusal?.sentence}</span>
          </p>
          <span className="row">
            <button type="button" className="chair-button" onClick={() => void store.sendAgain(entry.id)}>
              {words.refused.again}
            </button>
            {entry.type === 'note' || entry.authorId !== chair.me.actorId ? null : (
              <button
                type="button"
                className="chair-button"
                onClick={() => {
                  const text = `${entryLine(entry)} (${refusal?.sentence ?? ''})`;
                  void store
                    .add({ type: 'note', clinicalTime: entry.clinicalTime, body: { text } })
                    .then(() => store.dismiss(entry.id))
                    .catch(() => undefined);
                }}
              >
                {words.refused.asNote}
              </button>
            )}
            <button type="button" className="chair-button" onClick={() => void store.dismiss(entry.id)}>
              {words.refused.leaveOut}
            </button>
          </span>
        </div>
      ))}
    </section>
  );
}
