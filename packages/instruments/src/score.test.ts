import assert from 'node:assert/strict';
import test from 'node:test';
import { randomStream } from '@evenkeel/quantities';
import { phq9 } from './scales/phq9.ts';
import type { Instrument } from './instrument.ts';
import { flagSays, isAnswerTo, score, type GivenAnswer } from './score.ts';

const none = undefined;

test('[PHQ-9] the worked examples of the reference score as written', () => {
  const first = score(phq9, [2, 3, 2, 2, 1, 2, 1, 1, 1]);
  assert.deepEqual(first, {
    total: 15,
    band: 'moderately severe',
    flags: ['suicidality'],
    answered: 9,
    missing: [],
    invalid: [],
    prorated: false,
    ruleVersion: 'phq9/1/1',
  });
  const second = score(phq9, [1, 1, 1, 1, 0, 0, 0, 0, 0]);
  assert.equal(second.total, 4);
  assert.equal(second.band, 'minimal');
  assert.deepEqual(second.flags, []);
  const third = score(phq9, [2, 2, 3, 2, 1, 2, 1, 1, none]);
  assert.equal(third.total, 16);
  assert.equal(third.band, 'moderately severe');
  assert.equal(third.prorated, true);
  assert.deepEqual(third.missing, [8]);
  assert.deepEqual(third.flags, ['suicidalityUnanswered']);
});

/** Nine answers that add up to `total`. */
function adding(total: number): number[] {
  return Array.from({ length: 9 }, (_, place) => Math.max(0, Math.min(3, total - 3 * place)));
}

test('[PHQ-9] every total from 0 to 27 falls into its band, edges included', () => {
  const bands: readonly (readonly [number, number, string])[] = [
    [0, 4, 'minimal'],
    [5, 9, 'mild'],
    [10, 14, 'moderate'],
    [15, 19, 'moderately severe'],
    [20, 27, 'severe'],
  ];
  for (const [from, to, band] of bands)
    for (let total = from; total <= to; total += 1) {
      const result = score(phq9, adding(total));
      assert.equal(result.total, total);
      assert.equal(result.band, band, String(total));
    }
});

test('[PHQ-9] the unscored question on difficulty never moves the total and is never missing', () => {
  for (const difficulty of [none, null, 0, 1, 2, 3]) {
    const result = score(phq9, [...adding(12), difficulty]);
    assert.equal(result.total, 12);
    assert.deepEqual(result.missing, []);
    assert.equal(result.prorated, false);
  }
});

test('[PHQ-9] up to two unanswered are prorated and marked; three give no total, never zero', () => {
  const all = [1, 1, 1, 1, 1, 1, 1, 1, 0];
  const without = (...places: number[]) =>
    all.map((answer, place) => (places.includes(place) ? none : answer));
  assert.equal(score(phq9, without(0)).total, 8); // 7 x 9 / 8 = 7.875
  assert.equal(score(phq9, without(0, 1)).total, 8); // 6 x 9 / 7 = 7.71
  assert.equal(score(phq9, without(0, 1)).prorated, true);
  const three = score(phq9, without(0, 1, 2));
  assert.equal(three.total, undefined);
  assert.equal(three.band, undefined);
  assert.equal(three.prorated, false);
  assert.deepEqual(three.missing, [0, 1, 2]);
  assert.equal(three.answered, 6);
  const empty = score(phq9, []);
  assert.equal(empty.total, undefined);
  assert.deepEqual(empty.missing, [0, 1, 2, 3, 4, 5, 6, 7, 8]);
});

test('[PHQ-9] a prorated half is rounded up, by whole numbers', () => {
  // 4 x 9 / 8 = 4.5 -> 5, across the edge of a band.
  const result = score(phq9, [1, 1, 1, 1, 0, 0, 0, none, 0]);
  assert.equal(result.total, 5);
  assert.equal(result.band, 'mild');
  // 12 x 9 / 8 = 13.5 -> 14
  assert.equal(score(phq9, [2, 2, 2, 2, 2, 2, 0, none, 0]).total, 14);
});

test('[PHQ-9] the question on self-harm: any "yes" and no answer both ask for a person, "not at all" alone does not', () => {
  const rest = [0, 0, 0, 0, 0, 0, 0, 0];
  const flags = (answer: GivenAnswer) => score(phq9, [...rest, answer]).flags;
  assert.deepEqual(flags(0), []);
  for (const answer of [1, 2, 3]) assert.deepEqual(flags(answer), ['suicidality']);
  for (const answer of [none, null]) assert.deepEqual(flags(answer), ['suicidalityUnanswered']);
  // An answer that is no option cannot be told from none.
  for (const answer of [4, -1, 0.5, Number.NaN]) assert.deepEqual(flags(answer), ['suicidalityUnanswered']);
  assert.match(flagSays(phq9, 'suicidality') ?? '', /Ask about suicide/);
  assert.match(flagSays(phq9, 'suicidalityUnanswered') ?? '', /not a no/);
  assert.equal(flagSays(phq9, 'other'), undefined);
});

test('[E7] an answer that is no option, or to a question that does not exist, leaves no total and is named', () => {
  for (const bad of [4, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    const result = score(phq9, [bad, 1, 1, 1, 1, 1, 1, 1, 0]);
    assert.equal(result.total, undefined, String(bad));
    assert.deepEqual(result.invalid, [0]);
  }
  assert.deepEqual(score(phq9, [...adding(12), 0, 1]).invalid, [10]);
  assert.equal(isAnswerTo(phq9, 0, 3), true);
  assert.equal(isAnswerTo(phq9, 0, 4), false);
  assert.equal(isAnswerTo(phq9, 10, 0), false);
  assert.equal(isAnswerTo(phq9, -1, 0), false);
});

test('[E7] properties: more answered never hides, prorating stays in range, a score repeats itself', () => {
  const stream = randomStream('score', 'phq9', 'properties');
  for (let i = 0; i < 5_000; i += 1) {
    const answers = Array.from({ length: 9 }, () => (stream.chance(0.15) ? none : stream.integer(0, 3)));
    const result = score(phq9, answers);
    assert.deepEqual(score(phq9, answers), result);
    assert.equal(result.answered + result.missing.length, 9);
    assert.equal(result.total === undefined, result.missing.length > 2);
    if (result.total === undefined) continue;
    const known = answers.reduce<number>((sum, answer) => sum + (answer ?? 0), 0);
    assert.ok(result.total >= known && result.total <= 27);
    assert.ok(Math.abs(result.total - (known * 9) / result.answered) <= 0.5);
    assert.equal(result.prorated, result.missing.length > 0);
  }
});

test('an instrument that wants all items gives no total without them', () => {
  const strict: Instrument = {
    ...phq9,
    id: 'strict',
    scoring: { kind: 'sum', missing: { kind: 'complete' } },
  };
  assert.equal(score(strict, adding(9)).total, 9);
  assert.equal(score(strict, [none, ...adding(9).slice(1)]).total, undefined);
});

test('[PHQ-9] items carry the LOINC codes of the panel, each once', () => {
  assert.equal(phq9.codes.panel?.code, '44249-1');
  assert.equal(phq9.codes.total?.code, '44261-6');
  assert.deepEqual(
    phq9.items.map((item) => item.code?.code),
    [
      '44250-9',
      '44255-8',
      '44259-0',
      '44254-1',
      '44251-7',
      '44258-2',
      '44252-5',
      '44253-3',
      '44260-8',
      '69722-7',
    ],
  );
});
