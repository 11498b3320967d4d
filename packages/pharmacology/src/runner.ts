import { dissociation, pressureChange, pressureSize } from './acute-effect.ts';
import { nodes, solvePanel, type Stages } from './collocation.ts';
import { effectParameters as given } from './effect-parameters.ts';
import type { Individual } from './individual.ts';
import { fillMatrix, readerOf } from './linear/matrix.ts';
import { meshOf, type Mesh } from './mesh.ts';
import { analytes, analytesOf, totalOf, type Model, type SpeciesId } from './model.ts';
import { drive, moodOfControl, moodOfDrug } from './mood.ts';
import { occupancy, occupancyWeight } from './occupancy.ts';
import { refuse } from './refusal.ts';
import type { Regimen } from './regimen.ts';
import { inputsOf, unitsOf, valuesOf, visitStarts } from './schedule.ts';
import { decayAndRead, dot, extentOf, factorOf, stepOf, workOf, type Work } from './unit-work.ts';

/** What a runner writes for each time, in this order, in the units of `unitOf`. */
export const channels = Object.freeze([
  ...analytes,
  'effectSite',
  'occupancy',
  'dissociation',
  'systolicChange',
  'diastolicChange',
  'heartRateChange',
  'signal',
  'plasticity',
  'moodDrug',
  'moodTotal',
] as const);
export type Channel = (typeof channels)[number];

const effectUnits: Readonly<Partial<Record<Channel, string>>> = {
  dissociation: 'points of CADSS',
  systolicChange: 'mmHg',
  diastolicChange: 'mmHg',
  heartRateChange: '1/min',
  occupancy: '1',
  signal: '1',
  plasticity: '1',
  moodDrug: 'points of MADRS',
  moodTotal: 'points of MADRS',
};

/** The unit of a channel; concentrations are in ng/mL. */
export function unitOf(channel: Channel): string {
  return effectUnits[channel] ?? 'ng/mL';
}

/** A regimen made ready for many people. */
export interface Runner {
  readonly channels: readonly Channel[];
  readonly times: Float64Array;
  /** Panels a person takes; what a run costs is proportional to it. */
  readonly panels: number;
  /**
   * Writes one person: `out[channel x times.length + time]`; not a number where the model does not speak of a channel.
   * Nothing is kept from one person to the next.
   */
  run(person: Individual, out: Float64Array): void;
}

export interface RunnerOptions {
  /**
   * Times each panel is halved. At 0 mood is within 6e-6 of its peak and the signal within 6e-5, at 1 within 1e-7 and 2e-6,
   * for six infusions over 28 days and single doses by other routes; linear states are exact at any.
   */
  readonly refinement?: number;
  /** Benzodiazepine above 8 mg diazepam-equivalent a day: plasticity is lost 1.6 times as fast. An optional scenario. */
  readonly benzodiazepine?: boolean;
  /** True when people's values differ from visit to visit, see `Individual.visits`. */
  readonly occasions?: boolean;
}

const siteWeight: Readonly<Record<SpeciesId, number>> = {
  S: 1,
  R: given.rShare.value,
  RS: (1 + given.rShare.value) / 2,
};

