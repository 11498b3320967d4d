/* oxlint-disable unicorn/consistent-function-scoping -- small helpers stand beside the table they serve */
import assert from 'node:assert/strict';
import test from 'node:test';
import { compare, decimal, elapsedMinutes, randomStream, type RandomStream } from '@evenkeel/quantities';
import {
  before,
  checks,
  context,
  discharge,
  doseEnd,
  doseStart,
  entry,
  fold,
  good,
  minute,
  vitals,
} from '../testing/log.ts';
import { doseEntries } from './dose-entries.ts';
import type { Entry, Recorded } from './entry.ts';
import { foldDose, foldSession } from './fold.ts';

/** A session with everything in it: pauses, corrections, retractions, two devices, late entries. */
function drawn(stream: RandomStream): Entry[] {
  const other = '01900000-0000-7000-8000-00000000d002';
  const log: Entry[] = [...before(), doseStart()];
  for (let i = 0; i < 14; i += 1) {
    const at = stream.integer(0, 60);
    const extra = {
      deviceTime: minute(at + stream.integer(0, 9)),
      ...(stream.chance(0.4) ? { deviceId: other } : {}),
    };
    const kind = stream.integer(0, 7);
    const target = stream.pick(log);
    if (kind <= 2)
      log.push(
        vitals(at, { ...good, systolic: stream.integer(80, 200), spo2: stream.integer(85, 100) }, extra),
      );
    else if (kind === 3) log.push(entry('dosePause', at, {}, extra));
    else if (kind === 4) log.push(entry('doseResume', at, {}, extra));
    else if (kind === 5)
      log.push(entry('retraction', at, {}, { ...extra, corrects: target.id, reason: 'x' }));
    else if (kind === 6)
      log.push({
        ...target,
        ...entry('note', at, { text: 'n' }, extra),
        type: target.type,
        body: target.body,
        corrects: target.id,
        reason: 'x',
      } as Entry);
    else log.push(entry('note', at, { text: `note ${i}` }, extra));
  }
  if (stream.chance(0.6)) log.push(doseEnd(stream.integer(20, 60), stream.chance(0.5)));
  if (stream.chance(0.4)) log.push(...checks(), discharge(stream.integer(100, 130), ['DIS-01'], 'x'));
  return log;
}

const shuffled = <T>(list: readonly T[], stream: RandomStream): T[] =>
  list
    .map((one) => ({ one, key: stream.next() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ one }) => one);

test('[B2] any order and any repetition of delivery gives the same state', () => {
  for (let i = 0; i < 400; i += 1) {
    const stream = randomStream('fold', String(i), 'delivery');
    const log = drawn(stream);
    const now = minute(stream.integer(0, 150));
    const wanted = foldSession(log, context, now);
    for (let turn = 0; turn < 4; turn += 1) {
      const again = log.flatMap((one) => (stream.chance(0.3) ? [one, structuredClone(one), one] : [one]));
      assert.deepEqual(foldSession(shuffled(again, stream), context, now), wanted);
    }
  }
});

test('[B2] an entry that comes back with the server’s data is the same entry', () => {
  const stream = randomStream('fold', 'server', 'delivery');
  const log = drawn(stream);
  const recorded = (one: Entry, sequence: number): Entry & Recorded => ({
    ...one,
    sequence,
    serverTime: one.deviceTime,
    previousHash: 'a',
    hash: 'b',
    amendment: false,
  });
  const known = log.map((one, index) => recorded(one, index + 1));
  const wanted = foldSession(known, context, minute(90));
  assert.deepEqual(foldSession([...log, ...known], context, minute(90)), wanted);
  assert.deepEqual(foldSession(shuffled([...known, ...log], stream), context, minute(90)), wanted);
  assert.ok(wanted.timeline.every(({ entry }) => entry.sequence !== undefined));
});

test('[B2] two different entries under one id are said, and one is chosen in the same way everywhere', () => {
  const one = vitals(10, good);
  const other = { ...one, body: { vitals: { ...good, systolic: 150 } } };
  const a = fold([one, other], 12);
  assert.deepEqual(fold([other, one], 12), a);
  assert.match(a.problems.join(), /same id/);
  assert.equal(a.timeline.length, 1);
});

test('[P1] every entry given is in the timeline, in the reader’s order', () => {
  for (let i = 0; i < 100; i += 1) {
    const stream = randomStream('fold', String(i), 'timeline');
    const log = drawn(stream);
    const { timeline } = foldSession(shuffled(log, stream), context, minute(120));
    assert.deepEqual(new Set(timeline.map(({ entry }) => entry.id)), new Set(log.map(({ id }) => id)));
    const times = timeline.map(({ entry }) => entry.clinicalTime);
    assert.deepEqual(times, times.toSorted());
  }
});

test('[P4] delivered amounts never exceed the amount, never fall as time passes, and stretches never overlap', () => {
  for (let i = 0; i < 150; i += 1) {
    const stream = randomStream('fold', String(i), 'delivered');
    const log = drawn(stream).filter(({ type }) => type !== 'doseEnd' && type !== 'retraction');
    let last = decimal('0');
    for (let minutes = 0; minutes <= 120; minutes += 10) {
      const { dose } = foldSession(log, context, minute(minutes));
      if (dose === undefined) continue;
      assert.ok(compare(dose.deliveredMg, last) >= 0 && compare(dose.deliveredMg, dose.amountMg) <= 0);
      last = dose.deliveredMg;
      let end = dose.startedAt;
      for (const { from, to } of dose.segments) {
        assert.ok(from >= end && to >= from);
        end = to;
      }
      assert.ok(dose.pausedMs >= 0 && elapsedMinutes(dose.startedAt, dose.plannedEnd ?? minute(0)) >= 40);
    }
  }
});

test('[B2] the dose is the same told by its own entries alone as by the whole log, infused or by device', () => {
  const own: ReadonlySet<string> = new Set(doseEntries);
  for (let i = 0; i < 300; i += 1) {
    const stream = randomStream('fold', String(i), 'dose entries');
    const log = drawn(stream).map((one): Entry =>
      one.type === 'doseStart' && i % 2 === 1
        ? { ...one, body: { ...one.body, amountMg: decimal('84'), devices: 3 } }
        : one,
    );
    for (const device of [2, 3])
      if (stream.chance(0.7))
        log.push(entry('deviceGiven', 3 + device * 6, { device, taken: stream.chance(0.7) }));
    const part = log.filter(({ type }) => own.has(type));
    const now = minute(stream.integer(0, 150));
    assert.deepEqual(foldDose(part, context, now), foldSession(log, context, now).dose);
  }
});
