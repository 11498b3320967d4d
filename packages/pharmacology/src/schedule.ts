import type { Individual } from './individual.ts';
import { layoutOf, type Layout } from './linear/layout.ts';
import { readerOf } from './linear/matrix.ts';
import type { Model } from './model.ts';
import { refuse } from './refusal.ts';
import type { Regimen } from './regimen.ts';

/** One species with the doses that reach it under one set of a person's values; units add up, for the system is linear. */
export interface Unit {
  readonly layout: Layout;
  readonly doses: Regimen;
  readonly values: 'values' | 'nasalValues';
  /** Place of the visit whose values hold, when they differ from visit to visit. */
  readonly visit?: number;
}

/** The person's values that hold for a unit. */
export function valuesOf({ values, visit }: Unit, person: Individual): Readonly<Record<string, number>> {
  return (visit === undefined ? person : (person.visits[visit] ?? person))[values];
}

/** Hours without a dose after which the next one is another visit. */
const visitGapH = 6;

/** Times at which visits start, h. */
export function visitStarts(given: Regimen): readonly number[] {
  return given
    .map(({ at }) => at)
    .filter((at, index, all) => index === 0 || at - all[index - 1]! > visitGapH);
}

/** The random effects of a model that differ from visit to visit and matter for the routes of a regimen. */
export function occasionEffects(model: Model, given: Regimen): readonly string[] {
  const names = new Set(given.flatMap(({ route }) => model.routes[route]?.parameters ?? []));
  return model.variability.effects
    .filter(({ level, on }) => level === 'occasion' && on.some(({ parameter }) => names.has(parameter)))
    .map(({ name }) => name);
}

/**
 * The units of a regimen; with `occasions`, one for each visit when something differs between visits.
 * Throws SimulationRefusal `PHA-003` for a drug or route the model has not.
 */
export function unitsOf(model: Model, given: Regimen, occasions = false): readonly Unit[] {
  for (const { drug } of given)
    if (!model.drugs.includes(drug))
      refuse('PHA-003', 'drug', `${model.title} is about ${model.drugs.join(' and ')}, not ${drug}.`);
  const starts = visitStarts(given);
  const byVisit: readonly { readonly doses: Regimen; readonly visit?: number }[] =
    occasions && occasionEffects(model, given).length > 0
      ? starts.map((start, visit) => ({
          doses: given.filter(
            ({ at }) => at >= start && at < (starts[visit + 1] ?? Number.POSITIVE_INFINITY),
          ),
          visit,
        }))
      : [{ doses: given }];
  const split = byVisit.flatMap(({ doses, ...visit }) =>
    [
      {
        values: 'nasalValues' as const,
        doses: doses.filter(({ route }) => route === 'nasal-device'),
        ...visit,
      },
      { values: 'values' as const, doses: doses.filter(({ route }) => route !== 'nasal-device'), ...visit },
    ].filter((part) => part.doses.length > 0),
  );
  return model.species.flatMap((species) =>
    split
      .filter(({ doses }) => doses.some(({ drug }) => species.shareOf[drug] > 0))
      .map((part) => ({ ...part, layout: layoutOf(model, species, part.doses) })),
  );
}

/** Amount into states of a unit: all at `at`, or evenly from `at` to `until` hours. */
export interface Input {
  readonly at: number;
  readonly until: number;
  readonly into: readonly { readonly state: number; readonly mg: number }[];
}

/** What a person takes in, by state and time. */
export function inputsOf(unit: Unit, person: Individual): readonly Input[] {
  const { layout, doses } = unit;
  const { species } = layout;
  const read = readerOf(valuesOf(unit, person), species.id);
  return doses.flatMap((event) => {
    const share = species.shareOf[event.drug];
    return layout.inlets
      .filter(({ route }) => share > 0 && route === event.route)
      .map(({ pathway, into }) => {
        const mg = event.amountMg * share * pathway.fraction(read, event);
        const hours = pathway.inputH?.(read) ?? event.durationH;
        return {
          at: event.at,
          until: event.at + hours,
          into: into.map(({ state, share: part }) => ({ state, mg: mg * part(read) })),
        };
      });
  });
}
