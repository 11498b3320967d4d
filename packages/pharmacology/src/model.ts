import type { Parameter } from './parameter.ts';
import type { Drug, DoseEvent, Route } from './regimen.ts';

/** What a concentration is of. */
export const analytes = [
  'ketamine',
  'S-ketamine',
  'R-ketamine',
  'norketamine',
  'S-norketamine',
  'R-norketamine',
  'hydroxynorketamine',
] as const;
export type Analyte = (typeof analytes)[number];

/** The total an enantiomer counts into. */
export const totalOf: Readonly<Partial<Record<Analyte, Analyte>>> = Object.freeze({
  'S-ketamine': 'ketamine',
  'R-ketamine': 'ketamine',
  'S-norketamine': 'norketamine',
  'R-norketamine': 'norketamine',
});

/** The analytes a model speaks of. Of the others nothing is known, which is not the same as none being there. */
export function analytesOf({ species }: Model): ReadonlySet<Analyte> {
  const own = species.flatMap(({ readouts }) => readouts.map(({ analyte }) => analyte));
  return new Set(own.flatMap((analyte) => [analyte, totalOf[analyte] ?? analyte]));
}

/** Reads one of the person's parameters by its name. */
export type Read = (name: string) => number;

/** Amounts move from a compartment to another (or out of the body when `to` is absent) at `rate` per hour. */
export interface Transfer {
  readonly from: string;
  readonly to?: string;
  readonly rate: (read: Read) => number;
  /** What arrives of what left; 1 unless said. A change of molar mass is part of it. */
  readonly yield?: (read: Read) => number;
}

/** What a compartment is measured as: amount / `volume` x `factor` x 1000 is ng/mL of `analyte`. */
export interface Readout {
  readonly compartment: string;
  readonly analyte: Analyte;
  readonly volume: string;
  readonly factor?: number;
}

/** The kinds that share a body in the model but do not touch each other: S, R, or the racemate taken as one (RS). */
export type SpeciesId = 'S' | 'R' | 'RS';

/** One copy of the compartments. A parameter `name` is looked up as `name.S` first and then as `name`. */
export interface Species {
  readonly id: SpeciesId;
  /** Share of a dose of each drug that is this kind. */
  readonly shareOf: Readonly<Record<Drug, number>>;
  readonly compartments: readonly string[];
  readonly transfers: readonly Transfer[];
  readonly readouts: readonly Readout[];
}

/** One way a dose of a route takes: evenly over a time or at once, through depots or straight, into compartments. */
export interface Pathway {
  readonly id: string;
  readonly fraction: (read: Read, event: DoseEvent) => number;
  /** Hours over which the input is even; none is at once. */
  readonly inputH?: (read: Read) => number;
  /** First-order rates (1/h) of the depots in order; none is straight into `delivers`. */
  readonly depots: readonly ((read: Read) => number)[];
  readonly delivers: readonly { readonly to: string; readonly fraction: (read: Read) => number }[];
}

export interface RouteModel {
  readonly pathways: readonly Pathway[];
  /** Names of the parameters that give the share that reaches the blood, for "why". */
  readonly parameters: readonly string[];
}

/** How weight acts on a parameter when weight scaling is on. */
export type WeightRule = 'clearance' | 'volume' | 'perKg';

/**
 * A random effect: one standard-normal number a person (or an occasion) times `sd` moves parameters.
 * `log` multiplies them by exp(power x effect); `logit` moves a fraction on the logit scale.
 */
export interface RandomEffect {
  readonly name: string;
  readonly level: 'subject' | 'occasion';
  readonly scale: 'log' | 'logit';
  readonly sd: Parameter;
  readonly on: readonly { readonly parameter: string; readonly power: number }[];
}

/** What varies between people, and with what. */
export interface Variability {
  readonly effects: readonly RandomEffect[];
  /** Covariance of two effects, in their own scales. */
  readonly covariances: readonly { readonly between: readonly [string, string]; readonly value: Parameter }[];
  /** Residual error, proportional SD, by analyte. */
  readonly residual: Readonly<Partial<Record<Analyte, Parameter>>>;
}

/** How a person's age, ancestry or liver changes parameters; each is an effect with its own source. */
export interface CovariateEffect {
  readonly id: 'age' | 'asian' | 'japanese' | 'liverModerate';
  readonly says: string;
  readonly size: Parameter;
  /** `perYearOver60`: subtracts size a year from the parameter; `times`: multiplies; `clearance`: multiplies the clearance. */
  readonly kind: 'perYearOver60' | 'times' | 'clearance';
  readonly parameters: readonly string[];
}

/** Names of what the area of a nasal device dose follows from. */
export interface NasalDevice {
  /**
   * Weight at which the device is simulated unless allometric scaling is asked for: the median of the people it was
   * fitted to, among whom weight changed nothing.
   */
  readonly kg?: number;
  /** Share taken up in the nose from the first device, and the factor on it for later ones. */
  readonly taken: string;
  readonly later: string;
  /** Share of what is swallowed that passes the gut wall. */
  readonly gut: string;
  /** Flow through the liver, L/h. */
  readonly flow: string;
  /** Intrinsic clearance, L/h. */
  readonly intrinsic: (read: Read) => number;
}

/** A named, versioned set of parameters with the structure it belongs to. */
export interface Model {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly purpose: string;
  readonly citation: string;
  readonly sample: 'venous' | 'arterial';
  readonly drugs: readonly Drug[];
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly weight: Readonly<Record<string, WeightRule>>;
  /** Parameters on which interacting medicines act; absent where the model has no liver, and then medicines are refused. */
  readonly medicines?: { readonly gut: readonly string[]; readonly liver: readonly string[] };
  readonly nasalDevice?: NasalDevice;
  readonly covariates: readonly CovariateEffect[];
  readonly species: readonly Species[];
  readonly routes: Readonly<Partial<Record<Route, RouteModel>>>;
  readonly variability: Variability;
  /** Sentences shown with every result. */
  readonly limits: readonly string[];
  /** The people the model was made from; outside them a result carries a warning. */
  readonly studied: {
    readonly weightKg?: readonly [number, number];
    readonly ageY?: readonly [number, number];
  };
}
