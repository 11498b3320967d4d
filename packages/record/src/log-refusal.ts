import { isUuid } from '@evenkeel/quantities';
import type { Entry, RecordedEntry } from '@evenkeel/protocol';
import { isStorable } from './hash.ts';

/** Why an entry is not recorded: a code of the catalogue and the sentence the person is shown. */
export interface LogRefusal {
  readonly code: string;
  readonly sentence: string;
}

/** Types of which a session has one; a second is answered with the first (corrections are not second ones). */
const once: ReadonlySet<string> = new Set(['doseStart', 'doseEnd', 'discharge']);

export const noSession: LogRefusal = Object.freeze({
  code: 'SES-001',
  sentence: 'There is no such session.',
});
export const alreadyThere: LogRefusal = Object.freeze({
  code: 'SES-004',
  sentence: 'That is in the record already; the first entry is kept.',
});
export const otherContent: LogRefusal = Object.freeze({
  code: 'SES-004',
  sentence: 'An entry with this id is in the record with another content; the first one is kept.',
});
export const inAnotherSession: LogRefusal = Object.freeze({
  code: 'SES-004',
  sentence: 'An entry with this id stands in another session.',
});
const signed: LogRefusal = Object.freeze({
  code: 'SES-002',
  sentence:
    'The session is signed. It takes notes, the monitoring form, the count of the drug, and corrections with a reason.',
});
const notOpen: LogRefusal = Object.freeze({ code: 'SES-005', sentence: 'The session is not open.' });
const notReadable: LogRefusal = Object.freeze({
  code: 'REQ-001',
  sentence: 'The entry holds an id or a character that cannot be kept.',
});

/** Why the log itself refuses an entry, whatever the protocol says. `ofType` tells which kinds stand there uncorrected. */
export function refusalOf(state: string, ofType: ReadonlySet<string>, entry: Entry): LogRefusal | undefined {
  if (
    ![entry.id, entry.deviceId, entry.authorId, entry.corrects ?? entry.id].every(isUuid) ||
    !isStorable(entry)
  )
    return notReadable;
  const isAmendment =
    entry.type === 'note' ||
    entry.type === 'monitoringForm' ||
    entry.type === 'drugCount' ||
    (entry.corrects !== undefined && (entry.reason ?? '').trim() !== '');
  if (state === 'signed' && !isAmendment) return signed;
  if (state !== 'signed' && state !== 'open') return notOpen;
  if (isFirst(entry) && ofType.has(entry.type)) return alreadyThere;
  return undefined;
}

/** True for an entry of which a session has one. */
export function isFirst(entry: Entry | RecordedEntry): boolean {
  return entry.corrects === undefined && once.has(entry.type);
}
