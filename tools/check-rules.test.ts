import assert from 'node:assert/strict';
import test from 'node:test';
import { parseHazards, type Hazard } from './hazards.ts';
import { hazardsShown, ruleTests, sameJson } from './library-data.ts';
import { ruleFaults } from './rule-faults.ts';
import { testTitles } from './test-titles.ts';

const named = (...titles: string[]) => titles.map((title) => ({ file: 'a.test.ts', title, runs: true }));
const hazard = (more: Partial<Hazard>): Hazard => ({
  id: 'H2',
  hazard: 'Ten-fold dose',
  controls: ['A band'],
  tests: ['half is rounded up'],
  ...more,
});

test('titles are read from calls of a test, with those that do not run told apart', () => {
  const titles = testTitles(
    'a.test.ts',
    [
      "test('it''s', () => {});".replace("''", "\\'"),
      'test("double", async () => {});',
      'test(`[X] ${id} made up`, () => {});',
      "  await t.test('inner', () => {});",
      "test(\n  'on its own line',\n  () => {});",
      "test.skip('skipped', () => {});",
      "test('held', { skip: true }, () => {});",
      "test('timed', { timeout: 5 }, () => {});",
      "/x/.test('not a title', 1);",
      "pattern.test('neither');",
    ].join('\n'),
  );
  assert.deepEqual(
    titles.map(({ title, runs }) => [title, runs]),
    [
      ["it's", true],
      ['double', true],
      ['[X] ${id} made up', true],
      ['inner', true],
      ['on its own line', true],
      ['skipped', false],
      ['held', false],
      ['timed', true],
    ],
  );
});

test('a rule without a test, a test without a rule and a rule twice are faults', () => {
  assert.deepEqual(ruleFaults(['ELI-01'], named('[ELI-01] a title'), []), []);
  assert.match(ruleFaults(['ELI-01'], named('ELI-01 a title'), [])[0] ?? '', /ELI-01 has no test/);
  assert.match(
    ruleFaults(['ELI-01'], [{ file: 'a', title: '[ELI-01] a title', runs: false }], [])[0] ?? '',
    /has no test/,
  );
  assert.match(ruleFaults([], named('[MON-99] a title'), [])[0] ?? '', /\[MON-99\], which is no rule/);
  assert.match(ruleFaults([], named('[DOS-] a title'), [])[0] ?? '', /which is no rule/);
  assert.deepEqual(ruleFaults([], named('[P1] and [D5] and [F1] are no rules'), []), []);
  assert.match(ruleFaults(['A', 'A'], named(), [])[0] ?? '', /twice/);
});

test('a hazard without a control or a test, or with a test that is not there, is a fault', () => {
  const titles = named('half is rounded up, always', '[DOS-03] as planned');
  const faults = (more: Partial<Hazard>) => ruleFaults(['DOS-03'], titles, [hazard(more)]);
  assert.deepEqual(faults({}), []);
  assert.deepEqual(faults({ tests: ['DOS-03'] }), []);
  assert.match(faults({ tests: ['DOS-04'] })[0] ?? '', /"DOS-04"/);
  assert.match(faults({ tests: ['rounded down'] })[0] ?? '', /"rounded down"/);
  assert.match(faults({ tests: ['ha'] })[0] ?? '', /"ha"/);
  assert.match(faults({ tests: [] })[0] ?? '', /no test/);
  assert.match(faults({ controls: [] })[0] ?? '', /no control/);
  assert.match(faults({ id: 'X2' })[0] ?? '', /no id/);
  assert.match(ruleFaults(['DOS-03'], titles, [hazard({}), hazard({})])[0] ?? '', /comes twice/);
});

test('a hazard that is neither controlled and tested nor open with a reason is a fault, and so is one that is left out', () => {
  const open = '- id: H2\n  hazard: Ten-fold dose\n  open: Waits for the inventory of later work\n';
  const [read] = parseHazards(open);
  assert.deepEqual(read, {
    id: 'H2',
    hazard: 'Ten-fold dose',
    open: 'Waits for the inventory of later work',
    controls: [],
    tests: [],
  });
  const faults = (more: Partial<Hazard>, count?: number) =>
    ruleFaults([], named('half is rounded up'), [hazard(more)], count);
  assert.deepEqual(faults({ controls: [], tests: [], open: 'Waits for the inventory of later work' }), []);
  assert.match(faults({ controls: [], tests: [], open: 'later' })[0] ?? '', /why it is open/);
  assert.match(faults({ controls: [], tests: [] })[0] ?? '', /no control and does not say why/);
  assert.match(
    faults({ open: 'Waits for the inventory of later work', tests: ['rounded down'] })[0] ?? '',
    /"rounded down"/,
    'what an open one names has to be there too',
  );
  assert.deepEqual(faults({}, 2), ['hazard H1 is not in the log']);
  assert.throws(() => parseHazards('- id: H2\n  hazard: Ten-fold dose\n'), /missing/);
});

test('the library and the hazards page show the tests that run, in one order, and stale data are told apart', () => {
  const titles = [
    ...named('[ELI-02] b', '[ELI-01] [ELI-02] a'),
    { file: 'b.test.ts', title: '[ELI-01] skipped', runs: false },
  ];
  const tests = ruleTests(titles);
  assert.deepEqual(tests, {
    'ELI-01': ['[ELI-01] [ELI-02] a'],
    'ELI-02': ['[ELI-01] [ELI-02] a', '[ELI-02] b'],
  });
  assert.ok(sameJson(tests, ruleTests(titles.toReversed())));
  assert.ok(!sameJson(tests, ruleTests(titles.slice(1))));
  const shown = hazardsShown(
    [hazard({ id: 'H10', tests: ['ELI-02'] }), hazard({ id: 'H9', tests: ['b'], open: 'Waits' })],
    titles,
  );
  assert.deepEqual(
    shown.map(({ id, open, tests: own }) => [id, open, own[0]?.titles.length]),
    [
      ['H9', 'Waits', 1],
      ['H10', undefined, 2],
    ],
  );
});

test('hazards are read as they are written, and anything else is refused with its line', () => {
  const good =
    "# words\n\n- id: H2\n  hazard: Ten-fold dose\n  controls:\n    - A band\n  tests:\n    - '[D5] it''s read'\n    - DOS-03\n";
  assert.deepEqual(parseHazards(good), [
    { id: 'H2', hazard: 'Ten-fold dose', controls: ['A band'], tests: ["[D5] it's read", 'DOS-03'] },
  ]);
  const broken: readonly (readonly [string, string, RegExp])[] = [
    ['  hazard: Ten-fold dose\n', '', /hazard is missing/],
    ['- id: H2', '- hazard: H2', /starts with its id/],
    ['- id: H2', '  id: H2', /starts with "- id:"/],
    ['controls:', 'control:', /line 5: unknown key control/],
    ['  tests:', '  controls:', /line 7: controls comes twice/],
    ["'[D5] it''s read'", '[D5] read', /line 8: put/],
    ['A band', 'A band: wide', /line 6: put/],
    ['    - A band', '   - A band', /line 6: cannot read/],
    ['    - A band', '\t- A band', /line 6: cannot read/],
    ['tests:', 'tests: DOS-03', /line 7: tests is a list/],
    ['hazard: Ten-fold dose', 'hazard:', /line 4: hazard is a text/],
    ['hazard: Ten-fold dose', 'hazard: Ten-fold dose\n    - more', /line 5: an item without a list/],
  ];
  for (const [from, to, says] of broken) {
    assert.ok(good.includes(from), from);
    assert.throws(() => parseHazards(good.replace(from, to)), says, from);
  }
});
