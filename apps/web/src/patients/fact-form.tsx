import { routes, type FactView } from '@evenkeel/contract';
import {
  clockTime,
  dateIn,
  instantOf,
  kilogramsFromPounds,
  parseDecimal,
  type Instant,
} from '@evenkeel/quantities';
import { Checkbox } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call, queryClient, useMe } from '../app/api.ts';
import { DraftLine } from '../app/draft-line.tsx';
import { useDraft } from '../app/draft.ts';
import { todayIn } from '../app/format.ts';
import { instantIn } from '../app/instant-in.ts';
import { fieldSays, ProblemBox } from '../app/problem-box.tsx';
import { Button, DateInput, NativeSelect, TextInput, YesNoUnknown, type AnswerValue } from '../app/ui.tsx';
import { recordWords } from '../words/patient-record-en.ts';
import { Attention } from '../theme/attention-mark.tsx';
import { words } from '../words/en.ts';
import { factFields, type FieldSpec, type TypedKind } from './fact-fields.ts';
import { factNumber, factNumberSays } from './fact-number.ts';
import { typedWeightDoubts } from './typed-weight.ts';

const t = recordWords.record;
type Typed = Readonly<Record<string, string>>;

function initial(kind: TypedKind, fact: FactView | undefined, preset: Typed, zone: string): Typed {
  return Object.fromEntries(
    factFields[kind].map(({ name, input, initial: given = '' }) => {
      const value = fact?.body[name];
      const first = preset[name] ?? (input === 'on' ? todayIn(zone) : given);
      if (typeof value === 'string' && (input === 'on' || input === 'moment'))
        return [name, input === 'on' ? dateIn(zone, value as Instant) : localText(zone, value)];
      return [
        name,
        typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
          ? String(value)
          : first,
      ];
    }),
  );
}

/** An instant as a date and time field holds it, in a zone. */
function localText(zone: string, at: string): string {
  return `${dateIn(zone, at as Instant)}T${clockTime(zone, at as Instant)}`;
}

/** A day as an instant: now for today, else noon of that day; a rule reads the date. */
function onDay(zone: string, day: string, before: unknown): unknown {
  if (typeof before === 'string' && dateIn(zone, before as Instant) === day) return before;
  return day === todayIn(zone) ? instantOf(Date.now()) : (instantIn(zone, day, '12:00') ?? day);
}

function bodyOf(
  kind: TypedKind,
  typed: Typed,
  fact: FactView | undefined,
  zone: string,
): Record<string, unknown> {
  const body: Record<string, unknown> =
    fact?.body['code'] === undefined || fact.body['code'] === null ? {} : { code: fact.body['code'] };
  for (const field of factFields[kind]) {
    const value = typed[field.name] ?? '';
    if (field.input === 'check') body[field.name] = value === 'true';
    else if (field.input === 'now') body[field.name] = fact?.body[field.name] ?? instantOf(Date.now());
    else if (field.input === 'on') body[field.name] = onDay(zone, value, fact?.body[field.name]);
    else if (field.input === 'moment') {
      const [day = '', clock = ''] = value.split('T');
      if (value !== '') body[field.name] = instantIn(zone, day, clock) ?? value;
    } else if (field.input === 'number' || field.input === 'measure') {
      // What cannot be read goes as it was typed, which the server refuses.
      const read = factNumber(field, value);
      if (read !== undefined) body[field.name] = 'value' in read ? read.value : value;
    } else if (value !== '') body[field.name] = value;
  }
  return body;
}

/** Records one fact, or a new version of one. The draft is kept from the first keystroke. */
export function FactForm({
  patientId,
  kind,
  fact,
  preset = {},
  onDone,
}: {
  readonly patientId: string;
  readonly kind: TypedKind;
  readonly fact?: FactView;
  /** What is filled in already for a new one. */
  readonly preset?: Typed;
  readonly onDone: () => void;
}) {
  const zone = useMe()?.timeZone ?? 'UTC';
  const draft = useDraft<Typed>(
    `fact/${patientId}/${kind}/${fact?.factId ?? ['new', ...Object.values(preset)].join(' ')}/${fact?.version ?? 0}`,
    initial(kind, fact, preset, zone),
  );
  const factId = fact?.factId ?? draft.id;
  const kilograms = draft.value['kilograms'] ?? '';
  const doubts = useWeightDoubts(patientId, kind, kilograms, fact);
  // A confirmation is for one number; another one asks anew.
  const [confirmed, setConfirmed] = useState<string>();
  const asks = doubts.length > 0 && confirmed !== kilograms;
  const save = useMutation({
    mutationFn: async () => {
      const input = { kind, body: bodyOf(kind, draft.value, fact, zone) } as never;
      return fact === undefined
        ? await call(routes.recordFact, { params: { patientId }, body: { factId, fact: input } })
        : await call(routes.changeFact, {
            params: { patientId, factId },
            body: { version: fact.version, fact: input },
          });
    },
    onSuccess: async () => {
      draft.discard();
      await refreshRecord(patientId);
      onDone();
    },
  });
  return (
    <form
      className="form"
      style={{ padding: '12px 0', maxWidth: 640 }}
      onSubmit={(event) => {
        event.preventDefault();
        const readable = factFields[kind].every(
          (field) => factNumberSays(field, draft.value[field.name] ?? '') === undefined,
        );
        if (readable) save.mutate();
      }}
    >
      <DraftLine draft={draft} />
      {factFields[kind].map((field) => (
        <Field
          key={field.name}
          field={field}
          value={draft.value[field.name] ?? ''}
          says={
            factNumberSays(field, draft.value[field.name] ?? '') ??
            fieldSays(save.error, `body.${field.name}`)
          }
          change={(value) => draft.change({ ...draft.value, [field.name]: value })}
        />
      ))}
      {doubts.length === 0 ? null : (
        <div role="alert">
          {doubts.map((doubt) => (
            <p key={doubt}>
              <Attention level="now">{doubt}</Attention>
            </p>
          ))}
          <label className="tick">
            <input
              type="checkbox"
              required
              checked={!asks}
              onChange={(event) => setConfirmed(event.currentTarget.checked ? kilograms : undefined)}
            />
            <span>{t.weightRight}</span>
          </label>
        </div>
      )}
      <ProblemBox
        error={save.error}
        beside={factFields[kind].filter(({ input }) => !silent.has(input)).map(({ name }) => `body.${name}`)}
      />
      <div className="row">
        <Button type="submit" disabled={asks} loading={save.isPending}>
          {words.save}
        </Button>
        <Button type="button" variant="default" onClick={onDone}>
          {words.cancel}
        </Button>
      </div>
    </form>
  );
}

