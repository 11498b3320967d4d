import assert from 'node:assert/strict';
import test from 'node:test';
import type { Instant } from '@evenkeel/quantities';
import { defaultPolicy } from '../policy/default-policy.ts';
import { isWatched, observersEnough, observersNow } from './observers.ts';

test('[MON-17] observers for the patients in the chairs: enough, too few, not known', () => {
  const of = (patients: number, observers: number | undefined) =>
    observersEnough(patients, observers, defaultPolicy).verdict;
  assert.deepEqual(
    [of(1, 1), of(2, 1), of(3, 1), of(4, 2), of(5, 2), of(1, 0), of(0, 0), of(1, undefined)],
    ['met', 'met', 'notMet', 'met', 'notMet', 'notMet', 'met', 'unknown'],
  );
  assert.equal(
    observersEnough(3, 1, defaultPolicy).says,
    '3 patients to watch: at least 2 observers, at most 2 patients each, nobody out of sight. 1 is present. That is too few.',
  );
  assert.match(observersEnough(3, 2, defaultPolicy).says, / 2 are present\. That is enough\.$/);
  assert.match(observersEnough(3, 0, defaultPolicy).says, / Nobody is present\. That is too few\.$/);
  assert.match(observersEnough(1, undefined, defaultPolicy).says, /was not counted today\.$/);
});

test('[MON-17] [P3] a count holds on the clinic’s day it was made; a new day, and one still to come, are not counted', () => {
  const at = (text: string) => text as Instant;
  const counted = { observers: 2, at: at('2026-11-25T22:30:00.000Z') };
  const holds = (zone: string, now: string) => observersNow(counted, zone, at(now)) === counted;
  assert.equal(holds('Europe/London', '2026-11-25T22:30:00.000Z'), true);
  assert.equal(holds('Europe/London', '2026-11-25T23:59:59.999Z'), true);
  assert.equal(holds('Europe/London', '2026-11-26T00:00:00.000Z'), false);
  assert.equal(holds('Australia/Sydney', '2026-11-26T00:00:00.000Z'), true, 'there it is one morning');
  assert.equal(holds('Europe/London', '2026-11-25T22:29:59.999Z'), false);
  assert.equal(observersNow(undefined, 'Europe/London', counted.at), undefined);
});

test('[MON-17] from the start of the dose until leaving a patient is watched', () => {
  const phases = ['check', 'ready', 'infusing', 'paused', 'recovery', 'discharged'] as const;
  assert.deepEqual(phases.filter(isWatched), ['infusing', 'paused', 'recovery']);
});
