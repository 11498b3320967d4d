import assert from 'node:assert/strict';
import test from 'node:test';
import { modelById } from '../models.ts';
import { models } from '../models.ts';
import { SimulationRefusal } from '../refusal.ts';
import { combine, infusion, nasalDevices, repeat } from '../regimen.ts';
import { personOf, trialPeople, typicalOf } from './covariates.ts';
import { deviateSource } from './deviates.ts';
import { blocksOf, mergeAll, populationBlock, type PopulationPlan } from './population.ts';
import { percentile, type Summary } from './summary.ts';

const plan = (more: Partial<PopulationPlan> = {}): PopulationPlan => ({
  model: 'composite-1',
  regimen: infusion('ketamine', 40, 40 / 60),
  people: { kind: 'alike', person: { weightKg: 80 } },
  count: 60,
  seed: 1,
  times: Float64Array.from([0.5, 2, 24]),
  ...more,
});
const inBlocks = (given: PopulationPlan, workers: number): Summary =>
  mergeAll(blocksOf(given.count, workers).map(([from, to]) => populationBlock(given, from, to)));

test('[promise 5] the same answer to the last bit in 1, 2, 7 and 16 blocks, and merged in any order', () => {
  for (const given of [
    plan(),
    plan({ regimen: repeat(nasalDevices(56), 72, 2), people: trialPeople, residual: true }),
  ]) {
    const whole = inBlocks(given, 1);
    for (const workers of [2, 7, 16]) assert.deepEqual(inBlocks(given, workers), whole);
    const parts = blocksOf(given.count, 5).map(([from, to]) => populationBlock(given, from, to));
    assert.deepEqual(mergeAll(parts.toReversed()), whole);
  }
});

test('[promise 5] a subject draws the same numbers whoever else is drawn, and another seed draws others', () => {
  const model = modelById('composite-1');
  const source = deviateSource(model, 7, 2, ['FRn']);
  const alone = deviateSource(model, 7, 2, ['FRn']).of(41);
  for (const subject of [3, 99, 0]) source.of(subject);
  assert.deepEqual(source.of(41), alone);
  assert.notDeepEqual(deviateSource(model, 8, 2, ['FRn']).of(41), alone);
  // Leaving out what does not matter for a route moves nothing else.
  assert.equal(deviateSource(model, 7, 2, []).of(41)['CL'], alone['CL']);
  assert.notEqual(alone['FRn#1'], alone['FRn#2']);
});

test('deviates have mean 0, variance 1 and the correlations of the model', () => {
  for (const model of models.filter(({ variability }) => variability.effects.length > 0)) {
    const source = deviateSource(model, 3, 1, []);
    const people = Array.from({ length: 4000 }, (_, subject) => source.of(subject));
    const mean = (of: (subject: number) => number) =>
      people.reduce((sum, _, subject) => sum + of(subject), 0) / people.length;
    for (const { name, level } of model.variability.effects) {
      if (level === 'occasion') continue;
      assert.ok(Math.abs(mean((subject) => people[subject]?.[name] ?? 9)) < 0.07, name);
      assert.ok(Math.abs(mean((subject) => (people[subject]?.[name] ?? 9) ** 2) - 1) < 0.1, name);
    }
    for (const { between, value } of model.variability.covariances) {
      const [one, two] = between;
      const sd = (name: string) =>
        model.variability.effects.find((effect) => effect.name === name)?.sd.value ?? Number.NaN;
      const found = mean((subject) => (people[subject]?.[one] ?? 9) * (people[subject]?.[two] ?? 9));
      assert.ok(Math.abs(found - value.value / (sd(one) * sd(two))) < 0.07, `${model.id} ${one} ${two}`);
    }
  }
});

