import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { attentionShapes } from './attention-level.ts';

const source = join(import.meta.dirname, '..');
const pages = globSync('**/*.tsx', { cwd: source })
  .toSorted()
  .map((file) => [file, readFileSync(join(source, file), 'utf8')] as const);

test('[H50] every attention mark has a shape of its own, told apart without colour', () => {
  const levels = Object.entries(attentionShapes);
  assert.deepEqual(
    levels.map(([level]) => level),
    ['now', 'due', 'note', 'unknown'],
  );
  const outlines = levels.map(([, parts]) => JSON.stringify(parts));
  assert.equal(new Set(outlines).size, levels.length);
  for (const [level, parts] of levels) {
    assert.ok(parts.length > 0, level);
    for (const { d } of parts) assert.match(d, /^M[\d .aAhHvVlLzZM-]+$/, level);
  }
  // Two rings, a ring and a dot, are told apart by more than their size.
  const inside = (level: keyof typeof attentionShapes) =>
    attentionShapes[level].map(({ filled }) => (filled ? 'filled' : 'line')).join(' ');
  assert.deepEqual(
    [inside('now'), inside('due'), inside('note'), inside('unknown')],
    ['filled', 'line line', 'filled', 'line line'],
  );
  assert.ok(!attentionShapes.now[0]?.d.includes('a') && attentionShapes.note[0]?.d.includes('a'));
  // A colour is never given here: it comes from the text beside the mark.
  const [, mark = ''] = pages.find(([file]) => file === 'theme/attention-mark.tsx') ?? [];
  assert.deepEqual([...new Set(mark.match(/(?:fill|stroke)="[^"]*"/g))].toSorted(), [
    'fill="currentColor"',
    'fill="none"',
    'stroke="currentColor"',
  ]);
});

test('[H50] no attention mark stands without words beside it', () => {
  const bare = /<AttentionMark\b[^>]*\/>(?:\s|\{' '\}|: null\}|\))*<\/(?!>)/;
  const empty = /<Attention\b[^>]*(?:\/>|>\s*<\/Attention>)/;
  // The tests of the test: a mark alone, one before the end of a condition, and a sentence that is empty.
  assert.match('<p><AttentionMark level="due" /></p>', bare);
  assert.match('<p>{a ? <AttentionMark level="due" /> : null}</p>', bare);
  assert.match('<Attention level="due"></Attention>', empty);
  assert.doesNotMatch('<p><AttentionMark level="due" /> {words.due}</p>', bare);
  let marks = 0;
  for (const [file, text] of pages) {
    if (file === 'theme/attention-mark.tsx') continue;
    marks += (text.match(/<Attention(?:Mark)?\b/g) ?? []).length;
    assert.doesNotMatch(text, bare, file);
    assert.doesNotMatch(text, empty, file);
  }
  assert.ok(marks > 40, `${marks} marks were looked at`);
});
