import assert from 'node:assert/strict';
import test from 'node:test';
import { defaultPolicy } from '@evenkeel/protocol';
import { areaOf, hasArea, thresholdTitle } from './threshold-areas.ts';

test('[P7] every threshold of the policy is in an area of the editor and has a title in words', () => {
  const names = Object.keys(defaultPolicy.thresholds);
  assert.deepEqual(
    names.filter((name) => !hasArea(name)),
    [],
  );
  assert.equal(areaOf('actSystolic'), 'duringDose');
  assert.equal(thresholdTitle('preDoseSpo2'), 'Lowest SpO2 before a dose');
  assert.equal(thresholdTitle('sessionsPerCourse'), 'sessionsPerCourse', 'one of an old version');
  assert.equal(new Set(names.map(thresholdTitle)).size, names.length);
});
