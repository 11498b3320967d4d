import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import test from 'node:test';
import { SimulationRefusal } from '../refusal.ts';
import {
  benchmarkCalendar,
  benchmarkChannels,
  benchmarkNames,
  benchmarkPeople,
  benchmarkTimes,
  rowLength,
} from './benchmark-model.ts';
import { kernelSources } from './kernel-bytes.ts';
import { type BlockEngine, blockEngine, loadKernel } from './kernel.ts';
import { fillModes, modeCount } from './modal.ts';
import { benchmarkPlan } from './plan.ts';

const kernel = await loadKernel();
const times = benchmarkTimes(500);
const plan = benchmarkPlan(benchmarkCalendar, times);

/** Every value of a block, person by person. */
function all(
  engine: BlockEngine,
  rows: Float64Array,
  from: number,
  count: number,
): Map<number, Float64Array> {
  const found = new Map<number, Float64Array>();
  engine.run(rows, from, count, (person, values, lane, lanes) => {
    found.set(
      person,
      Float64Array.from(
        { length: benchmarkChannels.length * times.length },
        (_, at) => values[at * lanes + lane]!,
      ),
    );
  });
  return found;
}

/** 240 people, of whom sixty have an effect site or a metabolite exactly or nearly as slow as a mode of ketamine. */
function peopleWithTies(): Float64Array {
  const rows = benchmarkPeople(240, 21);
  const modes = new Float64Array(modeCount);
  const apart = [0, 1e-15, 1e-12, 1e-9, 1e-6, 1e-3];
  for (let person = 0; person < 60; person += 1) {
    fillModes(rows, person * rowLength, modes);
    const rate = modes[person % 3]! * (1 + apart[person % apart.length]!);
    const start = person * rowLength;
    if (person % 2 === 0) rows[start + benchmarkNames.indexOf('effectSiteRate')] = rate;
    else {
      // Hardly any exchange: the metabolite's first rate is then its clearance over its volume.
      rows[start + benchmarkNames.indexOf('metaboliteExchange')] = 1e-9;
      rows[start + benchmarkNames.indexOf('metaboliteClearance')] =
        rate * rows[start + benchmarkNames.indexOf('metaboliteCentral')]!;
    }
  }
  return rows;
}

test('the vector kernel agrees with TypeScript to 1e-9 of the peak of every channel, equal rates included', () => {
  assert.ok(kernel !== undefined, 'this machine has vectors');
  const rows = peopleWithTies();
  const [vectors, plain] = [blockEngine(plan, kernel), blockEngine(plan, undefined)];
  assert.deepEqual([vectors.kind, plain.kind], ['kernel', 'typescript']);
  const [one, two] = [all(vectors, rows, 0, 240), all(plain, rows, 0, 240)];
  for (let person = 0; person < 240; person += 1)
    for (const [channel, name] of benchmarkChannels.entries()) {
      const [from, to] = [channel * times.length, (channel + 1) * times.length];
      const wanted = two.get(person)!.subarray(from, to);
      const peak = wanted.reduce((most, value) => Math.max(most, value), 0);
      assert.ok(peak > 0 && Number.isFinite(peak));
      for (const [index, value] of one.get(person)!.subarray(from, to).entries())
        assert.ok(
          Math.abs(value - wanted[index]!) <= 1e-9 * peak,
          `person ${person}, ${name} at ${times[index]} h: ${value} and ${wanted[index]}`,
        );
    }
});

test('[P5] a person has the same bits alone, in a crowd, in either lane and beside anybody', () => {
  const rows = peopleWithTies().subarray(0, 31 * rowLength);
  for (const engine of [blockEngine(plan, kernel), blockEngine(plan, undefined)]) {
    const crowd = all(engine, rows, 0, 31);
    for (let person = 0; person < 31; person += 1)
      assert.deepEqual(all(engine, rows, person, 1).get(person), crowd.get(person));
    const shifted = all(engine, rows, 1, 30);
    for (let person = 1; person < 31; person += 1) assert.deepEqual(shifted.get(person), crowd.get(person));
    assert.equal(shifted.size, 30);
  }
});

test('irregular times, times before the first dose and a calendar of one infusion agree as well', () => {
  const odd = Float64Array.from([0, 1e-6, 0.5, 0.9, 2, 5 + 1e-9, 5.1, 17.3, 100.01]);
  const other = benchmarkPlan([{ at: 0.75, durationH: 1.5, mgPerKg: 1 }], odd);
  const rows = benchmarkPeople(3, 22);
  const seen: number[][] = [[], []];
  for (const [index, engine] of [blockEngine(other, kernel), blockEngine(other, undefined)].entries())
    engine.run(rows, 0, 3, (_, values, lane, lanes) => {
      for (let at = 0; at < 4 * odd.length; at += 1) seen[index]!.push(values[at * lanes + lane]!);
    });
  assert.equal(seen[0]!.length, 108);
  for (const [index, value] of seen[0]!.entries())
    assert.ok(Math.abs(value - seen[1]![index]!) <= 1e-10 * Math.max(1e-3, Math.abs(value)));
  // Nothing has been given at 0.5 h.
  assert.equal(seen[0]![2], 0);
});

test('a row that cannot be is refused by either engine, and a block beyond the rows too', () => {
  const rows = benchmarkPeople(2, 23);
  rows[rowLength + 4] = Number.NaN;
  for (const engine of [blockEngine(plan, kernel), blockEngine(plan, undefined)]) {
    assert.throws(() => engine.run(rows, 0, 2, () => {}), SimulationRefusal);
    assert.throws(() => engine.run(rows, 1, 2, () => {}), SimulationRefusal);
    engine.run(rows, 0, 1, () => {});
  }
});

test('a machine without vectors, or without WebAssembly, runs the engine in TypeScript', async () => {
  const without = { validate: () => false, compile: async () => await Promise.reject(new Error('never')) };
  assert.equal(await loadKernel(without), undefined);
  assert.equal(blockEngine(plan, await loadKernel(without)).kind, 'typescript');
});

test('the committed bytes were built from the committed sources', () => {
  const home = join(import.meta.dirname, '../..');
  const hash = createHash('sha256');
  const sources = globSync('kernel/*.as', { cwd: home }).toSorted();
  for (const file of sources)
    hash.update(basename(file)).update(readFileSync(join(home, file), 'utf8').replaceAll('\r\n', '\n'));
  assert.ok(sources.length >= 5);
  assert.equal(hash.digest('hex'), kernelSources, 'run tools/kernel/build.ts');
});
