import type { Analyte } from '../model.ts';
import { from, type EvidenceMark } from '../parameter.ts';
import { dose, infusion, nasalDevices, type Regimen, type Route } from '../regimen.ts';

/** What was looked at: the peak, ng/mL; the area over the first hours, ng*h/mL; a level at a time; the time of the peak; the share of an intravenous area. */
export type Quantity =
  | { readonly kind: 'peak' | 'timeOfPeak' | 'bioavailability' }
  | { readonly kind: 'area'; readonly untilH: number }
  | { readonly kind: 'level'; readonly atH: number };

/** A published value that a model can be held against. */
export interface Observation {
  readonly id: string;
  readonly route: Route;
  readonly regimen: Regimen;
  /** kg; of the study where it is known, else 70. */
  readonly weightKg: number;
  readonly analyte: Analyte;
  readonly quantity: Quantity;
  readonly value: number;
  /** Lowest and highest that were published, when a spread was. */
  readonly range?: readonly [number, number];
  readonly sample: 'venous' | 'arterial';
  readonly source: string;
  readonly mark: EvidenceMark;
  /** Models that were made with it: agreement proves nothing there. */
  readonly madeWith: readonly string[];
  readonly note?: string;
}

type Given = Omit<Observation, 'source' | 'mark' | 'madeWith' | 'sample' | 'weightKg'> &
  Partial<Pick<Observation, 'madeWith' | 'sample' | 'weightKg'>>;

const observed =
  (source: string, mark: EvidenceMark) =>
  (given: Given): Observation => {
    const { source: said, mark: marked } = from(source, mark)(given.value, '');
    return Object.freeze({
      madeWith: [],
      sample: 'venous',
      weightKg: 70,
      ...given,
      source: said,
      mark: marked,
    });
  };

const zarate = observed('Zarate, quoted in PMC6020109 Table 1', 'verified');
const table = observed('Perez-Ruixo 2021, Table 4, as quoted by a model library', 'secondary');
const pooled = observed('Observed value quoted beside a model comparison', 'secondary');
const unread = observed('Not looked up', 'general knowledge');
const reviewed = observed('Published study of the route, read in its abstract', 'verified');
const film = observed('Simons 2022, oral thin film, as quoted by a model library', 'secondary');

const peak = { kind: 'peak' } as const;
const share = { kind: 'bioavailability' } as const;
const time = { kind: 'timeOfPeak' } as const;
const nasal = (mg: number, value: number, area: number): Observation[] => {
  const given = {
    route: 'nasal-device' as const,
    regimen: nasalDevices(mg),
    weightKg: 74,
    analyte: 'S-ketamine' as const,
    madeWith: ['composite-1', 'perez-ruixo-2021'],
  };
  return [
    table({ ...given, id: `nasal-${mg}-peak`, quantity: peak, value }),
    table({ ...given, id: `nasal-${mg}-area`, quantity: { kind: 'area', untilH: 24 }, value: area }),
  ];
};

