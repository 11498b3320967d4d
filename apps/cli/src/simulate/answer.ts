import {
  analytes,
  analytesOf,
  channels,
  modelLabel,
  percentile,
  shares,
  unitOf,
  type Peak,
  type Simulation,
  type Summary,
} from '@evenkeel/pharmacology';
import type { SimulateRequest } from './read-request.ts';

const rounded = (value: number) => (Number.isFinite(value) ? Number(value.toPrecision(8)) : null);
const list = (values: Float64Array) => Array.from(values, rounded);

/** The one object of `--json`. */
export function answerOf(
  request: SimulateRequest,
  simulation: Simulation,
  more: { readonly series: boolean; readonly population?: Summary | undefined },
) {
  const first = request.regimen[0]?.at ?? 0;
  const spoken = analytesOf(simulation.model);
  const largest = ({ value, at }: Peak) => ({ value: rounded(value), at: rounded(at) });
  const { moodDrug, ...effects } = simulation.peaks;
  const mood = simulation.series.moodDrug;
  return {
    ok: true,
    label: modelLabel,
    model: { id: simulation.model.id, version: simulation.model.version, title: simulation.model.title },
    drug: [...new Set(request.regimen.map(({ drug }) => drug))].join(' and '),
    regimen: request.regimen,
    covariates: request.person,
    warnings: [...request.notes, ...simulation.warnings],
    analytes: Object.fromEntries(
      analytes.map((analyte) => {
        const found = simulation.exposure[analyte];
        if (!spoken.has(analyte)) return [analyte, null];
        return [
          analyte,
          found === undefined
            ? { cmax: 0, tmax: null, auc: 0, halfLife: null }
            : {
                cmax: rounded(found.cmax),
                tmax: rounded(found.tmax),
                auc: rounded(found.auc),
                halfLife: rounded(found.halfLife),
              },
        ];
      }),
    ),
    effects: {
      ...Object.fromEntries(Object.entries(effects).map(([channel, peak]) => [channel, largest(peak)])),
      mood: {
        unit: unitOf('moodDrug'),
        best: largest(moodDrug),
        atEnd: rounded(mood.at(-1) ?? Number.NaN),
        atEndWithControl: rounded(simulation.series.moodTotal.at(-1) ?? Number.NaN),
      },
    },
    ...(more.population === undefined
      ? {}
      : {
          population: {
            people: more.population.people,
            seed: request.seed,
            times: Array.from(simulation.times, (time) => rounded(time - first)),
            ...Object.fromEntries(
              channels.map((channel) => [
                channel,
                Object.fromEntries(
                  Object.entries(shares).map(([name, share]) => [
                    name,
                    list(percentile(more.population as Summary, channel, share)),
                  ]),
                ),
              ]),
            ),
          },
        }),
    ...(more.series
      ? {
          series: {
            times: Array.from(simulation.times, (time) => rounded(time - first)),
            ...Object.fromEntries(channels.map((channel) => [channel, list(simulation.series[channel])])),
          },
        }
      : {}),
  };
}

/** The series as comma-separated values, with a header that carries the units. */
export function csvOf(request: SimulateRequest, simulation: Simulation, population?: Summary): string {
  const first = request.regimen[0]?.at ?? 0;
  const columns = channels.flatMap((channel) => [
    { head: `${channel} (${unitOf(channel)})`, values: simulation.series[channel] },
    ...(population === undefined
      ? []
      : Object.entries(shares).map(([name, share]) => ({
          head: `${channel} ${name} (${unitOf(channel)})`,
          values: percentile(population, channel, share),
        }))),
  ]);
  const rows = Array.from(simulation.times, (time, index) =>
    [time - first, ...columns.map(({ values }) => values[index] ?? Number.NaN)]
      .map((value) => rounded(value) ?? '')
      .join(','),
  );
  return `${['time (h)', ...columns.map(({ head }) => head)].join(',')}\n${rows.join('\n')}\n`;
}
