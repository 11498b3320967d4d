import { routes, type ResponseView } from '@evenkeel/contract';
import { flagSays, instrumentById, instruments, isForPatients } from '@evenkeel/instruments';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { call, queryClient, useMe } from '../app/api.ts';
import { momentText } from '../app/format.ts';
import { newId } from '../app/new-id.ts';
import { may } from '../app/may.ts';
import { ProblemBox } from '../app/problem-box.tsx';
import { Button, NativeSelect, Page, TextInput } from '../app/ui.tsx';
import { Attention } from '../theme/attention-mark.tsx';
import { recordWords } from '../words/patient-record-en.ts';
import { PatientFrame } from './patient-frame.tsx';
import { ResponseForm } from './response-form.tsx';

const t = recordWords.measures;
type Timepoint = keyof typeof t.timepoints;

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
  const [instrument, setInstrument] = useState('phq9');
  const chosen = instrumentById(instrument);
  const forPatients = chosen !== undefined && isForPatients(chosen);
  const [filling, setFilling] = useState<ResponseView>();
  const link = useMutation({
    mutationFn: async () =>
      await call(routes.makeLink, { params: { patientId }, body: { instrument, timepoint } }),
  });
  const [responseId, setResponseId] = useState(newId);
  const start = useMutation({
    mutationFn: async () =>
      await call(routes.startResponse, {
        params: { patientId },
        body: { responseId, instrument, timepoint, mode: 'staff' },
      }),
    onSuccess: (response) => {
      setResponseId(newId());
      setFilling(response);
    },
  });
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
              onClick={() => link.mutate()}
            >
              {t.link}
            </Button>
            {clinical ? (
              <Button loading={start.isPending} onClick={() => start.mutate()}>
                {t.fill(chosen?.shortTitle ?? '')}
              </Button>
            ) : null}
          </div>
          {chosen === undefined ? null : (
            <p className="small quiet">
              {chosen.title}. {chosen.licence.terms} {forPatients ? null : t.notForPatients} {chosen.citation}
              .
            </p>
          )}
          <ProblemBox error={link.error ?? start.error ?? found.error} />
          {link.data === undefined ? (
            <p className="small quiet">{t.linkLead}</p>
          ) : (
            <LinkBox path={link.data.path} />
          )}
          {filling === undefined ? null : (
            <ResponseForm
              key={filling.responseId}
              patientId={patientId}
              response={filling}
              onDone={() => {
                setFilling(undefined);
                void queryClient.invalidateQueries({ queryKey: ['responses', patientId] });
                void queryClient.invalidateQueries({ queryKey: ['course', patientId] });
                void queryClient.invalidateQueries({ queryKey: ['eligibility', patientId] });
              }}
            />
          )}
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

function LinkBox({ path }: { readonly path: string }) {
  const address = new URL(path, location.origin).href;
  const [copied, setCopied] = useState(false);
  return (
    <div className="row" style={{ alignItems: 'end', margin: '12px 0' }}>
      <TextInput
        label={t.linkIs}
        readOnly
        value={address}
        onFocus={(event) => event.currentTarget.select()}
        style={{ flex: '1 1 320px' }}
      />
      <Button
        variant="default"
        onClick={() => void navigator.clipboard.writeText(address).then(() => setCopied(true))}
      >
        {copied ? t.copied : t.copy}
      </Button>
    </div>
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
          <span className="quiet small">
            {response.submittedAt === undefined ? '' : momentText(zone, response.submittedAt)}
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
      {score?.flags.map((flag) => (
        <Attention key={flag} level={flag.endsWith('Unanswered') ? 'unknown' : 'now'}>
          {instrument === undefined ? flag : flagSays(instrument, flag)}
        </Attention>
      ))}
    </div>
  );
}