/** Every published value that the models are held against. Misses stay in it. */
export const observations: readonly Observation[] = Object.freeze([
  zarate({
    id: 'iv-racemic-0.5-40min',
    route: 'iv',
    regimen: infusion('ketamine', 35, 40 / 60),
    analyte: 'ketamine',
    quantity: peak,
    value: 185,
    range: [100, 250],
    note: 'The range is of Krystal, the same dose.',
  }),
  pooled({
    id: 'iv-s-10mg-30min',
    route: 'iv',
    regimen: infusion('esketamine', 10, 0.5),
    analyte: 'S-ketamine',
    quantity: peak,
    value: 56,
  }),
  pooled({
    id: 'iv-racemic-5mg-30min',
    route: 'iv',
    regimen: infusion('ketamine', 5, 0.5),
    analyte: 'S-ketamine',
    quantity: peak,
    value: 15.6,
    range: [11.1, 20.1],
  }),
  pooled({
    id: 'iv-10mg-bolus-2min',
    route: 'iv',
    regimen: dose('ketamine', 'iv', 10),
    analyte: 'ketamine',
    quantity: { kind: 'level', atH: 2 / 60 },
    value: 296,
    note: 'Mixing in the first minutes is not modelled.',
  }),
  ...nasal(28, 43.8, 147),
  ...nasal(56, 72.5, 255),
  ...nasal(84, 101, 362),
  reviewed({
    id: 'spray-racemic-30mg',
    route: 'nasal-spray',
    regimen: dose('ketamine', 'nasal-spray', 30),
    analyte: 'ketamine',
    quantity: peak,
    value: 61,
  }),
  reviewed({
    id: 'spray-racemic-50mg',
    route: 'nasal-spray',
    regimen: dose('ketamine', 'nasal-spray', 50),
    analyte: 'ketamine',
    quantity: peak,
    value: 78,
  }),
  reviewed({
    id: 'spray-racemic-share',
    route: 'nasal-spray',
    regimen: dose('ketamine', 'nasal-spray', 50),
    analyte: 'ketamine',
    quantity: share,
    value: 0.45,
    note: 'Another study found 0.11 to 0.17: the sources disagree.',
  }),
  unread({
    id: 'im-racemic-0.5',
    route: 'im',
    regimen: dose('ketamine', 'im', 35),
    analyte: 'ketamine',
    quantity: peak,
    value: 240,
  }),
  observed(
    'Secondary pharmacokinetic table; adult trials not read',
    'secondary',
  )({
    id: 'im-share',
    route: 'im',
    regimen: dose('ketamine', 'im', 35),
    analyte: 'ketamine',
    quantity: share,
    value: 0.93,
    madeWith: ['composite-1'],
  }),
  unread({
    id: 'sc-share',
    route: 'sc',
    regimen: dose('ketamine', 'sc', 35),
    analyte: 'ketamine',
    quantity: share,
    value: 0.95,
    range: [0.9, 1],
    madeWith: ['composite-1'],
  }),
  unread({
    id: 'sc-time',
    route: 'sc',
    regimen: dose('ketamine', 'sc', 35),
    analyte: 'ketamine',
    quantity: time,
    value: 0.46,
    range: [0.25, 0.67],
    madeWith: ['composite-1'],
  }),
  reviewed({
    id: 'oral-racemic-0.5',
    route: 'oral-solution',
    regimen: dose('ketamine', 'oral-solution', 35),
    analyte: 'ketamine',
    quantity: peak,
    value: 45,
    range: [35, 55],
  }),
  reviewed({
    id: 'oral-share',
    route: 'oral-solution',
    regimen: dose('ketamine', 'oral-solution', 35),
    analyte: 'ketamine',
    quantity: share,
    value: 0.2,
    madeWith: ['composite-1'],
  }),
  reviewed({
    id: 'prolonged-share',
    route: 'oral-prolonged',
    regimen: dose('ketamine', 'oral-prolonged', 120),
    analyte: 'ketamine',
    quantity: share,
    value: 0.15,
    range: [0.12, 0.19],
    madeWith: ['composite-1'],
  }),
  reviewed({
    id: 'prolonged-time',
    route: 'oral-prolonged',
    regimen: dose('ketamine', 'oral-prolonged', 120),
    analyte: 'ketamine',
    quantity: time,
    value: 5.5,
    range: [5, 6],
    madeWith: ['composite-1'],
  }),
  observed(
    'Study of a sublingual wafer, PMC4093926',
    'verified',
  )({
    id: 'sublingual-share',
    route: 'sublingual',
    regimen: dose('ketamine', 'sublingual', 25),
    analyte: 'ketamine',
    quantity: share,
    value: 0.29,
    range: [0.27, 0.31],
    madeWith: ['composite-1'],
  }),
  observed(
    'Study of a sublingual wafer, PMC4093926',
    'verified',
  )({
    id: 'sublingual-time',
    route: 'sublingual',
    regimen: dose('ketamine', 'sublingual', 25),
    analyte: 'ketamine',
    quantity: time,
    value: 0.75,
    range: [0.25, 1],
  }),
  ...(
    [
      [50, 96],
      [100, 144],
    ] as const
  ).map(([mg, value]) =>
    film({
      id: `film-s-${mg}mg`,
      route: 'oral-film',
      regimen: dose('esketamine', 'oral-film', mg),
      analyte: 'S-ketamine',
      quantity: peak,
      value,
      sample: 'arterial',
      madeWith: ['simons-2022'],
    }),
  ),
  film({
    id: 'film-time',
    route: 'oral-film',
    regimen: dose('esketamine', 'oral-film', 50),
    analyte: 'S-ketamine',
    quantity: time,
    value: 19 / 60,
    sample: 'arterial',
    madeWith: ['simons-2022'],
  }),
  reviewed({
    id: 'rectal-share',
    route: 'rectal',
    regimen: dose('ketamine', 'rectal', 50),
    analyte: 'ketamine',
    quantity: share,
    value: 0.3,
    madeWith: ['composite-1'],
  }),
]);
