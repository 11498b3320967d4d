import { routes, type SessionSummary } from '@evenkeel/contract';
import { elapsedMinutes, type Instant } from '@evenkeel/quantities';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { call, queryClient, useMe } from '../app/api.ts';
import { timeText } from '../app/format.ts';
import { may } from '../app/may.ts';
import { LoadProblem, Loading } from '../app/load-problem.tsx';
import { ProblemBox } from '../app/problem-box.tsx';
import { Button, DateInput, focusAtStart, Page, TextInput, Value } from '../app/ui.tsx';
import { Attention } from '../theme/attention-mark.tsx';
import { officeWords } from '../words/office-en.ts';

const t = officeWords.today;

/** Read only when somebody is about to open a session: it brings every rule along. */
const BeforeOpening = lazy(async () => ({
  default: (await import('../session/before-opening.tsx')).BeforeOpening,
}));

/** Who is here today, overdue first. */
export function TodayPage() {
  const [day, setDay] = useState<string>();
  const today = useQuery({
    queryKey: ['today', day],
    queryFn: async () => await call(routes.today, { query: day === undefined ? {} : { day } }),
    refetchInterval: 10_000,
  });
  if (today.data === undefined) return <Loading of={[today]} />;
  const { sessions, timeZone, chairs, now } = today.data;
  return (
    <Page title={today.data.sentence}>
      <LoadProblem of={[today]} />
      <div className="row noprint">
        <DateInput
          label={t.day}
          value={day ?? today.data.day}
          onChange={(event) =>
            setDay(event.currentTarget.value === '' ? undefined : event.currentTarget.value)
          }
        />
      </div>
      {sessions.length === 0 ? (
        <p>
          {t.none} <Link to="/patients">{t.toPatients}</Link>
        </p>
      ) : (
        <ul className="list">
          {sessions.map((session) => (
            <TodayRow key={session.sessionId} session={session} zone={timeZone} now={now} chairs={chairs} />
          ))}
        </ul>
      )}
    </Page>
  );
}

function TodayRow({
  session,
  zone,
  now,
  chairs,
}: {
  readonly session: SessionSummary;
  readonly zone: string;
  readonly now: string;
  readonly chairs: readonly string[];
}) {
  const me = useMe();
  const mayChart = may(me, 'session.chart');
  return (
    <li className="row" style={{ justifyContent: 'space-between' }}>
      <div className="stack" style={{ gap: 2 }}>
        <span>
          <Link to="/patients/$patientId" params={{ patientId: session.patientId }}>
            <strong>{session.patientName}</strong>
          </Link>{' '}
          <span className="quiet">{t.session(session.number, session.plannedSessions)}</span>
        </span>
        <span className="small">
          {t.phases[(session.state === 'open' ? session.phase : session.state) as keyof typeof t.phases] ??
            session.phase}
          {session.chair === undefined ? null : <span className="quiet">{`, ${session.chair}`}</span>}
          {session.state !== 'open' || session.doseStartedAt === undefined
            ? null
            : `, ${t.minutes(Math.max(0, elapsedMinutes(session.doseStartedAt as Instant, now as Instant)))}`}
          {session.lastVitals?.systolic === undefined ? null : (
            <>
              {', '}
              <Value
                value={`${session.lastVitals.systolic}/${session.lastVitals.diastolic ?? '?'}`}
                unit="mmHg"
              />{' '}
              <span className="quiet">
                {officeWords.chairs.lastVitals(timeText(zone, session.lastVitals.at))}
              </span>
            </>
          )}
        </span>
        {session.state !== 'open' || session.nextDue === undefined ? null : (
          <span className="small quiet">
            {officeWords.chairs.due(session.nextDue.what, timeText(zone, session.nextDue.dueAt))}
          </span>
        )}
        {session.attention.slice(0, 3).map((one) => (
          <Attention key={one.sentence} level={one.level}>
            {one.sentence}
          </Attention>
        ))}
      </div>
      {mayChart && (session.state === 'booked' || session.state === 'open' || session.state === 'signed') ? (
        session.state === 'booked' ? (
          <OpenSession patientId={session.patientId} sessionId={session.sessionId} chairs={chairs} />
        ) : (
          <Button
            component={Link}
            to={`/sessions/${session.sessionId}`}
            variant={session.state === 'open' ? 'filled' : 'default'}
          >
            {t.go}
          </Button>
        )
      ) : null}
    </li>
  );
}

/** Says what stands in the way, brings the patient to a chair and opens the session. */
export function OpenSession({
  patientId,
  sessionId,
  chairs,
}: {
  readonly patientId: string;
  readonly sessionId: string;
  readonly chairs: readonly string[];
}) {
  const navigate = useNavigate();
  const [chair, setChair] = useState<string>();
  const open = useMutation({
    mutationFn: async () =>
      await call(routes.openSession, { params: { sessionId }, body: { chair: chair ?? '' } }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['today'] });
      await navigate({ to: '/sessions/$sessionId', params: { sessionId } });
    },
  });
  if (chair === undefined) {
    return (
      <Button variant="default" onClick={() => setChair(chairs[0] ?? '')}>
        {t.open}
      </Button>
    );
  }
  return (
    <div className="stack">
      <Suspense fallback={null}>
        <BeforeOpening patientId={patientId} />
      </Suspense>
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault();
          open.mutate();
        }}
      >
        <TextInput
          label={t.chooseChair}
          required
          ref={focusAtStart}
          list={`chairs-${sessionId}`}
          value={chair}
          onChange={(event) => setChair(event.currentTarget.value)}
        />
        <datalist id={`chairs-${sessionId}`}>
          {chairs.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </datalist>
        <Button type="submit" loading={open.isPending} style={{ alignSelf: 'end' }}>
          {t.open}
        </Button>
        <ProblemBox error={open.error} />
      </form>
    </div>
  );
}
