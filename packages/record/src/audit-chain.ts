import type { Instant, Json, Uuid } from '@evenkeel/quantities';
import type { AnchorHead } from './anchor.ts';
import { chainHash, isStorable, noHash } from './hash.ts';
import type { AuditNote, Scope } from './scope.ts';

/** One chain of audit rows of one clinic, held by one transaction of this process at a time. */
export interface AuditLane {
  readonly clinicId: Uuid;
  readonly chainId: Uuid;
  readonly sequence: number;
  readonly hash: string;
}

/**
 * The audit chains this process writes. Each transaction takes a lane that nobody else has, so transactions of one clinic
 * never wait for one another's commit, and the head of a lane is known without asking.
 */
export interface AuditLanes {
  take(clinicId: Uuid): Promise<AuditLane>;
  /**
   * Gives a lane back: with the head that was committed, as it was when nothing was written, or `undefined` when the
   * outcome is not known; such a chain is never continued.
   */
  giveBack(lane: AuditLane, after: AuditLane | undefined): void;
}

const lanesAtMost = 8;

/** The lanes of one process. */
export function openAuditLanes(newId: () => Uuid): AuditLanes {
  const clinics = new Map<Uuid, { out: number; free: AuditLane[]; waiting: ((lane: AuditLane) => void)[] }>();
  const fresh = (clinicId: Uuid): AuditLane => ({ clinicId, chainId: newId(), sequence: 0, hash: noHash });
  const clinicOf = (clinicId: Uuid) => {
    const known = clinics.get(clinicId) ?? { out: 0, free: [], waiting: [] };
    clinics.set(clinicId, known);
    return known;
  };
  return Object.freeze({
    take(clinicId: Uuid): Promise<AuditLane> {
      const clinic = clinicOf(clinicId);
      if (clinic.out >= lanesAtMost) return new Promise((resolve) => clinic.waiting.push(resolve));
      clinic.out += 1;
      return Promise.resolve(clinic.free.pop() ?? fresh(clinicId));
    },
    giveBack(lane: AuditLane, after: AuditLane | undefined) {
      const clinic = clinicOf(lane.clinicId);
      const next = clinic.waiting.shift();
      if (next !== undefined) return next(after ?? fresh(lane.clinicId));
      clinic.out -= 1;
      if (after !== undefined) clinic.free.push(after);
    },
  });
}

/** What an audit row's hash covers. */
export function auditContent(row: {
  readonly clinicId: string;
  readonly chainId: string;
  readonly sequence: number;
  readonly at: string;
  readonly actorId: string;
  readonly actorRole: string;
  readonly action: string;
  readonly kind: string;
  readonly patientId?: string;
  readonly subject?: string;
  readonly allowed: boolean;
  readonly detail: Json;
}): Json {
  return { ...row };
}

/** Acts of one clinic that go into one commit. */
export interface AuditAct {
  readonly scope: Scope;
  readonly notes: readonly AuditNote[];
}

/** Rows to be written, and the lane as it stands once they are committed. */
export interface AuditRows {
  readonly statement: { readonly name: string; readonly text: string; readonly values: readonly unknown[] };
  readonly lane: AuditLane;
}

/** One statement: the chain's row is made or moved, and the rows are added. The application sends them in JSON. */
const statement = `
  with head as (
    insert into audit_chain (clinic_id, chain_id, started_at, head_sequence, head_hash)
    values ($1, $2, $3, $4, decode($5, 'hex'))
    on conflict (clinic_id, chain_id) do update
      set head_sequence = excluded.head_sequence, head_hash = excluded.head_hash
  )
  insert into audit (clinic_id, chain_id, sequence, at, actor_id, actor_role, action, kind, patient_id, subject, allowed,
    detail, previous_hash, hash)
  select $1, $2, r.sequence, $3, r."actorId", r."actorRole", r.action, r.kind, r."patientId", r.subject, r.allowed,
    r.detail, decode(r.previous, 'hex'), decode(r.hash, 'hex')
  from json_to_recordset($6::json) as r (sequence bigint, "actorId" uuid, "actorRole" text, action text, kind text,
    "patientId" uuid, subject text, allowed boolean, detail jsonb, previous text, hash text)`;

/** The rows of some acts on a lane; undefined when there is nothing to note. */
export function auditRows(lane: AuditLane, acts: readonly AuditAct[], at: Instant): AuditRows | undefined {
  let { sequence, hash } = lane;
  const rows: Json[] = [];
  for (const { scope, notes } of acts) {
    for (const given of notes) {
      const note = isStorable(given) ? given : wellFormed(given);
      sequence += 1;
      const previous = hash;
      const row = {
        sequence,
        actorId: scope.actorId,
        actorRole: scope.actorRole,
        action: note.action,
        kind: note.kind,
        ...(note.patientId === undefined ? {} : { patientId: note.patientId }),
        ...(note.subject === undefined ? {} : { subject: note.subject }),
        allowed: note.allowed ?? true,
        detail: note.detail ?? {},
      };
      hash = chainHash(
        previous,
        auditContent({ ...row, clinicId: lane.clinicId, chainId: lane.chainId, at }),
      );
      rows.push({ ...row, previous, hash });
    }
  }
  if (rows.length === 0) return undefined;
  return {
    statement: {
      name: 'evenkeel-audit',
      text: statement,
      values: [lane.clinicId, lane.chainId, at, sequence, hash, JSON.stringify(rows)],
    },
    lane: { ...lane, sequence, hash },
  };
}

/** A note whose text came from outside may hold what cannot be stored; a replacement character stands in its place. */
function wellFormed(note: AuditNote): AuditNote {
  return JSON.parse(JSON.stringify(note), (_key, value: unknown) =>
    typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '\uFFFD') : value,
  ) as AuditNote;
}

/** The head of a lane, for the anchor file. */
export function headOf(lane: AuditLane): AnchorHead {
  return {
    kind: 'audit',
    clinicId: lane.clinicId,
    id: lane.chainId,
    sequence: lane.sequence,
    hash: lane.hash,
  };
}
