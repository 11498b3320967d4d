import {
  analytes,
  analytesOf,
  modelLabel,
  totalMg,
  unitOf,
  type EffectChannel,
  type Simulation,
} from '@evenkeel/pharmacology';
import { table, three } from '../table.ts';
import type { SimulateRequest } from './read-request.ts';

/** What a person reads: the plan, the exposure, the effects and the limits. */
export function reportOf(request: SimulateRequest, simulation: Simulation): string[] {
  const first = request.regimen[0]?.at ?? 0;
  const { model, exposure, peaks } = simulation;
  const effects: readonly (readonly [name: string, channel: EffectChannel])[] = [
    ['receptor occupancy', 'occupancy'],
    ['dissociation', 'dissociation'],
    ['systolic pressure', 'systolicChange'],
    ['diastolic pressure', 'diastolicChange'],
    ['heart rate', 'heartRateChange'],
    ['mood, by the drug', 'moodDrug'],
  ];
  const times =
    request.times === undefined
      ? []
      : [
          '',
          ...table([
            ['hours', 'ketamine', 'norketamine', 'occupancy', 'dissociation', 'mood'],
            ...Array.from(simulation.times, (time, index) => [
              three(time - first),
              ...(['ketamine', 'norketamine', 'occupancy', 'dissociation', 'moodDrug'] as const).map(
                (channel) => three(simulation.series[channel][index]),
              ),
            ]),
          ]),
        ];
  return [
    `${model.title} (${model.id}, version ${model.version}): ${modelLabel}`,
    `${three(totalMg(request.regimen))} mg of base in ${request.regimen.length === 1 ? 'one dose' : `${request.regimen.length} doses`}, ${three(request.person.weightKg)} kg`,
    '',
    ...table([
      ['', 'peak ng/mL', 'at h', 'area ng*h/mL', 'half-life h'],
      ...analytes
        .filter((analyte) => analytesOf(model).has(analyte) && exposure[analyte] !== undefined)
        .map((analyte) => {
          const found = exposure[analyte];
          return [
            analyte === 'hydroxynorketamine' ? `${analyte} (order of magnitude)` : analyte,
            three(found?.cmax),
            three(found?.tmax),
            three(found?.auc),
            three(found?.halfLife),
          ];
        }),
    ]),
    '',
    ...table([
      ['', 'largest', 'at h', ''],
      ...effects.map(([name, channel]) => [
        name,
        three(peaks[channel].value),
        three(peaks[channel].at),
        channel === 'occupancy' ? '' : unitOf(channel),
      ]),
    ]),
    ...times,
    '',
    ...[...request.notes, ...simulation.warnings].map((sentence) => `- ${sentence}`),
  ];
}
