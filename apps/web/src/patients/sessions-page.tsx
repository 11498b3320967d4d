import { routes } from '@evenkeel/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { base, call, queryClient, useMe } from '../app/api.ts';
import { dateText, todayIn } from '../app/format.ts';
import { newId } from '../app/new-id.ts';
import { LoadProblem } from '../app/load-problem.tsx';
import { ProblemBox } from '../app/problem-box.tsx';
import { Button, DateInput, Page } from '../app/ui.tsx';
import { OpenSession } from '../today/today-page.tsx';
import { officeWords } from '../words/office-en.ts';
import { recordWords } from '../words/patient-record-en.ts';
import { PatientFrame } from './patient-frame.tsx';

const t = recordWords.sessions;
const phases = officeWords.today.phases;

/** Every session of one patient, booked, open and signed. */
export function SessionsPage() {
  const { patientId = '' } = useParams({ strict: false });
  const zone = useMe()?.timeZone ?? 'UTC';
  const today = todayIn(zone);
  const found = useQuery({
    queryKey: ['sessions', patientId],
    queryFn: async () => await call(routes.patientSessions, { params: { patientId } }),
  });
  const [day, setDay] = useState<string>(today);
  const [sessionId, setSessionId] = useState(newId);
  const book = useMutation({
    mutationFn: async () =>
      await call(routes.bookSession, { params: { patientId }, body: { sessionId, day } }),
    onSuccess: async () => {
      setSessionId(newId());
      await queryClient.invalidateQueries({ queryKey: ['sessions', patientId] });
    },
  });
  const sessions = found.data?.sessions ?? [];
  return (
    <PatientFrame patientId={patientId}>
      {() => (
        <Page title={t.title}>
          <LoadProblem of={[found]} />
          {found.isSuccess && sessions.length === 0 ? <p>{t.none}</p> : null}
          <ul className="list">
            {sessions.map((session) => (
              <li key={session.sessionId} className="row" style={{ justifyContent: 'space-between' }}>
                <span>
                  <strong>{officeWords.today.session(session.number, session.plannedSessions)}</strong>{' '}
                  {dateText(session.day)}
                </span>
                <span>
                  {phases[
                    (session.state === 'open' ? session.phase : session.state) as keyof typeof phases
                  ] ?? session.state}
                </span>
                <span className="row">
                  {session.state === 'open' || session.state === 'signed' ? (
                    <Link to="/sessions/$sessionId" params={{ sessionId: session.sessionId }}>
                      {t.open}
                    </Link>
                  ) : null}
                  {session.state === 'signed' ? (
                    <a href={`${base}/api/sessions/${session.sessionId}/record.pdf`}>{t.pdf}</a>
                  ) : null}
                  {session.state === 'booked' && session.day === today ? (
                    <OpenSession patientId={patientId} sessionId={session.sessionId} chairs={[]} />
                  ) : null}
                </span>
              </li>
            ))}
          </ul>
          {sessions.length === 0 ? null : (
            <div className="row noprint" style={{ alignItems: 'end', marginTop: 16 }}>
              <DateInput label={t.day} value={day} onChange={(event) => setDay(event.currentTarget.value)} />
              <Button variant="default" loading={book.isPending} onClick={() => book.mutate()}>
                {t.book}
              </Button>
            </div>
          )}
          <ProblemBox error={book.error} />
        </Page>
      )}
    </PatientFrame>
  );
}
