import {
  analytes,
  channels,
  percentile,
  type Analyte,
  type Channel,
  type Simulation,
  type Summary,
} from '@evenkeel/pharmacology';
import type { SimulateRequest } from './read-request.ts';

const acute = ['dissociation', 'systolicChange', 'diastolicChange', 'heartRateChange'] as const;
const shares = { p5: 0.05, p25: 0.25, p50: 0.5, p75: 0.75, p95: 0.95 } as const;

const rounded = (value: number) => (Number.isFinite(value) ? Number(value.toPrecision(8)) : null);
const list = (values: Float64Array) => Array.from(values, rounded);

/** Highest value of a channel and its time, h after the first dose. */
export function peakOf({ series, times }: Simulation, channel: Channel, first: number) {
  const values = series[channel];
  let best = 0;
  for (let index = 1; index < values.length; index += 1)
    if (Math.abs(values[index] ?? 0) > Math.abs(values[best] ?? 0)) best = index;
  return { value: rounded(values[best] ?? 0), at: rounded((times[best] ?? 0) - first) };
}

/** The analytes a model speaks of. */
export function spokenOf({ model }: Simulation): ReadonlySet<Analyte> {
  const read = new Set(model.species.flatMap(({ readouts }) => readouts.map(({ analyte }) => analyte)));
  if (read.has('S-ketamine')) read.add('ketamine');
  if (read.has('S-norketamine')) read.add('norketamine');
  return read;
}

/** The one object of `--json`. */
export function answerOf(
  request: SimulateRequest,
  simulation: Simulation,
  more: { readonly series: boolean; readonly population?: Summary | undefined },
) {
  const first = request.regimen[0]?.at ?? 0;
  const spoken = spokenOf(simulation);
  const mood = simulation.series.moodDrug;
  return {
    ok: true,
    label: 'model, not a measurement',
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
      occupancy: peakOf(simulation, 'occupancy', first),
      ...Object.fromEntries(acute.map((channel) => [channel, peakOf(simulation, channel, first)])),
      plasticity: peakOf(simulation, 'plasticity', first),
      mood: {
        unit: 'points of MADRS',
        best: peakOf(simulation, 'moodDrug', first),
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
  const units: Readonly<Partial<Record<Channel, string>>> = {
    effectSite: 'ng/mL',
    dissociation: 'CADSS points',
    systolicChange: 'mmHg',
    diastolicChange: 'mmHg',
    heartRateChange: '1/min',
    moodDrug: 'MADRS points',
    moodTotal: 'MADRS points',
  };
  const unit = (channel: Channel) =>
    units[channel] ?? ((analytes as readonly string[]).includes(channel) ? 'ng/mL' : '1');
  const columns = channels.flatMap((channel) => [
    { head: `${channel} (${unit(channel)})`, values: simulation.series[channel] },
    ...(population === undefined
      ? []
      : Object.entries(shares).map(([name, share]) => ({
          head: `${channel} ${name} (${unit(channel)})`,
          values: percentile(population, channel, share),
        }))),
  ]);
  const rows = Array.from(simulation.times, (time, index) =>
    [time - first, ...columns.map(({ values }) => values[index] ?? Number.NaN)]
      .map((value) => Number(value.toPrecision(8)))
      .join(','),
  );
  return `${['time (h)', ...columns.map(({ head }) => head)].join(',')}\n${rows.join('\n')}\n`;
}
