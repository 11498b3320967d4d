import assert from 'node:assert/strict';
import test from 'node:test';
import type { Instant } from '@evenkeel/quantities';
import { afterOf, courseOf, misuseOf } from './follow-up-facts.ts';
import { mapReader } from './outline-reader.ts';
import { OutlineProblem, readOutline } from './outline.ts';

const now = '2026-11-25T12:00:00.000Z' as Instant;
const reader = (text: string) => mapReader(readOutline(text), 'here');
const misuse = (text: string) => misuseOf(reader(text), now);
const after = (text: string) => afterOf(reader(text), now);
const course = (text: string) => courseOf(reader(text), undefined);

test('[J4] [P3] signals of misuse: what is not written was not asked', () => {
  assert.equal(misuseOf(undefined, now), undefined);
  assert.deepEqual(misuse('craving: 0'), { askedAt: '2026-11-24T12:00:00.000Z', craving: 0 });
  assert.deepEqual(
    misuse('craving: 10\ndaysAgo: 0\nearlyRequests: yes\nlostDoses: no\notherPrescribers: yes'),
    {
      askedAt: now,
      craving: 10,
      earlyRequests: true,
      lostDoses: false,
      otherPrescribers: true,
    },
  );
});

test('[J4] [P3] a course: what is not written is not known', () => {
  assert.equal(courseOf(undefined, undefined), undefined);
  assert.deepEqual(course('sessions: 0'), { sessions: 0, acuteEnded: false, scale: 'MADRS' });
  assert.deepEqual(
    courseOf(
      reader(
        'sessions: 6\nacuteEnded: yes\nscale: phq9\nbaseline: 27\nlatest: 0\nymrs: 60\npsychosis: unknown\nintolerable: yes\nalt: [3.2, 0.6]\ncystitis: no\npregnant: no\nconsentWithdrawn: yes\nwantsToGoOn: no\nburdenTooMuch: unknown',
      ),
      { askedAt: now, craving: 3 },
    ),
    {
      sessions: 6,
      acuteEnded: true,
      scale: 'PHQ9',
      baseline: 27,
      latest: 0,
      ymrs: 60,
      psychosis: 'unknown',
      intolerable: 'yes',
      alt: [3.2, 0.6],
      cystitis: 'no',
      misuse: { askedAt: now, craving: 3 },
      pregnant: 'no',
      consentWithdrawn: 'yes',
      wantsToGoOn: 'no',
      burdenTooMuch: 'unknown',
    },
  );
  assert.equal(course('sessions: 1\nacuteEnded: no')?.acuteEnded, false);
});

test('[J4] [P3] the days after a dose: what is not written was not asked', () => {
  assert.equal(afterOf(undefined, now), undefined);
  const doseEndedAt = '2026-11-24T06:00:00.000Z';
  assert.deepEqual(after('doseEnded: 30'), { doseEndedAt, answeredAt: [], mood: { doseEndedAt } });
  assert.deepEqual(
    after(
      'doseEnded: 30\nanswered: [6, 0]\nymrs: 60\nymrsBefore: 0\npsychosis: yes\nshortNights: 2\nhighSpirits: 12',
    ),
    {
      doseEndedAt,
      answeredAt: ['2026-11-25T06:00:00.000Z', now],
      mood: {
        doseEndedAt,
        ymrs: 60,
        ymrsBefore: 0,
        psychosis: true,
        shortNights: 2,
        euphoriaAt: '2026-11-25T00:00:00.000Z',
      },
    },
  );
  const none = after('doseEnded: 30\npsychosis: no\nhighSpirits: no')?.mood;
  assert.deepEqual([none?.psychosis, none?.euphoriaAt], [false, 'no']);
});

test('[J4] what a course or a signal cannot be is refused with its line', () => {
  for (const [read, text, what] of [
    [misuse, 'craving: -1', /^Line 1: here: craving is -1; it goes from 0 to 10\./],
    [misuse, 'craving: 10.5', /craving is 10\.5/],
    [misuse, 'craving: much', /craving is much; it must be a number/],
    [misuse, 'lostDoses: unknown', /lostDoses is unknown; it must be yes, no\./],
    [misuse, 'craving: 3\nlostDose: yes', /^Line 2: here: lostDose is not known here\. Perhaps lostDoses\./],
    [after, 'ymrs: 3', /after: doseEnded is missing/],
    [after, 'doseEnded: yesterday', /after: doseEnded is yesterday; it must be a number/],
    [after, 'doseEnded: 999999999', /after: doseEnded is .* more than a hundred years/],
    [after, 'doseEnded: 3\nanswered: [soon]', /^Line 2: after: answered is soon; it must be a number/],
    [after, 'doseEnded: 3\nymrs: 61', /^Line 2: here: 61 is no total of ymrs; it goes from 0 to 60\./],
    [after, 'doseEnded: 3\nymrsBefore: -1', /-1 is no total of ymrs/],
    [after, 'doseEnded: 3\npsychosis: unknown', /psychosis is unknown; it must be yes, no/],
    [after, 'doseEnded: 3\nhighSpirits: yes', /after: highSpirits is yes; it must be a number/],
    [
      after,
      'doseEnded: 3\nshortNight: 2',
      /^Line 2: here: shortNight is not known here\. Perhaps shortNights\./,
    ],
    [course, 'acuteEnded: yes', /sessions is missing/],
    [course, 'sessions: 1.5', /sessions is 1\.5; it must be a whole number/],
    [course, 'sessions: -1', /sessions is -1; it must be a whole number/],
    [course, 'sessions: 4\nbaseline: 61', /^Line 2: here: 61 is no total of madrs; it goes from 0 to 60\./],
    [
      course,
      'sessions: 4\nscale: phq9\nlatest: 28',
      /^Line 3: here: 28 is no total of phq9; it goes from 0 to 27\./,
    ],
    [course, 'sessions: 4\nlatest: -1', /-1 is no total of madrs/],
    [course, 'sessions: 4\nymrs: 61', /61 is no total of ymrs/],
    [course, 'sessions: 4\nscale: gad7', /scale is gad7; it must be madrs/],
    [course, 'sessions: 4\nalt: 3', /alt is a list of texts/],
    [course, 'sessions: 4\nalt: [high]', /course: alt is high; it must be a number/],
    [course, 'sessions: 4\npregnant: maybe', /pregnant is maybe; it must be yes, no, unknown/],
    [course, 'sessions: 4\nburden: no', /burden is not known here/],
  ] as const)
    assert.throws(
      () => read(text),
      (error) => error instanceof OutlineProblem && what.test(error.message),
      text,
    );
});
