import { Link } from '@tanstack/react-router';
import { Attention } from '../theme/attention-mark.tsx';
import { measureWords } from '../words/measures-en.ts';
import { useRiskCount } from './risk-count.ts';

const t = measureWords.risk;

/** A line above every page while an alert waits, or while alerts are not passed on. Not an alarm: no sound, no flash. */
export function RiskBell() {
  const count = useRiskCount();
  if (count === undefined || (count.waiting === 0 && (count.escalation.ok || count.open === 0))) return null;
  return (
    <output className="bell noprint">
      {count.waiting === 0 ? null : (
        <Link to="/inbox">
          <Attention level="now">
            {t.bell(count.waiting)}{' '}
            {count.oldestMinutes === undefined ? null : t.bellFor(t.minutes(count.oldestMinutes))}
          </Attention>
        </Link>
      )}
      {count.escalation.ok ? null : <Attention level="unknown">{count.escalation.sentence}</Attention>}
    </output>
  );
}
