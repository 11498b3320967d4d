import { z } from 'zod';
import { chosenCode, systems, wordsOf } from './codes.ts';
import {
  anything,
  concept,
  maybe,
  period,
  readWith,
  resourceBase,
  statusCode,
  text,
} from './fhir-datatypes.ts';
import { readFhirDate } from './fhir-date.ts';
import { enteredInError, quoted, type DraftOrAside, type EntryContext } from './item-draft.ts';
import type { ReferralItem } from './referral.ts';

const conditionSchema = z.object({
  ...resourceBase,
  code: maybe(concept),
  clinicalStatus: statusCode,
  verificationStatus: statusCode,
  onsetDateTime: text,
  onsetPeriod: maybe(period),
  recordedDate: text,
  assertedDate: text,
  dateRecorded: text,
  abatementDateTime: text,
  abatementPeriod: maybe(period),
  abatementAge: anything,
  abatementRange: anything,
  abatementString: text,
  abatementBoolean: anything,
});
type Condition = z.output<typeof conditionSchema>;

const active: ReadonlySet<string> = new Set(['active', 'recurrence', 'relapse']);
const past: ReadonlySet<string> = new Set(['inactive', 'remission', 'resolved']);
const unconfirmed: ReadonlySet<string> = new Set(['unconfirmed', 'provisional', 'differential']);

/** Reads a Condition of FHIR R4, STU3 or DSTU2. */
export function conditionItem(resource: unknown, context: EntryContext): DraftOrAside {
  const condition = readWith(conditionSchema, resource);
  if (condition === undefined) return { aside: 'It could not be read.' };
  const verification = condition.verificationStatus;
  if (verification === 'entered-in-error') return { aside: enteredInError };
  const refuted = verification === 'refuted';
  const { status, note } = refuted
    ? { status: 'past' as const, note: undefined }
    : statusOf(condition, context);
  const code = chosenCode(condition.code, [systems.snomed, systems.icd10cm, systems.icd10]);
  const notes = [
    ...(note === undefined ? [] : [note]),
    ...(refuted ? ['The sender has ruled this condition out.'] : []),
    ...(unconfirmed.has(verification ?? '')
      ? [`The sender calls it ${verification}: it is not confirmed.`]
      : []),
    ...(code === undefined ? ['It came without a code, in words only.'] : []),
    ...(condition.abatementString === undefined
      ? []
      : [`Its end in words: ${quoted(condition.abatementString)}.`]),
  ];
  return {
    draft: {
      kind: 'condition',
      group: status === 'past' ? 'Past conditions' : 'Conditions',
      name: wordsOf(condition.code),
      code,
      date:
        condition.onsetDateTime ??
        condition.onsetPeriod?.start ??
        condition.recordedDate ??
        condition.assertedDate ??
        condition.dateRecorded,
      status,
      takeable: !refuted,
      notes,
    },
  };
}

function statusOf(
  condition: Condition,
  context: EntryContext,
): { readonly status: ReferralItem['status']; readonly note?: string } {
  const given = condition.clinicalStatus ?? '';
  const ended = hasEnded(condition, context);
  if (past.has(given)) {
    return given === 'remission'
      ? { status: 'past', note: 'The sender says it is in remission.' }
      : { status: 'past' };
  }
  if (active.has(given)) {
    return ended
      ? {
          status: 'unknown',
          note: 'The sender calls it active and also says that it ended: ask which is true.',
        }
      : { status: 'active' };
  }
  if (ended) return { status: 'past' };
  return { status: 'unknown', note: 'The sender does not say whether it is still present.' };
}

function hasEnded(condition: Condition, { asOf }: EntryContext): boolean {
  const end =
    condition.abatementDateTime ?? condition.abatementPeriod?.end ?? condition.abatementPeriod?.start;
  const date = end === undefined ? undefined : readFhirDate(end);
  if (date !== undefined) return date.earliest <= asOf;
  return (
    end !== undefined ||
    condition.abatementBoolean === true ||
    [condition.abatementAge, condition.abatementRange, condition.abatementString].some(
      (one) => one !== undefined,
    )
  );
}
