import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// Kept beside the packages, where only their owner writes; without it every start reads all sources anew.
enableCompileCache(join(import.meta.dirname, '../../../node_modules/.cache/evenkeel'));

// A reader that has seen enough, such as `head`, closes the pipe: that is no error of the command.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

const [{ commands }, { run }] = await Promise.all([import('./commands.ts'), import('./run.ts')]);
process.exitCode = await run(process.argv.slice(2), commands, {
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
});
