import { refuse } from './refusal.ts';

/** Ketamine is the racemate, half S and half R; esketamine is S alone. */
export type Drug = 'ketamine' | 'esketamine';

/** A way in. The label device gives 28 mg of esketamine in two sprays; `nasal-spray` is any other spray. */
export const routes = [
  'iv',
  'im',
  'sc',
  'nasal-device',
  'nasal-spray',
  'oral-solution',
  'oral-tablet',
  'oral-prolonged',
  'sublingual',
  'oral-film',
  'rectal',
] as const;
export type Route = (typeof routes)[number];

/** One giving: `amountMg` of free base at `at` hours, at once or evenly over `durationH` hours. */
export interface DoseEvent {
  /** Hours from the start of the regimen. */
  readonly at: number;
  readonly drug: Drug;
  readonly route: Route;
  /** Free base, mg. */
  readonly amountMg: number;
  /** Hours; 0 is at once. Only an intravenous dose takes time here: other routes have their own absorption. */
  readonly durationH: number;
  /** Which device of one visit this is (1, 2, 3), for the label device: later ones are absorbed less. */
  readonly device?: number;
}

/** Doses in a fixed order, so that two regimens with the same doses are the same value. */
export type Regimen = readonly DoseEvent[];

/** No dose; `combine` with it changes nothing. */
export const emptyRegimen: Regimen = Object.freeze([]);

const places: readonly ((event: DoseEvent) => number | string)[] = [
  (event) => event.at,
  (event) => event.route,
  (event) => event.drug,
  (event) => event.device ?? 0,
  (event) => event.durationH,
  (event) => event.amountMg,
];

function order(a: DoseEvent, b: DoseEvent): number {
  for (const place of places) {
    const [first, second] = [place(a), place(b)];
    if (first !== second) return first < second ? -1 : 1;
  }
  return 0;
}

const limits = { mg: 5000, hours: 24 * 366 * 5, durationH: 24 * 14 };

/** A regimen of these doses. Throws SimulationRefusal `PHA-001` in a sentence for a dose that cannot be. */
export function regimen(events: readonly DoseEvent[]): Regimen {
  for (const event of events) {
    const { at, amountMg, durationH, route } = event;
    if (!Number.isFinite(amountMg) || amountMg <= 0)
      refuse('PHA-001', 'dose', 'A dose is a number of milligrams above zero.');
    if (amountMg > limits.mg)
      refuse('PHA-001', 'dose', `A single dose above ${limits.mg} mg is not simulated.`);
    if (!Number.isFinite(at) || Math.abs(at) > limits.hours)
      refuse('PHA-001', 'at', 'The time of a dose is a number of hours within five years.');
    if (!Number.isFinite(durationH) || durationH < 0 || durationH > limits.durationH)
      refuse('PHA-001', 'over', 'A dose takes between 0 and 336 hours.');
    if (durationH > 0 && route !== 'iv')
      refuse(
        'PHA-001',
        'over',
        'Only an intravenous dose is given over time; other routes have their own absorption.',
      );
    if (event.device !== undefined && (!Number.isInteger(event.device) || event.device < 1))
      refuse('PHA-001', 'device', 'Devices of a visit are numbered from 1.');
  }
  return Object.freeze(events.map((event) => Object.freeze({ ...event })).toSorted(order));
}

/** Both regimens at once. Associative and commutative; `emptyRegimen` is its neutral element. */
export function combine(...all: readonly Regimen[]): Regimen {
  return regimen(all.flat());
}

/** The same doses `hours` later. `shift(combine(a, b), h)` is `combine(shift(a, h), shift(b, h))`. */
export function shift(given: Regimen, hours: number): Regimen {
  return regimen(given.map((event) => ({ ...event, at: event.at + hours })));
}

/** `times` copies of a regimen, `everyH` hours apart. Throws when `times` is no whole number from 1. */
export function repeat(given: Regimen, everyH: number, times: number): Regimen {
  if (!Number.isInteger(times) || times < 1 || times > 1000)
    refuse('PHA-001', 'times', 'A regimen is repeated between 1 and 1000 times.');
  return combine(...Array.from({ length: times }, (_, index) => shift(given, index * everyH)));
}

/** A dose given at once. */
export function dose(drug: Drug, route: Route, amountMg: number, at = 0): Regimen {
  return regimen([{ at, drug, route, amountMg, durationH: 0 }]);
}

/** A change of a running infusion, hours after its start. A `rate` is in mg per hour. */
export type InfusionChange =
  | { readonly kind: 'pause' | 'resume' | 'stop'; readonly afterH: number }
  | { readonly kind: 'rate'; readonly afterH: number; readonly mgPerH: number };

/**
 * An infusion of `amountMg` over `durationH` hours, as what really flowed: it ends when the amount is used up or it is
 * stopped; a pause moves its end. Each stretch of one rate is one event.
 */
export function infusion(
  drug: Drug,
  amountMg: number,
  durationH: number,
  { at = 0, changes = [] }: { readonly at?: number; readonly changes?: readonly InfusionChange[] } = {},
): Regimen {
  if (!(durationH > 0)) refuse('PHA-001', 'over', 'An infusion takes a time above zero.');
  const [whole] = regimen([{ at, drug, route: 'iv', amountMg, durationH }]);
  if (whole === undefined) return emptyRegimen;
  const stretches: DoseEvent[] = [];
  let rate = amountMg / durationH;
  let running = true;
  let since = 0;
  let left = amountMg;
  const flow = (until: number) => {
    const hours = running && rate > 0 ? Math.min(until - since, left / rate) : 0;
    if (hours > 0) {
      const given = Math.min(left, rate * hours);
      stretches.push({ ...whole, at: at + since, amountMg: given, durationH: hours });
      left -= given;
    }
    since = until;
  };
  for (const change of changes.toSorted((a, b) => a.afterH - b.afterH)) {
    if (!Number.isFinite(change.afterH) || change.afterH < 0)
      refuse('PHA-001', 'changes', 'A change of an infusion comes after its start.');
    if (left <= 0) break;
    flow(change.afterH);
    if (change.kind === 'stop') return regimen(stretches);
    if (change.kind === 'rate') {
      if (!Number.isFinite(change.mgPerH) || change.mgPerH < 0)
        refuse('PHA-001', 'changes', 'A rate is a number of mg per hour, zero or more.');
      rate = change.mgPerH;
    } else running = change.kind === 'resume';
  }
  if (running && rate > 0 && left > amountMg * 1e-12) flow(since + left / rate);
  return regimen(stretches);
}

/** Minutes between two devices of the label. */
const betweenDevicesH = 5 / 60;

/** A nasal dose of the label device: 28 mg each, five minutes apart. Refuses what is no multiple of 28 mg. */
export function nasalDevices(amountMg: number, at = 0): Regimen {
  const count = amountMg / 28;
  if (!Number.isInteger(count) || count < 1 || count > 4)
    refuse('PHA-001', 'dose', 'The nasal device gives 28 mg each: 28, 56, 84 or 112 mg.');
  return regimen(
    Array.from({ length: count }, (_, index) => ({
      at: at + index * betweenDevicesH,
      drug: 'esketamine' as const,
      route: 'nasal-device' as const,
      amountMg: 28,
      durationH: 0,
      device: index + 1,
    })),
  );
}

/** mg in all. */
export function totalMg(given: Regimen): number {
  return given.reduce((sum, { amountMg }) => sum + amountMg, 0);
}
