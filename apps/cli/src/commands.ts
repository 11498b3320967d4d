import { backupCommand } from './commands/backup.ts';
import { checkCommand } from './commands/check.ts';
import { demoCommand } from './commands/demo.ts';
import { exportCommand } from './commands/export.ts';
import { fitCommand } from './commands/fit.ts';
import { importCommand } from './commands/import.ts';
import { instrumentsCommand } from './commands/instruments.ts';
import { restoreCommand } from './commands/restore.ts';
import { scoreCommand } from './commands/score.ts';
import { simulateCommand } from './commands/simulate.ts';
import { startCommand } from './commands/start.ts';
import { validateCommand } from './commands/validate.ts';
import { verifyCommand } from './commands/verify.ts';
import type { Command } from './command.ts';

/** Every command, in the order they are listed. */
export const commands: readonly Command[] = [
  startCommand,
  demoCommand,
  verifyCommand,
  backupCommand,
  restoreCommand,
  exportCommand,
  importCommand,
  simulateCommand,
  fitCommand,
  validateCommand,
  scoreCommand,
  instrumentsCommand,
  checkCommand,
];
