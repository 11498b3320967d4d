import { z } from 'zod';
import { anything, list, readWith, text, type Reference } from './fhir-datatypes.ts';
import type { ReferralProblem } from './referral.ts';
import { isWrittenNumber } from './written-number.ts';

/** One entry of a bundle with what is needed to name it. */
export interface BundleEntry {
  readonly index: number;
  readonly fullUrl: string | undefined;
  /** undefined when the entry holds no resource. */
  readonly resource: Readonly<Record<string, unknown>> | undefined;
  readonly resourceType: string | undefined;
  readonly id: string | undefined;
  readonly deletes: boolean;
}

/** A bundle's entries in order. */
export interface ReadBundle {
  readonly entries: readonly BundleEntry[];
  /** True when the bundle says that it continues elsewhere. */
  readonly partial: boolean;
}

const bundleSchema = z.object({
  resourceType: text,
  type: text,
  entry: anything,
  link: list(z.object({ relation: text })),
});
const entrySchema = z.object({ fullUrl: text, resource: anything, request: anything });
const namedSchema = z.object({ resourceType: text, id: text });
const deleteSchema = z.object({ method: z.literal('DELETE') });
const unusableTypes: ReadonlySet<string> = new Set(['history', 'transaction-response', 'batch-response']);

/** Reads the frame of a bundle; what is not a bundle that can be laid out is a problem in words. */
export function readBundle(
  value: unknown,
  mostEntries: number,
): ReadBundle | { readonly problem: ReferralProblem } {
  const bundle = isObject(value) ? readWith(bundleSchema, value) : undefined;
  if (bundle === undefined || bundle.resourceType !== 'Bundle') {
    return {
      problem: {
        code: 'referral.notABundle',
        happened: 'The file is JSON, but not a FHIR bundle.',
        whatToDo: 'Ask the sender for a FHIR R4 bundle with the patient in it. Nothing was taken over.',
      },
    };
  }
  if (unusableTypes.has(bundle.type ?? '')) {
    return {
      problem: {
        code: 'referral.bundleType',
        happened: `A bundle of type ${bundle.type} is a log of changes or answers, not a referral.`,
        whatToDo:
          'Ask the sender for a transaction, collection, document or searchset. Nothing was taken over.',
        path: 'type',
      },
    };
  }
  const sent = bundle.entry ?? [];
  if (!Array.isArray(sent)) {
    return {
      problem: {
        code: 'referral.entryNotAList',
        happened: "The bundle's entries are not a list.",
        whatToDo: 'Ask the sender for a corrected file. Nothing was taken over.',
        path: 'entry',
      },
    };
  }
  if (sent.length > mostEntries) {
    return {
      problem: {
        code: 'referral.tooManyEntries',
        happened: `The bundle has ${sent.length} entries; at most ${mostEntries} can be read.`,
        whatToDo: 'Ask the sender for a shorter period or fewer kinds of entries. Nothing was taken over.',
        path: 'entry',
      },
    };
  }
  return {
    entries: sent.map((one: unknown, index) => entryOf(one, index)),
    partial: bundle.link.some((one) => one.relation === 'next'),
  };
}

function entryOf(value: unknown, index: number): BundleEntry {
  const read = isObject(value) ? readWith(entrySchema, value) : undefined;
  const resource = isObject(read?.resource) ? read.resource : undefined;
  const named = resource === undefined ? undefined : readWith(namedSchema, resource);
  return {
    index,
    fullUrl: read?.fullUrl,
    resource,
    resourceType: /^[A-Za-z]{1,64}$/.test(named?.resourceType ?? '') ? named?.resourceType : undefined,
    id: named?.id,
    deletes: deleteSchema.safeParse(read?.request).success,
  };
}

/** True for a JSON object: not a list, not null, not a number. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isWrittenNumber(value);
}

/** Finds what a reference names: contained in the resource that holds it, or another entry of the bundle. */
export function resolver(
  entries: readonly BundleEntry[],
): (reference: Reference | undefined, within: unknown) => Readonly<Record<string, unknown>> | undefined {
  const byName = new Map<string, Readonly<Record<string, unknown>>>();
  for (const { fullUrl, resource, resourceType, id } of entries) {
    if (resource === undefined) continue;
    if (fullUrl !== undefined) byName.set(fullUrl, resource);
    if (resourceType !== undefined && id !== undefined) byName.set(`${resourceType}/${id}`, resource);
  }
  return (reference, within) => {
    const target = reference?.reference;
    if (target === undefined) return undefined;
    if (!target.startsWith('#')) return byName.get(target.replace(/\/_history\/[^/]*$/, ''));
    const contained = isObject(within) ? within['contained'] : undefined;
    if (!Array.isArray(contained)) return undefined;
    return contained.filter(isObject).find((one) => one['id'] === target.slice(1));
  };
}
