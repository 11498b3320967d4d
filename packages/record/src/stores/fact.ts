import { sql, type RawBuilder, type Transaction } from 'kysely';
import type { Json } from '@evenkeel/quantities';
import type { Scope } from '../door.ts';
import type { Database } from '../schema.ts';

type Tx = Transaction<Database>;

/** The kinds of fact, one table each. */
export type StoredFactKind =
  | 'diagnosis'
  | 'trial'
  | 'medicine'
  | 'allergy'
  | 'condition'
  | 'weight'
  | 'height'
  | 'bloodPressure'
  | 'laboratory'
  | 'screening'
  | 'listConfirmed'
  | 'consent'
  | 'therapyContact'
  | 'testResult'
  | 'enrolment'
  | 'escort';

/** The newest version of a fact; `body` holds the members of its kind, absent where not known. */
export interface StoredFact {
  readonly factId: string;
  readonly kind: StoredFactKind;
  readonly version: number;
  readonly state: 'current' | 'enteredInError';
  readonly stateReason?: string;
  readonly body: Readonly<Record<string, Json>>;
  readonly source: { readonly kind: string; readonly reference?: string };
  readonly recordedBy: string;
  readonly recordedAt: string;
}

type ColumnKind = 'text' | 'integer' | 'number' | 'decimal' | 'instant' | 'date' | 'boolean' | 'json';
type Column = readonly [member: string, column: string, kind: ColumnKind];

const tables: {
  readonly [K in StoredFactKind]: { readonly table: string; readonly columns: readonly Column[] };
} = {
  diagnosis: {
    table: 'diagnosis',
    columns: [
      ['kind', 'kind', 'text'],
      ['episode', 'episode', 'text'],
      ['severity', 'severity', 'text'],
      ['episodeStart', 'episode_start', 'date'],
      ['psychoticFeatures', 'psychotic_features', 'text'],
    ],
  },
  trial: {
    table: 'treatment_trial',
    columns: [
      ['treatment', 'treatment', 'text'],
      ['currentEpisode', 'current_episode', 'text'],
      ['weeks', 'weeks', 'number'],
      ['adequateDose', 'adequate_dose', 'text'],
      ['adherence', 'adherence', 'text'],
      ['outcome', 'outcome', 'text'],
      ['maxDoseMg', 'max_dose_mg', 'decimal'],
      ['responsePercent', 'response_percent', 'number'],
      ['whyStopped', 'why_stopped', 'text'],
    ],
  },
  medicine: {
    table: 'medicine',
    columns: [
      ['name', 'name', 'text'],
      ['code', 'code', 'json'],
      ['dose', 'dose', 'text'],
      ['status', 'status', 'text'],
      ['since', 'since', 'text'],
      ['dailyMg', 'daily_mg', 'decimal'],
      ['lastTakenAt', 'last_taken_at', 'instant'],
      ['stableWeeks', 'stable_weeks', 'integer'],
    ],
  },
  allergy: {
    table: 'allergy',
    columns: [
      ['substance', 'substance', 'text'],
      ['reaction', 'reaction', 'text'],
      ['severity', 'severity', 'text'],
    ],
  },
  condition: {
    table: 'condition',
    columns: [
      ['label', 'label', 'text'],
      ['code', 'code', 'json'],
      ['status', 'status', 'text'],
      ['onset', 'onset', 'text'],
    ],
  },
  weight: {
    table: 'body_weight',
    columns: [
      ['kilograms', 'kilograms', 'decimal'],
      ['measuredAt', 'measured_at', 'instant'],
      ['estimated', 'estimated', 'boolean'],
    ],
  },
  height: {
    table: 'body_height',
    columns: [
      ['centimetres', 'centimetres', 'decimal'],
      ['measuredAt', 'measured_at', 'instant'],
    ],
  },
  bloodPressure: {
    table: 'blood_pressure',
    columns: [
      ['systolic', 'systolic', 'integer'],
      ['diastolic', 'diastolic', 'integer'],
      ['measuredAt', 'measured_at', 'instant'],
    ],
  },
  laboratory: {
    table: 'laboratory_value',
    columns: [
      ['label', 'label', 'text'],
      ['code', 'code', 'json'],
      ['value', 'value', 'text'],
      ['unit', 'unit', 'text'],
      ['measuredOn', 'measured_on', 'text'],
    ],
  },
  screening: {
    table: 'screening_answer',
    columns: [
      ['question', 'question', 'text'],
      ['answer', 'answer', 'text'],
      ['note', 'note', 'text'],
    ],
  },
  listConfirmed: { table: 'list_confirmation', columns: [['list', 'list', 'text']] },
  consent: {
    table: 'consent',
    columns: [
      ['form', 'form', 'text'],
      ['formVersion', 'form_version', 'text'],
      ['signedOn', 'signed_on', 'date'],
      ['drug', 'drug', 'text'],
      ['withdrawnOn', 'withdrawn_on', 'date'],
    ],
  },
  therapyContact: {
    table: 'therapy_contact',
    columns: [
      ['therapy', 'therapy', 'text'],
      ['heldOn', 'held_on', 'date'],
      ['minutes', 'minutes', 'integer'],
      ['note', 'note', 'text'],
      ['homeworkSet', 'homework_set', 'integer'],
      ['homeworkDone', 'homework_done', 'integer'],
      ['socialRhythm', 'social_rhythm', 'integer'],
    ],
  },
  testResult: {
    table: 'test_result',
    columns: [
      ['test', 'test', 'text'],
      ['value', 'value', 'number'],
      ['clear', 'clear', 'text'],
      ['note', 'note', 'text'],
      ['takenAt', 'taken_at', 'instant'],
    ],
  },
  enrolment: {
    table: 'enrolment',
    columns: [
      ['programme', 'programme', 'text'],
      ['who', 'who', 'text'],
      ['enrolledOn', 'enrolled_on', 'date'],
    ],
  },
  escort: {
    table: 'escort',
    columns: [
      ['name', 'name', 'text'],
      ['phone', 'phone', 'text'],
      ['day', 'day', 'date'],
    ],
  },
};

