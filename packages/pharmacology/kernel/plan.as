// What src/benchmark/kernel.ts lays out in memory, word by word: numbers, then addresses. `kernelWords` there is the same list.

export let stretches: i32 = 0;
export let records: i32 = 0;
export let panels: i32 = 0;
export let lengthCount: i32 = 0;
export let gapCount: i32 = 0;
export let rates: usize = 0;
export let stretchPanel: usize = 0;
export let stretchRecord: usize = 0;
export let stretchGap: usize = 0;
export let panelLength: usize = 0;
export let lengths: usize = 0;
export let half: usize = 0;
export let gaps: usize = 0;
export let recordGap: usize = 0;
export let panelRecord: usize = 0;
export let weights: usize = 0;
export let slopes: usize = 0;
export let nodeGaps: usize = 0;
/** Pairs: a person's row, the modes, factors, states, levels, losses, and what is written. */
export let row: usize = 0;
export let modes: usize = 0;
export let site: usize = 0;
export let all: usize = 0;
export let state: usize = 0;
export let level: usize = 0;
export let loss: usize = 0;
export let out: usize = 0;

/** Reads the words at `base`. */
export function usePlan(base: usize): void {
  stretches = load<i32>(base);
  records = load<i32>(base, 4);
  panels = load<i32>(base, 8);
  lengthCount = load<i32>(base, 12);
  gapCount = load<i32>(base, 16);
  rates = load<u32>(base, 20);
  stretchPanel = load<u32>(base, 24);
  stretchRecord = load<u32>(base, 28);
  stretchGap = load<u32>(base, 32);
  panelLength = load<u32>(base, 36);
  lengths = load<u32>(base, 40);
  half = load<u32>(base, 44);
  gaps = load<u32>(base, 48);
  recordGap = load<u32>(base, 52);
  panelRecord = load<u32>(base, 56);
  weights = load<u32>(base, 60);
  slopes = load<u32>(base, 64);
  nodeGaps = load<u32>(base, 68);
  row = load<u32>(base, 72);
  modes = load<u32>(base, 76);
  site = load<u32>(base, 80);
  all = load<u32>(base, 84);
  state = load<u32>(base, 88);
  level = load<u32>(base, 92);
  loss = load<u32>(base, 96);
  out = load<u32>(base, 100);
}