/** What the record makes doubtful about a weight that is being typed; nothing for other facts. */
function useWeightDoubts(
  patientId: string,
  kind: TypedKind,
  text: string,
  fact: FactView | undefined,
): readonly string[] {
  const zone = useMe()?.timeZone ?? 'UTC';
  const found = useQuery({
    queryKey: ['facts', patientId],
    enabled: kind === 'weight',
    queryFn: async () => await call(routes.facts, { params: { patientId } }),
  });
  const at = fact?.body['measuredAt'];
  // Read once, so that the doubt does not change while it is looked at.
  const [opened] = useState(() => instantOf(Date.now()));
  if (kind !== 'weight') return [];
  const measuredAt = typeof at === 'string' ? (at as Instant) : opened;
  return typedWeightDoubts(text, measuredAt, found.data?.facts ?? [], zone, fact?.factId);
}

/** After a change of the record, everything that rests on it is asked anew. */
export async function refreshRecord(patientId: string): Promise<void> {
  await Promise.all(
    [
      'facts',
      'patient',
      'eligibility',
      'verdict',
      'patientAnswers',
      'medicines',
      'course',
      'responses',
      'measures',
      'longTerm',
      'plans',
      'planOptions',
      'planPreview',
    ].map(async (key) => await queryClient.invalidateQueries({ queryKey: [key, patientId] })),
  );
}

/** Kinds of field that do not say beside them what the server refused. */
const silent: ReadonlySet<FieldSpec['input']> = new Set(['choice', 'answer', 'check', 'now']);

function Field({
  field,
  value,
  says,
  change,
}: {
  readonly field: FieldSpec;
  readonly value: string;
  readonly says: string | undefined;
  readonly change: (value: string) => void;
}) {
  const required = field.optional !== true;
  switch (field.input) {
    case 'choice':
      return (
        <NativeSelect
          label={field.label}
          value={value}
          onChange={(event) => change(event.currentTarget.value)}
          data={(field.options ?? []).map(([key, label]) => ({ value: key, label }))}
        />
      );
    case 'answer':
      return <YesNoUnknown label={field.label} value={value as AnswerValue} onChange={change} />;
    case 'check':
      return (
        <Checkbox
          label={field.label}
          checked={value === 'true'}
          onChange={(event) => change(String(event.currentTarget.checked))}
        />
      );
    case 'now':
      return null;
    case 'moment':
      return (
        <TextInput
          type="datetime-local"
          label={field.label}
          required={required}
          error={says}
          value={value}
          onChange={(event) => change(event.currentTarget.value)}
          style={{ maxWidth: 260 }}
        />
      );
    case 'measure':
      return (
        <TextInput
          label={field.label}
          required={required}
          error={factNumberSays(field, value) ?? says}
          inputMode="decimal"
          value={value}
          onChange={(event) => change(event.currentTarget.value)}
          style={{ maxWidth: 160 }}
        />
      );
    case 'on':
    case 'date':
      return (
        <DateInput
          label={field.label}
          required={required}
          error={says}
          value={value}
          onChange={(event) => change(event.currentTarget.value)}
          style={{ maxWidth: 220 }}
        />
      );
    case 'number':
      return (
        <TextInput
          label={field.label}
          required={required}
          error={factNumberSays(field, value) ?? says}
          inputMode="numeric"
          value={value}
          onChange={(event) => change(event.currentTarget.value)}
          styles={{ wrapper: { maxWidth: 160 } }}
        />
      );
    case 'decimal': {
      const pounds = /^\s*([\d.]+)\s*lbs?\s*$/i.exec(value)?.[1];
      const converted = pounds === undefined ? undefined : parseDecimal(pounds);
      return (
        <TextInput
          label={field.label}
          required={required}
          inputMode="decimal"
          description={field.name === 'kilograms' ? t.weightHint : undefined}
          error={converted === undefined ? says : t.pounds(kilogramsFromPounds(converted))}
          value={value}
          onChange={(event) => change(event.currentTarget.value)}
          style={{ maxWidth: 260 }}
        />
      );
    }
    default:
      return (
        <TextInput
          label={field.label}
          required={required}
          error={says}
          value={value}
          onChange={(event) => change(event.currentTarget.value)}
        />
      );
  }
}
