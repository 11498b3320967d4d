import { Client, type ClientConfig } from 'pg';
import { readAnchors, type Anchor } from './anchor.ts';
import { auditContent } from './audit-chain.ts';
import { entryOfRow } from './entry-row.ts';
import { chainHash, entryContent, noHash } from './hash.ts';
import { typeParsers } from './pool.ts';
import type { Json } from '@evenkeel/quantities';

/** One thing that does not hold. `id` is the entry, session or audit chain it is about. */
export interface ChainFault {
  readonly what: 'entry' | 'session' | 'audit' | 'signature' | 'anchor';
  readonly id: string;
  readonly sentence: string;
}

/** What a verification looked at and found. */
export interface Verification {
  readonly ok: boolean;
  readonly sessions: number;
  readonly entries: number;
  readonly auditRows: number;
  readonly anchors: number;
  readonly faults: readonly ChainFault[];
}

interface Head {
  sequence: number;
  hash: string;
  /** Hash at each sequence, to hold anchors and signatures against. */
  readonly at: Map<number, string>;
}

const page = 2_000;

/**
 * Recomputes every session's chain and every audit chain, and holds them against heads, signatures and the anchor file.
 * `reader` is a connection that may read every row: the database's owner, or the application's role with one clinic set.
 */
export async function verifyAll(
  reader: ClientConfig,
  anchorFile: string,
  clinicId?: string,
): Promise<Verification> {
  const client = new Client({
    ...reader,
    types: typeParsers,
    options: '-c timezone=UTC -c datestyle=ISO',
  });
  // Read before the snapshot is taken: what it names was committed by then.
  const kept = await readAnchors(anchorFile);
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    if (clinicId !== undefined) await client.query(`select set_config('app.clinic', $1, true)`, [clinicId]);
    const faults: ChainFault[] = [];
    const sessions = await verifySessions(client, faults);
    const audit = await verifyAudit(client, faults);
    const anchors = kept.anchors.filter((anchor) => clinicId === undefined || anchor.clinicId === clinicId);
    for (const line of kept.broken)
      faults.push({
        what: 'anchor',
        id: `${anchorFile}:${line}`,
        sentence: `Line ${line} of the anchor file cannot be read.`,
      });
    holdAnchors(anchors, sessions.heads, audit.heads, faults);
    await client.query('commit');
    return {
      ok: faults.length === 0,
      sessions: sessions.count,
      entries: sessions.entries,
      auditRows: audit.rows,
      anchors: anchors.length,
      faults,
    };
  } finally {
    await client.end();
  }
}

