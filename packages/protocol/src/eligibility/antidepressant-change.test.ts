import assert from 'node:assert/strict';
import test from 'node:test';
import { dateIn, decimal, type Instant } from '@evenkeel/quantities';
import type { Medicine } from '../patient-facts.ts';
import { care, careFinding } from '../testing/care-facts.ts';
import { daysAgo } from '../testing/facts.ts';

const sertraline = (more: Partial<Medicine> = {}): Medicine => ({
  name: 'Sertraline',
  status: 'active',
  ...more,
});
const day = (at: Instant) => dateIn('Europe/London', at);
const of = (medicines: readonly Medicine[], firstDose?: number, confirmed = true) =>
  careFinding(
    care({
      medicines,
      ...(confirmed ? {} : { medicinesConfirmedAt: undefined }),
      ...(firstDose === undefined
        ? {}
        : {
            doses: [
              { at: daysAgo(firstDose), drug: 'ketamine', route: 'iv', amountMg: decimal('35') },
              // An earlier course does not count.
              { at: daysAgo(firstDose + 400), drug: 'ketamine', route: 'iv', amountMg: decimal('35') },
            ],
          }),
    }),
    'CAR-09',
  );
const since = (days: number, firstDose?: number) =>
  of([sertraline({ since: day(daysAgo(days)) })], firstDose).verdict;

test('[CAR-09] an antidepressant started before the first dose: one day below, at and above the limit, and during the course', () => {
  assert.deepEqual(
    [27, 28, 29].map((days) => since(days)),
    ['notMet', 'met', 'met'],
  );
  assert.deepEqual(
    [37, 38, 39].map((days) => since(days, 10)),
    ['notMet', 'met', 'met'],
    'before the course began',
  );
  assert.equal(since(5, 10), 'notMet', 'since the first dose');
  assert.match(of([sertraline({ since: day(daysAgo(5)) })]).says, /Sertraline.*cannot be told apart/);
  assert.equal(of([]).ruleClass, 'inform');
});

test('[CAR-09] weeks at an unchanged dose count; whichever tells of a change wins', () => {
  const weeks = (stableWeeks: number, more: Partial<Medicine> = {}, firstDose?: number) =>
    of([sertraline({ stableWeeks, ...more })], firstDose).verdict;
  assert.deepEqual(
    [3, 4, 5].map((one) => weeks(one)),
    ['notMet', 'met', 'met'],
  );
  assert.deepEqual(
    [5, 6].map((one) => weeks(one, {}, 14)),
    ['notMet', 'met'],
  );
  assert.equal(weeks(1, { since: '2019' }), 'notMet', 'an old medicine at a new dose');
  assert.equal(weeks(30, { since: day(daysAgo(3)) }), 'notMet', 'conflicting');
});

test('[CAR-09] a month or a year, no date, no list: what may be a change is not known', () => {
  // Today is 25 November 2026.
  const from = (text: string | undefined) =>
    of([sertraline(text === undefined ? {} : { since: text })]).verdict;
  assert.deepEqual(['2019', '2026', '2026-09', '2026-10', '2026-11', 'spring', '', undefined].map(from), [
    'met',
    'unknown',
    'met',
    'unknown',
    'unknown',
    'unknown',
    'unknown',
    'unknown',
  ]);
  assert.deepEqual(of([sertraline()]).missing, ['Record since when the dose is unchanged: Sertraline.']);
  assert.equal(of([]).verdict, 'met');
  assert.deepEqual(
    [of([], undefined, false).verdict, of([], undefined, false).missing.length],
    ['unknown', 1],
  );
  const unsure = of([{ name: 'Something new', status: 'active' }]);
  assert.deepEqual([unsure.verdict, unsure.missing.length], ['unknown', 1]);
  assert.equal(
    of([sertraline({ status: 'past', since: day(daysAgo(5)) })]).verdict,
    'met',
    'no longer taken',
  );
});
