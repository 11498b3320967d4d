import { routes, type FactKind, type FactView } from '@evenkeel/contract';
import { homeworkDoubt, type TherapyContact } from '@evenkeel/protocol';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { call, useMe } from '../app/api.ts';
import { useDraftWaits } from '../app/draft.ts';
import { dayText, momentText } from '../app/format.ts';
import { newId } from '../app/new-id.ts';
import { may } from '../app/may.ts';
import { LoadProblem, Loading } from '../app/load-problem.tsx';
import { ProblemBox } from '../app/problem-box.tsx';
import { Button, TextInput } from '../app/ui.tsx';
import { Attention } from '../theme/attention-mark.tsx';
import { recordWords } from '../words/patient-record-en.ts';
import { words } from '../words/en.ts';
import { factLine, type TypedKind } from './fact-fields.ts';
import { ContactsSection } from './contacts-section.tsx';
import { FactForm, refreshRecord } from './fact-form.tsx';
import { PatientFrame } from './patient-frame.tsx';
import { Screening } from './screening.tsx';

const t = recordWords.record;
const sections: readonly TypedKind[] = [
  'diagnosis',
  'trial',
  'medicine',
  'allergy',
  'condition',
  'weight',
  'height',
  'bloodPressure',
  'laboratory',
  'consent',
  'testResult',
  'therapyContact',
  'escort',
  'enrolment',
];
const confirmable = { medicine: 'medicines', allergy: 'allergies', condition: 'conditions' } as const;

/** The record of one patient: every list, who recorded what and when, and what was entered in error. */
export function SummaryPage() {
  const { patientId = '' } = useParams({ strict: false });
  const me = useMe();
  const clinical = may(me, 'patient.clinical.read');
  return (
    <PatientFrame patientId={patientId}>
      {(banner) => (
        <>
          <title>{`${banner.given} ${banner.family} - ${words.product}`}</title>
          <h1>{`${banner.given} ${banner.family}: ${banner.phase}`}</h1>
          {clinical ? <Standing patientId={patientId} /> : null}
          {clinical ? <Record key={patientId} patientId={patientId} /> : null}
          <ContactsSection key={patientId} banner={banner} />
        </>
      )}
    </PatientFrame>
  );
}

/** Where the patient stands: what the scores did, and the plan in force. Nothing while neither is there. */
function Standing({ patientId }: { readonly patientId: string }) {
  const course = useQuery({
    queryKey: ['course', patientId],
    queryFn: async () => await call(routes.course, { params: { patientId } }),
  });
  const plans = useQuery({
    queryKey: ['plans', patientId],
    queryFn: async () => await call(routes.plans, { params: { patientId } }),
  });
  const plan = plans.data?.plans.find((one) => one.state === 'current');
  return (
    <>
      <LoadProblem of={[course, plans]} />
      {course.data === undefined ? null : (
        <p>
          <Link to="/patients/$patientId/course" params={{ patientId }}>
            {course.data.sentence}
          </Link>
        </p>
      )}
      {plan === undefined ? null : <p className="quiet">{t.planInForce(plan.sentence)}</p>}
    </>
  );
}

function Record({ patientId }: { readonly patientId: string }) {
  const me = useMe();
  const mayWrite = may(me, 'patient.clinical.write');
  const mayRecord = (kind: TypedKind) =>
    kind === 'diagnosis'
      ? may(me, 'patient.diagnose')
      : kind === 'therapyContact'
        ? may(me, 'patient.therapy')
        : mayWrite;
  const found = useQuery({
    queryKey: ['facts', patientId],
    queryFn: async () => await call(routes.facts, { params: { patientId } }),
  });
  if (found.data === undefined) return <Loading of={[found]} />;
  const of = (kind: FactKind) => found.data.facts.filter((fact) => fact.kind === kind);
  return (
    <div className="side">
      <div>
        {sections.map((kind) => (
          <FactSection
            key={kind}
            patientId={patientId}
            kind={kind}
            facts={of(kind)}
            confirmations={of('listConfirmed')}
            mayWrite={mayRecord(kind)}
            zone={me?.timeZone ?? 'UTC'}
          />
        ))}
      </div>
      <Screening
        patientId={patientId}
        answers={of('screening')}
        mayWrite={mayWrite}
        zone={me?.timeZone ?? 'UTC'}
      />
    </div>
  );
}

interface SectionProps {
  readonly patientId: string;
  readonly kind: TypedKind;
  readonly facts: readonly FactView[];
  readonly confirmations: readonly FactView[];
  readonly mayWrite: boolean;
  readonly zone: string;
}

