import assert from 'node:assert/strict';
import test from 'node:test';
import { effectParameters } from './effect-parameters.ts';
import { groundsOf } from './grounds.ts';
import { individual } from './individual.ts';
import { models } from './models.ts';
import { dose, infusion, nasalDevices, type Regimen, type Route } from './regimen.ts';
import { channels, prepareRunner } from './runner.ts';
import type { Model } from './model.ts';

const person = { weightKg: 80 };
const ways: readonly (readonly [string, (model: Model) => Regimen | undefined])[] = [
  ['iv', ({ drugs }) => infusion(drugs[0] ?? 'ketamine', 40, 40 / 60)],
  ['nasal', (model) => (model.routes['nasal-device'] === undefined ? undefined : nasalDevices(56))],
  ...(['im', 'oral-solution', 'sublingual', 'oral-film'] as const satisfies readonly Route[]).map(
    (route) =>
      [
        route,
        (model: Model) =>
          model.routes[route] === undefined ? undefined : dose(model.drugs[0] ?? 'ketamine', route, 40),
      ] as const,
  ),
];

function runOf(model: Model, regimen: Regimen) {
  const times = Float64Array.of(0.3, 1, 3, 9, 30);
  const out = new Float64Array(channels.length * times.length);
  prepareRunner(model, regimen, times).run(individual(model, person), out);
  return (index: number) => out.slice(index * times.length, (index + 1) * times.length);
}

test('[P7] a number opens to its grounds: every parameter that moves a channel is among them, and none of the rest', () => {
  let told = 0;
  for (const model of models)
    for (const [, way] of ways) {
      const regimen = way(model);
      if (regimen === undefined) continue;
      const plain = runOf(model, regimen);
      const grounds = channels.map(
        (channel) =>
          new Set(
            groundsOf(individual(model, person), regimen, channel)
              .filter(({ part }) => part === 'kinetics')
              .map(({ name }) => name),
          ),
      );
      for (const name of Object.keys(model.parameters)) {
        const { value } = model.parameters[name]!;
        const moved = runOf(
          {
            ...model,
            parameters: { ...model.parameters, [name]: { ...model.parameters[name]!, value: value * 0.9 } },
          },
          regimen,
        );
        for (const [index, channel] of channels.entries()) {
          const before = plain(index);
          const after = moved(index);
          const moves = before.some((one, at) => Math.abs(one - after[at]!) > 1e-9 * Math.abs(one) + 1e-12);
          if (!moves) continue;
          told += 1;
          assert.ok(grounds[index]!.has(name), `${model.id}: ${name} moves ${channel}`);
        }
        const [ketamine] = channels.entries();
        if (name === 'CLn') assert.ok(!grounds[ketamine![0]]!.has(name), 'norketamine moves no ketamine');
      }
    }
  assert.ok(told > 500);
});

test('[P7] grounds carry source and mark, the value as used here, and what is special of this person', () => {
  const [model] = models;
  const one = individual(model!, { weightKg: 140, ageY: 70, medicines: ['clarithromycin'] });
  const grounds = groundsOf(one, dose('ketamine', 'oral-solution', 40), 'moodTotal');
  for (const { name, parameter } of grounds) assert.ok(parameter.source.length > 3, name);
  const used = (name: string) => grounds.find((ground) => ground.name === name)?.used;
  assert.equal(used('V1'), 250, 'a volume is by weight');
  assert.equal(used('clarithromycin gut'), 2);
  assert.equal(used('poFgut'), 1, 'the gut share is raised and capped');
  assert.ok(grounds.some(({ part, name }) => part === 'person' && name === 'age'));
  assert.ok(grounds.some(({ part, name }) => part === 'spread' && name === 'size of the effect: mood'));
  assert.equal(used('controlFast'), effectParameters.controlFast.value);
  const young = groundsOf(individual(model!, { weightKg: 70 }), dose('ketamine', 'im', 40), 'ketamine');
  assert.ok(!young.some(({ part }) => part === 'person' || part === 'effect'));
});
