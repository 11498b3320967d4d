import { flagSays, instrumentById, instruments, score, type Instrument } from '@evenkeel/instruments';
import { exit, UsageProblem, type Command } from '../command.ts';

const unanswered: ReadonlySet<string> = new Set(['-', '_', '?', '']);

/**
 * Reads `2,1,0,-,3` (or the same without commas where every answer has one digit): an answer to every item, or to the items
 * that are scored, the others then being unanswered.
 */
function readAnswers(text: string, { items }: Instrument): (number | null)[] {
  const parts =
    text.includes(',') || items.length === 1
      ? text.split(',').map((part) => part.trim())
      : Array.from(text.replaceAll(' ', ''));
  const scored = items.filter((item) => item.scored).length;
  if (parts.length !== items.length && parts.length !== scored) {
    const has =
      scored === items.length ? `${scored} items` : `${items.length} items, of which ${scored} are scored`;
    throw new UsageProblem(`This questionnaire has ${has}; ${parts.length} answers were given.`);
  }
  const given = parts.map((part, place) => {
    if (unanswered.has(part)) return null;
    if (!/^-?\d{1,4}(\.\d{1,2})?$/.test(part))
      throw new UsageProblem(`Answer ${place + 1} is not a number. Write - for unanswered.`);
    return Number(part);
  });
  if (given.length === items.length) return given;
  const left = given.values();
  return items.map((item) => (item.scored ? (left.next().value ?? null) : null));
}

export const scoreCommand: Command = {
  name: 'score',
  usage: 'ID ANSWERS',
  summary: 'Score a questionnaire, such as: evenkeel score phq9 2,1,0,-,3,1,2,0,0',
  help: [
    'ANSWERS are numbers in the order of the items, with commas or without; - is an unanswered item.',
    'Items that are not scored (the question on difficulty of the PHQ-9) may be left out.',
    `Known: ${instruments.map((one) => one.id).join(', ')}. Needs no database and no server.`,
  ],
  words: { least: 2, most: 2 },
  run: async (given, out) => {
    const [id = '', text = ''] = given.words;
    const instrument = instrumentById(id.toLowerCase());
    if (instrument === undefined) {
      throw new UsageProblem(
        `There is no questionnaire ${id}. Known: ${instruments.map((one) => one.id).join(', ')}.`,
      );
    }
    const answers = readAnswers(text, instrument);
    const found = score(instrument, answers);
    if (found.invalid.length > 0) {
      const places = found.invalid.map((place) => place + 1).join(', ');
      throw new UsageProblem(`These answers do not belong to their items: ${places}.`);
    }
    const flags = found.flags.map((flag) => flagSays(instrument, flag) ?? flag);
    const total =
      found.total === undefined
        ? instrument.scoring.kind === 'none'
          ? `${instrument.shortTitle} has no total.`
          : `${instrument.shortTitle}: no total, ${found.missing.length} items are unanswered.`
        : `${instrument.shortTitle}: ${Number(found.total.toFixed(1))} of ${instrument.range.to}${found.band === undefined ? '' : `, ${found.band}`}${
            found.prorated ? ` (made up for ${found.missing.length} unanswered)` : ''
          }.`;
    const parts = (found.subscales ?? []).map(
      ({ id: part, total: value, band }) =>
        `  ${instrument.subscales?.find((one) => one.id === part)?.title ?? part}: ${value === undefined ? '-' : Number(value.toFixed(1))}${band === undefined ? '' : `, ${band}`}`,
    );
    out.result([total, ...parts, ...flags].join('\n'), {
      ok: true,
      instrument: instrument.id,
      ...found,
      says: flags,
    });
    return exit.ok;
  },
};
