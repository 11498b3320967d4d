/** @jsxImportSource preact */
import type { InstrumentForm } from '@evenkeel/contract';
import { patientWords as words } from '../words/patient-en.ts';
import { optionText } from './asked.ts';
import { Heading } from './heading.tsx';
import { isClock, numberText } from './number-answer.ts';

/** An answer in the words it was given in. */
export function answerText(item: InstrumentForm['items'][number], answer: number | null): string {
  if (answer === null) return words.review.unanswered;
  if (item.number !== undefined)
    return `${numberText(answer, item.number)} ${isClock(item.number) ? '' : item.number.unit}`.trim();
  const option = item.options.find(({ value }) => value === answer);
  return option === undefined ? String(answer) : optionText(option);
}

/** The answers before they are sent. */
export function Review({
  form,
  places,
  answers,
  isLast,
  onChange,
  onSend,
}: {
  readonly form: InstrumentForm;
  readonly places: readonly number[];
  readonly answers: readonly (number | null)[];
  /** Nothing comes after this questionnaire. */
  readonly isLast: boolean;
  readonly onChange: (place: number) => void;
  readonly onSend: () => void;
}) {
  const open = places.filter((place) => (answers[place] ?? null) === null).length;
  return (
    <section>
      <Heading>{words.review.title}</Heading>
      <p>{words.review.hint}</p>
      <ol class="review">
        {places.map((place) => {
          const item = form.items[place];
          if (item === undefined) return null;
          const text = item.text ?? words.itemOf(place + 1);
          const said = answerText(item, answers[place] ?? null);
          return (
            <li key={place}>
              <button type="button" onClick={() => onChange(place)}>
                <span>{text}</span>
                <strong>{said}</strong>
                <span class="unseen">{words.review.change}</span>
              </button>
            </li>
          );
        })}
      </ol>
      {open > 0 ? <p>{words.review.open(open)}</p> : null}
      <button type="button" class="primary" onClick={onSend}>
        {isLast ? words.review.send : words.review.sendOn}
      </button>
      <p class="attribution">{form.attribution}</p>
    </section>
  );
}
