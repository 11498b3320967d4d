import assert from 'node:assert/strict';
import test from 'node:test';
import type { TestName, TestResult } from '../patient-facts.ts';
import { defaultPolicy, limit } from '../policy/default-policy.ts';
import { care, carePatient, careFinding, result, settings } from '../testing/care-facts.ts';
import { condition, daysAgo } from '../testing/facts.ts';
import { scaleName } from './newest-total.ts';
import { scaleRules } from './scale-rules.ts';
import { workUpRules } from './work-up.ts';

const us = care({ jurisdiction: 'US' });
const withResult = (test: TestName, ...results: readonly TestResult[]) => ({
  ...us,
  conditions: [condition('Hypertension')],
  results: [...(carePatient.results ?? []).filter((one) => one.test !== test), ...results],
});

const tests: readonly {
  readonly rule: string;
  readonly test: TestName;
  readonly days: number;
  /** Values and whether they pass. */
  readonly values?: readonly (readonly [number, boolean])[];
  readonly explainable?: true;
}[] = [
  { rule: 'WRK-01', test: 'ecg', days: 366 },
  {
    rule: 'WRK-02',
    test: 'qtc',
    days: 366,
    values: [
      [499, true],
      [500, true],
      [501, false],
    ],
  },
  {
    rule: 'WRK-03',
    test: 'alt',
    days: 183,
    values: [
      [2.9, true],
      [3, true],
      [3.1, false],
    ],
  },
  {
    rule: 'WRK-04',
    test: 'bilirubin',
    days: 183,
    values: [
      [1.9, true],
      [2, true],
      [2.1, false],
    ],
  },
  {
    rule: 'WRK-05',
    test: 'egfr',
    days: 183,
    values: [
      [14, false],
      [15, true],
      [16, true],
    ],
  },
  { rule: 'WRK-06', test: 'urinalysis', days: 183 },
  { rule: 'WRK-07', test: 'drugScreen', days: 30, explainable: true },
  { rule: 'WRK-08', test: 'pregnancyTest', days: 7 },
  { rule: 'WRK-09', test: 'prescriptionMonitoring', days: 30, explainable: true },
  {
    rule: 'WRK-10',
    test: 'stopBang',
    days: 366,
    values: [
      [4, true],
      [5, false],
      [6, false],
    ],
    explainable: true,
  },
];

test('the table below holds every rule of the work-up', () => {
  assert.deepEqual(
    tests.map(({ rule }) => rule),
    workUpRules.map(({ id }) => id),
  );
});

test('[WRK-01] [WRK-02] [WRK-03] [WRK-04] [WRK-05] [WRK-06] [WRK-07] [WRK-08] [WRK-09] [WRK-10] absent, unread, in and out of the window, at each limit', () => {
  for (const { rule, test, days, values, explainable } of tests) {
    const of = (...results: readonly TestResult[]) => careFinding(withResult(test, ...results), rule);
    const good = values?.find(([, passes]) => passes)?.[0];
    const one = (more: Partial<TestResult> = {}) =>
      result(test, { ...(good === undefined ? {} : { value: good }), ...more });
    assert.equal(of().verdict, 'unknown', rule);
    assert.ok(of().missing.length > 0, rule);
    assert.deepEqual(
      [days - 1, days, days + 1].map((age) => of(one({ takenAt: daysAgo(age) })).verdict),
      ['met', 'met', 'unknown'],
      rule,
    );
    assert.equal(of(one({ takenAt: daysAgo(-3) })).verdict, 'unknown', `${rule} in the future`);
    const bad = values?.find(([, passes]) => !passes)?.[0];
    const failing = result(test, { clear: 'no', ...(bad === undefined ? {} : { value: bad }) });
    assert.equal(of(failing).verdict, 'notMet', rule);
    assert.equal(
      of({ ...failing, note: 'Prescribed, and looked into.' }).verdict,
      explainable === true ? 'met' : 'notMet',
      rule,
    );
    for (const [value, passes] of values ?? [])
      assert.equal(of(result(test, { value })).verdict, passes ? 'met' : 'notMet', `${rule} ${value}`);
    if (values === undefined) assert.equal(of(result(test, { clear: 'unknown' })).verdict, 'unknown', rule);
    else {
      // What a person saw in it is no number: whether it keeps the limit is not known.
      assert.equal(of(result(test, { clear: 'yes' })).verdict, 'unknown', rule);
      assert.match(of(result(test, { clear: 'yes' })).says, /was taken; what it shows is not recorded/, rule);
      for (const value of [Number.NaN, -1])
        assert.equal(of(result(test, { value })).verdict, 'unknown', `${rule} ${value}`);
    }
    // Two that conflict: the newer counts; at one moment the worse.
    assert.equal(of(failing, one({ takenAt: daysAgo(1) })).verdict, 'met', rule);
    assert.equal(of(one(), failing).verdict, 'notMet', rule);
    assert.equal(of(failing, one()).verdict, 'notMet', rule);
  }
});

