import { models, perpetrators, unquantified, type Person } from '@evenkeel/pharmacology';
import type { ReactNode } from 'react';
import { NativeSelect, TextInput } from '../app/ui.tsx';
import { explorerWords as words } from '../words/explorer-en.ts';
import type { BodyDraft, ExplorerDraft, ReadResult } from './plan-draft.ts';

const t = words.body;

const medicines = [
  ...perpetrators.map(({ id, title, says }) => ({ id, title, says })),
  ...unquantified.map(({ id, says }) => ({ id, title: `${id[0]?.toUpperCase()}${id.slice(1)}`, says })),
];

/** Who the plans are looked at for, with which medicines, by which model. */
export function BodyFields({
  draft,
  read,
  onChange,
}: {
  readonly draft: ExplorerDraft;
  readonly read: ReadResult<Person>;
  readonly onChange: (next: ExplorerDraft) => void;
}) {
  const { body } = draft;
  const change = (part: Partial<BodyDraft>) => onChange({ ...draft, body: { ...body, ...part } });
  const wrong = (field: string) => (!read.ok && read.field === field ? read.sentence : undefined);
  const choose = (
    field: 'sex' | 'liver' | 'ancestry' | 'scaling',
    label: string,
    options: Readonly<Record<string, string>>,
  ) => (
    <NativeSelect
      label={label}
      value={body[field]}
      data={Object.entries(options).map(([value, text]) => ({ value, label: text }))}
      onChange={(event) => change({ [field]: event.currentTarget.value } as Partial<BodyDraft>)}
    />
  );
  return (
    <fieldset className="explorer-plan">
      <legend>{t.title}</legend>
      <div className="explorer-row">
        <TextInput
          label={t.weight}
          inputMode="decimal"
          value={body.weight}
          error={wrong('weight')}
          onChange={(event) => change({ weight: event.currentTarget.value })}
        />
        <TextInput
          label={t.age}
          inputMode="numeric"
          value={body.age}
          error={wrong('age')}
          onChange={(event) => change({ age: event.currentTarget.value })}
        />
      </div>
      <details>
        <summary>{t.more}</summary>
        <div className="stack">
          <div className="explorer-row">
            {choose('sex', t.sex, t.sexes)}
            <TextInput
              label={t.height}
              inputMode="numeric"
              value={body.height}
              error={wrong('height')}
              onChange={(event) => change({ height: event.currentTarget.value })}
            />
          </div>
          <div className="explorer-row">
            {choose('liver', t.liver, t.livers)}
            {choose('scaling', t.scaling, t.scalings)}
          </div>
          {choose('ancestry', t.ancestry, t.ancestries)}
          <Tick
            label={t.hypertension}
            value={body.hypertension}
            onChange={(hypertension) => change({ hypertension })}
          />
          <Tick
            label={t.benzodiazepine}
            value={body.benzodiazepine}
            onChange={(benzodiazepine) => change({ benzodiazepine })}
          />
        </div>
      </details>
      <details open={body.medicines.length > 0}>
        <summary>{t.medicines}</summary>
        <div className="stack">
          {medicines.map(({ id, title, says }) => (
            <Tick
              key={id}
              label={title}
              more={says}
              value={body.medicines.includes(id)}
              onChange={(on) =>
                change({
                  medicines: on ? [...body.medicines, id] : body.medicines.filter((one) => one !== id),
                })
              }
            />
          ))}
        </div>
      </details>
      <div className="explorer-row">
        <NativeSelect
          label={t.model}
          value={draft.model}
          data={models.map(({ id }) => id)}
          onChange={(event) => onChange({ ...draft, model: event.currentTarget.value })}
        />
        <NativeSelect
          label={t.people}
          value={String(draft.people)}
          data={[200, 1000, 10_000].map((people) => ({
            value: String(people),
            label: people.toLocaleString('en-GB'),
          }))}
          onChange={(event) => onChange({ ...draft, people: Number(event.currentTarget.value) })}
        />
      </div>
      <p className="small quiet">{models.find(({ id }) => id === draft.model)?.purpose}</p>
    </fieldset>
  );
}

function Tick({
  label,
  more,
  value,
  onChange,
}: {
  readonly label: string;
  readonly more?: ReactNode;
  readonly value: boolean;
  readonly onChange: (next: boolean) => void;
}) {
  return (
    <label className="tick">
      <input type="checkbox" checked={value} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>
        {label}
        {more === undefined || !value ? null : <span className="small quiet"> {more}</span>}
      </span>
    </label>
  );
}