async function verifySessions(client: Client, faults: ChainFault[]) {
  const heads = new Map<string, Head>();
  let entries = 0;
  let last = ['', '', 0] as [string, string, number];
  for (;;) {
    const { rows } = await client.query<Parameters<typeof entryOfRow>[0] & { exact: boolean }>(
      `select *, (date_trunc('milliseconds', clinical_time) = clinical_time and date_trunc('milliseconds', device_time) = device_time
              and date_trunc('milliseconds', server_time) = server_time) as exact
       from session_entry
       where ($1 = '' or (clinic_id, session_id, sequence) > (nullif($1, '')::uuid, nullif($2, '')::uuid, $3))
       order by clinic_id, session_id, sequence limit ${page}`,
      last,
    );
    for (const row of rows) {
      entries += 1;
      const key = `${row.clinic_id}/${row.session_id}`;
      const head = heads.get(key) ?? {
        sequence: 0,
        hash: noHash,
        at: new Map<number, string>(),
      };
      heads.set(key, head);
      const entry = entryOfRow(row);
      if (row.sequence !== head.sequence + 1) {
        faults.push({
          what: 'session',
          id: row.session_id,
          sentence: `Entries ${head.sequence + 1} to ${row.sequence - 1} of session ${row.session_id} are gone.`,
        });
      } else if (entry.previousHash !== head.hash) {
        faults.push({
          what: 'entry',
          id: entry.id,
          sentence: `Entry ${entry.id} (number ${row.sequence}) does not follow the entry before it.`,
        });
      }
      const computed = chainHash(entry.previousHash, entryContent(row.clinic_id, entry, entry));
      if (computed !== entry.hash || !row.exact) {
        faults.push({
          what: 'entry',
          id: entry.id,
          sentence: `Entry ${entry.id} (number ${row.sequence} of session ${row.session_id}) was changed after it was recorded.`,
        });
      }
      head.sequence = row.sequence;
      head.hash = entry.hash;
      head.at.set(row.sequence, entry.hash);
      last = [row.clinic_id, row.session_id, row.sequence];
    }
    if (rows.length < page) break;
  }
  const { rows: stored } = await client.query<{
    clinic_id: string;
    session_id: string;
    head_sequence: number;
    head_hash: Buffer;
    state: string;
  }>('select clinic_id, session_id, head_sequence, head_hash, state from session');
  for (const row of stored) {
    const head = heads.get(`${row.clinic_id}/${row.session_id}`);
    const sequence = head?.sequence ?? 0;
    const hash = head?.hash ?? noHash;
    if (sequence !== row.head_sequence || hash !== Buffer.from(row.head_hash).toString('hex')) {
      faults.push({
        what: 'session',
        id: row.session_id,
        sentence: `Session ${row.session_id} ends at entry ${sequence}, but its head says ${row.head_sequence}.`,
      });
    }
  }
  const { rows: signatures } = await client.query<{
    clinic_id: string;
    session_id: string;
    signature_id: string;
    head_sequence: number;
    head_hash: Buffer;
  }>('select clinic_id, session_id, signature_id, head_sequence, head_hash from session_signature');
  const signed = new Set(signatures.map((row) => `${row.clinic_id}/${row.session_id}`));
  for (const row of stored) {
    if ((row.state === 'signed') === signed.has(`${row.clinic_id}/${row.session_id}`)) continue;
    faults.push({
      what: 'signature',
      id: row.session_id,
      sentence:
        row.state === 'signed'
          ? `Session ${row.session_id} is marked signed, but its signature is gone.`
          : `Session ${row.session_id} has a signature, but is marked ${row.state}.`,
    });
  }
  for (const row of signatures) {
    const at =
      row.head_sequence === 0
        ? noHash
        : heads.get(`${row.clinic_id}/${row.session_id}`)?.at.get(row.head_sequence);
    if (at !== Buffer.from(row.head_hash).toString('hex')) {
      faults.push({
        what: 'signature',
        id: row.signature_id,
        sentence: `What was signed in session ${row.session_id} at entry ${row.head_sequence} is not what stands there now.`,
      });
    }
  }
  return { heads, entries, count: stored.length };
}

interface AuditRow {
  readonly clinic_id: string;
  readonly chain_id: string;
  readonly sequence: number;
  readonly at: string;
  readonly actor_id: string;
  readonly actor_role: string;
  readonly action: string;
  readonly kind: string;
  readonly patient_id: string | null;
  readonly subject: string | null;
  readonly allowed: boolean;
  readonly detail: Json;
  readonly previous_hash: Buffer;
  readonly hash: Buffer;
  readonly exact: boolean;
}

