import { useEffect, useState } from 'react';
import { base } from '../app/api.ts';
import { sessionWords as words } from '../words/session-en.ts';
import { sendLeftOver, type LeftOver } from './send-left-over.ts';
import { lazyLocal, sessionApi } from './use-session.ts';
import './left-over.css';

const everyMs = 15_000;

/** On every page: what of any session is still only on this device. It is sent from here too, page or no page. */
export function LeftOverRibbon({ authorId }: { readonly authorId: string }) {
  const [left, setLeft] = useState<readonly LeftOver[]>([]);
  useEffect(() => {
    let gone = false;
    const look = () => {
      sendLeftOver(lazyLocal, sessionApi, authorId)
        .then((next) => {
          if (!gone) setLeft(next);
        })
        .catch(() => undefined);
    };
    look();
    const timer = setInterval(look, everyMs);
    addEventListener('online', look);
    return () => {
      gone = true;
      clearInterval(timer);
      removeEventListener('online', look);
    };
  }, [authorId]);
  const here = location.pathname;
  const elsewhere = left.filter((one) => !here.endsWith(`/sessions/${one.sessionId}`));
  if (elsewhere.length === 0) return null;
  return (
    <output className="left-over">
      {elsewhere.map((one) => (
        <a key={one.sessionId} href={`${base}/sessions/${one.sessionId}`} className="attention-due">
          {words.ribbon.leftOver(one.waiting, one.refused)}
        </a>
      ))}
    </output>
  );
}