function FactSection({ patientId, kind, facts, confirmations, mayWrite, zone }: SectionProps) {
  const [adding, setAdding] = useState(false);
  const begun = useDraftWaits(`fact/${patientId}/${kind}/new/0`, adding);
  const [changing, setChanging] = useState<string>();
  const [all, setAll] = useState(false);
  const title = t.kinds[kind];
  const dayOf = (text: string) => dayText(zone, text);
  const shown = all ? facts : facts.slice(0, 8);
  return (
    <section aria-label={title}>
      <div className="section-head">
        <h2>{title}</h2>
        {mayWrite && !adding ? (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`${begun ? words.goOnWithDraft : t.add}: ${title}`}
            onClick={() => setAdding(true)}
          >
            {begun ? words.goOnWithDraft : t.add}
          </Button>
        ) : null}
      </div>
      {facts.length === 0 ? <p className="quiet">{t.nothing}</p> : null}
      <ul className="list">
        {shown.map((fact) => (
          <li key={fact.factId}>
            <div className="fact">
              <span style={fact.state === 'enteredInError' ? { textDecoration: 'line-through' } : undefined}>
                {factLine(kind, fact.body, dayOf)}{' '}
                {fact.state === 'enteredInError' ? <span className="tag tag-due">{t.inError}</span> : null}
                {fact.version > 1 ? <span className="small quiet"> {t.version(fact.version)}</span> : null}
                {kind === 'therapyContact' ? <HomeworkDoubt fact={fact} facts={facts} /> : null}
              </span>
              <span className="small quiet">
                {t.by(fact.recordedByName, momentText(zone, fact.recordedAt))}
                {fact.source.kind === 'referral'
                  ? `, ${t.fromReferral}`
                  : fact.source.kind === 'session'
                    ? `, ${t.fromSession}`
                    : fact.source.kind === 'patient'
                      ? `, ${t.fromPatient}`
                      : ''}
              </span>
              {mayWrite && fact.state === 'current' ? (
                <Button
                  size="compact-sm"
                  variant="subtle"
                  aria-label={`${t.change}: ${factLine(kind, fact.body, dayOf)}`}
                  onClick={() => setChanging(changing === fact.factId ? undefined : fact.factId)}
                >
                  {t.change}
                </Button>
              ) : null}
            </div>
            {changing === fact.factId ? (
              <>
                <FactForm
                  patientId={patientId}
                  kind={kind}
                  fact={fact}
                  onDone={() => setChanging(undefined)}
                />
                <EnteredInError patientId={patientId} fact={fact} onDone={() => setChanging(undefined)} />
              </>
            ) : null}
          </li>
        ))}
      </ul>
      {facts.length > shown.length ? (
        <button
          type="button"
          className="linklike"
          aria-label={`${t.showAll(facts.length)}: ${title}`}
          onClick={() => setAll(true)}
        >
          {t.showAll(facts.length)}
        </button>
      ) : null}
      {adding ? <FactForm patientId={patientId} kind={kind} onDone={() => setAdding(false)} /> : null}
      {kind === 'medicine' || kind === 'allergy' || kind === 'condition' ? (
        <Confirmation
          patientId={patientId}
          list={confirmable[kind]}
          confirmations={confirmations}
          mayWrite={mayWrite}
          zone={zone}
        />
      ) : null}
    </section>
  );
}

/** What an earlier contact makes doubtful about the tasks done at this one. */
function HomeworkDoubt({ fact, facts }: { readonly fact: FactView; readonly facts: readonly FactView[] }) {
  const contactOf = ({ body, state }: FactView) => ({ ...body, state }) as unknown as TherapyContact;
  const doubt = homeworkDoubt(contactOf(fact), facts.map(contactOf));
  return doubt === undefined ? null : <Attention level="unknown">{doubt}</Attention>;
}

function EnteredInError({
  patientId,
  fact,
  onDone,
}: {
  readonly patientId: string;
  readonly fact: FactView;
  readonly onDone: () => void;
}) {
  const [reason, setReason] = useState('');
  const mark = useMutation({
    mutationFn: async () =>
      await call(routes.changeFact, {
        params: { patientId, factId: fact.factId },
        body: { version: fact.version, enteredInError: true, reason },
      }),
    onSuccess: async () => {
      await refreshRecord(patientId);
      onDone();
    },
  });
  return (
    <form
      className="row"
      onSubmit={(event) => {
        event.preventDefault();
        mark.mutate();
      }}
    >
      <TextInput
        label={t.wrongReason}
        required
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Button variant="default" type="submit" loading={mark.isPending} style={{ alignSelf: 'end' }}>
        {t.wrong}
      </Button>
      <ProblemBox error={mark.error} />
    </form>
  );
}

function Confirmation({
  patientId,
  list,
  confirmations,
  mayWrite,
  zone,
}: {
  readonly patientId: string;
  readonly list: 'medicines' | 'allergies' | 'conditions';
  readonly confirmations: readonly FactView[];
  readonly mayWrite: boolean;
  readonly zone: string;
}) {
  const newest = confirmations
    .filter((fact) => fact.body['list'] === list && fact.state === 'current')
    .toSorted((a, b) => (a.recordedAt < b.recordedAt ? 1 : -1))[0];
  const confirm = useMutation({
    mutationFn: async () =>
      await call(routes.recordFact, {
        params: { patientId },
        body: { factId: newId(), fact: { kind: 'listConfirmed', body: { list } } },
      }),
    onSuccess: async () => await refreshRecord(patientId),
  });
  return (
    <div className="row small" style={{ marginTop: 6 }}>
      <span className="quiet">
        {newest === undefined ? t.notConfirmed : t.confirmed(momentText(zone, newest.recordedAt))}
      </span>
      {mayWrite ? (
        <button
          type="button"
          className="linklike noprint"
          aria-label={`${t.confirm}: ${list}`}
          disabled={confirm.isPending}
          onClick={() => confirm.mutate()}
        >
          {t.confirm}
        </button>
      ) : null}
      <ProblemBox error={confirm.error} />
    </div>
  );
}
