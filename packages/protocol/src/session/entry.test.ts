import assert from 'node:assert/strict';
import test from 'node:test';
import { entry, minute } from '../testing/log.ts';
import { compareEntries, type Entry } from './entry.ts';

test('[P5] the reader’s order is clinical time, device, sequence on the device, then id; the same from any order', () => {
  const of = (at: number, deviceId: string, deviceSequence: number, id: string): Entry => ({
    ...entry('note', at, { text: id }),
    clinicalTime: minute(at),
    deviceId: deviceId as never,
    deviceSequence,
    id: id as never,
  });
  const wanted = [
    of(1, 'b', 9, 'z'),
    of(2, 'a', 1, 'y'),
    of(2, 'a', 2, 'c'),
    of(2, 'a', 2, 'd'),
    of(2, 'b', 1, 'a'),
  ];
  for (const order of [wanted, wanted.toReversed(), [...wanted.slice(2), ...wanted.slice(0, 2)]])
    assert.deepEqual(order.toSorted(compareEntries), wanted);
  const [one] = wanted;
  assert.ok(one !== undefined);
  assert.equal(compareEntries(one, one), 0);
});
