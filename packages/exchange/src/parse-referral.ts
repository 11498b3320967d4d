import type { CalendarDate } from '@evenkeel/quantities';
import { z } from 'zod';
import { allergyItem } from './allergy-item.ts';
import { readBundle, resolver, type BundleEntry } from './bundle.ts';
import { conditionItem } from './condition-item.ts';
import { readWith, resourceBase, text } from './fhir-datatypes.ts';
import { readFhirDate } from './fhir-date.ts';
import { arranged, finishedItem, type OrderedItem } from './finished-item.ts';
import type { DraftOrAside, EntryContext } from './item-draft.ts';
import { whyLeftAside } from './left-aside.ts';
import { medicineItem } from './medicine-item.ts';
import { observationItem } from './observation-item.ts';
import { otherItem, procedureItem } from './other-item.ts';
import { readJson, type JsonParse } from './read-json.ts';
import { readPatient } from './referral-patient.ts';
import type { Referral, ReferralProblem, ReferralRefusal } from './referral.ts';
import type { StalenessWindows } from './staleness.ts';
import { ownerOf } from './subject.ts';

/** How much is read at most; `parse` stands in for JSON.parse in tests. */
export interface ReferralLimits {
  /** Length of the text in characters (UTF-16 units). */
  readonly largestText: number;
  readonly mostEntries: number;
  readonly parse?: JsonParse;
}

/** 64 MB of text and 20,000 entries. Local defaults. */
export const defaultReferralLimits: ReferralLimits = Object.freeze({
  largestText: 64 * 1024 * 1024,
  mostEntries: 20_000,
});

type Reader = (resource: unknown, context: EntryContext) => DraftOrAside;

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['Condition', conditionItem],
  ['MedicationRequest', medicineItem],
  ['MedicationOrder', medicineItem],
  ['MedicationStatement', medicineItem],
  ['AllergyIntolerance', allergyItem],
  ['Observation', observationItem],
  ['Procedure', procedureItem],
  ['AdverseEvent', otherItem],
  ['DetectedIssue', otherItem],
  ['FamilyMemberHistory', otherItem],
  ['Flag', otherItem],
  ['RiskAssessment', otherItem],
]);

const baseSchema = z.object(resourceBase);
const organizationSchema = z.object({ name: text });

/**
 * Lays a FHIR bundle (R4; the older STU3 and DSTU2 shapes are read too) out for a person to take over item by item.
 * Pure: the same text, day and windows give the same answer. Never throws: a file that cannot be used is a problem with
 * what happened and what to do, and then nothing of it is used.
 */
