import assert from 'node:assert/strict';
import test from 'node:test';
import { exposureOf } from '../exposure.ts';
import { individual } from '../individual.ts';
import type { Analyte } from '../model.ts';
import { modelById } from '../models.ts';
import { deviateSource } from '../population/deviates.ts';
import { normalOf } from '../population/normal.ts';
import { residualOf } from '../population/residual.ts';
import { SimulationRefusal } from '../refusal.ts';
import { dose, infusion, nasalDevices, repeat, type Regimen } from '../regimen.ts';
import { channels, prepareRunner } from '../runner.ts';
import { occasionEffects } from '../schedule.ts';
import { logOfShareBelow } from './doubt.ts';
import { fitPerson, type FitRequest } from './fit-person.ts';
import type { Measurement } from './reading.ts';

const model = modelById();
const person = { weightKg: 80 };
const plan = infusion('ketamine', 40, 40 / 60);

/** What a simulated person would have at some times, with the model's residual error when there is a seed. */
function measured(
  doses: Regimen,
  times: readonly number[],
  analyte: Analyte,
  deviates: Readonly<Record<string, number>>,
  noise?: { readonly seed: number; readonly subject: number },
): Measurement[] {
  const grid = Float64Array.from(times);
  const out = new Float64Array(channels.length * grid.length);
  prepareRunner(model, doses, grid, { occasions: true }).run(individual(model, person, deviates), out);
  const sd = Math.sqrt(Math.log(1 + residualOf(model, analyte) ** 2));
  return times.map((at, index) => ({
    at,
    analyte,
    value:
      out[channels.indexOf(analyte) * grid.length + index]! *
      (noise === undefined ? 1 : Math.exp(sd * normalOf(noise.seed, noise.subject, 77, index))),
  }));
}
const refused = (request: Partial<FitRequest>, says: RegExp) =>
  assert.throws(
    () => fitPerson({ person, regimen: plan, ...request }),
    (error) => error instanceof SimulationRefusal && error.code === 'PHA-006' && says.test(error.message),
  );

test('the 90 % interval of the area holds the true one in 80 to 97 % of 120 simulated people, and beats the typical person', () => {
  const source = deviateSource(model, 5, 1, occasionEffects(model, plan));
  let [held, closer] = [0, 0];
  const people = 120;
  for (let subject = 0; subject < people; subject += 1) {
    const deviates = source.of(subject);
    const truth = exposureOf(individual(model, person, deviates), plan).ketamine!.auc;
    const fit = fitPerson({
      person,
      regimen: plan,
      measurements: measured(plan, [40 / 60, 1.5, 4, 8], 'ketamine', deviates, { seed: 5, subject }),
      despiteDoubts: true,
    });
    const area = fit.exposure.find(({ name }) => name === 'ketamine area')!;
    assert.ok(area.low < area.value && area.value < area.high);
    if (area.low <= truth && truth <= area.high) held += 1;
    if (Math.abs(Math.log(area.value / truth)) < Math.abs(Math.log(area.typical / truth))) closer += 1;
  }
  assert.ok(held >= 0.8 * people && held <= 0.97 * people, `${held} of ${people}`);
  assert.ok(closer > 0.65 * people, `${closer} of ${people}`);
});

test('the typical person’s own values fit to the typical person, and more readings narrow the interval', () => {
  const width = (times: readonly number[]) => {
    const fit = fitPerson({ person, regimen: plan, measurements: measured(plan, times, 'ketamine', {}) });
    for (const { deviate } of fit.effects) assert.ok(Math.abs(deviate) < 1e-5);
    const area = fit.exposure[0]!;
    assert.ok(Math.abs(area.value / area.typical - 1) < 1e-5);
    return Math.log(area.high / area.low);
  };
  const [one, three, six] = [[2], [1, 2, 6], [0.7, 1, 2, 4, 6, 10]].map(width);
  assert.ok(one! > three! && three! > six!, `${one} ${three} ${six}`);
});

test('a person who clears half as fast again is found to, and what was not measured stays typical and is said to', () => {
  const deviates = { CL: 1.8 };
  const fit = fitPerson({
    person,
    regimen: plan,
    measurements: measured(plan, [0.7, 1.5, 3, 6, 10], 'ketamine', deviates),
  });
  const clearance = fit.effects.find(({ name }) => name === 'CL')!;
  assert.ok(clearance.deviate > 0.7 && clearance.low < clearance.value && clearance.informed > 0.3);
  assert.ok(!fit.effects.some(({ name }) => name === 'CLh'), 'hydroxynorketamine has nothing to do with it');
  assert.match(fit.label, /^model fitted to 5 readings, not a measurement$/);
  const last = fit.readings.at(-1)!;
  assert.ok(Math.abs(last.fitted / last.observed - 1) < Math.abs(last.typical / last.observed - 1));
});

