/* oxlint-disable unicorn/consistent-function-scoping -- small helpers stand beside the table they serve */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { DischargeCheck, Entry, EntryBodies, Vitals } from './entry.ts';
import {
  before,
  checks,
  doseEnd,
  doseStart,
  entry,
  fold,
  good,
  minute,
  rated,
  vitals,
  wholeSession,
} from '../testing/log.ts';

const status = (log: readonly Entry[], minutes: number, id: string) =>
  fold(log, minutes).discharge.criteria.find((one) => one.id === id)?.status;

/** A dose of 40 minutes with this one reading in recovery, judged two hours after the start. */
const leaving = (values: Vitals, at = 118) => [...before(), doseStart(), doseEnd(), vitals(at, values)];

test('with everything measured and asked all criteria are met, each with its grounds and source', () => {
  const { discharge } = fold(wholeSession(), 120);
  assert.deepEqual(
    discharge.criteria.filter((one) => one.status !== 'met').map(({ id, says }) => `${id} ${says}`),
    [],
  );
  assert.equal(discharge.allMet, true);
  for (const one of discharge.criteria)
    assert.ok(one.says.length > 0 && one.source.citation.length > 0, one.id);
});

test('[DIS-01] two hours from the start of the dose: -1, 0, +1 minute', () => {
  const log = [...before(), doseStart(), doseEnd()];
  assert.equal(status(log, 119, 'DIS-01'), 'unmet');
  assert.equal(status(log, 119.99, 'DIS-01'), 'unmet');
  assert.equal(status(log, 120, 'DIS-01'), 'met');
  assert.equal(status(log, 121, 'DIS-01'), 'met');
  assert.equal(status(before(), 200, 'DIS-01'), 'unknown');
});

test('[DIS-02] pressure within 20 % of baseline, both numbers, both sides, at each side of the limit', () => {
  const of = (systolic: number, diastolic: number) =>
    status(leaving({ ...good, systolic, diastolic }), 120, 'DIS-02');
  // Baseline 120/80: 96 to 144 and 64 to 96.
  assert.equal(of(143, 80), 'met');
  assert.equal(of(144, 80), 'met');
  assert.equal(of(145, 80), 'unmet');
  assert.equal(of(96, 80), 'met');
  assert.equal(of(95, 80), 'unmet');
  assert.equal(of(120, 95), 'met');
  assert.equal(of(120, 96), 'met');
  assert.equal(of(120, 97), 'unmet');
  assert.equal(of(120, 64), 'met');
  assert.equal(of(120, 63), 'unmet');
});

test('[DIS-02] [DIS-03] [DIS-04] without a reading since the dose, or with an old one, it is not known', () => {
  for (const id of ['DIS-02', 'DIS-03', 'DIS-04']) {
    assert.equal(status([...before(), doseStart(), doseEnd()], 130, id), 'unknown', id);
    assert.equal(status([...before(), doseStart(), vitals(30, good), doseEnd()], 130, id), 'unknown', id);
    assert.equal(status(leaving(good, 103), 120, id), 'met', id);
    assert.equal(status(leaving(good, 102), 120, id), 'unknown', id);
    assert.equal(status(leaving({}, 118), 120, id), 'unknown', id);
    // A reading dated after the moment of judging does not count yet.
    assert.equal(status(leaving(good, 125), 120, id), 'unknown', id);
  }
});

test('[DIS-02] [DIS-03] without a baseline it is not known, and a doubtful value counts for nothing', () => {
  const noBaseline = [doseStart(), doseEnd(), vitals(118, good)];
  assert.equal(status(noBaseline, 120, 'DIS-02'), 'unknown');
  assert.equal(status(noBaseline, 120, 'DIS-03'), 'unknown');
  assert.equal(status(leaving({ ...good, systolic: 999 }), 120, 'DIS-02'), 'unknown');
  assert.equal(status(leaving({ systolic: 120 }), 120, 'DIS-02'), 'unknown');
  assert.equal(status(leaving({ ...good, spo2: 999 }), 120, 'DIS-03'), 'unknown');
});

