/* oxlint-disable unicorn/consistent-function-scoping -- small helpers stand beside the table they serve */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { PatientFacts } from '../patient-facts.ts';
import { answered, patient, screeningWith } from '../testing/facts.ts';
import { judge, verdict } from '../testing/judged.ts';

test('[ELI-11] allergy: listed or answered yes stops; asked or a confirmed list passes; silence is unknown', () => {
  const of = (changes: Partial<PatientFacts>) =>
    verdict(patient({ screening: screeningWith('ketamineHypersensitivity'), ...changes }), 'ELI-11');
  const allergy = (substance: string) => [{ substance, severity: 'unknown' as const }];
  for (const substance of ['Ketamine', 'esketamine nasal spray', 'Ketalar'])
    assert.equal(of({ allergies: allergy(substance) }), 'notMet', substance);
  assert.equal(of({ allergies: allergy('Penicillin') }), 'met');
  assert.equal(of({ allergiesConfirmedAt: undefined }), 'unknown');
  assert.equal(of({ allergies: allergy('Penicillin'), allergiesConfirmedAt: undefined }), 'unknown');
  const say = (answer: 'yes' | 'no' | 'unknown') =>
    screeningWith('ketamineHypersensitivity', answered('ketamineHypersensitivity', answer));
  assert.equal(of({ screening: say('yes') }), 'notMet');
  assert.equal(of({ screening: say('no'), allergiesConfirmedAt: undefined }), 'met');
  assert.equal(of({ screening: say('unknown') }), 'unknown');
  // The list outweighs a "no".
  assert.equal(of({ screening: say('no'), allergies: allergy('ketamine') }), 'notMet');
  assert.equal(judge(patient({ allergies: allergy('ketamine') })).summary, 'stop');
});
