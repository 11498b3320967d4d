import assert from 'node:assert/strict';
import test from 'node:test';
import { randomStream } from '@evenkeel/quantities';
import { codesOf, loincNames, loincNotice, ownSystem } from './index.ts';
import type { Instrument } from './instrument.ts';
import { instrumentById, instruments } from './instruments.ts';
import { flagSays, isAnswerTo, score, type GivenAnswer } from './score.ts';

const of = (id: string): Instrument => {
  const found = instrumentById(id);
  assert.ok(found !== undefined, id);
  return found;
};
const isSum = ({ scoring }: Instrument) => scoring.kind === 'sum' && scoring.items === undefined;
/** Values an item may have; the ends of a number. */
const valuesOf = ({ items }: Instrument, place: number): readonly number[] => {
  const item = items[place]!;
  return item.number === undefined
    ? item.options.map(({ value }) => value)
    : [item.number.from, item.number.to];
};
const _ = undefined;

const examples: readonly (readonly [
  number: number,
  id: string,
  answers: readonly GivenAnswer[],
  expected: Readonly<Record<string, unknown>>,
])[] = [
  [1, 'phq9', [2, 3, 2, 2, 1, 2, 1, 1, 1], { total: 15, band: 'moderately severe', flags: ['suicidality'] }],
  [2, 'phq9', [1, 1, 1, 1, 0, 0, 0, 0, 0], { total: 4, band: 'minimal' }],
  [
    3,
    'phq9',
    [2, 2, 3, 2, 1, 2, 1, 1, _],
    { total: 16, band: 'moderately severe', prorated: true, flags: ['suicidalityUnanswered'] },
  ],
  [4, 'phq2', [2, 3], { total: 5, band: 'positive' }],
  [5, 'gad7', [2, 2, 2, 1, 1, 2, 1], { total: 11, band: 'moderate' }],
  [6, 'qids-sr16', [1, 3, 2, 0, 2, 0, 2, 0, 1, 2, 3, 1, 2, 2, 1, 0], { total: 18, band: 'severe' }],
  [7, 'qids-sr16', [1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 1, 1, 0, 0], { total: 5, band: 'none' }],
  [8, 'madrs', [4, 5, 4, 4, 2, 4, 4, 4, 3, 2], { total: 36, band: 'severe' }],
  [8, 'madrs', [1, 1, 1, 2, 0, 1, 1, 1, 1, 0], { total: 9, band: 'mild' }],
  [9, 'isi', [3, 2, 3, 4, 2, 3, 3], { total: 20, band: 'moderate' }],
  [10, 'who5', [1, 2, 1, 0, 2], { total: 24, band: 'depression likely' }],
  [
    11,
    'psqi',
    [1380, 45, 420, 5.5, 2, 2, 1, 0, 1, 0, 0, 1, 1, 0, 2, 1, 2, 1],
    { total: 12, band: 'poor sleep' },
  ],
  [12, 'ymrs', [2, 2, 0, 2, 4, 4, 1, 2, 2, 1, 1], { total: 21, band: 'moderate', flags: ['mania'] }],
  [13, 'asrm', [2, 1, 2, 1, 1], { total: 7, flags: ['mania'] }],
  [14, 'cadss-6', [2, 3, 1, 2, 1, 0], { total: 9 }],
  [15, 'bprs-plus', [1, 0, 2, 1], { total: 4 }],
  [15, 'bprs-plus-1-7', [2, 1, 3, 2], { total: 8 }],
  [
    16,
    'pcl5',
    [3, 2, 2, 3, 2, 3, 2, 2, 2, 1, 3, 2, 2, 1, 1, 0, 2, 3, 2, 3],
    { total: 41, flags: ['provisionalPtsd'] },
  ],
  [17, 'audit-c', [3, 1, 1], { total: 5, band: 'positive' }],
  [18, 'dast-10', [1, 0, 0, 0, 1, 1, 0, 0, 0, 0], { total: 4, band: 'moderate' }],
  [19, 'dast-10', [0, 0, 0, 0, 0, 0, 0, 0, 0, 0], { total: 0, band: 'none', gated: true }],
  [21, 'whodas-12', [2, 1, 2, 0, 2, 3, 1, 0, 1, 2, 1, 3], { total: 37.5, band: 'mild' }],
  [22, 'wsas', [5, 4, 6, 6, 4], { total: 25, band: 'moderately severe or worse' }],
  [23, 'promis-depression-4a', [3, 4, 3, 4], { total: 65.7, band: 'moderate' }],
  [24, 'icsi', [2, 3, 2, 1], { total: 8 }],
  [24, 'icpi', [1, 2, 2, 1], { total: 6 }],
  [26, 'aldrete', [2, 2, 1, 2, 2], { total: 9, band: 'meets 9' }],
  [27, 'c-ssrs-screener', [1, 1, 0, 0, 0, 1, 0], { total: 2, band: 'moderate', flags: ['suicidality'] }],
  [27, 'c-ssrs-screener', [1, 1, 0, 0, 0, 1, 1], { total: 3, band: 'high' }],
  [28, 'mars-5', [4, 5, 5, 3, 5], { total: 22 }],
];

