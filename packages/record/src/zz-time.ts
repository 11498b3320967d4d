import { randomUUID } from 'node:crypto';
import { freshDatabase, stopTestServer } from './testing/index.ts';
import { testClinic, testEntry, allow } from './testing/clinic.ts';
import pg from 'pg';
const db = await freshDatabase();
const { scope, ids } = await testClinic(db, 25);
const times = new Map<string, number[]>();
const orig = pg.Client.prototype.query;
(pg.Client.prototype as any).query = function (c: any, ...rest: any[]) {
  const name = typeof c === 'string' ? c : c.name ?? c.text?.slice(0, 30);
  const s = performance.now();
  const r = (orig as any).call(this, c, ...rest);
  if (r?.then) return r.then((x: any) => { const l = times.get(name) ?? []; l.push(performance.now() - s); times.set(name, l); return x; });
  return r;
};
for (let i = 0; i < 150; i++) {
  await Promise.all(ids.map((id) => db.store.log.append(scope, id, [testEntry(id, { type: 'vitals', body: { vitals: { systolic: 120, diastolic: 80, heartRate: 70, spo2: 98 }, note: 'x'.repeat(200) } } as never)], allow)));
}
for (const [k, v] of times) { v.sort((a, b) => a - b); console.log(k, 'n', v.length, 'min', v[0]!.toFixed(2), 'p25', v[v.length >> 2]!.toFixed(2), 'p50', v[v.length >> 1]!.toFixed(2)); }
// server-side
const ex = async (sql: string, vals: unknown[]) => { const c = new pg.Client(db.app as pg.ClientConfig); await c.connect(); await orig.call(c, 'begin' as never); await (orig as any).call(c, `select set_config('app.clinic', $1, true)`, [scope.clinicId]); const r: any = await (orig as any).call(c, 'explain (analyze, costs off) ' + sql, vals); console.log(r.rows.map((x: any) => x['QUERY PLAN']).join('\n')); await (orig as any).call(c, 'rollback'); await c.end(); };
const es = ids.map((id) => ({ ...testEntry(id), sequence: 1000, amendment: false, serverTime: '2026-01-01T00:00:00.000Z', previousHash: 'aa', hash: 'bb' }));
await ex(`insert into session_entry (clinic_id, session_id, sequence, entry_id, type, clinical_time, device_time, device_id,
      device_sequence, author_id, corrects, reason, body, amendment, server_time, previous_hash, hash)
    select $1, e."sessionId", e.sequence, e.id, e.type, e."clinicalTime", e."deviceTime", e."deviceId", e."deviceSequence",
      e."authorId", e.corrects, e.reason, e.body, e.amendment, e."serverTime", decode(e."previousHash", 'hex'), decode(e.hash, 'hex')
    from json_to_recordset($2::json) as e ("sessionId" uuid, sequence bigint, id uuid, type text, "clinicalTime" timestamptz,
      "deviceTime" timestamptz, "deviceId" uuid, "deviceSequence" bigint, "authorId" uuid, corrects uuid, reason text,
      body jsonb, amendment boolean, "serverTime" timestamptz, "previousHash" text, hash text)`, [scope.clinicId, JSON.stringify(es)]);
await ex(`update session set head_sequence = m.sequence, head_hash = decode(m.hash, 'hex')
    from json_to_recordset($2::json) as m (id uuid, sequence bigint, hash text)
    where session.clinic_id = $1 and session.session_id = m.id`, [scope.clinicId, JSON.stringify(ids.map((id) => ({ id, sequence: 1000, hash: 'bb' })))]);
await ex(`select session_id, patient_id, state, head_sequence, encode(head_hash, 'hex') as head_hash from session
    where clinic_id = $1 and session_id = any ($2::uuid[]) order by session_id for no key update`, [scope.clinicId, ids]);
await db.close();
await stopTestServer();
