import { routes, type ResponseView } from '@evenkeel/contract';
import { hasText, instrumentById } from '@evenkeel/instruments';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { call } from '../app/api.ts';
import { useDraft } from '../app/draft.ts';
import { ProblemBox } from '../app/problem-box.tsx';
import { Button } from '../app/ui.tsx';
import { NumberAnswerField } from './number-answer-field.tsx';
import { Attention } from '../theme/attention-mark.tsx';
import { measureWords } from '../words/measures-en.ts';
import { recordWords } from '../words/patient-record-en.ts';

const t = recordWords.measures;

/** Answers given in the room: one tap or one key each, every answer saved as given. */
export function ResponseForm({
  patientId,
  response,
  onDone,
}: {
  readonly patientId: string;
  readonly response: ResponseView;
  readonly onDone: () => void;
}) {
  const known = instrumentById(response.instrument);
  // A scale whose text may not ship may have it from a pack that this site loaded.
  const form = useQuery({
    queryKey: ['form', response.instrument],
    enabled: known !== undefined && !hasText(known),
    staleTime: 60_000,
    queryFn: async () => await call(routes.instrumentForm, { params: { instrument: response.instrument } }),
  });
  const instrument = form.data ?? known;
  const [answers, setAnswers] = useState(response.answers);
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      response.answers.findIndex((answer) => answer === null),
    ),
  );
  const { responseId } = response;
  // What the server has not confirmed yet: kept on this device, sent in order, and sent again on the next visit.
  const unsent = useDraft<Readonly<Record<string, number | null>>>(`response/${responseId}`, {});
  const save = useMutation({
    scope: { id: responseId },
    retry: 2,
    mutationFn: async ({ item, answer }: { item: number; answer: number | null }) =>
      await call(routes.answerItem, { params: { patientId, responseId }, body: { item, answer } }),
    onSuccess: (_, { item, answer }) => {
      setAnswers((old) => old.map((one, index) => (index === item ? answer : one)));
      unsent.amend((old) =>
        old[item] === answer
          ? Object.fromEntries(Object.entries(old).filter(([key]) => key !== String(item)))
          : old,
      );
    },
  });
  const submit = useMutation({
    mutationFn: async () =>
      await call(routes.submitResponse, { params: { patientId, responseId }, body: {} }),
    onSuccess: () => {
      unsent.discard();
      onDone();
    },
  });
  const shown = answers.map((answer, index) => {
    const given = unsent.value[index];
    return given === undefined ? answer : given;
  });
  const waiting = Object.keys(unsent.value).length;
  const sendAgain = () => {
    for (const [item, answer] of Object.entries(unsent.value)) save.mutate({ item: Number(item), answer });
  };
  const give = (item: number, answer: number | null) => {
    unsent.amend((old) => ({ ...old, [item]: answer }));
    setAt(Math.min(item + 1, answers.length - 1));
    save.mutate({ item, answer });
  };
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (/^(INPUT|TEXTAREA|SELECT)$/.test((event.target as HTMLElement).tagName)) return;
      const option = instrument?.items[at]?.options.find((one) => String(one.value) === event.key);
      if (option !== undefined) give(at, option.value);
      else if (event.key === '-') give(at, null);
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  });
  if (instrument === undefined) return null;
  return (
    <section aria-label={instrument.title}>
      <h2>{instrument.title}</h2>
      <p className="small quiet">
        {instrument.stem === '' ? t.noText : instrument.stem} {t.keys}
      </p>
      <ol>
        {instrument.items.map((item, index) => (
          <li key={item.id} aria-current={index === at ? 'step' : undefined} style={{ marginBottom: 10 }}>
            <fieldset className="choice">
              <legend style={index === at ? { fontWeight: 600 } : undefined}>
                {textOf(instrument.items, index)}
                {response.carried.includes(index) && shown[index] === response.answers[index] ? (
                  <>
                    {' '}
                    <span className="tag">{measureWords.shown.carriedHere}</span>
                  </>
                ) : null}
              </legend>
              {item.number === undefined ? null : (
                <NumberAnswerField
                  label={textOf(instrument.items, index)}
                  range={item.number}
                  value={shown[index] ?? null}
                  onFocus={() => setAt(index)}
                  onGive={(value) => give(index, value)}
                />
              )}
              {item.options.map((option) => (
                <button
                  key={option.value}
                  type="button"
                  aria-pressed={shown[index] === option.value}
                  onFocus={() => setAt(index)}
                  onClick={() => give(index, option.value)}
                >
                  {option.label === undefined || option.label === String(option.value)
                    ? String(option.value)
                    : `${option.value} ${option.label}`}
                </button>
              ))}
              <button type="button" onFocus={() => setAt(index)} onClick={() => give(index, null)}>
                {t.skipped}
              </button>
            </fieldset>
          </li>
        ))}
      </ol>
      <p className="quiet">{t.of(shown.filter((answer) => answer !== null).length, answers.length)}</p>
      <ProblemBox error={save.error ?? submit.error} />
      <div className="row">
        <Button loading={submit.isPending} disabled={waiting > 0} onClick={() => submit.mutate()}>
          {t.send}
        </Button>
        {waiting > 0 && !save.isPending ? (
          <>
            <Attention level="due">{t.unsent(waiting)}</Attention>
            <Button variant="default" onClick={sendAgain}>
              {t.sendAgain}
            </Button>
          </>
        ) : null}
      </div>
      <p className="small quiet">{instrument.attribution}</p>
    </section>
  );
}

/** What stands on an item: its text, or its number on the form that the rater holds. */
function textOf(items: readonly { readonly text?: string | undefined }[], place: number): string {
  return items[place]?.text ?? `Item ${place + 1}`;
}
