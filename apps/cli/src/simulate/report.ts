import { analytes, totalMg, type Simulation } from '@evenkeel/pharmacology';
import { peakOf, spokenOf } from './answer.ts';
import type { SimulateRequest } from './read-request.ts';

const three = (value: number | null) => (value === null ? '-' : String(Number(value.toPrecision(3))));

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}

/** What a person reads: the plan, the exposure, the effects and the limits. */
export function reportOf(request: SimulateRequest, simulation: Simulation): string[] {
  const first = request.regimen[0]?.at ?? 0;
  const { model, exposure } = simulation;
  const peak = (channel: Parameters<typeof peakOf>[1]) => peakOf(simulation, channel, first);
  const effects = [
    ['receptor occupancy', 'occupancy', ''],
    ['dissociation', 'dissociation', 'points of CADSS'],
    ['systolic pressure', 'systolicChange', 'mmHg'],
    ['diastolic pressure', 'diastolicChange', 'mmHg'],
    ['heart rate', 'heartRateChange', 'a minute'],
    ['mood, by the drug', 'moodDrug', 'points of MADRS'],
  ] as const;
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
                (channel) => three(simulation.series[channel][index] ?? null),
              ),
            ]),
          ]),
        ];
  return [
    `${model.title} (${model.id}, version ${model.version}): model, not a measurement`,
    `${three(totalMg(request.regimen))} mg of base in ${request.regimen.length === 1 ? 'one dose' : `${request.regimen.length} doses`}, ${three(request.person.weightKg)} kg`,
    '',
    ...table([
      ['', 'peak ng/mL', 'at h', 'area ng*h/mL', 'half-life h'],
      ...analytes
        .filter((analyte) => spokenOf(simulation).has(analyte) && exposure[analyte] !== undefined)
        .map((analyte) => {
          const found = exposure[analyte];
          return [
            analyte === 'hydroxynorketamine' ? `${analyte} (order of magnitude)` : analyte,
            three(found?.cmax ?? null),
            three(found?.tmax ?? null),
            three(found?.auc ?? null),
            three(found?.halfLife ?? null),
          ];
        }),
    ]),
    '',
    ...table([
      ['', 'largest', 'at h', ''],
      ...effects.map(([name, channel, unit]) => [
        name,
        three(peak(channel).value),
        three(peak(channel).at),
        unit,
      ]),
    ]),
    ...times,
    '',
    ...[...request.notes, ...simulation.warnings].map((sentence) => `- ${sentence}`),
  ];
}
