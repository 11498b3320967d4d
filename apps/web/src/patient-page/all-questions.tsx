/** @jsxImportSource preact */
import type { InstrumentForm } from '@evenkeel/contract';
import { patientWords as words } from '../words/patient-en.ts';
import { asksForHelp, isRow, optionText } from './asked.ts';
import { HelpAtOnce } from './crisis.tsx';
import { Heading } from './heading.tsx';
import { NumberField } from './number-field.tsx';
import type { CrisisContact } from './visit.ts';

/** All questions on one page, for those who would rather see them so. */
export function AllQuestions({
  form,
  places,
  answers,
  contacts,
  isKiosk,
  onAnswer,
  onDone,
}: {
  readonly form: InstrumentForm;
  readonly places: readonly number[];
  readonly answers: readonly (number | null)[];
  readonly contacts: readonly CrisisContact[];
  readonly isKiosk: boolean;
  readonly onAnswer: (place: number, value: number | null) => void;
  readonly onDone: () => void;
}) {
  return (
    <section class="all">
      <Heading>{form.stem === '' ? words.allTitle : form.stem}</Heading>
      {places.map((place) => {
        const item = form.items[place];
        if (item === undefined) return null;
        const label = `item-${place}`;
        return (
          <fieldset key={item.id}>
            <legend id={label}>{item.text ?? words.itemOf(place + 1)}</legend>
            {item.number === undefined ? (
              <div class={isRow(item) ? 'answers row' : 'answers'}>
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
            ) : (
              <NumberField
                asked={item.number}
                answer={answers[place] ?? null}
                labelledBy={label}
                onAnswer={(value) => onAnswer(place, value)}
              />
            )}
            <HelpAtOnce
              isNeeded={asksForHelp(form, place, answers[place] ?? null)}
              contacts={contacts}
              isKiosk={isKiosk}
            />
          </fieldset>
        );
      })}
      <button type="button" class="primary" onClick={onDone}>
        {words.next}
      </button>
    </section>
  );
}
