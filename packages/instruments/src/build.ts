import type {
  AnswerOption,
  Band,
  BandSet,
  Cited,
  EvidenceMark,
  Instrument,
  InstrumentCode,
  Item,
  LicenceClass,
  Rule,
} from './instrument.ts';

/** Where a number comes from. */
export const cite = (source: string, mark: EvidenceMark): Cited => Object.freeze({ source, mark });

export const loinc = (code: string): InstrumentCode => Object.freeze({ system: 'http://loinc.org', code });

/** Answers 0, 1, 2 ... with these labels. */
export const labelled = (...labels: readonly string[]): readonly AnswerOption[] =>
  labels.map((label, value) => ({ value, label }));

/** Answers without labels: every `step` from the lowest to the highest. */
export const numbers = (from: number, to: number, step = 1): readonly AnswerOption[] =>
  Array.from({ length: Math.round((to - from) / step) + 1 }, (_, index) => ({ value: from + step * index }));

/** Items without text, for a scale whose text may not ship: `item1`, `item2` ... with their highest answers. */
export const untold = (highest: readonly number[], from = 0): readonly Item[] =>
  highest.map((to, index) => ({ id: `item${index + 1}`, options: numbers(from, to), scored: true }));

/** So many items without text, all with the same answers. */
export const untoldAlike = (count: number, from: number, to: number): readonly Item[] =>
  untold(
    Array.from({ length: count }, () => to),
    from,
  );

/** Items with text and the same answers. */
export const told = (
  options: readonly AnswerOption[],
  texts: readonly (readonly [id: string, text: string, code?: string])[],
): readonly Item[] =>
  texts.map(([id, text, code]) => ({
    id,
    text,
    options,
    scored: true,
    ...(code === undefined ? {} : { code: loinc(code) }),
  }));

/** Bands from the first total of each and the last of all. */
export function banded(
  cited: Cited,
  to: number,
  ...starts: readonly (readonly [from: number, label: string])[]
): BandSet {
  return {
    ...cited,
    bands: starts.map(([from, label], index): Band => {
      const next = starts[index + 1]?.[0];
      return { from, to: next === undefined ? to : next - 1, label };
    }),
  };
}

/** The places from one to another, both included, counted from 1 as a form counts. */
export const from1 = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from - 1 + index);

export const sumOf = (items?: readonly number[]): Rule => ({
  kind: 'sum',
  ...(items === undefined ? {} : { items }),
  missing: { kind: 'complete' },
});

/** All scored answers added; nothing when one is missing. */
export const completeSum: Rule = sumOf();

const terms: Readonly<Record<LicenceClass, string>> = {
  A: 'The text may be shown, printed and passed on.',
  'A-own': 'Levels are facts; the labels are Evenkeel’s own words.',
  'A*': 'Free for care, unaltered and with its notice; the owner’s written word on open software is not there yet, so the text comes in a site pack.',
  B: 'The site loads the text after it has accepted the owner’s terms.',
  C: 'Structure and score only. The site holds its own licence and form.',
  own: 'Evenkeel’s own measure, in its own words. Not validated.',
};

type Wanted = Pick<
  Instrument,
  'id' | 'title' | 'shortTitle' | 'items' | 'rater' | 'direction' | 'scoring' | 'range' | 'citation'
>;

/** What differs from scale to scale; the rest has a default. */
export type ScaleData = Wanted &
  Partial<Omit<Instrument, keyof Wanted | 'licence' | 'bands' | 'bandSource'>> & {
    readonly licenceClass: LicenceClass;
    readonly terms?: string;
    readonly bands?: BandSet;
  };

/** A frozen instrument. */
export function scale({ licenceClass, terms: said, bands, ...data }: ScaleData): Instrument {
  return deepFreeze<Instrument>({
    version: '1',
    language: 'en',
    stem: '',
    scoringVersion: 1,
    flags: [],
    attribution: '',
    codes: {},
    ...data,
    bands: bands?.bands ?? [],
    ...(bands === undefined ? {} : { bandSource: { source: bands.source, mark: bands.mark } }),
    licence: { licenceClass, terms: said ?? terms[licenceClass] },
  });
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
  }
  return value;
}
