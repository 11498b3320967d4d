import { aldrete, padss, type Instrument } from '@evenkeel/instruments';
import type { LeavingScale } from '@evenkeel/protocol';
import { sessionWords as words } from '../words/session-en.ts';
import type { Chair } from './chair.ts';

const scales: { readonly [S in LeavingScale]: Instrument } = { aldrete, padss };

/** Aldrete and PADSS where a site uses them: five taps each. What is half rated is kept on this device. */
export function RecoveryScores({ chair }: { readonly chair: Chair }) {
  return (
    <details className="recovery-scores">
      <summary>{words.scores.title}</summary>
      <p className="quiet">{words.scores.lead}</p>
      {(['aldrete', 'padss'] as const).map((scale) => (
        <Score key={scale} chair={chair} scale={scale} />
      ))}
    </details>
  );
}

function Score({ chair, scale }: { readonly chair: Chair; readonly scale: LeavingScale }) {
  const { snapshot, store, record } = chair;
  const { items } = scales[scale];
  const draft = `score/${scale}`;
  const typed = (snapshot.drafts.get(draft) ?? '').split(',');
  const given = items.map((_, place) => ([0, 1, 2] as const).find((value) => String(value) === typed[place]));
  const answers = given.filter((value) => value !== undefined);
  const name = words.scores.names[scale];
  return (
    <section aria-label={name}>
      <h3>{name}</h3>
      {items.map((item, place) => (
        <fieldset className="picks three" key={item.id}>
          <legend>{item.text}</legend>
          {item.options.map(({ value, label }) => (
            <button
              key={value}
              type="button"
              aria-pressed={given[place] === value}
              onClick={() =>
                store.setDraft(draft, given.map((old, at) => (at === place ? value : (old ?? ''))).join(','))
              }
            >
              {value}: {label}
            </button>
          ))}
        </fieldset>
      ))}
      <button
        type="button"
        className="chair-button"
        disabled={answers.length < items.length}
        onClick={() => {
          void record([{ type: 'leavingScore', body: { scale, answers } }]).then((kept) => {
            if (kept) store.setDraft(draft, '');
          });
        }}
      >
        {answers.length < items.length
          ? `${name}: ${words.scores.left(items.length - answers.length)}`
          : `${name}: ${words.scores.save(answers.reduce<number>((sum, one) => sum + one, 0))}`}
      </button>
    </section>
  );
}
