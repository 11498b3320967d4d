import assert from 'node:assert/strict';
import test from 'node:test';
import { decimal } from '@evenkeel/quantities';
import type { Diagnosis } from '../patient-facts.ts';
import { care, carePatient, careFinding, settings } from '../testing/care-facts.ts';
import { daysAgo } from '../testing/facts.ts';

const bipolar: Diagnosis = {
  kind: 'bipolarII',
  episode: 'depressive',
  severity: 'severe',
  psychoticFeatures: 'no',
  recordedAt: daysAgo(1),
};
const ymrs = (total: number | undefined, days: number) => ({
  instrument: 'ymrs',
  total,
  answeredAt: daysAgo(days),
});

test('[BIP-01] a YMRS risen since before the last dose: one below, at and above, missing, stale and conflicting', () => {
  const of = (
    newest: number,
    before: readonly (readonly [total: number | undefined, days: number])[],
    doses = [3],
  ) =>
    careFinding(
      care({
        diagnosis: bipolar,
        doses: doses.map((days) => ({
          at: daysAgo(days),
          drug: 'ketamine' as const,
          route: 'iv' as const,
          amountMg: decimal('35'),
        })),
        totals: [
          ...carePatient.totals.filter(({ instrument }) => instrument !== 'ymrs'),
          ...before.map(([total, days]) => ymrs(total, days)),
          ymrs(newest, 1),
        ],
      }),
      'BIP-01',
      settings.later,
    );
  assert.deepEqual(
    [9, 10, 11].map((total) => of(total, [[2, 4]]).verdict),
    ['met', 'notMet', 'notMet'],
  );
  assert.match(of(10, [[2, 4]]).says, /rose from 2 before the last dose to 10/);
  // Without a rating before the dose a rise is not known once there could be one.
  assert.deepEqual(
    [7, 8, 11, 12].map((total) => of(total, []).verdict),
    ['met', 'unknown', 'unknown', 'notMet'],
  );
  assert.equal(of(9, [[undefined, 4]]).verdict, 'unknown');
  assert.equal(of(10, [[2, 2]]).verdict, 'unknown', 'a rating since the dose is not one before it');
  assert.equal(of(10, [[2, 400]]).verdict, 'notMet', 'however old the rating before is');
  assert.equal(
    of(10, [
      [9, 4],
      [2, 9],
    ]).verdict,
    'met',
    'the last before the dose counts',
  );
  assert.equal(of(10, [[2, 4]], [6, 3]).verdict, 'notMet', 'of two doses the last');
  assert.equal(of(10, [[2, 4]], []).verdict, 'met', 'without a dose there is nothing to rise since');
  const undosed = care({
    diagnosis: bipolar,
    doses: undefined,
    totals: [...carePatient.totals, ymrs(10, 1)],
  });
  assert.equal(careFinding(undosed, 'BIP-01').verdict, 'met', 'where nobody recorded doses none lies before');
  assert.equal(of(10, [[2, 4]], [0.5]).verdict, 'met', 'rated before the last dose');
});
