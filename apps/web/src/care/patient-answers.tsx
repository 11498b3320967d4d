import { routes, type FactView, type PatientAnswersView } from '@evenkeel/contract';
import {
  healthQuestions,
  mayBeTaken,
  patientQuestions,
  takenWithAll,
  type AnyQuestion,
} from '@evenkeel/protocol';
import { useMutation, useQuery } from '@tanstack/react-query';
import { call, queryClient, useMe } from '../app/api.ts';
import { momentText } from '../app/format.ts';
import { may } from '../app/may.ts';
import { newId } from '../app/new-id.ts';
import { ProblemBox } from '../app/problem-box.tsx';
import { Button } from '../app/ui.tsx';
import { LinkBox } from '../measures/link-box.tsx';
import { refreshRecord } from '../patients/fact-form.tsx';
import { questionText } from '../patients/screening-groups.ts';
import { Attention } from '../theme/attention-mark.tsx';
import { careWords } from '../words/care-en.ts';

const t = careWords.fromPatient;
type Said = PatientAnswersView['answers'][number];

/** What the patient was asked and answered by link; undefined until it is known, and for who may not read it. */
export function usePatientAnswers(patientId: string): PatientAnswersView | undefined {
  const found = useQuery({
    queryKey: ['patientAnswers', patientId],
    enabled: may(useMe(), 'eligibility.read'),
    queryFn: async () => await call(routes.patientAnswers, { params: { patientId } }),
  });
  return found.data;
}

/** Records answers as the patient gave them; the server looks each one up. */
function useTaking(patientId: string) {
  return useMutation({
    mutationFn: async (wanted: readonly Said[]) =>
      await call(routes.takeAnswers, {
        params: { patientId },
        body: {
          answers: wanted.flatMap(({ question, responseId, answer }) =>
            answer === 'yes' || answer === 'no' ? [{ factId: newId(), question, responseId, answer }] : [],
          ),
        },
      }),
    // A refusal says that they have changed meanwhile: what stands now is shown.
    onSettled: async () => await refreshRecord(patientId),
  });
}

/** Of each group of scales that answer the same, the first that can go by link. */
function scalesByLink({ byLink }: PatientAnswersView, scales: readonly (readonly string[])[]) {
  const chosen = scales.flatMap(
    (alike) => alike.flatMap((id) => byLink.find(({ instrument }) => instrument === id) ?? [])[0] ?? [],
  );
  return [...new Map(chosen.map((one) => [one.instrument, one])).values()];
}

/** Sends what the patient can answer, says what came of it, and takes the answers over. */
export function AskPatient({
  patientId,
  told,
  questions,
  scales,
  timepoint,
  mayWrite,
  zone,
}: {
  readonly patientId: string;
  readonly told: PatientAnswersView;
  /** The questions that are open now. */
  readonly questions: readonly AnyQuestion[];
  /** The scales that are missing; those of one group answer the same. */
  readonly scales: readonly (readonly string[])[];
  readonly timepoint: 'baseline' | 'unscheduled';
  readonly mayWrite: boolean;
  readonly zone: string;
}) {
  const me = useMe();
  const link = useMutation({
    mutationFn: async (what: { readonly instruments: string[]; readonly kind: 'personal' | 'kiosk' }) =>
      await call(routes.makeLink, { params: { patientId }, body: { ...what, timepoint } }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['patientAnswers', patientId] });
      await queryClient.invalidateQueries({ queryKey: ['measures', patientId] });
    },
  });
  const taking = useTaking(patientId);
  const count = questions.filter((question) => patientQuestions.includes(question)).length;
  const along = scalesByLink(told, scales);
  const instruments = [...(count === 0 ? [] : [healthQuestions]), ...along.map((one) => one.instrument)];
  const parts = [
    ...(count === 0 ? [] : [t.questions(patientQuestions.length)]),
    ...along.map(({ shortTitle }) => shortTitle),
  ];
  const { asked } = told;
  const takeable = told.answers.filter(
    ({ question, standing }) => questions.includes(question) && takenWithAll(standing),
  );
  return (
    <div className="noprint">
      <div className="row">
        {may(me, 'link.make') && instruments.length > 0 ? (
          <>
            <Button
              variant="default"
              loading={link.isPending}
              onClick={() => link.mutate({ instruments, kind: 'personal' })}
            >
              {t.ask}
            </Button>
            <Button
              variant="default"
              loading={link.isPending}
              onClick={() => link.mutate({ instruments, kind: 'kiosk' })}
            >
              {t.tablet}
            </Button>
          </>
        ) : null}
        {mayWrite && takeable.length > 0 ? (
          <Button loading={taking.isPending} onClick={() => taking.mutate(takeable)}>
            {t.takeAll(takeable.length)}
          </Button>
        ) : null}
      </div>
      <p className="small quiet">
        {asked === undefined
          ? null
          : `${t.asked(momentText(zone, asked.at), asked.byName)}: ${t.states[asked.state](
              momentText(zone, asked.answeredAt ?? asked.expiresAt),
            )}. `}
        {may(me, 'link.make') && parts.length > 0 ? `${t.goes(parts.join(', '))} ` : null}
        {takeable.length > 0 ? t.takeAllLead : null}
      </p>
      <ProblemBox error={link.error ?? taking.error} />
      {link.data === undefined ? null : (
        <LinkBox key={link.data.path + (link.data.code ?? '')} path={link.data.path} code={link.data.code} />
      )}
    </div>
  );
}

/** What the patient answered to one question, how it stands beside the record, and the tap that takes it over. */
export function PatientSaid({
  patientId,
  said,
  answers,
  mayWrite,
  zone,
}: {
  readonly patientId: string;
  readonly said: Said | undefined;
  /** The screening answers of the record. */
  readonly answers: readonly FactView[];
  readonly mayWrite: boolean;
  readonly zone: string;
}) {
  const taking = useTaking(patientId);
  if (said === undefined) return null;
  const { answer, late, standing } = said;
  const wordOf = (given: Said['answer']) => (given === undefined ? t.leftOpen : t.answers[given]);
  const before = answers
    .filter(({ body, state }) => state === 'current' && body['question'] === said.question)
    .toSorted((a, b) => (a.recordedAt < b.recordedAt ? 1 : -1))[0]?.body['answer'] as Said['answer'];
  return (
    <div className="small">
      <div className="row" style={{ gap: 8 }}>
        <span>
          {t.said(wordOf(answer), momentText(zone, said.answeredAt))}
          {standing === 'taken' ? <span className="quiet">, {t.taken}</span> : null}.
        </span>
        {mayWrite && mayBeTaken(standing) ? (
          <Button
            size="compact-sm"
            variant="default"
            className="noprint"
            aria-label={`${t.take(wordOf(answer))}, ${questionText(said.question)}`}
            loading={taking.isPending}
            onClick={() => taking.mutate([said])}
          >
            {t.take(wordOf(answer))}
          </Button>
        ) : null}
      </div>
      {standing === 'differs' ? <Attention level="due">{t.differs(wordOf(before))}</Attention> : null}
      {standing === 'changed' && late !== undefined ? (
        <Attention level="due">{t.changed(wordOf(late.answer), momentText(zone, late.at))}</Attention>
      ) : null}
      {standing === 'later' ? <div className="quiet">{t.later}</div> : null}
      <ProblemBox error={taking.error} />
    </div>
  );
}
