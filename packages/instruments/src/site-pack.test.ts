import assert from 'node:assert/strict';
import test from 'node:test';
import { hasText } from './instrument.ts';
import { instrumentById } from './instruments.ts';
import { score } from './score.ts';
import { readSitePack, withSitePack } from './site-pack.ts';

const pack = {
  format: 'evenkeel-site-pack/1',
  instrument: 'wsas',
  version: '1',
  language: 'en',
  owner: 'An owner',
  terms: 'As agreed with the owner.',
  stem: 'A sentence before the items.',
  attribution: 'Shown as the owner wants it.',
  items: Array.from({ length: 5 }, (_, place) => ({
    text: `Question ${place + 1}`,
    labels: Array.from({ length: 9 }, (__, value) => `Answer ${value}`),
  })),
  acceptance: { by: 'Dr Noor Haddad', at: '2026-11-25', statement: 'Accepted for this clinic.' },
};
const faults = (value: unknown) => {
  const read = readSitePack(value, instrumentById);
  return read.ok ? [] : read.faults;
};

test('a site pack gives a scale its text and changes nothing of its score', () => {
  const wsas = instrumentById('wsas')!;
  const read = readSitePack(pack, instrumentById);
  assert.ok(read.ok);
  const told = withSitePack(wsas, read.pack);
  assert.ok(!hasText(wsas) && hasText(told));
  assert.equal(told.items[1]?.options[8]?.label, 'Answer 8');
  assert.equal(told.attribution, pack.attribution);
  assert.deepEqual(score(told, [5, 4, 6, 6, 4]), score(wsas, [5, 4, 6, 6, 4]));
});

test('a pack that does not hold is refused with every fault in a sentence', () => {
  assert.deepEqual(faults([]), ['A site pack is one JSON object.']);
  assert.match(faults({}).join(' '), /format.*instrument.*acceptance\.by/);
  for (const [change, says] of [
    [{ format: 'evenkeel-site-pack/2' }, /another version is not read/],
    [{ instrument: 'nothing' }, /no instrument/],
    [{ instrument: 'madrs' }, /may not be loaded: the rater holds the form/],
    [{ instrument: 'phq9' }, /has its text already/],
    [{ version: '2' }, /for version 2/],
    [{ items: pack.items.slice(1) }, /has 5 items; the pack has 4/],
    [{ items: pack.items.with(0, { text: 'x', labels: ['one'] }) }, /Item 1 has 9 answers; the pack has 1/],
    [{ items: pack.items.with(2, { text: '', labels: pack.items[0]!.labels }) }, /items\[2\]\.text/],
    [{ items: pack.items.with(2, { text: 'x', labels: Array(9).fill(7) as never }) }, /Labels of item 3/],
    [{ acceptance: undefined }, /acceptance\.by/],
    [{ acceptance: { ...pack.acceptance, at: '25.11.2026' } }, /is a date such as/],
    [{ terms: 'x'.repeat(5000) }, /terms/],
  ] as const)
    assert.match(faults({ ...pack, ...change }).join(' '), says);
});
