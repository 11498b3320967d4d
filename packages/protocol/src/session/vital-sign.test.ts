/* oxlint-disable unicorn/consistent-function-scoping -- small helpers stand beside the table they serve */
import assert from 'node:assert/strict';
import test from 'node:test';
import { defaultPolicy } from '../policy/default-policy.ts';
import type { ObservationStatus } from './entry.ts';
import {
  implausibleVitals,
  isDangerouslyLow,
  vitalSigns,
  vitalStatus,
  type VitalSign,
} from './vital-sign.ts';

test('[MON-05] [MON-06] every limit of every sign, one step below, at and above it', () => {
  const table: readonly (readonly [VitalSign, readonly (readonly [number, ObservationStatus])[]])[] = [
    [
      'systolic',
      [
        [89, 'watch'],
        [90, 'inRange'],
        [91, 'inRange'],
        [159, 'inRange'],
        [160, 'watch'],
        [161, 'watch'],
        [179, 'watch'],
        [180, 'act'],
        [181, 'act'],
      ],
    ],
    [
      'diastolic',
      [
        [99, 'inRange'],
        [100, 'watch'],
        [101, 'watch'],
        [109, 'watch'],
        [110, 'act'],
        [111, 'act'],
      ],
    ],
    [
      'heartRate',
      [
        [49, 'watch'],
        [50, 'inRange'],
        [51, 'inRange'],
        [119, 'inRange'],
        [120, 'inRange'],
        [121, 'watch'],
      ],
    ],
    [
      'spo2',
      [
        [89, 'act'],
        [90, 'watch'],
        [91, 'watch'],
        [92, 'inRange'],
        [93, 'inRange'],
        [100, 'inRange'],
      ],
    ],
    [
      'respiratoryRate',
      [
        [7, 'act'],
        [8, 'watch'],
        [9, 'watch'],
        [10, 'inRange'],
        [11, 'inRange'],
      ],
    ],
    [
      'moaas',
      [
        [0, 'act'],
        [1, 'act'],
        [2, 'act'],
        [3, 'watch'],
        [4, 'watch'],
        [5, 'inRange'],
      ],
    ],
  ];
  for (const [sign, rows] of table)
    for (const [value, status] of rows)
      assert.equal(vitalStatus(sign, value, defaultPolicy), status, `${sign} ${value}`);
});

test('[MON-06] a pressure more than 20 % above baseline is watched, at each side of the limit', () => {
  const status = (value: number) => vitalStatus('systolic', value, defaultPolicy, false, 110);
  assert.equal(status(131), 'inRange');
  assert.equal(status(132), 'inRange');
  assert.equal(status(133), 'watch');
  assert.equal(vitalStatus('diastolic', 85, defaultPolicy, false, 70), 'watch');
  assert.equal(vitalStatus('diastolic', 84, defaultPolicy, false, 70), 'inRange');
  assert.equal(vitalStatus('heartRate', 100, defaultPolicy, false, 50), 'inRange');
});

test('[P3] a value that is not there or hard to believe is never in range', () => {
  for (const { sign } of vitalSigns) {
    assert.equal(vitalStatus(sign, undefined, defaultPolicy), 'notMeasured');
    for (const value of [999, -1, Number.NaN, Number.POSITIVE_INFINITY])
      assert.equal(vitalStatus(sign, value, defaultPolicy), 'implausible', `${sign} ${value}`);
  }
  // Confirmed by a person it is judged like any other.
  assert.equal(vitalStatus('heartRate', 230, defaultPolicy, true), 'watch');
  assert.equal(vitalStatus('systolic', 270, defaultPolicy, true), 'act');
  assert.equal(vitalStatus('spo2', Number.NaN, defaultPolicy, true), 'implausible');
});

test('[MON-05] a value too low to be believed is act on the side that means danger, confirmed or not', () => {
  const edges: readonly (readonly [VitalSign, number])[] = [
    ['systolic', 50],
    ['heartRate', 25],
    ['spo2', 50],
    ['respiratoryRate', 2],
  ];
  for (const [sign, low] of edges) {
    for (const value of [0, 1, low - 1])
      for (const confirmed of [false, true])
        assert.equal(vitalStatus(sign, value, defaultPolicy, confirmed), 'act', `${sign} ${value}`);
    assert.notEqual(vitalStatus(sign, low, defaultPolicy), 'implausible', `${sign} ${low}`);
    assert.ok(isDangerouslyLow(sign, low - 1) && !isDangerouslyLow(sign, low) && !isDangerouslyLow(sign, -1));
    assert.match(implausibleVitals({ [sign]: low - 1 })[0]?.sentence ?? '', /Look at the patient first/);
  }
  // A slip upward stays hard to believe, and so does a diastolic too low.
  assert.equal(vitalStatus('spo2', 998, defaultPolicy), 'implausible');
  assert.equal(vitalStatus('systolic', 1200, defaultPolicy), 'implausible');
  assert.equal(vitalStatus('diastolic', 8, defaultPolicy), 'implausible');
  assert.doesNotMatch(implausibleVitals({ spo2: 998 })[0]?.sentence ?? '', /patient/);
});

test('[H15] impossible and swapped values are named, one by one, at each edge', () => {
  const signs = (vitals: Parameters<typeof implausibleVitals>[0]) =>
    implausibleVitals(vitals).map(({ sign }) => sign);
  assert.deepEqual(
    signs({ systolic: 120, diastolic: 80, heartRate: 70, spo2: 98, respiratoryRate: 14, moaas: 5 }),
    [],
  );
  assert.deepEqual(signs({}), []);
  assert.deepEqual(signs({ systolic: 80, diastolic: 120 }), ['diastolic']);
  assert.deepEqual(signs({ systolic: 80, diastolic: 80 }), ['diastolic']);
  assert.deepEqual(signs({ systolic: 81, diastolic: 80 }), []);
  const edges: readonly (readonly [VitalSign, number, number])[] = [
    ['systolic', 50, 260],
    ['diastolic', 20, 160],
    ['heartRate', 25, 220],
    ['spo2', 50, 100],
    ['respiratoryRate', 2, 60],
    ['moaas', 0, 5],
  ];
  for (const [sign, low, high] of edges) {
    assert.deepEqual(signs({ [sign]: low - 1 }), [sign]);
    assert.deepEqual(signs({ [sign]: low }), []);
    assert.deepEqual(signs({ [sign]: high }), []);
    assert.deepEqual(signs({ [sign]: high + 1 }), [sign]);
  }
  assert.deepEqual(signs({ systolic: 999, heartRate: Number.NaN }), ['systolic', 'heartRate']);
  assert.equal(implausibleVitals({ spo2: 999 })[0]?.sentence, 'SpO2 999 % is outside 50 to 100.');
});
