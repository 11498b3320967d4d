import type { Model, Read } from '../model.ts';
import { from } from '../parameter.ts';
import { exchange, over, straightInto } from './disposition.ts';
import { logEffect, logitEffect, sdOfCv } from './random-effect.ts';

const paper = from(
  'Perez-Ruixo 2021, Clin Pharmacokinet 60:501, table 3, as quoted by a model library',
  'secondary',
);
const ours = from('Evenkeel', 'ours');

const varied = (variation: number) => paper(sdOfCv(variation), '', { note: `CV ${variation * 100} %.` });

const device = (read: Read, event: { readonly device?: number }) =>
  read('FRn') * ((event.device ?? 1) > 1 ? read('FRnLater') : 1);

/** Esketamine by nose, vein and mouth in 820 people, 564 of them with treatment-resistant depression. */
export const perezRuixo2021: Model = Object.freeze<Model>({
  id: 'perez-ruixo-2021',
  version: 1,
  title: 'Perez-Ruixo 2021, esketamine nasal spray',
  purpose: 'Exposure of the label doses of nasal esketamine; ancestry and age.',
  citation: 'Perez-Ruixo C et al. Clin Pharmacokinet 2021; 60: 501-516',
  sample: 'venous',
  drugs: ['esketamine'],
  parameters: {
    FRn: paper(0.54, ''),
    FRnLater: paper(0.62, '', { note: 'Factor on FRn from the second 28 mg on.' }),
    nasalRate: paper(2.93, '1/h'),
    swallowInput: paper(0.53, 'h'),
    swallowRate: paper(1.45, '1/h'),
    poInput: paper(0.32, 'h'),
    poRate: paper(0.97, '1/h'),
    Fgut: paper(0.64, ''),
    Vc: paper(192, 'L'),
    Q1: paper(84.3, 'L/h'),
    Vp1: paper(143, 'L'),
    Q2: paper(37.6, 'L/h'),
    Vp2: paper(417, 'L'),
    Qh: paper(151, 'L/h'),
    Vh: paper(101, 'L'),
    kel: paper(1.11, '1/h'),
    kmet: paper(2.77, '1/h'),
    Vcn: paper(70, 'L', { note: 'Apparent.' }),
    CLn: paper(38, 'L/h', {
      note: 'Apparent. With it the area of norketamine is 1.4 times the published one.',
    }),
    Vpn: paper(115, 'L', { note: 'Apparent.' }),
    Q3: paper(26.1, 'L/h', { note: 'Apparent.' }),
  },
  weight: {},
  medicines: { gut: ['Fgut'], liver: ['kel', 'kmet'] },
  nasalDevice: {
    taken: 'FRn',
    later: 'FRnLater',
    gut: 'Fgut',
    flow: 'Qh',
    intrinsic: (read) => read('Vh') * (read('kel') + read('kmet')),
  },
  covariates: [
    {
      id: 'age',
      says: 'Liver blood flow falls above 60 years.',
      size: paper(2.19 / 151, 'share a year'),
      kind: 'perYearOver60',
      parameters: ['Qh'],
    },
    {
      id: 'asian',
      says: 'Slower elimination in people of Asian ancestry; off unless asked for.',
      size: paper(0.36, ''),
      kind: 'times',
      parameters: ['kel'],
    },
    {
      id: 'asian',
      says: 'Slower clearance of norketamine in people of Asian ancestry; off unless asked for.',
      size: paper(0.81, ''),
      kind: 'times',
      parameters: ['CLn'],
    },
    {
      id: 'japanese',
      says: 'More is taken up in the nose in people of Japanese ancestry; off unless asked for.',
      size: paper(1.34, ''),
      kind: 'times',
      parameters: ['FRn'],
    },
  ],
  species: [
    {
      id: 'S',
      shareOf: { ketamine: 0, esketamine: 1 },
      compartments: ['central', 'liver', 'shallow', 'deep', 'nk', 'nkDeep'],
      transfers: [
        ...exchange('central', 'Vc', 'Q1', 'shallow', 'Vp1'),
        ...exchange('central', 'Vc', 'Q2', 'deep', 'Vp2'),
        ...exchange('central', 'Vc', 'Qh', 'liver', 'Vh'),
        { from: 'liver', rate: (read) => read('kel') },
        { from: 'liver', to: 'nk', rate: (read) => read('kmet') },
        ...exchange('nk', 'Vcn', 'Q3', 'nkDeep', 'Vpn'),
        { from: 'nk', rate: over('CLn', 'Vcn') },
      ],
      readouts: [
        { compartment: 'central', analyte: 'S-ketamine', volume: 'Vc' },
        { compartment: 'nk', analyte: 'S-norketamine', volume: 'Vcn' },
      ],
    },
  ],
  routes: {
    iv: { parameters: [], pathways: [straightInto('central')] },
    'nasal-device': {
      parameters: ['FRn', 'FRnLater', 'nasalRate', 'swallowInput', 'swallowRate', 'Fgut'],
      pathways: [
        {
          id: 'mucosal',
          fraction: device,
          depots: [(read) => read('nasalRate')],
          delivers: [{ to: 'central', fraction: () => 1 }],
        },
        {
          id: 'swallowed',
          fraction: (read, event) => 1 - device(read, event),
          inputH: (read) => read('swallowInput'),
          depots: [(read) => read('swallowRate')],
          delivers: [{ to: 'liver', fraction: (read) => read('Fgut') }],
        },
      ],
    },
    'oral-solution': {
      parameters: ['poInput', 'poRate', 'Fgut'],
      pathways: [
        {
          id: 'swallowed',
          fraction: () => 1,
          inputH: (read) => read('poInput'),
          depots: [(read) => read('poRate')],
          delivers: [{ to: 'liver', fraction: (read) => read('Fgut') }],
        },
      ],
    },
  },
  variability: {
    effects: [
      logEffect('nasalRate', varied(0.615)),
      logEffect('swallowRate', varied(1.32), ['swallowRate', 'poRate']),
      logEffect('Vc', varied(0.275)),
      logEffect('Vp1', varied(0.493)),
      logEffect('Qh', varied(0.232)),
      logEffect('Vh', varied(0.346)),
      logEffect('kel', varied(1.2)),
      logEffect('Vcn', varied(0.316)),
      logEffect('CLn', varied(0.254)),
      logEffect(
        'kmet',
        ours(sdOfCv(0.3), '', {
          note: 'The paper names this variance and does not print it; CV 30 % assumed.',
        }),
      ),
      logitEffect('FRn', paper(0.708, '')),
    ],
    covariances: [],
    residual: { ketamine: paper(0.276, ''), norketamine: paper(0.422, '') },
  },
  limits: [
    'Under-predicts peaks of an intravenous infusion by 25 to 40 %.',
    'The area of norketamine is about 1.4 times the published one: the printed parameters do so.',
    'No effect of weight, sex, kidney or liver tests was found, so none is modelled.',
  ],
  studied: { weightKg: [39, 170], ageY: [18, 86] },
});
