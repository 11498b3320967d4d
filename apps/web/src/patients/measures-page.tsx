import { routes, type ResponseView } from '@evenkeel/contract';
import { flagSays, hasText, instrumentById, instruments, isForPatients } from '@evenkeel/instruments';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { call, queryClient, useMe } from '../app/api.ts';
import { momentText } from '../app/format.ts';
import { newId } from '../app/new-id.ts';
import { may } from '../app/may.ts';
import { LoadProblem } from '../app/load-problem.tsx';
import { ProblemBox } from '../app/problem-box.tsx';
import { Button, NativeSelect, Page } from '../app/ui.tsx';
import { DueList } from '../measures/due-list.tsx';
import { LinkBox } from '../measures/link-box.tsx';
import { PaperTotal, scaleForTotal } from '../measures/paper-total.tsx';
import { PatientChange } from '../measures/patient-change.tsx';
import { Attention } from '../theme/attention-mark.tsx';
import { measureWords } from '../words/measures-en.ts';
import { recordWords } from '../words/patient-record-en.ts';
import { refreshRecord } from './fact-form.tsx';
import { PatientFrame } from './patient-frame.tsx';
import { ResponseForm } from './response-form.tsx';

const t = recordWords.measures;
const m = measureWords;
type Timepoint = keyof typeof t.timepoints;

/** What is to be given, and when it counts. */
interface Wanted {
  readonly instruments: readonly string[];
  readonly timepoint: Timepoint;
  readonly sessionId: string | undefined;
}