/** Makes a regimen ready. Throws SimulationRefusal for a route or drug the model has not and for times that cannot be. */
export function prepareRunner(
  model: Model,
  doses: Regimen,
  times: Float64Array,
  { refinement = 0, benzodiazepine = false, occasions = false }: RunnerOptions = {},
): Runner {
  checkTimes(times);
  const works = unitsOf(model, doses, occasions).map(workOf);
  const visits = visitStarts(doses);
  const spoken = analytesOf(model);
  // What a model does not speak of is not a number, and never zero.
  const nothing = Float64Array.from(analytes, (analyte) => (spoken.has(analyte) ? 0 : Number.NaN));
  const firstDose = doses[0]?.at ?? 0;
  const loss = given.plasticityLoss.value * (benzodiazepine ? given.benzodiazepineLoss.value : 1);
  const { signalRate, plasticityRate } = given;
  const signal: Stages = { one: 0, two: 0, three: 0, end: 0 };
  const plastic: Stages = { one: 0, two: 0, three: 0, end: 0 };
  let runs = 0;
  let mesh: Mesh | undefined;
  let meshBreaks = new Float64Array(0);

  const load = (work: Work, person: Individual) => {
    const { unit, propagator, matrix, rows, z, steady } = work;
    const { species, states } = unit.layout;
    const read = readerOf(valuesOf(unit, person), species.id);
    fillMatrix(unit.layout, read, matrix);
    propagator.load(matrix);
    z.fill(0);
    steady.fill(0);
    const { size } = propagator;
    const [effect, pressure, bound] = [rows.at(-3)!, rows.at(-2)!, rows.at(-1)!];
    const [effectState, pressureState] = [states.indexOf('effect'), states.indexOf('pressure')];
    bound.fill(0);
    for (let j = 0; j < size; j += 1) {
      effect[j] = siteWeight[species.id] * propagator.states[effectState * size + j]!;
      pressure[j] = siteWeight[species.id] * propagator.states[pressureState * size + j]!;
    }
    for (const [index, { compartment, analyte, volume, factor }] of species.readouts.entries()) {
      const state = states.indexOf(compartment);
      const perMg = ((factor ?? 1) * 1000) / read(volume);
      const weight = occupancyWeight(analyte);
      const row = rows[index]!;
      for (let j = 0; j < size; j += 1) {
        row[j] = perMg * propagator.states[state * size + j]!;
        bound[j]! += weight * row[j]!;
      }
    }
    for (let index = 0; index < rows.length; index += 1) work.extents[index] = extentOf(rows[index]!);
    work.inputs = inputsOf(unit, person);
    work.running = 0;
    work.isModal = propagator.isModal;
  };

  const meshFor = (): Mesh => {
    const breaks = Float64Array.from(
      new Set(works.flatMap(({ inputs }) => inputs.flatMap(({ at, until }) => [at, until]))),
    ).toSorted();
    if (
      mesh !== undefined &&
      breaks.length === meshBreaks.length &&
      breaks.every((at, i) => at === meshBreaks[i])
    )
      return mesh;
    meshBreaks = breaks;
    mesh = meshOf(breaks, times, refinement);
    return mesh;
  };

  /** Amounts given at once are added; a constant input moves the level the coordinates decay to. */
  const take = (work: Work, now: number) => {
    const { propagator, inputs, z, steady, level } = work;
    const { size, coordinates } = propagator;
    for (const { at, until, into } of inputs) {
      const starts = at === now;
      if (!starts && until !== now) continue;
      level.fill(0);
      for (const { state, mg } of into)
        for (let i = 0; i < size; i += 1) level[i]! += coordinates[i * size + state]! * mg;
      if (until === at) {
        for (let i = 0; i < size; i += 1) z[i]! += level[i]!;
        continue;
      }
      const rate = (starts ? 1 : -1) / (until - at);
      for (let i = 0; i < size; i += 1) level[i]! *= rate;
      propagator.steady(level);
      for (let i = 0; i < size; i += 1) {
        steady[i]! += level[i]!;
        z[i]! -= level[i]!;
      }
      work.running += starts ? 1 : -1;
      // What is left of the level once the last is over is rounding.
      if (work.running === 0) steady.fill(0);
    }
  };

  const run = (person: Individual, out: Float64Array) => {
    for (const work of works) load(work, person);
    const { points, record, step, steps } = meshFor();
    runs += 1;
    let nextBreak = 0;
    const size = { ...person.effects, pressure: person.effects.pressure * pressureSize(person.person) };
    let visit = 0;
    let b = 0;
    let p = 0;
    let boundSteady = 0;
    let isSteady = true;
    for (let point = 0; point < points.length; point += 1) {
      const now = points[point]!;
      if (now === meshBreaks[nextBreak]) {
        nextBreak += 1;
        while (visit < visits.length && visits[visit]! <= now) visit += 1;
        boundSteady = 0;
        for (const work of works) {
          take(work, now);
          boundSteady += dot(work.rows.at(-1)!, work.steady, work.extents.at(-1)!);
        }
        isSteady = works.every(({ running }) => running === 0);
      }
      const at = record[point]!;
      if (at >= 0) write(out, at, now, visit, b, p, size, isSteady);
      if (point === step.length) break;
      const id = step[point]!;
      const h = steps[id]!;
      let x1 = boundSteady;
      let x2 = boundSteady;
      let x3 = boundSteady;
      for (let index = 0; index < works.length; index += 1) {
        const work = works[index]!;
        const { propagator, z } = work;
        const row = work.rows[work.rows.length - 1]!;
        const extent = work.extents[work.rows.length - 1]!;
        if (work.isModal) {
          const step = stepOf(work, id, h, runs);
          const { size } = propagator;
          for (let i = 0; i < extent; i += 1) {
            const value = z[i]!;
            x1 += step[i]! * value;
            x2 += step[size + i]! * value;
            x3 += step[2 * size + i]! * value;
          }
          for (let i = 0; i < size; i += 1) z[i]! *= step[3 * size + i]!;
          continue;
        }
        const outer = factorOf(work, 2 * id, nodes[0] * h, runs);
        const inner = factorOf(work, 2 * id + 1, (nodes[1] - nodes[0]) * h, runs);
        x1 += decayAndRead(work, outer, row, extent);
        x2 += decayAndRead(work, inner, row, extent);
        x3 += decayAndRead(work, inner, row, extent);
        propagator.advance(outer, z);
      }
      const k = signalRate.value;
      solvePanel(
        h,
        b,
        k,
        k,
        k,
        k * drive(occupancy(x1)),
        k * drive(occupancy(x2)),
        k * drive(occupancy(x3)),
        signal,
      );
      const u1 = plasticityRate.value * signal.one;
      const u2 = plasticityRate.value * signal.two;
      const u3 = plasticityRate.value * signal.three;
      solvePanel(h, p, u1 + loss, u2 + loss, u3 + loss, u1, u2, u3, plastic);
      b = signal.end;
      p = plastic.end;
    }
  };

  const write = (
    out: Float64Array,
    at: number,
    now: number,
    visit: number,
    b: number,
    p: number,
    size: Individual['effects'],
    isSteady: boolean,
  ) => {
    const count = times.length;
    const set = (channel: number, value: number) => {
      out[channel * count + at] = value;
    };
    let [effect, pressure, x] = [0, 0, 0];
    for (let channel = 0; channel < analytes.length; channel += 1) set(channel, nothing[channel]!);
    for (const { rows, extents, analytePlaces, z, steady } of works) {
      // No infusion runs: the level the coordinates decay to is nothing.
      const read = (index: number) =>
        dot(rows[index]!, z, extents[index]!) + (isSteady ? 0 : dot(rows[index]!, steady, extents[index]!));
      for (let index = 0; index < analytePlaces.length; index += 1) {
        const place = analytePlaces[index]!;
        // Rounding leaves a few 1e-17 on either side of nothing.
        const value = Math.max(0, read(index));
        out[place * count + at]! += value;
        const total = totalPlaces[place]!;
        if (total >= 0) out[total * count + at]! += value;
      }
      const length = rows.length;
      effect += read(length - 3);
      pressure += read(length - 2);
      x += read(length - 1);
    }
    const start = analytes.length;
    const site = Math.max(0, effect);
    const change = pressureChange(Math.max(0, pressure), size.pressure);
    const drug = moodOfDrug(p, b, size.mood);
    set(start, site);
    set(start + 1, occupancy(Math.max(0, x)));
    set(start + 2, dissociation(site, Math.max(1, visit), size.dissociation));
    set(start + 3, change.systolic);
    set(start + 4, change.diastolic);
    set(start + 5, change.heartRate);
    set(start + 6, b);
    set(start + 7, p);
    set(start + 8, drug);
    set(start + 9, drug + moodOfControl(now - firstDose));
  };

  const typicalPanels = () => {
    const breaks = Float64Array.from(
      new Set(doses.flatMap(({ at, durationH }) => [at, at + durationH])),
    ).toSorted();
    return meshOf(breaks, times, refinement).step.length;
  };
  return { channels, times, panels: typicalPanels(), run };
}

/** Place of the total that an analyte counts into; -1 for what is a total itself. */
const totalPlaces = Int32Array.from(analytes, (analyte) => {
  const total = totalOf[analyte];
  return total === undefined ? -1 : analytes.indexOf(total);
});

function checkTimes(times: Float64Array): void {
  if (times.length === 0) refuse('PHA-001', 'times', 'At least one time is asked for.');
  for (let index = 0; index < times.length; index += 1) {
    const time = times[index]!;
    if (!Number.isFinite(time)) refuse('PHA-001', 'times', 'A time is a number of hours.');
    if (index > 0 && time <= times[index - 1]!)
      refuse('PHA-001', 'times', 'Times rise from one to the next.');
  }
}