test('[WRK-02] [WRK-03] [WRK-04] [WRK-05] [WRK-07] [WRK-10] of two results at one moment the one that weighs more counts, whichever comes first', () => {
  const verdicts = (rule: string, test: TestName, ...two: readonly Partial<TestResult>[]) => {
    const results = two.map((more) => result(test, more));
    return [results, results.toReversed()].map(
      (list) => careFinding(withResult(test, ...list), rule).verdict,
    );
  };
  // Two laboratory reports of one day carry one moment; the number past the limit counts, on whichever side it lies.
  for (const [rule, test, fine, past] of [
    ['WRK-02', 'qtc', 430, 510],
    ['WRK-03', 'alt', 1, 4],
    ['WRK-04', 'bilirubin', 1, 3],
    ['WRK-05', 'egfr', 90, 10],
    ['WRK-10', 'stopBang', 1, 6],
  ] as const)
    assert.deepEqual(verdicts(rule, test, { value: fine }, { value: past }), ['notMet', 'notMet'], rule);
  // One that nobody read outweighs one without a finding, and a finding outweighs both.
  const [clear, unread, found] = [{ clear: 'yes' }, { clear: 'unknown' }, { clear: 'no' }] as const;
  assert.deepEqual(verdicts('WRK-07', 'drugScreen', clear, unread), ['unknown', 'unknown']);
  assert.deepEqual(verdicts('WRK-07', 'drugScreen', unread, found), ['notMet', 'notMet']);
  // The explanation of one finding does not explain the other.
  assert.deepEqual(verdicts('WRK-07', 'drugScreen', found, { clear: 'no', note: 'Prescribed stimulant.' }), [
    'notMet',
    'notMet',
  ]);
});

test('[WRK-02] [WRK-03] [WRK-04] [WRK-05] [WRK-10] a number that no living adult has is asked for again, never met or not met', () => {
  for (const [rule, test, plausible, doubtful] of [
    ['WRK-02', 'qtc', [200, 470], [4.7, 0.47, 199, 801, 0, Number.POSITIVE_INFINITY]],
    ['WRK-03', 'alt', [0.05, 3], [0, 0.04, 301]],
    ['WRK-04', 'bilirubin', [0.05, 2], [0, 0.04, 61]],
    ['WRK-05', 'egfr', [15, 250], [0, 0.9, 251]],
    ['WRK-10', 'stopBang', [0, 4], [-1, 9]],
  ] as const) {
    const of = (value: number) => careFinding(withResult(test, result(test, { value })), rule);
    for (const value of plausible) assert.equal(of(value).verdict, 'met', `${rule} ${value}`);
    for (const value of doubtful) {
      assert.equal(of(value).verdict, 'unknown', `${rule} ${value}`);
      assert.match(of(value).says, /hard to believe/, `${rule} ${value}`);
      assert.match(of(value).missing.join(), /enter it again/, `${rule} ${value}`);
    }
  }
});

test('[WRK-01] [WRK-02] an ECG is asked from 50 years or with a heart condition in the record', () => {
  const of = (changes: Parameters<typeof care>[0]) => careFinding(care(changes), 'WRK-01').verdict;
  assert.deepEqual(
    ['1977-11-25', '1976-11-26', '1976-11-25', '1976-11-24'].map((birthDate) =>
      of({ birthDate: birthDate as never }),
    ),
    ['met', 'met', 'unknown', 'unknown'],
  );
  assert.equal(of({ conditions: [condition('Hypertension')] }), 'unknown');
  assert.equal(of({ birthDate: undefined }), 'unknown');
});

