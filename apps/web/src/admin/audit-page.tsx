import { routes } from '@evenkeel/contract';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { call, useMe } from '../app/api.ts';
import { momentText } from '../app/format.ts';
import { LoadProblem } from '../app/load-problem.tsx';
import { ProblemBox } from '../app/problem-box.tsx';
import { Button, Page } from '../app/ui.tsx';
import { officeWords } from '../words/office-en.ts';
import { words } from '../words/en.ts';

const t = officeWords.audit;
/** What each route does, in the contract's own words. */
const summaries: ReadonlyMap<string, string> = new Map(
  Object.values(routes).map(({ id, summary }) => [id, summary]),
);

/** Who read and wrote what, newest first, and the proof that nothing of it was changed. */
export function AuditPage() {
  const me = useMe();
  const zone = me?.timeZone ?? 'UTC';
  const [filter, setFilter] = useState<{ patientId?: string; actorId?: string }>({});
  const rows = useInfiniteQuery({
    queryKey: ['audit', filter],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam }) =>
      await call(routes.audit, {
        query: { ...filter, ...(pageParam === undefined ? {} : { before: pageParam }) },
      }),
    getNextPageParam: (last) => last.more,
  });
  const verify = useMutation({ mutationFn: async () => await call(routes.verify, { body: {} }) });
  const all = rows.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <Page title={t.title}>
      <div className="row">
        <Button loading={verify.isPending} onClick={() => verify.mutate()}>
          {t.verify}
        </Button>
        {filter.patientId === undefined && filter.actorId === undefined ? null : (
          <Button variant="default" onClick={() => setFilter({})}>
            {t.all}
          </Button>
        )}
      </div>
      <ProblemBox error={verify.error} />
      {verify.data === undefined ? null : verify.data.ok ? (
        <output className="status">
          {t.verified(verify.data.sessions, verify.data.entries, verify.data.auditRows)}
        </output>
      ) : (
        <div className="problem" role="alert">
          <strong>{t.faults(verify.data.faults.length)}</strong>
          <ul>
            {verify.data.faults.slice(0, 50).map((fault) => (
              <li key={`${fault.what}${fault.id}${fault.sentence}`}>{fault.sentence}</li>
            ))}
          </ul>
        </div>
      )}
      <LoadProblem of={[rows]} />
      <div className="scroll" style={{ marginTop: 12 }}>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t.when}</th>
              <th scope="col">{t.who}</th>
              <th scope="col">{t.role}</th>
              <th scope="col">{t.did}</th>
              <th scope="col">{t.patient}</th>
            </tr>
          </thead>
          <tbody>
            {all.map((row) => (
              <tr key={`${row.chain}/${row.sequence}`}>
                <td style={{ whiteSpace: 'nowrap' }}>{momentText(zone, row.at, true)}</td>
                <td style={{ whiteSpace: 'nowrap' }}>
                  <button
                    type="button"
                    className="linklike"
                    title={t.onlyPerson}
                    onClick={() => setFilter({ actorId: row.actorId })}
                  >
                    {row.actorName}
                  </button>
                </td>
                <td>{words.roles[row.actorRole as keyof typeof words.roles] ?? t.noRole}</td>
                <td>
                  {summaries.get(row.action) ?? row.action}{' '}
                  {row.kind === 'none' ? null : <span className="tag">{t.kinds[row.kind]}</span>}{' '}
                  {row.allowed ? null : <span className="tag tag-now">{t.refused}</span>}
                </td>
                <td>
                  {row.patientId === undefined ? null : (
                    <button
                      type="button"
                      className="linklike"
                      title={t.onlyThis}
                      onClick={() => setFilter({ patientId: row.patientId ?? '' })}
                    >
                      {row.patientName ?? row.patientId}
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.isSuccess && all.length === 0 ? <p>{t.none}</p> : null}
      {rows.hasNextPage ? (
        <Button
          variant="default"
          loading={rows.isFetchingNextPage}
          onClick={() => void rows.fetchNextPage()}
          style={{ marginTop: 12 }}
        >
          {t.more}
        </Button>
      ) : null}
    </Page>
  );
}
