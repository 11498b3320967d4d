/** @jsxImportSource preact */
import { useState } from 'preact/hooks';
import { patientWords as words } from '../words/patient-en.ts';
import { birthDateOf, dateOrder, type DatePart } from './birth-date.ts';
import { Heading } from './heading.tsx';
import { kioskCodeOf } from './kiosk-code.ts';
import { ask } from './link-api.ts';

const lengths = { day: 2, month: 2, year: 4 } as const;
const hints = { day: 'bday-day', month: 'bday-month', year: 'bday-year' } as const;

/** Asks the birth date in three large fields, in the order of the person's language; on the clinic's tablet the code too. */
export function OpenForm({
  token,
  onOpen,
}: {
  /** The secret of a link; absent where a code is typed. */
  readonly token?: string | undefined;
  /** Called with the sign-in of the visit where that is no cookie: on the clinic's tablet. */
  readonly onOpen: (pass?: string) => Promise<void>;
}) {
  const [code, setCode] = useState('');
  const [fields, setFields] = useState<Readonly<Record<DatePart, string>>>({ day: '', month: '', year: '' });
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const isKiosk = token === undefined;

  const open = async () => {
    const secret = token ?? kioskCodeOf(code);
    const birthDate = birthDateOf(fields.day.trim(), fields.month.trim(), fields.year.trim(), new Date());
    setProblem('');
    if (secret === undefined) return setProblem(words.kiosk.notACode);
    if (birthDate === undefined) return setProblem(words.birth.notADate);
    setBusy(true);
    const told = await ask('link/open', { token: secret, birthDate });
    if (told.kind === 'ok') await onOpen(told.value.pass);
    else if (told.kind === 'lost') setProblem(words.noConnection);
    else {
      const { happened, toDo } = told.problem;
      setProblem(
        happened === undefined || told.status === 400 ? words.ended : `${happened} ${toDo ?? ''}`.trim(),
      );
    }
    setBusy(false);
  };

  return (
    <form
      noValidate
      autoComplete={isKiosk ? 'off' : 'on'}
      onSubmit={(event) => {
        event.preventDefault();
        void open();
      }}
    >
      <Heading>{isKiosk ? words.kiosk.title : words.birth.title}</Heading>
      <p>{isKiosk ? words.kiosk.lead : words.birth.why}</p>
      {isKiosk ? (
        <label class="field">
          {words.kiosk.code}
          <input
            class="code"
            autoComplete="off"
            autoCapitalize="characters"
            spellcheck={false}
            maxLength={20}
            value={code}
            aria-describedby="code-hint"
            onInput={(event) => setCode(event.currentTarget.value)}
          />
          <span id="code-hint" class="small">
            {words.kiosk.codeHint}
          </span>
        </label>
      ) : null}
      <fieldset class="birth">
        <legend class={isKiosk ? '' : 'unseen'}>{words.birth.title}</legend>
        {dateOrder(navigator.language).map((part) => (
          <label key={part} class={part}>
            {words.birth[part]}
            <input
              inputMode="numeric"
              autoComplete={isKiosk ? 'off' : hints[part]}
              maxLength={lengths[part]}
              value={fields[part]}
              onInput={(event) =>
                setFields({ ...fields, [part]: event.currentTarget.value.replaceAll(/\D/g, '') })
              }
            />
          </label>
        ))}
      </fieldset>
      <div role="alert">{problem}</div>
      <button type="submit" class="primary" disabled={busy}>
        {words.birth.go}
      </button>
      {isKiosk ? <p class="small">{words.kiosk.ownPhone}</p> : null}
    </form>
  );
}
