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
}

/** The units of a regimen. Throws SimulationRefusal `PHA-003` for a drug or route the model has not. */
export function unitsOf(model: Model, given: Regimen): readonly Unit[] {
  for (const { drug } of given)
    if (!model.drugs.includes(drug))
      refuse('PHA-003', 'drug', `${model.title} is about ${model.drugs.join(' and ')}, not ${drug}.`);
  const split = [
    { values: 'nasalValues' as const, doses: given.filter(({ route }) => route === 'nasal-device') },
    { values: 'values' as const, doses: given.filter(({ route }) => route !== 'nasal-device') },
  ].filter(({ doses }) => doses.length > 0);
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
export function inputsOf({ layout, doses, values }: Unit, person: Individual): readonly Input[] {
  const { species } = layout;
  const read = readerOf(person[values], species.id);
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