test('[WRK-08] a pregnancy test is not asked of men, after 55, or where pregnancy cannot be', () => {
  const of = (changes: Parameters<typeof care>[0]) =>
    careFinding(care({ results: [], ...changes }), 'WRK-08').verdict;
  assert.equal(of({}), 'unknown');
  assert.equal(of({ sex: 'male' }), 'met');
  assert.deepEqual(
    ['1971-11-25', '1970-11-25'].map((birthDate) => of({ birthDate: birthDate as never })),
    ['unknown', 'met'],
  );
});

test('[WRK-07] [WRK-09] [WRK-10] [WRK-12] [WRK-14] what belongs before the first dose is not asked before each; long-term looks take over', () => {
  for (const rule of ['WRK-07', 'WRK-09', 'WRK-10', 'WRK-12', 'WRK-14']) {
    assert.doesNotThrow(() => careFinding(us, rule));
    assert.throws(() => careFinding(us, rule, settings.later), /does not apply/);
  }
  for (const rule of ['WRK-03', 'WRK-06', 'WRK-08'])
    assert.doesNotThrow(() => careFinding(us, rule, settings.later));
});

test('[WRK-09] prescription monitoring is asked in the United States only', () => {
  const has = (facts: Parameters<typeof careFinding>[0]) =>
    assert.doesNotThrow(() => careFinding(facts, 'WRK-09'));
  has(us);
  assert.throws(() => careFinding(carePatient, 'WRK-09'), /does not apply/);
});

const diagnosed = (kind: 'bipolarI' | 'majorDepressiveDisorder') => ({
  ...(carePatient.diagnosis ?? assert.fail()),
  kind,
});
const scales: readonly {
  readonly rule: string;
  readonly instrument: string;
  readonly days: number;
  readonly totals: readonly (readonly [number, boolean])[];
}[] = [
  {
    rule: 'WRK-11',
    instrument: 'madrs',
    days: 14,
    totals: [
      [19, false],
      [20, true],
      [21, true],
    ],
  },
  {
    rule: 'WRK-12',
    instrument: 'phq9',
    days: 14,
    totals: [
      [0, true],
      [27, true],
    ],
  },
  {
    rule: 'WRK-13',
    instrument: 'moca',
    days: 366,
    totals: [
      [22, false],
      [23, true],
      [24, true],
    ],
  },
  {
    rule: 'WRK-14',
    instrument: 'icsi',
    days: 183,
    totals: [
      [0, true],
      [20, true],
    ],
  },
  {
    rule: 'SUI-01',
    instrument: 'c-ssrs-screener',
    days: 7,
    totals: [
      [0, true],
      [2, true],
      [3, false],
    ],
  },
  {
    rule: 'BIP-01',
    instrument: 'ymrs',
    days: 7,
    totals: [
      [11, true],
      [12, false],
      [13, false],
      [20, false],
    ],
  },
];

test('[WRK-11] [WRK-12] [WRK-13] [WRK-14] [SUI-01] [BIP-01] a scale: absent, without a total, in and out of its window, at each limit', () => {
  assert.deepEqual(
    scales.map(({ rule }) => rule),
    scaleRules.map(({ id }) => id),
  );
  const elder = care({ birthDate: '1955-01-01' as never, diagnosis: diagnosed('bipolarI') });
  for (const { rule, instrument, days, totals } of scales) {
    const of = (...more: readonly { total: number | undefined; days?: number }[]) =>
      careFinding(
        {
          ...elder,
          totals: [
            ...elder.totals.filter((one) => one.instrument !== instrument),
            ...more.map(({ total, days: age = 0 }) => ({ instrument, total, answeredAt: daysAgo(age) })),
          ],
        },
        rule,
      ).verdict;
    const good = totals.find(([, passes]) => passes)?.[0] ?? assert.fail();
    assert.equal(of(), 'unknown', rule);
    assert.equal(of({ total: undefined }), 'unknown', rule);
    // A newer response without a total: the older good one no longer speaks, the older bad one still does.
    assert.equal(of({ total: good, days: 2 }, { total: undefined, days: 1 }), 'unknown', rule);
    for (const [total, passes] of totals)
      assert.equal(of({ total }), passes ? 'met' : 'notMet', `${rule} ${total}`);
    assert.deepEqual(
      [days - 1, days, days + 1].map((age) => of({ total: good, days: age })),
      ['met', 'met', 'unknown'],
      rule,
    );
    const bad = totals.find(([, passes]) => !passes)?.[0];
    if (bad !== undefined) {
      assert.equal(of({ total: bad, days: 2 }, { total: undefined, days: 1 }), 'notMet', rule);
      assert.equal(of({ total: bad, days: 2 }, { total: good, days: 1 }), 'met', rule);
      assert.equal(of({ total: good, days: 2 }, { total: bad, days: 1 }), 'notMet', rule);
    }
  }
});

