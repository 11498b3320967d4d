import type { Model, Pathway, Read, Species, SpeciesId } from '../model.ts';
import { from } from '../parameter.ts';
import { exchange, over, straightInto } from './disposition.ts';
import { logEffect, logitEffect, sdOfCv } from './random-effect.ts';

const otto = from('Otto 2021, Eur J Clin Pharmacol 77:1181, as quoted by a model library', 'secondary');
const fanta = from('Fanta 2015, Eur J Clin Pharmacol 71:441, through Otto 2021', 'secondary');
const perez = from('Perez-Ruixo 2021, Clin Pharmacokinet 60:501, as quoted by a model library', 'secondary');
const simons = from('Simons 2022, Front Pain Res 3:946486, as quoted by a model library', 'secondary');
const ours = from('Evenkeel, derived for this model', 'ours');

/** Molar masses of hydroxynorketamine and norketamine, g/mol, free base. */
const hnkPerNk = 239.7 / 223.7;

function kind(id: SpeciesId, shareOf: Species['shareOf']): Species {
  return {
    id,
    shareOf,
    compartments: ['central', 'liver', 'shallow', 'deep', 'nk', 'nkDeep', 'hnk', 'hnkDeep'],
    transfers: [
      ...exchange('central', 'V1', 'Q1', 'shallow', 'V2'),
      ...exchange('central', 'V1', 'Q2', 'deep', 'V3'),
      ...exchange('central', 'V1', 'Qh', 'liver', 'VL'),
      { from: 'liver', to: 'nk', rate: over('CLint', 'VL') },
      ...exchange('nk', 'Vn', 'Qn', 'nkDeep', 'Vnp'),
      { from: 'nk', to: 'hnk', rate: over('CLn', 'Vn'), yield: (read) => read('fH') * hnkPerNk },
      ...exchange('hnk', 'Vh', 'Qhh', 'hnkDeep', 'Vhp'),
      { from: 'hnk', rate: over('CLh', 'Vh') },
    ],
    readouts: [
      { compartment: 'central', analyte: id === 'S' ? 'S-ketamine' : 'R-ketamine', volume: 'V1' },
      { compartment: 'nk', analyte: id === 'S' ? 'S-norketamine' : 'R-norketamine', volume: 'Vn' },
      { compartment: 'hnk', analyte: 'hydroxynorketamine', volume: 'Vh' },
    ],
  };
}

interface Swallowed {
  readonly share: (read: Read, event: { readonly device?: number }) => number;
  readonly inputH: string;
  readonly rate: string;
  readonly fgut: string;
  readonly gN: string;
}

/** What is swallowed passes the gut wall and the liver; what the wall takes appears in part as norketamine. */
function swallowed({ share, inputH, rate, fgut, gN }: Swallowed): Pathway {
  return {
    id: 'swallowed',
    fraction: (read, event) => share(read, event),
    inputH: (read) => read(inputH),
    depots: [(read) => read(rate)],
    delivers: [
      { to: 'liver', fraction: (read) => read(fgut) },
      { to: 'nk', fraction: (read) => (1 - read(fgut)) * read(gN) },
    ],
  };
}

function mucosal(share: Pathway['fraction'], rate: string, inputH?: string): Pathway {
  return {
    id: 'mucosal',
    fraction: share,
    ...(inputH === undefined ? {} : { inputH: (read: Read) => read(inputH) }),
    depots: [(read) => read(rate)],
    delivers: [{ to: 'central', fraction: () => 1 }],
  };
}

const device = (read: Read, event: { readonly device?: number }) =>
  read('FRn') * ((event.device ?? 1) > 1 ? read('FRnLater') : 1);
const oral = { inputH: 'poInput', rate: 'poRate', fgut: 'poFgut', gN: 'poGN' } as const;
const held = (fraction: string, rate: string, inputH?: string, names: readonly string[] = []) => ({
  parameters: [fraction, rate, ...(inputH === undefined ? [] : [inputH]), 'poFgut', ...names],
  pathways: [
    mucosal((read) => read(fraction), rate, inputH),
    swallowed({ ...oral, share: (read) => 1 - read(fraction) }),
  ],
});

