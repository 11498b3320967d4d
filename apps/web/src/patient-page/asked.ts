import type { InstrumentForm } from '@evenkeel/contract';

type Item = InstrumentForm['items'][number];
type Answers = readonly (number | null)[];

/**
 * The items to ask. One that asks what the others meant for daily life is left out when nothing else was said, and so is
 * one whose answer follows from others, such as how much somebody drinks who never does.
 */
export function askedPlaces({ items, implied }: InstrumentForm, answers: Answers): readonly number[] {
  const follows = new Set(
    implied
      .filter(({ when }) => when.every(({ item, equals }) => answers[item] === equals))
      .flatMap((one) => one.items),
  );
  const places = items.map((_, place) => place).filter((place) => !follows.has(place));
  const scored = places.filter((place) => items[place]?.scored === true);
  const nothing = scored.length > 0 && scored.every((place) => answers[place] === 0);
  return nothing ? scored : places;
}

/** True when an answer asks that help be shown at once. */
export function asksForHelp({ help }: InstrumentForm, place: number, answer: number | null): boolean {
  return answer !== null && help.some(({ item, atLeast }) => item === place && answer >= atLeast);
}

/** True when help is shown after sending: for an answer that asks for it, and for one that was left out. */
export function helpAfterSending(form: InstrumentForm, answers: Answers): boolean {
  return form.help.some(
    ({ item }) => (answers[item] ?? null) === null || asksForHelp(form, item, answers[item] ?? null),
  );
}

/** What stands on an answer. */
export const optionText = ({ value, label }: Item['options'][number]): string => label ?? String(value);

/** True for answers that are a row of numbers. */
export const isRow = ({ options }: Item): boolean =>
  options.length > 5 && options.every((option) => optionText(option) === String(option.value));

/** The answer a number key stands for: the number itself in a row of numbers, else the place of the answer. */
export function optionOfKey(item: Item, key: string): number | undefined {
  if (!/^\d$/.test(key)) return undefined;
  const found = isRow(item)
    ? item.options.find(({ value }) => String(value) === key)
    : item.options[Number(key) - 1];
  return found?.value;
}
