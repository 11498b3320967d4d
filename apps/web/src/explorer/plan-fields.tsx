import { modelById, routes, type Drug, type Route } from '@evenkeel/pharmacology';
import { NativeSelect, TextInput } from '../app/ui.tsx';
import { explorerWords as words } from '../words/explorer-en.ts';
import { withRoute, type PlanDraft, type ReadPlan, type ReadResult } from './plan-draft.ts';

const t = words.plan;

/** The fields of one plan. */
export function PlanFields({
  letter,
  index,
  draft,
  read,
  model,
  front,
  onFront,
  onChange,
  onCopy,
  onRemove,
}: {
  readonly letter: string;
  readonly index: number;
  readonly draft: PlanDraft;
  readonly read: ReadResult<ReadPlan>;
  readonly model: string;
  readonly front: boolean;
  readonly onFront?: (() => void) | undefined;
  readonly onChange: (next: PlanDraft) => void;
  readonly onCopy?: (() => void) | undefined;
  readonly onRemove?: (() => void) | undefined;
}) {
  const { drugs, routes: has } = modelById(model);
  const wrong = (field: string) => (!read.ok && read.field === field ? read.sentence : undefined);
  const known = ['dose', 'over', 'times', 'every'];
  const isNasal = draft.route === 'nasal-device';
  const label = (text: string) => `${text}, ${t.title(letter)}`;
  return (
    <fieldset className="explorer-plan">
      <legend>
        <PlanLine index={index} /> {t.title(letter)}
      </legend>
      <div className="explorer-row">
        <NativeSelect
          label={t.drug}
          aria-label={label(t.drug)}
          value={draft.drug}
          data={(['ketamine', 'esketamine'] as const).map((drug) => ({
            value: drug,
            label: words.drugs[drug],
            disabled: !drugs.includes(drug) && drug !== draft.drug,
          }))}
          onChange={(event) => onChange(withRoute(draft, { drug: event.currentTarget.value as Drug }))}
        />
        <NativeSelect
          label={t.route}
          aria-label={label(t.route)}
          value={draft.route}
          data={routes.map((route) => ({
            value: route,
            label: words.routes[route],
            disabled: has[route] === undefined && route !== draft.route,
          }))}
          onChange={(event) => onChange(withRoute(draft, { route: event.currentTarget.value as Route }))}
        />
      </div>
      <div className="explorer-row three">
        <TextInput
          label={t.amount}
          aria-label={label(t.amount)}
          inputMode="decimal"
          value={draft.amount}
          error={wrong('dose')}
          onChange={(event) => onChange({ ...draft, amount: event.currentTarget.value })}
        />
        <NativeSelect
          label={t.basis}
          aria-label={label(t.basis)}
          value={draft.basis}
          disabled={isNasal}
          data={['mg/kg', 'mg']}
          onChange={(event) => onChange({ ...draft, basis: event.currentTarget.value as PlanDraft['basis'] })}
        />
        <NativeSelect
          label={t.form}
          aria-label={label(t.form)}
          value={draft.form}
          disabled={isNasal}
          data={Object.entries(t.forms).map(([value, text]) => ({ value, label: text }))}
          onChange={(event) => onChange({ ...draft, form: event.currentTarget.value as PlanDraft['form'] })}
        />
      </div>
      <div className="explorer-row three">
        {draft.route === 'iv' ? (
          <TextInput
            label={t.over}
            aria-label={label(t.over)}
            inputMode="decimal"
            value={draft.overMin}
            error={wrong('over')}
            onChange={(event) => onChange({ ...draft, overMin: event.currentTarget.value })}
          />
        ) : null}
        <TextInput
          label={t.count}
          aria-label={label(t.count)}
          inputMode="numeric"
          value={draft.count}
          error={wrong('times')}
          onChange={(event) => onChange({ ...draft, count: event.currentTarget.value })}
        />
        {draft.count === '1' ? null : (
          <TextInput
            label={t.every}
            aria-label={label(t.every)}
            inputMode="decimal"
            value={draft.everyDays}
            error={wrong('every')}
            onChange={(event) => onChange({ ...draft, everyDays: event.currentTarget.value })}
          />
        )}
      </div>
      {read.ok ? (
        <p className="small quiet">
          {read.value.name}
          {read.value.note === undefined ? null : <> {read.value.note}</>}
        </p>
      ) : known.includes(read.field) ? null : (
        <p className="problem small" role="alert">
          {read.sentence}
        </p>
      )}
      <div className="row small">
        {onFront === undefined ? null : (
          <button type="button" className="linklike" aria-pressed={front} onClick={onFront}>
            {words.view.front(letter)}
          </button>
        )}
        {onCopy === undefined ? null : (
          <button type="button" className="linklike" onClick={onCopy} aria-label={label(t.copy)}>
            {t.copy}
          </button>
        )}
        {onRemove === undefined ? null : (
          <button type="button" className="linklike" onClick={onRemove} aria-label={label(t.remove)}>
            {t.remove}
          </button>
        )}
      </div>
    </fieldset>
  );
}

/** The line in which a plan is drawn. */
export function PlanLine({ index }: { readonly index: number }) {
  return (
    <svg width="34" height="10" aria-hidden="true" className={`plan plan-${index}`}>
      <path className="line" d="M1 5H33" />
    </svg>
  );
}
