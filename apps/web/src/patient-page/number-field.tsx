/** @jsxImportSource preact */
import { useState } from 'preact/hooks';
import { patientWords as words } from '../words/patient-en.ts';
import { isClock, numberAnswerOf, numberText, type NumberAsked } from './number-answer.ts';

/** One large field for a number, with its unit and limits. What is no answer stays in the field and is said to be none. */
export function NumberField({
  asked,
  answer,
  labelledBy,
  action,
  onAnswer,
}: {
  readonly asked: NumberAsked;
  readonly answer: number | null;
  readonly labelledBy: string;
  /** What stands on its button; without one, the answer is taken when the field is left. */
  readonly action?: string;
  readonly onAnswer: (value: number | null) => void;
}) {
  const [typed, setTyped] = useState(numberText(answer, asked));
  const [problem, setProblem] = useState('');
  const clock = isClock(asked);
  const keys: 'numeric' | 'decimal' = Number.isInteger(asked.step) && asked.from >= 0 ? 'numeric' : 'decimal';
  const hint = `${labelledBy}-hint`;
  const take = (text: string) => {
    const value = numberAnswerOf(text, asked);
    if (value !== undefined) {
      setProblem('');
      onAnswer(value);
    } else if (text.trim() === '' && action === undefined) {
      setProblem('');
      if (answer !== null) onAnswer(null);
    } else setProblem(clock ? words.number.notATime : words.number.notOne(asked.from, asked.to));
  };
  const field = {
    autoComplete: 'off',
    'aria-labelledby': labelledBy,
    'aria-describedby': hint,
    value: typed,
    onInput: (event: { readonly currentTarget: HTMLInputElement }) => setTyped(event.currentTarget.value),
    onBlur: () => {
      if (action === undefined) take(typed);
    },
  } as const;
  return (
    <form
      noValidate
      class="number"
      onSubmit={(event) => {
        event.preventDefault();
        take(typed);
      }}
    >
      <div>
        {clock ? (
          <input type="time" {...field} />
        ) : (
          <input type="text" inputMode={keys} maxLength={8} {...field} />
        )}
        {clock ? null : <span>{asked.unit}</span>}
      </div>
      {clock ? (
        <p id={hint} class="unseen">
          {words.number.notATime}
        </p>
      ) : (
        <p id={hint} class="small">
          {words.number.limits(asked.from, asked.to, asked.unit)}
          {asked.step === 1 ? '' : `, ${words.number.inSteps(asked.step)}`}
        </p>
      )}
      <div role="alert">{problem}</div>
      {action === undefined ? null : (
        <button type="submit" class="primary">
          {action}
        </button>
      )}
    </form>
  );
}
