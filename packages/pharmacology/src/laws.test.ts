import assert from 'node:assert/strict';
import test from 'node:test';
import { randomStream } from '@evenkeel/quantities';
import { exposureOf } from './exposure.ts';
import { individual } from './individual.ts';
import { courseOf } from './linear/course.ts';
import { analytes, analytesOf, type Model } from './model.ts';
import { models, modelById } from './models.ts';
import { from } from './parameter.ts';
import type { Person } from './person.ts';
import { combine, dose, infusion, nasalDevices, regimen, type Regimen, type Route } from './regimen.ts';
import { prepareRunner } from './runner.ts';
import { inputsOf, unitsOf, valuesOf } from './schedule.ts';
import { simulate } from './simulate.ts';

const of = from('test', 'ours');
/** One compartment, so that the answer is known by hand: V 50 L, CL 20 L/h. */
const single: Model = {
  ...modelById('clements-1981'),
  id: 'single',
  parameters: { V1: of(50, 'L'), k10: of(0.4, '1/h'), ka: of(2, '1/h') },
  weight: {},
  species: [
    {
      id: 'RS',
      shareOf: { ketamine: 1, esketamine: 0 },
      compartments: ['central'],
      transfers: [{ from: 'central', rate: (read) => read('k10') }],
      readouts: [{ compartment: 'central', analyte: 'ketamine', volume: 'V1' }],
    },
  ],
  routes: {
    iv: {
      parameters: [],
      pathways: [
        { id: 'straight', fraction: () => 1, depots: [], delivers: [{ to: 'central', fraction: () => 1 }] },
      ],
    },
    im: {
      parameters: [],
      pathways: [
        {
          id: 'depot',
          fraction: () => 1,
          depots: [(read) => read('ka')],
          delivers: [{ to: 'central', fraction: () => 1 }],
        },
      ],
    },
  },
};
const times = Float64Array.from([0, 0.25, 0.5, 1, 2, 5, 12]);
const course = (model: Model, doses: Regimen, person: Person = { weightKg: 70 }) =>
  simulate({ model, person, regimen: doses, times }).series.ketamine;
const near = (a: ArrayLike<number>, b: ArrayLike<number>, share = 1e-10) => {
  const peak = Math.max(...Array.from(b));
  for (let i = 0; i < b.length; i += 1)
    assert.ok(Math.abs((a[i] ?? 0) - (b[i] ?? 0)) <= share * peak, `${a[i]} against ${b[i]}`);
};

test('one compartment: the closed forms of a dose at once, an infusion and a first-order input', () => {
  near(
    course(single, dose('ketamine', 'iv', 40)),
    times.map((t) => (40 / 50) * 1000 * Math.exp(-0.4 * t)),
  );
  near(
    course(single, infusion('ketamine', 40, 1)),
    times.map((t) =>
      t <= 1
        ? (40 / 20) * 1000 * (1 - Math.exp(-0.4 * t))
        : (40 / 20) * 1000 * (1 - Math.exp(-0.4)) * Math.exp(-0.4 * (t - 1)),
    ),
  );
  near(
    course(single, dose('ketamine', 'im', 40)),
    times.map((t) => ((40 * 2 * 1000) / (50 * (2 - 0.4))) * (Math.exp(-0.4 * t) - Math.exp(-2 * t))),
  );
});

test('one compartment with the depot exactly as fast as the elimination: D ka t exp(-ka t) / V', () => {
  const tied = { ...single, parameters: { ...single.parameters, ka: of(0.4, '1/h') } };
  near(
    course(tied, dose('ketamine', 'im', 40)),
    times.map((t) => (40 / 50) * 1000 * 0.4 * t * Math.exp(-0.4 * t)),
  );
});

test('the area under the curve is the dose over the clearance', () => {
  const auc = exposureOf(individual(single, { weightKg: 70 }), infusion('ketamine', 40, 1)).ketamine;
  assert.ok(Math.abs((auc?.auc ?? 0) - 2000) < 1e-9);
  assert.ok(Math.abs((auc?.halfLife ?? 0) - Math.LN2 / 0.4) < 1e-12);
  const composite = exposureOf(
    individual(modelById('composite-1'), { weightKg: 70 }),
    infusion('esketamine', 35, 2 / 3),
  );
  const clearance = (151 * 257.6) / (151 + 257.6);
  assert.ok(Math.abs((composite['S-ketamine']?.auc ?? 0) / ((35 / clearance) * 1000) - 1) < 1e-12);
});

test('mass balance: what came in is what is there and what went out, to 1e-10', () => {
  for (const model of models)
    for (const route of Object.keys(model.routes) as Route[]) {
      const person = individual(model, { weightKg: 75 });
      const plan =
        route === 'nasal-device' ? nasalDevices(56) : dose(model.drugs[0] ?? 'ketamine', route, 40);
      for (const unit of unitsOf(model, plan)) {
        const solved = courseOf(unit, person);
        const { layout } = unit;
        const read = (name: string) =>
          valuesOf(unit, person)[`${name}.${layout.species.id}`] ??
          valuesOf(unit, person)[name] ??
          Number.NaN;
        const row = (weights: (state: number) => number) =>
          Float64Array.from(layout.states, (_, state) => weights(state));
        const site = (state: number) => ['effect', 'pressure'].includes(layout.states[state] ?? '');
        // Net loss of matter from each state: what leaves less what arrives elsewhere.
        const lost = row((state) => {
          if (site(state)) return 0;
          const out = layout.losses
            .filter((one) => one.from === state)
            .reduce((sum, { rate }) => sum + rate(read), 0);
          const arrives = layout.arrows
            .filter((one) => one.from === state && !site(one.to))
            .reduce((sum, { rate, share }) => sum + rate(read) * share(read), 0);
          return out - arrives;
        });
        const inside = row((state) => (site(state) ? 0 : 1));
        const given = inputsOf(unit, person).reduce(
          (sum, { into }) => sum + into.reduce((part, { mg }) => part + mg, 0),
          0,
        );
        const at = 30;
        const sum = solved.at(inside, at) + solved.areaTo(lost, at);
        assert.ok(Math.abs(sum / given - 1) < 1e-10, `${model.id} ${route}: ${sum} of ${given}`);
      }
    }
});

