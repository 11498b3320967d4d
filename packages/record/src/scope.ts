import type { Json, Uuid } from '@evenkeel/quantities';
import { sql, type Transaction } from 'kysely';
import type { Database } from './schema.ts';

/** Who acts, in which clinic. The clinic always comes from the sign-in, never from a request body. */
export interface Scope {
  readonly clinicId: Uuid;
  readonly actorId: Uuid;
  readonly actorRole: string;
}

/** What an act leaves in the audit. */
export interface AuditNote {
  readonly action: string;
  readonly kind: 'read' | 'write' | 'none';
  readonly patientId?: Uuid;
  readonly subject?: string;
  /** False for a try that was refused. */
  readonly allowed?: boolean;
  readonly detail?: Json;
}

/** Sets the clinic for row security, for this transaction only. */
export async function enterClinic(tx: Transaction<Database>, clinicId: Uuid): Promise<void> {
  await sql`select set_config('app.clinic', ${clinicId}, true)`.execute(tx);
}
