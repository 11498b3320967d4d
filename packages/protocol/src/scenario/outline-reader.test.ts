import assert from 'node:assert/strict';
import test from 'node:test';
import { mapReader, numberOf } from './outline-reader.ts';
import { lineOf, onLine, OutlineProblem, readOutline } from './outline.ts';

const reader = (text: string) => mapReader(readOutline(text), 'here');
const problem = (read: () => unknown): string => {
  try {
    read();
  } catch (error) {
    if (error instanceof OutlineProblem) return error.message;
    throw error;
  }
  return 'none';
};

test('[J4] a reader gives what stands under a key, and nothing for what does not stand there', () => {
  const one = reader('a: text\nn: -1.5\nl:\n  - x: 1\n  - x: 2\nt: [p, q]\nm:\n  k: v');
  assert.deepEqual(
    [one.text('a'), one.number('n'), one.oneOf('a', ['word', 'text'])],
    ['text', -1.5, 'text'],
  );
  assert.deepEqual([one.list('t'), one.texts('t'), one.raw('a')], [['p', 'q'], ['p', 'q'], 'text']);
  assert.deepEqual(
    one.eachText('t', (text) => text + text),
    ['pp', 'qq'],
  );
  assert.deepEqual(
    one.each('l', (item) => item.number('x')),
    [1, 2],
  );
  assert.equal(one.map('m')?.text('k'), 'v');
  assert.deepEqual(
    one.entries().map(([key]) => key),
    ['a', 'n', 'l', 't', 'm'],
  );
  const whole = reader('a: 1\nb: 2');
  assert.deepEqual(whole.entries(), [
    ['a', '1'],
    ['b', '2'],
  ]);
  whole.done();
  one.done();
  const none = reader('a: b');
  assert.deepEqual(
    [
      none.text('x'),
      none.number('x'),
      none.oneOf('x', ['y']),
      none.list('x'),
      none.texts('x'),
      none.eachText('x', (text) => text),
      none.each('x', () => 1),
      none.map('x'),
      none.raw('toString'),
    ],
    [undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined],
  );
});

test('[J4] what stands under a key and is something else is refused with its line', () => {
  const text = 'a: text\nl:\n  - x: 1\n  - y\nm:\n  k: v';
  for (const [read, says] of [
    [() => reader(text).text('l'), 'Line 2: here: l is one text.'],
    [() => reader(text).text('m'), 'Line 5: here: m is one text.'],
    [() => reader(text).oneOf('a', ['b', 'c']), 'Line 1: here: a is text; it must be b, c.'],
    [() => reader(text).number('a'), 'Line 1: here: a is text; it must be a number.'],
    [() => reader(text).list('a'), 'Line 1: here: a is a list.'],
    [() => reader(text).list('m'), 'Line 5: here: m is a list.'],
    [() => reader(text).texts('a'), 'Line 1: here: a is a list of texts.'],
    [() => reader(text).texts('l'), 'Line 2: here: l is a list of texts.'],
    [() => reader(text).map('a'), 'Line 1: here: a: expected "key: value" lines.'],
    [() => reader(text).map('l'), 'Line 2: here: l: expected "key: value" lines.'],
    [() => reader(text).map('m')?.number('k'), 'Line 6: here: m: k is v; it must be a number.'],
    [() => reader(text).each('l', (one) => one.text('x')), 'Line 4: l 2: expected "key: value" lines.'],
    [() => reader(text).each('l', () => 1, 'item'), 'Line 3: item 1: x is not known here. Words: .'],
    [
      () =>
        reader('t: [p, q]').eachText('t', () => {
          throw new OutlineProblem('No.');
        }),
      'Line 1: No.',
    ],
    [
      () =>
        reader('t:\n  - p\n  - q').eachText('t', (one) => {
          if (one === 'q') throw new OutlineProblem('No.');
        }),
      'Line 3: No.',
    ],
    [() => mapReader(undefined, 'here'), 'here: expected "key: value" lines.'],
    [() => mapReader('text', 'here', 7), 'Line 7: here: expected "key: value" lines.'],
    [() => mapReader(['text'], 'here'), 'here: expected "key: value" lines.'],
    // What was not read from a file has the line it is given, or none.
    [() => mapReader({ a: 'b' }, 'here', 7).number('a'), 'Line 7: here: a is b; it must be a number.'],
    [() => mapReader({ a: 'b' }, 'here').number('a'), 'here: a is b; it must be a number.'],
    [() => mapReader({ a: 'b' }, 'here').list('a'), 'here: a is a list.'],
  ] as const)
    assert.equal(problem(read), says);
});

