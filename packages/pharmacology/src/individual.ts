import { effectVariability, type EffectDeviate } from './effect-parameters.ts';
import { perpetratorById, unquantified, type Perpetrator } from './interaction.ts';
import { readerOf } from './linear/matrix.ts';
import type { Model, NasalDevice, RandomEffect, WeightRule } from './model.ts';
import { checkPerson, type Person } from './person.ts';
import { refuse } from './refusal.ts';

/** Standard-normal numbers by the name of a random effect; what is absent is zero, the typical person. */
export type Deviates = Readonly<Record<string, number>>;

/** One person's numbers of one model, ready to be simulated. */
export interface Individual extends VisitValues {
  readonly model: Model;
  readonly person: Person;
  /** Values of each visit, when a deviate was given for one; else empty, and every visit has the person's own. */
  readonly visits: readonly VisitValues[];
  /** How large this person's effects are beside the typical person's, 1 for the typical. */
  readonly effects: { readonly dissociation: number; readonly pressure: number; readonly mood: number };
  /** Sentences about this person that a reader of the result has to know. */
  readonly warnings: readonly string[];
  /** Sentences that matter when the plan has a dose of the nasal device. */
  readonly nasalWarnings: readonly string[];
}

const referenceKg = 70;

function weightFactor(rule: WeightRule | undefined, kg: number): number {
  const relative = kg / referenceKg;
  if (rule === 'perKg') return kg;
  return rule === 'clearance' ? relative ** 0.75 : rule === 'volume' ? relative : 1;
}

function apply(values: Record<string, number>, effect: RandomEffect, deviate: number): void {
  const moved = deviate * effect.sd.value;
  for (const { parameter, power } of effect.on) {
    const value = values[parameter];
    if (value === undefined) continue;
    values[parameter] =
      effect.scale === 'log'
        ? value * Math.exp(power * moved)
        : 1 / (1 + ((1 - value) / value) * Math.exp(-power * moved));
  }
}

/** Intrinsic clearance that makes the clearance through `flow` the given part of what it was. */
function intrinsicFor(part: number, intrinsic: number, flow: number): number {
  const clearance = (part * flow * intrinsic) / (flow + intrinsic);
  return (flow * clearance) / (flow - clearance);
}

const times = (values: Record<string, number>, names: readonly string[], factor: number, most = Infinity) => {
  for (const name of names)
    if (values[name] !== undefined) values[name] = Math.min(most, values[name] * factor);
};

type Acting = NonNullable<Model['medicines']>;

/** Area of two nasal devices (56 mg) up to a constant: what comes in over the clearance. */
function nasalArea(device: NasalDevice, values: Readonly<Record<string, number>>): number {
  const read = readerOf(values, 'S');
  const taken = (read(device.taken) * (1 + read(device.later))) / 2;
  const [flow, intrinsic] = [read(device.flow), device.intrinsic(read)];
  const extraction = intrinsic / (flow + intrinsic);
  return (taken + (1 - taken) * read(device.gut) * (1 - extraction)) / (flow * extraction);
}

/** The factor on liver elimination with which the nasal area is `ratio` times what it was; by bisection. */
function nasalLiverFactor(
  device: NasalDevice,
  { liver }: Acting,
  values: Readonly<Record<string, number>>,
  ratio: number,
): number {
  const wanted = nasalArea(device, values) * ratio;
  let [low, high] = [1e-3, 1e3];
  for (let step = 0; step < 80; step += 1) {
    const middle = Math.sqrt(low * high);
    const tried = { ...values };
    times(tried, liver, middle);
    if (nasalArea(device, tried) > wanted) low = middle;
    else high = middle;
  }
  return Math.sqrt(low * high);
}

/** The model's values for a body of `kg`, with age, ancestry and liver, moved by the deviates of a visit. */
function valuesFor(
  model: Model,
  person: Person,
  kg: number,
  deviates: Deviates,
  visit: number,
): Record<string, number> {
  const values: Record<string, number> = {};
  for (const name in model.parameters)
    values[name] = model.parameters[name]!.value * weightFactor(model.weight[name], kg);
  for (const effect of model.covariates) {
    if (effect.id === 'age' && (person.ageY ?? 0) <= 60) continue;
    if (effect.id === 'asian' && person.ancestry === undefined) continue;
    if (effect.id === 'japanese' && person.ancestry !== 'japanese') continue;
    if (effect.id === 'liverModerate' && person.liver !== 'moderate') continue;
    for (const name of effect.parameters) {
      const value = values[name];
      if (value === undefined) continue;
      if (effect.kind === 'times') values[name] = value * effect.size.value;
      else if (effect.kind === 'perYearOver60')
        values[name] = value * Math.max(0.2, 1 - effect.size.value * ((person.ageY ?? 60) - 60));
      else values[name] = intrinsicFor(effect.size.value, value, values['Qh'] ?? Number.POSITIVE_INFINITY);
    }
  }
  for (const effect of model.variability.effects) {
    const deviate = deviates[effect.name] ?? deviates[`${effect.name}#${visit}`];
    if (deviate !== undefined) apply(values, effect, deviate);
  }
  return values;
}

/** Values of one visit, or of all when no effect differs from visit to visit. */
export interface VisitValues {
  /** Parameter values by name, for every route but the label's nasal device. */
  readonly values: Readonly<Record<string, number>>;
  /** Values for the nasal device, where weight and interacting medicines act as they were observed to. */
  readonly nasalValues: Readonly<Record<string, number>>;
}

