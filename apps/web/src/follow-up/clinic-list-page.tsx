import { routes, type LongTermListView } from '@evenkeel/contract';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { call, useMe } from '../app/api.ts';
import { dateText } from '../app/format.ts';
import { may } from '../app/may.ts';
import { LoadProblem, Loading } from '../app/load-problem.tsx';
import { Button, Page, Value } from '../app/ui.tsx';
import { Attention } from '../theme/attention-mark.tsx';
import { followUpWords } from '../words/follow-up-en.ts';
import { AfterDose } from './after-dose.tsx';

const t = followUpWords.list;
const names = followUpWords.domains;
type Row = LongTermListView['rows'][number];

/** The clinic's list: checks that are owed after a dose, then long-term findings and what is due. */
export function ClinicListPage() {
  const me = useMe();
  const after = useQuery({
    queryKey: ['afterDose'],
    refetchInterval: 60_000,
    queryFn: async () => await call(routes.afterDoseList),
  });
  const list = useInfiniteQuery({
    queryKey: ['longTermList'],
    initialPageParam: undefined as number | undefined,
    queryFn: async ({ pageParam: from }) =>
      await call(routes.longTermList, { query: from === undefined ? {} : { from } }),
    getNextPageParam: ({ more }) => more,
  });
  const [first] = list.data?.pages ?? [];
  if (after.data === undefined || first === undefined) return <Loading of={[after, list]} />;
  const { counts } = first;
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <Page title={t.title(counts.withTrigger, counts.withDue, after.data.counts.owed)}>
      <LoadProblem of={[after, list]} />
      <AfterDose list={after.data} mayRecord={may(me, 'followUp.record')} />
      <h2>{t.longTerm}</h2>
      {rows.length === 0 ? <p>{t.none}</p> : <Rows rows={rows} />}
      <p className="row noprint">
        {rows.length === 0 ? null : <span className="quiet small">{t.of(rows.length, counts.people)}</span>}
        {list.hasNextPage ? (
          <Button
            variant="default"
            loading={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            {t.more}
          </Button>
        ) : null}
      </p>
    </Page>
  );
}

function Rows({ rows }: { readonly rows: readonly Row[] }) {
  return (
    <div className="scroll">
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t.person}</th>
            <th scope="col">{t.findings}</th>
            <th scope="col">{t.due}</th>
            <th scope="col">{t.exposure}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.patient.patientId}>
              <th scope="row">
                <Link to="/patients/$patientId/long-term" params={{ patientId: row.patient.patientId }}>
                  {row.patient.given} {row.patient.family}
                </Link>
              </th>
              <td data-label={row.triggers.length === 0 ? undefined : t.findings}>
                {row.triggers.map((one) => (
                  <div key={one.domain}>
                    <Attention level="now">
                      {names[one.domain]}: {one.says}
                    </Attention>
                  </div>
                ))}
              </td>
              <td data-label={t.due}>
                {row.due.length + row.snoozed.length === 0 ? (
                  <span className="quiet">{t.nothing}</span>
                ) : null}
                {row.due.length === 0 ? null : (
                  <Attention level="due">{row.due.map((one) => names[one.domain]).join(', ')}</Attention>
                )}
                {row.snoozed.map((one) => (
                  <div key={one.domain} className="small quiet">
                    {t.putOff(names[one.domain], dateText(one.snoozedUntil))}
                  </div>
                ))}
              </td>
              <td data-label={t.exposure}>
                <Value value={row.bioavailableMg} unit="mg" />{' '}
                <span className="small quiet">{t.sessions(row.sessions)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
