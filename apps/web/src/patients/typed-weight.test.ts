import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FactView } from '@evenkeel/contract';
import type { Instant } from '@evenkeel/quantities';
import { typedWeightDoubts } from './typed-weight.ts';

const at = '2026-12-01T10:00:00.000Z' as Instant;
const fact = (kind: 'weight' | 'height', body: object, more: object = {}) =>
  ({ factId: kind, kind, state: 'current', body, ...more }) as unknown as FactView;
const weight = (kilograms: string, measuredAt = '2026-10-01T10:00:00.000Z', more: object = {}) =>
  fact('weight', { kilograms, measuredAt, estimated: false }, more);
const height = fact('height', { centimetres: '175', measuredAt: '2026-10-01T10:00:00.000Z' });

for (const [what, typed, facts, count] of [
  ['84 kg as before', '84', [weight('84')], 0],
  ['pounds for kilograms', '185', [weight('84')], 1],
  ['25 kg after 84 kg', '25', [weight('84')], 1],
  ['no earlier weight and no height', '185', [], 0],
  ['a body-mass index under 12', '36.5', [height], 1],
  ['a body-mass index of 12', '36.8', [height], 0],
  ['a body-mass index over 60', '184', [height], 1],
  ['both doubts', '185', [weight('84'), height], 2],
  ['an earlier weight entered in error', '185', [weight('84', undefined, { state: 'enteredInError' })], 0],
  ['the newest earlier weight counts', '84', [weight('84'), weight('60', '2026-01-01T10:00:00.000Z')], 0],
  ['a weight measured later is not earlier', '185', [weight('84', '2026-12-02T10:00:00.000Z')], 0],
  ['what cannot be read', '8 4', [weight('84')], 0],
  ['nothing typed', '', [weight('84')], 0],
] as const)
  test(`[H2] ${what}: ${count} doubts`, () => {
    assert.equal(typedWeightDoubts(typed, at, facts, 'Europe/London').length, count);
  });

test('[H2] the weight that is being changed is not its own earlier one', () => {
  assert.deepEqual(typedWeightDoubts('185', at, [weight('84')], 'Europe/London', 'weight'), []);
});