export function parseReferral(
  source: string,
  asOf: CalendarDate,
  windows: StalenessWindows,
  limits: ReferralLimits = defaultReferralLimits,
): { readonly referral: Referral } | { readonly problem: ReferralProblem } {
  if (source.length > limits.largestText) {
    return {
      problem: {
        code: 'referral.tooLarge',
        happened: `The file is longer than the ${Math.floor(limits.largestText / 1024 / 1024)} MB that can be read.`,
        whatToDo: 'Ask the sender for a shorter period or fewer kinds of entries. Nothing was taken over.',
      },
    };
  }
  const json = readJson(source, limits.parse);
  if ('problem' in json) return json;
  const bundle = readBundle(json.value, limits.mostEntries);
  if ('problem' in bundle) return bundle;
  const patients = bundle.entries.filter((one) => one.resourceType === 'Patient' && !one.deletes);
  const [patientEntry] = patients;
  if (patientEntry === undefined) {
    return {
      problem: {
        code: 'referral.noPatient',
        happened: 'The file does not say who the patient is.',
        whatToDo: 'Ask the sender for the bundle with its Patient entry. Nothing was taken over.',
        path: 'entry',
      },
    };
  }
  if (patients.length > 1) {
    return {
      problem: {
        code: 'referral.severalPatients',
        happened: `The file holds ${patients.length} patients; a referral is about one.`,
        whatToDo: 'Ask the sender for one file for each patient. Nothing was taken over.',
        path: patients
          .map((one) => `entry[${one.index}]`)
          .join(', ')
          .slice(0, 200),
      },
    };
  }
  const read = readPatient(patientEntry.resource, asOf);
  if (read === undefined) {
    return {
      problem: {
        code: 'referral.patientUnreadable',
        happened: 'The Patient entry could not be read.',
        whatToDo: 'Ask the sender for a corrected file. Nothing was taken over.',
        path: `entry[${patientEntry.index}]`,
      },
    };
  }

  const resolve = resolver(bundle.entries);
  const identity = {
    id: patientEntry.id,
    fullUrl: patientEntry.fullUrl,
    identifiers: read.patient.identifiers,
  };
  const birthDate = read.patient.birthDate === undefined ? undefined : readFhirDate(read.patient.birthDate);
  const typeOf = (reference: string): string | undefined => {
    const type = resolve({ reference, display: undefined, identifier: undefined }, undefined)?.[
      'resourceType'
    ];
    return typeof type === 'string' ? type : undefined;
  };
  const keyOf = uniqueKeys();
  const items: OrderedItem[] = [];
  const refused: ReferralRefusal[] = [];
  const aside = new Map<string, { resourceType: string; count: number; why: string }>();
  const leaveAside = (resourceType: string, why: string): void => {
    const at = `${resourceType}\n${why}`;
    const before = aside.get(at);
    aside.set(at, { resourceType, why, count: (before?.count ?? 0) + 1 });
  };

  for (const entry of bundle.entries) {
    if (entry === patientEntry) continue;
    const resourceType = entry.resourceType ?? 'unnamed';
    if (entry.resource === undefined) {
      leaveAside(resourceType, 'The entry is empty or is not a resource.');
      continue;
    }
    if (entry.deletes) {
      leaveAside(resourceType, 'The sender asks for it to be deleted.');
      continue;
    }
    const base = readWith(baseSchema, entry.resource);
    const reader = readers.get(resourceType);
    const owner = ownerOf([base?.subject, base?.patient], identity, typeOf);
    if (owner === 'another' || (owner === 'notAPerson' && reader !== undefined)) {
      refused.push({
        key: keyOf(entry),
        resourceType,
        why: owner === 'another' ? 'It belongs to another patient.' : 'It is not about a person.',
      });
      continue;
    }
    if (reader === undefined) {
      leaveAside(resourceType, whyLeftAside(resourceType));
      continue;
    }
    const result = reader(entry.resource, { asOf, resolve });
    if ('aside' in result) {
      leaveAside(resourceType, result.aside);
      continue;
    }
    items.push(
      finishedItem(result.draft, {
        key: keyOf(entry),
        resourceType,
        id: entry.id ?? '',
        asOf,
        windows,
        birthDate,
        owned: owner === 'patient',
        modified: isThere(base?.modifierExtension) || isThere(base?.implicitRules),
      }),
    );
  }

  const senders = sendersOf(bundle.entries, resolve(read.managingOrganization, patientEntry.resource));
  const [sender] = senders;
  return {
    referral: Object.freeze({
      patient: Object.freeze(read.patient),
      ...(sender !== undefined && senders.length === 1 ? { sender } : {}),
      items: arranged(items),
      leftAside: Object.freeze(
        [...aside.values()].toSorted((a, b) => (a.resourceType < b.resourceType ? -1 : 1)),
      ),
      refused: Object.freeze(refused),
      warnings: Object.freeze([
        ...read.warnings,
        ...refusalWarnings(refused),
        ...(senders.length > 1
          ? [
              `The file names several organisations (${senders.slice(0, 5).join(', ')}) and not which of them sent it.`,
            ]
          : []),
        ...(bundle.partial ? ['The file is one page of several; the rest was not sent.'] : []),
        ...(json.exact
          ? []
          : ['This browser may have shortened long numbers; compare them with the original.']),
      ]),
    }),
  };
}

/** Gives each entry a name that no other has: its type and id, else its address in the bundle, else its place. */
function uniqueKeys(): (entry: BundleEntry) => string {
  const taken = new Set<string>();
  const times = new Map<string, number>();
  return ({ resourceType, id, fullUrl, index }) => {
    const wellNamed = resourceType !== undefined && id !== undefined && /^[A-Za-z0-9\-.]{1,64}$/.test(id);
    const wish = wellNamed ? `${resourceType}/${id}` : (fullUrl ?? `entry/${index}`);
    let count = (times.get(wish) ?? 0) + 1;
    let key = count === 1 ? wish : `${wish}#${count}`;
    for (; taken.has(key); key = `${wish}#${count}`) count += 1;
    times.set(wish, count);
    taken.add(key);
    return key;
  };
}

function isThere(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null;
}

function refusalWarnings(refused: readonly ReferralRefusal[]): readonly string[] {
  const counts = new Map<string, { readonly key: string; count: number }>();
  for (const { resourceType, why, key } of refused) {
    const sentence = `${resourceType}: ${why}`;
    const before = counts.get(sentence);
    counts.set(sentence, { key: before?.key ?? key, count: (before?.count ?? 0) + 1 });
  }
  return [...counts].map(([sentence, { key, count }]) =>
    count === 1
      ? `${sentence} Left out: ${key}.`
      : `${sentence} Left out: ${count} entries, the first is ${key}.`,
  );
}

function sendersOf(entries: readonly BundleEntry[], managing: unknown): readonly string[] {
  const own = readWith(organizationSchema, managing)?.name;
  if (own !== undefined) return [own];
  const names = entries.flatMap(({ resource, resourceType }) =>
    resourceType === 'Organization' ? (readWith(organizationSchema, resource)?.name ?? []) : [],
  );
  return [...new Set(names)];
}
