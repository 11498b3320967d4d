import { useParams } from '@tanstack/react-router';
import SessionPage from './session-page.tsx';

/** The chair side at its address. */
export function SessionRoute() {
  const { sessionId = '' } = useParams({ strict: false });
  return <SessionPage key={sessionId} sessionId={sessionId} />;
}
