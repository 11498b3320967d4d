// Long because one request serves all tests of the dose.
import assert from 'node:assert/strict';
import test from 'node:test';
import { routes } from '@evenkeel/pharmacology';
import {
  compare,
  decimal,
  multiply,
  parseInstant,
  randomStream,
  round,
  type Decimal,
  type Instant,
  type Kilograms,
} from '@evenkeel/quantities';
import { defaultPolicy } from '../policy/default-policy.ts';
import { daysAgo, now } from '../testing/facts.ts';
import {
  calculateRegimen,
  regimenSentence,
  routeName,
  type CalculatedRegimen,
  type RegimenRequest,
} from './calculate-regimen.ts';
import { plannedDoseOf } from './planned-dose.ts';
import { productById, products } from './products.ts';
import { olderStartRange, templateByKey, templates, type RegimenTemplate } from './template.ts';

const product = productById('ketamine-10') ?? assert.fail();
const weight = (kilograms: string, days = 1, estimated = false) => ({
  kilograms: decimal(kilograms) as Kilograms,
  measuredAt: daysAgo(days),
  estimated,
});
const byKey = (key: string): RegimenTemplate => templateByKey(key) ?? assert.fail(key);

function request(key: string, changes: Partial<RegimenRequest> = {}): RegimenRequest {
  const template = byKey(key);
  return {
    template,
    amount: template.start,
    weight: weight('70'),
    heightCm: decimal('175'),
    sex: 'male',
    ageYears: 40,
    ...(['iv', 'im', 'sc'].includes(template.route) ? { product } : {}),
    ...(template.minutes === undefined ? {} : { durationMinutes: template.minutes.usual }),
    jurisdiction: 'US',
    timeZone: 'Europe/London',
    policy: defaultPolicy,
    now,
    ...changes,
  };
}
function calculated(key: string, changes: Partial<RegimenRequest> = {}): CalculatedRegimen {
  const result = calculateRegimen(request(key, changes));
  return 'problem' in result ? assert.fail(`${key}: ${result.problem.sentence}`) : result;
}
const problem = (key: string, changes: Partial<RegimenRequest> = {}) => {
  const result = calculateRegimen(request(key, changes));
  return 'problem' in result ? result.problem.code : undefined;
};
/** Refused, or held for a reason and a second signer. */
const stopped = (key: string, amount: Decimal) => {
  const result = calculateRegimen(request(key, { amount }));
  return 'problem' in result || (result.needs.secondSigner && result.needs.reason);
};

test('[REG-01] [REG-02] [REG-09] an infusion: amount, volume at the named concentration, rate, end and weight in one sentence', () => {
  const startsAt = parseInstant('2026-11-25T10:00:00Z') as Instant;
  for (const key of ['iv-acute', 'iv-three-weekly', 'iv-maintenance'])
    assert.equal(
      calculated(key, { startsAt }).sentence,
      '35 mg racemic ketamine IV over 40 min; 3.5 mL of Ketamine 10 mg/mL solution for injection; 5.3 mL/h (0.88 mg/min); ends at 10:40; 0.5 mg/kg × actual weight 70 kg, body-mass index 22.9',
    );
});

test('[REG-03] [REG-04] [REG-05] [REG-06] other routes carry no rate; by mouth and under the tongue the medical lead signs too', () => {
  assert.equal(
    calculated('im-acute').sentence,
    '35 mg racemic ketamine IM; 3.5 mL of Ketamine 10 mg/mL solution for injection; 0.5 mg/kg × actual weight 70 kg, body-mass index 22.9',
  );
  assert.match(calculated('sc-acute').sentence, /^35 mg racemic ketamine SC; 3.5 mL/);
  for (const key of ['oral', 'sublingual']) {
    const { needs, dose } = calculated(key);
    assert.deepEqual(needs, { reason: true, secondSigner: false, medicalLead: true });
    assert.equal(dose.volumeMl, undefined);
  }
  assert.equal(calculated('sc-acute').needs.medicalLead, false);
});

