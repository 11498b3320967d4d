import { refuse } from '../refusal.ts';
import { rowLength } from './benchmark-model.ts';
import { nodeGaps, solvePanels, stages } from './collocation.ts';
import { doubleFactor, factorLength, fillFactor, fillModes, modeCount, settles } from './modal.ts';
import type { BenchmarkPlan } from './plan.ts';
import { exp2, log2 } from './power.ts';

/** Runs the benchmark model on one plan. BENCHMARK ONLY. */
export interface BenchmarkEngine {
  readonly plan: BenchmarkPlan;
  /**
   * Runs the person whose row starts at `offset` of `rows` and writes `out[channel x times + time]`.
   * Nothing is kept from one person to the next. Throws SimulationRefusal for a row that cannot be.
   */
  run(rows: Float64Array, offset: number, out: Float64Array): void;
}

/** Throws SimulationRefusal unless every value of a row is a positive number. */
export function checkRow(rows: Float64Array, offset: number): void {
  for (let index = offset; index < offset + rowLength; index += 1)
    if (!(rows[index]! > 0 && rows[index]! < Number.POSITIVE_INFINITY))
      refuse('PHA-002', 'parameters', 'Every parameter of the benchmark model is a positive number.');
}

const atSite = factorLength(1);
const atAll = factorLength(3);