async function verifyAudit(client: Client, faults: ChainFault[]) {
  const heads = new Map<string, Head>();
  let count = 0;
  let last = ['', '', 0] as [string, string, number];
  for (;;) {
    const { rows } = await client.query<AuditRow>(
      `select *, date_trunc('milliseconds', at) = at as exact from audit
       where ($1 = '' or (clinic_id, chain_id, sequence) > (nullif($1, '')::uuid, nullif($2, '')::uuid, $3))
       order by clinic_id, chain_id, sequence limit ${page}`,
      last,
    );
    for (const row of rows) {
      count += 1;
      const key = `${row.clinic_id}/${row.chain_id}`;
      const head = heads.get(key) ?? {
        sequence: 0,
        hash: noHash,
        at: new Map<number, string>(),
      };
      heads.set(key, head);
      const name = `${row.chain_id}/${row.sequence}`;
      if (row.sequence !== head.sequence + 1) {
        faults.push({
          what: 'audit',
          id: row.chain_id,
          sentence: `Audit rows ${head.sequence + 1} to ${row.sequence - 1} of chain ${row.chain_id} are gone.`,
        });
      } else if (row.previous_hash.toString('hex') !== head.hash) {
        faults.push({
          what: 'audit',
          id: name,
          sentence: `Audit row ${name} does not follow the row before it.`,
        });
      }
      const computed = chainHash(row.previous_hash.toString('hex'), contentOf(row));
      if (computed !== row.hash.toString('hex') || !row.exact) {
        faults.push({
          what: 'audit',
          id: name,
          sentence: `Audit row ${name} was changed after it was written.`,
        });
      }
      head.sequence = row.sequence;
      head.hash = row.hash.toString('hex');
      head.at.set(row.sequence, head.hash);
      last = [row.clinic_id, row.chain_id, row.sequence];
    }
    if (rows.length < page) break;
  }
  const { rows: chains } = await client.query<{
    clinic_id: string;
    chain_id: string;
    head_sequence: number;
    head_hash: Buffer;
  }>('select clinic_id, chain_id, head_sequence, head_hash from audit_chain');
  for (const row of chains) {
    const head = heads.get(`${row.clinic_id}/${row.chain_id}`);
    if (
      (head?.sequence ?? 0) !== row.head_sequence ||
      (head?.hash ?? noHash) !== row.head_hash.toString('hex')
    ) {
      faults.push({
        what: 'audit',
        id: row.chain_id,
        sentence: `Audit chain ${row.chain_id} ends at row ${head?.sequence ?? 0}, but its head says ${row.head_sequence}.`,
      });
    }
  }
  const there = new Set(chains.map((row) => `${row.clinic_id}/${row.chain_id}`));
  for (const key of heads.keys()) {
    if (there.has(key)) continue;
    const chainId = key.split('/')[1] ?? '';
    faults.push({
      what: 'audit',
      id: chainId,
      sentence: `There are audit rows of chain ${chainId}, but no such chain.`,
    });
  }
  return { heads, rows: count };
}

function contentOf(row: AuditRow): Json {
  return auditContent({
    clinicId: row.clinic_id,
    chainId: row.chain_id,
    sequence: row.sequence,
    at: row.at,
    actorId: row.actor_id,
    actorRole: row.actor_role,
    action: row.action,
    kind: row.kind,
    ...(row.patient_id === null ? {} : { patientId: row.patient_id }),
    ...(row.subject === null ? {} : { subject: row.subject }),
    allowed: row.allowed,
    detail: row.detail,
  });
}

function holdAnchors(
  anchors: readonly Anchor[],
  sessions: ReadonlyMap<string, Head>,
  audit: ReadonlyMap<string, Head>,
  faults: ChainFault[],
): void {
  const told = new Set<string>();
  for (const anchor of anchors) {
    if (anchor.sequence === 0) continue;
    const heads = anchor.kind === 'session' ? sessions : audit;
    const found = heads.get(`${anchor.clinicId}/${anchor.id}`)?.at.get(anchor.sequence);
    if (found === anchor.hash) continue;
    const key = `${anchor.kind}/${anchor.id}`;
    if (told.has(key)) continue;
    told.add(key);
    const what = anchor.kind === 'session' ? `Session ${anchor.id}` : `Audit chain ${anchor.id}`;
    faults.push({
      what: 'anchor',
      id: anchor.id,
      sentence:
        found === undefined
          ? `${what} had ${anchor.sequence} rows at ${anchor.at} by the anchor file; the end is gone.`
          : `${what} was written anew: row ${anchor.sequence} is not the one anchored at ${anchor.at}.`,
    });
  }
}
