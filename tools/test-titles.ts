/** One test as it stands in its file; a skipped test or one to be done proves nothing. */
export interface TestTitle {
  readonly file: string;
  readonly title: string;
  readonly runs: boolean;
}

const call =
  /(?<![\w.$])(?:t\.)?(?:test|it)(\.(?:skip|todo|only))?\(\s*(?:'((?:\\.|[^'\\\n])*)'|"((?:\\.|[^"\\\n])*)"|`((?:\\.|[^`\\])*)`)\s*,\s*(\{[^}]*\})?/g;

/**
 * The titles of the tests in a file, read without running it. A title made up at run time counts with the text that is
 * written in it only, so a rule's id must stand in the source.
 */
export function testTitles(file: string, text: string): readonly TestTitle[] {
  return [...text.matchAll(call)].map(([, kind, single, double, template, options = '']) => ({
    file,
    title: (single ?? double ?? template ?? '').replaceAll(/\\(.)/g, '$1'),
    runs: kind === undefined && !/\b(skip|todo)\s*:\s*(?!false\b)/.test(options),
  }));
}
