import type { Medicine } from '../patient-facts.ts';
import { atcGroups, ingredients, type Ingredient, type MedicineGroup } from './ingredient.ts';

/** How sure the table is of what a medicine is. */
export type RecognisedBy = 'code' | 'name' | 'codeAndName' | 'conflict' | 'group' | 'none';

/** How the table recognises a medicine of which nothing has to be confirmed: by its code, with which its name agrees. */
type SureBy = 'code' | 'codeAndName';

/** What a medicine of the list is taken for, and by what. Nothing is guessed: a word that only looks alike is offered. */
export type Recognised = {
  readonly medicine: Medicine;
  readonly ingredients: readonly Ingredient[];
  readonly groups: readonly MedicineGroup[];
  /** Names that look alike when nothing was recognised; a person decides. */
  readonly looksLike: readonly string[];
} & (
  | { readonly by: SureBy; readonly ask?: undefined }
  | {
      readonly by: Exclude<RecognisedBy, SureBy>;
      /** What a person has to confirm. */
      readonly ask: string;
    }
);

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
  const found = (list: readonly Ingredient[], more: readonly MedicineGroup[] = []) => ({
    medicine,
    ingredients: list,
    groups: [...new Set([...list.flatMap(({ groups }) => groups), ...more])].toSorted(),
    looksLike: [],
  });
  if (coded?.ingredients !== undefined) {
    const { ingredients: own } = coded;
    const both = [...new Set([...own, ...fromName])];
    if (fromName.length === 0) return { ...found(own), by: 'code' };
    if (fromName.some((one) => own.includes(one))) return { ...found(both), by: 'codeAndName' };
    return {
      ...found(both),
      by: 'conflict',
      ask: `The code of ${medicine.name} means ${own.map(({ names: [name] }) => name).join(' and ')}. Correct the code or the name.`,
    };
  }
  const ofGroup = coded?.group === undefined ? [] : [coded.group];
  // A name may say less than the code: "Paracetamol comp." under a code of the opioids holds one.
  if (fromName.length > 0)
    return {
      ...found(fromName, ofGroup),
      by: 'name',
      ask: `${medicine.name} was recognised by its name only. Confirm it.`,
    };
  if (ofGroup.length > 0)
    return {
      ...found([], ofGroup),
      by: 'group',
      ask: `${medicine.name} was recognised by the group of its code only. Confirm it.`,
    };
  return {
    ...found([]),
    looksLike: alike(medicine.name),
    by: 'none',
    ask: `${medicine.name} is not in the table. Look it up and record what was found.`,
  };
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
  const letters = b.split('');
  // From what was read of `a` to the first letter of `b`, the first two, and so on; then to the whole of `b`.
  let row = letters.map((_, index) => index + 1);
  let whole = letters.length;
  for (const [read, letter] of a.split('').entries()) {
    let corner = read;
    let left = read + 1;
    row = row.map((above, index) => {
      left = Math.min(left + 1, above + 1, corner + (letter === letters[index] ? 0 : 1));
      corner = above;
      return left;
    });
    whole = left;
  }
  return whole;
}
