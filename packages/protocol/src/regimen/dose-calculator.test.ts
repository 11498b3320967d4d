/* oxlint-disable unicorn/consistent-function-scoping -- small helpers stand beside the table they serve */
import assert from 'node:assert/strict';
import test from 'node:test';
import { compare, decimal, multiply, randomStream, type Decimal, type Kilograms } from '@evenkeel/quantities';
import { defaultPolicy } from '../policy/default-policy.ts';
import { daysAgo, now } from '../testing/facts.ts';
import { calculateDose, type CalculatedDose, type DoseRequest } from './dose-calculator.ts';
import { productById, products } from './products.ts';

const product = (strength: string) => productById(`ketamine-${strength}`) ?? assert.fail(strength);
const weight = (kilograms: string, days = 1, estimated = false) => ({
  kilograms: decimal(kilograms) as Kilograms,
  measuredAt: daysAgo(days),
  estimated,
});

const request: DoseRequest = {
  doseMgPerKg: decimal('0.5'),
  weight: weight('70'),
  product: product('10'),
  durationMinutes: 40,
  policy: defaultPolicy,
  now,
};

function calculated(changes: Partial<DoseRequest> = {}): CalculatedDose {
  const result = calculateDose({ ...request, ...changes });
  if ('problem' in result) assert.fail(result.problem.sentence);
  return result;
}
function problem(changes: Partial<DoseRequest>): string | undefined {
  const result = calculateDose({ ...request, ...changes });
  return 'problem' in result ? result.problem.code : undefined;
}

test('[P6] 0.5 mg/kg x 70 kg over 40 minutes is 35 mg, 3.5 mL of 10 mg/mL, 5.3 mL/h', () => {
  const { dose, sentence, warnings, needsSecondSigner } = calculated();
  assert.equal(dose.amountMg, '35');
  assert.equal(dose.volumeMl, '3.5');
  assert.equal(dose.rateMlPerHour, '5.3');
  assert.equal(dose.weightMeasuredAt, daysAgo(1));
  assert.equal(sentence, '35 mg racemic ketamine IV over 40 min = 3.5 mL of 10 mg/mL; 0.5 mg/kg × 70 kg');
  assert.deepEqual(warnings, []);
  assert.equal(needsSecondSigner, false);
});

test('[D2] rounding: amount to 0.1 mg and volume to 0.01 mL, half up', () => {
  const of = (kilograms: string, strength = '10') => {
    const { amountMg, volumeMl } = calculated({ weight: weight(kilograms), product: product(strength) }).dose;
    return [amountMg, volumeMl];
  };
  assert.deepEqual(of('70.1'), ['35.1', '3.51']); // 35.05
  assert.deepEqual(of('70.09'), ['35', '3.5']); // 35.045
  assert.deepEqual(of('92'), ['46', '4.6']);
  assert.deepEqual(of('73.2'), ['36.6', '3.66']);
  assert.deepEqual(of('70', '50'), ['35', '0.7']);
  assert.deepEqual(of('70', '100'), ['35', '0.35']);
  assert.deepEqual(of('71', '100'), ['35.5', '0.36']); // 0.355
});

test('[D2] [H8] every computed number equals exact rational arithmetic', () => {
  const stream = randomStream('dose', 'test', 'exact');
  for (let i = 0; i < 3_000; i += 1) {
    const tenthKg = BigInt(stream.integer(250, 3_500));
    const hundredthDose = BigInt(stream.integer(10, 150));
    const strength = stream.pick(products);
    const minutes = stream.integer(20, 120);
    const { dose } = calculated({
      weight: weight(`${tenthKg / 10n}.${tenthKg % 10n}`),
      doseMgPerKg: decimal(`${hundredthDose / 100n}.${String(hundredthDose % 100n).padStart(2, '0')}`),
      product: strength,
      durationMinutes: minutes,
    });
    // mg in tenths: kg/10 x dose/100 x 10 = product / 100, half up.
    const amount = (tenthKg * hundredthDose + 50n) / 100n;
    const perMl = BigInt(strength.concentrationMgPerMl);
    // mL in hundredths: amount/10 / perMl x 100.
    const volume = (2n * 10n * amount + perMl) / (2n * perMl);
    // mL/h in tenths: volume/100 x 60 / minutes x 10.
    const rate = (2n * 6n * volume + BigInt(minutes)) / (2n * BigInt(minutes));
    assert.equal(multiply(dose.amountMg, decimal('10')), String(amount));
    assert.equal(multiply(dose.volumeMl, decimal('100')), String(volume));
    assert.equal(multiply(dose.rateMlPerHour, decimal('10')), String(rate));
  }
});

test('[D6] [H2] an out-by-ten dose is always stopped: refused, or held for a reason and a second signer', () => {
  for (const base of ['0.25', '0.3', '0.4', '0.5', '0.6', '0.75', '0.9', '1'])
    for (const factor of ['0.01', '0.1', '10', '100']) {
      const result = calculateDose({ ...request, doseMgPerKg: multiply(decimal(base), decimal(factor)) });
      assert.ok('problem' in result || result.needsSecondSigner, `${base} x ${factor}`);
      if (factor === '10' || factor === '100') assert.ok('problem' in result, `${base} x ${factor}`);
    }
});