const scored = (instrument: string, total: number | undefined, days = 0) => ({
  instrument,
  total,
  answeredAt: daysAgo(days),
});

test('[WRK-12] [WRK-13] [BIP-01] [SUI-01] of two totals at one moment the worse counts, whichever comes first', () => {
  const elder = care({ birthDate: '1955-01-01' as never, diagnosis: diagnosed('bipolarI') });
  const said = (rule: string, ...two: readonly ReturnType<typeof scored>[]) =>
    [two, two.toReversed()].map((list) => {
      const others = elder.totals.filter(
        (one) => !two.some(({ instrument }) => instrument === one.instrument),
      );
      return careFinding({ ...elder, totals: [...others, ...list] }, rule);
    });
  for (const [rule, instrument, fine, bad] of [
    ['WRK-13', 'moca', 28, 20],
    ['BIP-01', 'ymrs', 2, 15],
    ['SUI-01', 'c-ssrs-screener', 0, 3],
  ] as const)
    assert.deepEqual(
      said(rule, scored(instrument, fine), scored(instrument, bad)).map(({ verdict }) => verdict),
      ['notMet', 'notMet'],
      rule,
    );
  // Of two scales that say the same the one is named, whatever the order of the record.
  assert.deepEqual(
    said('WRK-12', scored('phq9', 15), scored('qids-sr16', 15)).map(({ says }) => says),
    ['QIDS-SR 15.', 'QIDS-SR 15.'],
  );
  assert.equal(said('WRK-12', scored('phq9', 16), scored('qids-sr16', 15))[0]?.says, 'PHQ-9 16.');
});

test('[WRK-11] [WRK-14] a scale is named as people know it, and a newer one without a total is said', () => {
  const of = (rule: string, instrument: string, ...totals: readonly ReturnType<typeof scored>[]) =>
    careFinding(
      care({
        totals: [
          ...carePatient.totals.filter((one) => one.instrument !== instrument && one.instrument !== 'icsi'),
          ...totals,
        ],
      }),
      rule,
    );
  assert.equal(of('WRK-14', 'evenkeel-bladder').says, 'No total of ICSI or Bladder questions is recorded.');
  assert.equal(of('WRK-14', 'evenkeel-bladder', scored('evenkeel-bladder', 3)).says, 'Bladder questions 3.');
  const open = of('WRK-11', 'madrs', scored('madrs', 30, 2), scored('madrs', undefined, 1));
  assert.equal(open.says, 'The newest MADRS has no total; the one before was 30.');
  assert.deepEqual(open.missing, ['Complete MADRS or rate it again.']);
  assert.equal(scaleName('wsas'), 'wsas', 'a scale that no rule speaks of keeps its id');
});

test('[BIP-01] a YMRS at the stop limit is a hard stop: one below, at and above', () => {
  const of = (total: number) =>
    careFinding(
      care({
        diagnosis: diagnosed('bipolarI'),
        totals: [...carePatient.totals, { instrument: 'ymrs', total, answeredAt: daysAgo(0) }],
      }),
      'BIP-01',
    ).ruleClass;
  assert.deepEqual([19, 20, 21].map(of), ['hold', 'hardStop', 'hardStop']);
});

test('[WRK-11] severity holds the first dose only; [BIP-01] mania is rated in bipolar disorder only; [WRK-13] MoCA from 65', () => {
  assert.throws(() => careFinding(carePatient, 'WRK-11', settings.later), /does not apply/);
  assert.throws(() => careFinding(carePatient, 'BIP-01'), /does not apply/);
  const of = (birthDate: string) => careFinding(care({ birthDate: birthDate as never }), 'WRK-13').verdict;
  assert.deepEqual(['1961-11-26', '1961-11-25', '1961-11-24'].map(of), ['met', 'unknown', 'unknown']);
  assert.equal(limit(defaultPolicy, 'olderFromAge'), 65);
});
