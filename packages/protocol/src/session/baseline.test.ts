/* oxlint-disable unicorn/consistent-function-scoping -- small helpers stand beside the table they serve */
import assert from 'node:assert/strict';
import test from 'node:test';
import { doseStart, entry, fold, good, minute, vitals } from '../testing/log.ts';
import type { Entry } from './entry.ts';

test('[MON-10] the baseline is the last whole pressure before the start, and never a half or a doubtful one', () => {
  const base = (...more: Entry[]) => fold([...more, doseStart()], 5).baseline;
  assert.equal(
    base(
      vitals(-30, { systolic: 110, diastolic: 70 }),
      vitals(-5, good),
      vitals(3, { systolic: 150, diastolic: 95 }),
    )?.vitals.systolic,
    120,
  );
  const half = base(vitals(-10, good), vitals(-5, { systolic: 150 }));
  assert.deepEqual([half?.vitals.systolic, half?.vitals.diastolic, half?.at], [120, 80, minute(-10)]);
  const doubtful = base(vitals(-10, good), vitals(-5, { systolic: 999, diastolic: 80, spo2: 97 }));
  assert.deepEqual([doubtful?.vitals.systolic, doubtful?.vitals.spo2], [120, 97]);
  const swapped = base(vitals(-10, good), vitals(-5, { systolic: 80, diastolic: 120 }));
  assert.equal(swapped?.vitals.systolic, 120);
  assert.equal(base(), undefined);
  assert.equal(base(vitals(5, good)), undefined);
  const confirmed = base(
    entry('vitals', -5, { vitals: { systolic: 265, diastolic: 120 }, confirmedImplausible: true }),
  );
  assert.equal(confirmed?.vitals.systolic, 265);
});
