import { exit, type Command } from '../command.ts';

export const simulateCommand: Command = {
  name: 'simulate',
  usage: '',
  summary: 'Simulate doses and populations (not there yet).',
  help: ['The pharmacology engine is not part of this version. This command will run it when it is.'],
  words: { least: 0, most: 20 },
  run: async (_given, out) => {
    const sentence =
      'Simulation is not there yet: this version has no pharmacology engine. Nothing was computed.';
    out.result(sentence, { ok: false, sentence });
    return exit.cannot;
  },
};