test('[DIS-03] saturation back at baseline within the instrument’s own two points', () => {
  const of = (spo2: number) => status(leaving({ ...good, spo2 }), 120, 'DIS-03');
  assert.equal(of(97), 'met');
  assert.equal(of(96), 'met');
  assert.equal(of(95), 'unmet');
  // A low baseline does not lower the bar below the watch limit.
  const low = [vitals(-5, { ...good, spo2: 92 }), doseStart(), doseEnd()];
  assert.equal(status([...low, vitals(118, { ...good, spo2: 91 })], 120, 'DIS-03'), 'unmet');
  assert.equal(status([...low, vitals(118, { ...good, spo2: 92 })], 120, 'DIS-03'), 'met');
});

test('[DIS-04] only MOAA/S 5 is fully alert', () => {
  for (const moaas of [0, 1, 2, 3, 4])
    assert.equal(status(leaving({ ...good, moaas }), 120, 'DIS-04'), 'unmet', String(moaas));
  assert.equal(status(leaving({ ...good, moaas: 5 }), 120, 'DIS-04'), 'met');
});

/** A criterion a person answers: met only by a yes; no, unknown and silence are told apart. */
function askedOnly(id: string, check: DischargeCheck, needsRecovery: boolean): void {
  const rest = [...before(), doseStart(), doseEnd()];
  const of = (...more: Entry[]) => status([...rest, ...more], 120, id);
  assert.equal(of(), 'unknown');
  assert.equal(of(...checks(118)), 'met');
  assert.equal(of(...checks(118, check, 'no')), 'unmet');
  assert.equal(of(...checks(118, check, 'unknown')), 'unknown');
  const say = (ok: 'yes' | 'no', minutes: number) => entry('dischargeCheck', minutes, { check, ok });
  assert.equal(of(say('no', 100), say('yes', 118)), 'met');
  assert.equal(of(say('yes', 100), say('no', 118)), 'unmet');
  assert.equal(of(say('yes', -10)), 'unknown');
  assert.equal(of(say('yes', 20)), needsRecovery ? 'unknown' : 'met');
  assert.equal(of(say('yes', 40)), 'met');
}

test('[DIS-05] oriented is met only by a yes after the dose', () => askedOnly('DIS-05', 'oriented', true));
test('[DIS-06] a steady gait is met only by a yes after the dose', () =>
  askedOnly('DIS-06', 'steadyGait', true));
test('[DIS-07] dissociation gone is met only by a yes after the dose', () =>
  askedOnly('DIS-07', 'dissociationGone', true));
test('[DIS-08] no severe nausea is met only by a yes after the dose', () =>
  askedOnly('DIS-08', 'noSevereNausea', true));
test('[DIS-09] suicidality not high is met only by a yes after the dose', () =>
  askedOnly('DIS-09', 'suicidalityNotHigh', true));
test('[DIS-10] the escort’s presence is met only by a yes', () =>
  askedOnly('DIS-10', 'escortPresent', false));
test('[DIS-11] advice is met only by a yes', () => askedOnly('DIS-11', 'adviceGiven', false));

test('taking any one reading or answer away leaves it unmet or unknown, never all met', () => {
  // A rating of dissociation may stand for the nurse's answer; it is looked at by itself.
  const whole = wholeSession().filter(({ type }) => type !== 'dissociationRated');
  for (const gone of whole.filter(({ type }) => type === 'dischargeCheck'))
    assert.equal(
      fold(
        whole.filter((one) => one !== gone),
        120,
      ).discharge.allMet,
      false,
    );
  assert.equal(
    fold(
      whole.filter(({ type }) => type !== 'vitals'),
      120,
    ).discharge.allMet,
    false,
  );
  assert.equal(
    fold(
      whole.filter(({ type }) => type !== 'doseEnd'),
      120,
    ).discharge.allMet,
    false,
  );
});

