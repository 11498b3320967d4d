import assert from 'node:assert/strict';
import test from 'node:test';
import { kioskCodeOf } from './kiosk-code.ts';

test('a code is read in any case, with spaces and dashes; anything else is none', () => {
  for (const typed of ['ABCD2345', 'abcd2345', ' abcd 2345 ', 'AbCd-2345', 'ab cd–23 45'])
    assert.equal(kioskCodeOf(typed), 'ABCD2345', typed);
  for (const typed of ['', 'ABCD234', 'ABCD23456', 'ABCD_345', 'ÄBCD2345'])
    assert.equal(kioskCodeOf(typed), undefined, typed);
});
