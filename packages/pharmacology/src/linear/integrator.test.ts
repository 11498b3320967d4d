import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import test from 'node:test';
import { randomStream } from '@evenkeel/quantities';
import { individual, type Individual } from '../individual.ts';
import type { Model } from '../model.ts';
import { models } from '../models.ts';
import { combine, dose, infusion, nasalDevices, type Regimen, type Route } from '../regimen.ts';
import { inputsOf, unitsOf, valuesOf, type Unit } from '../schedule.ts';
import { simulate } from '../simulate.ts';
import { courseOf } from './course.ts';
import { fillMatrix, readerOf } from './matrix.ts';

/** The part of the integrator used here; its own package ships sources instead of types. */
interface Odex {
  readonly Solver: new (size: number) => {
    absoluteTolerance: number;
    relativeTolerance: number;
    maxSteps: number;
    solve(
      f: (t: number, y: readonly number[]) => number[],
      from: number,
      y: readonly number[],
      to: number,
    ): { readonly y: number[] };
  };
}
const odex = createRequire(import.meta.url)('odex') as Odex;

interface System {
  readonly size: number;
  readonly inputs: ReturnType<typeof inputsOf>;
  readonly rate: (y: readonly number[]) => number[];
}

function systemOf(unit: Unit, person: Individual): System {
  const size = unit.layout.states.length;
  const matrix = new Float64Array(size * size);
  fillMatrix(unit.layout, readerOf(valuesOf(unit, person), unit.layout.species.id), matrix);
  return {
    size,
    inputs: inputsOf(unit, person),
    rate: (y) =>
      Array.from({ length: size }, (_, i) => {
        let sum = 0;
        for (let k = 0; k < size; k += 1) sum += (matrix[i * size + k] ?? 0) * (y[k] ?? 0);
        return sum;
      }),
  };
}

/** The state of a system at a time, by an integrator that is not ours, restarted wherever an input starts or ends. */
function integrate({ size, inputs, rate }: System, until: number): readonly number[] {
  const breaks = [...new Set([...inputs.flatMap(({ at, until: end }) => [at, end]), until])]
    .filter((at) => at <= until)
    .toSorted((a, b) => a - b);
  let state: number[] = Array.from({ length: size }, () => 0);
  for (const [index, at] of breaks.entries()) {
    for (const input of inputs)
      if (input.at === at && input.until === at)
        for (const { state: place, mg } of input.into) state[place] = (state[place] ?? 0) + mg;
    const next = breaks[index + 1];
    if (next === undefined) break;
    const constant = Array.from({ length: size }, () => 0);
    for (const { at: from, until: end, into } of inputs)
      if (from <= at && end > at)
        for (const { state: place, mg } of into) constant[place] = (constant[place] ?? 0) + mg / (end - from);
    const solver = new odex.Solver(size);
    solver.absoluteTolerance = 1e-13;
    solver.relativeTolerance = 1e-12;
    solver.maxSteps = 1_000_000;
    state = solver.solve(
      (_: number, y: readonly number[]) => rate(y).map((value, i) => value + (constant[i] ?? 0)),
      at,
      state,
      next,
    ).y;
  }
  return state;
}

/**
 * All units of a plan with signal and plasticity behind them, written out from the reference's equations with its own
 * numbers: the last two states are the signal and the plasticity.
 */
function wholeOf(units: readonly Unit[], person: Individual): System {
  const parts = units.map((unit) => systemOf(unit, person));
  const starts = parts.map((_, index) => parts.slice(0, index).reduce((sum, { size }) => sum + size, 0));
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  const nm = { ketamine: 1000 / 237.73, norketamine: 1000 / 223.7 };
  const per: Readonly<Partial<Record<string, number>>> = {
    'S-ketamine': (nm.ketamine * 0.7) / 862,
    'R-ketamine': (nm.ketamine * 0.7) / 4025,
    'S-norketamine': (nm.norketamine * 0.5) / 5150,
    'R-norketamine': (nm.norketamine * 0.5) / 39_400,
    ketamine: (nm.ketamine * 0.7 * (1 / 862 + 1 / 4025)) / 2,
  };
  return {
    size: size + 2,
    inputs: parts.flatMap(({ inputs }, index) =>
      inputs.map(({ into, ...input }) => ({
        ...input,
        into: into.map(({ state, mg }) => ({ state: state + (starts[index] ?? 0), mg })),
      })),
    ),
    rate: (y) => {
      let x = 0;
      const rates = parts.flatMap(({ rate, size: own }, index) => {
        const start = starts[index] ?? 0;
        const unit = units[index];
        const { species, states } = unit?.layout ?? { species: undefined, states: [] };
        if (unit !== undefined && species !== undefined)
          for (const { compartment, analyte, volume, factor } of species.readouts)
            x +=
              ((per[analyte] ?? 0) * (factor ?? 1) * 1000 * (y[start + states.indexOf(compartment)] ?? 0)) /
              readerOf(valuesOf(unit, person), species.id)(volume);
        return rate(y.slice(start, start + own));
      });
      const occupied = Math.max(0, x) / (1 + Math.max(0, x));
      const drive = occupied ** 1.25 / (0.35 ** 1.25 + occupied ** 1.25);
      const [b, p] = [y[size] ?? 0, y[size + 1] ?? 0];
      return [...rates, 3 * (drive - b), 0.85 * b * (1 - p) - 0.0058 * p];
    },
  };
}

