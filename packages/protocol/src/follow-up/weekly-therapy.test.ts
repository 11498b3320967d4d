import assert from 'node:assert/strict';
import test from 'node:test';
import { plusDays, type CalendarDate, type Instant } from '@evenkeel/quantities';
import type { DiagnosisKind } from '../patient-facts.ts';
import { defaultPolicy } from '../policy/default-policy.ts';
import { courseRuns } from './past-sessions.ts';
import { therapyRules, type TherapyContact } from './therapy.ts';
import { weeklyTherapy } from './weekly-therapy.ts';

const today = '2026-11-25' as CalendarDate;
const contact = (daysAgo: number, more: Partial<TherapyContact> = {}): TherapyContact => ({
  therapy: 'ipt',
  heldOn: plusDays(today, -daysAgo),
  state: 'current',
  ...more,
});
const of = (
  contacts: readonly TherapyContact[],
  diagnosis: DiagnosisKind | undefined = 'bipolarI',
  policy = defaultPolicy,
) => weeklyTherapy(contacts, diagnosis, today, policy);

test('[AFT-10] the next contact is due seven days after the last: the day before, the day, the day after', () => {
  assert.deepEqual(
    [0, 6, 7, 8, 30].map((days) => of([contact(days)])?.state),
    ['notYet', 'notYet', 'dueToday', 'overdue', 'overdue'],
  );
  assert.deepEqual(of([contact(6, { socialRhythm: 4 })]), {
    rule: 'AFT-10',
    state: 'notYet',
    lastOn: '2026-11-19',
    dueOn: '2026-11-26',
    says: 'Last contact 19 Nov 2026, social rhythm steady on 4 of 7 days. The next is due 26 Nov 2026.',
  });
  assert.match(of([contact(8)])?.says ?? '', /The next was due 24 Nov 2026, 1 day ago\.$/);
  assert.match(of([contact(9)])?.says ?? '', /The next was due 23 Nov 2026, 2 days ago\.$/);
});

test('[AFT-10] the number of days is the policy’s', () => {
  const { thresholds } = defaultPolicy;
  const policy = {
    ...defaultPolicy,
    thresholds: { ...thresholds, weeklyTherapyDays: { ...thresholds.weeklyTherapyDays, value: 14 } },
  };
  assert.deepEqual(
    [13, 14, 15].map((days) => of([contact(days)], 'bipolarII', policy)?.state),
    ['notYet', 'dueToday', 'overdue'],
  );
});

test('[AFT-10] it speaks of bipolar disorder only, and a diagnosis that is not known is asked for', () => {
  assert.equal(of([contact(30)], 'majorDepressiveDisorder'), undefined);
  assert.equal(of([contact(30)], 'bipolarII')?.state, 'overdue');
  const unknown = weeklyTherapy([contact(1)], undefined, today, defaultPolicy);
  assert.deepEqual([unknown?.state, unknown?.dueOn], ['diagnosisNeeded', undefined]);
  assert.deepEqual(therapyRules.weekly.appliesTo.diagnoses, ['bipolarI', 'bipolarII']);
  assert.deepEqual(
    [therapyRules.weekly.ruleClass, therapyRules.weekly.source.mark],
    ['inform', 'localDefault'],
  );
});

test('[AFT-10] which contacts count: of their kind, standing, not to come, in any order', () => {
  const state = (...contacts: readonly TherapyContact[]) => of(contacts)?.state;
  assert.equal(state(), 'none');
  assert.equal(state(contact(1, { therapy: 'cbt' })), 'none');
  assert.equal(state(contact(1, { state: 'enteredInError' })), 'none');
  assert.equal(state(contact(-1)), 'none', 'a day to come');
  assert.equal(state(contact(1, { therapy: 'socialRhythm' })), 'notYet');
  for (const contacts of [
    [contact(3), contact(10)],
    [contact(10), contact(3)],
    [contact(3), contact(3), contact(10), contact(1, { therapy: 'cbt' })],
    [contact(3), contact(1, { state: 'enteredInError' }), contact(-2)],
  ])
    assert.equal(of(contacts)?.dueOn, plusDays(today, 4));
});

test('[AFT-10] the social rhythm item of the last contact: logged, missing, with another contact of the day, differing', () => {
  const item = (...contacts: readonly TherapyContact[]) => of(contacts)?.says.split(/, |\. /)[1];
  assert.equal(item(contact(2, { socialRhythm: 0 })), 'social rhythm steady on 0 of 7 days');
  assert.equal(item(contact(2), contact(9, { socialRhythm: 6 })), 'without the social rhythm item');
  assert.equal(
    item(contact(2), contact(2, { therapy: 'cbt', socialRhythm: 5 })),
    'social rhythm steady on 5 of 7 days',
  );
  assert.equal(
    item(contact(2, { socialRhythm: 5 }), contact(2, { socialRhythm: 5 })),
    'social rhythm steady on 5 of 7 days',
  );
  assert.equal(
    item(contact(2, { socialRhythm: 5 }), contact(2, { socialRhythm: 2 })),
    'with different values of the social rhythm item',
  );
  assert.equal(
    item(contact(2), contact(2, { socialRhythm: 5, state: 'enteredInError' })),
    'without the social rhythm item',
  );
});

test('[AFT-10] a course runs until ninety days after its last dose, and without a dose none does', () => {
  const last = '2026-08-01T10:00:00.000Z' as Instant;
  assert.equal(courseRuns(last, '2026-10-30T10:00:00.000Z' as Instant), true);
  assert.equal(courseRuns(last, '2026-10-30T10:00:00.001Z' as Instant), false);
  assert.equal(courseRuns(undefined, last), false);
});