/** The default model: systemic disposition of Fanta and Otto, a well-stirred liver, every route, both enantiomers. */
export const composite1: Model = Object.freeze<Model>({
  id: 'composite-1',
  version: 1,
  title: 'Composite, both enantiomers, every route',
  purpose: 'Every route, racemate and esketamine. The default.',
  citation: 'Fanta 2015, Otto 2021, Perez-Ruixo 2021, Simons 2022; joined by values of ours',
  sample: 'venous',
  drugs: ['ketamine', 'esketamine'],
  parameters: {
    V1: otto(125, 'L', { note: 'Published central volume 133 L, of which 8 L are the liver here.' }),
    VL: ours(8, 'L', { note: 'Quasi-steady; with V1 it makes the published 133 L.' }),
    V2: fanta(187, 'L'),
    Q1: fanta(23.2, 'L/h'),
    V3: fanta(98.8, 'L'),
    Q2: fanta(157, 'L/h'),
    Qh: perez(151, 'L/h', { note: 'Empirical: above the physiological flow of about 90 L/h.' }),
    'CLint.S': fanta(257.6, 'L/h', { note: 'Gives a clearance of 95.2 L/h through Qh.' }),
    'CLint.R': ours(176.5, 'L/h', { note: 'Clearance of S over 1.17, from published ratios 1.06 to 1.23.' }),
    Vn: otto(98.6, 'L'),
    CLn: otto(57.7, 'L/h', {
      note: 'Apparent: the fraction of parent that forms it is taken as 1. R as S by assumption.',
    }),
    Vnp: otto(160, 'L'),
    Qn: otto(42.8, 'L/h'),
    fH: ours(0.5, '', { note: 'Sources disagree three- to four-fold: order of magnitude only.' }),
    Vh: ours(30, 'L', { note: 'Order of magnitude only.' }),
    Vhp: ours(90, 'L', { note: 'Order of magnitude only.' }),
    Qhh: ours(60, 'L/h', { note: 'Order of magnitude only.' }),
    'CLh.S': ours(40, 'L/h', { note: 'Order of magnitude only; Simons 2022 has 56 L/h.' }),
    'CLh.R': ours(28, 'L/h', { note: 'Order of magnitude only.' }),
    imF: from('Secondary pharmacokinetic table; adult trials not read', 'secondary')(0.93, '', {
      range: [0.4, 1],
      note: 'A model in children found 0.41.',
    }),
    imRate: ours(6, '1/h', { note: 'Peak near 18 minutes.' }),
    scF: from('Not looked up', 'general knowledge')(0.95, '', { range: [0.9, 1] }),
    scRate: ours(3, '1/h', { note: 'Peak near 28 minutes. No human subcutaneous model was found.' }),
    FRn: ours(0.41, '', { note: 'Perez-Ruixo 0.54, retuned to the clearance used here.' }),
    FRnLater: ours(0.585, '', {
      note: 'Factor on FRn from the second device on; Perez-Ruixo 0.62. Retuned with the devices five minutes apart; 0.576 fits when all are given at once.',
    }),
    nasalRate: perez(2.93, '1/h'),
    nasalSwallowInput: perez(0.53, 'h'),
    nasalSwallowRate: perez(1.45, '1/h'),
    nasalFgut: ours(0.5, '', { note: 'Perez-Ruixo 0.64, retuned.' }),
    nasalGN: ours(0.5, ''),
    sprayF: ours(0.35, '', { range: [0.1, 0.45], note: 'Published totals 45 % and 11 to 17 %.' }),
    poInput: perez(0.32, 'h'),
    poRate: perez(0.97, '1/h'),
    poFgut: ours(0.5, '', { note: 'Bioavailability 0.185; published 8 to 20 %.' }),
    poGN: ours(1, ''),
    tabletInput: ours(0.32, 'h', { note: 'Taken as the solution; no data for a plain tablet.' }),
    prInput: ours(6, 'h', { note: 'Ten hours for the 60 to 240 mg product. Peak 5.3 to 6.3 h.' }),
    prRate: perez(1.45, '1/h'),
    prFgut: ours(0.35, '', { note: 'Bioavailability 12 to 15 % as published.' }),
    prGN: ours(1, ''),
    slF: ours(0.13, '', { note: 'With what is swallowed 0.30; published 29 % (27 to 31).' }),
    slInput: simons(13 / 60, 'h'),
    slRate: simons(2.4, '1/h'),
    filmF: simons(0.263, ''),
    filmInput: simons(13.1 / 60, 'h'),
    filmRate: simons(2.4, '1/h'),
    prectF: ours(0.13, '', { note: 'With what reaches the liver about 0.3, as published.' }),
    prectRate: ours(2, '1/h'),
  },
  weight: {
    V1: 'volume',
    VL: 'volume',
    V2: 'volume',
    V3: 'volume',
    Vn: 'volume',
    Vnp: 'volume',
    Vh: 'volume',
    Vhp: 'volume',
    Q1: 'clearance',
    Q2: 'clearance',
    Qh: 'clearance',
    'CLint.S': 'clearance',
    'CLint.R': 'clearance',
    CLn: 'clearance',
    Qn: 'clearance',
    Qhh: 'clearance',
    'CLh.S': 'clearance',
    'CLh.R': 'clearance',
  },
  medicines: { gut: ['poFgut', 'prFgut', 'nasalFgut'], liver: ['CLint.S', 'CLint.R'] },
  nasalDevice: {
    kg: 74,
    taken: 'FRn',
    later: 'FRnLater',
    gut: 'nasalFgut',
    flow: 'Qh',
    intrinsic: (read) => read('CLint.S'),
  },
  covariates: [
    {
      id: 'age',
      says: 'Liver blood flow falls above 60 years.',
      size: perez(2.19 / 151, 'share a year', { note: '2.19 L/h a year of 151 L/h.' }),
      kind: 'perYearOver60',
      parameters: ['Qh'],
    },
    {
      id: 'asian',
      says: 'Slower elimination in people of Asian ancestry; off unless asked for.',
      size: perez(0.82, '', { note: 'Elimination to other metabolites x 0.36 is about x 0.82 overall.' }),
      kind: 'times',
      parameters: ['CLint.S', 'CLint.R'],
    },
    {
      id: 'asian',
      says: 'Slower clearance of norketamine in people of Asian ancestry; off unless asked for.',
      size: perez(0.81, ''),
      kind: 'times',
      parameters: ['CLn'],
    },
    {
      id: 'japanese',
      says: 'More is taken up in the nose in people of Japanese ancestry; off unless asked for.',
      size: perez(1.34, ''),
      kind: 'times',
      parameters: ['FRn'],
    },
    {
      id: 'liverModerate',
      says: 'Half the clearance in moderate liver disease (Child-Pugh B).',
      size: from('Product label; the size was not looked up', 'general knowledge')(0.5, ''),
      kind: 'clearance',
      parameters: ['CLint.S', 'CLint.R'],
    },
  ],
  species: [kind('S', { ketamine: 0.5, esketamine: 1 }), kind('R', { ketamine: 0.5, esketamine: 0 })],
  routes: {
    iv: { parameters: [], pathways: [straightInto('central')] },
    im: { parameters: ['imF', 'imRate'], pathways: [mucosal((read) => read('imF'), 'imRate')] },
    sc: { parameters: ['scF', 'scRate'], pathways: [mucosal((read) => read('scF'), 'scRate')] },
    'nasal-device': {
      parameters: ['FRn', 'FRnLater', 'nasalRate', 'nasalSwallowInput', 'nasalSwallowRate', 'nasalFgut'],
      pathways: [
        mucosal(device, 'nasalRate'),
        swallowed({
          share: (read, event) => 1 - device(read, event),
          inputH: 'nasalSwallowInput',
          rate: 'nasalSwallowRate',
          fgut: 'nasalFgut',
          gN: 'nasalGN',
        }),
      ],
    },
    'nasal-spray': {
      parameters: ['sprayF', 'nasalRate', 'nasalSwallowInput', 'nasalSwallowRate', 'nasalFgut'],
      pathways: [
        mucosal((read) => read('sprayF'), 'nasalRate'),
        swallowed({
          share: (read) => 1 - read('sprayF'),
          inputH: 'nasalSwallowInput',
          rate: 'nasalSwallowRate',
          fgut: 'nasalFgut',
          gN: 'nasalGN',
        }),
      ],
    },
    'oral-solution': {
      parameters: ['poInput', 'poRate', 'poFgut', 'poGN'],
      pathways: [swallowed({ ...oral, share: () => 1 })],
    },
    'oral-tablet': {
      parameters: ['tabletInput', 'poRate', 'poFgut', 'poGN'],
      pathways: [swallowed({ ...oral, inputH: 'tabletInput', share: () => 1 })],
    },
    'oral-prolonged': {
      parameters: ['prInput', 'prRate', 'prFgut', 'prGN'],
      pathways: [
        swallowed({ share: () => 1, inputH: 'prInput', rate: 'prRate', fgut: 'prFgut', gN: 'prGN' }),
      ],
    },
    sublingual: held('slF', 'slRate', 'slInput'),
    'oral-film': held('filmF', 'filmRate', 'filmInput'),
    rectal: held('prectF', 'prectRate'),
  },
  variability: {
    effects: [
      {
        name: 'CL',
        level: 'subject',
        scale: 'log',
        sd: ours(0.23, '', {
          note: 'Healthy people 0.16 to 0.25; the wider for patients. Acts through CLint.',
        }),
        // d ln CL / d ln CLint is Qh / (Qh + CLint): 0.370 for S, 0.461 for R.
        on: [
          { parameter: 'CLint.S', power: 2.706 },
          { parameter: 'CLint.R', power: 2.169 },
        ],
      },
      logEffect('V1', otto(Math.sqrt(0.084), '')),
      logEffect('Vn', otto(Math.sqrt(0.04), '')),
      logEffect('CLn', otto(Math.sqrt(0.103), '')),
      logitEffect('FRn', perez(0.708, ''), ['FRn'], 'occasion'),
      logEffect('nasalRate', perez(sdOfCv(0.615), '', { note: 'CV 61.5 %.' })),
      logEffect('swallowRate', perez(sdOfCv(1.32), '', { note: 'CV 132 %.' }), [
        'nasalSwallowRate',
        'poRate',
        'prRate',
      ]),
      logEffect('slF', simons(Math.sqrt(0.06), ''), ['slF', 'filmF'], 'occasion'),
      logEffect('slInput', simons(Math.sqrt(0.154), ''), ['slInput', 'filmInput'], 'occasion'),
      logEffect('slRate', simons(Math.sqrt(0.062), ''), ['slRate', 'filmRate'], 'occasion'),
      logEffect('CLh', simons(Math.sqrt(0.103), ''), ['CLh.S', 'CLh.R']),
      logEffect('Vh', simons(Math.sqrt(1.22), '')),
      logEffect('depotRate', ours(sdOfCv(0.5), '', { note: 'CV 50 %, assumed.' }), [
        'imRate',
        'scRate',
        'prectRate',
      ]),
      logitEffect('depotF', ours(0.5, '', { note: 'Assumed.' }), ['imF', 'scF']),
    ],
    covariances: [
      { between: ['V1', 'CL'], value: otto(0.0226, '') },
      { between: ['Vn', 'CLn'], value: otto(0.0446, '') },
    ],
    residual: {
      ketamine: otto(0.236, '', { range: [0.24, 0.28] }),
      norketamine: otto(0.143, '', { range: [0.14, 0.42] }),
    },
  },
  limits: [
    'Venous blood only: arterial peaks during an infusion are 1.2 to 2.4 times higher.',
    'The first five minutes after a dose given at once are unreliable: mixing is not modelled.',
    'Tails after 12 hours run low: the terminal half-life here is about 7.4 h at 70 kg, the label has 7 to 12 h.',
    'Hydroxynorketamine is an order of magnitude only.',
  ],
  studied: { weightKg: [39, 170], ageY: [18, 86] },
});