test('[REG-07] [REG-08] esketamine comes in devices of 28 mg, whatever the weight', () => {
  assert.equal(
    calculated('esketamine-resistant', { weight: undefined }).sentence,
    '56 mg esketamine nasal; 2 devices of 28 mg, 5 minutes apart',
  );
  assert.equal(calculated('esketamine-suicidality').dose.devices, 3);
  assert.match(calculated('esketamine-resistant', { amount: decimal('28') }).sentence, /; 1 device of/);
  for (const mg of ['29', '42', '83.9'])
    assert.equal(problem('esketamine-resistant', { amount: decimal(mg) }), 'notADeviceAmount');
  for (const mg of ['27.9', '84.1', '5.6', '560', '112'])
    assert.equal(problem('esketamine-suicidality', { amount: decimal(mg) }), 'amountOutsideAbsoluteBand', mg);
});

test('[H6] [D4] racemic and S-ketamine, every route and concentration: no two confusable doses read the same', () => {
  const sentences = new Set<string>();
  let count = 0;
  for (const template of templates)
    for (const amount of template.steps)
      for (const strength of ['10', '50', '100'])
        for (const kilograms of ['60', '70']) {
          const result = calculateRegimen(
            request(template.key, {
              amount,
              weight: weight(kilograms),
              ...(['iv', 'im', 'sc'].includes(template.route)
                ? { product: productById(`ketamine-${strength}`) ?? assert.fail() }
                : {}),
            }),
          );
          if ('problem' in result) assert.fail(result.problem.sentence);
          sentences.add(`${template.route} ${result.sentence}`);
          assert.match(result.sentence, template.drug === 'ketamine' ? /racemic ketamine/ : /mg esketamine/);
          count += 1;
        }
  // Templates of one route and fixed amounts share their doses; nothing else may.
  const distinct = new Set(
    templates.flatMap((one) =>
      one.steps.flatMap((step) =>
        (['iv', 'im', 'sc'].includes(one.route) ? ['10', '50', '100'] : ['-']).flatMap((strength) =>
          (one.basis === 'perKg' ? ['60', '70'] : ['-']).map(
            (kg) => `${one.route} ${step} ${strength} ${kg}`,
          ),
        ),
      ),
    ),
  );
  assert.equal(sentences.size, distinct.size);
  assert.ok(count > distinct.size);
});

test('[D6] [H2] out by ten: every dose of every template x 0.01, 0.1, 10 and 100 is stopped, and none of the doses itself', () => {
  let swept = 0;
  for (const template of templates)
    for (const amount of [template.start, template.startFrom65, ...template.steps]) {
      assert.equal(stopped(template.key, amount), false, `${template.key} ${amount}`);
      for (const factor of ['0.01', '0.1', '10', '100']) {
        assert.equal(
          stopped(template.key, multiply(amount, decimal(factor))),
          true,
          `${template.key} ${amount} x ${factor}`,
        );
        swept += 1;
      }
    }
  assert.ok(swept > 200);
});

test('the bands of every template: one step below, at and above each edge', () => {
  const step = decimal('0.01');
  for (const template of templates.filter(({ basis }) => basis === 'perKg')) {
    const { band, absolute, key } = template;
    const state = (amount: Decimal) => {
      const result = calculateRegimen(request(key, { amount }));
      return 'problem' in result ? result.problem.code : result.band;
    };
    const minus = (a: Decimal) => decimal((Number(a) - 0.01).toFixed(2));
    const plus = (a: Decimal) => decimal((Number(a) + Number(step)).toFixed(2));
    assert.deepEqual(
      [
        minus(absolute.low),
        absolute.low,
        minus(band.low),
        band.low,
        band.high,
        plus(band.high),
        absolute.high,
        plus(absolute.high),
      ].map(state),
      [
        'amountOutsideAbsoluteBand',
        'outside',
        'outside',
        'protocol',
        'protocol',
        'outside',
        'outside',
        'amountOutsideAbsoluteBand',
      ],
      key,
    );
    assert.equal(state(decimal('0')), 'amountNotPositive');
    // A protocol band ten times as wide as its low end would let a slip through.
    assert.ok(compare(band.high, multiply(band.low, decimal('10'))) < 0, key);
  }
});

