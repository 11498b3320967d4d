import {
  entryProblem,
  foldSession,
  type Entry,
  type RecordedEntry,
  type SessionContext,
} from '@evenkeel/protocol';
import { compare, multiply, plusMinutes, round, type Instant } from '@evenkeel/quantities';

/** Who sends entries. */
export interface Sender {
  readonly actorId: string;
  readonly licensed: boolean;
}

/** Why one entry is refused; the others of the same message stand. */
export interface EntryRefusal {
  readonly code: string;
  readonly sentence: string;
}

/** How far a time may lie ahead of both clocks, minutes. */
const aheadMinutes = 5;

/** What needs an order of events, and so a fold before it is taken. */
const inOrder: ReadonlySet<Entry['type']> = new Set([
  'doseStart',
  'deviceGiven',
  'dosePause',
  'doseResume',
  'doseEnd',
  'recoveryStart',
  'discharge',
]);

/** Looks at who sends and what is sent, before the log is looked at. */
export function senderProblem(
  entry: Entry,
  sessionId: string,
  sender: Sender,
  now: Instant,
): EntryRefusal | undefined {
  if (entry.sessionId !== sessionId)
    return { code: 'SES-001', sentence: 'This entry belongs to another session.' };
  if (entry.authorId !== sender.actorId)
    return {
      code: 'AUT-002',
      sentence: 'Another person typed this. It is sent when that person signs in on this device.',
    };
  // A tablet's clock may be wrong by any amount; a time ahead of that clock and of ours is a typing error.
  const latest = entry.deviceTime > now ? entry.deviceTime : now;
  if (entry.clinicalTime > plusMinutes(latest, aheadMinutes))
    return { code: 'REQ-001', sentence: 'The time of this entry is in the future.' };
  if (entry.type === 'discharge' && !sender.licensed)
    return { code: 'SES-007', sentence: 'A discharge is decided by a licensed person.' };
  return undefined;
}

/** Looks at an entry against the log so far, as of the moment it is about. */
export function logProblem(
  existing: readonly RecordedEntry[],
  entry: Entry,
  context: SessionContext,
): EntryRefusal | undefined {
  if (entry.corrects === undefined && !inOrder.has(entry.type)) return undefined;
  const at = entry.clinicalTime;
  const dose = entry.type === 'doseStart' ? doseProblem(entry, context) : undefined;
  const problem = dose ?? entryProblem(foldSession(existing, context, at), entry, context, at);
  return problem === undefined ? undefined : { code: 'SES-005', sentence: problem.sentence };
}

/** The dose is computed once more here: mg/kg x kg = mg, for exactly the weight of the plan; a fixed dose has none. */
function doseProblem(
  entry: Extract<Entry, { type: 'doseStart' }>,
  { plan }: SessionContext,
): { readonly sentence: string } | undefined {
  const { weightKg, doseMgPerKg, amountMg } = entry.body;
  const agrees =
    plan.weightKg === undefined
      ? weightKg === undefined && doseMgPerKg === undefined
      : weightKg !== undefined &&
        doseMgPerKg !== undefined &&
        compare(weightKg, plan.weightKg) === 0 &&
        compare(round(multiply(doseMgPerKg, plan.weightKg), 1), amountMg) === 0;
  return agrees
    ? undefined
    : {
        sentence: 'The dose or its weight is not that of the signed plan. A new plan is needed to change it.',
      };
}
