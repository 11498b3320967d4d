import { routes, type FactView } from '@evenkeel/contract';
import type { AnyQuestion } from '@evenkeel/protocol';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { call, useMe } from '../app/api.ts';
import { useDraft } from '../app/draft.ts';
import { may } from '../app/may.ts';
import { newId } from '../app/new-id.ts';
import { momentText } from '../app/format.ts';
import { ProblemBox } from '../app/problem-box.tsx';
import { Button, TextInput, YesNoUnknown, type AnswerValue } from '../app/ui.tsx';
import { careWords } from '../words/care-en.ts';
import { recordWords } from '../words/patient-record-en.ts';
import { words } from '../words/en.ts';
import { refreshRecord } from './fact-form.tsx';
import { questionGroups, questionText } from './screening-groups.ts';

const t = recordWords.screening;

/** The questions eligibility rests on. An answer is saved when it is tapped; unknown is an answer too. */
export function Screening({
  patientId,
  answers,
  mayWrite,
  zone,
}: {
  readonly patientId: string;
  readonly answers: readonly FactView[];
  readonly mayWrite: boolean;
  readonly zone: string;
}) {
  return (
    <section aria-label={recordWords.record.kinds.screening}>
      <h2>{recordWords.record.kinds.screening}</h2>
      {questionGroups.map(([group, questions]) => (
        <div key={group}>
          <h3>{careWords.questionGroups[group]}</h3>
          <ul className="list">
            {questions.map((question) => (
              <Question
                key={question}
                patientId={patientId}
                question={question}
                answers={answers}
                mayWrite={mayWrite}
                zone={zone}
              />
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

/** The question in the words of the policy in force; who may not read the policy reads it without a time. */
function useQuestionText(question: AnyQuestion): string {
  const policy = useQuery({
    queryKey: ['policy'],
    queryFn: async () => await call(routes.policy),
    enabled: may(useMe(), 'policy.read') && question === 'recentCardiovascularEvent',
  });
  return questionText(
    question,
    policy.data?.thresholds.find(({ name }) => name === 'cardiacEventWeeks')?.value,
  );
}

/** One question: a tap saves the answer, a note goes with it. */
export function Question({
  patientId,
  question,
  answers,
  mayWrite,
  zone,
  hint,
  askedAgain = false,
  since,
  said,
}: {
  readonly patientId: string;
  readonly question: AnyQuestion;
  /** Why it is asked now, where more than an answer is wanted. */
  readonly hint?: string | undefined;
  /** The earlier answer no longer counts: it is not shown as chosen, unless it was given after `since`. */
  readonly askedAgain?: boolean;
  readonly since?: string;
  /** What the patient answered by link. */
  readonly said?: ReactNode;
  readonly answers: readonly FactView[];
  readonly mayWrite: boolean;
  readonly zone: string;
}) {
  const text = useQuestionText(question);
  const newest = answers
    .filter((fact) => fact.body['question'] === question && fact.state === 'current')
    .toSorted((a, b) => (a.recordedAt < b.recordedAt ? 1 : -1))[0];
  const noted = typeof newest?.body['note'] === 'string' ? newest.body['note'] : '';
  const draft = useDraft<string | null>(`screening/${patientId}/${question}`, null);
  const note = draft.value ?? noted;
  const save = useMutation({
    mutationFn: async ({ answer, factId }: { answer: AnswerValue; factId: string }) =>
      await call(routes.recordFact, {
        params: { patientId },
        body: {
          factId,
          fact: { kind: 'screening', body: { question, answer, ...(note.trim() === '' ? {} : { note }) } },
        },
      }),
    onSuccess: async () => {
      await refreshRecord(patientId);
      draft.discard();
    },
  });
  const given = newest?.body['answer'] as AnswerValue | undefined;
  const past =
    askedAgain &&
    given !== 'unknown' &&
    newest !== undefined &&
    newest.recordedAt < (since ?? newest.recordedAt);
  return (
    <li>
      {mayWrite ? (
        <YesNoUnknown
          label={text}
          value={past ? undefined : given}
          onChange={(answer) => save.mutate({ answer, factId: newId() })}
        />
      ) : (
        <div>
          {text} {given === undefined ? null : <strong>{words.answers[given]}</strong>}
        </div>
      )}
      <span className="small quiet">
        {newest === undefined
          ? t.notAsked
          : t.asked(momentText(zone, newest.recordedAt), newest.recordedByName)}
        {newest?.source.kind === 'patient' ? `, ${recordWords.record.fromPatient}` : null}
      </span>
      {said}
      {hint === undefined ? null : <div className="small">{hint}</div>}
      {mayWrite ? (
        <div className="row" style={{ gap: 6, flexWrap: 'nowrap' }}>
          <TextInput
            size="xs"
            aria-label={`${t.note}: ${text}`}
            placeholder={t.note}
            value={note}
            onChange={(event) => draft.change(event.currentTarget.value)}
            style={{ flex: 1 }}
          />
          {given !== undefined && note !== noted ? (
            <Button
              size="compact-sm"
              variant="default"
              aria-label={`${t.saveNote}: ${text}`}
              loading={save.isPending}
              onClick={() => save.mutate({ answer: given, factId: newId() })}
            >
              {t.saveNote}
            </Button>
          ) : null}
        </div>
      ) : noted === '' ? null : (
        <div className="small">{noted}</div>
      )}
      <ProblemBox error={save.error} />
    </li>
  );
}