test('[D4] [H3] mg typed as mg/kg cannot be saved', () => {
  for (const mg of ['5', '20', '35', '50', '80', '350'])
    assert.equal(problem({ doseMgPerKg: decimal(mg) }), 'doseOutsideAbsoluteBand', mg);
});

test('the bands: protocol 0.25 to 1, absolute 0.1 to 1.5 mg/kg, one step below, at and above each edge', () => {
  const of = (dose: string) => {
    const result = calculateDose({ ...request, doseMgPerKg: decimal(dose) });
    return 'problem' in result ? result.problem.code : result.needsSecondSigner;
  };
  assert.deepEqual(
    ['0', '0.09', '0.1', '0.11', '0.24', '0.25', '0.26', '0.99', '1', '1.01', '1.49', '1.5', '1.51'].map(of),
    [
      'doseNotPositive',
      'doseOutsideAbsoluteBand',
      true,
      true,
      true,
      false,
      false,
      false,
      false,
      true,
      true,
      true,
      'doseOutsideAbsoluteBand',
    ],
  );
  assert.match(
    calculated({ doseMgPerKg: decimal('1.2') }).warnings.join(),
    /outside the protocol band of 0.25 to 1/,
  );
});

test('[D7] [H9] a missing, estimated, stale or future weight never doses', () => {
  assert.equal(problem({ weight: undefined }), 'weightMissing');
  assert.equal(problem({ weight: weight('70', 1, true) }), 'weightEstimated');
  assert.deepEqual(
    [29, 30, 31].map((days) => problem({ weight: weight('70', days) })),
    [undefined, undefined, 'weightStale'],
  );
  assert.equal(problem({ weight: weight('70', -3) }), 'weightInFuture');
});

test('[D3] [H4] a change of more than 10 % from the weight before is said, at each side of the limit', () => {
  const warned = (kilograms: string) =>
    calculated({ weight: weight(kilograms), earlierWeight: weight('70', 20) }).warnings.join();
  assert.equal(warned('77'), '');
  assert.match(warned('77.1'), /changed by 10.1 % from 70 kg/);
  assert.equal(warned('63'), '');
  assert.match(warned('62.9'), /changed by/);
  assert.match(warned('154'), /typed in kilograms/);
});

test('the infusion time: 20 to 120 whole minutes', () => {
  const of = (durationMinutes: number) => problem({ durationMinutes });
  for (const minutes of [20, 21, 40, 119, 120]) assert.equal(of(minutes), undefined);
  for (const minutes of [19, 121, 0, -40, 40.5, 4, 400, Number.NaN, Number.POSITIVE_INFINITY])
    assert.equal(of(minutes), 'durationOutOfRange', String(minutes));
});

test('from 65 years a dose above 0.5 mg/kg is remarked on', () => {
  const warnings = (ageYears: number, dose: string) =>
    calculated({ ageYears, doseMgPerKg: decimal(dose) }).warnings.length;
  assert.deepEqual(
    [warnings(64, '0.6'), warnings(65, '0.6'), warnings(66, '0.6'), warnings(65, '0.5')],
    [0, 1, 1, 0],
  );
});

test('[D4] [H5] every pair of confusable inputs gives a different sentence', () => {
  const sentences = new Set<string>();
  let count = 0;
  for (const strength of ['10', '50', '100'])
    for (const dose of ['0.25', '0.5', '0.6', '1'])
      for (const kilograms of ['50', '70', '77'])
        for (const durationMinutes of [40, 60]) {
          sentences.add(
            calculated({
              product: product(strength),
              doseMgPerKg: decimal(dose),
              weight: weight(kilograms),
              durationMinutes,
            }).sentence,
          );
          count += 1;
        }
  assert.equal(sentences.size, count);
});

test('[H5] the products are the three concentrations, each with it in its name', () => {
  assert.deepEqual(
    products.map(({ id, concentrationMgPerMl }) => [id, concentrationMgPerMl]),
    [
      ['ketamine-10', '10'],
      ['ketamine-50', '50'],
      ['ketamine-100', '100'],
    ],
  );
  for (const one of products) assert.ok(one.name.includes(`${one.concentrationMgPerMl} mg/mL`));
  assert.equal(productById('esketamine-28'), undefined);
});

test('[P5] the same request gives the same dose, and more weight never gives less', () => {
  assert.deepEqual(calculateDose(request), calculateDose(request));
  let last: Decimal = decimal('0');
  for (let kilograms = 25; kilograms <= 350; kilograms += 1) {
    const { amountMg } = calculated({ weight: weight(String(kilograms)) }).dose;
    assert.equal(compare(amountMg, last), 1);
    last = amountMg;
  }
});
