import assert from 'node:assert/strict';
import test from 'node:test';
import { SimulationRefusal } from '../refusal.ts';
import { integrateBenchmark } from '../testing/benchmark-integrator.ts';
import {
  benchmarkCalendar,
  benchmarkChannels,
  benchmarkNames,
  benchmarkParameters,
  benchmarkPeople,
  benchmarkTimes,
  rowLength,
} from './benchmark-model.ts';
import type { DosingCalendar } from './calendar.ts';
import { benchmarkEngine } from './engine.ts';
import { fillModes, modeCount } from './modal.ts';
import { benchmarkPlan } from './plan.ts';
import type { MeshOptions } from './mesh.ts';

function values(
  row: Float64Array,
  calendar: DosingCalendar,
  times: Float64Array,
  options?: MeshOptions,
): Float64Array {
  const out = new Float64Array(4 * times.length);
  benchmarkEngine(benchmarkPlan(calendar, times, options)).run(row, 0, out);
  return out;
}

/** Linear channels against their peak over the whole course, the score against itself. */
function compare(row: Float64Array, calendar: DosingCalendar, what: string): void {
  const times = [0.2, 0.6, 1, 3, 9.5, 30, 48.3, 60, 97, 169, 216.5, 264.7, 268, 300, 420, 672];
  const ours = values(row, calendar, Float64Array.from(times));
  const peaks = values(row, calendar, benchmarkTimes(4000));
  const theirs = integrateBenchmark(row, calendar, times);
  for (const [channel, name] of benchmarkChannels.entries()) {
    const peak = Math.max(...peaks.subarray(channel * 4000, (channel + 1) * 4000));
    for (const [index, time] of times.entries()) {
      const wanted = theirs[index]![channel]!;
      const gap = Math.abs(ours[channel * times.length + index]! - wanted);
      const allowed = name === 'score' ? 1e-7 * wanted : 1e-8 * peak;
      assert.ok(gap <= allowed, `${what}: ${name} at ${time} h is ${gap} off, ${allowed} allowed`);
    }
  }
}

const rowOf = (rows: Float64Array, person: number) =>
  rows.slice(person * rowLength, (person + 1) * rowLength);

test('the score agrees with an independent integrator to 1e-7 of itself, the linear states to 1e-8 of their peak', () => {
  const rows = benchmarkPeople(4, 11);
  for (let person = 0; person < 4; person += 1)
    compare(rowOf(rows, person), benchmarkCalendar, `person ${person}`);
});

test('so it does where rates are equal, or nearly: the effect site as slow as a mode of ketamine', () => {
  const typical = Float64Array.from(benchmarkNames, (name) => benchmarkParameters[name].value);
  const modes = new Float64Array(modeCount);
  fillModes(typical, 0, modes);
  const site = benchmarkNames.indexOf('effectSiteRate');
  for (const apart of [0, 1e-13, 1e-9, 1e-6, 1e-3]) {
    const row = typical.slice();
    row[site] = modes[2]! * (1 + apart);
    compare(row, benchmarkCalendar.slice(0, 2), `rates apart by ${apart}`);
  }
});

test('so it does where the two exchanges of ketamine are equal', () => {
  const row = Float64Array.from(benchmarkNames, (name) => benchmarkParameters[name].value);
  row[benchmarkNames.indexOf('slowPeripheral')] = 105; // 70 / 105 = 120 / 180
  row[benchmarkNames.indexOf('fastPeripheral')] = 180;
  compare(row, benchmarkCalendar.slice(0, 2), 'exchanges');
});

