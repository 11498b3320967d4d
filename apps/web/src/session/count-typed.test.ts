import assert from 'node:assert/strict';
import test from 'node:test';
import { countOf } from './count-typed.ts';

const typed = (drawnMl: string, wastedMl: string, more = {}) => ({
  drawnMl,
  wastedMl,
  returnedMl: '',
  witness: '',
  difference: '',
  ...more,
});

const refusal = (count: ReturnType<typeof countOf>): string =>
  typeof count === 'string' ? count : 'accepted';

test('[D8] a volume is taken exactly or refused with a sentence', () => {
  assert.deepEqual(countOf(typed(' 5.0 ', '1.5')), { drawnMl: '5', wastedMl: '1.5' });
  assert.deepEqual(countOf(typed('5', '0', { returnedMl: '0.25', witness: ' Robin ', difference: ' ' })), {
    drawnMl: '5',
    wastedMl: '0',
    returnedMl: '0.25',
    witness: 'Robin',
  });
  for (const wrong of ['1,5', '.5', '5.', '-1', '1e1', '1.234', '５', 'x'])
    assert.match(refusal(countOf(typed('5', wrong))), /^Wasted, mL: digits/, wrong);
  // What the server would not take is refused here, before it is kept.
  assert.match(refusal(countOf(typed('1000.01', '0'))), /^Drawn up, mL: .*up to 1000 mL/);
  assert.deepEqual(countOf(typed('1000', '0')), { drawnMl: '1000', wastedMl: '0' });
  assert.match(refusal(countOf(typed('', '0'))), /^Type what was drawn up/);
  assert.match(refusal(countOf(typed('5', ''))), /^Type what was drawn up/);
});
