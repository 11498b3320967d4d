import { refuse } from '../refusal.ts';
import { type DosingCalendar, stretchesOf, type Stretches } from './calendar.ts';
import { writeBasis } from './collocation.ts';
import { distinct } from './distinct.ts';
import { type GradedMesh, gradedMesh, type MeshOptions } from './mesh.ts';

/** All that a run needs and that does not differ from person to person. */
export interface BenchmarkPlan {
  readonly times: Float64Array;
  readonly stretches: Stretches;
  readonly mesh: GradedMesh;
  /** Hours over which the linear states are carried at once: between records, and from one stretch to the next. */
  readonly gaps: Float64Array;
  /** For each record the gap from the record before it, or from the start of its stretch. */
  readonly recordGap: Int32Array;
  /** First record of each stretch, and the number of records. */
  readonly stretchRecord: Int32Array;
  /** For each stretch the gap to the next one. */
  readonly stretchGap: Int32Array;
  /** First record of each panel, and the number of records. */
  readonly panelRecord: Int32Array;
  /** Six weights for each record: what the functions of its panel are where it lies. */
  readonly weights: Float64Array;
}

/**
 * Lays records into a calendar.
 * Throws SimulationRefusal for times that do not rise from 0 h or later, and for a calendar that cannot be.
 */
export function benchmarkPlan(
  calendar: DosingCalendar,
  times: Float64Array,
  options: MeshOptions = {},
): BenchmarkPlan {
  if (times.length === 0) refuse('PHA-001', 'times', 'At least one time is asked for.');
  for (let index = 0; index < times.length; index += 1)
    if (!(times[index]! >= 0 && Number.isFinite(times[index]) && times[index]! > (times[index - 1] ?? -1)))
      refuse('PHA-001', 'times', 'Times are hours from 0 on, each later than the one before.');
  const latest = times.at(-1)!;
  const whole = stretchesOf(calendar);
  const count = whole.starts.filter((start) => start <= latest).length;
  const stretches = { starts: whole.starts.slice(0, count), rates: whole.rates.slice(0, count) };
  // The breaks after the last record still end the stretch before them, so that it does not depend on the records.
  const mesh = gradedMesh(whole.starts, latest, options);
  const panels = mesh.length.length;
  const stretchRecord = new Int32Array(count + 1).fill(times.length);
  const panelRecord = new Int32Array(panels + 1).fill(times.length);
  const weights = new Float64Array(6 * times.length);
  const hours = new Float64Array(times.length + count);
  let stretch = -1;
  let panel = -1;
  let last = 0;
  for (let record = 0; record < times.length; record += 1) {
    const time = times[record]!;
    while (stretch + 1 < count && stretches.starts[stretch + 1]! <= time) {
      stretch += 1;
      stretchRecord[stretch] = record;
      last = stretches.starts[stretch]!;
    }
    while (panel + 1 < panels && mesh.points[panel + 1]! <= time) {
      panel += 1;
      panelRecord[panel] = record;
    }
    hours[record] = time - last;
    last = time;
    const start = mesh.points[panel]!;
    writeBasis((time - start) / mesh.lengths[mesh.length[panel]!]!, weights, 6 * record);
  }
  for (let index = 0; index < count; index += 1)
    hours[times.length + index] =
      (stretches.starts[index + 1] ?? stretches.starts[index]!) - stretches.starts[index]!;
  const { values: gaps, place } = distinct(hours, latest);
  return {
    times,
    stretches,
    mesh,
    gaps,
    recordGap: place.slice(0, times.length),
    stretchRecord,
    stretchGap: place.slice(times.length),
    panelRecord,
    weights,
  };
}
