/** @jsxImportSource preact */
import { useEffect, useRef } from 'preact/hooks';
import { optionText, type Instrument } from '@evenkeel/instruments';
import { patientWords as words } from '../words/patient-en.ts';
import { CrisisCard, type CrisisContact } from './crisis.tsx';

/** The sentence read before an item; an item that does not count has its own. */
function stemOf(instrument: Instrument, place: number): string {
  return instrument.items[place]?.scored === true ? instrument.stem : '';
}

/** One question with its large answers. Number keys answer it too. */
export function Question({
  instrument,
  place,
  answer,
  asksForHelp,
  contacts,
  onAnswer,
  onSkip,
  onBack,
  onNext,
}: {
  readonly instrument: Instrument;
  readonly place: number;
  readonly answer: number | null;
  readonly asksForHelp: boolean;
  readonly contacts: readonly CrisisContact[];
  readonly onAnswer: (value: number) => void;
  readonly onSkip: () => void;
  readonly onBack: (() => void) | undefined;
  readonly onNext: () => void;
}) {
  const item = instrument.items[place];
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [place]);
  const options = item?.options;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const option = options?.[Number(event.key) - 1];
      if (/^\d$/.test(event.key) && option !== undefined) onAnswer(option.value);
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, [options, onAnswer]);
  if (item === undefined) return null;
  const scored = instrument.items.filter((one) => one.scored).length;
  const position = instrument.items.slice(0, place + 1).filter((one) => one.scored).length;
  return (
    <section>
      <p class="progress">{item.scored ? words.progress(position, scored) : words.last}</p>
      <progress aria-hidden="true" max={instrument.items.length} value={place} />
      <h1 ref={heading} tabIndex={-1}>
        {stemOf(instrument, place) === '' ? null : <span class="stem">{stemOf(instrument, place)}</span>}
        {item.text}
      </h1>
      <div class="answers">
        {options?.map((option) => (
          <button
            key={option.value}
            type="button"
            aria-pressed={answer === option.value}
            onClick={() => onAnswer(option.value)}
          >
            {optionText(option)}
          </button>
        ))}
      </div>
      {asksForHelp ? <CrisisCard contacts={contacts} /> : null}
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
        ) : (
          <button type="button" class={asksForHelp ? 'primary' : 'quiet'} onClick={onNext}>
            {words.next}
          </button>
        )}
      </div>
    </section>
  );
}

/** All questions on one page, for those who would rather see them so. */
export function AllQuestions({
  instrument,
  places,
  answers,
  helpAt,
  contacts,
  onAnswer,
  onDone,
}: {
  readonly instrument: Instrument;
  readonly places: readonly number[];
  readonly answers: readonly (number | null)[];
  readonly helpAt: number | undefined;
  readonly contacts: readonly CrisisContact[];
  readonly onAnswer: (place: number, value: number) => void;
  readonly onDone: () => void;
}) {
  return (
    <section>
      <h1>{instrument.stem}</h1>
      {places.map((place) => {
        const item = instrument.items[place];
        return item === undefined ? null : (
          <fieldset key={item.id}>
            <legend>{item.text}</legend>
            <div class="answers">
              {item.options.map((option) => (
                <label key={option.value} class={answers[place] === option.value ? 'chosen' : ''}>
                  <input
                    type="radio"
                    name={item.id}
                    checked={answers[place] === option.value}
                    onChange={() => onAnswer(place, option.value)}
                  />
                  {optionText(option)}
                </label>
              ))}
            </div>
            {helpAt === place ? <CrisisCard contacts={contacts} /> : null}
          </fieldset>
        );
      })}
      <button type="button" class="primary" onClick={onDone}>
        {words.next}
      </button>
    </section>
  );
}

/** The answers before they are sent. */
export function Review({
  instrument,
  places,
  answers,
  busy,
  waiting,
  onChange,
  onSend,
}: {
  readonly instrument: Instrument;
  readonly places: readonly number[];
  readonly answers: readonly (number | null)[];
  readonly busy: boolean;
  readonly waiting: boolean;
  readonly onChange: (place: number) => void;
  readonly onSend: () => void;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const open = places.filter((place) => answers[place] === null).length;
  return (
    <section>
      <h1 ref={heading} tabIndex={-1}>
        {words.review.title}
      </h1>
      <p>{words.review.hint}</p>
      <ol class="review">
        {places.map((place) => {
          const item = instrument.items[place];
          const label = item?.options.find((option) => option.value === answers[place])?.label;
          return (
            <li key={place}>
              <button
                type="button"
                onClick={() => onChange(place)}
                aria-label={`${words.review.change}: ${item?.text ?? ''}`}
              >
                <span>{item?.text}</span>
                <strong>{label ?? words.review.unanswered}</strong>
              </button>
            </li>
          );
        })}
      </ol>
      {open > 0 ? <p>{words.review.open(open)}</p> : null}
      {waiting ? <output>{words.waitingToSend}</output> : null}
      <button type="button" class="primary" disabled={busy} onClick={onSend}>
        {busy ? words.review.sending : words.review.send}
      </button>
      <p class="attribution">{instrument.attribution}</p>
    </section>
  );
}
