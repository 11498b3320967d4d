import assert from 'node:assert/strict';
import test from 'node:test';
import type { Instant } from '@evenkeel/quantities';
import {
  answerOfValue,
  mayBeTaken,
  patientQuestions,
  standingOf,
  takenWithAll,
  wantsALook,
  type PatientAnswer,
  type RecordedAnswer,
} from './patient-answer.ts';

const at = (day: number) => `2026-11-${String(day).padStart(2, '0')}T09:00:00.000Z` as Instant;
const said: PatientAnswer = {
  question: 'dialysis',
  responseId: 'r2',
  answer: 'yes',
  answeredAt: at(20),
};
const recorded = (
  answer: RecordedAnswer['answer'],
  day: number,
  more: Partial<RecordedAnswer> = {},
): RecordedAnswer => ({ question: 'dialysis', answer, recordedAt: at(day), ...more });

test('[P3] a value of the questionnaire is no, yes or not known; what was left open is no answer', () => {
  assert.deepEqual([0, 1, 2, 3, null, undefined].map(answerOfValue), [
    'no',
    'yes',
    'unknown',
    undefined,
    undefined,
    undefined,
  ]);
});

test('what only a clinician judges, what is asked on the day and what policy words is not put to the patient', () => {
  for (const question of [
    'capacityToConsent',
    'psychosis',
    'maniaNow',
    'dementiaOrDelirium',
    'sedatedToday',
    'newIllnessOrMedicine',
    'recentCardiovascularEvent',
    'lastSessionReviewed',
  ] as const)
    assert.ok(!patientQuestions.includes(question), question);
  assert.equal(patientQuestions.length, 18);
});

test('a patient’s answer stands open, agrees or differs by what was recorded before it', () => {
  assert.equal(standingOf(said, []), 'open');
  assert.equal(standingOf(said, [recorded('unknown', 10)]), 'open');
  assert.equal(standingOf(said, [recorded('yes', 10)]), 'agrees');
  assert.equal(standingOf(said, [recorded('no', 10)]), 'differs');
  assert.equal(standingOf(said, [recorded('yes', 10), recorded('no', 5)]), 'agrees', 'the newest of them');
  assert.equal(standingOf(said, [recorded('no', 10, { question: 'pregnant' })]), 'open');
});

test('what staff recorded after the patient stays, whichever it is', () => {
  for (const answer of ['yes', 'no', 'unknown'] as const)
    assert.equal(standingOf(said, [recorded(answer, 21)]), 'later', answer);
  assert.ok(!mayBeTaken('later'));
});

test('an answer is taken over once; one from an earlier questionnaire does not count as this one', () => {
  assert.equal(standingOf(said, [recorded('yes', 22, { fromResponse: 'r2' })]), 'taken');
  assert.equal(
    standingOf(said, [recorded('yes', 22, { fromResponse: 'r2' }), recorded('no', 23)]),
    'taken',
    'and staff may change it afterwards',
  );
  assert.equal(standingOf(said, [recorded('no', 10, { fromResponse: 'r1' })]), 'differs');
});

test('[P5] the newest of what staff recorded counts, in whatever order it comes', () => {
  const [older, newer] = [recorded('no', 10), recorded('yes', 11)];
  for (const both of [
    [older, newer],
    [newer, older],
  ])
    assert.equal(standingOf(said, both), 'agrees');
  assert.equal(
    standingOf(said, [recorded('no', 10), recorded('yes', 10)]),
    'agrees',
    'of one moment the later',
  );
});

test('[P3] "I do not know" and an answer changed after sending are never taken over', () => {
  assert.equal(standingOf({ ...said, answer: 'unknown' }, []), 'unknown');
  assert.equal(standingOf({ ...said, answer: 'unknown' }, [recorded('no', 10)]), 'unknown');
  const changed: PatientAnswer = { ...said, late: { answer: 'no', at: at(24) } };
  assert.equal(standingOf(changed, []), 'changed');
  assert.equal(
    standingOf(changed, [recorded('yes', 22, { fromResponse: 'r2' })]),
    'changed',
    'even when the first was taken over',
  );
  assert.equal(standingOf(changed, [recorded('yes', 23)]), 'changed', 'it came after staff had asked');
  assert.equal(standingOf(changed, [recorded('yes', 25)]), 'later');
  assert.deepEqual(
    (['open', 'agrees', 'differs', 'changed', 'unknown', 'taken', 'later'] as const).map(mayBeTaken),
    [true, true, true, false, false, false, false],
  );
});

test('[P3] what speaks against the record, or is a yes it lacks, is shown; only what nothing speaks against goes in one tap', () => {
  const all = ['open', 'agrees', 'differs', 'changed', 'unknown', 'taken', 'later'] as const;
  assert.deepEqual(
    all.filter((one) => wantsALook(one, 'yes')),
    ['open', 'differs', 'changed'],
  );
  for (const answer of ['no', 'unknown', undefined] as const)
    assert.deepEqual(
      all.filter((one) => wantsALook(one, answer)),
      ['differs', 'changed'],
    );
  assert.deepEqual(all.filter(takenWithAll), ['open', 'agrees']);
});