test('a dose within the bands with all that is known asks for nothing more', () => {
  const { needs, warnings, band } = calculated('iv-acute');
  assert.deepEqual(
    [needs, warnings, band],
    [{ reason: false, secondSigner: false, medicalLead: false }, [], 'protocol'],
  );
  const { ageYears: _, ...unknownAge } = request('iv-acute');
  const found = calculateRegimen(unknownAge);
  assert.deepEqual('problem' in found ? found : found.warnings, []);
  const { heightCm: __, ...noHeight } = request('esketamine-resistant');
  const nasal = calculateRegimen(noHeight);
  assert.deepEqual('problem' in nasal ? nasal : nasal.warnings, []);
});

test('[H42] a clinic’s policy narrows the band of an infusion and never widens it', () => {
  const { doseBandHighMgPerKg, doseAbsoluteMgPerKg } = defaultPolicy.thresholds;
  const policyWith = (high: number, most: number) => ({
    ...defaultPolicy,
    thresholds: {
      ...defaultPolicy.thresholds,
      doseBandHighMgPerKg: { ...doseBandHighMgPerKg, value: high },
      doseAbsoluteMgPerKg: { ...doseAbsoluteMgPerKg, value: most },
    },
  });
  const at = (amount: string, high: number, most: number) => {
    const result = calculateRegimen(
      request('iv-acute', { amount: decimal(amount), policy: policyWith(high, most) }),
    );
    return 'problem' in result ? result.problem.code : result.band;
  };
  assert.equal(at('0.9', 0.75, 1), 'outside');
  assert.equal(at('1.1', 0.75, 1), 'amountOutsideAbsoluteBand');
  assert.equal(at('1.2', 9, 9), 'outside');
  assert.equal(at('1.6', 9, 9), 'amountOutsideAbsoluteBand');
  const { doseBandLowMgPerKg } = defaultPolicy.thresholds;
  const from = (amount: string, low: number) => {
    const policy = {
      ...defaultPolicy,
      thresholds: { ...defaultPolicy.thresholds, doseBandLowMgPerKg: { ...doseBandLowMgPerKg, value: low } },
    };
    return calculated('iv-acute', { amount: decimal(amount), policy }).band;
  };
  assert.deepEqual(
    [from('0.4', 0.4), from('0.39', 0.4), from('0.24', 0.1)],
    ['protocol', 'outside', 'outside'],
  );
});

test('[D7] [H9] a weight that is missing, estimated, too old, dated ahead, or older than a week while weight is lost never doses', () => {
  assert.equal(problem('iv-acute', { weight: undefined }), 'weightMissing');
  assert.equal(problem('iv-acute', { weight: weight('70', 1, true) }), 'weightEstimated');
  assert.deepEqual(
    [29, 30, 31].map((days) => problem('iv-acute', { weight: weight('70', days) })),
    [undefined, undefined, 'weightStale'],
  );
  // One day ahead may be the time zone.
  assert.deepEqual(
    [0, -1, -2, -3].map((days) => problem('iv-acute', { weight: weight('70', days) })),
    [undefined, undefined, 'weightInFuture', 'weightInFuture'],
  );
  const after = (earlier: string) => (days: number) =>
    problem('iv-acute', { weight: weight('70', days), earlierWeights: [weight(earlier, days + 40)] });
  assert.deepEqual([6, 7, 8].map(after('73')), [undefined, undefined, 'weightStale']);
  assert.deepEqual([after('70')(8), after('68')(8)], [undefined, undefined]);
});