test('[DIS-07] the patient’s newest rating beside the nurse’s answer: the limit -1, 0 and +1, missing, stale, conflicting', () => {
  const rest = wholeSession().filter(
    ({ type, body }) =>
      type !== 'dissociationRated' && !('check' in body && body.check === 'dissociationGone'),
  );
  const of = (...more: Entry[]) => status([...rest, ...more], 120, 'DIS-07');
  const answer = (ok: 'yes' | 'no' | 'unknown') =>
    entry('dischargeCheck', 118, { check: 'dissociationGone', ok });
  assert.deepEqual(
    [0, 1, 2].map((score) => of(rated(110, score))),
    ['met', 'met', 'unmet'],
  );
  assert.deepEqual(
    [0, 1, 2].map((score) => of(rated(110, score), answer('yes'))),
    ['met', 'met', 'unmet'],
    'a yes against a high rating is a conflict',
  );
  assert.equal(of(rated(110, 0), answer('no')), 'unmet');
  assert.equal(of(rated(110, 0), answer('unknown')), 'unknown');
  assert.equal(of(), 'unknown');
  // Back to what it was before the dose.
  assert.deepEqual(
    [2, 3, 4].map((score) => of(rated(-5, 3), rated(110, score))),
    ['met', 'met', 'unmet'],
  );
  // The newest since the end of the dose; one of the dose itself says nothing about leaving.
  assert.equal(of(rated(60, 5), rated(110, 1)), 'met');
  assert.equal(of(rated(60, 1), rated(110, 5)), 'unmet');
  assert.equal(of(rated(30, 0)), 'unknown');
  assert.equal(of(rated(30, 9), answer('yes')), 'met');
  // Too old to stand alone after 40 minutes and the grace; a high one does not fade.
  assert.deepEqual(
    [77, 78, 79].map((minutes) => of(rated(minutes, 0))),
    ['unknown', 'met', 'met'],
  );
  assert.equal(of(rated(50, 0), answer('yes')), 'met');
  assert.equal(of(rated(50, 5), answer('yes')), 'unmet');
  assert.equal(of(rated(121, 5), answer('yes')), 'met', 'one still to come does not count');
});

test('[DIS-07] [P3] a rating that was taken back leaves it unknown, not met', () => {
  const wrong = rated(119, 6);
  const back = entry('retraction', 120, {}, { corrects: wrong.id, reason: 'wrong chair' });
  const whole = wholeSession().filter(({ type }) => type !== 'dissociationRated');
  const of = (...more: Entry[]) => status([...whole, ...more], 121, 'DIS-07');
  assert.deepEqual([of(), of(wrong), of(wrong, back)], ['met', 'unmet', 'unknown']);
  assert.equal(of(wrong, back, rated(120, 1)), 'met');
  // Without a dose end the answer alone is looked at.
  assert.equal(
    status([entry('dischargeCheck', 1, { check: 'dissociationGone', ok: 'yes' })], 2, 'DIS-07'),
    'met',
  );
});

test('[DIS-15] [DIS-03] a pressure that rises keeps racemic ketamine too, and a value too low to be believed is heard', () => {
  const rest = wholeSession();
  const last = (values: Vitals) => [...rest, vitals(118, values)];
  const of = (systolic: number) => status(last({ ...good, systolic }), 120, 'DIS-15');
  assert.deepEqual([119, 120, 121].map(of), ['met', 'met', 'unmet']);
  assert.equal(status([...before(), doseStart(), doseEnd(), vitals(50, good)], 120, 'DIS-15'), 'unknown');
  assert.equal(status(last({ spo2: 30 }), 120, 'DIS-03'), 'unmet');
  assert.equal(status(last({ spo2: 998 }), 120, 'DIS-03'), 'met', 'a slip upward is no reading');
  assert.equal(status(last({ systolic: 40, diastolic: 80 }), 120, 'DIS-02'), 'unmet');
});

test('[DIS-15] [P2] a racemic decision from before pressure had to fall reads as it did; a later one is held to it', () => {
  const rising = vitals(119, { ...good, systolic: 121 }, { deviceTime: minute(140) });
  const read = (body: EntryBodies['discharge']) => {
    const { discharge, problems } = fold([...wholeSession(), entry('discharge', 122, body), rising], 150);
    return [discharge.criteria.some(({ id }) => id === 'DIS-15'), problems.length];
  };
  assert.deepEqual(read({ unmet: [] }), [false, 0]);
  assert.deepEqual(read({ unmet: [], criteria: ['DIS-02'] }), [false, 0]);
  assert.deepEqual(read({ unmet: [], criteria: ['DIS-02', 'DIS-15'] }), [true, 1]);
  assert.deepEqual(read({ unmet: ['DIS-15'], reason: 'As before' }), [true, 0]);
});
