import { availableParallelism } from 'node:os';
import {
  defaultTimes,
  models,
  percentile,
  SimulationRefusal,
  simulate,
  type Channel,
  type Summary,
} from '@evenkeel/pharmacology';
import { exit, UsageProblem, type Command, type Output } from '../command.ts';
import { save } from '../save.ts';
import { answerOf, csvOf } from '../simulate/answer.ts';
import { runPopulation } from '../simulate/population-pool.ts';
import { svgPlot, terminalPlot, type Band } from '../simulate/plot.ts';
import { readRequest, type SimulateRequest } from '../simulate/read-request.ts';
import { reportOf } from '../simulate/report.ts';

const text = (help: string) => ({ type: 'string' as const, help });
const flag = (help: string) => ({ type: 'boolean' as const, help });

export const simulateCommand: Command = {
  name: 'simulate',
  usage: '--dose AMOUNT --weight KG [more]',
  summary: 'Simulate a dose plan from plasma to mood: a model, not a measurement.',
  help: [
    'evenkeel simulate --drug ketamine --route iv --dose 0.5mg/kg --over 40min --weight 80kg',
    'Each further --dose adds an event; --at, --over, --route and --drug after it belong to it.',
    'Amounts are of base; 40mg-hcl is hydrochloride and is converted. Nothing here is an order.',
    `Models: ${models.map(({ id }) => id).join(', ')}.`,
  ],
  options: {
    drug: text('ketamine (default) or esketamine.'),
    route: text('iv (default), im, sc, nasal, nasal-spray, oral-solution, sublingual, rectal and more.'),
    dose: text('Such as 0.5mg/kg, 35mg or 84mg; may be repeated.'),
    over: text('How long an infusion takes, such as 40min.'),
    at: text('When the dose is given, such as 2h or 3d.'),
    weight: text('Kilograms, such as 80kg.'),
    height: text('Centimetres.'),
    age: text('Years.'),
    sex: text('female or male.'),
    liver: text('mild, moderate or severe (Child-Pugh A, B, C).'),
    ancestry: text('asian or japanese; changes nothing unless given.'),
    scaling: text('allometric or none; by route unless given.'),
    hypertension: flag('Larger rise of blood pressure.'),
    with: text('An interacting medicine, such as clarithromycin.'),
    benzodiazepine: flag('Scenario: more than 8 mg diazepam-equivalent a day.'),
    model: text('Which model; composite-1 unless given.'),
    until: text('End of area and plot, such as 24h; area to infinity unless given.'),
    times: text('Times to show, such as 0.5h,1h,2h.'),
    people: text('Number of people in a population.'),
    seed: text('Whole number; the same seed gives the same people.'),
    residual: flag('Adds measurement error to concentrations of a population.'),
    series: flag('With --json: the values over time.'),
    csv: text('Writes the values over time to this file.'),
    svg: text('Writes a plot to this file.'),
    'no-plot': flag('Leaves the plot out.'),
  },
  words: { least: 0, most: 20 },
  run: async (given, out) => {
    try {
      const request = readRequest(given);
      // A population is summarised at fewer times: each holds a histogram of everybody.
      const times =
        request.times ??
        (request.people === undefined ? undefined : defaultTimes(request.regimen, request.untilH, 121));
      const simulation = simulate({ ...request, ...(times === undefined ? {} : { times }) });
      const population = await populationOf(request, simulation.times, out);
      const first = request.regimen[0]?.at ?? 0;
      const band = (channel: Channel): Band => ({
        times: simulation.times.map((time) => time - first),
        line: population === undefined ? simulation.series[channel] : percentile(population, channel, 0.5),
        ...(population === undefined
          ? {}
          : {
              inner: [percentile(population, channel, 0.25), percentile(population, channel, 0.75)] as const,
              outer: [percentile(population, channel, 0.05), percentile(population, channel, 0.95)] as const,
            }),
      });
      const { csv, svg } = given.options;
      if (typeof csv === 'string') await save(csv, csvOf(request, simulation, population), out);
      if (typeof svg === 'string')
        await save(
          svg,
          svgPlot(
            [
              { title: 'Ketamine in plasma, ng/mL', band: band('ketamine') },
              { title: 'NMDA receptor occupancy, predicted', band: band('occupancy') },
              { title: 'Dissociation, points of CADSS', band: band('dissociation') },
              { title: 'Mood by the drug, points of MADRS, lower is better', band: band('moodDrug') },
            ],
            population === undefined
              ? simulation.model.title
              : `${simulation.model.id}, ${population.people} people: median, 25 to 75 %, 5 to 95 %`,
          ),
          out,
        );
      const report = reportOf(request, simulation);
      const plot =
        given.options['no-plot'] === true || simulation.times.length < 2
          ? []
          : [
              '',
              ...terminalPlot(
                band('ketamine'),
                population === undefined
                  ? 'ketamine, ng/mL'
                  : `ketamine, ng/mL: median and 5 to 95 % of ${population.people} people`,
              ),
            ];
      out.result(
        [...report, ...plot].join('\n'),
        answerOf(request, simulation, { series: given.options['series'] === true, population }),
      );
      return exit.ok;
    } catch (error) {
      if (error instanceof SimulationRefusal) throw new UsageProblem(`${error.code} ${error.message}`);
      throw error;
    }
  },
};

/** Work that its person stopped; it could not be done, and nothing was used wrongly. */
class StoppedProblem extends Error {
  override readonly name = 'StoppedProblem';
}

const barWidth = 30;

async function populationOf(
  request: SimulateRequest,
  times: Float64Array,
  out: Output,
): Promise<Summary | undefined> {
  const { people, seed, residual, benzodiazepine, regimen, model, person } = request;
  if (people === undefined) return undefined;
  const cancel = new AbortController();
  const interrupt = () => cancel.abort(new StoppedProblem('Stopped. Nothing was written.'));
  process.once('SIGINT', interrupt);
  let told = 0;
  try {
    return await runPopulation(
      {
        model: model.id,
        regimen,
        people: { kind: 'alike', person },
        count: people,
        seed,
        times,
        residual,
        benzodiazepine,
      },
      people < 200 ? 1 : availableParallelism(),
      {
        signal: cancel.signal,
        progress: (done) => {
          const percent = Math.floor((done / people) * 20) * 5;
          if (people < 2000 || percent === told) return;
          told = percent;
          const filled = Math.round((percent / 100) * barWidth);
          out.progress(
            `[${'#'.repeat(filled)}${' '.repeat(barWidth - filled)}] ${percent} % of ${people} people`,
          );
        },
      },
    );
  } finally {
    process.removeListener('SIGINT', interrupt);
  }
}
