import {
  codesOf,
  instrumentById,
  instruments,
  itemText,
  optionText,
  type Instrument,
} from '@evenkeel/instruments';
import { exit, UsageProblem, type Command } from '../command.ts';
import { table } from '../table.ts';

function answersOf({ options, number }: Instrument['items'][number]): string {
  if (number !== undefined) return `${number.from} to ${number.to} ${number.unit}`.trim();
  const labels = options.map((option) =>
    option.label === undefined ? String(option.value) : `${option.value} ${optionText(option)}`,
  );
  return labels.join('; ');
}

function detail(instrument: Instrument): string {
  const { panel, total } = codesOf(instrument);
  const { bands, bandSource, otherBands = [], subscales = [], cutOffs = [], remission, range } = instrument;
  const shown = (set: Instrument['bands']) =>
    set
      .map(({ from, to, label }) => (from === to ? `${from} ${label}` : `${from} to ${to} ${label}`))
      .join('; ');
  return [
    `${instrument.title} (${instrument.id}, version ${instrument.version}, ${instrument.language})`,
    `Licence ${instrument.licence.licenceClass}: ${instrument.licence.terms}`,
    ...(instrument.attribution === '' ? [] : [instrument.attribution]),
    `${instrument.items.length} items, ${instrument.rater}, ${instrument.recallDays === undefined ? 'no fixed recall' : instrument.recallDays === 0 ? 'now' : `past ${instrument.recallDays} days`}, total ${range.from} to ${range.to}, ${instrument.direction === 'higherIsWorse' ? 'higher is worse' : 'higher is better'}`,
    `Codes: ${panel.system} ${panel.code}, total ${total.code}`,
    '',
    ...(instrument.stem === '' ? [] : [instrument.stem]),
    ...instrument.items.map(
      (item, place) => `${place + 1}. ${itemText(instrument, place)} [${answersOf(item)}]`,
    ),
    '',
    ...(bands.length === 0 ? [] : [`Bands: ${shown(bands)} (${bandSource?.source}, ${bandSource?.mark})`]),
    ...otherBands.map((set) => `Other bands, ${set.id}: ${shown(set.bands)} (${set.source}, ${set.mark})`),
    ...cutOffs.map(
      ({ at, side, says, source, mark }) =>
        `${says}: ${side === 'atLeast' ? 'at least' : 'at most'} ${at} (${source}, ${mark})`,
    ),
    ...(remission === undefined ? [] : [`Remission: ${remission.citation}`]),
    ...subscales.map(({ id, title }) => `Subscale ${id}: ${title}`),
    instrument.citation,
  ].join('\n');
}

export const instrumentsCommand: Command = {
  name: 'instruments',
  usage: '[ID]',
  summary: 'List the rating scales, or show one: items, answers, bands, codes, licence and sources.',
  help: [
    'Class A ships with its text. A*, B: the site loads the text. C: structure and score only. own: ours, not validated.',
  ],
  words: { least: 0, most: 1 },
  run: async ({ words: [id] }, out) => {
    if (id === undefined) {
      out.result(
        table([
          ['id', 'scale', 'items', 'rater', 'class', 'total'],
          ...instruments.map((one) => [
            one.id,
            one.shortTitle,
            String(one.items.length),
            one.rater,
            one.licence.licenceClass,
            one.scoring.kind === 'none' ? '-' : `${one.range.from} to ${one.range.to}`,
          ]),
        ]).join('\n'),
        { ok: true, instruments },
      );
      return exit.ok;
    }
    const instrument = instrumentById(id.toLowerCase());
    if (instrument === undefined)
      throw new UsageProblem(
        `There is no instrument ${id}. Known: ${instruments.map((one) => one.id).join(', ')}.`,
      );
    out.result(detail(instrument), { ok: true, instrument, codes: codesOf(instrument) });
    return exit.ok;
  },
};
