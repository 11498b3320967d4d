// PHQ-9 responses scored per second on one core, with flags, band and missing answers, beside a bare sum of the same
// answers. Target: 1,000,000 in under 1 s. `--json` prints one object.
import { phq9, scorerOf } from '../packages/instruments/src/index.ts';

const count = 1_000_000;
// Answers of many people, two of a hundred unanswered; made once, so that only scoring is timed.
const kinds = Array.from({ length: 4096 }, (_, person) =>
  Array.from({ length: 10 }, (__, item) => {
    const number = Math.imul(person * 10 + item + 1, 2_654_435_761) >>> 8;
    return number % 50 === 0 ? null : number % 4;
  }),
);
const scorer = scorerOf(phq9);
const cpu = (work: () => void) => {
  const before = process.cpuUsage();
  work();
  return process.cpuUsage(before).user / 1e6;
};
let sink = 0;
const scored = () => {
  for (let index = 0; index < count; index += 1) sink += scorer(kinds[index & 4095]!).total ?? 0;
};
const summed = () => {
  for (let index = 0; index < count; index += 1) {
    const answers = kinds[index & 4095]!;
    for (let item = 0; item < 9; item += 1) sink += answers[item] ?? 0;
  }
};
const rounds = Array.from({ length: 5 }, () => [cpu(scored), cpu(summed)] as const).slice(1);
const middle = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
const seconds = middle(rounds.map(([one]) => one));
const ratio = middle(rounds.map(([one, two]) => one / two));
const figure = {
  bench: 'score',
  seconds: Number(seconds.toFixed(2)),
  toBareSum: Number(ratio.toFixed(1)),
  checksum: sink > 0,
};
console.log(
  process.argv.includes('--json')
    ? JSON.stringify(figure)
    : `${figure.seconds} s for ${count.toLocaleString('en-GB')} PHQ-9 responses on one core (target 1), ${figure.toBareSum} times a bare sum`,
);
