import assert from 'node:assert/strict';
import test from 'node:test';
import { plusMinutes, type Instant } from '@evenkeel/quantities';
import { defaultPolicy } from '../policy/default-policy.ts';
import { now } from '../testing/facts.ts';
import { newestMood, type MoodKnown } from './newest-mood.ts';

const hours = (count: number): Instant => plusMinutes(now, count * 60);
const ymrs = (total: number | undefined, at: number) => ({
  instrument: 'ymrs',
  total,
  answeredAt: hours(at),
});
const told = (at: number, answers: MoodKnown['told'][number]['answers']) => ({ at: hours(at), answers });
const calm = { psychosis: 'no', shortNights: 'no', highSpirits: 'no' } as const;

const known: MoodKnown = {
  diagnosis: 'bipolarI',
  lastDose: { at: now, endedAt: hours(1) },
  totals: [ymrs(2, -5), ymrs(2, 30)],
  told: [told(25, calm)],
  psychosis: [],
};
const level = (changes: Partial<MoodKnown>) => newestMood({ ...known, ...changes }, defaultPolicy)?.level;

test('[AFT-05] the newest YMRS since the last dose, at each limit, risen, missing and conflicting', () => {
  assert.equal(level({}), 'none');
  assert.deepEqual(
    [11, 12, 19, 20].map((total) => level({ totals: [ymrs(6, -5), ymrs(total, 30)] })),
    ['none', 'hold', 'hold', 'stop'],
  );
  assert.deepEqual(
    [8, 9, 10, 11].map((total) => level({ totals: [ymrs(2, -5), ymrs(total, 30)] })),
    ['none', 'none', 'hold', 'hold'],
  );
  assert.equal(level({ totals: [ymrs(2, -5)] }), 'unknown', 'not rated since');
  assert.equal(level({ totals: [ymrs(2, -5), ymrs(undefined, 30)] }), 'unknown', 'without a total');
  assert.equal(level({ totals: [ymrs(13, 30), ymrs(13, -5), ymrs(4, 31)] }), 'none', 'a later one clears');
  assert.equal(level({ totals: [ymrs(13, 31), ymrs(4, 30)] }), 'hold');
  for (const totals of [
    [ymrs(13, 30), ymrs(4, 30)],
    [ymrs(4, 30), ymrs(13, 30)],
  ])
    assert.equal(level({ totals }), 'hold', 'of two at one moment the higher');
});

test('[AFT-05] only a YMRS is read as one, and one at the moment of the dose is from before it', () => {
  const phq9 = (total: number, at: number) => ({ ...ymrs(total, at), instrument: 'phq9' });
  assert.equal(level({ totals: [ymrs(2, -5), ymrs(2, 30), phq9(25, 40)] }), 'none');
  assert.equal(level({ totals: [ymrs(9, -5), ymrs(9, 30), phq9(0, -1)] }), 'none');
  assert.equal(level({ totals: [ymrs(2, -5), phq9(2, 30)] }), 'unknown');
  assert.equal(level({ totals: [ymrs(25, 0), ymrs(9, 30)] }), 'none', 'rated at the dose, calmer since');
  assert.equal(level({ totals: [ymrs(2, -5), ymrs(9, 0), ymrs(10, 30)] }), 'none');
  assert.equal(
    level({ psychosis: [{ at: now, answer: 'yes' }] }),
    'none',
    'screened at the dose, which was given',
  );
});

test('[AFT-06] what was told stands until it is told otherwise, rated away or settled by a review', () => {
  const sign = told(25, { ...calm, psychosis: 'yes' });
  const nights = told(25, { ...calm, shortNights: 'yes' });
  const before = [ymrs(2, -5), ymrs(2, 20)];
  assert.equal(level({ told: [sign] }), 'stop');
  assert.equal(level({ told: [sign, told(24, calm)] }), 'stop', 'an earlier no');
  assert.equal(level({ told: [sign, told(26, { psychosis: 'unknown' })] }), 'stop', 'left open');
  assert.equal(level({ told: [told(26, calm), sign] }), 'none', 'a later no');
  for (const both of [
    [sign, told(25, calm)],
    [told(25, calm), sign],
  ])
    assert.equal(level({ told: both }), 'stop', 'yes and no at one moment');
  assert.equal(
    level({ told: [sign], psychosis: [{ at: hours(40), answer: 'no' }] }),
    'none',
    'screened later',
  );
  assert.equal(level({ psychosis: [{ at: hours(40), answer: 'yes' }] }), 'stop');
  assert.equal(level({ psychosis: [{ at: hours(-40), answer: 'yes' }] }), 'none', 'screened before the dose');
  assert.equal(level({ told: [nights], totals: before }), 'stop');
  assert.equal(level({ told: [nights] }), 'none', 'a calm rating after it');
  assert.equal(level({ told: [nights], totals: [ymrs(6, -5), ymrs(12, 30)] }), 'stop', 'no calm rating');
  assert.equal(level({ told: [nights, told(26, { shortNights: 'no' })], totals: before }), 'none');
  assert.equal(level({ told: [sign], settledAt: hours(24) }), 'stop');
  assert.equal(level({ told: [sign], settledAt: hours(25) }), 'unknown', 'settled, and asked again');
  assert.equal(level({ totals: [ymrs(2, -5), ymrs(20, 30)], settledAt: hours(31) }), 'unknown');
  assert.equal(level({ psychosis: [{ at: hours(40), answer: 'yes' }], settledAt: hours(41) }), 'unknown');
  assert.equal(level({ told: [] }), 'unknown');
});

test('[AFT-06] [AFT-07] mania is not watched in major depression, psychosis is; without a dose there is nothing to watch', () => {
  const major = { diagnosis: 'majorDepressiveDisorder' } as const;
  assert.equal(level({ ...major, totals: [ymrs(25, 30)] }), undefined);
  assert.equal(level({ ...major, told: [told(25, { psychosis: 'yes' })] }), 'stop');
  assert.equal(level({ diagnosis: undefined, totals: [ymrs(25, 30)] }), 'stop', 'unknown is watched');
  assert.equal(level({ lastDose: undefined }), undefined);
  assert.equal(level({ told: [told(30, { ...calm, highSpirits: 'yes' })] }), 'lookInto');
  assert.equal(
    level({ lastDose: { at: now }, told: [told(30, { ...calm, highSpirits: 'yes' })] }),
    'unknown',
    'the dose has no end',
  );
});
