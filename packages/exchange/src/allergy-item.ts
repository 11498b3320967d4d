import { z } from 'zod';
import { chosenCode, systems, wordsOf } from './codes.ts';
import { concept, list, maybe, period, readWith, resourceBase, statusCode, text } from './fhir-datatypes.ts';
import { enteredInError, quoted, type DraftOrAside } from './item-draft.ts';
import type { ReferralItem } from './referral.ts';

const allergySchema = z.object({
  ...resourceBase,
  code: maybe(concept),
  /** DSTU2 */
  substance: maybe(concept),
  clinicalStatus: statusCode,
  verificationStatus: statusCode,
  /** DSTU2 */
  status: statusCode,
  criticality: statusCode,
  onsetDateTime: text,
  onset: text,
  onsetPeriod: maybe(period),
  recordedDate: text,
  assertedDate: text,
  reaction: list(z.object({ substance: maybe(concept), manifestation: list(concept), severity: statusCode })),
});
type Allergy = z.output<typeof allergySchema>;

const statuses: ReadonlyMap<string, ReferralItem['status']> = new Map([
  ['active', 'active'],
  ['confirmed', 'active'],
  ['inactive', 'past'],
  ['resolved', 'past'],
]);

/** A statement that there is no allergy must never become an allergy called "No known allergies". */
const noneKnown = /^(?:no|not|nil|denies)\b.*\b(?:allerg|known|intoleranc)/iu;

/** Reads an AllergyIntolerance of FHIR R4, STU3 or DSTU2. */
export function allergyItem(resource: unknown): DraftOrAside {
  const allergy = readWith(allergySchema, resource);
  if (allergy === undefined) return { aside: 'It could not be read.' };
  const verification = allergy.verificationStatus ?? allergy.status;
  if (verification === 'entered-in-error') return { aside: enteredInError };
  const refuted = verification === 'refuted';
  const about =
    allergy.code ??
    allergy.substance ??
    allergy.reaction.find((one) => one.substance !== undefined)?.substance;
  const name = wordsOf(about);
  const none = name !== undefined && noneKnown.test(name);
  const status = refuted
    ? 'past'
    : (statuses.get(allergy.clinicalStatus ?? allergy.status ?? '') ?? 'unknown');
  const code = chosenCode(about, [systems.rxnorm, systems.snomed]);
  return {
    draft: {
      kind: 'allergy',
      group: status === 'past' ? 'Past allergies' : 'Allergies',
      name,
      code,
      date:
        allergy.onsetDateTime ??
        allergy.onset ??
        allergy.onsetPeriod?.start ??
        allergy.recordedDate ??
        allergy.assertedDate,
      status,
      takeable: !refuted && !none,
      notes: [
        ...(none
          ? ['The sender says that no such allergy is known; ask the patient and record the answer.']
          : []),
        ...(refuted ? ['The sender has ruled this allergy out.'] : []),
        ...(status === 'unknown' ? ['The sender does not say whether it still holds.'] : []),
        ...(verification === 'unconfirmed' ? ['It is not confirmed.'] : []),
        ...(code === undefined ? ['It came without a code, in words only.'] : []),
        ...reactionNotes(allergy),
      ],
    },
  };
}

function reactionNotes(allergy: Allergy): readonly string[] {
  const reactions = allergy.reaction.flatMap(({ manifestation, severity }) => {
    const words = manifestation.flatMap((one) => wordsOf(one) ?? []).join(', ');
    if (words === '') return severity === undefined ? [] : [severity];
    return [severity === undefined ? words : `${words} (${severity})`];
  });
  return [
    ...(reactions.length === 0 ? [] : [`Reaction: ${quoted(reactions.join('; '))}.`]),
    ...(['high', 'crith'].includes(allergy.criticality ?? '')
      ? ['The sender calls it highly critical.']
      : []),
  ];
}
