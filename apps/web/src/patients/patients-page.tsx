import { routes } from '@evenkeel/contract';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { call } from '../app/api.ts';
import { dateText } from '../app/format.ts';
import { LoadProblem } from '../app/load-problem.tsx';
import { Button, Page, TextInput } from '../app/ui.tsx';
import { recordWords } from '../words/patient-record-en.ts';

const t = recordWords.patients;

/** Finding a patient, by keyboard alone if wanted. */
export function PatientsPage() {
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const search = useDeferredValue(typed.trim());
  const found = useInfiniteQuery({
    queryKey: ['patients', search],
    placeholderData: keepPreviousData,
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam: after }) =>
      await call(routes.searchPatients, {
        query: { ...(search === '' ? {} : { search }), ...(after === undefined ? {} : { after }) },
      }),
    getNextPageParam: ({ more, patients }) => (more ? patients.at(-1)?.patientId : undefined),
  });
  const patients = found.data?.pages.flatMap((page) => page.patients) ?? [];
  return (
    <Page title={t.title}>
      <search>
        <form
          className="row"
          onSubmit={(event) => {
            event.preventDefault();
            const [only] = patients;
            if (only !== undefined)
              void navigate({ to: '/patients/$patientId', params: { patientId: only.patientId } });
          }}
        >
          <TextInput
            type="search"
            label={t.search}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            style={{ flex: '1 1 280px', maxWidth: 460 }}
          />
          <Button component={Link} to="/patients/new" style={{ alignSelf: 'end' }}>
            {t.register}
          </Button>
        </form>
      </search>
      <LoadProblem of={[found]} />
      {found.isSuccess && patients.length === 0 ? <p>{search === '' ? t.empty : t.none}</p> : null}
      {patients.length === 0 ? null : (
        <div className="scroll" style={{ marginTop: 16 }}>
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{t.name}</th>
                <th scope="col">{t.born}</th>
                <th scope="col">{t.sex}</th>
                <th scope="col">{t.number}</th>
              </tr>
            </thead>
            <tbody>
              {patients.map((patient) => (
                <tr key={patient.patientId}>
                  <th scope="row">
                    <Link to="/patients/$patientId" params={{ patientId: patient.patientId }}>
                      {patient.family}, {patient.given}
                    </Link>
                  </th>
                  <td>
                    {dateText(patient.birthDate)} <span className="quiet">({patient.age})</span>
                  </td>
                  <td>{recordWords.sexes[patient.sex]}</td>
                  <td>{patient.number}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {found.hasNextPage ? (
        <Button
          variant="default"
          style={{ marginTop: 12 }}
          loading={found.isFetchingNextPage}
          onClick={() => void found.fetchNextPage()}
        >
          {t.more}
        </Button>
      ) : null}
    </Page>
  );
}
