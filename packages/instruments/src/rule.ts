/** How well a number is founded; see the marks of the pharmacology parameters, which are the same. */
export type EvidenceMark = 'verified' | 'secondary' | 'general knowledge' | 'ours';

/** Where a number comes from. */
export interface Cited {
  readonly source: string;
  readonly mark: EvidenceMark;
}

/** Totals from `from` to `to`, both included; of a scale with broken totals the band from `from` on. */
export interface Band {
  readonly from: number;
  readonly to: number;
  readonly label: string;
}

/** Bands in rising order, with their source. */
export interface BandSet extends Cited {
  readonly bands: readonly Band[];
}

/** What happens to a sum when scored items are unanswered. */
export type MissingRule =
  /** Up to `atMost` unanswered (of `only` these, when given): mean of the answered x number of items, rounded half up and marked. */
  | { readonly kind: 'prorate'; readonly atMost: number; readonly only?: readonly number[] }
  /** Any unanswered: no total. */
  | { readonly kind: 'complete' };

/**
 * How answers become a number. Rules are made of rules; `evaluate` is their one interpreter. `items` are places from 0,
 * all scored items when absent.
 */
export type Rule =
  /** Answers added; those of `reversed` as lowest + highest - answer; each times its `times`. */
  | {
      readonly kind: 'sum';
      readonly items?: readonly number[];
      readonly reversed?: readonly number[];
      readonly times?: readonly number[];
      readonly missing: MissingRule;
    }
  /** The largest answer of each domain, added; a domain needs one answer. */
  | { readonly kind: 'domainMaxima'; readonly domains: readonly (readonly number[])[] }
  /** Mean of the answers. */
  | { readonly kind: 'mean'; readonly items?: readonly number[]; readonly missing: MissingRule }
  /** How many answers reach a number. */
  | { readonly kind: 'count'; readonly items: readonly number[]; readonly atLeast: number }
  /** Points of each answer by its place among the item's options, added; all needed. */
  | {
      readonly kind: 'weighted';
      readonly weights: readonly { readonly item: number; readonly points: readonly number[] }[];
    }
  /** A table from whole numbers, the first of which is `from`. */
  | {
      readonly kind: 'lookupTable';
      readonly of: Rule;
      readonly from: number;
      readonly values: readonly number[];
    }
  /** 100 x (value - lowest) / (highest - lowest). */
  | {
      readonly kind: 'percentOfMaximum';
      readonly of: Rule;
      readonly lowest: number;
      readonly highest: number;
    }
  /** Points of the first step that a value is below (or at, when `inclusive`); `otherwise` beyond them. */
  | {
      readonly kind: 'steps';
      readonly of: Rule;
      readonly steps: readonly {
        readonly at: number;
        readonly inclusive: boolean;
        readonly points: number;
      }[];
      readonly otherwise: number;
    }
  /** Minutes from one clock time to a later one, across midnight if need be. */
  | { readonly kind: 'clockSpan'; readonly from: number; readonly to: number }
  | { readonly kind: 'ratio'; readonly of: Rule; readonly over: Rule; readonly times: number }
  /** Rules added; all needed. */
  | { readonly kind: 'parts'; readonly parts: readonly Rule[] }
  /** `value` when an item was answered so, and marked; the rule otherwise. */
  | {
      readonly kind: 'gate';
      readonly item: number;
      readonly equals: number;
      readonly value: number;
      readonly of: Rule;
    }
  /** The level of the first clause of which any item has its answer; unanswered items of a clause leave it open. */
  | {
      readonly kind: 'decisionTree';
      readonly clauses: readonly {
        readonly any: readonly { readonly item: number; readonly equals: number }[];
        readonly level: number;
      }[];
      readonly otherwise: number;
    }
  /** A scale without a total. */
  | { readonly kind: 'none' };

/** A number with what was done for it. */
export interface Evaluated {
  readonly value: number;
  readonly prorated: boolean;
  readonly gated: boolean;
}

/** What the interpreter has to know of a scale. */
export interface RuleContext {
  /** Places of the scored items. */
  readonly scored: readonly number[];
  /** Values of each item's options in order; empty for a number. */
  readonly options: readonly (readonly number[])[];
}

type Given = readonly (number | undefined)[];

const plain = (value: number, prorated = false): Evaluated => ({ value, prorated, gated: false });

