/** @jsxImportSource preact */
import { useState } from 'preact/hooks';
import { patientWords as words } from '../words/patient-en.ts';
import { birthDateOf, dateOrder, type DatePart } from './answer-sheet.ts';

const lengths = { day: 2, month: 2, year: 4 } as const;

/** Asks the birth date in three large fields, in the order of the person's language. */
export function BirthDate({
  refusal,
  onDate,
}: {
  readonly refusal: string | undefined;
  readonly onDate: (date: string) => Promise<void>;
}) {
  const [fields, setFields] = useState<Readonly<Record<DatePart, string>>>({ day: '', month: '', year: '' });
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const order = dateOrder(navigator.language);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const date = birthDateOf(fields.day.trim(), fields.month.trim(), fields.year.trim(), new Date());
        setProblem(date === undefined ? words.birth.notADate : undefined);
        if (date === undefined) return;
        setBusy(true);
        void onDate(date).finally(() => setBusy(false));
      }}
    >
      <h1>{words.birth.title}</h1>
      <p>{words.birth.why}</p>
      <div class="birth">
        {order.map((part) => (
          <label key={part} class={part}>
            {words.birth[part]}
            <input
              inputMode="numeric"
              autoComplete={part === 'day' ? 'bday-day' : part === 'month' ? 'bday-month' : 'bday-year'}
              maxLength={lengths[part]}
              value={fields[part]}
              onInput={(event) =>
                setFields({ ...fields, [part]: event.currentTarget.value.replaceAll(/\D/g, '') })
              }
            />
          </label>
        ))}
      </div>
      <div role="alert">{problem ?? refusal ?? ''}</div>
      <button type="submit" class="primary" disabled={busy}>
        {words.birth.go}
      </button>
    </form>
  );
}
