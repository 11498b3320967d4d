import { randomUUID } from 'node:crypto';
import { instantOf, type Instant } from '@evenkeel/quantities';
import type { Entry } from '@evenkeel/protocol';
import type { Scope, Store } from '../door.ts';

/** The machine's clock. */
export const now = (): Instant => instantOf(Date.now());

/** A clinic with a signed plan and open sessions, made as the application makes them. */
export async function testClinic(
  { store }: { readonly store: Store },
  sessions: number | readonly string[],
  scope: Scope = { clinicId: randomUUID(), actorId: randomUUID(), actorRole: 'nurse' },
): Promise<{ scope: Scope; ids: readonly string[]; patientId: string }> {
  const planId = randomUUID();
  const patientId = randomUUID();
  const ids = typeof sessions === 'number' ? Array.from({ length: sessions }, () => randomUUID()) : sessions;
  await store.inClinic(scope, [{ action: 'test', kind: 'write', patientId }], async (tx) => {
    const zero = Buffer.alloc(32);
    await tx
      .insertInto('clinic')
      .values({
        clinic_id: scope.clinicId,
        name: 'Test',
        time_zone: 'UTC',
        jurisdiction: 'UK',
        origin: 'real',
        created_at: now(),
      })
      .execute();
    await tx
      .insertInto('plan')
      .values({
        clinic_id: scope.clinicId,
        plan_id: planId,
        patient_id: patientId,
        drug: 'ketamine',
        route: 'iv',
        dose_mg_per_kg: '0.5',
        weight_kg: '70',
        weight_measured_at: now(),
        amount_mg: '35',
        product_id: 'ketamine-10',
        concentration_mg_per_ml: '10',
        volume_ml: '3.5',
        duration_minutes: 40,
        rate_ml_per_hour: '5.3',
        sessions: 6,
        days: ['2026-01-01'],
        sentence: 'test',
        policy_version: 1,
        signed_by: scope.actorId,
        signed_meaning: 'test',
        signed_at: now(),
        signed_hash: zero,
      })
      .execute();
    for (const [index, id] of ids.entries()) {
      await tx
        .insertInto('session')
        .values({
          clinic_id: scope.clinicId,
          session_id: id,
          patient_id: randomUUID(),
          plan_id: planId,
          number: index + 1,
          day: '2026-01-01',
          policy_version: 1,
          state: 'open',
          head_hash: zero,
        })
        .execute();
    }
  });
  return { scope, ids, patientId };
}

let deviceSequence = 0;

/** A note, or what `more` makes of it. */
export function testEntry(sessionId: string, more: Partial<Entry> = {}): Entry {
  deviceSequence += 1;
  return {
    id: randomUUID(),
    sessionId,
    type: 'note',
    clinicalTime: now(),
    deviceTime: now(),
    deviceId: randomUUID(),
    deviceSequence,
    authorId: randomUUID(),
    body: { text: 'a note' },
    ...more,
  } as Entry;
}
/** The start of the plan's dose. */
export const doseStart = {
  type: 'doseStart',
  body: {
    drug: 'ketamine',
    route: 'iv',
    amountMg: '35',
    doseMgPerKg: '0.5',
    weightKg: '70',
    concentrationMgPerMl: '10',
    volumeMl: '3.5',
    durationMinutes: 40,
    identityChecked: true,
  },
} as unknown as Partial<Entry>;
/** A check that lets every entry stand. */
export const allow = (): undefined => undefined;