test('[J4] a key nobody asked for is refused, with the nearest that was', () => {
  const one = reader('about: b\ntitel: a\nspeed: 3');
  one.text('title');
  one.text('about');
  assert.equal(
    problem(() => one.done()),
    'Line 2: here: titel, speed is not known here. Perhaps title.',
  );
  one.raw('titel');
  one.raw('speed');
  assert.equal(
    problem(() => one.done()),
    'none',
  );
  assert.equal(one.problem('speed', 'Too fast.').message, 'Line 3: here: Too fast.');
  assert.deepEqual([one.line('about'), one.line('nothing')], [1, undefined]);
});

test('[J4] a number is plain: a sign, nine digits, a point and six more', () => {
  for (const [text, value] of [
    ['0', 0],
    ['-20', -20],
    ['123456789.123456', 123456789.123456],
  ] as const)
    assert.equal(numberOf(text, 'it'), value);
  for (const text of ['', '+1', '1e3', '1234567890', '.5', '5.', '1.1234567', '1 ', 'x1', '0x1', '1,5'])
    assert.equal(
      problem(() => numberOf(text, 'it')),
      `it is ${text}; it must be a number.`,
    );
});

test('[J4] an outline knows the line of each key and item, also in brackets and below a dash', () => {
  const outline = readOutline('# first\na: 1\n\nl:\n  - x: 1\n    y: 2\n  - z\nb: [p, q]\n') as Record<
    string,
    never
  >;
  assert.deepEqual(
    [
      lineOf(outline, 'a'),
      lineOf(outline, 'l'),
      lineOf(outline, 'b'),
      lineOf(outline['l']!, 0),
      lineOf(outline['l']!, 1),
      lineOf(outline['l']![0]!, 'x'),
      lineOf(outline['l']![0]!, 'y'),
      lineOf(outline['b']!, 1),
    ],
    [2, 4, 8, 5, 7, 5, 6, 8],
  );
  assert.deepEqual(
    [lineOf(outline, 'c'), lineOf('text', 0), lineOf({ a: '1' }, 'a')],
    [undefined, undefined, undefined],
  );
});

test('[J4] a problem is given its line once; what is no problem of the outline goes through', () => {
  const fails = (error: Error) => () => {
    throw error;
  };
  const said = (line: number | undefined, error: Error) => problem(() => onLine(line, fails(error)));
  assert.equal(
    onLine(3, () => 'value'),
    'value',
  );
  assert.equal(said(3, new OutlineProblem('No.')), 'Line 3: No.');
  assert.equal(said(undefined, new OutlineProblem('No.')), 'No.');
  assert.equal(said(3, new OutlineProblem('Line 9: No.')), 'Line 9: No.');
  assert.equal(said(3, new OutlineProblem('Line of no number.')), 'Line 3: Line of no number.');
  assert.throws(() => said(3, new RangeError('Other.')), RangeError);
});

test('[J4] the mark that some editors put before a file is passed over, and only there', () => {
  assert.deepEqual(readOutline('\uFEFFa: 1'), { a: '1' });
  assert.deepEqual(readOutline('a: \uFEFF1x'), readOutline('a: \uFEFF1x'));
  assert.equal(problem(() => readOutline('a: 1\n\uFEFFb: 2')).startsWith('Line 2'), true);
});
