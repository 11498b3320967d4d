/** @jsxImportSource preact */
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import type { InstrumentForm } from '@evenkeel/contract';
import { patientWords as words } from '../words/patient-en.ts';
import { isRow, optionOfKey, optionText } from './asked.ts';
import { HelpAtOnce } from './crisis.tsx';
import { holder } from './holder.ts';
import { Heading } from './heading.tsx';
import { NumberField } from './number-field.tsx';
import type { CrisisContact } from './visit.ts';

/** A second tap of a double tap, this soon after a question appeared, was meant for the one before. Milliseconds. */
const doubleTap = 300;

/** One question with its large answers. Number keys answer it too. */
export function Question({
  form,
  places,
  place,
  answer,
  asksForHelp,
  contacts,
  isKiosk,
  onAnswer,
  onSkip,
  onBack,
  onNext,
}: {
  readonly form: InstrumentForm;
  readonly places: readonly number[];
  readonly place: number;
  readonly answer: number | null;
  readonly asksForHelp: boolean;
  readonly contacts: readonly CrisisContact[];
  readonly isKiosk: boolean;
  readonly onAnswer: (value: number) => void;
  readonly onSkip: () => void;
  readonly onBack: (() => void) | undefined;
  readonly onNext: () => void;
}) {
  const item = form.items[place];
  const [shownAt] = useState(() => holder(0));
  useEffect(() => {
    shownAt.put(performance.now());
  }, [shownAt]);
  // Before the question is painted, so that a key pressed as soon as it is seen counts.
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      if (item === undefined || event.target instanceof HTMLInputElement) return;
      const value = optionOfKey(item, event.key);
      if (value !== undefined) onAnswer(value);
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, [item, onAnswer]);
  if (item === undefined) return null;
  const scored = form.items.filter((one) => one.scored).length;
  const position = form.items.slice(0, place + 1).filter((one) => one.scored).length;
  const number = item.number;
  // A scale without a total asks every question alike; in one with a total, what does not count stands apart.
  const counted = item.scored || scored === 0;
  const at = scored === 0 ? places.indexOf(place) + 1 : position;
  const of = scored === 0 ? places.length : scored;
  return (
    <section>
      <p class="progress">
        {counted ? (
          <>
            {words.question} <span>{words.progress(at, of)}</span>
          </>
        ) : (
          words.last
        )}
      </p>
      <progress aria-hidden="true" max={form.items.length} value={place} />
      <Heading id="question">
        {counted && form.stem !== '' ? <span class="stem">{form.stem} </span> : null}
        {item.text ?? words.itemOf(place + 1)}
      </Heading>
      {number === undefined ? (
        <fieldset class={isRow(item) ? 'answers row' : 'answers'} aria-labelledby="question">
          {item.options.map((option) => (
            <button
              key={option.value}
              type="button"
              aria-pressed={answer === option.value}
              onClick={(event) => {
                if (event.detail > 1 && performance.now() - shownAt.get() < doubleTap) return;
                onAnswer(option.value);
              }}
            >
              {optionText(option)}
            </button>
          ))}
        </fieldset>
      ) : (
        <NumberField
          asked={number}
          answer={answer}
          labelledBy="question"
          action={words.next}
          onAnswer={(value) => {
            if (value !== null) onAnswer(value);
          }}
        />
      )}
      <HelpAtOnce isNeeded={asksForHelp} contacts={contacts} isKiosk={isKiosk} />
      <div class="moves">
        {onBack === undefined ? (
          <span />
        ) : (
          <button type="button" class="quiet" onClick={onBack}>
            {words.back}
          </button>
        )}
        {answer === null ? (
          <button type="button" class="quiet" onClick={onSkip}>
            {words.skip}
          </button>
        ) : number === undefined || asksForHelp ? (
          <button type="button" class={asksForHelp ? 'primary' : 'quiet'} onClick={onNext}>
            {words.next}
          </button>
        ) : null}
      </div>
    </section>
  );
}
