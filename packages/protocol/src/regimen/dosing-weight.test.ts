import assert from 'node:assert/strict';
import test from 'node:test';
import {
  compare,
  decimal,
  divide,
  multiply,
  parseWeight,
  plausibleWeight,
  randomStream,
  round,
  type Decimal,
  type Instant,
  type Kilograms,
} from '@evenkeel/quantities';
import { defaultPolicy } from '../policy/default-policy.ts';
import { daysAgo } from '../testing/facts.ts';
import { bodyMassIndex, dosingWeight, idealWeight, weightDoubts, weightsCompared } from './dosing-weight.ts';

const zone = 'Europe/London';
const kg = (text: string) => decimal(text) as Kilograms;
const measured = (kilograms: Decimal, days = 0) => ({
  kilograms: kilograms as Kilograms,
  measuredAt: daysAgo(days),
  estimated: false,
});

test('ideal weight by Devine: a man of 178 cm 73.2 kg, the base below 60 inches, the lower of the two for other sexes', () => {
  assert.equal(idealWeight(decimal('178'), 'male'), '73.2');
  assert.equal(idealWeight(decimal('178'), 'female'), '68.7');
  assert.equal(idealWeight(decimal('178'), 'other'), idealWeight(decimal('178'), 'female'));
  assert.equal(idealWeight(decimal('178'), 'unknown'), idealWeight(decimal('178'), 'female'));
  assert.equal(idealWeight(decimal('152.4'), 'male'), '50');
  assert.equal(idealWeight(decimal('140'), 'female'), '45.5');
});

test('below a body-mass index of 30 the actual weight doses, from 30 the ideal: one step below, at and above', () => {
  const of = (kilograms: string, height = '178') =>
    dosingWeight(kg(kilograms), decimal(height), 'male', defaultPolicy);
  assert.equal(of('92').basis, 'actual');
  assert.equal(multiply(of('92').kilograms, decimal('0.5')), '46');
  // At 200 cm the index is a quarter of the weight.
  assert.deepEqual(
    ['119.6', '120', '120.4'].map((kilograms) => of(kilograms, '200').basis),
    ['actual', 'ideal', 'ideal'],
  );
  assert.equal(bodyMassIndex(kg('120'), decimal('200')), '30');
  assert.equal(of('110').kilograms, '73.2');
  assert.equal(multiply(of('110').kilograms, decimal('0.5')), '36.6');
  assert.match(of('110').says, /ideal weight 73.2 kg \(Devine\) instead of 110 kg/);
  const unknown = dosingWeight(kg('110'), undefined, 'male', defaultPolicy);
  assert.deepEqual([unknown.basis, unknown.bodyMassIndex], ['actual', undefined]);
  assert.match(unknown.says, /not known/);
});

const perPound = decimal('0.45359237');

test('[D3] [H4] pounds, stones and grams typed as kilograms are caught whenever there is a weight from before', () => {
  const stream = randomStream('weights', 'units', 'wrong');
  for (let i = 0; i < 400; i += 1) {
    const kilograms = decimal(`${stream.integer(40, 150)}.${stream.integer(0, 9)}`);
    const height = decimal(String(stream.integer(150, 195)));
    const pounds = divide(kilograms, perPound, 1);
    const stones = divide(pounds, decimal('14'), 1);
    const grams = multiply(kilograms, decimal('1000'));
    const before = measured(kilograms, 20);
    for (const wrong of [pounds, stones, grams]) {
      const refused =
        compare(wrong, plausibleWeight.lowest) < 0 || compare(wrong, plausibleWeight.highest) > 0;
      const caught = refused || weightDoubts(measured(wrong), before, height, defaultPolicy, zone).length > 0;
      assert.ok(caught, `${wrong} for ${kilograms}`);
    }
    assert.deepEqual(weightDoubts(measured(kilograms), before, undefined, defaultPolicy, zone), []);
  }
});

test('[D3] 25 lb and 25 kg: caught by a height or by a weight from before; kilograms read as pounds too', () => {
  const light = measured(decimal('25'));
  assert.equal(weightDoubts(light, undefined, decimal('165'), defaultPolicy, zone).length, 1);
  assert.equal(weightDoubts(light, measured(decimal('70'), 200), undefined, defaultPolicy, zone).length, 1);
  assert.equal(weightDoubts(light, undefined, undefined, defaultPolicy, zone).length, 0);
  const halved = round(multiply(decimal('70'), perPound), 1);
  assert.equal(
    weightDoubts(measured(halved), measured(decimal('70'), 200), undefined, defaultPolicy, zone).length,
    1,
  );
  assert.ok('problem' in parseWeight('25 lb'));
  assert.ok('problem' in parseWeight('70,5'));
});

test('[D3] body-mass index 12 and 60, 10 %, 5 kg in 30 days: one step inside, at and outside each limit', () => {
  // At 200 cm the index is a quarter of the weight.
  const index = (kilograms: string) =>
    weightDoubts(measured(decimal(kilograms)), undefined, decimal('200'), defaultPolicy, zone).length;
  assert.deepEqual(['47.6', '48', '240', '240.4'].map(index), [1, 0, 0, 1]);
  const share = (kilograms: string) =>
    weightDoubts(measured(decimal(kilograms)), measured(decimal('100'), 90), undefined, defaultPolicy, zone)
      .length;
  assert.deepEqual(['110', '110.1', '90', '89.9'].map(share), [0, 1, 0, 1]);
  const fast = (kilograms: string, days: number) =>
    weightDoubts(measured(decimal(kilograms)), measured(decimal('100'), days), undefined, defaultPolicy, zone)
      .length;
  assert.deepEqual([fast('105', 30), fast('105.1', 30), fast('105.1', 31), fast('94.9', 3)], [0, 1, 0, 1]);
});

