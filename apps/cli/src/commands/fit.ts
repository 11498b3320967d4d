import { fitPerson, SimulationRefusal, type FittedNumber } from '@evenkeel/pharmacology';
import { exit, UsageProblem, type Command } from '../command.ts';
import { readAnalyte, readMeasurements, readPressures } from '../fit/read-readings.ts';
import { readRequest } from '../simulate/read-request.ts';
import { table, three } from '../table.ts';
import { simulateCommand } from './simulate.ts';

const text = (help: string) => ({ type: 'string' as const, help });
const plan = [
  ...['drug', 'route', 'dose', 'over', 'at', 'weight', 'height', 'age', 'sex', 'liver', 'ancestry'],
  ...['scaling', 'hypertension', 'with', 'model'],
] as const;

const interval = ({ low, high }: FittedNumber) => `${three(low)} to ${three(high)}`;

export const fitCommand: Command = {
  name: 'fit',
  usage: '--dose AMOUNT --weight KG --measured TIME=VALUE,... [more]',
  summary: 'Fit a model to a few readings of one person: a model, not a measurement.',
  help: [
    'evenkeel fit --dose 0.5mg/kg --over 40min --weight 80kg --measured "40min=210ng/mL,4h=22ng/mL"',
    'Readings are in ng/mL, times from the start of the plan; 8h<1 is a reading below the limit of 1 ng/mL.',
    'The answer is the likeliest set of parameters with 90 % intervals. What readings do not tell stays typical.',
    'A reading that hardly anybody would have is refused with its likely mistake. No order follows from a fit.',
  ],
  options: {
    ...Object.fromEntries(plan.map((name) => [name, simulateCommand.options?.[name] ?? text('')])),
    measured: text('Readings, such as "40min=210,4h=22,S-norketamine@4h=60".'),
    analyte: text('What was measured unless a reading says; ketamine unless given.'),
    pressures: text('Systolic readings, such as "30min=140,40min=143".'),
    baseline: text('Systolic pressure before the dose, mmHg.'),
    'despite-doubts': { type: 'boolean', help: 'Fit although a reading looks wrong.' },
  },
  words: { least: 0, most: 0 },
  run: async (given, out) => {
    const { measured, analyte, pressures, baseline } = given.options;
    const known = readAnalyte(typeof analyte === 'string' ? analyte : 'ketamine');
    if (typeof measured !== 'string' && typeof pressures !== 'string')
      throw new UsageProblem('Say readings, such as --measured "40min=210ng/mL,4h=22ng/mL".');
    if (typeof pressures === 'string' && typeof baseline !== 'string')
      throw new UsageProblem('Say the systolic pressure before the dose, such as --baseline 120.');
    try {
      const request = readRequest({
        ...given,
        written: given.written.filter(({ name }) => (plan as readonly string[]).includes(name)),
      });
      const fit = fitPerson({
        model: request.model,
        person: request.person,
        regimen: request.regimen,
        ...(typeof measured === 'string' ? { measurements: readMeasurements(measured, known) } : {}),
        ...(typeof pressures === 'string'
          ? {
              pressures: {
                baseline: readPressures(`1h=${String(baseline)}`)[0]?.systolic ?? Number.NaN,
                readings: readPressures(pressures),
              },
            }
          : {}),
        despiteDoubts: given.options['despite-doubts'] === true,
      });
      const told = fit.effects.filter(({ informed }) => informed >= 0.1);
      const untold = fit.effects.filter(({ informed }) => informed < 0.1).map(({ name }) => name);
      out.result(
        [
          `${request.model.title} (${request.model.id}, version ${request.model.version}): ${fit.label}`,
          '',
          ...table([
            ['', 'typical', 'this person', '90 % interval', ''],
            ...[...fit.exposure, ...told.map((one) => ({ ...one, name: one.parameter }))].map((one) => [
              one.name,
              three(one.typical),
              three(one.value),
              interval(one),
              one.unit,
            ]),
          ]),
          '',
          ...table([
            ['hours', 'reading of', 'read', 'typical', 'fitted'],
            ...fit.readings.map((one) => [
              three(one.at),
              one.channel,
              `${one.isBelow ? '< ' : ''}${three(one.observed)}`,
              three(one.typical),
              three(one.fitted),
            ]),
          ]),
          '',
          ...(untold.length === 0
            ? []
            : [`- Not told by these readings, and left as in the typical person: ${untold.join(', ')}.`]),
          ...[...fit.doubts, ...request.notes, ...fit.person.warnings].map((sentence) => `- ${sentence}`),
        ].join('\n'),
        {
          ok: true,
          label: fit.label,
          model: request.model.id,
          deviates: fit.deviates,
          effects: fit.effects,
          exposure: fit.exposure,
          readings: fit.readings,
          doubts: fit.doubts,
          warnings: [...request.notes, ...fit.person.warnings],
        },
      );
      return exit.ok;
    } catch (error) {
      if (error instanceof SimulationRefusal) throw new UsageProblem(`${error.code} ${error.message}`);
      throw error;
    }
  },
};
