// People simulated per second on one core: composite-1, both enantiomers and every metabolite, six infusions over 28 days,
// summaries only. Target: 10,000 people in 3 s and 300 MB. `--json` prints one object.
import {
  combine,
  infusion,
  populationBlock,
  type PopulationPlan,
} from '../packages/pharmacology/src/index.ts';

const plan: PopulationPlan = {
  model: 'composite-1',
  regimen: combine(...[0, 48, 96, 168, 216, 264].map((at) => infusion('ketamine', 35, 40 / 60, { at }))),
  people: { kind: 'alike', person: { weightKg: 70 } },
  count: 10_000,
  seed: 1,
  times: Float64Array.from({ length: 113 }, (_, index) => index * 6),
};
populationBlock(plan, 0, 500);
const before = process.cpuUsage();
const people = plan.count;
populationBlock(plan, 0, people);
const used = process.cpuUsage(before);
const microseconds = used.user / people;
const seconds = (microseconds * plan.count) / 1e6;
const memoryMB = Math.round(process.resourceUsage().maxRSS / 1024);
const figure = {
  bench: 'population',
  microseconds: Math.round(microseconds),
  seconds: Number(seconds.toFixed(2)),
  memoryMB,
};
console.log(
  process.argv.includes('--json')
    ? JSON.stringify(figure)
    : `${figure.microseconds} microseconds a person, ${figure.seconds} s for 10,000 people on one core (target 3), ${memoryMB} MB (target 300)`,
);
