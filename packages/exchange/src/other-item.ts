import { z } from 'zod';
import { chosenCode, systems, wordsOf } from './codes.ts';
import { concept, list, maybe, period, readWith, resourceBase, statusCode, text } from './fhir-datatypes.ts';
import { enteredInError, type DraftOrAside } from './item-draft.ts';
import type { ReferralItemKind } from './referral.ts';

const otherSchema = z.object({
  ...resourceBase,
  status: statusCode,
  code: maybe(concept),
  event: maybe(concept),
  relationship: maybe(concept),
  condition: list(z.object({ code: maybe(concept) })),
  description: text,
  summary: text,
  performedDateTime: text,
  performedPeriod: maybe(period),
  occurrenceDateTime: text,
  occurrencePeriod: maybe(period),
  identifiedDateTime: text,
  date: text,
  period: maybe(period),
});

/** Reads a Procedure: shown, with no place in the record. */
export function procedureItem(resource: unknown): DraftOrAside {
  return readOnlyItem(resource, 'procedure', 'Procedures');
}

/** Reads what has no place in the record but a clinician should see: flags, adverse events, family history, risks. */
export function otherItem(resource: unknown): DraftOrAside {
  return readOnlyItem(resource, 'other', 'Other');
}

function readOnlyItem(resource: unknown, kind: ReferralItemKind, group: string): DraftOrAside {
  const other = readWith(otherSchema, resource);
  if (other === undefined) return { aside: 'It could not be read.' };
  if (other.status === 'entered-in-error') return { aside: enteredInError };
  const about = other.code ?? other.event;
  const relative = wordsOf(other.relationship);
  const words = wordsOf(about) ?? other.description ?? other.summary;
  const found = other.condition.flatMap((one) => wordsOf(one.code) ?? []).join(', ');
  const past = ['completed', 'inactive', 'resolved', 'final'].includes(other.status ?? '');
  const notDone = ['not-done', 'stopped', 'aborted', 'preparation', 'suspended'].includes(other.status ?? '');
  return {
    draft: {
      kind,
      group,
      name: relative === undefined ? words : `${relative}: ${found || 'no condition named'}`,
      code: chosenCode(about, [systems.snomed]),
      date:
        other.performedDateTime ??
        other.performedPeriod?.start ??
        other.occurrenceDateTime ??
        other.occurrencePeriod?.start ??
        other.identifiedDateTime ??
        other.date ??
        other.period?.start,
      status: past ? 'past' : other.status === 'active' ? 'active' : 'unknown',
      takeable: false,
      notes: [
        ...(notDone && kind === 'procedure'
          ? [`The sender's status is ${other.status}: it was not completed.`]
          : []),
        'There is no place for it in this record.',
      ],
    },
  };
}