test('the worked examples of the reference', () => {
  for (const [number, id, answers, expected] of examples) {
    const result = score(of(id), answers) as unknown as Readonly<Record<string, unknown>>;
    for (const [name, value] of Object.entries(expected))
      assert.deepEqual(result[name], value, `example ${number}, ${id}, ${name}`);
  }
  // 20: 26/56 of the maximum, not rounded before it is shown.
  const quality = score(of('q-les-q-sf'), [2, 2, 3, 3, 3, 3, 2, 3, 2, 3, 4, 4, 4, 2, _, _]);
  assert.ok(Math.abs(quality.total! - 46.43) < 0.01);
  assert.equal(quality.subscales?.[0]?.total, 40);
  // 11: every component.
  assert.deepEqual(
    score(of('psqi'), examples.find(([, id]) => id === 'psqi')![2]).subscales?.map(({ total }) => total),
    [2, 2, 2, 2, 1, 1, 2],
  );
  // 16: counts by cluster.
  assert.deepEqual(
    score(of('pcl5'), examples.find(([, id]) => id === 'pcl5')![2]).subscales?.map(({ total }) => total),
    [12, 5, 13, 11, 5, 2, 5, 4],
  );
  // 25: factor sums 52, 25, 19 and 12 of 75, 30, 30 and 15.
  const keys = { mystical: 52, mood: 25, timeSpace: 19, ineffability: 12 };
  const places: Readonly<Record<string, readonly number[]>> = Object.fromEntries(
    of('meq-30').subscales!.map(({ id, rule }) => [
      id,
      rule.kind === 'percentOfMaximum' && rule.of.kind === 'sum' ? (rule.of.items ?? []) : [],
    ]),
  );
  const answers: number[] = [];
  for (const [id, sum] of Object.entries(keys)) {
    let left = sum;
    for (const place of places[id]!) {
      answers[place] = Math.min(5, left);
      left -= answers[place]!;
    }
  }
  const mystical = score(of('meq-30'), answers);
  assert.deepEqual(
    mystical.subscales?.map(({ total }) => Number(total!.toFixed(1))),
    [69.3, 83.3, 63.3, 80],
  );
  assert.deepEqual(mystical.flags, ['completeMystical']);
  answers[places['timeSpace']![0]!] = 0;
  assert.deepEqual(score(of('meq-30'), answers).flags, [], 'each of the four is needed');
});

