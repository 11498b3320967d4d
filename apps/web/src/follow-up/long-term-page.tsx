import { routes, type LongTermView } from '@evenkeel/contract';
import { instrumentById } from '@evenkeel/instruments';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { call, queryClient, useMe } from '../app/api.ts';
import { DraftLine } from '../app/draft-line.tsx';
import { useDraft } from '../app/draft.ts';
import { dateText } from '../app/format.ts';
import { may } from '../app/may.ts';
import { Loading } from '../app/load-problem.tsx';
import { PrintButton } from '../app/print-button.tsx';
import { ProblemBox } from '../app/problem-box.tsx';
import { Button, DateInput, Page, Textarea, Value } from '../app/ui.tsx';
import type { TypedKind } from '../patients/fact-fields.ts';
import { FactForm } from '../patients/fact-form.tsx';
import { PatientFrame } from '../patients/patient-frame.tsx';
import { Attention } from '../theme/attention-mark.tsx';
import { drugText, routeText } from '../words/drug-en.ts';
import { words } from '../words/en.ts';
import { markText } from '../words/evidence-en.ts';
import { followUpWords } from '../words/follow-up-en.ts';
import { MisuseSection } from './misuse-section.tsx';

const t = followUpWords.longTerm;
type Domain = LongTermView['domains'][number];

/** What was given so far, and each domain that is watched over the years. */
export function LongTermPage() {
  const { patientId = '' } = useParams({ strict: false });
  const me = useMe();
  const found = useQuery({
    queryKey: ['longTerm', patientId],
    queryFn: async () => await call(routes.longTerm, { params: { patientId } }),
  });
  const mayRecord = may(me, 'followUp.record');
  const view = found.data;
  return (
    <PatientFrame patientId={patientId}>
      {() =>
        view === undefined ? (
          <Loading of={[found]} />
        ) : (
          <Page
            title={t.title(
              view.domains.filter(({ finding }) => finding === 'trigger').length,
              view.domains.filter(({ finding, due }) => finding !== 'trigger' && due).length,
            )}
          >
            <PrintButton />
            <ul className="list">
              {view.domains.toSorted(byUrgency).map((one) => (
                <li key={one.domain}>
                  <DomainRow patientId={patientId} domain={one} today={view.today} mayRecord={mayRecord} />
                </li>
              ))}
            </ul>
            <MisuseSection patientId={patientId} view={view} mayRecord={mayRecord} />
            <Exposure exposure={view.exposure} />
            <p>
              <Link to="/patients/$patientId/review" params={{ patientId }}>
                {followUpWords.review.open}
              </Link>
            </p>
          </Page>
        )
      }
    </PatientFrame>
  );
}

/** Where the result of a watched domain is written down, when no scale gives it. Misuse has its own form below. */
const resultForms: {
  readonly [D in Domain['domain']]?: {
    readonly kind: TypedKind;
    readonly preset?: Readonly<Record<string, string>>;
  };
} = {
  liver: { kind: 'testResult', preset: { test: 'alt' } },
  pressure: { kind: 'bloodPressure' },
  pregnancy: { kind: 'testResult', preset: { test: 'pregnancyTest' } },
  urinalysis: { kind: 'testResult', preset: { test: 'urinalysis' } },
};

const rank = ({ finding, due, snoozedUntil }: Domain) =>
  finding === 'trigger' ? 0 : due && snoozedUntil === undefined ? 1 : due ? 2 : 3;
const byUrgency = (a: Domain, b: Domain) => rank(a) - rank(b);

function DomainRow({
  patientId,
  domain,
  today,
  mayRecord,
}: {
  readonly patientId: string;
  readonly domain: Domain;
  readonly today: string;
  readonly mayRecord: boolean;
}) {
  const [open, setOpen] = useState(false);
  const [writing, setWriting] = useState(false);
  const me = useMe();
  const form = may(me, 'patient.clinical.write') ? resultForms[domain.domain] : undefined;
  const name = followUpWords.domains[domain.domain];
  const { sinceLast, everyBioavailableMg, instrument, snoozeLatest } = domain;
  const level = domain.finding === 'trigger' ? 'now' : domain.finding === 'unknown' ? 'unknown' : undefined;
  const scale = instrument === undefined ? undefined : (instrumentById(instrument)?.shortTitle ?? instrument);
  return (
    <section aria-label={name}>
      <div className="row" style={{ justifyContent: 'space-between' }}>
        <strong>{name}</strong>
        <span>
          {domain.due && domain.snoozedUntil === undefined ? (
            <Attention level="due">
              {domain.dueOn === undefined || domain.dueBy === 'neverDone'
                ? t.nowDue
                : t.dueOn(dateText(domain.dueOn))}
              , {t.dueBy[domain.dueBy]}
            </Attention>
          ) : domain.snoozedUntil !== undefined ? (
            <span className="tag">{t.putOffUntil(dateText(domain.snoozedUntil))}</span>
          ) : (
            <span className="quiet">
              {domain.dueBy === 'never'
                ? t.dueBy.never
                : domain.dueOn === undefined
                  ? t.eachVisit
                  : t.dueOn(dateText(domain.dueOn))}
            </span>
          )}
        </span>
      </div>
      <p style={{ margin: '2px 0' }}>
        {level === undefined ? domain.says : <Attention level={level}>{domain.says}</Attention>}
        {domain.action === undefined ? null : <strong> {domain.action}</strong>}
      </p>
      <p className="small quiet" style={{ margin: '2px 0' }}>
        {domain.lastOn === undefined ? null : `${t.last(dateText(domain.lastOn))} `}
        {sinceLast === undefined
          ? null
          : `${t.since(sinceLast.bioavailableMg, sinceLast.sessions)}${
              everyBioavailableMg === undefined ? '' : t.every(everyBioavailableMg)
            }. `}
      </p>
      <details className="small">
        <summary>
          {t.rule}: {domain.rule}
        </summary>
        <p>
          {domain.statement} <span className="tag">{markText(domain.mark)}</span>{' '}
          <span className="quiet">{domain.citation}</span>
        </p>
        {domain.snoozes.length === 0 ? null : (
          <>
            <strong>{t.putOffBefore}</strong>
            <ul>
              {domain.snoozes.map((one) => (
                <li key={one.fromDay + one.untilDay}>
                  {t.putOffLine(dateText(one.fromDay), dateText(one.untilDay), one.byName, one.reason)}
                </li>
              ))}
            </ul>
          </>
        )}
      </details>
      {!mayRecord || open ? null : (
        <div className="row noprint">
          {domain.due && instrument !== undefined ? (
            <Link
              to="/patients/$patientId/measures"
              params={{ patientId }}
              search={{ scale: instrument } as never}
            >
              {t.give(scale ?? '')}
            </Link>
          ) : null}
          {domain.due && form !== undefined && !writing ? (
            <Button
              size="compact-sm"
              variant="default"
              aria-label={`${t.write}: ${name}`}
              onClick={() => setWriting(true)}
            >
              {t.write}
            </Button>
          ) : null}
          {snoozeLatest === undefined || domain.snoozedUntil !== undefined ? null : (
            <Button
              size="compact-sm"
              variant="default"
              aria-label={t.putOffTitle(name)}
              onClick={() => setOpen(true)}
            >
              {t.putOff}
            </Button>
          )}
        </div>
      )}
      {writing && form !== undefined ? (
        <FactForm
          patientId={patientId}
          kind={form.kind}
          {...(form.preset === undefined ? {} : { preset: form.preset })}
          onDone={() => setWriting(false)}
        />
      ) : null}
      {open && snoozeLatest !== undefined ? (
        <PutOff
          patientId={patientId}
          domain={domain.domain}
          today={today}
          latest={snoozeLatest}
          onDone={() => setOpen(false)}
        />
      ) : null}
    </section>
  );
}

