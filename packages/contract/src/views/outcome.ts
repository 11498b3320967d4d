import { z } from 'zod';

/** A group that is too small to show: not its number, only why. */
const hidden = z.object({ hidden: z.literal(true), why: z.string() });
const count = z.union([hidden, z.number()]);
const share = z.union([
  hidden,
  z.object({
    value: z.number().optional(),
    low: z.number().optional(),
    high: z.number().optional(),
    n: z.number(),
  }),
]);
const mean = z.union([
  hidden,
  z.object({
    mean: z.number().optional(),
    low: z.number().optional(),
    high: z.number().optional(),
    sd: z.number().optional(),
    n: z.number(),
  }),
]);
export type HiddenGroup = z.output<typeof hidden>;
export type ShareView = z.output<typeof share>;
export type MeanView = z.output<typeof mean>;

export const outcomeWeek = z.object({
  week: z.number(),
  scored: count,
  response: share,
  remission: share.optional(),
  responseOfAll: share,
  remissionOfAll: share.optional(),
  completion: share,
  change: mean,
});

/** Time to relapse; the curve ends where too few are still followed. */
export const survival = z.union([
  hidden,
  z.object({
    n: z.number(),
    curve: z.array(
      z.object({
        days: z.number(),
        survival: z.number(),
        low: z.number().optional(),
        high: z.number().optional(),
      }),
    ),
    medianDays: z.number().optional(),
    medianInterval: z.object({ low: z.number().optional(), high: z.number().optional() }).optional(),
    atRisk: z.array(z.object({ weeks: z.number(), n: count })),
  }),
]);

/** A clinic's outcomes on one scale. */
export const clinicOutcomes = z.object({
  instrument: z.string(),
  shortTitle: z.string(),
  direction: z.enum(['higherIsWorse', 'higherIsBetter']),
  remissionCut: z.string().optional(),
  filters: z.object({
    instruments: z.array(z.object({ id: z.string(), shortTitle: z.string() })),
    diagnoses: z.array(z.string()),
    routes: z.array(z.string()),
    regimens: z.array(z.string()),
  }),
  chosen: z.object({
    diagnosis: z.string().optional(),
    route: z.string().optional(),
    regimen: z.string().optional(),
  }),
  people: count,
  weeks: z.array(outcomeWeek),
  relapse: survival,
  safety: z.union([
    hidden,
    z.object({
      sessions: z.number(),
      people: z.number(),
      rates: z.array(
        z.object({
          kind: z.string(),
          severity: z.string(),
          sessions: z.number(),
          per100: z.number(),
          low: z.number(),
          high: z.number(),
        }),
      ),
    }),
  ]),
  definitions: z.array(z.object({ name: z.string(), says: z.string(), source: z.string() })),
  asOf: z.string(),
  /** People whose newest answers are not counted yet. */
  waiting: z.number(),
});
export type ClinicOutcomesView = z.output<typeof clinicOutcomes>;
