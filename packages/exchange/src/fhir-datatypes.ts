import { z } from 'zod';
import { plainText } from './plain-text.ts';
import { digitsOf, isWrittenNumber } from './written-number.ts';

/** A text; anything else reads as absent, so that one odd field does not cost the whole resource. */
export const text = z
  .string()
  .transform((value) => plainText(value) || undefined)
  .optional()
  .catch(undefined);

/** A yes or no; anything else reads as absent. */
export const flag = z.boolean().optional().catch(undefined);

/** The digits of a number as written; a number in quotes is not a number and reads as absent. */
export const digits = z
  .unknown()
  .optional()
  .transform((value) => (isWrittenNumber(value) ? digitsOf(value) : undefined));

/** Whatever is there, for fields where only their presence counts. */
export const anything = z.unknown().optional();

/** Zero or more: reads FHIR R4's lists and the single values of DSTU2, leaving out members of a wrong shape. */
export function list<S extends z.ZodType>(schema: S) {
  return z
    .unknown()
    .optional()
    .transform((value): readonly z.output<S>[] =>
      several(value).flatMap((one) => {
        const read = schema.safeParse(one);
        return read.success ? [read.data] : [];
      }),
    );
}

function several(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}

/** An optional object of a known shape; anything else reads as absent. */
export function maybe<S extends z.ZodType>(schema: S) {
  return schema.optional().catch(undefined as z.output<S>);
}

/** FHIR Coding. */
export const coding = z.object({ system: text, code: text, display: text });
export type Coding = z.output<typeof coding>;

/** FHIR CodeableConcept. */
export const concept = z.object({ coding: list(coding), text });
export type Concept = z.output<typeof concept>;

/** FHIR Reference. */
export const reference = z.object({
  reference: text,
  display: text,
  identifier: maybe(z.object({ system: text, value: text })),
});
export type Reference = z.output<typeof reference>;

/** FHIR Quantity. */
export const quantity = z.object({ value: digits, comparator: text, unit: text, system: text, code: text });
export type Quantity = z.output<typeof quantity>;

/** FHIR Period. */
export const period = z.object({ start: text, end: text });

/** A status: a plain code (DSTU2, STU3) or a CodeableConcept (R4), read as its code. */
export const statusCode = z
  .unknown()
  .optional()
  .transform((value) => {
    if (typeof value === 'string') return plainText(value).toLowerCase() || undefined;
    const read = concept.safeParse(value);
    return read.success
      ? read.data.coding.find((one) => one.code !== undefined)?.code?.toLowerCase()
      : undefined;
  });

/** What every resource may carry that bears on whether it can be used. */
export const resourceBase = {
  resourceType: text,
  id: text,
  implicitRules: anything,
  modifierExtension: anything,
  subject: maybe(reference),
  patient: maybe(reference),
};

/** Reads an object with a schema whose every field forgives; undefined when it is not an object at all. */
export function readWith<S extends z.ZodType>(schema: S, value: unknown): z.output<S> | undefined {
  const read = schema.safeParse(value);
  return read.success ? read.data : undefined;
}
