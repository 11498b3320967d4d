import assert from 'node:assert/strict';
import test from 'node:test';
import { hiddenUnder, isHidden } from './small-group.ts';

test('what is hidden says why and carries no number but the limit', () => {
  const hidden = hiddenUnder(11);
  assert.ok(isHidden(hidden));
  assert.ok(!isHidden<number>(12));
  assert.deepEqual(hidden, {
    hidden: true,
    why: 'Fewer than 11 people: hidden so that nobody can be recognised.',
  });
});