/** The engine in TypeScript: readable, the reference of the kernel, and what runs where the kernel cannot. */
export function benchmarkEngine(plan: BenchmarkPlan): BenchmarkEngine {
  const { times, stretches, mesh, gaps, recordGap, stretchRecord, stretchGap, panelRecord, weights } = plan;
  const { starts, rates } = stretches;
  const modes = new Float64Array(modeCount);
  /** Factors of the modes and the effect site for each length of a panel, one for each of its three gaps. */
  const site = new Float64Array(mesh.lengths.length * 3 * atSite);
  /** Factors of every linear state for each gap. */
  const all = new Float64Array(gaps.length * atAll);
  /** The states at the start of each stretch, as distances from where they settle, and those levels. */
  const state = new Float64Array(starts.length * 6);
  const level = new Float64Array(starts.length * 6);
  /** Loss of the score, 1/h, at the first node and at each stage of every panel. */
  const loss = new Float64Array(mesh.length.length * stages + 1);
  const rises = new Float64Array(mesh.length.length * 6);

  const fillFactors = () => {
    for (let length = 0; length < mesh.lengths.length; length += 1) {
      const half = mesh.half[length]!;
      for (let gap = 0; gap < 3; gap += 1) {
        const to = (length * 3 + gap) * atSite;
        if (half >= 0) doubleFactor(1, site, (half * 3 + gap) * atSite, to);
        else fillFactor(modes, 1, nodeGaps[gap]! * mesh.lengths[length]!, site, to);
      }
    }
    for (let gap = 0; gap < gaps.length; gap += 1) fillFactor(modes, 3, gaps[gap]!, all, gap * atAll);
  };

  /** Carries the linear states from stretch to stretch. */
  const fillStretches = (weight: number) => {
    for (let stretch = 0; stretch < starts.length; stretch += 1) {
      const to = stretch * 6;
      const rate = rates[stretch]! * weight;
      for (let index = 0; index < 6; index += 1) level[to + index] = rate * modes[settles + index]!;
      if (stretch === 0) {
        for (let index = 0; index < 6; index += 1) state[to + index] = -level[to + index]!;
        continue;
      }
      const from = to - 6;
      const factor = stretchGap[stretch - 1]! * atAll;
      const x1 = state[from]!;
      const x2 = state[from + 1]!;
      const x3 = state[from + 2]!;
      for (let mode = 0; mode < 3; mode += 1) state[to + mode] = state[from + mode]! * all[factor + mode]!;
      for (let follower = 0; follower < 3; follower += 1) {
        const place = factor + 3 + 4 * follower;
        state[to + 3 + follower] =
          state[from + 3 + follower]! * all[place]! +
          (x1 * all[place + 1]! + x2 * all[place + 2]! + x3 * all[place + 3]!);
      }
      for (let index = 0; index < 6; index += 1)
        state[to + index]! += level[from + index]! - level[to + index]!;
    }
  };

  /** The loss of the score at every node. */
  const fillLosses = (rows: Float64Array, offset: number) => {
    const base = rows[offset + 14]!;
    const greatest = base * rows[offset + 15]!;
    const half = log2(rows[offset + 16]!);
    const steepness = rows[offset + 17]!;
    loss[0] = base;
    let node = 1;
    for (let stretch = 0; stretch < starts.length; stretch += 1) {
      const at = stretch * 6;
      let x1 = state[at]!;
      let x2 = state[at + 1]!;
      let x3 = state[at + 2]!;
      let y = state[at + 3]!;
      const steady = level[at + 3]!;
      for (let panel = mesh.stretch[stretch]!; panel < mesh.stretch[stretch + 1]!; panel += 1) {
        const factors = mesh.length[panel]! * 3 * atSite;
        for (let stage = 0; stage < stages; stage += 1) {
          const factor = factors + (stage < 3 ? stage : 4 - stage) * atSite;
          y =
            y * site[factor + 3]! +
            (x1 * site[factor + 4]! + x2 * site[factor + 5]! + x3 * site[factor + 6]!);
          x1 *= site[factor]!;
          x2 *= site[factor + 1]!;
          x3 *= site[factor + 2]!;
          // Rounding may leave less than nothing of a level that has washed out.
          const concentration = Math.max(1e-30, y + steady);
          loss[node] =
            base +
            greatest / (1 + exp2(Math.min(1000, Math.max(-1000, steepness * (half - log2(concentration))))));
          node += 1;
        }
      }
    }
  };

  /** Ketamine, norketamine and effect site at every record. */
  const writeLinear = (out: Float64Array) => {
    const count = times.length;
    for (let stretch = 0; stretch < starts.length; stretch += 1) {
      const at = stretch * 6;
      let x1 = state[at]!;
      let x2 = state[at + 1]!;
      let x3 = state[at + 2]!;
      let y = state[at + 3]!;
      let n1 = state[at + 4]!;
      let n2 = state[at + 5]!;
      const parent = level[at + 3]!;
      const metabolite = level[at + 4]! + level[at + 5]!;
      for (let record = stretchRecord[stretch]!; record < stretchRecord[stretch + 1]!; record += 1) {
        const f = recordGap[record]! * atAll;
        y = y * all[f + 3]! + (x1 * all[f + 4]! + x2 * all[f + 5]! + x3 * all[f + 6]!);
        n1 = n1 * all[f + 7]! + (x1 * all[f + 8]! + x2 * all[f + 9]! + x3 * all[f + 10]!);
        n2 = n2 * all[f + 11]! + (x1 * all[f + 12]! + x2 * all[f + 13]! + x3 * all[f + 14]!);
        x1 *= all[f]!;
        x2 *= all[f + 1]!;
        x3 *= all[f + 2]!;
        out[record] = x1 + x2 + x3 + parent;
        out[count + record] = n1 + n2 + metabolite;
        out[2 * count + record] = y + parent;
      }
    }
  };

  /** The score, panel by panel, and at the records inside each. */
  const writeScore = (rows: Float64Array, offset: number, out: Float64Array) => {
    const place = 3 * times.length;
    let score = rows[offset + 13]!;
    solvePanels(mesh.lengths, mesh.length, score, score * rows[offset + 14]!, loss, rises);
    for (let panel = 0; panel < mesh.length.length; panel += 1) {
      const c = 6 * panel;
      const c0 = rises[c]!;
      const c1 = rises[c + 1]!;
      const c2 = rises[c + 2]!;
      const c3 = rises[c + 3]!;
      const c4 = rises[c + 4]!;
      const c5 = rises[c + 5]!;
      for (let record = panelRecord[panel]!; record < panelRecord[panel + 1]!; record += 1) {
        const w = 6 * record;
        out[place + record] =
          score +
          (c0 * weights[w]! +
            c1 * weights[w + 1]! +
            c2 * weights[w + 2]! +
            (c3 * weights[w + 3]! + c4 * weights[w + 4]! + c5 * weights[w + 5]!));
      }
      score += c5;
    }
  };

  const run = (rows: Float64Array, offset: number, out: Float64Array) => {
    checkRow(rows, offset);
    fillModes(rows, offset, modes);
    fillFactors();
    fillStretches(rows[offset]!);
    fillLosses(rows, offset);
    writeLinear(out);
    writeScore(rows, offset, out);
  };
  return { plan, run };
}