test('[D3] [H4] a doubtful weight has to be confirmed before it doses', () => {
  const doubtful = { weight: weight('154'), earlierWeights: [weight('70', 10)] };
  assert.equal(problem('iv-acute', doubtful), 'weightToConfirm');
  assert.equal(problem('iv-acute', { ...doubtful, weightConfirmed: true }), undefined);
  assert.equal(problem('esketamine-resistant', doubtful), undefined);
});

test('products and minutes are asked where the route needs them', () => {
  const without = (key: string, name: 'product' | 'durationMinutes') => {
    const { [name]: _, ...rest } = request(key);
    const result = calculateRegimen(rest);
    return 'problem' in result ? result.problem.code : undefined;
  };
  assert.equal(without('iv-acute', 'product'), 'productMissing');
  assert.equal(without('iv-acute', 'durationMinutes'), 'durationMissing');
  assert.equal(without('sc-acute', 'product'), 'productMissing');
  assert.equal(without('oral', 'product'), undefined);
  assert.deepEqual(
    [19, 20, 120, 121, 40.5].map((durationMinutes) => problem('iv-acute', { durationMinutes })),
    ['durationOutOfRange', undefined, undefined, 'durationOutOfRange', 'durationOutOfRange'],
  );
});

test('from 65 years the first dose is lower: by jurisdiction in mg for esketamine, up to 0.5 mg/kg for ketamine', () => {
  const said = (
    key: string,
    amount: string,
    ageYears: number,
    jurisdiction: 'US' | 'UK' = 'UK',
    last?: string,
  ) =>
    calculated(key, {
      amount: decimal(amount),
      ageYears,
      jurisdiction,
      ...(last === undefined ? {} : { lastAmount: decimal(last) }),
    }).warnings.some((one) => one.startsWith('From 65'));
  assert.deepEqual(
    [64, 65, 66].map((age) => said('iv-acute', '0.6', age)),
    [false, true, true],
  );
  assert.equal(said('iv-acute', '0.5', 70), false);
  assert.equal(olderStartRange.source.mark, 'localDefault');
  assert.deepEqual(
    [said('esketamine-resistant', '56', 70), said('esketamine-resistant', '28', 70)],
    [true, false],
  );
  assert.equal(said('esketamine-resistant', '56', 70, 'US'), false);
  assert.equal(said('esketamine-resistant', '56', 70, 'UK', '28'), false);
  assert.match(
    calculated('esketamine-resistant', { ageYears: 70, jurisdiction: 'UK' }).warnings.join(),
    /^From 65 years the first dose here is 28 mg \(/,
  );
  assert.equal(
    calculated('iv-acute', { ageYears: 70, amount: decimal('0.6') }).warnings.join(),
    'From 65 years a lower start (0.25 to 0.5 mg/kg) is usual. Local default.',
  );
});

test('[REG-13] a first dose above the start asks for a reason: at and above it, after a last dose, and in a new course', () => {
  const needs = (key: string, amount: string, more: Partial<RegimenRequest> = {}) => {
    const found = calculated(key, { amount: decimal(amount), ...more });
    assert.equal(found.needs.secondSigner, false);
    return [found.needs.reason, found.warnings.some((one) => /REG-13/.test(one))];
  };
  assert.deepEqual(
    ['0.5', '0.6'].map((amount) => needs('sc-acute', amount)),
    [
      [false, false],
      [true, true],
    ],
  );
  assert.deepEqual(needs('esketamine-resistant', '84'), [true, true]);
  assert.deepEqual(needs('esketamine-suicidality', '84'), [false, false], 'it starts there');
  assert.deepEqual(needs('sc-acute', '0.6', { lastAmount: decimal('0.5') }), [false, false]);
  assert.deepEqual(needs('sc-acute', '0.6', { lastAmount: decimal('0.5'), newCourse: true }), [true, true]);
  assert.deepEqual(needs('sc-acute', '0.6', { lastAmount: decimal('0.5'), newCourse: false }), [
    false,
    false,
  ]);
  // From 65 years its own sentence is said, once.
  assert.deepEqual(needs('sc-acute', '0.6', { ageYears: 70 }), [true, false]);
  assert.deepEqual(needs('esketamine-resistant', '84', { ageYears: 70 }), [true, true]);
  assert.deepEqual(
    needs('esketamine-suicidality', '84', { ageYears: 70 }),
    [false, false],
    'US: no own start',
  );
});

test('[REG-14] by needle above the policy’s mg a reason and a second signature, where the body-mass index is high or not known', () => {
  // At 230 cm the ideal weight of a man is 120.3 kg; from 158.7 kg on it doses.
  const needs = (key: string, amount: string, kilograms: string, heightCm: string | undefined) => {
    const { heightCm: _, ...rest } = request(key, {
      amount: decimal(amount),
      weight: weight(kilograms),
      lastAmount: decimal(amount),
    });
    const found = calculateRegimen(heightCm === undefined ? rest : { ...rest, heightCm: decimal(heightCm) });
    if ('problem' in found) assert.fail(found.problem.sentence);
    return [found.dose.amountMg, found.needs.secondSigner, found.warnings.some((one) => /REG-14/.test(one))];
  };
  for (const key of ['iv-acute', 'im-acute'])
    assert.deepEqual(
      ['79.9', '80', '80.1'].map((kilograms) => needs(key, '1', kilograms, undefined)),
      [
        ['79.9', false, false],
        ['80', false, false],
        ['80.1', true, true],
      ],
      key,
    );
  assert.deepEqual(needs('iv-acute', '0.7', '170', '230'), ['84.2', true, true]);
  assert.deepEqual(needs('iv-acute', '0.6', '170', '230'), ['72.2', false, false]);
  assert.deepEqual(needs('iv-acute', '1', '100', '200'), ['100', false, false], 'a body-mass index of 25');
  assert.equal(needs('oral', '1.5', '80', undefined)[1], false, 'not by needle');
  assert.equal(defaultPolicy.thresholds.doseCapMg.source.mark, 'localDefault');
});

test('a weight’s days are those of the clinic’s calendar, not of Greenwich', () => {
  // 23:30 on 25 October in New York is the 26th in Greenwich.
  const measured = { ...weight('70'), measuredAt: '2026-10-26T03:30:00.000Z' as Instant };
  const at = (timeZone: string) => problem('iv-acute', { weight: measured, timeZone });
  assert.deepEqual([at('UTC'), at('America/New_York')], [undefined, 'weightStale']);
});

test('a dose more than one step above the last is said', () => {
  const jump = (amount: string, lastAmount: string) =>
    calculated('sc-acute', { amount: decimal(amount), lastAmount: decimal(lastAmount) }).warnings.length;
  assert.deepEqual(
    [jump('0.6', '0.5'), jump('0.75', '0.5'), jump('0.5', '0.9'), jump('0.9', '0.75'), jump('0.9', '0.9')],
    [0, 1, 0, 0, 0],
  );
});

test('above the highest step every further rise is said', () => {
  assert.deepEqual(
    calculated('sc-acute', { amount: decimal('0.95'), lastAmount: decimal('0.9') }).warnings.filter((one) =>
      one.includes('more than one step'),
    ),
    ['0.95 mg/kg is more than one step above the last dose of 0.9 mg/kg.'],
  );
});

test('without a height it is said that the ideal weight could not be weighed', () => {
  const { heightCm: _, ...rest } = request('iv-acute');
  const result = calculateRegimen(rest);
  assert.ok(!('problem' in result) && result.needs.reason && /height is not recorded/.test(result.sentence));
});

test('[D2] [H8] every number of an infusion equals exact rational arithmetic', () => {
  const stream = randomStream('regimen', 'test', 'exact');
  for (let i = 0; i < 2_000; i += 1) {
    const tenthKg = BigInt(stream.integer(500, 900));
    const hundredth = BigInt(stream.integer(10, 150));
    const strength = stream.pick(products);
    const minutes = stream.integer(20, 120);
    const { dose } = calculated('iv-acute', {
      amount: decimal(`${hundredth / 100n}.${String(hundredth % 100n).padStart(2, '0')}`),
      weight: weight(`${tenthKg / 10n}.${tenthKg % 10n}`),
      product: strength,
      durationMinutes: minutes,
      heightCm: decimal('190'),
    });
    // mg in tenths, half up; mL in hundredths; mL/h in tenths, below 5 in hundredths; mg/min in hundredths.
    const amount = (tenthKg * hundredth + 50n) / 100n;
    const perMl = BigInt(strength.concentrationMgPerMl);
    const volume = (2n * 10n * amount + perMl) / (2n * perMl);
    const tenths = (2n * 6n * volume + BigInt(minutes)) / (2n * BigInt(minutes));
    const hundredths = (2n * 60n * volume + BigInt(minutes)) / (2n * BigInt(minutes));
    const perHour = tenths < 50n ? hundredths : tenths * 10n;
    const perMinute = (2n * 10n * amount + BigInt(minutes)) / (2n * BigInt(minutes));
    const times = (value: Decimal | undefined, factor: string) =>
      multiply(value ?? assert.fail('absent'), decimal(factor));
    assert.deepEqual(
      [
        times(dose.amountMg, '10'),
        times(dose.volumeMl, '100'),
        times(dose.rateMlPerHour, '100'),
        times(dose.rateMgPerMinute, '100'),
      ],
      [amount, volume, perHour, perMinute].map(String),
    );
  }
  assert.equal(round(decimal('0.875'), 2), '0.88');
});

test('[D2] [H8] the rate of the pump gives the volume back within a hundredth, also of a strong product', () => {
  const strong = products.find(({ concentrationMgPerMl }) => concentrationMgPerMl === '100') ?? assert.fail();
  const rate = (amount: string, kilograms: string, minutes: number) =>
    calculated('iv-acute', {
      amount: decimal(amount),
      weight: weight(kilograms),
      product: strong,
      durationMinutes: minutes,
    }).dose.rateMlPerHour;
  assert.equal(rate('0.333', '65', 40), '0.33');
  assert.equal(rate('1', '70', 40), '1.05');
  const weak = products.find(({ concentrationMgPerMl }) => concentrationMgPerMl === '10') ?? assert.fail();
  const of = (amount: string) =>
    calculated('iv-acute', {
      amount: decimal(amount),
      weight: weight('70'),
      product: weak,
      durationMinutes: 40,
    }).dose.rateMlPerHour;
  // 3.29, 3.36 and 3.5 mL in 40 minutes: below, at and above five an hour.
  assert.deepEqual([of('0.47'), of('0.475'), of('0.48'), of('0.5')], ['4.94', '5', '5', '5.3']);
});

test('[P6] what a route has is in its dose, and what it has not is absent', () => {
  const startsAt = parseInstant('2026-11-25T10:00:00Z') as Instant;
  const keys = (key: string) => Object.keys(calculated(key, { startsAt }).dose).toSorted();
  const all = ['amountMg', 'drug', 'route', 'template'];
  const perKg = ['doseMgPerKg', 'weight'];
  const volume = ['concentrationMgPerMl', 'productId', 'volumeMl'];
  const infusion = ['durationMinutes', 'endsAt', 'rateMgPerMinute', 'rateMlPerHour'];
  assert.deepEqual(keys('iv-acute'), [...all, ...perKg, ...volume, ...infusion].toSorted());
  assert.deepEqual(keys('im-acute'), [...all, ...perKg, ...volume].toSorted());
  assert.deepEqual(keys('oral'), [...all, ...perKg].toSorted());
  assert.deepEqual(keys('esketamine-resistant'), [...all, 'devices'].toSorted());
  assert.ok(!('endsAt' in calculated('iv-acute').dose));
  // A product that is named by mistake for a dose by mouth is kept with its volume.
  assert.equal(calculated('oral', { product }).dose.productId, product.id);
});

test('[P6] what is signed of a dose is all that was computed, with the day of the weight', () => {
  const measured = weight('70');
  const { dose } = calculated('iv-acute', { weight: measured });
  assert.deepEqual(plannedDoseOf(dose, measured), {
    template: 'iv-acute',
    drug: 'ketamine',
    route: 'iv',
    amountMg: '35',
    doseMgPerKg: '0.5',
    weightKg: '70',
    weightMeasuredAt: measured.measuredAt,
    productId: 'ketamine-10',
    concentrationMgPerMl: '10',
    volumeMl: '3.5',
    durationMinutes: 40,
    rateMlPerHour: '5.3',
  });
  assert.ok(!('weightMeasuredAt' in plannedDoseOf(dose, undefined)));
});

test('[D4] [H3] mg typed as mg/kg cannot be saved, and the sentence says what may be mixed up', () => {
  const sentence = (key: string, amount: string) => {
    const result = calculateRegimen(request(key, { amount: decimal(amount) }));
    return 'problem' in result ? result.problem.sentence : assert.fail(amount);
  };
  for (const mg of ['5', '20', '35', '50', '80', '350'])
    assert.equal(
      sentence('iv-acute', mg),
      `${mg} mg/kg is above 1.5 mg/kg and cannot be saved. Check the decimal point, and mg/kg against mg.`,
    );
  assert.equal(
    sentence('esketamine-resistant', '112'),
    '112 mg is above 84 mg and cannot be saved. Check the decimal point.',
  );
  assert.equal(sentence('esketamine-resistant', '0'), 'The dose must be above zero mg.');
  assert.equal(sentence('iv-acute', '0'), 'The dose must be above zero mg/kg.');
});

test('[D4] [H5] an infusion: every pair of confusable inputs gives a different sentence', () => {
  const sentences = new Set<string>();
  let count = 0;
  for (const strength of ['10', '50', '100'])
    for (const amount of ['0.25', '0.5', '0.6', '1'])
      for (const kilograms of ['50', '70', '77'])
        for (const durationMinutes of [40, 60]) {
          const { sentence } = calculated('iv-acute', {
            product: productById(`ketamine-${strength}`) ?? assert.fail(strength),
            amount: decimal(amount),
            weight: weight(kilograms),
            durationMinutes,
          });
          sentences.add(sentence);
          count += 1;
        }
  assert.equal(sentences.size, count);
});

test('[H5] the products are the three concentrations, each with it in its name; a dose says it without its product', () => {
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
  assert.match(regimenSentence(calculated('im-acute').dose, 'Europe/London'), /; 3\.5 mL of 10 mg\/mL;/);
});

test('[P6] a dose says its route in words, every one of them', () => {
  assert.deepEqual(
    routes.map((route) => routeName(route)),
    [
      'IV',
      'IM',
      'SC',
      'nasal',
      'by nasal spray',
      'by mouth',
      'by mouth as a tablet',
      'by mouth as a prolonged-release tablet',
      'under the tongue',
      'as a film in the mouth',
      'into the rectum',
    ],
  );
});

test('[P5] the same request gives the same dose, and more weight never gives less', () => {
  assert.deepEqual(calculateRegimen(request('iv-acute')), calculateRegimen(request('iv-acute')));
  let last: Decimal = decimal('0');
  // At 230 cm every weight here is below the body-mass index from which the ideal one doses.
  for (let kilograms = 65; kilograms <= 155; kilograms += 1) {
    const { amountMg } = calculated('iv-acute', {
      weight: weight(String(kilograms)),
      heightCm: decimal('230'),
    }).dose;
    assert.equal(compare(amountMg, last), 1);
    last = amountMg;
  }
});
