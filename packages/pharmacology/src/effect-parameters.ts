import { from } from './parameter.ts';

const ours = from('Evenkeel, calibrated to published effects', 'ours');
const ebert = from('Shaffer 2014 and Ebert 1997: racemic values split by affinity', 'ours');
const ashraf = from('Ashraf 2018', 'verified');
const unread = from('Not looked up', 'general knowledge');

/** Numbers from plasma to receptor, body and mood. They belong to no one model and serve every one. */
export const effectParameters = Object.freeze({
  fuKetamine: ashraf(0.7, '', { range: [0.55, 0.75], note: 'Unbound share in plasma.' }),
  fuNorketamine: ashraf(0.5, ''),
  ic50SKetamine: ebert(862, 'nM', {
    note: 'Unbound plasma concentration for half occupancy; predicted, never measured in people.',
  }),
  ic50RKetamine: ebert(4025, 'nM'),
  ic50SNorketamine: ebert(5150, 'nM'),
  ic50RNorketamine: ebert(39_400, 'nM'),
  effectHalfLife: unread(5, 'min', { note: 'From plasma to effect site.' }),
  pressureHalfLife: ours(8, 'min'),
  rShare: ours(0.5, '', { note: 'R-ketamine counts half of S-ketamine at the effect site.' }),
  dissociationMax: ours(40, 'points of CADSS'),
  dissociationHalf: ours(190, 'ng/mL'),
  dissociationHill: ours(1.8, ''),
  dissociationPerVisit: ours(0.85, '', { note: 'Factor for each earlier visit, not below 0.5.' }),
  dissociationFloor: ours(0.5, ''),
  systolicSlope: ours(9 / 125, 'mmHg per ng/mL'),
  diastolicSlope: ours(6.5 / 125, 'mmHg per ng/mL'),
  heartRateSlope: ours(2.5 / 125, 'beats/min per ng/mL'),
  pressureOlder: ours(1.3, '', { note: 'Factor from 50 years of age or with hypertension.' }),
  driveHalf: ours(0.35, 'occupancy'),
  driveHill: ours(1.25, ''),
  signalRate: ours(3, '1/h', { note: 'Glutamate, AMPA, BDNF: arbitrary units.' }),
  plasticityRate: ours(0.85, '1/h'),
  plasticityLoss: ours(0.0058, '1/h', { note: 'Half-life 5.0 days.' }),
  moodPlasticity: ours(11.6, 'points of MADRS'),
  moodSignal: ours(8.6, 'points of MADRS'),
  benzodiazepineLoss: ours(1.6, '', {
    note: 'Optional: factor on the loss of plasticity above 8 mg diazepam-equivalent a day.',
  }),
  controlFast: ours(8, 'points of MADRS', { note: 'Midazolam or placebo: 7 to 9 points at 24 h.' }),
  controlFastTime: ours(8, 'h'),
  controlSlow: ours(7, 'points of MADRS', {
    note: '13 to 17 points at day 28 with a new oral antidepressant.',
  }),
  controlSlowTime: ours(240, 'h'),
});

/** How people differ in effect. Log-normal; the mood effect's spread stands for responders and non-responders. */
export const effectVariability = Object.freeze({
  dissociation: ours(Math.sqrt(Math.log(1 + 0.6 ** 2)), '', { note: 'CV 60 % of the maximum.' }),
  pressure: ours(Math.sqrt(Math.log(1 + 0.7 ** 2)), '', { note: 'CV 70 % of the slope.' }),
  mood: ours(Math.sqrt(Math.log(1 + 0.8 ** 2)), '', { note: 'CV 80 % of the size.' }),
});
export type EffectDeviate = keyof typeof effectVariability;
