import { routes, type FactView, type VerdictView } from '@evenkeel/contract';
import { wantsALook, type AnyQuestion, type MissingKind, type WayToAnswer } from '@evenkeel/protocol';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { call, useMe } from '../app/api.ts';
import { todayIn } from '../app/format.ts';
import { instantOf } from '@evenkeel/quantities';
import { may } from '../app/may.ts';
import { newId } from '../app/new-id.ts';
import { ProblemBox } from '../app/problem-box.tsx';
import { Button } from '../app/ui.tsx';
import type { TypedKind } from '../patients/fact-fields.ts';
import { FactForm, refreshRecord } from '../patients/fact-form.tsx';
import { questionGroups } from '../patients/screening-groups.ts';
import { Question } from '../patients/screening.tsx';
import { careWords } from '../words/care-en.ts';
import { AskPatient, PatientSaid, usePatientAnswers } from './patient-answers.tsx';
import './care.css';

const t = careWords.ask;
type Ask = VerdictView['toAsk'][number];
type Fact = Extract<WayToAnswer, { kind: 'fact' }>['fact'];

/** A local estimate, seconds a question. */
const secondsEach = 10;

/** One thing that is missing: its sentence and its kind. */
interface Lack {
  readonly says: string;
  readonly kind: MissingKind;
}

const lacksOf = ({ says, kinds }: Ask): readonly Lack[] =>
  says.map((one, place) => ({ says: one, kind: kinds[place] ?? 'other' }));
const textOf = (lacks: readonly Lack[]) => [...new Set(lacks.map(({ says }) => says))].join(' ');

/** The facts an item asks for: the ones it rests on alone, and a list or a diagnosis where that is what is missing. */
function factsOf({ ways, kinds }: Ask): readonly Fact[] {
  const alone = !ways.some((way) => way.kind === 'question');
  return ways.flatMap((way) =>
    way.kind === 'fact' &&
    (alone ||
      // The one rule that looks at the allergies asks for nothing else.
      way.fact === 'allergies' ||
      (way.fact === 'diagnosis' && kinds.includes('diagnosis')) ||
      (way.fact === 'demographics' && kinds.includes('birthDate')))
      ? [way.fact]
      : [],
  );
}

/** What is asked, each thing once, with the sentences of the rules that want it. */
function sorted(items: readonly Ask[]) {
  const questions = new Map<AnyQuestion, Lack[]>();
  const tests = new Map<string, Lack[]>();
  const scales = new Map<string, Lack[]>();
  const facts = new Map<Fact, Lack[]>();
  const put = <K,>(into: Map<K, Lack[]>, key: K, lacks: readonly Lack[]) =>
    into.set(key, [...(into.get(key) ?? []), ...lacks]);
  for (const item of items) {
    const lacks = lacksOf(item);
    for (const way of item.ways) {
      if (way.kind === 'question') put(questions, way.question, lacks);
      if (way.kind === 'test') put(tests, way.test, lacks);
      if (way.kind === 'scale') put(scales, way.instruments.join(' '), lacks);
    }
    for (const fact of factsOf(item)) put(facts, fact, lacks);
  }
  return { questions, tests, scales, facts };
}

/**
 * What to ask and record so that every rule can be decided: questions in groups, one tap each, then results, scales and
 * what the record lacks. What was answered on this visit stays in its place, so that nothing moves under the finger.
 */