const kinds = Object.freeze(Object.keys(tables) as StoredFactKind[]);

/** A column as the text or value its member has in JSON: decimals and instants keep every digit. */
function asJson([, column, kind]: Column): RawBuilder<unknown> {
  const ref = sql.ref(`f.${column}`);
  if (kind === 'decimal') return sql`trim_scale(${ref})::text`;
  if (kind === 'instant') return sql`to_char(${ref} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  if (kind === 'date') return sql`to_char(${ref}, 'YYYY-MM-DD')`;
  return ref;
}

function asColumn(kind: ColumnKind, value: unknown): RawBuilder<unknown> {
  if (value === undefined || value === null) return sql`null`;
  return kind === 'json' ? sql`${JSON.stringify(value)}::jsonb` : sql`${value}`;
}

interface Row {
  readonly kind: StoredFactKind;
  readonly patient_id: string;
  readonly fact_id: string;
  readonly version: number;
  readonly state: 'current' | 'enteredInError';
  readonly state_reason: string | null;
  readonly source_kind: string;
  readonly source_reference: string | null;
  readonly recorded_by: string;
  readonly recorded_at: string;
  readonly body: Record<string, Json>;
}

function factOf(row: Row): StoredFact {
  return {
    factId: row.fact_id,
    kind: row.kind,
    version: row.version,
    state: row.state,
    ...(row.state_reason === null ? {} : { stateReason: row.state_reason }),
    body: row.body,
    source: {
      kind: row.source_kind,
      ...(row.source_reference === null ? {} : { reference: row.source_reference }),
    },
    recordedBy: row.recorded_by,
    recordedAt: row.recorded_at,
  };
}

function selectOf(kind: StoredFactKind, condition: RawBuilder<unknown>): RawBuilder<Row> {
  const { table, columns } = tables[kind];
  const members = columns.flatMap((column) => [sql`${sql.lit(column[0])}`, asJson(column)]);
  return sql<Row>`select ${sql.lit(kind)} as kind, f.patient_id, f.fact_id, f.version, f.state, f.state_reason, f.source_kind,
    f.source_reference, f.recorded_by, f.recorded_at, jsonb_strip_nulls(jsonb_build_object(${sql.join(members)})) as body
    from ${sql.table(table)} f where ${condition}`;
}

/** Newest versions of the facts of one patient, oldest first; all kinds unless some are named. */
export async function factsOf(
  tx: Tx,
  scope: Scope,
  patientId: string,
  only: readonly StoredFactKind[] = kinds,
): Promise<readonly StoredFact[]> {
  const condition = sql`f.clinic_id = ${scope.clinicId} and f.patient_id = ${patientId}`;
  const parts = only.map((kind) => selectOf(kind, condition));
  const { rows } = await sql<Row>`${sql.join(parts, sql` union all `)}`.execute(tx);
  return newest(rows).map(factOf).toSorted(byTime);
}

/** Newest versions of the facts of many patients, by patient, each oldest first: one statement whatever their number. */
export async function factsOfMany(
  tx: Tx,
  scope: Scope,
  patientIds: readonly string[],
  only: readonly StoredFactKind[] = kinds,
): Promise<ReadonlyMap<string, readonly StoredFact[]>> {
  if (patientIds.length === 0) return new Map();
  const condition = sql`f.clinic_id = ${scope.clinicId} and f.patient_id = any(${[...patientIds]}::uuid[])`;
  const parts = only.map((kind) => selectOf(kind, condition));
  const { rows } = await sql<Row>`${sql.join(parts, sql` union all `)}`.execute(tx);
  const found = new Map<string, StoredFact[]>();
  for (const row of newest(rows)) {
    const known = found.get(row.patient_id);
    if (known === undefined) found.set(row.patient_id, [factOf(row)]);
    else known.push(factOf(row));
  }
  for (const facts of found.values()) facts.sort(byTime);
  return found;
}

/** The newest version of each fact. All versions are read: they are few, and the plan of the query stays small. */
function newest(rows: readonly Row[]): readonly Row[] {
  const byId = new Map<string, Row>();
  for (const row of rows) {
    const known = byId.get(row.fact_id);
    if (known === undefined || known.version < row.version) byId.set(row.fact_id, row);
  }
  return [...byId.values()];
}

function byTime(a: StoredFact, b: StoredFact): number {
  if (a.recordedAt !== b.recordedAt) return a.recordedAt < b.recordedAt ? -1 : 1;
  return a.factId < b.factId ? -1 : a.factId > b.factId ? 1 : 0;
}

/** Where a fact with this id stands in this clinic: its kind and patient. */
export async function locateFact(
  tx: Tx,
  scope: Scope,
  factId: string,
): Promise<{ readonly kind: StoredFactKind; readonly patientId: string } | undefined> {
  const parts = kinds.map(
    (kind) => sql`select ${sql.lit(kind)} as kind, patient_id from ${sql.table(tables[kind].table)}
      where clinic_id = ${scope.clinicId} and fact_id = ${factId} and version = 1`,
  );
  const { rows } = await sql<{
    kind: StoredFactKind;
    patient_id: string;
  }>`${sql.join(parts, sql` union all `)}`.execute(tx);
  const [row] = rows;
  return row === undefined ? undefined : { kind: row.kind, patientId: row.patient_id };
}

/** Newest version of one fact, whoever it belongs to in this clinic. */
export async function findFact(
  tx: Tx,
  scope: Scope,
  factId: string,
): Promise<(StoredFact & { readonly patientId: string }) | undefined> {
  const place = await locateFact(tx, scope, factId);
  if (place === undefined) return undefined;
  const condition = sql`f.clinic_id = ${scope.clinicId} and f.fact_id = ${factId}`;
  const { rows } = await selectOf(place.kind, condition).execute(tx);
  const [row] = newest(rows);
  return row === undefined ? undefined : { ...factOf(row), patientId: row.patient_id };
}

/** A version of a fact to be written. */
export interface FactVersion {
  readonly patientId: string;
  readonly factId: string;
  readonly version: number;
  readonly state: 'current' | 'enteredInError';
  readonly stateReason?: string | undefined;
  readonly kind: StoredFactKind;
  readonly body: Readonly<Record<string, unknown>>;
  readonly source: { readonly kind: string; readonly reference?: string | undefined };
}

/** Adds a version. False when that version is there already: somebody else was first. */
export async function insertFactVersion(
  tx: Tx,
  scope: Scope,
  at: string,
  fact: FactVersion,
): Promise<boolean> {
  return (await insertFactVersions(tx, scope, at, [fact])) === 1;
}

/** Adds many versions, one statement a kind; gives how many were new. */
export async function insertFactVersions(
  tx: Tx,
  scope: Scope,
  at: string,
  facts: readonly FactVersion[],
): Promise<number> {
  let added = 0;
  for (const kind of kinds) {
    const ofKind = facts.filter((fact) => fact.kind === kind);
    if (ofKind.length === 0) continue;
    const { table, columns } = tables[kind];
    for (let from = 0; from < ofKind.length; from += 500) {
      const rows = ofKind.slice(from, from + 500).map(
        (fact) => sql`(${scope.clinicId}, ${fact.patientId}, ${fact.factId}, ${fact.version}, ${fact.state},
          ${fact.stateReason ?? null}, ${fact.source.kind}, ${fact.source.reference ?? null}, ${scope.actorId}, ${at},
          ${sql.join(columns.map(([member, , as]) => asColumn(as, fact.body[member])))})`,
      );
      const { rows: inserted } =
        await sql`insert into ${sql.table(table)} (clinic_id, patient_id, fact_id, version,
        state, state_reason, source_kind, source_reference, recorded_by, recorded_at,
        ${sql.join(columns.map(([, column]) => sql.ref(column)))})
        values ${sql.join(rows)} on conflict (clinic_id, fact_id, version) do nothing returning version`.execute(
          tx,
        );
      added += inserted.length;
    }
  }
  return added;
}
