import assert from 'node:assert/strict';
import { dirname } from 'node:path';
import test from 'node:test';
import { constraintsIn, controlsHere, screensIn } from './control-names.ts';
import { parseHazards, type Control, type Hazard } from './hazards.ts';
import { hazardsShown, ruleTests, sameJson } from './library-data.ts';
import { ruleFaults } from './rule-faults.ts';
import { testTitles } from './test-titles.ts';

const named = (...titles: string[]) => titles.map((title) => ({ file: 'a.test.ts', title, runs: true }));
const hazard = (more: Partial<Hazard>): Hazard => ({
  id: 'H2',
  hazard: 'Ten-fold dose',
  controls: [{ kind: 'rule', id: 'DOS-03', says: 'A band that holds' }],
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
  const titles = named('half is rounded up', '[DOS-03] [P3] as planned');
  const faults = (more: Partial<Hazard>) => ruleFaults(['DOS-03'], titles, [hazard(more)]);
  assert.deepEqual(faults({}), []);
  assert.deepEqual(faults({ tests: ['DOS-03'] }), []);
  assert.deepEqual(faults({ tests: ['[P3]', '[DOS-03] [P3] as planned'] }), []);
  // Never a part of a title, of a word, or of a tag.
  for (const part of [
    'test',
    'half',
    'half is rounded',
    'as planned',
    '[P3',
    'P3',
    '[P]',
    '[DOS-03] [P3]',
    'DOS-0',
  ])
    assert.deepEqual(
      faults({ tests: [part] }),
      [`hazard H2: no test that runs is called ${JSON.stringify(part)}`],
      part,
    );
  assert.match(faults({ tests: ['DOS-03', 'DOS-03'] })[0] ?? '', /comes twice/);
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
    [
      hazard({ id: 'H10', tests: ['ELI-02'] }),
      hazard({ id: 'H9', tests: ['[ELI-02] b', '[ELI-01]'], open: 'Waits' }),
    ],
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

test('a control that names no rule, screen, database name or file of the house is a fault, whatever its kind', () => {
  const root = dirname(import.meta.dirname);
  const isThere = controlsHere(root, ['GAT-03', 'DOS-03']);
  const faults = (kind: Control['kind'], id: string, says = 'Holds the dose until it is there') =>
    ruleFaults(
      ['DOS-03'],
      named('half is rounded up', '[DOS-03] x'),
      [hazard({ controls: [{ kind, id, says }] })],
      0,
      isThere,
    );
  const table: readonly (readonly [Control['kind'], string, readonly string[]])[] = [
    ['rule', 'GAT-03', ['GAT-99', 'GAT-0', 'gat-03', '']],
    [
      'screen',
      '/patients/$patientId/plan',
      ['/nowhere', '/patients/$patientId/pla', '/patients/$id/plan', 'plan', ''],
    ],
    ['constraint', 'session_entry_one_start', ['session_entry_one', 'one_active_session', 'session', '']],
    ['constraint', 'policy_second_person', ['policy_second', 'policy_third_person']],
    ['constraint', 'own_clinic', ['on', 'if']],
    [
      'code',
      'packages/protocol/src/session/fold.ts',
      [
        'packages/protocol/src/session/folds.ts',
        'packages/protocol/src/session',
        'package.json',
        'apps/../package.json',
        '',
      ],
    ],
  ];
  for (const [kind, there, absent] of table) {
    assert.deepEqual(faults(kind, there), [], there);
    for (const id of absent) assert.deepEqual(faults(kind, id), [`hazard H2: there is no ${kind} ${id}`], id);
  }
  // A name of one kind is none of another, and a control says what it does.
  assert.equal(faults('screen', 'GAT-03').length, 1);
  assert.equal(faults('rule', 'packages/protocol/src/session/fold.ts').length, 1);
  assert.match(faults('rule', 'GAT-03', ' ')[0] ?? '', /does not say what it does/);
  // An open hazard may name what there is, and it has to be there all the same.
  const open = hazard({
    open: 'Waits for the inventory of later work',
    controls: [{ kind: 'rule', id: 'GAT-99', says: 'Holds the dose until it is there' }],
    tests: [],
  });
  assert.deepEqual(ruleFaults([], [], [open], 0, isThere), ['hazard H2: there is no rule GAT-99']);
});

test('screens are read from the router and names from the migrations, what was dropped or made again in between too', () => {
  assert.deepEqual(
    [...screensIn("page('/a', x), page(\n  '/b/$c',\n y), homepage('/d'), path: '/e', page(\"/f\")")],
    ['/a', '/b/$c'],
  );
  const sql = [
    'create table a (b int constraint one check (b > 0));\n-- constraint said_only\ncreate unique index two on a (b);',
    'ALTER TABLE a DROP CONSTRAINT one;\ncreate policy three on a;\ndrop index if exists two;',
    'create index if not exists two on a (b); alter table a add constraint four check (true);',
  ];
  assert.deepEqual([...constraintsIn(sql)].toSorted(), ['four', 'three', 'two']);
  assert.deepEqual([...constraintsIn(sql.slice(0, 1))].toSorted(), ['one', 'two']);
});

test('hazards are read as they are written, and anything else is refused with its line', () => {
  const good =
    "# words\n\n- id: H2\n  hazard: Ten-fold dose\n  controls:\n    - rule: DOS-03\n      says: A band\n  tests:\n    - '[D5] it''s read'\n    - DOS-03\n";
  assert.deepEqual(parseHazards(good), [
    {
      id: 'H2',
      hazard: 'Ten-fold dose',
      controls: [{ kind: 'rule', id: 'DOS-03', says: 'A band' }],
      tests: ["[D5] it's read", 'DOS-03'],
    },
  ]);
  const broken: readonly (readonly [string, string, RegExp])[] = [
    ['  hazard: Ten-fold dose\n', '', /hazard is missing/],
    ['- id: H2', '- hazard: H2', /starts with its id/],
    ['- id: H2', '  id: H2', /starts with "- id:"/],
    ['controls:', 'control:', /line 5: unknown key control/],
    ['  tests:', '  controls:', /line 8: controls comes twice/],
    ["'[D5] it''s read'", '[D5] read', /line 9: put/],
    ['says: A band', 'says: A band: wide', /line 7: put/],
    ['    - rule', '   - rule', /line 6: cannot read/],
    ['    - rule', '\t- rule', /line 6: cannot read/],
    ['- rule: DOS-03', '- A band of the dose', /line 6: a control is one of rule, screen, constraint, code/],
    ['- rule: DOS-03', '- law: DOS-03', /line 6: a control is one of/],
    ['- rule: DOS-03', '- rule: DOS-03 and more', /line 6: a control is one of/],
    ['- rule: DOS-03', '- rule:', /line 6: a control is one of/],
    ['      says: A band\n', '', /line 7: a control is followed by its "says:"/],
    ['      says: A band\n', '      tells: A band\n', /line 7: a control is followed by its "says:"/],
    ['      says: A band\n', '      says: A band\n      says: More\n', /line 8: cannot read/],
    ['tests:', 'tests: DOS-03', /line 8: tests is a list/],
    ['hazard: Ten-fold dose', 'hazard:', /line 4: hazard is a text/],
    ['hazard: Ten-fold dose', 'hazard: Ten-fold dose\n    - more', /line 5: an item without a list/],
  ];
  for (const [from, to, says] of broken) {
    assert.ok(good.includes(from), from);
    assert.throws(() => parseHazards(good.replace(from, to)), says, from);
  }
});
