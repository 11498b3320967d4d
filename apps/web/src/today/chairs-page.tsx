import { routes } from '@evenkeel/contract';
import { elapsedMinutes, type Instant } from '@evenkeel/quantities';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { call } from '../app/api.ts';
import { timeText } from '../app/format.ts';
import { Loading } from '../app/load-problem.tsx';
import { Page, Value } from '../app/ui.tsx';
import { Attention } from '../theme/attention-mark.tsx';
import { officeWords } from '../words/office-en.ts';
import { ObserverCount } from './observer-count.tsx';

const t = officeWords.chairs;
const phases = officeWords.today.phases;

/** One tile for each chair in use: photo, minute, phase, last vitals with their time, what is due. Readable at 3 m. */
export function ChairsPage() {
  const today = useQuery({
    queryKey: ['today', undefined],
    queryFn: async () => await call(routes.today, { query: {} }),
    refetchInterval: 5_000,
  });
  if (today.data === undefined) return <Loading of={[today]} />;
  const { timeZone, now } = today.data;
  const open = today.data.sessions.filter((session) => session.state === 'open');
  const isStale = today.isError;
  return (
    <Page title={t.title(open.length)}>
      {isStale ? <Attention level="unknown">{t.noSignal(timeText(timeZone, now))}</Attention> : null}
      {open.length === 0 ? <p>{t.none}</p> : null}
      <ObserverCount today={today.data} />
      <div className="tiles" style={isStale ? { opacity: 0.5 } : undefined}>
        {open.map((session) => (
          <Link
            key={session.sessionId}
            className="tile"
            to="/sessions/$sessionId"
            params={{ sessionId: session.sessionId }}
          >
            <span className="row" style={{ justifyContent: 'space-between' }}>
              <strong>{session.chair}</strong>
              <span className="quiet">{phases[session.phase as keyof typeof phases] ?? session.phase}</span>
            </span>
            <span className="row">
              {session.photo === undefined ? null : (
                <img src={session.photo} alt="" width={36} height={36} style={{ borderRadius: '50%' }} />
              )}
              {session.patientName}
            </span>
            {session.lastVitals?.systolic === undefined ? (
              <span className="quiet">{t.noVitals}</span>
            ) : (
              <span className="big">
                <Value
                  value={`${session.lastVitals.systolic}/${session.lastVitals.diastolic ?? '?'}`}
                  unit="mmHg"
                />
              </span>
            )}
            {session.lastVitals === undefined ? null : (
              <span className="quiet small">{t.lastVitals(timeText(timeZone, session.lastVitals.at))}</span>
            )}
            {session.doseStartedAt === undefined ? null : (
              <span className="small">
                {officeWords.today.minutes(
                  Math.max(0, elapsedMinutes(session.doseStartedAt as Instant, now as Instant)),
                )}
              </span>
            )}
            {session.attention.length === 0 ? (
              <span className="small quiet">
                {session.nextDue === undefined
                  ? officeWords.today.nothingDue
                  : t.due(session.nextDue.what, timeText(timeZone, session.nextDue.dueAt))}
              </span>
            ) : (
              session.attention.slice(0, 2).map((one) => (
                <Attention key={one.sentence} level={one.level}>
                  {one.sentence}
                </Attention>
              ))
            )}
          </Link>
        ))}
      </div>
    </Page>
  );
}
