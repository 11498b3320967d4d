import assert from 'node:assert/strict';
import test from 'node:test';
import type { Diagnosis } from '../patient-facts.ts';
import { care, carePatient, careFinding, careVerdict, settings } from '../testing/care-facts.ts';

const diagnosed = (severity: Diagnosis['severity']) =>
  care({ diagnosis: { ...(carePatient.diagnosis ?? assert.fail()), severity } });

test('[ELI-35] a mild episode is a caution, a moderate or severe one passes, and what is not said is unknown', () => {
  const of = (severity: Diagnosis['severity']) => careFinding(diagnosed(severity), 'ELI-35');
  assert.deepEqual(
    (['mild', 'moderate', 'severe', 'unknown'] as const).map((one) => of(one).verdict),
    ['notMet', 'met', 'met', 'unknown'],
  );
  assert.equal(of('mild').ruleClass, 'caution');
  assert.equal(of('moderate').says, 'The current episode is moderate.');
  assert.deepEqual(of('unknown').missing, ['Record how severe the current episode is.']);
  const none = careFinding(care({ diagnosis: undefined }), 'ELI-35');
  assert.deepEqual(
    [none.verdict, none.missing],
    ['unknown', ['Record the diagnosis and the current episode.']],
  );
});

test('[ELI-35] the rating may be high beside it: a caution holds nothing, and it is asked before the first dose only', () => {
  assert.equal(careVerdict(diagnosed('mild')).summary, 'mayProceed');
  assert.deepEqual(careVerdict(diagnosed('mild')).open, ['ELI-35']);
  assert.throws(() => careFinding(diagnosed('mild'), 'ELI-35', settings.later), /does not apply/);
});