function visitValues(
  model: Model,
  person: Person,
  deviates: Deviates,
  medicines: readonly Perpetrator[],
  visit: number,
): VisitValues {
  const kg = person.weightScaling === 'none' ? referenceKg : person.weightKg;
  const values = valuesFor(model, person, kg, deviates, visit);
  const { nasalDevice, medicines: acting } = model;
  const nasalValues =
    nasalDevice === undefined ? values : valuesFor(model, person, nasalKgOf(model, person), deviates, visit);
  if (acting === undefined) return { values, nasalValues };
  for (const { gut, liver, nasalArea: observed } of medicines) {
    times(values, acting.gut, gut.value, 1);
    times(values, acting.liver, liver.value);
    if (nasalDevice !== undefined && observed !== undefined)
      times(nasalValues, acting.liver, nasalLiverFactor(nasalDevice, acting, nasalValues, observed.value));
  }
  return { values, nasalValues };
}

function nasalKgOf({ nasalDevice }: Model, { weightKg, weightScaling }: Person): number {
  return weightScaling === 'allometric' ? weightKg : (nasalDevice?.kg ?? weightKg);
}

/**
 * One person's parameters: the model's values with weight, age, ancestry, liver and medicines, and moved by `deviates`.
 * A deviate named `effect#2` holds for the second visit only.
 * Throws SimulationRefusal for a person of whom the model cannot speak and for an unknown medicine or random effect.
 */
export function individual(model: Model, person: Person, deviates: Deviates = {}): Individual {
  checkPerson(person);
  if (person.liver === 'moderate' && !model.covariates.some(({ id }) => id === 'liverModerate'))
    refuse('PHA-004', 'liver', `${model.title} says nothing about moderate liver disease. Use composite-1.`);
  const effects: Record<EffectDeviate, number> = { dissociation: 1, pressure: 1, mood: 1 };
  let visits = 0;
  for (const name in deviates) {
    const deviate = deviates[name]!;
    if (!Number.isFinite(deviate)) refuse('PHA-002', 'deviates', `The deviate of ${name} is a number.`);
    const [effect = '', visit] = name.split('#');
    if (visit !== undefined) visits = Math.max(visits, Number(visit));
    if (isEffect(name)) effects[name] = Math.exp(effectVariability[name].value * deviate);
    else if (!model.variability.effects.some((one) => one.name === effect))
      refuse('PHA-005', 'deviates', `${model.id} has no random effect ${effect}.`);
  }
  const warnings = [...outsideStudied(model, person), ...withoutEffect(model, person)];
  const nasalWarnings: string[] = [];
  const kg = model.nasalDevice?.kg;
  if (kg !== undefined && nasalKgOf(model, person) !== person.weightKg)
    nasalWarnings.push(
      `Nasal device: weight changed nothing in 820 people, so its dose is simulated at their median of ${kg} kg. Ask for allometric scaling to see the other reading.`,
    );
  const medicines: Perpetrator[] = [];
  for (const id of person.medicines ?? []) {
    const unmeasured = unquantified.find((one) => one.id === id);
    const medicine = perpetratorById(id);
    if (unmeasured !== undefined) warnings.push(unmeasured.says);
    else if (medicine === undefined)
      refuse(
        'PHA-005',
        'with',
        `No interaction of ${id} with ketamine is known here, so it is not simulated.`,
      );
    else if (model.medicines === undefined)
      refuse(
        'PHA-005',
        'with',
        `${model.title} has no liver, so it says nothing about medicines. Use composite-1.`,
      );
    else medicines.push(medicine);
    if (medicine !== undefined && medicine.nasalArea === undefined)
      nasalWarnings.push(
        `${medicine.title}: nobody measured nasal esketamine with it, so the nasal dose is unchanged here.`,
      );
  }
  return {
    model,
    person,
    ...visitValues(model, person, deviates, medicines, 1),
    visits: Array.from({ length: visits }, (_, index) =>
      visitValues(model, person, deviates, medicines, index + 1),
    ),
    effects,
    warnings,
    nasalWarnings,
  };
}

const isEffect = (name: string): name is EffectDeviate => Object.hasOwn(effectVariability, name);

/** What was said of the person and changes nothing, so that nobody takes it for an effect that is not there. */
function withoutEffect({ covariates, title }: Model, { ancestry, liver, sex, heightCm }: Person): string[] {
  const has = (id: string) => covariates.some((one) => one.id === id);
  return [
    ...(ancestry !== undefined && !has('asian')
      ? [`${title} has no effect of ancestry, so it changes nothing.`]
      : []),
    ...(liver === 'mild' ? ['No effect of mild liver disease is known here, so it changes nothing.'] : []),
    ...(sex === undefined
      ? []
      : [
          'Sex changes nothing here: one study found 20 % more clearance in women, two others no difference.',
        ]),
    ...(heightCm === undefined ? [] : ['Height changes nothing here.']),
  ];
}

function outsideStudied({ studied }: Model, { weightKg, ageY }: Person): string[] {
  const out = (value: number | undefined, range: readonly [number, number] | undefined) =>
    value !== undefined && range !== undefined && (value < range[0] || value > range[1]);
  return [
    ...(out(weightKg, studied.weightKg)
      ? [
          `A weight of ${weightKg} kg lies outside the ${studied.weightKg?.join(' to ')} kg of the people the model was made from.`,
        ]
      : []),
    ...(out(ageY, studied.ageY)
      ? [
          `An age of ${ageY} lies outside the ${studied.ageY?.join(' to ')} years of the people the model was made from.`,
        ]
      : []),
  ];
}
