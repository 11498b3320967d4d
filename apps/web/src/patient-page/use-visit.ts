import { useEffect, useState } from 'preact/hooks';
import { patientWords as words } from '../words/patient-en.ts';
import { ask, own } from './link-api.ts';
import { hasUnsent, newVisit, type Visit } from './visit.ts';

/** How often what waits is tried again. Milliseconds. */
const againMs = 5_000;

/**
 * The visit of this page. What waits is tried again when the connection is back, and every few seconds.
 * @param isOpen this browser was opened for it before, so it is loaded at once
 */
export function useVisit(key: string, isOpen: boolean): Visit {
  const [, redraw] = useState(0);
  const [visit] = useState(() =>
    newVisit({
      ask,
      keep: own,
      key,
      isOpen,
      trouble: words.trouble,
      changed: () => redraw((count) => count + 1),
    }),
  );
  useEffect(() => {
    const again = () => void visit.again();
    if (visit.get().stage === 'loading') again();
    const timer = setInterval(() => {
      if (visit.get().lost || hasUnsent(visit.get())) again();
    }, againMs);
    addEventListener('online', again);
    return () => {
      clearInterval(timer);
      removeEventListener('online', again);
    };
  }, [visit]);
  return visit;
}
