import type { Person } from '../person.ts';
import { refuse } from '../refusal.ts';
import { normalOf, purposeOf, uniformOf } from './normal.ts';

/** Where people of a population come from: all alike, stated distributions, or a table that is gone through in turn. */
export type People =
  | { readonly kind: 'alike'; readonly person: Person }
  | { readonly kind: 'table'; readonly people: readonly Person[] }
  | {
      readonly kind: 'drawn';
      /** What is not drawn. */
      readonly person: Omit<Person, 'weightKg'>;
      /** Log-normal: median kg, coefficient of variation, bounds. */
      readonly weight: Drawn;
      /** Normal: mean years, standard deviation as `spread`, bounds. */
      readonly age?: Drawn;
      /** Share of women. */
      readonly women?: number;
    };

/** A distribution with its source. */
export interface Drawn {
  readonly middle: number;
  readonly spread: number;
  readonly bounds: readonly [number, number];
  readonly source: string;
}

/** Adults in trials of nasal esketamine: median 74 kg, 39 to 170; median 45 years, 18 to 86; 58 % women. */
export const trialPeople: People = Object.freeze({
  kind: 'drawn',
  person: {},
  weight: {
    middle: 74,
    spread: 0.22,
    bounds: [39, 170],
    source: 'Median and range: Perez-Ruixo 2021, as quoted by a model library. Spread: ours, from the range',
  },
  age: {
    middle: 45,
    spread: 13,
    bounds: [18, 86],
    source: 'Median and range: Perez-Ruixo 2021, as quoted by a model library. Spread: ours, from the range',
  },
  women: 0.584,
} as const);

/** The person in the middle of a population: the medians, or of a table the one of median weight. */
export function typicalOf(people: People): Person {
  if (people.kind === 'alike') return people.person;
  if (people.kind === 'drawn')
    return {
      ...people.person,
      weightKg: people.weight.middle,
      ...(people.age === undefined ? {} : { ageY: people.age.middle }),
    };
  const sorted = people.people.toSorted((a, b) => a.weightKg - b.weightKg);
  return (
    sorted[Math.floor((sorted.length - 1) / 2)] ??
    refuse('PHA-002', 'people', 'The table of people is empty.')
  );
}

const [weightPurpose, agePurpose, sexPurpose] = ['weight', 'age', 'sex'].map(purposeOf) as [
  number,
  number,
  number,
];

const within = ([low, high]: readonly [number, number], value: number) =>
  Math.min(high, Math.max(low, value));

/** The person of a subject number: the same for a seed and number, whoever else is drawn. */
export function personOf(people: People, seed: number, subject: number): Person {
  if (people.kind === 'alike') return people.person;
  if (people.kind === 'table') {
    const { length } = people.people;
    if (length === 0) refuse('PHA-002', 'people', 'The table of people is empty.');
    return people.people[subject % length]!;
  }
  const { weight, age, women } = people;
  return {
    ...people.person,
    weightKg: within(
      weight.bounds,
      weight.middle *
        Math.exp(Math.sqrt(Math.log(1 + weight.spread ** 2)) * normalOf(seed, subject, weightPurpose, 0)),
    ),
    ...(age === undefined
      ? {}
      : { ageY: within(age.bounds, age.middle + age.spread * normalOf(seed, subject, agePurpose, 0)) }),
    ...(women === undefined
      ? {}
      : { sex: uniformOf(seed, subject, sexPurpose, 0) < women ? ('female' as const) : ('male' as const) }),
  };
}
