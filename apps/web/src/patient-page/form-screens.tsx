/** @jsxImportSource preact */
import { patientWords as words } from '../words/patient-en.ts';
import { AllQuestions } from './all-questions.tsx';
import { asksForHelp, askedPlaces } from './asked.ts';
import { CrisisCard } from './crisis.tsx';
import { Question } from './question.tsx';
import { Review } from './review.tsx';
import type { LinkForm, Visit } from './visit.ts';

/** One questionnaire of a visit: its questions one by one or all together, then the look over them. */
export function FormScreens({
  visit,
  current,
  isKiosk,
  all,
  onAll,
}: {
  readonly visit: Visit;
  readonly current: LinkForm;
  readonly isKiosk: boolean;
  /** Every question on one page. */
  readonly all: boolean;
  readonly onAll: (all: boolean) => void;
}) {
  const { forms, sheets, sent, crisis, refusal, showCrisis, notKept } = visit.get();
  const { responseId, instrument } = current;
  const sheet = sheets[responseId];
  if (sheet === undefined) return null;
  const { answers, at } = sheet;
  const places = askedPlaces(instrument, answers);
  const end = instrument.items.length;
  const reviewing = at >= end || !places.includes(at);
  const nextAfter = (place: number, now = places) => now.find((one) => one > place) ?? end;
  const isHelp = (place: number) => asksForHelp(instrument, place, answers[place] ?? null);
  const isLast = !forms.some(
    (one) =>
      one.responseId !== responseId &&
      !sent.includes(one.responseId) &&
      sheets[one.responseId]?.wanted !== true,
  );
  return (
    <>
      {forms.length < 2 ? null : <p class="part">{words.part(forms.indexOf(current) + 1, forms.length)}</p>}
      {showCrisis && at === 0 ? <CrisisCard contacts={crisis} isKiosk={isKiosk} /> : null}
      {reviewing ? (
        <Review
          form={instrument}
          places={places}
          answers={answers}
          isLast={isLast}
          onChange={(place) => visit.move(responseId, place)}
          onSend={() => visit.send(responseId)}
        />
      ) : all ? (
        <AllQuestions
          form={instrument}
          places={places}
          answers={answers}
          contacts={crisis}
          isKiosk={isKiosk}
          onAnswer={(place, value) => visit.answer(responseId, place, value, at)}
          onDone={() => visit.move(responseId, end)}
        />
      ) : (
        <Question
          key={at}
          form={instrument}
          places={places}
          place={at}
          answer={answers[at] ?? null}
          asksForHelp={isHelp(at)}
          contacts={crisis}
          isKiosk={isKiosk}
          onAnswer={(value) => {
            // The contacts must be seen, so this one screen waits for the person to go on.
            const stays = asksForHelp(instrument, at, value);
            const after = askedPlaces(
              instrument,
              answers.map((old, place) => (place === at ? value : old)),
            );
            visit.answer(responseId, at, value, stays ? at : nextAfter(at, after));
          }}
          onSkip={() => visit.answer(responseId, at, null, nextAfter(at))}
          onBack={
            places[0] === at
              ? undefined
              : () => visit.move(responseId, places.findLast((one) => one < at) ?? 0)
          }
          onNext={() => visit.move(responseId, nextAfter(at))}
        />
      )}
      {reviewing && places.some(isHelp) ? <CrisisCard contacts={crisis} isKiosk={isKiosk} /> : null}
      <div role="alert">{refusal ?? ''}</div>
      <p class="small">
        {sheet.pending.length === 0
          ? words.intro.kept
          : notKept.includes(responseId)
            ? words.notKept
            : words.kept}
      </p>
      {reviewing ? null : (
        <button type="button" class="quiet switch" onClick={() => onAll(!all)}>
          {all ? words.showOne : words.showAll}
        </button>
      )}
    </>
  );
}
