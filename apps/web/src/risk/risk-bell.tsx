import { instantOf } from '@evenkeel/quantities';
import { Link } from '@tanstack/react-router';
import { useMe } from '../app/api.ts';
import { timeText } from '../app/format.ts';
import { hasFailed } from '../app/load-problem.tsx';
import { Attention } from '../theme/attention-mark.tsx';
import { measureWords } from '../words/measures-en.ts';
import { words } from '../words/en.ts';
import { useRiskCount } from './risk-count.ts';

const t = measureWords.risk;

/**
 * A line above every page while an alert waits, while alerts are not passed on, or while it is not known whether one
 * waits. Not an alarm: no sound, no flash.
 */
export function RiskBell() {
  const zone = useMe()?.timeZone ?? 'UTC';
  const found = useRiskCount();
  const { data: count, dataUpdatedAt } = found;
  const failed = hasFailed(found);
  const quiet = count === undefined || (count.waiting === 0 && (count.escalation.ok || count.open === 0));
  if (quiet && !failed) return null;
  return (
    <output className="bell noprint">
      {count === undefined || count.waiting === 0 ? null : (
        <Link to="/inbox">
          <Attention level="now">
            {t.bell(count.waiting)}{' '}
            {count.oldestMinutes === undefined ? null : t.bellFor(t.minutes(count.oldestMinutes))}
          </Attention>
        </Link>
      )}
      {count === undefined || count.escalation.ok ? null : (
        <Attention level="unknown">{count.escalation.sentence}</Attention>
      )}
      {failed ? (
        <>
          <Attention level="unknown">
            {count === undefined ? t.bellUnknown : t.bellSince(timeText(zone, instantOf(dataUpdatedAt)))}
          </Attention>{' '}
          <button type="button" className="linklike" onClick={() => void found.refetch()}>
            {words.tryAgain}
          </button>
        </>
      ) : null}
    </output>
  );
}
