import assert from 'node:assert/strict';
import test from 'node:test';
import type { Entry, EntryBodies, EntryType } from '@evenkeel/protocol';
import { decimal } from '@evenkeel/quantities';
import { entrySentence } from './entry-sentence.ts';

const says = <T extends EntryType>(type: T, body: EntryBodies[T]) =>
  entrySentence({ type, body } as unknown as Entry, 'Europe/London');

test('[MON-01] [MON-19] print says a rating of dissociation, and why a dose was given at a raised pressure', () => {
  assert.equal(says('dissociationRated', { score: 0 }), 'Dissociation: 0 of 10');
  const given: EntryBodies['doseStart'] = {
    drug: 'ketamine',
    route: 'im',
    amountMg: decimal('35'),
    lot: 'L-1',
    identityChecked: true,
  };
  assert.equal(says('doseStart', given), 'Dose started: ketamine IM 35 mg, lot L-1');
  assert.equal(
    says('doseStart', { ...given, reason: 'Known hypertension, seen by the prescriber' }),
    'Dose started: ketamine IM 35 mg, lot L-1; pressure above the limit to consider: Known hypertension, seen by the prescriber',
  );
});

test('[SYM-01] print says an irregular heart rhythm in words', () => {
  assert.equal(
    says('adverseEvent', { kind: 'arrhythmia', severity: 'severe', serious: true, action: 'Called' }),
    'Adverse event: irregular heart rhythm, severe, serious; action: Called',
  );
});
