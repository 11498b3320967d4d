import { effectVariability, type EffectDeviate } from './effect-parameters.ts';
import { perpetratorById, unquantified, type Perpetrator } from './interaction.ts';
import type { Model, RandomEffect, WeightRule } from './model.ts';
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

const intrinsicNames = ['CLint.S', 'CLint.R', 'CLint'];

/** Multiplies what eliminates the parent in the liver. */
function liverTimes(values: Record<string, number>, factor: number): void {
  for (const name of [...intrinsicNames, 'kel', 'kmet', 'CL', 'CLK1', 'k10'])
    if (values[name] !== undefined) values[name] *= factor;
}

const gutNames = ['poFgut', 'prFgut', 'nasalFgut', 'Fgut'];

function withMedicine(values: Record<string, number>, { gut, liver }: Perpetrator): void {
  for (const name of gutNames)
    if (values[name] !== undefined) values[name] = Math.min(1, values[name] * gut.value);
  liverTimes(values, liver.value);
}

/** Area of two nasal devices (56 mg) up to a constant: what comes in over the clearance. */
function nasalArea(values: Readonly<Record<string, number>>): number | undefined {
  const { FRn: first, FRnLater: later, Qh } = values;
  const intrinsic = values['CLint.S'] ?? (values['Vh'] ?? 0) * ((values['kel'] ?? 0) + (values['kmet'] ?? 0));
  const gut = values['nasalFgut'] ?? values['Fgut'];
  if (first === undefined || later === undefined || Qh === undefined || gut === undefined || !(intrinsic > 0))
    return undefined;
  const FRn = (first * (1 + later)) / 2;
  const extraction = intrinsic / (Qh + intrinsic);
  return (FRn + (1 - FRn) * gut * (1 - extraction)) / (Qh * extraction);
}

/** The factor on liver elimination with which the nasal area is `ratio` times what it was; by bisection. */
function nasalLiverFactor(values: Readonly<Record<string, number>>, ratio: number): number {
  const wanted = (nasalArea(values) ?? 1) * ratio;
  let [low, high] = [1e-3, 1e3];
  for (let step = 0; step < 80; step += 1) {
    const middle = Math.sqrt(low * high);
    const tried = { ...values };
    liverTimes(tried, middle);
    if ((nasalArea(tried) ?? 0) > wanted) low = middle;
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
  const values = valuesFor(
    model,
    person,
    person.weightScaling === 'none' ? referenceKg : person.weightKg,
    deviates,
    visit,
  );
  if (model.routes['nasal-device'] === undefined) {
    for (const medicine of medicines) withMedicine(values, medicine);
    return { values, nasalValues: values };
  }
  const nasalValues = valuesFor(model, person, nasalKgOf(model, person), deviates, visit);
  for (const medicine of medicines) {
    withMedicine(values, medicine);
    if (medicine.nasalArea !== undefined && nasalArea(nasalValues) !== undefined)
      liverTimes(nasalValues, nasalLiverFactor(nasalValues, medicine.nasalArea.value));
  }
  return { values, nasalValues };
}

function nasalKgOf(model: Model, { weightKg, weightScaling }: Person): number {
  return weightScaling === 'allometric' ? weightKg : (model.nasalKg ?? weightKg);
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
  const warnings = outsideStudied(model, person);
  const nasalWarnings: string[] = [];
  if (model.nasalKg !== undefined && nasalKgOf(model, person) !== person.weightKg)
    nasalWarnings.push(
      `Nasal device: weight changed nothing in 820 people, so its dose is simulated at their median of ${model.nasalKg} kg. Ask for allometric scaling to see the other reading.`,
    );
  const medicines = (person.medicines ?? []).flatMap((id) => {
    const unknown = unquantified.find((one) => one.id === id);
    if (unknown !== undefined) warnings.push(unknown.says);
    const medicine = perpetratorById(id);
    if (medicine === undefined && unknown === undefined)
      refuse(
        'PHA-005',
        'with',
        `No interaction of ${id} with ketamine is known here, so it is not simulated.`,
      );
    if (
      medicine !== undefined &&
      medicine.nasalArea === undefined &&
      model.routes['nasal-device'] !== undefined
    )
      nasalWarnings.push(
        `${medicine.title}: nobody measured nasal esketamine with it, so the nasal dose is unchanged here.`,
      );
    return medicine ?? [];
  });
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
