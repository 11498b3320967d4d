import assert from 'node:assert/strict';
import test from 'node:test';
import type { Entry, EntryBodies, EntryType } from '@evenkeel/protocol';
import { decimal } from '@evenkeel/quantities';
import { entryLine } from './entry-words.ts';

const line = <T extends EntryType>(type: T, body: EntryBodies[T]) =>
  entryLine({ type, body } as unknown as Entry);

test('[MON-01] [MON-19] the log says a rating of dissociation, and why a dose was given at a raised pressure', () => {
  assert.equal(line('dissociationRated', { score: 7 }), 'Dissociation: 7 of 10');
  assert.equal(
    line('doseStart', {
      drug: 'ketamine',
      route: 'im',
      amountMg: decimal('35'),
      reason: 'Known hypertension',
      identityChecked: true,
    }),
    'Dose started: 35 mg IM; given with raised pressure: Known hypertension',
  );
});
