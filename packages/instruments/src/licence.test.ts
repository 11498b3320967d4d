import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { instruments } from './instruments.ts';

test('text ships only where it may: no item of class A*, B or C has text, labels or a stem', () => {
  let [without, withText] = [0, 0];
  for (const { id, licence, items, stem } of instruments) {
    if (['A', 'A-own', 'own'].includes(licence.licenceClass)) {
      for (const { text, options, number } of items) {
        assert.ok(text !== undefined && (number !== undefined || options.every(({ label }) => label)), id);
        withText += 1;
      }
      continue;
    }
    assert.equal(stem, '', id);
    for (const { text, options } of items) {
      assert.equal(text, undefined, id);
      assert.ok(
        options.every(({ label }) => label === undefined),
        id,
      );
      without += 1;
    }
  }
  assert.ok(without > 200 && withText > 100);
});

/** Five words of texts that may not be here, as the first bytes of their SHA-256: not even this test holds the words. */
const forbidden = new Set([
  '6ecb6fa361a79ad2',
  '098dceadab8411cb',
  'ce7ece5a7ec5358a',
  '72f865b161fb3127',
  '84ef9ec2d91e6674',
  'e597428f21883ae0',
  'adf54a8f4b9aaa5c',
  'd02ed5d837c4e545',
  '1450f3e2c7740d2f',
  '88232a75feeed31b',
  '6cf4a56472b69d30',
  'a0e76a4b225751de',
]);
const hashOf = (words: readonly string[]) =>
  createHash('sha256').update(words.join(' ')).digest('hex').slice(0, 16);

test('no file of the repository holds text of a class B or C instrument', () => {
  const root = join(import.meta.dirname, '../../..');
  const files = globSync(
    ['packages/*/src/**/*.ts', 'apps/*/src/**/*.{ts,tsx}', 'docs/**/*.{md,yaml}', 'e2e/*.ts'],
    {
      cwd: root,
    },
  );
  assert.ok(files.length > 300);
  const found: string[] = [];
  const seen = new Set<string>();
  for (const file of files) {
    const words =
      readFileSync(join(root, file), 'utf8')
        .toLowerCase()
        .match(/[a-z]+/g) ?? [];
    for (let at = 0; at + 5 <= words.length; at += 1) {
      const five = words.slice(at, at + 5);
      const key = five.join(' ');
      // Scales speak in sentences; most of code repeats itself.
      if (seen.has(key)) continue;
      seen.add(key);
      if (forbidden.has(hashOf(five))) found.push(`${file}: ${hashOf(five)}`);
    }
  }
  assert.deepEqual(found, []);
});