test('every total that can be is reached and has its band, for every instrument of twelve items or fewer', () => {
  let reached = 0;
  for (const instrument of instruments) {
    const { items, range, bands, id } = instrument;
    if (items.length > 12 || items.some(({ number }) => number !== undefined)) continue;
    // For each raw sum one set of answers that makes it.
    let ways = new Map<number, readonly number[]>([[0, []]]);
    for (const [place, item] of items.entries()) {
      const next = new Map<number, readonly number[]>();
      for (const [sum, answers] of ways)
        for (const value of valuesOf(instrument, place)) {
          const total = item.scored ? sum + value : sum;
          if (!next.has(total)) next.set(total, [...answers, value]);
        }
      ways = next;
    }
    const totals = new Set<number>();
    for (const [sum, answers] of ways) {
      const result = score(instrument, answers);
      assert.deepEqual(result.invalid, [], id);
      assert.deepEqual(result.missing, [], id);
      if (instrument.scoring.kind === 'none') continue;
      assert.ok(result.total !== undefined && result.total >= range.from && result.total <= range.to, id);
      if (isSum(instrument)) assert.equal(result.total, sum, id);
      if (bands.length > 0) assert.ok(result.band !== undefined, `${id} ${result.total}`);
      totals.add(result.total);
      reached += 1;
    }
    if (!isSum(instrument)) continue;
    assert.equal(totals.size, ways.size);
    assert.ok(totals.has(range.from) && totals.has(range.to), id);
  }
  assert.ok(reached > 400, `${reached}`);
});

test('each answer moves the total in its direction, and none moves it otherwise', () => {
  for (const instrument of instruments) {
    const { items, scoring, id } = instrument;
    if (['none', 'decisionTree', 'parts', 'gate'].includes(scoring.kind)) continue;
    const stream = randomStream('instruments', id, 'direction');
    const pick = (place: number) => {
      const values = valuesOf(instrument, place);
      return values[stream.integer(0, values.length - 1)]!;
    };
    for (let round = 0; round < 60; round += 1) {
      const answers = items.map((__, place) => pick(place));
      const before = score(instrument, answers).total!;
      const place = stream.integer(0, items.length - 1);
      const values = valuesOf(instrument, place).toSorted((a, b) => a - b);
      const higher = values[values.indexOf(answers[place]!) + 1];
      if (higher === undefined) continue;
      const after = score(instrument, answers.with(place, higher)).total!;
      const isReversed =
        scoring.kind === 'lookupTable' &&
        scoring.of.kind === 'sum' &&
        scoring.of.reversed?.includes(place) === true;
      // The points of ASSIST fall from "yes, lately" to "yes, before that".
      if (scoring.kind === 'weighted' && place > 3) continue;
      if (isReversed) assert.ok(after < before, `${id} ${place}`);
      else assert.ok(after >= before, `${id} ${place}`);
      if (isSum(instrument) && items[place]!.scored)
        assert.equal(after - before, higher - answers[place]!, id);
      if (!items[place]!.scored) assert.equal(after, before, id);
    }
  }
});

test('[P3] a missing answer is never a zero: without a rule for it there is no total, and what is missing is named', () => {
  for (const instrument of instruments) {
    const { items, scoring, id } = instrument;
    const answers: GivenAnswer[] = items.map((__, place) => valuesOf(instrument, place)[0]!);
    const empty = score(instrument, []);
    assert.equal(empty.total, undefined, id);
    assert.equal(empty.band, undefined, id);
    assert.equal(empty.missing.length, items.filter(({ scored }) => scored).length, id);
    if (scoring.kind !== 'sum' || scoring.missing.kind !== 'complete' || scoring.items !== undefined)
      continue;
    if (instrument.implied !== undefined) continue;
    for (const place of items.keys()) {
      if (!items[place]!.scored) continue;
      const result = score(instrument, answers.with(place, _));
      assert.equal(result.total, undefined, `${id} ${place}`);
      assert.deepEqual(result.missing, [place], id);
    }
  }
});

