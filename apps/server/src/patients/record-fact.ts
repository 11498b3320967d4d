import type { FactKind } from '@evenkeel/contract';
import {
  compare,
  decimal,
  plusDays,
  plusMinutes,
  type CalendarDate,
  type Decimal,
  type Instant,
} from '@evenkeel/quantities';
import {
  findFact,
  insertFactVersion,
  insertFactVersions,
  locateFact,
  markOutcomeStale,
  type FactVersion,
} from '@evenkeel/record';
import { Refusal } from '../http/refusal.ts';
import { checkConsentWhileWatched } from './consent-while-watched.ts';
import { today, type Ground } from './ground.ts';
import { patientOr404 } from './register-patient.ts';

/** A fact as the contract reads it. */
export interface FactGiven {
  readonly kind: FactKind;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A clock may run ahead a little; more is a typing error. Minutes. */
const aheadMinutes = 5;

/** Refuses what no measurement can be: dated in the future, or a height that is none. */
export function checkFact(ground: Ground, fact: FactGiven): void {
  const fields: { path: string; says: string }[] = [];
  const { episodeStart, signedOn, centimetres } = fact.body as {
    readonly episodeStart?: CalendarDate;
    readonly signedOn?: CalendarDate;
    readonly centimetres?: Decimal;
  };
  for (const name of ['measuredAt', 'takenAt', 'lastTakenAt'] as const) {
    const at = fact.body[name] as Instant | undefined;
    if (at !== undefined && at > plusMinutes(ground.now, aheadMinutes))
      fields.push({ path: `fact.body.${name}`, says: 'This time is in the future.' });
  }
  // A day further ahead is still today somewhere on the way round the world.
  const lastDay = plusDays(today(ground), 1);
  if (episodeStart !== undefined && episodeStart > lastDay)
    fields.push({ path: 'fact.body.episodeStart', says: 'This day is in the future.' });
  for (const name of ['signedOn', 'withdrawnOn', 'enrolledOn', 'heldOn'] as const) {
    const day = fact.body[name] as CalendarDate | undefined;
    if (day !== undefined && day > lastDay)
      fields.push({ path: `fact.body.${name}`, says: 'This day is in the future.' });
  }
  const withdrawnOn = fact.body['withdrawnOn'] as CalendarDate | undefined;
  if (signedOn !== undefined && withdrawnOn !== undefined && withdrawnOn < signedOn)
    fields.push({ path: 'fact.body.withdrawnOn', says: 'A consent is withdrawn after it was signed.' });
  if (
    centimetres !== undefined &&
    (compare(centimetres, decimal('90')) < 0 || compare(centimetres, decimal('250')) > 0)
  )
    fields.push({ path: 'fact.body.centimetres', says: 'A height is 90 to 250 centimetres.' });
  const [first] = fields;
  if (first !== undefined) throw new Refusal('REQ-001', { detail: first.says, fields });
}

/** Records a fact. The same id again answers the first and changes nothing. */
export async function recordFact(
  ground: Ground,
  input: {
    readonly patientId: string;
    readonly factId: string;
    readonly fact: FactGiven;
    readonly source?: FactVersion['source'];
  },
  check: (kind: string) => void = () => undefined,
): Promise<{ factId: string; version: number }> {
  const { patientId, factId, fact } = input;
  check(fact.kind);
  await patientOr404(ground, patientId);
  const known = await locateFact(ground.tx, ground.scope, factId);
  if (known !== undefined) return firstOr404(known, input);
  checkFact(ground, fact);
  await checkConsentWhileWatched(ground, patientId, fact);
  const added = await insertFactVersion(ground.tx, ground.scope, ground.now, {
    patientId,
    factId,
    version: 1,
    state: 'current',
    kind: fact.kind,
    body: fact.body,
    source: input.source ?? { kind: 'typed' },
  });
  if (!added) {
    const first = await locateFact(ground.tx, ground.scope, factId);
    if (first === undefined) throw new Refusal('REC-001');
    return firstOr404(first, input);
  }
  await countAnew(ground, patientId, [fact.kind]);
  return { factId, version: 1 };
}

/** Kinds of fact that decide in which group of the clinic's outcomes a person is counted. */
const grouping: ReadonlySet<string> = new Set(['diagnosis', 'trial']);

async function countAnew(ground: Ground, patientId: string, kinds: readonly string[]): Promise<void> {
  if (kinds.some((kind) => grouping.has(kind)))
    await markOutcomeStale(ground.tx, ground.scope, ground.now, patientId);
}

function firstOr404(
  known: { readonly patientId: string; readonly kind: string },
  wanted: { readonly patientId: string; readonly factId: string; readonly fact: FactGiven },
): { factId: string; version: number } {
  if (known.patientId !== wanted.patientId || known.kind !== wanted.fact.kind) throw new Refusal('REC-002');
  return { factId: wanted.factId, version: 1 };
}

/** Records several new facts at once, with ids made here. */
export async function recordNewFacts(
  ground: Ground,
  patientId: string,
  facts: readonly FactGiven[],
): Promise<void> {
  await patientOr404(ground, patientId);
  for (const fact of facts) checkFact(ground, fact);
  await insertFactVersions(
    ground.tx,
    ground.scope,
    ground.now,
    facts.map((fact) => ({
      patientId,
      factId: ground.newId(),
      version: 1,
      state: 'current',
      kind: fact.kind,
      body: fact.body,
      source: { kind: 'typed' },
    })),
  );
  await countAnew(
    ground,
    patientId,
    facts.map(({ kind }) => kind),
  );
}

/**
 * Writes a new version of a fact, or marks it entered in error (then its last values stay, for the reader).
 * @throws Refusal REC-001 when `version` is not the newest, REC-002 when the patient has no such fact
 */
export async function changeFact(
  ground: Ground,
  input: {
    readonly patientId: string;
    readonly factId: string;
    readonly version: number;
    readonly fact?: FactGiven | undefined;
    readonly enteredInError?: true | undefined;
    readonly reason?: string | undefined;
  },
  check: (kind: string) => void = () => undefined,
): Promise<{ factId: string; version: number }> {
  const { patientId, factId, fact } = input;
  await patientOr404(ground, patientId);
  const known = await findFact(ground.tx, ground.scope, factId);
  if (known === undefined || known.patientId !== patientId) throw new Refusal('REC-002');
  check(known.kind);
  if ((fact === undefined) === (input.enteredInError === undefined))
    throw new Refusal('REQ-001', { detail: 'Send either new values or enteredInError.' });
  if (fact !== undefined && fact.kind !== known.kind)
    throw new Refusal('REQ-001', {
      fields: [{ path: 'fact.kind', says: `This item is of kind ${known.kind}.` }],
    });
  if (known.version !== input.version) throw new Refusal('REC-001');
  if (fact !== undefined) {
    checkFact(ground, fact);
    await checkConsentWhileWatched(ground, patientId, fact);
  }
  const version = known.version + 1;
  const written = await insertFactVersion(ground.tx, ground.scope, ground.now, {
    patientId,
    factId,
    version,
    state: fact === undefined ? 'enteredInError' : 'current',
    stateReason: input.reason,
    kind: known.kind,
    body: fact === undefined ? known.body : fact.body,
    // A changed value is no longer what the referral said; where it came from stays with the earlier versions.
    source: fact === undefined ? known.source : { kind: 'typed' },
  });
  if (!written) throw new Refusal('REC-001');
  await countAnew(ground, patientId, [known.kind]);
  return { factId, version };
}
