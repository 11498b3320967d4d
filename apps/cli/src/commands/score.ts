import { instrumentById, instruments, score, type Instrument } from '@evenkeel/instruments';
import { exit, UsageProblem, type Command } from '../command.ts';

const unanswered: ReadonlySet<string> = new Set(['-', '_', '?', '']);

/**
 * Reads `2,1,0,-,3` (or the same without commas where every answer has one digit): an answer to every item, or to the items
 * that are scored, the others then being unanswered.
 */
function readAnswers(text: string, { items }: Instrument): (number | null)[] {
  const parts = text.includes(',')
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
    if (!/^\d{1,3}$/.test(part))
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
    const flags = found.flags.map((flag) => {
      const about = instrument.flags.find((one) => one.flag === flag || one.unansweredFlag === flag);
      return about === undefined ? flag : about.flag === flag ? about.says : about.unansweredSays;
    });
    const total =
      found.total === undefined
        ? `${instrument.shortTitle}: no total, ${found.missing.length} items are unanswered.`
        : `${instrument.shortTitle}: ${found.total} of ${instrument.range.to}${found.band === undefined ? '' : `, ${found.band}`}${
            found.prorated ? ` (made up for ${found.missing.length} unanswered)` : ''
          }.`;
    out.result([total, ...flags].join('\n'), { ok: true, instrument: instrument.id, ...found, says: flags });
    return exit.ok;
  },
};
