import { RequestProblem, routes } from '@evenkeel/contract';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { flushSync } from 'react-dom';
import { call, queryClient } from '../app/api.ts';
import { DraftLine } from '../app/draft-line.tsx';
import { useDraft } from '../app/draft.ts';
import { ProblemBox } from '../app/problem-box.tsx';
import { Button, NativeSelect, Textarea, TextInput, Value } from '../app/ui.tsx';
import { TableHead } from '../app/table-head.tsx';
import { policyWords as t } from '../words/policy-en.ts';
import { listTitle, memberTitle } from './difference.tsx';
import { GroundCells } from './ground-cells.tsx';
import { fits, type PolicyInForce, type ThresholdRow } from './policy-in-force.ts';
import { ByArea } from './by-area.tsx';
import { thresholdTitle } from './threshold-areas.ts';
import { valueFaults, withTitles } from './value-faults.ts';

interface Typed {
  /** What was typed, by threshold; one that is not here stays as it is. */
  readonly thresholds: Readonly<Record<string, string>>;
  readonly templates: readonly string[];
  readonly consentVersion: string;
  readonly reason: string;
}

const same = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((one) => b.includes(one));

const fieldId = (name: string) => `threshold-${name}`;

/** A refusal with thresholds by their titles, each said once. */
function inWords(error: unknown): unknown {
  if (!(error instanceof RequestProblem) || error.problem?.code !== 'POL-001') return error;
  const { fields, ...problem } = error.problem;
  const says = (fields ?? []).map((one) => one.says).join(' ');
  return new RequestProblem(error.status, { ...problem, detail: withTitles(says) });
}

