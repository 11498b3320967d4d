import assert from 'node:assert/strict';
import test from 'node:test';
import { decimal } from '@evenkeel/quantities';
import type { PatientFacts } from '../patient-facts.ts';
import { defaultPolicy } from '../policy/default-policy.ts';
import { care, carePatient, careScreening, result } from '../testing/care-facts.ts';
import { answered, daysAgo, now } from '../testing/facts.ts';
import { reviewContinuing } from './continuing.ts';
import type { ReviewFacts } from './course-review.ts';
import type { MisuseSignals } from './long-term.ts';

const course: ReviewFacts = {
  sessions: 6,
  acuteEnded: true,
  scale: 'MADRS',
  baseline: 32,
  latest: 12,
  ymrs: 2,
  psychosis: 'no',
  intolerable: 'no',
  alt: [0.6],
  cystitis: 'no',
  pregnant: 'no',
  consentWithdrawn: 'no',
  wantsToGoOn: 'yes',
  burdenTooMuch: 'no',
};
const asked: MisuseSignals = { askedAt: daysAgo(1), craving: 1 };
const facts = care({
  doses: [{ at: daysAgo(4), drug: 'ketamine', route: 'iv', amountMg: decimal('35') }],
  totals: [...carePatient.totals, { instrument: 'moca', total: 28, answeredAt: daysAgo(20) }],
});
const of = (
  changes: Partial<PatientFacts> = {},
  more: Partial<ReviewFacts> = {},
  misuse: MisuseSignals | undefined = asked,
) => {
  const found = reviewContinuing(
    { ...facts, ...changes },
    { ...course, ...more },
    misuse,
    defaultPolicy,
    now,
    {
      drug: 'ketamine',
      route: 'iv',
    },
  );
  return [found.mostSerious, found.mostSerious === 'continue' ? [] : found.rules];
};

test('a course goes on when the dose may be given, it works, it is wanted and nothing is owed', () => {
  assert.deepEqual(of(), ['continue', []]);
});

test('[STP-01] [STP-02] the most serious of eligibility, review and long-term watching counts, with the rules that say so', () => {
  assert.deepEqual(of({}, { latest: 30 }), ['stop', ['STP-01', 'STP-02']]);
  assert.deepEqual(of({}, { wantsToGoOn: 'no' }), ['stop', ['STP-09']]);
  assert.deepEqual(of({ escorts: [] }), ['unknown', ['CAR-02']]);
  assert.deepEqual(of({ screening: careScreening('aneurysmOrAvm', answered('aneurysmOrAvm', 'yes')) }), [
    'stop',
    ['ELI-01'],
  ]);
  assert.deepEqual(of({ totals: carePatient.totals }), ['unknown', ['LTM-03']]);
  assert.deepEqual(of({}, {}, { askedAt: daysAgo(1), craving: 8 }), ['hold', ['STP-07', 'LTM-04']]);
  assert.deepEqual(
    of({ results: [...(facts.results ?? []), result('urinalysis', { clear: 'no', takenAt: daysAgo(1) })] }),
    ['hold', ['WRK-06', 'LTM-01', 'LTM-07']],
  );
  assert.deepEqual(
    of({
      results: [...(facts.results ?? []), result('pregnancyTest', { clear: 'no', takenAt: daysAgo(1) })],
    }),
    ['stop', ['ELI-07', 'LTM-06']],
  );
});

test('[LTM-04] misuse that was not asked about leaves the review open', () => {
  const found = reviewContinuing(facts, course, undefined, defaultPolicy, now, {
    drug: 'ketamine',
    route: 'iv',
  });
  assert.deepEqual([found.mostSerious, found.rules], ['unknown', ['STP-07', 'LTM-04']]);
});

test('[LTM-05] pressures that were charted before doses speak in the review as well', () => {
  const high = [1, 5, 9].map((days) => ({
    systolic: 172,
    diastolic: 96,
    measuredAt: daysAgo(days),
    beforeDose: true as const,
  }));
  const voices = (watched?: PatientFacts) =>
    reviewContinuing(
      facts,
      course,
      asked,
      defaultPolicy,
      now,
      { drug: 'ketamine', route: 'iv' },
      ...(watched === undefined ? [] : ([watched] as const)),
    );
  assert.notEqual(voices().mostSerious, 'hold');
  const found = voices({ ...facts, pressures: [...facts.pressures, ...high] });
  assert.deepEqual([found.mostSerious, found.rules], ['hold', ['LTM-05']]);
  assert.deepEqual(found.verdict, voices().verdict);
});