test('the order of readings changes nothing', () => {
  const readings = measured(plan, [0.7, 1.5, 3, 6], 'ketamine', { CL: -1, V1: 0.5 });
  const one = fitPerson({ person, regimen: plan, measurements: readings });
  const two = fitPerson({ person, regimen: plan, measurements: readings.toReversed() });
  assert.deepEqual(two, one);
});

test('several analytes, a later visit of several and a nasal dose are fitted as well', () => {
  const visits = repeat(nasalDevices(56), 84, 2);
  const deviates = { CL: 0.6, FRn: -0.5 };
  const fit = fitPerson({
    person,
    regimen: visits,
    measurements: [
      ...measured(visits, [1, 85, 88], 'S-ketamine', deviates),
      ...measured(visits, [2, 86], 'S-norketamine', deviates),
    ],
  });
  assert.ok(fit.effects.length > 4 && fit.readings.length === 5);
  for (const { fitted, observed } of fit.readings) assert.ok(Math.abs(Math.log(fitted / observed)) < 0.35);
});

test('a reading below the laboratory’s limit counts as such: it pulls down, and never as a zero', () => {
  const [peak] = measured(plan, [0.7], 'ketamine', {});
  const plain = fitPerson({ person, regimen: plan, measurements: [peak!] });
  const with8 = fitPerson({
    person,
    regimen: plan,
    measurements: [peak!, { at: 8, analyte: 'ketamine', below: 5 }],
  });
  const at8 = with8.readings.find(({ isBelow }) => isBelow)!;
  assert.ok(at8.typical > 5 && at8.fitted < at8.typical && at8.fitted > 1);
  assert.ok(with8.exposure[0]!.value < plain.exposure[0]!.value);
});

test('blood pressure: baseline and readings fit how strongly this person’s pressure rises', () => {
  const fit = fitPerson({
    person,
    regimen: plan,
    pressures: {
      baseline: 120,
      readings: [0.5, 0.67, 0.8, 1].map((at) => ({ at, systolic: 143 })),
    },
  });
  const pressure = fit.effects.find(({ name }) => name === 'pressure')!;
  assert.ok(pressure.value > 1.5 && pressure.low > 1 && pressure.informed > 0.3);
  refused({ pressures: { baseline: 12, readings: [{ at: 1, systolic: 140 }] } }, /between 60 and 260 mmHg/);
});

test('[D5] a wrong unit is a doubt in a sentence, not a fit; it is fitted only when asked for in spite of it', () => {
  const [reading] = measured(plan, [0.7], 'ketamine', {});
  const off = (factor: number) => [{ ...reading!, value: (reading as { value: number }).value * factor }];
  for (const [factor, says] of [
    [10, /ten times too large/],
    [1000, /a thousand times too large/],
    [0.001, /µg\/mL are written as ng\/mL/],
    [1000 / 237.73, /nmol\/L/],
  ] as const)
    refused({ measurements: off(factor) }, says);
  const fit = fitPerson({ person, regimen: plan, measurements: off(10), despiteDoubts: true });
  assert.equal(fit.doubts.length, 1);
});

test('what the data cannot support is refused in a sentence', () => {
  refused({}, /at least one reading/);
  refused({ measurements: [{ at: -1, analyte: 'ketamine', value: 5 }] }, /before the first dose/);
  refused({ measurements: [{ at: 2, analyte: 'ketamine', below: 1 }] }, /below what the laboratory can tell/);
  refused({ measurements: [{ at: 2, analyte: 'ketamine', value: 0 }] }, /above zero/);
  refused({ measurements: [{ at: Number.NaN, analyte: 'ketamine', value: 1 }] }, /number of hours/);
  refused(
    {
      model: modelById('domino-1982'),
      measurements: [{ at: 1, analyte: 'norketamine', value: 20 }],
    },
    /says nothing about norketamine/,
  );
  refused(
    { model: modelById('domino-1982'), measurements: [{ at: 1, analyte: 'ketamine', value: 20 }] },
    /without how people and readings differ/,
  );
  // One cuff reading that is what everybody has says nothing.
  refused(
    {
      regimen: dose('ketamine', 'im', 5),
      pressures: { baseline: 120, readings: [{ at: 2, systolic: 121 }] },
    },
    /hardly more than is known of everybody/,
  );
});

test('the logarithm of a normal share is right in the middle and in the far tail', () => {
  for (const [z, wanted] of [
    [0, Math.log(0.5)],
    [1.6448536269514722, Math.log(0.95)],
    [-3, Math.log(0.001349898031630095)],
    [-6, Math.log(9.865876450376946e-10)],
    [8, 0],
  ] as const)
    assert.ok(Math.abs(logOfShareBelow(z) - wanted) < 2e-5 * Math.max(1e-6, Math.abs(wanted)) + 1e-9, `${z}`);
});
