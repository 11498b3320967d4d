import type { Medicine } from '../patient-facts.ts';
import { atcGroups, ingredients, type Ingredient, type MedicineGroup } from './ingredient.ts';

/** How sure the table is of what a medicine is. */
export type RecognisedBy = 'code' | 'name' | 'codeAndName' | 'conflict' | 'group' | 'none';

/** What a medicine of the list is taken for, and by what. Nothing is guessed: a word that only looks alike is offered. */
export interface Recognised {
  readonly medicine: Medicine;
  readonly ingredients: readonly Ingredient[];
  readonly groups: readonly MedicineGroup[];
  readonly by: RecognisedBy;
  /** Names that look alike when nothing was recognised; a person decides. */
  readonly looksLike: readonly string[];
  /** What a person has to confirm; absent when the code and the name agree or there is only a code. */
  readonly ask?: string;
}

const isRxNorm = (system: string) => /rxnorm/i.test(system);
const isAtc = (system: string) => /atc/i.test(system);

// A code of a combination stands in the entry of each of its substances.
const codesOf = (
  list: (one: Ingredient) => readonly string[],
): ReadonlyMap<string, readonly Ingredient[]> => {
  const found = new Map<string, Ingredient[]>();
  for (const one of ingredients)
    for (const code of list(one)) found.set(code, [...(found.get(code) ?? []), one]);
  return found;
};
const byRxNorm = codesOf(({ rxnorm }) => rxnorm);
const byAtc = codesOf(({ atc }) => atc);
const names: readonly (readonly [string, Ingredient])[] = ingredients.flatMap((one) =>
  one.names.map((name) => [name, one] as const),
);

/** Recognises a medicine by its code, by its name, or not at all. */
export function recogniseMedicine(medicine: Medicine): Recognised {
  const { code } = medicine;
  const fromName = ingredientsIn(`${medicine.name} ${code?.display ?? ''}`);
  const coded = code === undefined ? undefined : codedAs(code.system, code.code);
  const found = (
    by: RecognisedBy,
    list: readonly Ingredient[],
    more: readonly MedicineGroup[] = [],
    ask?: string,
    looksLike: readonly string[] = [],
  ): Recognised => ({
    medicine,
    ingredients: list,
    groups: [...new Set([...list.flatMap(({ groups }) => groups), ...more])].toSorted(),
    by,
    looksLike,
    ...(ask === undefined ? {} : { ask }),
  });
  if (coded?.ingredients !== undefined) {
    const { ingredients: own } = coded;
    const both = [...new Set([...own, ...fromName])];
    if (fromName.length === 0) return found('code', own);
    if (fromName.some((one) => own.includes(one))) return found('codeAndName', both);
    return found(
      'conflict',
      both,
      [],
      `The code of ${medicine.name} means ${own.map(({ names: [name] }) => name).join(' and ')}. Correct the code or the name.`,
    );
  }
  if (fromName.length > 0)
    return found('name', fromName, [], `${medicine.name} was recognised by its name only. Confirm it.`);
  if (coded?.group !== undefined)
    return found(
      'group',
      [],
      [coded.group],
      `${medicine.name} was recognised by the group of its code only. Confirm it.`,
    );
  return found(
    'none',
    [],
    [],
    `${medicine.name} is not in the table. Look it up and record what was found.`,
    alike(medicine.name),
  );
}

function codedAs(
  system: string,
  code: string,
): { readonly ingredients?: readonly Ingredient[]; readonly group?: MedicineGroup } | undefined {
  if (isRxNorm(system)) {
    const own = byRxNorm.get(code);
    return own === undefined ? undefined : { ingredients: own };
  }
  if (!isAtc(system)) return undefined;
  const upper = code.toUpperCase();
  const own = byAtc.get(upper);
  if (own !== undefined) return { ingredients: own };
  const group = atcGroups
    .filter(([start]) => upper.startsWith(start))
    .toSorted(([a], [b]) => b.length - a.length)[0]?.[1];
  return group === undefined ? undefined : { group };
}

// Each rule asks again of the same few names, and a name always means the same.
const recognised = new Map<string, readonly Ingredient[]>();
const mostRecognised = 2_000;

function ingredientsIn(text: string): readonly Ingredient[] {
  const known = recognised.get(text);
  if (known !== undefined) return known;
  const found = searchIngredients(text);
  if (recognised.size >= mostRecognised) recognised.clear();
  recognised.set(text, found);
  return found;
}

/** Every ingredient whose name stands in the text as whole words; of two that overlap the longer. */
function searchIngredients(text: string): readonly Ingredient[] {
  const words = ` ${text.toLowerCase().replaceAll(/[^\p{L}\p{N}'’.]+/gu, ' ')} `;
  const hits = names.filter(([name]) => words.includes(` ${name} `));
  return [
    ...new Set(
      hits
        .filter(([name]) => !hits.some(([other]) => other !== name && ` ${other} `.includes(` ${name} `)))
        .map(([, one]) => one),
    ),
  ].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** Names at most two letters away from a word of the text, for words long enough that this means something. */
function alike(text: string): readonly string[] {
  const words = text.toLowerCase().match(/\p{L}{6,}/gu) ?? [];
  return names
    .filter(([name]) =>
      words.some((word) => Math.abs(word.length - name.length) <= 2 && distance(word, name) <= 2),
    )
    .map(([name]) => name)
    .toSorted()
    .slice(0, 3);
}

/** Levenshtein distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1)
      next[j] = Math.min(
        (next[j - 1] ?? 0) + 1,
        (row[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
    row = next;
  }
  return row[b.length] ?? 0;
}
