import assert from 'node:assert/strict';
import test from 'node:test';
import { countedDiagnosis } from './counted-diagnosis.ts';
import type { DiagnosisKind } from './patient-facts.ts';

test('of several diagnoses a bipolar disorder counts before a depression, whichever is newer', () => {
  const of = (...kinds: readonly DiagnosisKind[]) => countedDiagnosis(kinds.map((kind) => ({ kind })))?.kind;
  assert.equal(of(), undefined);
  assert.equal(of('majorDepressiveDisorder'), 'majorDepressiveDisorder');
  assert.equal(of('bipolarII', 'majorDepressiveDisorder'), 'bipolarII');
  assert.equal(of('majorDepressiveDisorder', 'bipolarI'), 'bipolarI');
  assert.equal(of('bipolarI', 'bipolarII', 'majorDepressiveDisorder'), 'bipolarII');
});
