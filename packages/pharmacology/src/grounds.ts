import { effectParameters, effectVariability } from './effect-parameters.ts';
import type { Individual } from './individual.ts';
import { perpetratorById } from './interaction.ts';
import { layoutOf } from './linear/layout.ts';
import { readerOf } from './linear/matrix.ts';
import { totalOf, type Analyte, type Read } from './model.ts';
import type { Parameter } from './parameter.ts';
import type { Regimen } from './regimen.ts';
import type { Channel } from './runner.ts';
import { unitsOf, valuesOf } from './schedule.ts';

/** One number a result rests on. */
export interface Ground {
  /** `kinetics`: of the model. `effect`: from plasma to effect. `person`: of this person. `spread`: between people. */
  readonly part: 'kinetics' | 'effect' | 'person' | 'spread';
  /** Name of the parameter in its part, such as `CLint.S`. */
  readonly name: string;
  readonly parameter: Parameter;
  /** The value used for this person, in the parameter's unit: with weight, age, medicines and all else. */
  readonly used: number;
}

type EffectName = keyof typeof effectParameters;

const receptor: readonly EffectName[] = [
  'fuKetamine',
  'fuNorketamine',
  'ic50SKetamine',
  'ic50RKetamine',
  'ic50SNorketamine',
  'ic50RNorketamine',
];
const pressure: readonly EffectName[] = ['pressureHalfLife', 'rShare', 'pressureOlder'];
const signal: readonly EffectName[] = [...receptor, 'driveHalf', 'driveHill', 'signalRate'];
const plasticity: readonly EffectName[] = [
  ...signal,
  'plasticityRate',
  'plasticityLoss',
  'benzodiazepineLoss',
];
const mood: readonly EffectName[] = [...plasticity, 'moodPlasticity', 'moodSignal'];

/** Numbers of the way from plasma to each effect; a concentration has none. */
const effectNames: Readonly<Partial<Record<Channel, readonly EffectName[]>>> = {
  effectSite: ['effectHalfLife', 'rShare'],
  occupancy: receptor,
  dissociation: [
    'effectHalfLife',
    'rShare',
    'dissociationMax',
    'dissociationHalf',
    'dissociationHill',
    'dissociationPerVisit',
    'dissociationFloor',
  ],
  systolicChange: [...pressure, 'systolicSlope'],
  diastolicChange: [...pressure, 'diastolicSlope'],
  heartRateChange: [...pressure, 'heartRateSlope'],
  signal,
  plasticity,
  moodDrug: mood,
  moodTotal: [...mood, 'controlFast', 'controlFastTime', 'controlSlow', 'controlSlowTime'],
};

/** The concentrations that an effect follows from. */
function analytesBehind(channel: Channel): readonly Analyte[] {
  switch (channel) {
    case 'effectSite':
    case 'dissociation':
    case 'systolicChange':
    case 'diastolicChange':
    case 'heartRateChange':
      return ['ketamine'];
    case 'occupancy':
    case 'signal':
    case 'plasticity':
    case 'moodDrug':
    case 'moodTotal':
      return ['ketamine', 'norketamine'];
    default:
      return [channel];
  }
}

/** Names of the parameters read on the way from the doses to these analytes, and the values read. */
function kineticsBehind(
  person: Individual,
  doses: Regimen,
  wanted: readonly Analyte[],
): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const unit of unitsOf(person.model, doses)) {
    const { species, states, arrows, losses, inlets } = layoutOf(
      person.model,
      unit.layout.species,
      unit.doses,
    );
    const values = valuesOf(unit, person);
    const plain = readerOf(values, species.id);
    const read: Read = (name) => {
      const value = plain(name);
      found.set(Object.hasOwn(values, `${name}.${species.id}`) ? `${name}.${species.id}` : name, value);
      return value;
    };
    const counts = (analyte: Analyte) =>
      wanted.includes(analyte) || wanted.includes(totalOf[analyte] ?? analyte);
    const readouts = species.readouts.filter(({ analyte }) => counts(analyte));
    const behind = new Set(readouts.map(({ compartment }) => states.indexOf(compartment)));
    for (const { volume } of readouts) read(volume);
    for (let size = -1; size !== behind.size;) {
      size = behind.size;
      for (const { from, to } of arrows) if (behind.has(to)) behind.add(from);
    }
    for (const { from, rate } of losses) if (behind.has(from)) rate(read);
    for (const { from, to, rate, share } of arrows) {
      if (!behind.has(from) || !behind.has(to)) continue;
      rate(read);
      share(read);
    }
    for (const event of unit.doses)
      for (const { route, pathway, into } of inlets) {
        if (route !== event.route || !into.some(({ state }) => behind.has(state))) continue;
        pathway.fraction(read, event);
        pathway.inputH?.(read);
        for (const { state, share } of into) if (behind.has(state)) share(read);
      }
  }
  return found;
}

/**
 * Every number that a channel of a plan rests on for this person, each with its paper: of the model, of the way to the
 * effect, of the person, and of how people differ. Throws SimulationRefusal for a route or drug the model has not.
 */
export function groundsOf(person: Individual, doses: Regimen, channel: Channel): readonly Ground[] {
  const { model } = person;
  const grounds: Ground[] = [];
  const wanted = analytesBehind(channel);
  const kinetics = kineticsBehind(person, doses, wanted);
  for (const [name, used] of kinetics) {
    const parameter = model.parameters[name];
    if (parameter !== undefined) grounds.push({ part: 'kinetics', name, parameter, used });
  }
  for (const name of effectNames[channel] ?? [])
    grounds.push({
      part: 'effect',
      name,
      parameter: effectParameters[name],
      used: effectParameters[name].value,
    });
  for (const { id, size, parameters } of model.covariates)
    if (appliesTo(person, id) && parameters.some((name) => kinetics.has(name)))
      grounds.push({ part: 'person', name: id, parameter: size, used: size.value });
  for (const id of person.person.medicines ?? []) {
    const medicine = perpetratorById(id);
    if (medicine === undefined) continue;
    const nasal = doses.some(({ route }) => route === 'nasal-device');
    const other = doses.some(({ route }) => route !== 'nasal-device');
    const say = (what: string, parameter: Parameter | undefined) => {
      if (parameter !== undefined)
        grounds.push({ part: 'person', name: `${id} ${what}`, parameter, used: parameter.value });
    };
    if (other) say('gut', medicine.gut);
    if (other) say('liver', medicine.liver);
    if (nasal) say('nasal area', medicine.nasalArea);
  }
  for (const effect of model.variability.effects)
    if (effect.on.some(({ parameter }) => kinetics.has(parameter)))
      grounds.push({ part: 'spread', name: effect.name, parameter: effect.sd, used: effect.sd.value });
  const own = channel.startsWith('mood')
    ? 'mood'
    : channel.endsWith('Change')
      ? 'pressure'
      : channel === 'dissociation'
        ? 'dissociation'
        : undefined;
  if (own !== undefined)
    grounds.push({
      part: 'spread',
      name: `size of the effect: ${own}`,
      parameter: effectVariability[own],
      used: effectVariability[own].value,
    });
  return grounds;
}

function appliesTo({ person }: Individual, id: string): boolean {
  switch (id) {
    case 'age':
      return (person.ageY ?? 0) > 60;
    case 'asian':
      return person.ancestry !== undefined;
    case 'japanese':
      return person.ancestry === 'japanese';
    default:
      return person.liver === 'moderate';
  }
}