test('the mesh is fine enough: within 1e-7 of panels an eighth as long, in every one of 300 people at 2,000 times', () => {
  const rows = benchmarkPeople(300, 12);
  const times = benchmarkTimes(2000);
  const plain = benchmarkEngine(benchmarkPlan(benchmarkCalendar, times));
  const fine = benchmarkEngine(benchmarkPlan(benchmarkCalendar, times, { refinement: 3 }));
  const [one, two] = [new Float64Array(8000), new Float64Array(8000)];
  let worst = 0;
  for (let person = 0; person < 300; person += 1) {
    plain.run(rows, person * rowLength, one);
    fine.run(rows, person * rowLength, two);
    for (let index = 6000; index < 8000; index += 1)
      worst = Math.max(worst, Math.abs(one[index]! / two[index]! - 1));
  }
  assert.ok(worst > 0 && worst <= 1e-7, `${worst}`);
});

test('asking for more records changes no value', () => {
  const rows = benchmarkPeople(5, 13);
  const few = benchmarkTimes(85);
  const many = Float64Array.from([...new Set([...benchmarkTimes(1009), ...few, 700.5])]).toSorted();
  const place = Array.from(few, (time) => many.indexOf(time));
  for (let person = 0; person < 5; person += 1) {
    const one = values(rowOf(rows, person), benchmarkCalendar, few);
    const two = values(rowOf(rows, person), benchmarkCalendar, many);
    for (const [channel] of benchmarkChannels.entries()) {
      const peak = Math.max(...two.subarray(channel * many.length, (channel + 1) * many.length));
      for (const [index, other] of place.entries()) {
        const gap = Math.abs(one[channel * few.length + index]! - two[channel * many.length + other]!);
        assert.ok(gap <= 1e-12 * peak, `channel ${channel} at ${few[index]} h: ${gap / peak} of the peak`);
      }
    }
  }
});

test('the order in which infusions are listed changes no bit, and two halves at once are one', () => {
  const row = rowOf(benchmarkPeople(1, 14), 0);
  const times = benchmarkTimes(500);
  const plain = values(row, benchmarkCalendar, times);
  assert.deepEqual(values(row, benchmarkCalendar.toReversed(), times), plain);
  const halves = benchmarkCalendar.flatMap((one) => [
    { ...one, mgPerKg: one.mgPerKg / 2 },
    { ...one, mgPerKg: one.mgPerKg / 2 },
  ]);
  const two = values(row, halves, times);
  for (const [index, value] of plain.entries())
    assert.ok(Math.abs(two[index]! - value) <= 1e-13 * Math.abs(value));
});

test('a run leaves nothing for the next person', () => {
  const rows = benchmarkPeople(2, 15);
  const engine = benchmarkEngine(benchmarkPlan(benchmarkCalendar, benchmarkTimes(100)));
  const [alone, after, between] = [new Float64Array(400), new Float64Array(400), new Float64Array(400)];
  engine.run(rows, 0, alone);
  engine.run(rows, rowLength, between);
  engine.run(rows, 0, after);
  assert.notDeepEqual(between, alone);
  assert.deepEqual(after, alone);
});

test('what cannot be is refused in a sentence', () => {
  const row = Float64Array.from(benchmarkNames, (name) => benchmarkParameters[name].value);
  const out = new Float64Array(40);
  const engine = benchmarkEngine(benchmarkPlan(benchmarkCalendar, benchmarkTimes(10)));
  for (const bad of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
    for (let index = 0; index < rowLength; index += 1)
      assert.throws(() => engine.run(row.with(index, bad), 0, out), SimulationRefusal);
  assert.throws(() => engine.run(row, 1, out), SimulationRefusal);
  for (const times of [[], [-1], [0, 0], [2, 1], [Number.NaN], [Number.POSITIVE_INFINITY]])
    assert.throws(() => benchmarkPlan(benchmarkCalendar, Float64Array.from(times)), SimulationRefusal);
  for (const change of [{ at: -1 }, { durationH: 0 }, { mgPerKg: -0.5 }, { at: Number.NaN }])
    assert.throws(
      () => benchmarkPlan([{ at: 0, durationH: 1, mgPerKg: 0.5, ...change }], benchmarkTimes(10)),
      SimulationRefusal,
    );
});
