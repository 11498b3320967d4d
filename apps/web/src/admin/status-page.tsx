import { routes } from '@evenkeel/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { call, useMe } from '../app/api.ts';
import { momentText } from '../app/format.ts';
import { may } from '../app/may.ts';
import { Loading } from '../app/load-problem.tsx';
import { Page, Value } from '../app/ui.tsx';
import { Attention } from '../theme/attention-mark.tsx';
import { officeWords } from '../words/office-en.ts';
import { careWords } from '../words/care-en.ts';

const t = officeWords.status;

/** Is charting possible, and what needs doing. */
export function StatusPage() {
  const me = useMe();
  const zone = me?.timeZone ?? 'UTC';
  const status = useQuery({
    queryKey: ['status'],
    queryFn: async () => await call(routes.status),
    refetchInterval: 15_000,
  });
  if (status.data === undefined) return <Loading of={[status]} />;
  const { charting, database, anchors, problems, version, startedAt, lastBackup, lastVerified } = status.data;
  const { jobs, messages } = status.data;
  const rows: readonly (readonly [string, React.ReactNode])[] = [
    [t.version, version],
    [t.started, momentText(zone, startedAt, true)],
    [t.database, `PostgreSQL ${database.version}, ${database.embedded ? t.embedded : t.server}`],
    [t.size, <Value key="size" value={megabytes(database.sizeBytes)} unit="MB" />],
    ...(database.freeBytes === undefined
      ? []
      : [[t.free, <Value key="free" value={megabytes(database.freeBytes)} unit="MB" />] as const]),
    [t.backup, lastBackup === undefined ? t.never : momentText(zone, lastBackup, true)],
    [t.verified, lastVerified === undefined ? t.never : momentText(zone, lastVerified, true)],
    [
      t.anchors,
      `${anchors.count}${anchors.at === undefined ? '' : `, ${momentText(zone, anchors.at, true)}`}`,
    ],
  ];
  return (
    <Page title={t.title(charting.ok)}>
      <p>{charting.sentence}</p>
      <h2>{t.problems}</h2>
      {problems.length === 0 ? (
        <p>{t.noProblems}</p>
      ) : (
        <ul className="list">
          {problems.map((problem) => (
            <li key={problem.sentence}>
              <strong>{problem.sentence}</strong> {problem.action}
            </li>
          ))}
        </ul>
      )}
      {may(me, 'override.read') ? (
        <p>
          <Link to="/overrides">{careWords.override.clinic}</Link>
        </p>
      ) : null}
      <h2>{t.jobs}</h2>
      <ul className="list">
        {jobs.map((one) => (
          <li key={one.job}>
            {one.ok ? one.sentence : <Attention level="unknown">{one.sentence}</Attention>}{' '}
            <span className="quiet small">
              {one.at === undefined ? t.never : momentText(zone, one.at, true)}
            </span>
          </li>
        ))}
        <li>
          {messages.sentence} {t.messages(messages.sent, messages.waiting, messages.dead)}
        </li>
      </ul>
      <table className="plain narrow" style={{ marginTop: 16 }}>
        <tbody>
          {rows.map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        <a href="/api/docs">{t.openApi}</a>
      </p>
    </Page>
  );
}

function megabytes(bytes: number): string {
  return new Intl.NumberFormat('en').format(Math.round(bytes / 1_000_000));
}
