import type { ClinicOutcomesView } from '@evenkeel/contract';
import { wordsOf } from '../app/format.ts';
import { NativeSelect } from '../app/ui.tsx';
import { routeText } from '../words/drug-en.ts';
import { outcomesWords } from '../words/outcomes-en.ts';

const t = outcomesWords.filters;

/** Which people are counted: kept in the address, so that a link shows the same. */
export interface OutcomeChoice {
  readonly instrument?: string;
  readonly diagnosis?: string;
  readonly route?: string;
  readonly regimen?: string;
}

const names = ['instrument', 'diagnosis', 'route', 'regimen'] as const;

/** The choice in an address; what is not a text is not a choice. */
export function choiceIn(search: { readonly [name: string]: unknown }): OutcomeChoice {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = search[name];
      const text = typeof value === 'number' ? String(value) : value;
      return typeof text === 'string' && text !== '' ? [[name, text]] : [];
    }),
  );
}

/** Scale, diagnosis, route and regimen. Groups too small to show are not among them. */
export function OutcomeFilters({
  filters,
  choice,
  instrument,
  onChange,
}: {
  readonly filters: ClinicOutcomesView['filters'];
  readonly choice: OutcomeChoice;
  readonly instrument: string;
  readonly onChange: (next: OutcomeChoice) => void;
}) {
  const set = (name: keyof OutcomeChoice, value: string) => {
    const { [name]: _, ...rest } = choice;
    onChange(value === '' ? rest : { ...rest, [name]: value });
  };
  const withAll = (
    values: readonly string[],
    chosen: string | undefined,
    label: (value: string) => string,
  ) => [
    { value: '', label: t.all },
    ...[...new Set([...values, ...(chosen === undefined ? [] : [chosen])])].map((value) => ({
      value,
      label: label(value),
    })),
  ];
  return (
    <fieldset className="outcome-filters noprint" aria-label={t.label}>
      <NativeSelect
        label={t.instrument}
        value={instrument}
        data={filters.instruments.map(({ id, shortTitle }) => ({ value: id, label: shortTitle }))}
        onChange={(event) => set('instrument', event.currentTarget.value)}
      />
      <NativeSelect
        label={t.diagnosis}
        value={choice.diagnosis ?? ''}
        data={withAll(filters.diagnoses, choice.diagnosis, diagnosisText)}
        onChange={(event) => set('diagnosis', event.currentTarget.value)}
      />
      <NativeSelect
        label={t.route}
        value={choice.route ?? ''}
        data={withAll(filters.routes, choice.route, routeText)}
        onChange={(event) => set('route', event.currentTarget.value)}
      />
      <NativeSelect
        label={t.regimen}
        value={choice.regimen ?? ''}
        data={withAll(filters.regimens, choice.regimen, (one) => one)}
        onChange={(event) => set('regimen', event.currentTarget.value)}
      />
    </fieldset>
  );
}

/** A diagnosis in words. */
export function diagnosisText(value: string): string {
  return outcomesWords.diagnoses[value as keyof typeof outcomesWords.diagnoses] ?? wordsOf(value);
}
