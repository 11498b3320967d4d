import { useEffect, useState } from 'preact/hooks';
import { patientWords as words } from '../words/patient-en.ts';
import { ask, own } from './link-api.ts';
import { hasUnsent, isOnlyInPage, newVisit, type Visit } from './visit.ts';

/** How often what waits is tried again. Milliseconds. */
const againMs = 5_000;

/**
 * The visit of this page. What waits is tried again when the connection is back, and every few seconds.
 * @param isOpen this browser was opened for it before, so it is loaded at once
 * @param found called with the questionnaires of the visit before anything kept of them is read
 */
export function useVisit(
  key: string,
  isOpen: boolean,
  found?: (responseIds: readonly string[]) => void,
): Visit {
  const [, redraw] = useState(0);
  const [visit] = useState(() =>
    newVisit({
      ask,
      keep: own,
      key,
      isOpen,
      trouble: words.trouble,
      found,
      changed: () => redraw((count) => count + 1),
    }),
  );
  useEffect(() => {
    const again = () => void visit.again();
    if (visit.get().stage === 'loading') again();
    const timer = setInterval(() => {
      if (visit.get().lost || hasUnsent(visit.get())) again();
    }, againMs);
    // Where the device keeps nothing, the browser asks before it closes the page.
    const stay = (event: BeforeUnloadEvent) => {
      if (isOnlyInPage(visit.get())) event.preventDefault();
    };
    addEventListener('online', again);
    addEventListener('beforeunload', stay);
    return () => {
      clearInterval(timer);
      removeEventListener('beforeunload', stay);
      removeEventListener('online', again);
    };
  }, [visit]);
  return visit;
}
