import type { Instrument } from './instrument.ts';

/** An answer's value; null and undefined both say "not answered". */
export type GivenAnswer = number | null | undefined;

/** What a set of answers says. No `total` means it cannot be told, and never that it is zero. */
export interface Score {
  readonly total?: number;
  readonly band?: string;
  /** Ids of flags raised, in the order of the instrument's list. */
  readonly flags: readonly string[];
  /** Number of scored items answered. */
  readonly answered: number;
  /** Places (from 0) of scored items not answered. */
  readonly missing: readonly number[];
  /** Places whose answer is not one of the item's options; while there are any, there is no total. */
  readonly invalid: readonly number[];
  readonly prorated: boolean;
  /** Instrument, its version and the version of its scoring rule: `phq9/1/1`. */
  readonly ruleVersion: string;
}

/** True when `answer` is one of the options of the item at `place` (from 0). */
export function isAnswerTo(instrument: Instrument, place: number, answer: number): boolean {
  return instrument.items[place]?.options.some((option) => option.value === answer) ?? false;
}

/** Scores a set of answers by the instrument's own rule. Never throws; the same answers give the same score. */
export function score(instrument: Instrument, answers: readonly GivenAnswer[]): Score {
  const places = instrument.items.map((_, place) => place);
  const given = (place: number) => answers[place] ?? undefined;
  const invalid = answers.flatMap((answer, place) =>
    answer === null || answer === undefined || isAnswerTo(instrument, place, answer) ? [] : [place],
  );
  const scored = places.filter((place) => instrument.items[place]?.scored === true);
  const missing = scored.filter((place) => given(place) === undefined);
  const values = scored.flatMap((place) => given(place) ?? []);
  const total = invalid.length > 0 ? undefined : totalOf(instrument, values, scored.length);
  const band =
    total === undefined
      ? undefined
      : instrument.bands.find(({ from, to }) => total >= from && total <= to)?.label;
  return {
    ...(total === undefined ? {} : { total }),
    ...(band === undefined ? {} : { band }),
    flags: instrument.flags.flatMap(({ item, atLeast, flag, unansweredFlag }) => {
      const answer = given(item);
      if (answer === undefined || invalid.includes(item)) return [unansweredFlag];
      return answer >= atLeast ? [flag] : [];
    }),
    answered: values.length,
    missing,
    invalid,
    prorated: total !== undefined && missing.length > 0,
    ruleVersion: `${instrument.id}/${instrument.version}/${instrument.scoringVersion}`,
  };
}

function totalOf({ scoring }: Instrument, values: readonly number[], wanted: number): number | undefined {
  const sum = values.reduce((total, value) => total + value, 0);
  const absent = wanted - values.length;
  if (absent === 0) return sum;
  if (scoring.missing.kind === 'complete' || absent > scoring.missing.atMost) return undefined;
  // sum x wanted / answered, rounded half up in whole numbers.
  return Math.floor((2 * sum * wanted + values.length) / (2 * values.length));
}

/** What a flag asks for, in one sentence; undefined for a flag this instrument does not raise. */
export function flagSays(instrument: Instrument, flag: string): string | undefined {
  for (const rule of instrument.flags) {
    if (rule.flag === flag) return rule.says;
    if (rule.unansweredFlag === flag) return rule.unansweredSays;
  }
  return undefined;
}
