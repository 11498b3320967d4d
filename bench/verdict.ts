// The full verdict of one patient: every written patient of the scenario bank (and the two it starts from) judged many
// times; median and worst of the patients' own medians, in milliseconds. Prints one JSON value. `--rounds=50`.
import { join } from 'node:path';
import { defaultPolicy, judgeCare, readScenario, verdictText } from '@evenkeel/protocol';
import { readBank } from '../apps/server/src/policy/scenario-bank.ts';
import { median, option } from './run.ts';

const rounds = option('rounds', 50);

const bank = await readBank(join(import.meta.dirname, '../packages/protocol/scenarios'));
const started = ['everything asked', 'nothing known'].map((from) => ({
  file: from,
  scenario: readScenario(`title: ${from}\nfrom: ${from}\n`),
}));
const people = [...started, ...bank.scenarios].flatMap(({ file, scenario }) =>
  scenario.kind === 'patient' ? [{ file, scenario }] : [],
);
const each: { readonly file: string; readonly ms: number }[] = [];
for (const { file, scenario } of people) {
  const { facts, now, setting } = scenario;
  const took: number[] = [];
  for (let round = 0; round < rounds + 10; round += 1) {
    const from = performance.now();
    const verdict = judgeCare(facts, defaultPolicy, now, setting);
    const ms = performance.now() - from;
    if (verdictText(verdict).length === 0) throw new Error('an empty verdict');
    // The first rounds warm the engine up.
    if (round >= 10) took.push(ms);
  }
  each.push({ file, ms: median(took) });
}
const worst = each.toSorted((a, b) => b.ms - a.ms)[0];
process.stdout.write(
  `${JSON.stringify({
    patients: people.length,
    rounds,
    verdictMs: {
      median: Number(median(each.map((one) => one.ms)).toFixed(3)),
      worst: Number((worst?.ms ?? Number.NaN).toFixed(3)),
      worstPatient: worst?.file,
    },
    target: 5,
  })}\n`,
);