export function AskList({
  patientId,
  verdict,
  answers,
}: {
  readonly patientId: string;
  readonly verdict: VerdictView;
  readonly answers: readonly FactView[];
}) {
  const me = useMe();
  const zone = me?.timeZone ?? 'UTC';
  const mayWrite = may(me, 'patient.clinical.write');
  const [since] = useState(() => instantOf(Date.now()));
  const [seen, setSeen] = useState<ReadonlySet<AnyQuestion>>(new Set());
  const { questions, tests, scales, facts } = sorted(verdict.toAsk);
  const told = usePatientAnswers(patientId);
  const saidOf = (question: AnyQuestion) => told?.answers.find((one) => one.question === question);
  for (const { question, standing, answer } of told?.answers ?? [])
    // What speaks against the record, or would be new in it, is settled here even where no rule asks.
    if (wantsALook(standing, answer)) questions.set(question, questions.get(question) ?? []);
  const unseen = [...questions.keys()].filter((one) => !seen.has(one));
  if (unseen.length > 0) setSeen(new Set([...seen, ...unseen]));
  const open = questions.size;
  const count = open + tests.size + scales.size + facts.size;
  const minutes = Math.max(1, Math.round((open * secondsEach) / 60));
  const wantsAnswer = (question: AnyQuestion) =>
    questions.get(question)?.some(({ kind }) => kind !== 'note') ?? false;
  // The question stands there already: what is said beside it is more than to ask it.
  const hintOf = (question: AnyQuestion) => {
    const lacks = questions.get(question)?.filter(({ kind }) => kind !== 'ask');
    return lacks === undefined || lacks.length === 0 ? undefined : textOf(lacks);
  };
  return (
    <section aria-label={t.label}>
      <h2>{t.title(count)}</h2>
      {count === 0 && seen.size === 0 ? null : (
        <>
          <p className="quiet small">{t.lead(open, minutes)}</p>
          {told === undefined ? null : (
            <AskPatient
              patientId={patientId}
              told={told}
              questions={[...questions.keys()]}
              scales={[...scales.keys()].map((key) => key.split(' '))}
              timepoint={verdict.setting.phase === 'firstDose' ? 'baseline' : 'unscheduled'}
              mayWrite={mayWrite}
              zone={zone}
            />
          )}
          {questionGroups.map(([group, all]) => {
            const here = all.filter((one) => seen.has(one) || questions.has(one));
            return here.length === 0 ? null : (
              <div key={group}>
                <h3>{careWords.questionGroups[group]}</h3>
                <ul className="ask-grid">
                  {here.map((question) => (
                    <Question
                      key={question}
                      patientId={patientId}
                      question={question}
                      answers={answers}
                      mayWrite={mayWrite}
                      zone={zone}
                      hint={hintOf(question)}
                      askedAgain={wantsAnswer(question)}
                      since={since}
                      said={
                        <PatientSaid
                          patientId={patientId}
                          said={saidOf(question)}
                          answers={answers}
                          mayWrite={mayWrite}
                          zone={zone}
                        />
                      }
                    />
                  ))}
                </ul>
              </div>
            );
          })}
          <AskGroup title={t.results} show={tests.size > 0}>
            {[...tests].map(([test, says]) => (
              <AskForm
                key={test}
                patientId={patientId}
                kind="testResult"
                preset={{ test }}
                title={careWords.tests[test as keyof typeof careWords.tests].title}
                says={says}
                mayWrite={mayWrite}
              />
            ))}
          </AskGroup>
          <AskGroup title={t.scales} show={scales.size > 0}>
            {[...scales].map(([key, says]) => (
              <li key={key} className="fact">
                <span>{textOf(says)}</span>
                <Link to="/patients/$patientId/measures" params={{ patientId }}>
                  {t.rate}
                </Link>
              </li>
            ))}
          </AskGroup>
          <AskGroup title={t.facts} show={facts.size > 0}>
            {[...facts].map(([fact, says]) => (
              <AskFact
                key={fact}
                patientId={patientId}
                fact={fact}
                says={says}
                mayWrite={fact === 'diagnosis' ? may(me, 'patient.diagnose') : mayWrite}
                drug={verdict.setting.drug}
                day={todayIn(zone)}
              />
            ))}
          </AskGroup>
        </>
      )}
    </section>
  );
}

function AskGroup({
  title,
  show,
  children,
}: {
  readonly title: string;
  readonly show: boolean;
  readonly children: ReactNode;
}) {
  return show ? (
    <div>
      <h3>{title}</h3>
      <ul className="list">{children}</ul>
    </div>
  ) : null;
}

