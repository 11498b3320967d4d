import { parseArgs } from 'node:util';
import { ConfigProblem } from '@evenkeel/server';
import { exit, UsageProblem, type Command, type Exit, type Output } from './command.ts';

interface Streams {
  out(text: string): void;
  err(text: string): void;
}

function overview(commands: readonly Command[]): string {
  const width = Math.max(...commands.map((one) => `${one.name} ${one.usage}`.length));
  const lines = commands.map((one) => `  ${`${one.name} ${one.usage}`.padEnd(width)}  ${one.summary}`);
  return [
    'Usage: evenkeel COMMAND',
    '',
    ...lines,
    '',
    'evenkeel COMMAND --help says more. --json answers in JSON.',
    'Ends with 0 done, 1 a problem was found, 2 used wrongly, 3 cannot be done.',
    'Settings come from the environment: EVENKEEL_DATA, EVENKEEL_HOST, EVENKEEL_PORT, DATABASE_URL and more in docs/.',
  ].join('\n');
}

function helpOf(command: Command): string {
  const options = Object.entries(command.options ?? {}).map(
    ([name, about]) => `  --${name.padEnd(10)} ${about.help}`,
  );
  return [
    `Usage: evenkeel ${command.name} ${command.usage}`.trim(),
    '',
    command.summary,
    ...command.help,
    '',
    ...options,
    '  --json       Answer in JSON.',
    '  --help       Show this.',
  ].join('\n');
}

/** A failure that carries its own sentences (the store's and the embedded database's do); never a stack. */
function sentenceOf(error: unknown): string | undefined {
  if (error instanceof ConfigProblem) return error.message;
  if (typeof error === 'object' && error !== null && 'happened' in error && error instanceof Error)
    return error.message;
  return error instanceof Error && error.name.endsWith('Problem') ? error.message : undefined;
}

/** Runs one command line and says how it ended. */
export async function run(
  args: readonly string[],
  commands: readonly Command[],
  streams: Streams,
): Promise<Exit> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    streams.out(overview(commands));
    return name === undefined ? exit.usage : exit.ok;
  }
  const command = commands.find((one) => one.name === name);
  if (command === undefined) {
    streams.err(`There is no command ${JSON.stringify(name)}.\n\n${overview(commands)}`);
    return exit.usage;
  }
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(command, rest);
  } catch (error) {
    streams.err(`${error instanceof Error ? error.message : String(error)}\n\n${helpOf(command)}`);
    return exit.usage;
  }
  if (parsed.values['help'] === true) {
    streams.out(helpOf(command));
    return exit.ok;
  }
  const { least, most } = command.words;
  if (parsed.positionals.length < least || parsed.positionals.length > most) {
    streams.err(`evenkeel ${command.name} needs ${command.usage || 'nothing more'}.\n\n${helpOf(command)}`);
    return exit.usage;
  }
  const json = parsed.values['json'] === true;
  const out: Output = {
    json,
    result: (sentence, value) => streams.out(json ? JSON.stringify(value) : sentence),
    progress: (line) => streams.err(line),
  };
  try {
    const written = parsed.tokens.flatMap((token) =>
      token.kind === 'option' ? [{ name: token.name, value: token.value ?? (true as const) }] : [],
    );
    return await command.run({ words: parsed.positionals, options: parsed.values, written }, out);
  } catch (error) {
    if (error instanceof UsageProblem) {
      streams.err(error.message);
      return exit.usage;
    }
    const known = sentenceOf(error);
    if (json) streams.out(JSON.stringify({ ok: false, sentence: known ?? 'Something went wrong.' }));
    streams.err(known ?? (error instanceof Error ? (error.stack ?? error.message) : String(error)));
    return exit.cannot;
  }
}

function parse(command: Command, rest: readonly string[]) {
  const options = Object.fromEntries(
    Object.entries(command.options ?? {}).map(([name, about]) => [name, { type: about.type }]),
  );
  // Unanswered items are written as dashes; such a word is an answer and no option.
  const isAnswers = (word: string) => /^-[-_?,\d ]+$/.test(word);
  return parseArgs({
    args: rest.includes('--')
      ? [...rest]
      : [...rest.filter((word) => !isAnswers(word)), '--', ...rest.filter(isAnswers)],
    options: { ...options, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    allowPositionals: true,
    strict: true,
    tokens: true,
  }) as unknown as {
    readonly values: Record<string, string | boolean | undefined>;
    readonly positionals: string[];
    readonly tokens: readonly { readonly kind: string; readonly name: string; readonly value?: string }[];
  };
}
