import { countedDrug } from '@evenkeel/protocol';
import { countWords as t } from '../words/count-en.ts';
import type { Chair } from './chair.ts';
import { blankCount, countOf, volumes, type TypedCount } from './count-typed.ts';

/** [CLO-01] What was drawn up against what was given, wasted and returned; also after signing. Drafts stay on the device. */
export function DrugCount({ chair }: { readonly chair: Chair }) {
  const { state, snapshot, store, record } = chair;
  const given = state.dose?.endedAt === undefined ? undefined : state.dose.deliveredMl;
  if (given === undefined) return null;
  const draft = snapshot.drafts.get('drugCount') ?? '';
  const typed: TypedCount = {
    ...blankCount,
    ...(draft === '' ? {} : (JSON.parse(draft) as Partial<TypedCount>)),
  };
  const set = (part: Partial<TypedCount>) =>
    store.setDraft('drugCount', JSON.stringify({ ...typed, ...part }));
  const count = countOf(typed);
  const judged = typeof count === 'string' ? undefined : countedDrug(count, given);
  const standing = countedDrug(state.drugCount, given);
  const differs = judged?.state === 'differs';
  const ready =
    judged?.state === 'addsUp' || (differs && typed.difference.trim() !== '' && typeof count !== 'string');
  const field = (name: keyof TypedCount) => (
    <label className="chair-field" key={name}>
      {t.fields[name]}
      <input
        inputMode={name.endsWith('Ml') ? 'decimal' : 'text'}
        autoComplete="off"
        maxLength={name === 'difference' ? 500 : 120}
        value={typed[name]}
        onChange={(event) => set({ [name]: event.currentTarget.value })}
      />
    </label>
  );
  return (
    <section aria-label={t.title}>
      <h2>{t.title}</h2>
      <p
        className={standing.state === 'addsUp' || standing.state === 'notCounted' ? 'quiet' : 'soft-problem'}
      >
        {standing.says}
        {state.drugCount?.difference === undefined ? '' : ` ${t.known(state.drugCount.difference)}`}
      </p>
      <p className="quiet">{t.given(given)}</p>
      {volumes.map(field)}
      {field('witness')}
      {differs ? field('difference') : null}
      {draft === '' ? null : typeof count === 'string' ? (
        <p className="quiet small">{count}</p>
      ) : judged === undefined || judged.state === 'addsUp' ? null : (
        <p className="soft-problem" role="alert">
          {judged.says} {differs ? t.sayWhy : ''}
        </p>
      )}
      <button
        type="button"
        className="chair-button"
        disabled={!ready}
        onClick={() => {
          if (typeof count === 'string') return;
          void record([{ type: 'drugCount', body: count }], { what: t.title }).then((kept) => {
            if (kept) store.setDraft('drugCount', '');
          });
        }}
      >
        {state.drugCount === undefined ? t.save : t.again}
      </button>
    </section>
  );
}
