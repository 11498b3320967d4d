import type { Command } from '../command.ts';
import { serve } from './start.ts';

export const demoCommand: Command = {
  name: 'demo',
  usage: '',
  summary: 'Start Evenkeel with the demo clinic open, and print its address.',
  help: ['The demo has its own database and made-up patients. Your clinic is not touched.'],
  words: { least: 0, most: 0 },
  run: (_given, out) =>
    serve(out, async (running) => {
      await running.openDemo();
      return `${running.address}demo/`;
    }),
};