function PutOff({
  patientId,
  domain,
  today,
  latest,
  onDone,
}: {
  readonly patientId: string;
  readonly domain: Domain['domain'];
  readonly today: string;
  readonly latest: string;
  readonly onDone: () => void;
}) {
  const draft = useDraft(`snooze/${patientId}/${domain}`, { until: '', reason: '' });
  const { until, reason } = draft.value;
  const outside = until !== '' && (until < today || until > latest);
  const keep = useMutation({
    mutationFn: async () =>
      await call(routes.snoozeLongTerm, {
        params: { patientId },
        body: { snoozeId: draft.id, domain, untilDay: until, reason },
      }),
    onSuccess: (view) => {
      draft.discard();
      queryClient.setQueryData(['longTerm', patientId], view);
      void queryClient.invalidateQueries({ queryKey: ['longTermList'] });
      onDone();
    },
  });
  return (
    <form
      className="form"
      aria-label={t.putOffTitle(followUpWords.domains[domain])}
      onSubmit={(event) => {
        event.preventDefault();
        keep.mutate();
      }}
    >
      <DraftLine draft={draft} />
      <DateInput
        label={t.until(dateText(latest))}
        required
        error={outside ? t.outside(dateText(today), dateText(latest)) : undefined}
        value={until}
        onChange={(event) => draft.change({ until: event.currentTarget.value, reason })}
      />
      <Textarea
        label={t.reason}
        required
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => draft.change({ until, reason: event.currentTarget.value })}
      />
      <ProblemBox error={keep.error} />
      <div className="row">
        <Button
          type="submit"
          disabled={until === '' || outside || reason.trim() === ''}
          loading={keep.isPending}
        >
          {t.keep}
        </Button>
        <Button type="button" variant="default" onClick={onDone}>
          {words.cancel}
        </Button>
      </div>
    </form>
  );
}

function Exposure({ exposure }: { readonly exposure: LongTermView['exposure'] }) {
  return (
    <section aria-label={t.exposure}>
      <h2>{t.exposure}</h2>
      {exposure.sessions === 0 ? (
        <p>{t.noDose}</p>
      ) : (
        <div className="scroll">
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{t.route}</th>
                <th scope="col">{t.sessions}</th>
                <th scope="col">{t.given}</th>
                <th scope="col">{t.reached}</th>
                <th scope="col">{t.share}</th>
              </tr>
            </thead>
            <tbody>
              {exposure.byRoute.map((one) => (
                <tr key={`${one.drug} ${one.route}`}>
                  <th scope="row">
                    {drugText(one.drug)}, {routeText(one.route)}
                  </th>
                  <td data-label={t.sessions}>{one.sessions}</td>
                  <td data-label={t.given}>
                    <Value value={one.mg} unit="mg" />
                  </td>
                  <td data-label={t.reached}>
                    <Value value={one.bioavailableMg} unit="mg" />
                  </td>
                  <td data-label={t.share}>
                    {one.share} <span className="tag">{markText(one.mark)}</span>{' '}
                    <span className="small quiet">{one.citation}</span>
                  </td>
                </tr>
              ))}
              <tr>
                <th scope="row">{t.all}</th>
                <td data-label={t.sessions}>{exposure.sessions}</td>
                <td data-label={t.given}>
                  <Value value={exposure.mg} unit="mg" />
                </td>
                <td data-label={t.reached}>
                  <Value value={exposure.bioavailableMg} unit="mg" />
                </td>
                <td className="small quiet">{t.sharesLead}</td>
              </tr>
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