/** Scores of one patient, a link for the next, and the form for answers given in the room. */
export function MeasuresPage() {
  const { patientId = '' } = useParams({ strict: false });
  const me = useMe();
  const zone = me?.timeZone ?? 'UTC';
  const clinical = may(me, 'response.read');
  const found = useQuery({
    queryKey: ['responses', patientId],
    enabled: clinical,
    queryFn: async () => await call(routes.responses, { params: { patientId } }),
  });
  const [timepoint, setTimepoint] = useState<Timepoint>('baseline');
  const [instrument, setInstrument] = useState(
    // A page that says what is due leads here with its scale.
    () => instrumentById(new URLSearchParams(location.search).get('scale') ?? '')?.id ?? 'phq9',
  );
  const chosen = instrumentById(instrument);
  // A scale whose text may not ship can be sent where this site has loaded it.
  const form = useQuery({
    queryKey: ['form', instrument],
    enabled: chosen !== undefined && chosen.rater === 'self' && !hasText(chosen),
    staleTime: 60_000,
    queryFn: async () => await call(routes.instrumentForm, { params: { instrument } }),
  });
  const forPatients =
    chosen !== undefined &&
    (isForPatients(chosen) ||
      (chosen.rater === 'self' && form.data?.items.every(({ text }) => text !== undefined) === true));
  const [filling, setFilling] = useState<ResponseView>();
  const measures = useQuery({
    queryKey: ['measures', patientId],
    enabled: clinical,
    queryFn: async () => await call(routes.measures, { params: { patientId } }),
  });
  const link = useMutation({
    mutationFn: async (what: Wanted & { readonly kind: 'personal' | 'kiosk' }) =>
      await call(routes.makeLink, {
        params: { patientId },
        body: {
          instruments: [...what.instruments],
          timepoint: what.timepoint,
          kind: what.kind,
          ...(what.sessionId === undefined ? {} : { sessionId: what.sessionId }),
        },
      }),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['measures', patientId] }),
  });
  const [responseId, setResponseId] = useState(newId);
  const [paper, setPaper] = useState(false);
  const start = useMutation({
    mutationFn: async (what: Wanted) =>
      await call(routes.startResponse, {
        params: { patientId },
        body: {
          responseId,
          instrument: what.instruments[0] ?? '',
          timepoint: what.timepoint,
          mode: 'staff',
          ...(what.sessionId === undefined ? {} : { sessionId: what.sessionId }),
        },
      }),
    onSuccess: (response) => {
      setResponseId(newId());
      setFilling(response);
    },
  });
  const typed: Wanted = { instruments: [instrument], timepoint, sessionId: undefined };
  const forTotal = scaleForTotal(instrument);
  const changed = () => {
    void refreshRecord(patientId);
    void queryClient.invalidateQueries({ queryKey: ['risk'] });
  };
  const responses = found.data?.responses ?? [];
  return (
    <PatientFrame patientId={patientId}>
      {() => (
        <Page title={t.title}>
          <div className="row noprint" style={{ alignItems: 'end' }}>
            <NativeSelect
              label={t.scale}
              value={instrument}
              onChange={(event) => {
                setInstrument(event.currentTarget.value);
                link.reset();
              }}
              data={instruments
                .filter((one) => clinical || isForPatients(one))
                .map((one) => ({ value: one.id, label: `${one.shortTitle}, ${t.raters[one.rater]}` }))}
            />
            <NativeSelect
              label={t.timepoint}
              value={timepoint}
              onChange={(event) => setTimepoint(event.currentTarget.value as Timepoint)}
              data={Object.entries(t.timepoints).map(([value, label]) => ({ value, label }))}
            />
            <Button
              variant={clinical ? 'default' : 'filled'}
              loading={link.isPending}
              disabled={!forPatients}
              onClick={() => link.mutate({ ...typed, kind: 'personal' })}
            >
              {t.link}
            </Button>
            <Button
              variant="default"
              loading={link.isPending}
              disabled={!forPatients}
              onClick={() => link.mutate({ ...typed, kind: 'kiosk' })}
            >
              {m.due.tablet}
            </Button>
            {clinical ? (
              <>
                <Button loading={start.isPending} onClick={() => start.mutate(typed)}>
                  {t.fill(chosen?.shortTitle ?? '')}
                </Button>
                <Button
                  variant="default"
                  disabled={forTotal === undefined}
                  aria-expanded={paper}
                  onClick={() => setPaper(!paper)}
                >
                  {m.paper.open}
                </Button>
              </>
            ) : null}
          </div>
          {chosen === undefined ? null : (
            <p className="small quiet">
              {chosen.title}. {chosen.licence.terms} {forPatients ? null : t.notForPatients} {chosen.citation}
              .
            </p>
          )}
          <ProblemBox error={link.error ?? start.error} />
          <LoadProblem of={[found]} />
          {link.data === undefined ? (
            <p className="small quiet">{t.linkLead}</p>
          ) : (
            <LinkBox
              key={link.data.path + (link.data.code ?? '')}
              path={link.data.path}
              code={link.data.code}
            />
          )}
          {paper && forTotal !== undefined ? (
            <PaperTotal
              key={forTotal.id}
              patientId={patientId}
              instrument={forTotal}
              timepoint={timepoint}
              zone={zone}
              onDone={() => {
                setPaper(false);
                changed();
              }}
            />
          ) : null}
          {filling === undefined ? null : (
            <ResponseForm
              key={filling.responseId}
              patientId={patientId}
              response={filling}
              onDone={() => {
                setFilling(undefined);
                changed();
              }}
            />
          )}
          {measures.data === undefined ? (
            <LoadProblem of={[measures]} />
          ) : (
            <>
              <DueList
                measures={measures.data}
                zone={zone}
                actions={
                  may(me, 'response.write')
                    ? {
                        onLink: (due, chosenOnes, kind) =>
                          link.mutate({
                            instruments: chosenOnes,
                            timepoint: due.timepoint,
                            sessionId: due.sessionId,
                            kind,
                          }),
                        onRate: (due, one) =>
                          start.mutate({
                            instruments: [one],
                            timepoint: due.timepoint,
                            sessionId: due.sessionId,
                          }),
                        onResume: (id) => setFilling(responses.find((one) => one.responseId === id)),
                      }
                    : undefined
                }
              />
              {measures.data.reason === undefined ? null : (
                <p className="small">{m.change.differs(measures.data.reason)}</p>
              )}
              {may(me, 'response.write') ? (
                <details className="noprint">
                  <summary>{m.change.open}</summary>
                  <PatientChange key={measures.data.version} patientId={patientId} measures={measures.data} />
                </details>
              ) : null}
            </>
          )}
          {clinical ? <h2>{t.given}</h2> : null}
          {found.isSuccess && responses.length === 0 ? <p>{t.none}</p> : null}
          <ul className="list">
            {responses.map((response) => (
              <li key={response.responseId}>
                <ResponseLine response={response} zone={zone} onResume={setFilling} />
              </li>
            ))}
          </ul>
        </Page>
      )}
    </PatientFrame>
  );
}

