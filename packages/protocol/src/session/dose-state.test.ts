/* oxlint-disable unicorn/consistent-function-scoping -- small helpers stand beside the table they serve */
import assert from 'node:assert/strict';
import test from 'node:test';
import { decimal } from '@evenkeel/quantities';
import { before, doseEnd, doseStart, entry, fold, minute } from '../testing/log.ts';
import type { Entry, EntryBodies } from './entry.ts';

test('[P4] the delivered amount is computed from the log: constant rate, less pauses, capped at the amount', () => {
  const at = (minutes: number, ...more: Entry[]) => fold([...before(), doseStart(), ...more], minutes).dose;
  assert.equal(at(0)?.deliveredMg, '0');
  assert.equal(at(20)?.deliveredMg, '17.5');
  assert.equal(at(20)?.deliveredMl, '1.75');
  assert.equal(at(40)?.deliveredMg, '35');
  assert.equal(at(500)?.deliveredMg, '35');
  assert.equal(at(-1)?.deliveredMg, '0');
  const pause = entry('dosePause', 10, {});
  const resume = entry('doseResume', 15, {});
  assert.equal(at(12, pause)?.deliveredMg, '8.8');
  assert.equal(at(300, pause)?.deliveredMg, '8.8');
  assert.equal(at(25, pause, resume)?.deliveredMg, '17.5');
  assert.equal(at(25, pause, resume)?.pausedMs, 5 * 60_000);
  assert.equal(at(25, pause, resume)?.plannedEnd, minute(45));
  assert.equal(at(90, pause, resume, doseEnd(45))?.deliveredMg, '35');
  const stopped = at(90, pause, resume, doseEnd(25, true));
  assert.equal(stopped?.deliveredMg, '17.5');
  assert.equal(stopped?.stoppedEarly, true);
  assert.equal(stopped?.endedAt, minute(25));
  assert.deepEqual(stopped?.segments, [
    { from: minute(0), to: minute(10) },
    { from: minute(15), to: minute(25) },
  ]);
});

/** A dose that was started with nothing but its amount and what is given here. */
const bare = (given: Partial<EntryBodies['doseStart']>) =>
  entry('doseStart', 0, {
    drug: 'ketamine',
    route: 'iv',
    amountMg: decimal('35'),
    identityChecked: true,
    ...given,
  });

test('[P3] what a start does not say of its dose stays unknown: no volume, no share of the weight, nothing reckoned from them', () => {
  const infusion = (given: Partial<EntryBodies['doseStart']>) =>
    fold([bare({ durationMinutes: 40, ...given })], 20).dose ?? assert.fail();
  const plain = infusion({});
  assert.equal(plain.deliveredMg, '17.5');
  for (const name of ['volumeMl', 'doseMgPerKg', 'deliveredMl'] as const) assert.ok(!(name in plain), name);
  // Without the concentration the volume says nothing about how much of it ran in.
  assert.ok(!('deliveredMl' in infusion({ volumeMl: decimal('3.5') })));
  assert.equal(infusion({ concentrationMgPerMl: decimal('10') }).deliveredMl, '1.75');
  const tablet = fold([bare({ route: 'oral-tablet' })], 20).dose ?? assert.fail();
  assert.equal(tablet.deliveredMg, '35');
  for (const name of ['volumeMl', 'doseMgPerKg', 'deliveredMl'] as const) assert.ok(!(name in tablet), name);
});

test('[DOS-01] a pause or an end of a dose given at once does not count, and it is said', () => {
  for (const odd of [entry('dosePause', 5, {}), doseEnd(5, true)]) {
    const state = fold([bare({ route: 'im' }), odd], 20);
    assert.match(state.problems.join(' '), /given at once; a pause or an end does not count/);
    assert.deepEqual(
      [state.phase, state.dose?.endedAt, state.dose?.deliveredMg, state.dose?.stoppedEarly],
      ['recovery', minute(0), '35', false],
    );
  }
});

test('[P4] a dose written as complete is the whole amount; far too early it is also said', () => {
  const complete = fold([...before(), doseStart(), doseEnd(39)], 60);
  assert.equal(complete.dose?.deliveredMg, '35');
  assert.deepEqual(complete.problems, []);
  const early = fold([...before(), doseStart(), doseEnd(20)], 60);
  assert.equal(early.dose?.deliveredMg, '35');
  assert.match(early.problems.join(), /given in full after 20 of 40 minutes/);
});

test('[DOS-01] two starts, two ends, an end without or before a start are all said and none is hidden', () => {
  const twice = fold([...before(), doseStart(0), doseStart(5)], 10);
  assert.match(twice.problems.join(), /Two dose starts/);
  assert.equal(twice.dose?.startedAt, minute(0));
  assert.equal(twice.timeline.filter(({ entry }) => entry.type === 'doseStart').length, 2);
  assert.match(fold([doseEnd(40)], 50).problems.join(), /end is recorded without a start/);
  assert.match(
    fold([doseStart(), doseEnd(20, true), doseEnd(30, true)], 50).problems.join(),
    /Two dose ends/,
  );
  const backwards = fold([doseStart(10), doseEnd(5, true)], 20);
  assert.match(backwards.problems.join(), /end is recorded before the start/);
  assert.equal(backwards.phase, 'infusing');
  const atOnce = fold([doseStart(), doseEnd(0, true)], 20);
  assert.deepEqual([atOnce.phase, atOnce.dose?.deliveredMg, atOnce.problems], ['recovery', '0', []]);
});

test('[DOS-03] a dose written down otherwise than planned is kept and said', () => {
  const state = fold([...before(), doseStart(0, { amountMg: decimal('36') })], 10);
  assert.equal(state.dose?.amountMg, '36');
  assert.match(state.problems.join(), /not the dose of the signed plan/);
  assert.deepEqual(fold([...before(), doseStart()], 10).problems, []);
});