/** Proposes a new version: every value beside default, limit and source. What is typed is kept on the device. */
export function PolicyEditor({
  policy,
  onDone,
}: {
  readonly policy: PolicyInForce;
  readonly onDone: () => void;
}) {
  const navigate = useNavigate();
  const draft = useDraft<Typed>(`policy/${policy.version}`, {
    thresholds: {},
    templates: policy.templates.values,
    consentVersion: policy.consentVersion ?? '',
    reason: '',
  });
  const [search, setSearch] = useState('');
  const typed = draft.value;
  const put = (more: Partial<Typed>) => draft.change({ ...typed, ...more });
  const edited = policy.thresholds.filter((one) => {
    const text = typed.thresholds[one.name];
    return text !== undefined && text.trim() !== String(one.value);
  });
  const count =
    edited.length +
    (same(typed.templates, policy.templates.values) ? 0 : 1) +
    (typed.consentVersion.trim() === (policy.consentVersion ?? '') ? 0 : 1);
  const faults = valueFaults(policy.thresholds, typed.thresholds);
  const broken = policy.thresholds.filter(({ name }) => faults.has(name));
  const propose = useMutation({
    mutationFn: async () =>
      await call(routes.proposePolicy, {
        body: {
          thresholds: Object.fromEntries(edited.map(({ name }) => [name, Number(typed.thresholds[name])])),
          templates: [...typed.templates],
          consentVersion: typed.consentVersion.trim() === '' ? null : typed.consentVersion.trim(),
          reason: typed.reason,
        },
      }),
    onSuccess: async ({ version }) => {
      draft.discard();
      await queryClient.invalidateQueries({ queryKey: ['policy'] });
      await navigate({ to: '/policy/$version', params: { version: String(version) } });
    },
  });
  const shown = policy.thresholds.filter((one) => fits(one, search));
  // A field that the search leaves out comes back before it is gone to.
  const goTo = (name: string) => {
    flushSync(() => setSearch(''));
    document.getElementById(fieldId(name))?.focus();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        propose.mutate();
      }}
    >
      <DraftLine draft={draft} />
      <TextInput
        type="search"
        label={t.search}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        style={{ maxWidth: 420 }}
      />
      <ByArea shown={shown}>
        {(rows) => (
          <ThresholdFields
            rows={rows}
            typed={typed.thresholds}
            faults={faults}
            onChange={(name, text) => put({ thresholds: { ...typed.thresholds, [name]: text } })}
          />
        )}
      </ByArea>
      <h2>{t.lists}</h2>
      <ListField
        list="templates"
        values={typed.templates}
        choices={Object.keys(policy.templates.titles)}
        titles={policy.templates.titles}
        onChange={(templates) => put({ templates })}
      />
      <TextInput
        label={t.consentVersion}
        description={t.consentHint}
        value={typed.consentVersion}
        maxLength={40}
        onChange={(event) => put({ consentVersion: event.currentTarget.value })}
        style={{ maxWidth: 420 }}
      />
      <Textarea
        label={t.reason}
        required
        autosize
        minRows={2}
        value={typed.reason}
        onChange={(event) => put({ reason: event.currentTarget.value })}
        style={{ maxWidth: 640 }}
      />
      <output className="status">{t.changes(count)}</output>
      {broken.length === 0 ? null : (
        <div className="status">
          {t.toMend(broken.length)}
          <ul className="list">
            {broken.map(({ name }) => (
              <li key={name}>
                <button type="button" className="linklike" onClick={() => goTo(name)}>
                  {thresholdTitle(name)}
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
      <ProblemBox error={inWords(propose.error)} />
      <div className="row">
        <Button type="submit" loading={propose.isPending} disabled={count === 0 || broken.length > 0}>
          {t.propose}
        </Button>
        <Button variant="default" onClick={onDone}>
          {t.back}
        </Button>
      </div>
    </form>
  );
}

function ThresholdFields({
  rows,
  typed,
  faults,
  onChange,
}: {
  readonly rows: readonly ThresholdRow[];
  readonly typed: Readonly<Record<string, string>>;
  readonly faults: ReadonlyMap<string, string>;
  readonly onChange: (name: string, text: string) => void;
}) {
  return (
    <div className="scroll">
      <table className="plain">
        <TableHead names={[t.threshold, t.newValue, t.value, t.usual, t.limit, t.source]} />
        <tbody>
          {rows.map((one) => {
            const text = typed[one.name];
            const isEdited = text !== undefined && text.trim() !== String(one.value);
            return (
              <tr key={one.name}>
                <th scope="row">
                  {thresholdTitle(one.name)} {isEdited ? <span className="tag">{t.edited}</span> : null}
                </th>
                <td data-label={t.newValue} style={{ minWidth: 110 }}>
                  <TextInput
                    id={fieldId(one.name)}
                    aria-label={`${thresholdTitle(one.name)}, ${one.unit}`}
                    inputMode="decimal"
                    size="xs"
                    value={text ?? String(one.value)}
                    error={faults.get(one.name)}
                    onChange={(event) => onChange(one.name, event.currentTarget.value)}
                  />
                </td>
                <td data-label={t.value}>
                  <Value value={one.value} unit={one.unit} />
                </td>
                <GroundCells row={one} />
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function ListField({
  list,
  values,
  choices,
  titles = {},
  onChange,
}: {
  readonly list: string;
  readonly values: readonly string[];
  readonly choices: readonly string[];
  readonly titles?: Readonly<Record<string, string>>;
  readonly onChange: (next: readonly string[]) => void;
}) {
  const title = (one: string) => memberTitle(list, one, titles);
  const left = choices.filter((one) => !values.includes(one));
  return (
    <fieldset className="occasion">
      <legend>{listTitle(list)}</legend>
      <ul className="list">
        {values.map((one) => (
          <li key={one} className="row" style={{ justifyContent: 'space-between', flexWrap: 'nowrap' }}>
            <span style={{ minWidth: 0, overflowWrap: 'anywhere' }}>{title(one)}</span>
            <Button
              size="compact-sm"
              variant="default"
              aria-label={t.remove(title(one))}
              style={{ flex: 'none' }}
              onClick={() => onChange(values.filter((other) => other !== one))}
            >
              {t.takeOut}
            </Button>
          </li>
        ))}
      </ul>
      {left.length === 0 ? null : (
        <NativeSelect
          aria-label={`${t.add}: ${listTitle(list)}`}
          value=""
          onChange={(event) => onChange([...values, event.currentTarget.value])}
          data={[{ value: '', label: t.add }, ...left.map((one) => ({ value: one, label: title(one) }))]}
          style={{ maxWidth: 320 }}
        />
      )}
    </fieldset>
  );
}
