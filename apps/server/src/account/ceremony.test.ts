import assert from 'node:assert/strict';
import test from 'node:test';
import { beginCeremony, endCeremony } from './ceremony.ts';

const key = Buffer.alloc(32, 7);

test('a passkey ceremony ends once, within five minutes, for its own purpose and key', () => {
  const now = 1_700_000_000_000;
  const begun = () => beginCeremony(key, 'add:a', now);
  const one = begun();
  assert.equal(endCeremony(key, 'add:a', one.token, now + 1), one.challenge);
  assert.equal(endCeremony(key, 'add:a', one.token, now + 2), undefined, 'a second end');
  assert.equal(endCeremony(key, 'add:a', begun().token, now + 300_000), undefined, 'too late');
  assert.equal(endCeremony(key, 'add:b', begun().token, now), undefined, 'another person');
  assert.equal(endCeremony(Buffer.alloc(32, 8), 'add:a', begun().token, now), undefined, 'another key');
  assert.ok(begun().token.length <= 200);
});

test('a ceremony token with any one character changed is refused', () => {
  const now = 1_700_000_000_000;
  const { token } = beginCeremony(key, 'prove', now);
  for (let i = 0; i < token.length; i += 1) {
    const changed = token.slice(0, i) + (token[i] === 'A' ? 'B' : 'A') + token.slice(i + 1);
    assert.equal(endCeremony(key, 'prove', changed, now), undefined, `character ${i}`);
  }
  for (const odd of ['', '.', 'x', 'a.b.c', 'é'.repeat(50), `${token}.`, `${token}=`]) {
    assert.equal(endCeremony(key, 'prove', odd, now), undefined);
  }
  assert.notEqual(endCeremony(key, 'prove', token, now), undefined);
});