test('percentiles are those of the people, within a bin', () => {
  const given = plan({ count: 400 });
  const summary = inBlocks(given, 1);
  const singles = Array.from({ length: given.count }, (_, subject) =>
    populationBlock(given, subject, subject + 1),
  );
  for (const channel of ['ketamine', 'occupancy', 'moodDrug', 'plasticity'])
    for (const time of [0, 1, 2]) {
      const values = singles
        .map(({ least, channels }) => least[channels.indexOf(channel) * 3 + time] ?? Number.NaN)
        .toSorted((a, b) => a - b);
      for (const share of [0.05, 0.25, 0.5, 0.75, 0.95]) {
        const found = percentile(summary, channel, share)[time] ?? Number.NaN;
        const [low, high] = [values[Math.floor(share * 400) - 2], values[Math.ceil(share * 400) + 1]];
        assert.ok(low !== undefined && high !== undefined);
        const room = 0.023 * Math.max(Math.abs(low), Math.abs(high));
        assert.ok(
          found >= low - room && found <= high + room,
          `${channel} ${share}: ${low} ${found} ${high}`,
        );
      }
    }
});

test('people come from stated distributions, a table or alike, inside their bounds', () => {
  const people = Array.from({ length: 3000 }, (_, subject) => personOf(trialPeople, 1, subject));
  const weights = people.map(({ weightKg }) => weightKg).toSorted((a, b) => a - b);
  assert.ok(Math.abs((weights[1500] ?? 0) - 74) < 1.5);
  assert.ok((weights[0] ?? 0) >= 39 && (weights.at(-1) ?? 0) <= 170);
  assert.ok(people.every(({ ageY = 0 }) => ageY >= 18 && ageY <= 86));
  const women = people.filter(({ sex }) => sex === 'female').length / people.length;
  assert.ok(Math.abs(women - 0.584) < 0.03);
  const table = { kind: 'table' as const, people: [{ weightKg: 60 }, { weightKg: 90 }] };
  assert.deepEqual(
    [0, 1, 2].map((subject) => personOf(table, 1, subject).weightKg),
    [60, 90, 60],
  );
  assert.throws(() => personOf({ kind: 'table', people: [] }, 1, 0), SimulationRefusal);
});

test('a population that cannot be is refused, progress is told, and false stops it', () => {
  for (const count of [0, -1, 1.5, Number.NaN])
    assert.throws(() => populationBlock(plan({ count }), 0, 1), SimulationRefusal);
  assert.throws(() => populationBlock(plan({ seed: -1 }), 0, 1), SimulationRefusal);
  const told: number[] = [];
  populationBlock(plan({ count: 200 }), 0, 200, (done) => told.push(done) > 0);
  assert.deepEqual(told, [64, 128, 192]);
  assert.equal(populationBlock(plan({ count: 200 }), 0, 200, () => false).people, 64);
});

test('a visit has its own occasion, and another visit another', () => {
  const twice = combine(nasalDevices(28), nasalDevices(28, 240));
  const model = modelById('composite-1');
  const times = Float64Array.from([0.6, 240.6]);
  const summary = populationBlock(plan({ regimen: twice, times, count: 1 }), 0, 1);
  const at = summary.channels.indexOf('S-ketamine') * 2;
  assert.ok(Math.abs((summary.least[at] ?? 0) / (summary.least[at + 1] ?? 1) - 1) > 0.02);
  assert.equal(model.variability.effects.find(({ name }) => name === 'FRn')?.level, 'occasion');
});

test('a population of a model without metabolites has no number for them, and the benzodiazepine scenario reaches it', () => {
  const classic = populationBlock(plan({ model: 'clements-1981', count: 5 }), 0, 5);
  assert.ok(percentile(classic, 'norketamine', 0.5).every(Number.isNaN));
  assert.ok(percentile(classic, 'ketamine', 0.5).every(Number.isFinite));
  const late = plan({ times: Float64Array.from([240]), count: 20 });
  const mood = (benzodiazepine: boolean) =>
    percentile(populationBlock({ ...late, benzodiazepine }, 0, 20), 'moodDrug', 0.5)[0] ?? Number.NaN;
  assert.ok(mood(true) > mood(false) * 0.8 && mood(true) < 0, 'plasticity is lost sooner');
});

test('the typical person of a population is in its middle, not its first member', () => {
  assert.equal(typicalOf(trialPeople).weightKg, 74);
  assert.equal(
    typicalOf({ kind: 'table', people: [{ weightKg: 99 }, { weightKg: 60 }, { weightKg: 70 }] }).weightKg,
    70,
  );
});
