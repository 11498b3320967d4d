import { refuse } from '../refusal.ts';
import { benchmarkChannels, rowLength } from './benchmark-model.ts';
import { nodeGaps, slopes, stages } from './collocation.ts';
import { benchmarkEngine, checkRow } from './engine.ts';
import { kernelBytes } from './kernel-bytes.ts';
import { factorLength, modeCount } from './modal.ts';
import type { BenchmarkPlan } from './plan.ts';

/** The parts of WebAssembly used here; every browser and Node have it, the language's own types have not. */
interface Assembly {
  validate(bytes: Uint8Array): boolean;
  compile(bytes: Uint8Array): Promise<object>;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
}
interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  usePlan(base: number): void;
  run(): void;
}

const assembly = (globalThis as unknown as { readonly WebAssembly?: Assembly }).WebAssembly;

/** A module of one function that makes a pair of numbers: it is valid only where vectors are known. */
const vectorProbe = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00, 0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b],
  ...[0x03, 0x02, 0x01, 0x00, 0x0a, 0x08, 0x01, 0x06, 0x00, 0x42, 0x00, 0xfd, 0x12, 0x0b],
);

/** The compiled kernel; it can be sent to workers. */
export interface Kernel {
  readonly module: object;
}

/** Compiles the vector kernel; nothing where vectors, or WebAssembly, are missing: the engine in TypeScript runs then. */
export async function loadKernel(
  machine: Pick<Assembly, 'validate' | 'compile'> | undefined = assembly,
): Promise<Kernel | undefined> {
  if (machine === undefined || !machine.validate(vectorProbe)) return undefined;
  const bytes = Uint8Array.from(atob(kernelBytes), (letter) => letter.charCodeAt(0));
  return { module: await machine.compile(bytes) };
}

/**
 * Takes one person's values as soon as they are there: `values[(channel x times + time) x lanes + lane]`.
 * They are overwritten by the next persons'.
 */
export type TakePerson = (person: number, values: Float64Array, lane: number, lanes: number) => void;

/** Runs blocks of people. A person's values are the same bits alone, in any block and beside anybody. */
export interface BlockEngine {
  readonly kind: 'kernel' | 'typescript';
  readonly plan: BenchmarkPlan;
  /** People `from` to `from` + `count` of `rows`. Throws SimulationRefusal for a row that cannot be. */
  run(rows: Float64Array, from: number, count: number, take: TakePerson): void;
}

/** An engine for blocks: with the kernel when there is one, else in TypeScript. They agree to 1e-9 of the peak. */
export function blockEngine(plan: BenchmarkPlan, kernel: Kernel | undefined): BlockEngine {
  if (kernel !== undefined && assembly !== undefined) return vectorEngine(plan, kernel, assembly);
  const engine = benchmarkEngine(plan);
  const values = new Float64Array(benchmarkChannels.length * plan.times.length);
  return {
    kind: 'typescript',
    plan,
    run(rows, from, count, take) {
      checkBlock(rows, from, count);
      for (let person = from; person < from + count; person += 1) {
        engine.run(rows, person * rowLength, values);
        take(person, values, 0, 1);
      }
    },
  };
}

function checkBlock(rows: Float64Array, from: number, count: number): void {
  if (!(from >= 0 && count >= 0 && (from + count) * rowLength <= rows.length))
    refuse('PHA-002', 'parameters', 'A block lies within the rows it is taken from.');
}

function vectorEngine(plan: BenchmarkPlan, { module }: Kernel, { Instance }: Assembly): BlockEngine {
  const exports = new Instance(module, {}).exports as Exports;
  const { memory } = exports;
  const { times, stretches, mesh } = plan;
  const panels = mesh.length.length;
  const pairs = (count: number) => count * 16;
  // The same list as kernel/plan.as: numbers, then what lies in memory, shared by both persons or a pair each.
  const counts = [stretches.starts.length, times.length, panels, mesh.lengths.length, plan.gaps.length];
  const tables = [
    ...[
      stretches.rates,
      mesh.stretch,
      plan.stretchRecord,
      plan.stretchGap,
      mesh.length,
      mesh.lengths,
      mesh.half,
    ],
    ...[plan.gaps, plan.recordGap, plan.panelRecord, plan.weights, slopes, Float64Array.from(nodeGaps)],
  ];
  const sizes = [
    ...tables.map((table) => table.byteLength),
    pairs(rowLength),
    pairs(modeCount),
    pairs(mesh.lengths.length * nodeGaps.length * factorLength(1)),
    pairs(plan.gaps.length * factorLength(3)),
    pairs(stretches.starts.length * 6),
    pairs(stretches.starts.length * 6),
    pairs(panels * stages + 1),
    pairs(benchmarkChannels.length * times.length),
  ];
  const base = memory.buffer.byteLength;
  const places: number[] = [];
  let end = base + 4 * (counts.length + sizes.length);
  for (const size of sizes) {
    end = Math.ceil(end / 16) * 16;
    places.push(end);
    end += size;
  }
  memory.grow(Math.ceil((end - base) / 65536));
  const { buffer } = memory;
  new Int32Array(buffer, base, counts.length + places.length).set([...counts, ...places]);
  for (const [index, table] of tables.entries())
    new Uint8Array(buffer, places[index]).set(
      new Uint8Array(table.buffer, table.byteOffset, table.byteLength),
    );
  const row = new Float64Array(buffer, places[tables.length], rowLength * 2);
  const values = new Float64Array(buffer, places.at(-1), benchmarkChannels.length * times.length * 2);
  exports.usePlan(base);
  return {
    kind: 'kernel',
    plan,
    run(rows, from, count, take) {
      checkBlock(rows, from, count);
      for (let person = from; person < from + count; person += 2) {
        const first = person * rowLength;
        // The last of an odd number runs beside itself.
        const second = person + 1 < from + count ? first + rowLength : first;
        checkRow(rows, first);
        checkRow(rows, second);
        for (let index = 0; index < rowLength; index += 1) {
          row[2 * index] = rows[first + index]!;
          row[2 * index + 1] = rows[second + index]!;
        }
        exports.run();
        take(person, values, 0, 2);
        if (second !== first) take(person + 1, values, 1, 2);
      }
    },
  };
}
