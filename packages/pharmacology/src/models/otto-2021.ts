import type { Model } from '../model.ts';
import { from } from '../parameter.ts';
import { exchange, over, straightInto } from './disposition.ts';
import { logEffect } from './random-effect.ts';

const otto = from('Otto 2021, Eur J Clin Pharmacol 77:1181, as quoted by a model library', 'secondary');
const fanta = from('Fanta 2015, Eur J Clin Pharmacol 71:441, through Otto 2021', 'secondary');

const effect = (name: string, variance: number) => logEffect(name, otto(Math.sqrt(variance), ''));

/** Intravenous S-ketamine and S-norketamine in 48 healthy people, venous blood. */
export const otto2021: Model = Object.freeze<Model>({
  id: 'otto-2021',
  version: 1,
  title: 'Otto 2021, intravenous S-ketamine',
  purpose: 'A check on intravenous esketamine.',
  citation: 'Otto ME et al. Eur J Clin Pharmacol 2021; 77: 1181-1192, upon Fanta S et al. 2015; 71: 441-447',
  sample: 'venous',
  drugs: ['esketamine'],
  parameters: {
    V1: otto(133, 'L'),
    V2: fanta(187, 'L'),
    Q1: fanta(23.2, 'L/h'),
    V3: fanta(98.8, 'L'),
    Q2: fanta(157, 'L/h'),
    CL: fanta(95.2, 'L/h'),
    Vn: otto(98.6, 'L'),
    CLn: otto(57.7, 'L/h'),
    Vnp: otto(160, 'L'),
    Qn: otto(42.8, 'L/h'),
  },
  // As in the authors' own code: peripheral volumes and flows between compartments do not follow weight.
  weight: { V1: 'volume', Vn: 'volume', CL: 'clearance', CLn: 'clearance' },
  covariates: [],
  species: [
    {
      id: 'S',
      shareOf: { ketamine: 0, esketamine: 1 },
      compartments: ['central', 'shallow', 'deep', 'nk', 'nkDeep'],
      transfers: [
        ...exchange('central', 'V1', 'Q1', 'shallow', 'V2'),
        ...exchange('central', 'V1', 'Q2', 'deep', 'V3'),
        { from: 'central', to: 'nk', rate: over('CL', 'V1') },
        ...exchange('nk', 'Vn', 'Qn', 'nkDeep', 'Vnp'),
        { from: 'nk', rate: over('CLn', 'Vn') },
      ],
      readouts: [
        { compartment: 'central', analyte: 'S-ketamine', volume: 'V1' },
        { compartment: 'nk', analyte: 'S-norketamine', volume: 'Vn' },
      ],
    },
  ],
  routes: { iv: { parameters: [], pathways: [straightInto('central')] } },
  variability: {
    effects: [effect('CL', 0.026), effect('V1', 0.084), effect('Vn', 0.04), effect('CLn', 0.103)],
    covariances: [
      { between: ['V1', 'CL'], value: otto(0.0226, '') },
      { between: ['Vn', 'CLn'], value: otto(0.0446, '') },
    ],
    residual: { ketamine: otto(0.236, ''), norketamine: otto(0.143, '') },
  },
  limits: ['Healthy people of about 23 years.', 'Intravenous only.'],
  studied: { weightKg: [50, 95], ageY: [18, 40] },
});
