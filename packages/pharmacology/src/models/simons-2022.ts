import type { Model, RandomEffect } from '../model.ts';
import { from } from '../parameter.ts';
import { exchange, over, straightInto } from './disposition.ts';
import { logEffect } from './random-effect.ts';

const paper = from(
  'Simons 2022, Front Pain Res 3:946486, table 4, as quoted by a model library',
  'secondary',
);
const perMin = (value: number, unit: 'L/h' | '1/h') =>
  paper(value * 60, unit, { note: `Printed as ${value} a minute.` });
const minutes = (value: number) => paper(value / 60, 'h', { note: `Printed as ${value} minutes.` });

/** g/mol: every amount here is kept as its equivalent of ketamine. */
const ketamine = 237.73;
const nkFactor = 223.7 / ketamine;
const hnkFactor = 239.7 / ketamine;

const effect = (parameter: string, level: RandomEffect['level'], variance: number) =>
  logEffect(
    level === 'occasion' ? `${parameter}Visit` : parameter,
    paper(Math.sqrt(variance), ''),
    [parameter],
    level,
  );

/** S-ketamine as an oral film and by vein with its metabolites, in arterial blood of 20 healthy people. */
export const simons2022: Model = Object.freeze<Model>({
  id: 'simons-2022',
  version: 1,
  title: 'Simons 2022, oral film and intravenous S-ketamine, arterial',
  purpose: 'A check on the oral film and on S-hydroxynorketamine.',
  citation: 'Simons P et al. Front Pain Res 2022; 3: 946486',
  sample: 'arterial',
  drugs: ['esketamine'],
  parameters: {
    F1: paper(0.263, ''),
    D1: minutes(13.1),
    KA1: perMin(0.04, '1/h'),
    F2: paper(1.16, '', { note: 'Above 1 as printed: it reaches the metabolites only.' }),
    D2: minutes(29.9),
    KA2: perMin(0.049, '1/h'),
    MTTG: minutes(10.7),
    VK1: paper(11.6, 'L'),
    VK2: paper(39, 'L'),
    VK3: paper(174, 'L'),
    CLK1: perMin(1.48, 'L/h'),
    CLK2: perMin(2.43, 'L/h'),
    CLK3: perMin(1.21, 'L/h'),
    MTTK: minutes(20.1),
    fNK: paper(0.8, '', { note: 'Fixed by the authors.' }),
    VN2: paper(221, 'L'),
    CLN1: perMin(1, 'L/h'),
    CLN2: perMin(2.63, 'L/h'),
    MTTN: minutes(1.12),
    fHNK: paper(0.7, '', { note: 'Fixed by the authors.' }),
    VH1: paper(4.4, 'L'),
    VH2: paper(87.5, 'L'),
    CLH1: perMin(0.933, 'L/h'),
    CLH2: perMin(1.7, 'L/h'),
  },
  weight: {
    VK1: 'volume',
    VK2: 'volume',
    VK3: 'volume',
    VN2: 'volume',
    VH1: 'volume',
    VH2: 'volume',
    CLK1: 'clearance',
    CLK2: 'clearance',
    CLK3: 'clearance',
    CLN1: 'clearance',
    CLN2: 'clearance',
    CLH1: 'clearance',
    CLH2: 'clearance',
  },
  covariates: [],
  species: [
    {
      id: 'S',
      shareOf: { ketamine: 0, esketamine: 1 },
      compartments: ['central', 'shallow', 'deep', 'k1', 'k2', 'nk', 'nkDeep', 'n1', 'n2', 'hnk', 'hnkDeep'],
      transfers: [
        ...exchange('central', 'VK1', 'CLK2', 'shallow', 'VK2'),
        ...exchange('central', 'VK1', 'CLK3', 'deep', 'VK3'),
        { from: 'central', to: 'k1', rate: over('CLK1', 'VK1') },
        { from: 'k1', to: 'k2', rate: (read) => 2 / read('MTTK') },
        { from: 'k2', to: 'nk', rate: (read) => 2 / read('MTTK'), yield: (read) => read('fNK') },
        ...exchange('nk', 'VK1', 'CLN2', 'nkDeep', 'VN2'),
        { from: 'nk', to: 'n1', rate: over('CLN1', 'VK1') },
        { from: 'n1', to: 'n2', rate: (read) => 2 / read('MTTN') },
        { from: 'n2', to: 'hnk', rate: (read) => 2 / read('MTTN'), yield: (read) => read('fHNK') },
        ...exchange('hnk', 'VH1', 'CLH2', 'hnkDeep', 'VH2'),
        { from: 'hnk', rate: over('CLH1', 'VH1') },
      ],
      readouts: [
        { compartment: 'central', analyte: 'S-ketamine', volume: 'VK1' },
        { compartment: 'nk', analyte: 'S-norketamine', volume: 'VK1', factor: nkFactor },
        { compartment: 'hnk', analyte: 'hydroxynorketamine', volume: 'VH1', factor: hnkFactor },
      ],
    },
  ],
  routes: {
    iv: { parameters: [], pathways: [straightInto('central')] },
    'oral-film': {
      parameters: ['F1', 'D1', 'KA1', 'F2', 'D2', 'KA2', 'MTTG'],
      pathways: [
        {
          id: 'mucosal',
          fraction: (read) => read('F1'),
          inputH: (read) => read('D1'),
          depots: [(read) => read('KA1')],
          delivers: [{ to: 'central', fraction: () => 1 }],
        },
        {
          id: 'swallowed',
          fraction: (read) => read('F2'),
          inputH: (read) => read('D2'),
          depots: [(read) => read('KA2'), (read) => 1 / read('MTTG')],
          delivers: [{ to: 'k1', fraction: () => 1 }],
        },
      ],
    },
  },
  variability: {
    effects: [
      effect('VK1', 'subject', 0.057),
      effect('CLK1', 'subject', 0.029),
      effect('CLK3', 'subject', 0.026),
      effect('CLN1', 'subject', 0.05),
      effect('MTTK', 'subject', 0.021),
      effect('VH1', 'subject', 1.22),
      effect('CLH1', 'subject', 0.103),
      effect('CLH2', 'subject', 0.287),
      effect('F1', 'occasion', 0.06),
      effect('D1', 'occasion', 0.154),
      effect('KA1', 'occasion', 0.062),
      effect('F2', 'occasion', 0.057),
      effect('D2', 'occasion', 0.611),
      effect('KA2', 'occasion', 0.376),
      effect('MTTG', 'occasion', 0.937),
    ],
    covariances: [],
    residual: { ketamine: paper(0.11, ''), norketamine: paper(0.1, ''), hydroxynorketamine: paper(0.08, '') },
  },
  limits: [
    'Arterial blood: peaks are higher than in a vein.',
    'The exponents of weight are not printed; 0.75 and 1 are assumed.',
    'What is swallowed forms metabolites only.',
  ],
  studied: { weightKg: [53, 93], ageY: [19, 32] },
});
