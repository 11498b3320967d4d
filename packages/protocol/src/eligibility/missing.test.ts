import assert from 'node:assert/strict';
import test from 'node:test';
import { missing, missingKind } from './missing.ts';

test('[P7] each sentence of what is missing has the kind that a screen acts on', () => {
  assert.equal(missingKind(missing.ask('an allergy to ketamine')), 'ask');
  assert.equal(missingKind(missing.askAgain('mania now')), 'askAgain');
  assert.equal(missingKind(missing.note('mania')), 'note');
  assert.equal(missingKind(missing.medicines), 'medicines');
  assert.equal(missingKind(missing.diagnosis), 'diagnosis');
  assert.equal(missingKind(missing.birthDate), 'birthDate');
  assert.equal(missingKind(missing.birthDateAgain), 'birthDate');
  assert.equal(missingKind(missing.setting), 'setting');
  assert.equal(missingKind('Measure resting blood pressure.'), 'other');
});
