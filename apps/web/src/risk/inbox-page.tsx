import { routes, type RiskAlertView } from '@evenkeel/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { call, useMe } from '../app/api.ts';
import { momentText, timeText } from '../app/format.ts';
import { may } from '../app/may.ts';
import { hasFailed, Loading, LoadProblem } from '../app/load-problem.tsx';
import { Page } from '../app/ui.tsx';
import { Attention, type AttentionLevel } from '../theme/attention-mark.tsx';
import { measureWords } from '../words/measures-en.ts';
import { AlertActions } from './alert-actions.tsx';

const t = measureWords.risk;

/** Every alert that nobody has closed, the longest waiting first, and who is told. */
export function InboxPage() {
  const me = useMe();
  const zone = me?.timeZone ?? 'UTC';
  const inbox = useQuery({
    queryKey: ['risk', 'inbox'],
    refetchInterval: 15_000,
    queryFn: async () => await call(routes.riskInbox),
  });
  if (inbox.data === undefined) return <Loading of={[inbox]} />;
  const { open, closed, escalation, onCall } = inbox.data;
  const waiting = open.filter(({ state }) => state === 'open').length;
  // An old answer of none is no answer.
  const known = open.length > 0 || !hasFailed(inbox);
  return (
    <Page title={known ? t.title(waiting, open.length) : t.titleUnknown}>
      <LoadProblem of={[inbox]} />
      {escalation.ok ? null : (
        <p>
          <Attention level="unknown">{escalation.sentence}</Attention>
        </p>
      )}
      {open.length === 0 && known ? <p>{t.quiet}</p> : null}
      <ul className="list">
        {open.map((alert) => (
          <li key={alert.alertId}>
            <OpenAlert alert={alert} zone={zone} onCall={onCall} mayAct={may(me, 'risk.act')} />
          </li>
        ))}
      </ul>
      <h2>{t.onCall}</h2>
      <ul className="list">
        {onCall.map((one) => (
          <li key={one.staffId}>
            {one.name} {one.reachable ? null : <Attention level="unknown">{t.unreachable}</Attention>}
          </li>
        ))}
      </ul>
      <h2>{t.closed}</h2>
      {closed.length === 0 ? <p className="quiet">{t.closedNone}</p> : null}
      <ul className="list">
        {closed.map((alert) => (
          <li key={alert.alertId}>
            <strong>{nameOf(alert)}</strong> {alert.says}{' '}
            <span className="quiet">
              {t.closedLine(
                t.dispositions[alert.disposition as keyof typeof t.dispositions] ?? '',
                t.minutes(alert.minutes),
              )}
            </span>
            <Log alert={alert} zone={zone} />
          </li>
        ))}
      </ul>
    </Page>
  );
}

const nameOf = ({ patient }: RiskAlertView) => `${patient.given} ${patient.family}`;
const levelOf = ({ state, level }: RiskAlertView): AttentionLevel =>
  level === 'unanswered' ? 'unknown' : state === 'open' ? 'now' : 'due';

function OpenAlert({
  alert,
  zone,
  onCall,
  mayAct,
}: {
  readonly alert: RiskAlertView;
  readonly zone: string;
  readonly onCall: readonly { readonly staffId: string; readonly name: string }[];
  readonly mayAct: boolean;
}) {
  return (
    <article aria-label={`${nameOf(alert)}: ${t.kinds[alert.kind]}`}>
      <div className="row" style={{ justifyContent: 'space-between' }}>
        <Attention level={levelOf(alert)}>
          <strong>{nameOf(alert)}</strong> {t.kinds[alert.kind]}, {t.levels[alert.level]}
        </Attention>
        <span>
          <strong>{t.minutes(alert.minutes)}</strong>{' '}
          <span className="quiet">{momentText(zone, alert.openedAt)}</span>
        </span>
      </div>
      <p>{alert.says}</p>
      <p className="small">
        {alert.ownerName === undefined ? (
          <Attention level="unknown">{t.noOwner}</Attention>
        ) : (
          t.owner(alert.ownerName)
        )}
        {'. '}
        {alert.acknowledgedAt === undefined
          ? `${t.open}. `
          : `${t.taken(alert.acknowledgedByName ?? '', timeText(zone, alert.acknowledgedAt))}. `}
        {alert.nextAt === undefined || alert.nextTo === undefined
          ? null
          : t.next(t.to[alert.nextTo], timeText(zone, alert.nextAt))}{' '}
        <Link to="/patients/$patientId/measures" params={{ patientId: alert.patient.patientId }}>
          {t.patient}
        </Link>
      </p>
      <ul className="plainlist" aria-label={t.follows}>
        {alert.follows.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      {mayAct ? <AlertActions alert={alert} onCall={onCall} /> : null}
      <Log alert={alert} zone={zone} />
    </article>
  );
}

function Log({ alert, zone }: { readonly alert: RiskAlertView; readonly zone: string }) {
  return (
    <details>
      <summary>{t.log}</summary>
      <ol className="plainlist small">
        {alert.events.map((event, index) => (
          <li key={`${event.at} ${String(index)}`}>
            <span className="quiet">
              {momentText(zone, event.at)}, {event.byName}:
            </span>{' '}
            {event.text}
          </li>
        ))}
      </ol>
      <p className="small quiet">
        {t.grounds}: {alert.sources.map(({ citation }) => citation).join('. ')}
      </p>
    </details>
  );
}
