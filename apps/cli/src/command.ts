/** How a command ends: done, a problem found, used wrongly, cannot be done. */
export const exit = Object.freeze({ ok: 0, problem: 1, usage: 2, cannot: 3 } as const);
export type Exit = (typeof exit)[keyof typeof exit];

/** Where a command writes: results on standard output, progress on standard error. */
export interface Output {
  readonly json: boolean;
  /** The result, as a sentence or, with `--json`, as one JSON value. */
  result(sentence: string, value: unknown): void;
  progress(line: string): void;
}

export interface Command {
  readonly name: string;
  /** What stands behind the name, such as `FILE --as NAME`. */
  readonly usage: string;
  readonly summary: string;
  /** More lines for `--help`. */
  readonly help: readonly string[];
  readonly options?: {
    readonly [name: string]: { readonly type: 'string' | 'boolean'; readonly help: string };
  };
  /** How many words it takes. */
  readonly words: { readonly least: number; readonly most: number };
  run(given: Given, out: Output): Promise<Exit>;
}

export interface Given {
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  /** Options in the order they were written, for commands in which one may stand several times. */
  readonly written: readonly { readonly name: string; readonly value: string | true }[];
}

/** A command that was given something it cannot use; the message is a sentence. */
export class UsageProblem extends Error {}