function AskForm({
  patientId,
  kind,
  preset,
  title,
  says,
  mayWrite,
}: {
  readonly patientId: string;
  readonly kind: TypedKind;
  readonly preset: Readonly<Record<string, string>>;
  readonly title: string;
  readonly says: readonly Lack[];
  readonly mayWrite: boolean;
}) {
  const [open, setOpen] = useState(false);
  return (
    <li>
      <div className="fact">
        <span>
          <strong>{title}</strong> <span className="quiet">{textOf(says)}</span>
        </span>
        {mayWrite ? (
          <Button
            size="compact-sm"
            variant="default"
            className="noprint"
            aria-expanded={open}
            aria-label={`${open ? t.close : t.record}: ${title}`}
            onClick={() => setOpen(!open)}
          >
            {open ? t.close : t.record}
          </Button>
        ) : null}
      </div>
      {open ? (
        <FactForm patientId={patientId} kind={kind} preset={preset} onDone={() => setOpen(false)} />
      ) : null}
    </li>
  );
}

function AskFact({
  patientId,
  fact,
  says,
  mayWrite,
  drug,
  day,
}: {
  readonly patientId: string;
  readonly fact: Fact;
  readonly says: readonly Lack[];
  readonly mayWrite: boolean;
  readonly drug: string;
  readonly day: string;
}) {
  const title = careWords.facts[fact];
  switch (fact) {
    case 'medicines':
    case 'allergies':
      return (
        <li>
          <ConfirmList patientId={patientId} list={fact} title={title} says={says} mayWrite={mayWrite} />
        </li>
      );
    case 'demographics':
      return (
        <li className="fact">
          <span>
            <strong>{title}</strong> <span className="quiet">{textOf(says)}</span>
          </span>
          <Link to="/patients/$patientId" params={{ patientId }}>
            {t.summary}
          </Link>
        </li>
      );
    case 'baselineSet':
      return (
        <li className="fact">
          <span>
            <strong>{title}</strong> <span className="quiet">{textOf(says)}</span>
          </span>
          <span className="row noprint">
            <Link to="/patients/$patientId" params={{ patientId }}>
              {t.summary}
            </Link>
            <Link to="/patients/$patientId/measures" params={{ patientId }}>
              {t.rate}
            </Link>
          </span>
        </li>
      );
    default: {
      const preset: Readonly<Record<string, string>> =
        fact === 'escort'
          ? { day }
          : fact === 'consent'
            ? { drug, signedOn: day }
            : fact === 'enrolment'
              ? {
                  enrolledOn: day,
                  who: says.every(({ kind }) => kind === 'setting') ? 'setting' : 'patient',
                }
              : {};
      return (
        <AskForm
          patientId={patientId}
          kind={fact}
          preset={preset}
          title={title}
          says={says}
          mayWrite={mayWrite}
        />
      );
    }
  }
}

/** Confirms that a list is complete in one tap. */
function ConfirmList({
  patientId,
  list,
  title,
  says,
  mayWrite,
}: {
  readonly patientId: string;
  readonly list: 'medicines' | 'allergies';
  readonly title: string;
  readonly says: readonly Lack[];
  readonly mayWrite: boolean;
}) {
  const confirm = useMutation({
    mutationFn: async () =>
      await call(routes.recordFact, {
        params: { patientId },
        body: { factId: newId(), fact: { kind: 'listConfirmed', body: { list } } },
      }),
    onSuccess: async () => await refreshRecord(patientId),
  });
  const toConfirm = says.some(({ kind }) => kind === 'medicines');
  return (
    <>
      <div className="fact">
        <span>
          <strong>{title}</strong> <span className="quiet">{textOf(says)}</span>
        </span>
        <span className="row noprint">
          {list === 'medicines' ? (
            <Link to="/patients/$patientId/medicines" params={{ patientId }}>
              {t.medicines}
            </Link>
          ) : null}
          {mayWrite && toConfirm ? (
            <Button
              size="compact-sm"
              variant="default"
              loading={confirm.isPending}
              onClick={() => confirm.mutate()}
            >
              {t.confirm[list]}
            </Button>
          ) : null}
        </span>
      </div>
      <ProblemBox error={confirm.error} />
    </>
  );
}