test('prorating: WSAS only for work, WHODAS one, ASRM one; QIDS asks one answer of a domain', () => {
  assert.deepEqual(
    [score(of('wsas'), [_, 4, 6, 6, 4]).total, score(of('wsas'), [_, 4, 6, 6, 4]).prorated],
    [25, true],
  );
  assert.equal(score(of('wsas'), [5, _, 6, 6, 4]).total, undefined);
  // 16 of 11 items is 17.45 of 12, rounded to 17 of 48.
  const one = score(of('whodas-12'), [_, 1, 2, 0, 2, 3, 1, 0, 1, 2, 1, 3]);
  assert.ok(one.prorated && Math.abs(one.total! - (100 * 17) / 48) < 1e-9);
  assert.equal(score(of('whodas-12'), [_, _, 2, 0, 2, 3, 1, 0, 1, 2, 1, 3]).total, undefined);
  assert.equal(score(of('asrm'), [2, 1, 2, 1, _]).total, 8);
  assert.equal(score(of('asrm'), [2, 1, 2, _, _]).total, undefined);
  const appetite = score(of('qids-sr16'), [1, 3, 2, 0, 2, _, 2, _, 1, 2, 3, 1, 2, 2, 1, 0]);
  assert.deepEqual([appetite.total, appetite.missing], [18, []]);
  const mood = score(of('qids-sr16'), [1, 3, 2, 0, _, 0, 2, 0, 1, 2, 3, 1, 2, 2, 1, 0]);
  assert.deepEqual([mood.total, mood.missing], [undefined, [4]]);
});

test('what follows from an answer is not asked: alcohol never, C-SSRS 2 and 6 no, BSS 4 and 5 none', () => {
  assert.equal(score(of('audit-c'), [0, _, _]).total, 0);
  assert.equal(score(of('audit-c'), [1, _, _]).total, undefined);
  assert.equal(score(of('c-ssrs-screener'), [0, 0, _, _, _, 0, _]).total, 0);
  assert.equal(score(of('c-ssrs-screener'), [1, 0, _, _, _, 0, _]).total, 1);
  assert.equal(score(of('bss'), [1, 0, 1, 0, 0, ...Array<undefined>(16).fill(_)]).total, 2);
  assert.equal(score(of('bss'), [1, 0, 1, 1, 0, ...Array<undefined>(16).fill(_)]).total, undefined);
});

test('[P3] an open question of the C-SSRS screener is never "no": unless a higher level is sure, none is told and it is asked', () => {
  const screener = of('c-ssrs-screener');
  for (const [answers, level] of [
    [[1, 1, 0, _, 0, 0, 0], undefined],
    [[1, 1, 0, 1, _, _, _], 3],
    [[1, 1, 1, 0, 0, _, 0], 2],
    [[1, 1, 0, 0, 0, _, 0], undefined],
    [[_, 0, _, _, _, 0, _], undefined],
    [[1, _, _, _, _, 0, _], undefined],
  ] as const) {
    const result = score(screener, answers);
    assert.equal(result.total, level, JSON.stringify(answers));
    assert.deepEqual(result.flags, [level === undefined ? 'suicidalityUnanswered' : 'suicidality']);
  }
  assert.match(flagSays(screener, 'suicidalityUnanswered') ?? '', /not a no/);
});

test('[SUI-02] every suicidality item opens a flag, answered or not', () => {
  for (const [id, place, at] of [
    ['phq9', 8, 1],
    ['ham-d17', 2, 2],
    ['madrs', 9, 4],
    ['qids-sr16', 11, 1],
  ] as const) {
    const instrument = of(id);
    const answers: GivenAnswer[] = instrument.items.map(() => 0);
    assert.deepEqual(score(instrument, answers.with(place, at)).flags, ['suicidality'], id);
    assert.deepEqual(score(instrument, answers.with(place, at - 1)).flags, [], id);
    assert.deepEqual(score(instrument, answers.with(place, _)).flags, ['suicidalityUnanswered'], id);
  }
});

