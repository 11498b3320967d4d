import assert from 'node:assert/strict';
import test from 'node:test';
import type { Medicine } from '../patient-facts.ts';
import { recogniseMedicine } from './recognise-medicine.ts';

const taken = (name: string): Medicine => ({ name, status: 'active' });

test('[P5] a name means the same after thousands of other names were looked up', () => {
  const medicine = taken('Lorazepam and lithium');
  const before = recogniseMedicine(medicine);
  assert.deepEqual(before.groups, ['benzodiazepine', 'lithium']);
  for (let number = 0; number < 2_100; number += 1)
    assert.equal(recogniseMedicine(taken(`Mixture ${number}`)).by, 'none');
  assert.deepEqual(recogniseMedicine(medicine), before);
});