/** The number a rule makes of answers; undefined when it cannot be told, and never zero for want of an answer. */
export function evaluate(rule: Rule, given: Given, context: RuleContext): Evaluated | undefined {
  switch (rule.kind) {
    case 'sum': {
      const places = rule.items ?? context.scored;
      let [sum, answered] = [0, 0];
      for (let index = 0; index < places.length; index += 1) {
        const place = places[index]!;
        let answer = given[place];
        if (answer === undefined) continue;
        if (rule.reversed?.includes(place) === true) {
          const options = context.options[place]!;
          answer = Math.min(...options) + Math.max(...options) - answer;
        }
        sum += answer * (rule.times?.[index] ?? 1);
        answered += 1;
      }
      return completed(rule.missing, given, places, sum, answered, false);
    }
    case 'mean': {
      const places = rule.items ?? context.scored;
      let [sum, answered] = [0, 0];
      for (const place of places) {
        const answer = given[place];
        if (answer === undefined) continue;
        sum += answer;
        answered += 1;
      }
      return completed(rule.missing, given, places, sum, answered, true);
    }
    case 'domainMaxima': {
      let sum = 0;
      for (const domain of rule.domains) {
        let most: number | undefined;
        for (const place of domain) {
          const answer = given[place];
          if (answer !== undefined && (most === undefined || answer > most)) most = answer;
        }
        if (most === undefined) return undefined;
        sum += most;
      }
      return plain(sum);
    }
    case 'count': {
      let count = 0;
      for (const place of rule.items) {
        const answer = given[place];
        if (answer === undefined) return undefined;
        if (answer >= rule.atLeast) count += 1;
      }
      return plain(count);
    }
    case 'weighted': {
      let sum = 0;
      for (const { item, points } of rule.weights) {
        const answer = given[item];
        if (answer === undefined) return undefined;
        sum += points[context.options[item]!.indexOf(answer)]!;
      }
      return plain(sum);
    }
    case 'lookupTable': {
      const found = evaluate(rule.of, given, context);
      const value = found === undefined ? undefined : rule.values[found.value - rule.from];
      return found === undefined || value === undefined ? undefined : { ...found, value };
    }
    case 'percentOfMaximum': {
      const found = evaluate(rule.of, given, context);
      return found === undefined
        ? undefined
        : { ...found, value: (100 * (found.value - rule.lowest)) / (rule.highest - rule.lowest) };
    }
    case 'steps': {
      const found = evaluate(rule.of, given, context);
      if (found === undefined) return undefined;
      const step = rule.steps.find(({ at, inclusive }) => (inclusive ? found.value <= at : found.value < at));
      return { ...found, value: step?.points ?? rule.otherwise };
    }
    case 'clockSpan': {
      const [from, to] = [given[rule.from], given[rule.to]];
      return from === undefined || to === undefined ? undefined : plain((to - from + 1440) % 1440);
    }
    case 'ratio': {
      const [of, over] = [evaluate(rule.of, given, context), evaluate(rule.over, given, context)];
      return of === undefined || over === undefined || over.value === 0
        ? undefined
        : plain((rule.times * of.value) / over.value);
    }
    case 'parts': {
      let sum = 0;
      for (const part of rule.parts) {
        const found = evaluate(part, given, context);
        if (found === undefined) return undefined;
        sum += found.value;
      }
      return plain(sum);
    }
    case 'gate':
      return given[rule.item] === rule.equals
        ? { value: rule.value, prorated: false, gated: true }
        : evaluate(rule.of, given, context);
    case 'decisionTree': {
      for (const { any, level } of rule.clauses) {
        if (any.some(({ item, equals }) => given[item] === equals)) return plain(level);
        // A higher level that is open cannot be passed by.
        if (any.some(({ item }) => given[item] === undefined)) return undefined;
      }
      return plain(rule.otherwise);
    }
    case 'none':
      return undefined;
  }
}

function completed(
  missing: MissingRule,
  given: Given,
  places: readonly number[],
  sum: number,
  answered: number,
  asMean: boolean,
): Evaluated | undefined {
  const wanted = places.length;
  if (answered === wanted) return plain(asMean ? sum / wanted : sum);
  if (missing.kind === 'complete' || wanted - answered > missing.atMost || answered === 0) return undefined;
  if (
    missing.only !== undefined &&
    places.some((place) => given[place] === undefined && !missing.only!.includes(place))
  )
    return undefined;
  if (asMean) return plain(sum / answered, true);
  // sum x wanted / answered, rounded half up in whole numbers.
  return plain(Math.floor((2 * sum * wanted + answered) / (2 * answered)), true);
}

/** Places that a rule needs and that are unanswered: an item that its domain's other answer makes needless is not missing. */
export function missingFor(rule: Rule, given: Given, scored: readonly number[]): readonly number[] {
  if (rule.kind === 'domainMaxima')
    return rule.domains.filter((domain) => domain.every((place) => given[place] === undefined)).flat();
  return scored.filter((place) => given[place] === undefined);
}
