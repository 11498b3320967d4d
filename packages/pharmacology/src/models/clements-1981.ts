import type { Model } from '../model.ts';
import { from } from '../parameter.ts';
import { straightInto } from './disposition.ts';

const paper = from('Clements and Nimmo 1981, as quoted by an infusion-pump source', 'secondary');
const perMin = (value: number) => paper(value * 60, '1/h', { note: `Printed as ${value} a minute.` });

/** Racemic ketamine 0.25 mg/kg by vein, two compartments. */
export const clements1981: Model = Object.freeze<Model>({
  id: 'clements-1981',
  version: 1,
  title: 'Clements and Nimmo 1981, intravenous racemate',
  purpose: 'Reference; comparison with target-controlled infusion.',
  citation: 'Clements JA, Nimmo WS. Br J Anaesth 1981; 53: 27-30',
  sample: 'venous',
  drugs: ['ketamine'],
  parameters: { V1: paper(1.75, 'L/kg'), k10: perMin(0.0109), k12: perMin(0.0186), k21: perMin(0.0137) },
  weight: { V1: 'perKg' },
  covariates: [],
  species: [
    {
      id: 'RS',
      shareOf: { ketamine: 1, esketamine: 0 },
      compartments: ['central', 'shallow'],
      transfers: [
        { from: 'central', rate: (read) => read('k10') },
        { from: 'central', to: 'shallow', rate: (read) => read('k12') },
        { from: 'shallow', to: 'central', rate: (read) => read('k21') },
      ],
      readouts: [{ compartment: 'central', analyte: 'ketamine', volume: 'V1' }],
    },
  ],
  routes: { iv: { parameters: [], pathways: [straightInto('central')] } },
  variability: { effects: [], covariances: [], residual: {} },
  limits: [
    'Intravenous racemate only; no metabolite.',
    'Enantiomers are not told apart: half S and half R is assumed for what follows from them.',
    'No variability was published with it.',
  ],
  studied: {},
});
