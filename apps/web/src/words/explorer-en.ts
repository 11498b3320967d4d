import { drugNames, routeNames } from './drug-en.ts';

interface NamedPlan {
  readonly drug: keyof typeof drugNames;
  readonly route: keyof typeof routeNames;
  readonly amount: string;
  readonly basis: 'mg/kg' | 'mg';
  readonly form: 'base' | 'hydrochloride';
  readonly overMin: string;
  readonly count: string;
  readonly everyDays: string;
}

/** Sentences of the dose explorer. It shows a model: no word here may sound like a measurement or an order. */
export const explorerWords = Object.freeze({
  title: 'What a dose is predicted to do',
  label: 'model, not a measurement',
  lead: 'Nothing here is measured, nothing belongs to a patient, and no order can be written from it.',
  drugs: drugNames,
  routes: routeNames,
  planName: ({ drug, route, amount, basis, overMin, count, everyDays }: NamedPlan, mg: string) =>
    `${drugNames[drug]}, ${routeNames[route].toLowerCase()}, ${basis === 'mg' ? `${mg} mg` : `${amount} mg/kg (${mg} mg)`}${
      route === 'iv' && overMin !== '0' ? ` in ${overMin} min` : ''
    }${count === '1' ? '' : `, ${count} times, every ${everyDays} days`}`,
  converted: (amount: string, basis: string, base: string) =>
    `${amount} ${basis} of hydrochloride is ${base} ${basis} of base. The simulation is of base.`,
  empty: {
    dose: 'Type a dose, such as 0.5.',
    over: 'Type the minutes the infusion takes, 0 for at once.',
    times: 'Type how many doses, 1 or more.',
    every: 'Type the days from one dose to the next.',
    weight: 'Type a weight in kilograms: most doses and clearances need it.',
    age: 'Type an age in years.',
    height: 'Type a height in centimetres.',
  },
  notANumber: (text: string) =>
    `“${text}” is not a number as used here. Write digits with a point, such as 0.5.`,
  pounds: (kg: string) => `Weights are in kilograms. That is ${kg} kg; type it so if it is right.`,
  weightRange: (low: string, high: string) => `A weight lies between ${low} and ${high} kg.`,
  plan: {
    title: (letter: string) => `Plan ${letter}`,
    drug: 'Drug',
    route: 'Route',
    amount: 'Dose',
    basis: 'Unit',
    form: 'Of',
    forms: { base: 'base', hydrochloride: 'hydrochloride' },
    over: 'Minutes',
    count: 'Doses',
    every: 'Days apart',
    add: 'Add a plan to compare',
    copy: 'Copy',
    remove: 'Remove',
    removed: (letter: string) => `Plan ${letter} was removed.`,
    undo: 'Undo',
    notByRoute: 'This model has no such route or drug.',
  },
  body: {
    title: 'Person',
    weight: 'Weight, kg',
    age: 'Age, years',
    height: 'Height, cm',
    sex: 'Sex',
    sexes: { '': 'Not said', female: 'Female', male: 'Male' },
    liver: 'Liver disease',
    livers: { '': 'None', mild: 'Mild', moderate: 'Moderate', severe: 'Severe' },
    ancestry: 'Ancestry, if the person asks for it',
    ancestries: { '': 'Not used', asian: 'Asian', japanese: 'Japanese' },
    scaling: 'Weight acts on',
    scalings: { '': 'What was observed', allometric: 'Every route', none: 'Nothing' },
    hypertension: 'High blood pressure',
    benzodiazepine: 'Benzodiazepine above 8 mg diazepam-equivalent a day (a scenario)',
    more: 'More about the person',
    medicines: 'Medicines that change ketamine',
    model: 'Model',
    people: 'People in a band',
  },
  view: {
    window: 'Hours shown',
    windows: { 4: '4 hours', 8: '8 hours', 24: '24 hours', 168: '7 days', 672: '28 days' },
    analyte: 'Plasma of',
    analytes: {
      ketamine: 'Ketamine',
      norketamine: 'Norketamine',
      hydroxynorketamine: 'Hydroxynorketamine',
    },
    effect: 'Effect',
    effects: {
      dissociation: 'Dissociation',
      systolicChange: 'Systolic pressure',
      diastolicChange: 'Diastolic pressure',
      heartRateChange: 'Heart rate',
    },
    mood: 'Mood',
    moods: { moodDrug: 'The drug alone', moodTotal: 'With the course of a control arm' },
    front: (letter: string) => `Bands of ${letter} in front`,
  },
  axis: {
    ketamine: 'Plasma ketamine, ng/mL',
    norketamine: 'Plasma norketamine, ng/mL',
    hydroxynorketamine: 'Plasma hydroxynorketamine, ng/mL, order of magnitude only',
    occupancy: 'NMDA receptors taken, %',
    dissociation: 'Dissociation, points of CADSS (0 to 92), more is stronger',
    systolicChange: 'Systolic pressure above the one before the dose, mmHg',
    diastolicChange: 'Diastolic pressure above the one before the dose, mmHg',
    heartRateChange: 'Heart rate above the one before the dose, 1/min',
    moodDrug: 'Change of MADRS by the drug, points, lower is better',
    moodTotal: 'Change of MADRS in all, points, lower is better',
  },
  hours: 'hours after the first dose',
  days: 'days after the first dose',
  caption: (people: string) =>
    `Line: median. Dark band: the middle half, light band: nine tenths of ${people} simulated people.`,
  typicalCaption: 'Line: the typical person. Bands follow.',
  noSpread: 'This model came without how people differ, so plasma has no band.',
  progress: (done: string, of: string) => `${done} of ${of} people`,
  stop: 'Stop',
  stopped: 'Bands were stopped.',
  again: 'Make the bands',
  computing: 'Computing ...',
  notIn: 'This model says nothing of this.',
  table: 'Table',
  chart: 'Chart',
  chartHelp: 'Arrow keys read along the time, t shows a table.',
  at: (time: string) => `At ${time}`,
  range: (low: string, high: string) => `${low} to ${high}`,
  figures: {
    title: 'Figures',
    lead: 'The typical person, and between which values nine tenths of the simulated people lie.',
    name: 'Figure',
    peak: (analyte: string) => `Highest ${analyte}`,
    peakAt: (analyte: string) => `Time of the highest ${analyte}`,
    area: (analyte: string) => `Area of ${analyte}, to the end`,
    halfLife: (analyte: string) => `Last half-life of ${analyte}`,
    occupancy: 'Most receptors taken',
    dissociation: 'Strongest dissociation',
    systolic: 'Highest rise of systolic pressure',
    mood: 'Mood by the drug, 24 h after the last dose',
    why: 'Why',
    whyOf: (name: string) => `Why: ${name}`,
  },
  why: {
    title: (name: string, letter: string) => `${name}, plan ${letter}`,
    close: 'Close',
    lead: 'Every number this rests on, as used for this person, and where it comes from.',
    parts: {
      kinetics: 'How the drug moves',
      effect: 'From plasma to effect',
      person: 'This person',
      spread: 'How people differ (standard deviation of the logarithm or logit)',
    },
    parameter: 'Parameter',
    used: 'Used here',
    published: 'In the model',
    source: 'Source',
    marks: {
      verified: 'Read in its source',
      secondary: 'Read in a quotation',
      'general knowledge': 'Local default',
      ours: 'Ours',
    },
    range: (low: string, high: string) => `Sources give ${low} to ${high}.`,
    model: (title: string, version: number, citation: string) => `${title}, version ${version}. ${citation}.`,
    sample: { venous: 'Venous blood.', arterial: 'Arterial blood.' },
    formulas: {
      kinetics:
        'Doses pass through the compartments of the model; the course is the exact solution of its linear equations, added up over doses.',
      effectSite: 'S-ketamine and half of R-ketamine, followed with a delay.',
      occupancy:
        'x / (1 + x), where x adds up each unbound concentration over the one that takes half of the receptors. Never measured in people.',
      dissociation: 'A saturating curve of the effect site, smaller with each visit.',
      pressure: 'In proportion to the delayed concentration. It is no threshold for any alert.',
      mood: 'Receptors drive a signal, the signal builds plasticity, and both lower the score; integrated with controlled error.',
      total: 'The drug and, beside it, what a control arm did: expectancy and natural course.',
    },
  },
  save: {
    title: 'Keep',
    print: 'Print',
    png: 'Picture (PNG)',
    svg: 'Drawing (SVG)',
    csv: 'Numbers (CSV)',
    failed: 'The picture could not be made in this browser. The drawing and the numbers still can be saved.',
  },
  warnings: 'Know this',
  offline: 'The explorer computes on this device. Once open, it needs no network.',
  problem: (letter: string, sentence: string) => `Plan ${letter}: ${sentence}`,
});