function ResponseLine({
  response,
  zone,
  onResume,
}: {
  readonly response: ResponseView;
  readonly zone: string;
  readonly onResume: (response: ResponseView) => void;
}) {
  const instrument = instrumentById(response.instrument);
  const { score } = response;
  return (
    <div className="row" style={{ justifyContent: 'space-between' }}>
      <span>
        <strong>{instrument?.title ?? response.instrument}</strong>{' '}
        <span className="quiet">{t.timepoints[response.timepoint as Timepoint] ?? response.timepoint}</span>
      </span>
      {response.state === 'open' ? (
        <span>
          <span className="tag">{t.open}</span>{' '}
          <span className="quiet">
            {t.of(response.answers.filter((answer) => answer !== null).length, response.answers.length)}
          </span>{' '}
          {response.mode === 'staff' ? (
            <Button size="compact-sm" variant="default" onClick={() => onResume(response)}>
              {t.resume}
            </Button>
          ) : null}
        </span>
      ) : (
        <span>
          {score?.total !== undefined ? (
            <strong>{Number(score.total.toFixed(1))}</strong>
          ) : instrument?.scoring.kind === 'none' ? null : (
            t.noTotal
          )}{' '}
          {score?.band} {score?.prorated === true ? <span className="tag">{t.prorated}</span> : null}{' '}
          {score?.totalOnly === true ? <span className="tag">{m.shown.totalOnly}</span> : null}{' '}
          {response.mode === 'kiosk' ? <span className="tag">{m.shown.kiosk}</span> : null}{' '}
          {response.carried.length === 0 ? null : (
            <span className="tag">{m.shown.carried(response.carried.map((item) => item + 1))}</span>
          )}{' '}
          {response.ratedBy === undefined ? null : (
            <span className="quiet small">{m.shown.rated(response.ratedBy)}, </span>
          )}
          <span className="quiet small">
            {response.submittedAt === undefined
              ? ''
              : momentText(zone, response.takenAt ?? response.submittedAt)}
          </span>
        </span>
      )}
      {score === undefined || score.subscales.length === 0 ? null : (
        <span className="small quiet" style={{ flexBasis: '100%' }}>
          {score.subscales
            .flatMap(({ id, total }) =>
              total === undefined
                ? []
                : [
                    `${instrument?.subscales?.find((one) => one.id === id)?.title ?? id} ${Number(total.toFixed(1))}`,
                  ],
            )
            .join(', ')}
        </span>
      )}
      {response.late.length === 0 ? null : (
        <span className="small" style={{ flexBasis: '100%' }}>
          {m.shown.late}{' '}
          {response.late
            .map(({ item, answer }) => {
              const asked = instrument?.items[item];
              const said = asked?.options.find(({ value }) => value === answer)?.label;
              return m.shown.lateAnswer(item + 1, said ?? (answer === null ? undefined : String(answer)));
            })
            .join('; ')}
        </span>
      )}
      {score?.flags.map((flag) => (
        <Attention key={flag} level={flag.endsWith('Unanswered') ? 'unknown' : 'now'}>
          {instrument === undefined ? flag : flagSays(instrument, flag)}
        </Attention>
      ))}
    </div>
  );
}