test('linear, superposed, split, halved and in any order: the course is the same', () => {
  for (const model of models) {
    const drug = model.drugs[0] ?? 'ketamine';
    const read = (doses: Regimen) => course(model, doses);
    const whole = read(infusion(drug, 30, 1));
    near(
      read(infusion(drug, 60, 1)),
      whole.map((value) => 2 * value),
    );
    near(read(combine(infusion(drug, 15, 1), infusion(drug, 15, 1))), whole);
    near(read(combine(infusion(drug, 10, 1 / 3), infusion(drug, 20, 2 / 3, { at: 1 / 3 }))), whole);
    const later = infusion(drug, 10, 0.5, { at: 2 });
    const sum = read(combine(infusion(drug, 30, 1), later));
    const part = read(later);
    near(
      sum,
      whole.map((value, index) => value + (part[index] ?? 0)),
    );
    near(read(regimen([...later, ...infusion(drug, 30, 1)])), sum);
  }
});

const unspoken = (model: Model, channel: string) =>
  analytes.some((analyte) => analyte === channel && !analytesOf(model).has(analyte));

test('never negative, never NaN, monotone in dose, over plans and people drawn at random', () => {
  const stream = randomStream('laws', 'test', 'people');
  const pick = <T>(values: readonly T[]): T => values[stream.integer(0, values.length - 1)] as T;
  for (let round = 0; round < 120; round += 1) {
    const model = pick(models);
    const route = pick(Object.keys(model.routes) as Route[]);
    const person: Person = {
      weightKg: stream.integer(40, 140),
      ageY: stream.integer(18, 86),
      ...(stream.chance(0.3) ? { ancestry: 'japanese' as const } : {}),
      ...(stream.chance(0.3) && model.id === 'composite-1' ? { liver: 'moderate' as const } : {}),
      ...(stream.chance(0.3) && model.medicines !== undefined
        ? { medicines: [pick(['clarithromycin', 'rifampicin', 'ticlopidine'])] }
        : {}),
    };
    const deviates = Object.fromEntries(
      model.variability.effects.map(({ name }) => [name, (stream.integer(0, 40) - 20) / 10]),
    );
    const plan = (factor: number): Regimen =>
      regimen(
        Array.from({ length: 3 }, (_, index) => ({
          at: index * 3,
          drug: model.drugs[0] ?? 'ketamine',
          route,
          amountMg: 20 * factor,
          durationH: route === 'iv' ? 0.5 : 0,
          device: index + 1,
        })),
      );
    const [less, more] = [1, 1.5].map((factor) =>
      simulate({ model, person, regimen: plan(factor), times, deviates }),
    );
    assert.ok(less !== undefined && more !== undefined);
    for (const channel of [
      'ketamine',
      'S-ketamine',
      'norketamine',
      'hydroxynorketamine',
      'occupancy',
      'plasticity',
      'dissociation',
      'systolicChange',
    ] as const)
      for (let i = 0; i < times.length; i += 1) {
        const a: number = less.series[channel][i] ?? Number.NaN;
        const b: number = more.series[channel][i] ?? Number.NaN;
        if (unspoken(model, channel)) {
          assert.ok(
            Number.isNaN(a) && Number.isNaN(b),
            `${model.id} says nothing of ${channel}, and no zero`,
          );
          continue;
        }
        assert.ok(
          a >= 0 && b >= 0 && Number.isFinite(a) && Number.isFinite(b),
          `${model.id} ${channel} ${a} ${b}`,
        );
        assert.ok(
          b >= a - 1e-9 * Math.abs(a) - 1e-9,
          `${model.id} ${route} ${channel}: ${b} after more, ${a} after less`,
        );
      }
  }
});

test('a person alone is the same to the last bit as after others in the same runner', () => {
  const model = modelById('composite-1');
  const plan = combine(dose('ketamine', 'sublingual', 60), infusion('ketamine', 30, 1, { at: 24 }));
  const people = [0, 1, 2, 3].map((index) =>
    individual(model, { weightKg: 60 + 9 * index }, { CL: index - 1, slInput: index / 3, V1: 0.4 }),
  );
  const together = prepareRunner(model, plan, times);
  for (const person of people) {
    const [alone, inCrowd] = [0, 1].map(() => new Float64Array(together.channels.length * times.length));
    assert.ok(alone !== undefined && inCrowd !== undefined);
    prepareRunner(model, plan, times).run(person, alone);
    together.run(person, inCrowd);
    assert.deepEqual(inCrowd, alone);
  }
});
