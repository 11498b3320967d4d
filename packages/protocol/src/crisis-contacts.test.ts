import assert from 'node:assert/strict';
import test from 'node:test';
import { crisisContacts } from './crisis-contacts.ts';
import { jurisdictions } from './evidence-mark.ts';

test('every jurisdiction names an emergency number and a line to talk to, each with its source', () => {
  for (const jurisdiction of jurisdictions) {
    const contacts = crisisContacts[jurisdiction];
    assert.ok(
      contacts.some((one) => one.name.startsWith('Emergency')),
      jurisdiction,
    );
    assert.ok(
      contacts.some((one) => !one.name.startsWith('Emergency')),
      jurisdiction,
    );
    for (const one of contacts) {
      assert.match(one.number, /^[\d ]{3,12}$/);
      assert.ok(one.source.citation.length > 0);
      assert.match(one.source.url ?? '', /^https:/);
    }
  }
});
