/** @jsxImportSource preact */
import { useId, useState } from 'preact/hooks';
import { patientWords as words } from '../words/patient-en.ts';
import { own } from './link-api.ts';

const t = words.goals;

/** The words of a goal; what was typed and not saved is still there after a reload. */
export function GoalForm({
  name,
  first,
  onSave,
  onCancel,
}: {
  /** Names what was typed on the device. */
  readonly name: string;
  readonly first: string;
  readonly onSave: (wording: string) => Promise<string | undefined>;
  readonly onCancel: () => void;
}) {
  const draft = `draft ${name}`;
  const hint = useId();
  const [wording, setWording] = useState(own.get(draft) ?? first);
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const text = wording.trim().replaceAll(/\s+/g, ' ');
        if (text === '') return setProblem(t.empty);
        setBusy(true);
        void onSave(text).then((says) => {
          setBusy(false);
          setProblem(says ?? '');
          if (says === undefined) own.set(draft, undefined);
        });
      }}
    >
      <label class="field">
        {t.own}
        <input
          maxLength={200}
          value={wording}
          autoComplete="off"
          onInput={(event) => {
            setWording(event.currentTarget.value);
            own.set(draft, event.currentTarget.value);
          }}
          aria-describedby={hint}
        />
        <span id={hint} class="small">
          {t.hint}
        </span>
      </label>
      <div role="alert">{problem}</div>
      <div class="acts">
        <button type="submit" class="second" disabled={busy}>
          {t.save}
        </button>
        <button
          type="button"
          class="quiet"
          onClick={() => {
            own.set(draft, undefined);
            onCancel();
          }}
        >
          {t.cancel}
        </button>
      </div>
    </form>
  );
}
