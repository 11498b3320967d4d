import { foldErrors, modelById, models, predictedObserved, SimulationRefusal } from '@evenkeel/pharmacology';
import { exit, UsageProblem, type Command } from '../command.ts';
import { save } from '../save.ts';
import { table, three } from '../table.ts';
import { foldPlot } from '../validate/fold-plot.ts';

const text = (help: string) => ({ type: 'string' as const, help });

const unitOf = {
  peak: 'ng/mL',
  area: 'ng*h/mL',
  level: 'ng/mL',
  timeOfPeak: 'h',
  bioavailability: '',
} as const;
const whatOf = {
  peak: 'peak',
  area: 'area',
  level: 'level',
  timeOfPeak: 'time of peak',
  bioavailability: 'share of IV',
} as const;

export const validateCommand: Command = {
  name: 'validate',
  usage: '[--model ID] [--svg FILE] [--csv FILE]',
  summary: 'Hold the models against published observations; misses are shown.',
  help: [
    'Every observation with what the model says, the fold error, and the geometric mean of folds by route.',
    '“own” marks what a model was made with: agreement proves nothing there. “other blood” is venous against arterial.',
  ],
  options: {
    model: text(`One of ${models.map(({ id }) => id).join(', ')}; all unless given, in a plot composite-1.`),
    svg: text('Draws predicted against observed into this file.'),
    csv: text('Writes the table to this file.'),
  },
  words: { least: 0, most: 0 },
  run: async ({ options: { model, svg, csv } }, out) => {
    try {
      const chosen = typeof model === 'string' ? [modelById(model)] : models;
      const compared = predictedObserved(chosen);
      const [all, independent] = [foldErrors(compared), foldErrors(compared, true)];
      if (typeof svg === 'string') {
        const [drawn = models[0]!] = chosen;
        const heading = `${drawn.id}: predicted against observed`;
        await save(
          svg,
          foldPlot(
            compared.filter((one) => one.model === drawn.id),
            heading,
          ),
          out,
        );
      }
      const rows = compared.map(({ model: id, observation, predicted, fold, isOwn, isOtherBlood }) => ({
        model: id,
        observation: observation.id,
        route: observation.route,
        analyte: observation.analyte,
        quantity: observation.quantity.kind,
        unit: unitOf[observation.quantity.kind],
        observed: observation.value,
        predicted: Number(predicted.toPrecision(4)),
        fold: Number(fold.toPrecision(4)),
        own: isOwn,
        otherBlood: isOtherBlood,
        mark: observation.mark,
        source: observation.source,
        note: observation.note ?? '',
      }));
      if (typeof csv === 'string') {
        const quoted = (value: unknown) =>
          typeof value === 'string' ? `"${value.replaceAll('"', '""')}"` : String(value);
        const lines = rows.map((row) => Object.values(row).map(quoted).join(','));
        await save(csv, `${Object.keys(rows[0] ?? {}).join(',')}\n${lines.join('\n')}\n`, out);
      }
      const beyond = rows.filter(({ fold, otherBlood }) => fold > 2 && !otherBlood);
      out.result(
        [
          ...table([
            ['model', 'observation', 'what', 'observed', 'predicted', '', 'fold', ''],
            ...rows.map((row) => [
              row.model,
              row.observation,
              whatOf[row.quantity],
              three(row.observed),
              three(row.predicted),
              row.unit,
              row.fold.toFixed(2),
              [row.own ? 'own' : '', row.otherBlood ? 'other blood' : '', row.fold > 2 ? 'MISS' : '']
                .filter((one) => one !== '')
                .join(', '),
            ]),
          ]),
          '',
          ...table([
            ['model', 'route', 'values', 'fold', 'ratio', 'within two-fold'],
            ...all.map((one) => [
              one.model,
              one.route,
              String(one.count),
              one.fold.toFixed(2),
              one.ratio.toFixed(2),
              `${Math.round(one.withinTwo * 100)} %`,
            ]),
          ]),
          '',
          ...independent
            .filter(({ route }) => route === 'all')
            .map(
              ({ model: id, count, fold, ratio, withinTwo }) =>
                `${id}, independent values only: fold ${fold.toFixed(2)}, ratio ${ratio.toFixed(2)}, ${Math.round(withinTwo * 100)} % of ${count} within two-fold.`,
            ),
          `${beyond.length} of ${rows.length} beyond two-fold: ${beyond.map((row) => `${row.observation} (${row.model})`).join(', ') || 'none'}.`,
        ].join('\n'),
        { ok: true, rows, routes: all, independent },
      );
      return exit.ok;
    } catch (error) {
      if (error instanceof SimulationRefusal) throw new UsageProblem(`${error.code} ${error.message}`);
      throw error;
    }
  },
};