function planFor(model: Model, route: Route): Regimen {
  const drug = model.drugs[0] ?? 'ketamine';
  if (route === 'nasal-device') return nasalDevices(84);
  if (route === 'iv')
    return combine(
      infusion(drug, 35, 2 / 3, {
        changes: [
          { kind: 'pause', afterH: 0.2 },
          { kind: 'resume', afterH: 0.3 },
        ],
      }),
      dose(drug, 'iv', 5, 3),
    );
  return combine(dose(drug, route, 40), dose(drug, route, 20, 5));
}

function compare(unit: Unit, person: Individual, what: string): void {
  const course = courseOf(unit, person);
  const size = unit.layout.states.length;
  const times = [0.1, 0.66, 1.1, 3.2, 9, 24];
  const rows = Array.from({ length: size }, (_, i) =>
    Float64Array.from({ length: size }, (_v, k) => (i === k ? 1 : 0)),
  );
  const ours = times.map((time) => rows.map((row) => course.at(row, time)));
  const system = systemOf(unit, person);
  const theirs = times.map((time) => integrate(system, time));
  for (let state = 0; state < size; state += 1) {
    const peak = Math.max(...theirs.map((values) => Math.abs(values[state] ?? 0)));
    for (const [index, time] of times.entries()) {
      const gap = Math.abs((ours[index]?.[state] ?? 0) - (theirs[index]?.[state] ?? 0));
      assert.ok(
        gap <= 1e-8 * peak,
        `${what} ${unit.layout.states[state]} at ${time} h: ${gap / peak} of its peak`,
      );
    }
  }
}

test('every model and route agrees with an independent integrator to 1e-8 of the peak of each state', () => {
  for (const model of models)
    for (const route of Object.keys(model.routes) as Route[]) {
      const person = individual(model, { weightKg: 82 });
      for (const unit of unitsOf(model, planFor(model, route))) compare(unit, person, `${model.id} ${route}`);
    }
});

test('rates that are equal, or nearly, are solved as well: the depot as fast as a rate of the body', () => {
  const [composite] = models;
  assert.ok(composite !== undefined);
  const plan = combine(dose('ketamine', 'im', 40), dose('ketamine', 'sc', 20, 1));
  const base = individual(composite, { weightKg: 70 });
  const [unit] = unitsOf(composite, plan);
  assert.ok(unit !== undefined);
  // The effect site (5 minutes) and both depots at one rate; then apart by 1e-12 to 1e-3 of it.
  const rate = Math.LN2 / (5 / 60);
  for (const apart of [0, 1e-12, 1e-9, 1e-7, 1e-5, 1e-3]) {
    const values = { ...base.values, imRate: rate, scRate: rate * (1 + apart) };
    compare(unit, { ...base, values }, `rates apart by ${apart}`);
  }
});

test('rates drawn at random agree too', () => {
  const stream = randomStream('integrator', 'test', 'rates');
  const [composite] = models;
  assert.ok(composite !== undefined);
  for (let round = 0; round < 12; round += 1) {
    const base = individual(composite, { weightKg: 40 + stream.integer(0, 80) });
    const values = Object.fromEntries(
      Object.entries(base.values).map(([name, value]) => [
        name,
        /F$|Fgut|GN|FRn|fH/.test(name) ? value : value * Math.exp((stream.integer(0, 200) - 100) / 100),
      ]),
    );
    const [unit] = unitsOf(composite, combine(planFor(composite, 'sublingual'), planFor(composite, 'iv')));
    assert.ok(unit !== undefined);
    compare(unit, { ...base, values, nasalValues: values }, `round ${round}`);
  }
});

test('signal and plasticity of every model and route agree with it to 1e-6 of their peak', () => {
  const times = [0.1, 0.66, 1.1, 3.2, 9, 24, 96];
  for (const model of models)
    for (const route of Object.keys(model.routes) as Route[]) {
      const regimen = planFor(model, route);
      const person = { weightKg: 82 };
      const { series } = simulate({ model, person, regimen, times: Float64Array.from(times) });
      const whole = wholeOf(unitsOf(model, regimen), individual(model, person));
      const theirs = times.map((time) => integrate(whole, time).slice(-2));
      for (const [place, channel] of (['signal', 'plasticity'] as const).entries()) {
        const peak = Math.max(...theirs.map((values) => values[place] ?? 0));
        for (const [index, time] of times.entries()) {
          const gap = Math.abs((series[channel][index] ?? Number.NaN) - (theirs[index]?.[place] ?? 0));
          assert.ok(
            gap <= 1e-6 * peak,
            `${model.id} ${route} ${channel} at ${time} h: ${gap / peak} of its peak`,
          );
        }
      }
    }
});
