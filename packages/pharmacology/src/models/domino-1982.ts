import type { Model } from '../model.ts';
import { from } from '../parameter.ts';
import { straightInto } from './disposition.ts';

const paper = from('Domino 1982, as quoted by an infusion-pump source', 'secondary');
const perMin = (value: number) => paper(value * 60, '1/h', { note: `Printed as ${value} a minute.` });

/** Racemic ketamine by vein at anaesthetic doses, three compartments. */
export const domino1982: Model = Object.freeze<Model>({
  id: 'domino-1982',
  version: 1,
  title: 'Domino 1982, intravenous racemate',
  purpose: 'Reference; the set used by target-controlled infusion pumps.',
  citation: 'Domino EF et al. Anesth Analg 1982; 61: 87-92',
  sample: 'venous',
  drugs: ['ketamine'],
  parameters: {
    V1: paper(0.063, 'L/kg'),
    k10: perMin(0.438),
    k12: perMin(0.592),
    k13: perMin(0.59),
    k21: perMin(0.247),
    k31: perMin(0.0146),
  },
  weight: { V1: 'perKg' },
  covariates: [],
  species: [
    {
      id: 'RS',
      shareOf: { ketamine: 1, esketamine: 0 },
      compartments: ['central', 'shallow', 'deep'],
      transfers: [
        { from: 'central', rate: (read) => read('k10') },
        { from: 'central', to: 'shallow', rate: (read) => read('k12') },
        { from: 'shallow', to: 'central', rate: (read) => read('k21') },
        { from: 'central', to: 'deep', rate: (read) => read('k13') },
        { from: 'deep', to: 'central', rate: (read) => read('k31') },
      ],
      readouts: [{ compartment: 'central', analyte: 'ketamine', volume: 'V1' }],
    },
  ],
  routes: { iv: { parameters: [], pathways: [straightInto('central')] } },
  variability: { effects: [], covariances: [], residual: {} },
  limits: [
    'Made from anaesthetic doses at once; intravenous racemate only; no metabolite.',
    'Enantiomers are not told apart: half S and half R is assumed for what follows from them.',
    'No variability was published with it.',
  ],
  studied: {},
});