test('[D3] height and weight swapped are caught', () => {
  for (const [kilograms, height] of [
    ['70', '175'],
    ['55', '160'],
    ['110', '182'],
  ] as const)
    assert.ok(
      weightDoubts(measured(decimal(height)), undefined, decimal(kilograms), defaultPolicy, zone).length > 0,
    );
  assert.match(
    weightDoubts(measured(decimal('175')), undefined, decimal('70'), defaultPolicy, zone).join(),
    /not swapped/,
  );
});

test('a height outside 120 to 230 cm is doubted: one centimetre below, at and above each edge', () => {
  const doubts = (height: string, kilograms: string) =>
    weightDoubts(measured(kg(kilograms)), undefined, decimal(height), defaultPolicy, zone).filter((one) =>
      one.includes('hard to believe'),
    ).length;
  assert.deepEqual(
    [doubts('119', '40'), doubts('120', '40'), doubts('230', '100'), doubts('231', '100')],
    [1, 0, 0, 1],
  );
});

test('the days between two weights are those of the clinic’s calendar, not of Greenwich', () => {
  const at = (kilograms: string, measuredAt: string) => ({
    kilograms: kg(kilograms),
    measuredAt: measuredAt as Instant,
    estimated: false,
  });
  // 23:30 on 25 October in New York is the 26th in Greenwich: 31 days by the clinic, 30 by UTC.
  const [earlier, later] = [at('100', '2026-10-26T03:30:00.000Z'), at('105.1', '2026-11-25T17:00:00.000Z')];
  const doubts = (where: string) => weightDoubts(later, earlier, undefined, defaultPolicy, where).length;
  assert.deepEqual([doubts('UTC'), doubts('America/New_York')], [1, 0]);
});

test('[D3] [H4] a weight is compared with the others of 30 days, the newest before them and the one last signed', () => {
  const at = (kilograms: string, days: number) => measured(kg(kilograms), days);
  const newest = at('70', 0);
  const listed = [at('66', 90), newest, at('69', 1), at('68', 30), at('67', 31)];
  const { weight, earlier } = weightsCompared(listed, undefined);
  assert.equal(weight, newest);
  assert.deepEqual(
    earlier.map(({ kilograms }) => kilograms),
    ['67', '68', '69'],
  );
  const one = (...days: number[]) =>
    weightsCompared([...days.map((ago) => at(String(100 + ago), ago)), newest], undefined).earlier.map(
      ({ kilograms }) => kilograms,
    );
  assert.deepEqual([one(29, 60), one(30, 60), one(31, 60)], [['160', '129'], ['160', '130'], ['131']]);
  const signed = (kilograms: string, days: number, own = listed) =>
    weightsCompared(own, at(kilograms, days)).earlier.map((found) => found.kilograms);
  assert.deepEqual(signed('65', 200), ['65', '67', '68', '69']);
  assert.deepEqual(signed('66', 90), ['66', '67', '68', '69']);
  assert.deepEqual(signed('68', 30), ['67', '68', '69'], 'it is among them already');
  assert.deepEqual(signed('70', 0), ['67', '68', '69'], 'it is the newest itself');
  assert.deepEqual(signed('154', 0), ['67', '68', '69', '154'], 'taken at the same time, but another');
  assert.deepEqual(weightsCompared([newest], undefined), { weight: newest, earlier: [] });
  assert.deepEqual(weightsCompared([], at('70', 3)), { earlier: [] });
});

test('[D3] [H4] pounds typed twice are asked about: within 30 days, later, and against the plan that was signed', () => {
  const asked = (weights: readonly (readonly [string, number])[], signed?: readonly [string, number]) => {
    const { weight, earlier } = weightsCompared(
      weights.map(([kilograms, days]) => measured(kg(kilograms), days)),
      signed === undefined ? undefined : measured(kg(signed[0]), signed[1]),
    );
    assert.ok(weight !== undefined);
    return weightDoubts(weight, earlier, undefined, defaultPolicy, zone);
  };
  const twice = [
    ['154', 1],
    ['154', 0],
  ] as const;
  for (const days of [2, 29, 30, 31, 300]) assert.equal(asked([['70', days], ...twice]).length, 1, `${days}`);
  assert.match(asked([['70', 30], ...twice])[0] ?? '', /2.2 times the other, as pounds are of kilograms/);
  assert.deepEqual(asked(twice), [], 'nothing to compare with');
  assert.equal(asked([...twice, ['154', 0]], ['70', 200]).length, 1);
  assert.deepEqual(asked(twice, ['154', 200]), []);
  assert.equal(
    asked([
      ['154', 40],
      ['154', 20],
      ['70', 0],
    ]).length,
    1,
    'the other way round, said once',
  );
  assert.equal(asked([['70', 20], ['69', 10], ...twice]).length, 2, 'each weight that is far away');
});

test('[D3] twice the other weight to 2.4 times is called pounds: a hundredth below, at and above each edge', () => {
  const pounds = (kilograms: string, before = '100') =>
    /pounds/.test(
      weightDoubts(measured(kg(kilograms)), [measured(kg(before), 9)], undefined, defaultPolicy, zone).join(
        '',
      ),
    );
  assert.deepEqual(
    ['199', '200', '201', '239', '240', '241'].map((kilograms) => pounds(kilograms)),
    [false, true, true, true, true, false],
  );
  assert.deepEqual(
    [pounds('100', '199'), pounds('100', '200'), pounds('100', '240'), pounds('100', '241')],
    [false, true, true, false],
  );
});
