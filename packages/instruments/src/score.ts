import type { Instrument } from './instrument.ts';
import { evaluate, missingFor, type Band } from './rule.ts';

/** An answer's value; null and undefined both say "not answered". */
export type GivenAnswer = number | null | undefined;

/** A part of a score. */
export interface SubscaleScore {
  readonly id: string;
  readonly total?: number;
  readonly band?: string;
}

/** What a set of answers says. No `total` means it cannot be told, and never that it is zero. */
export interface Score {
  readonly total?: number;
  readonly band?: string;
  /** Of scales that have them, in the order of the instrument's list. */
  readonly subscales?: readonly SubscaleScore[];
  /** Ids of flags raised, in the order of the instrument's lists. */
  readonly flags: readonly string[];
  /** Number of scored items answered. */
  readonly answered: number;
  /** Places (from 0) of scored items not answered. */
  readonly missing: readonly number[];
  /** Places whose answer is not one of the item's options; while there are any, there is no total. */
  readonly invalid: readonly number[];
  readonly prorated: boolean;
  /** A first answer decided the total and the others did not count. */
  readonly gated?: true;
  /** Instrument, its version and the version of its scoring rule: `phq9/1/1`. */
  readonly ruleVersion: string;
}

/** True when `answer` is one of the answers of the item at `place` (from 0). */
export function isAnswerTo(instrument: Instrument, place: number, answer: number): boolean {
  const item = instrument.items[place];
  if (item === undefined) return false;
  const { number } = item;
  if (number === undefined) return item.options.some((option) => option.value === answer);
  const steps = (answer - number.from) / number.step;
  return answer >= number.from && answer <= number.to && Math.abs(steps - Math.round(steps)) < 1e-9;
}

const none: readonly never[] = Object.freeze([]);

/** The label of a total: that of the last band that starts at or below it. */
function bandOf(bands: readonly Band[], total: number): string | undefined {
  let label: string | undefined;
  for (let index = 0; index < bands.length; index += 1)
    if (total >= bands[index]!.from) label = bands[index]!.label;
  return label;
}

/** The scoring of one instrument, ready for many sets of answers. Never throws; the same answers give the same score. */
export function scorerOf(instrument: Instrument): (answers: readonly GivenAnswer[]) => Score {
  const { items, flags, totalFlags = none, implied = none, subscales = none, bands, scoring } = instrument;
  const options = items.map((item) => item.options.map(({ value }) => value));
  // Small whole answers, as nearly all are, are looked up.
  const allowed = items.map((_, place) =>
    Uint8Array.from({ length: 16 }, (__, answer) => (isAnswerTo(instrument, place, answer) ? 1 : 0)),
  );
  const scored = items.flatMap((item, place) => (item.scored ? [place] : []));
  const context = { scored, options };
  const ruleVersion = `${instrument.id}/${instrument.version}/${instrument.scoringVersion}`;
  const fits = (place: number, answer: number) =>
    place < items.length &&
    (allowed[place]![answer] === 1 ||
      (!(answer >= 0 && answer < 16) && isAnswerTo(instrument, place, answer)) ||
      (!Number.isInteger(answer) && isAnswerTo(instrument, place, answer)));
  return (answers) => {
    const given: (number | undefined)[] = [];
    let invalid: number[] | undefined;
    for (let place = 0; place < answers.length; place += 1) {
      const answer = answers[place];
      if (answer === null || answer === undefined) given.push(undefined);
      else if (fits(place, answer)) given.push(answer);
      else {
        given.push(undefined);
        (invalid ??= []).push(place);
      }
    }
    for (const { when, items: places, value } of implied)
      if (when.every(({ item, equals }) => given[item] === equals))
        for (const place of places) given[place] ??= value;
    let answered = 0;
    for (let index = 0; index < scored.length; index += 1)
      if (given[scored[index]!] !== undefined || (invalid?.includes(scored[index]!) ?? false)) answered += 1;
    const missing =
      answered === scored.length
        ? none
        : missingFor(scoring, given, scored).filter((place) => !(invalid?.includes(place) ?? false));
    const found = invalid === undefined ? evaluate(scoring, given, context) : undefined;
    const total = found?.value;
    const band = total === undefined ? undefined : bandOf(bands, total);
    const parts =
      subscales.length === 0
        ? undefined
        : subscales.map(({ id, rule, bands: own }): SubscaleScore => {
            const value = invalid === undefined ? evaluate(rule, given, context)?.value : undefined;
            const label = value === undefined || own === undefined ? undefined : bandOf(own.bands, value);
            return {
              id,
              ...(value === undefined ? {} : { total: value }),
              ...(label === undefined ? {} : { band: label }),
            };
          });
    let raised: string[] | undefined;
    for (let index = 0; index < flags.length; index += 1) {
      const { item, atLeast, flag, unansweredFlag } = flags[index]!;
      const answer = given[item];
      if (answer === undefined) (raised ??= []).push(unansweredFlag);
      else if (answer >= atLeast) (raised ??= []).push(flag);
    }
    for (const { every, flag, untoldFlag } of totalFlags) {
      const values = every.map(({ of }) =>
        of === 'total' ? total : parts?.find(({ id }) => id === of)?.total,
      );
      if (values.includes(undefined)) {
        if (untoldFlag !== undefined) (raised ??= []).push(untoldFlag);
      } else if (every.every(({ atLeast }, index) => values[index]! >= atLeast)) (raised ??= []).push(flag);
    }
    return {
      ...(total === undefined ? {} : { total }),
      ...(band === undefined ? {} : { band }),
      ...(parts === undefined ? {} : { subscales: parts }),
      flags: raised === undefined ? none : [...new Set(raised)],
      answered,
      missing,
      invalid: invalid ?? none,
      prorated: found?.prorated ?? false,
      ...(found?.gated === true ? { gated: true as const } : {}),
      ruleVersion,
    };
  };
}

const known = new WeakMap<Instrument, ReturnType<typeof scorerOf>>();

/** Scores a set of answers by the instrument's own rule. Never throws; the same answers give the same score. */
export function score(instrument: Instrument, answers: readonly GivenAnswer[]): Score {
  let scorer = known.get(instrument);
  if (scorer === undefined) {
    scorer = scorerOf(instrument);
    known.set(instrument, scorer);
  }
  return scorer(answers);
}

/** What a flag asks for, in one sentence; undefined for a flag this instrument does not raise. */
export function flagSays(instrument: Instrument, flag: string): string | undefined {
  for (const rule of instrument.flags) {
    if (rule.flag === flag) return rule.says;
    if (rule.unansweredFlag === flag) return rule.unansweredSays;
  }
  for (const rule of instrument.totalFlags ?? []) {
    if (rule.flag === flag) return rule.says;
    if (rule.untoldFlag === flag) return rule.untoldSays;
  }
  return undefined;
}