test('answers that are none are refused: odd steps of the YMRS, halves, below and beyond', () => {
  const ymrs = of('ymrs');
  const zero = ymrs.items.map(() => 0);
  for (const [place, bad] of [
    [4, 3],
    [4, 9],
    [0, 5],
    [0, -1],
    [0, 0.5],
    [0, Number.NaN],
  ] as const) {
    const result = score(ymrs, zero.with(place, bad));
    assert.deepEqual([result.total, result.invalid], [undefined, [place]], `${place} ${bad}`);
  }
  const psqi = of('psqi');
  assert.ok(isAnswerTo(psqi, 3, 5.25) && !isAnswerTo(psqi, 3, 5.1) && !isAnswerTo(psqi, 0, 1440));
});

test('a bed time before midnight and a rising time after it are a night; bands of every set follow each other', () => {
  const night = (bed: number, rise: number) =>
    score(of('psqi'), [bed, 10, rise, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]).subscales?.[3]?.total;
  assert.equal(night(1380, 420), 1, '6 of 8 h is 75 %');
  assert.equal(night(30, 420), 0, '6 of 6.5 h');
  for (const { id, bands, otherBands = [], range } of instruments)
    for (const set of [bands, ...otherBands.map((one) => one.bands)]) {
      for (const [index, band] of set.entries()) {
        assert.ok(band.from <= band.to, id);
        if (index > 0) assert.ok(band.from > set[index - 1]!.from, id);
      }
      if (set.length > 0) assert.ok(set[0]!.from <= range.from && set.at(-1)!.to >= range.to, id);
    }
});

test('every instrument is whole: frozen, with a source and terms, alone under its id, all of the table but the excluded one', () => {
  assert.equal(new Set(instruments.map(({ id }) => id)).size, instruments.length);
  assert.ok(!instruments.some(({ shortTitle }) => /MMAS/.test(shortTitle)));
  assert.ok(instruments.length >= 50);
  for (const instrument of instruments) {
    const { id, items, citation, licence, range, scoring } = instrument;
    assert.ok(Object.isFrozen(instrument) && Object.isFrozen(items) && Object.isFrozen(items[0]), id);
    assert.ok(citation.length > 10 && licence.terms.length > 5 && items.length > 0, id);
    assert.ok(scoring.kind === 'none' || range.from < range.to, id);
    assert.equal(new Set(items.map((item) => item.id)).size, items.length, id);
    assert.equal(
      score(instrument, []).ruleVersion,
      `${id}/${instrument.version}/${instrument.scoringVersion}`,
    );
    if (licence.licenceClass === 'own') assert.match(instrument.title, /^Evenkeel .*not validated/, id);
  }
});

test('every LOINC code resolves to its name, and what LOINC has no code of has one of ours', () => {
  assert.match(loincNotice, /^This material contains content from LOINC/);
  const used = new Set<string>();
  for (const instrument of instruments) {
    const { codes, items, id } = instrument;
    for (const code of [
      codes.panel,
      codes.total,
      ...items.flatMap((item) => [item.code, ...item.options.map((option) => option.code)]),
    ]) {
      if (code === undefined) continue;
      assert.equal(code.system, 'http://loinc.org');
      assert.ok(Object.hasOwn(loincNames, code.code), `${id}: ${code.code}`);
      used.add(code.code);
    }
    const { panel, total } = codesOf(instrument);
    assert.ok(panel.code !== total.code);
    if (codes.panel === undefined) assert.deepEqual(panel, { system: ownSystem, code: id });
  }
  assert.deepEqual(new Set(Object.keys(loincNames)), used, 'no code without an instrument');
  // Codes that circulate and are wrong: instructions, no such code, a telephone number.
  for (const wrong of ['69730-0', '65625-0', '62328-0']) assert.ok(!used.has(wrong));
  assert.match(loincNames[of('gad7').codes.total?.code ?? ''] ?? '', /GAD-7 total/);
  assert.match(loincNames[of('pcl5').codes.panel?.code ?? ''] ?? '', /PCL-5 panel/);
});
