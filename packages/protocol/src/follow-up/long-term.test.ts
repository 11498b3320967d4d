import assert from 'node:assert/strict';
import test from 'node:test';
import { routes } from '@evenkeel/pharmacology';
import { compare, decimal } from '@evenkeel/quantities';
import type { GivenDose, InstrumentTotal } from '../patient-facts.ts';
import { defaultPolicy } from '../policy/default-policy.ts';
import { care, result } from '../testing/care-facts.ts';
import { daysAgo, now } from '../testing/facts.ts';
import { exposureSoFar, routeShares } from './exposure-so-far.ts';
import { longTermStates, type LongTermState, type MisuseSignals } from './long-term.ts';

const dose = (days: number, amountMg = '40', route: GivenDose['route'] = 'iv'): GivenDose => ({
  at: daysAgo(days),
  drug: route === 'nasal-device' ? 'esketamine' : 'ketamine',
  route,
  amountMg: decimal(amountMg),
});
const score = (instrument: string, total: number, days: number): InstrumentTotal => ({
  instrument,
  total,
  answeredAt: daysAgo(days),
});
const of = (
  domain: LongTermState['domain'],
  changes: Parameters<typeof care>[0] = {},
  misuse?: MisuseSignals,
): LongTermState =>
  longTermStates(care(changes), misuse, defaultPolicy, now).find((one) => one.domain === domain) ??
  assert.fail(domain);

test('exposure is added up exactly by route and in what reached the blood, in any order', () => {
  const doses = [dose(1), dose(5, '35'), dose(9, '56', 'nasal-device'), dose(12, '100', 'oral-solution')];
  const sum = exposureSoFar(doses);
  assert.deepEqual([sum.sessions, sum.mg, sum.bioavailableMg], [4, '231', '130.2']);
  assert.deepEqual(sum, exposureSoFar(doses.toReversed()));
  assert.deepEqual(
    sum.byRoute.map(({ drug, route, bioavailableMg }) => [drug, route, bioavailableMg]),
    [
      ['esketamine', 'nasal-device', '30.2'],
      ['ketamine', 'iv', '75'],
      ['ketamine', 'oral-solution', '25'],
    ],
  );
  assert.equal(exposureSoFar(doses, daysAgo(6)).mg, '75');
  assert.equal(exposureSoFar([]).mg, '0');
  for (const route of routes) {
    const { share, citation } = routeShares[route];
    assert.ok(
      compare(share, decimal('0')) > 0 && compare(share, decimal('1')) <= 0 && citation !== '',
      route,
    );
  }
});

test('[LTM-01] bladder: by calendar, four-weekly at first, by exposure, and its triggers at each limit', () => {
  assert.deepEqual(
    [of('bladder', { totals: [] }).finding, of('bladder', { totals: [] }).dueBy],
    ['unknown', 'neverDone'],
  );
  const due = (days: number, scores = 1) =>
    of('bladder', {
      totals: Array.from({ length: scores }, (_, index) => score('icsi', 1, days + 30 * index)),
    }).due;
  assert.deepEqual(
    [27, 28, 29].map((days) => due(days)),
    [false, true, true],
  );
  assert.deepEqual(
    [28, 90, 91, 92].map((days) => due(days, 4)),
    [false, false, true, true],
  );
  const exposed = (mg: string) =>
    of('bladder', { totals: [score('icsi', 1, 20)], doses: [dose(30, '500'), dose(10, mg)] });
  assert.deepEqual(
    [exposed('999.9').due, exposed('1000').due, exposed('1000').dueBy],
    [false, true, 'exposure'],
  );
  const trigger = (...totals: readonly InstrumentTotal[]) => of('bladder', { totals }).finding;
  assert.deepEqual(
    [5, 6, 7].map((total) => trigger(score('icsi', 3, 40), score('icsi', total, 1))),
    ['nothing', 'trigger', 'trigger'],
  );
  assert.deepEqual(
    [3, 4, 5].map((total) => trigger(score('icsi', 0, 40), score('icsi', total, 1))),
    ['nothing', 'trigger', 'trigger'],
  );
  const open = (instrument: string): InstrumentTotal => ({
    instrument,
    total: undefined,
    answeredAt: daysAgo(1),
  });
  assert.equal(of('bladder', { totals: [score('icsi', 1, 5), open('icsi')] }).finding, 'unknown');
  assert.equal(of('bladder', { totals: [score('icsi', 7, 5), open('icsi')] }).finding, 'trigger');
  assert.equal(of('cognition', { totals: [score('moca', 28, 5), open('moca')] }).finding, 'unknown');
  const blood = of('bladder', { results: [result('urinalysis', { clear: 'no' })] });
  assert.deepEqual([blood.finding, blood.action?.slice(0, 13)], ['trigger', 'Urine culture']);
});

test('[LTM-01] the house’s own bladder questions count by their own limit, blood by their mark, and either scale speaks', () => {
  const own = (total: number | undefined, days: number, flags: readonly string[] = []): InstrumentTotal => ({
    instrument: 'evenkeel-bladder',
    total,
    answeredAt: daysAgo(days),
    flags,
  });
  const state = (...totals: readonly InstrumentTotal[]) => of('bladder', { totals });
  assert.deepEqual(
    [3, 4, 5].map((total) => state(own(total, 1)).finding),
    ['nothing', 'trigger', 'trigger'],
  );
  assert.equal(state(own(0, 40), own(3, 1)).finding, 'nothing', 'a rise is judged of the ICSI only');
  assert.deepEqual([state(own(1, 27)).due, state(own(1, 28)).due], [false, true]);
  assert.deepEqual(
    [state(own(1, 27)).lastAt, state(own(1, 27), score('icsi', 1, 9)).lastAt],
    [daysAgo(27), daysAgo(9)],
  );
  const blood = state(own(1, 1, ['bladder']));
  assert.deepEqual([blood.finding, /blood in the urine/.test(blood.says)], ['trigger', true]);
  assert.equal(state(own(1, 5, ['bladder']), own(1, 1)).finding, 'nothing', 'the newest answer counts');
  for (const two of [
    [own(1, 1, ['bladder']), own(1, 1)],
    [own(1, 1), own(1, 1, ['bladder'])],
  ])
    assert.equal(state(...two).finding, 'trigger', 'at one moment the mark counts');
  assert.equal(
    state(own(1, 1), score('icsi', 7, 9)).finding,
    'trigger',
    'a calm answer of one scale takes nothing from the other',
  );
  assert.equal(state(own(undefined, 1)).finding, 'unknown');
  assert.equal(state(own(undefined, 1, ['bladder'])).finding, 'trigger');
  assert.equal(state(own(undefined, 1), score('icsi', 1, 9)).finding, 'unknown');
  // Scores of both count towards the first three.
  assert.equal(state(own(1, 30), own(1, 60), score('icsi', 1, 90), score('icsi', 1, 120)).due, false);
  assert.equal(state(own(1, 30), own(1, 60), score('icsi', 1, 90)).due, true);
  assert.equal(state(own(2, 1), score('icsi', 1, 9)).says, 'ICSI 1. Bladder questions 2.');
  assert.equal(defaultPolicy.thresholds.bladderOwnAct.source.mark, 'localDefault');
});

test('[LTM-02] monthly while doses are closer than a week: six, seven and eight days, and only since the last look', () => {
  const results = (days: number) =>
    (['alt', 'bilirubin'] as const).map((test) => result(test, { value: 1, takenAt: daysAgo(days) }));
  const due = (looked: number, ...doses: readonly number[]) =>
    of('liver', { results: results(looked), doses: doses.map((days) => dose(days)) }).due;
  assert.deepEqual(
    [6, 7, 8].map((gap) => due(30, 20, 20 - gap)),
    [true, false, false],
  );
  assert.deepEqual(
    [27, 28].map((days) => due(days, 20, 17)),
    [false, true],
  );
  assert.equal(due(30, 40, 37, 20), false, 'the close ones were before the last look');
  assert.equal(due(30), false);
});

test('[LTM-02] liver: both results known, the limits, the calendar and the exposure', () => {
  const results = (alt: number, bilirubin: number, days = 10) => [
    result('alt', { value: alt, takenAt: daysAgo(days) }),
    result('bilirubin', { value: bilirubin, takenAt: daysAgo(days) }),
  ];
  const finding = (alt: number, bilirubin: number) =>
    of('liver', { results: results(alt, bilirubin) }).finding;
  assert.deepEqual([finding(3, 2), finding(3.1, 1), finding(1, 2.1)], ['nothing', 'trigger', 'trigger']);
  assert.equal(of('liver', { results: [result('alt', { value: 1 })] }).finding, 'unknown');
  assert.equal(of('liver', { results: [result('alt', { value: 9 })] }).finding, 'trigger');
  assert.deepEqual(
    [182, 183, 184].map((days) => of('liver', { results: results(1, 1, days) }).due),
    [false, true, true],
  );
  assert.equal(of('liver', { results: results(0, 1) }).finding, 'unknown');
  assert.equal(of('liver', { results: results(400, 1) }).finding, 'unknown');
  const exposed = (mg: string) => of('liver', { results: results(1, 1), doses: [dose(5, mg)] }).due;
  assert.deepEqual([exposed('1499.9'), exposed('1500')], [false, true]);
  // The older of the two is the last look, whichever it is.
  for (const [alt, bilirubin] of [
    [40, 10],
    [10, 40],
  ] as const) {
    const apart = of('liver', {
      results: [
        result('alt', { value: 1, takenAt: daysAgo(alt) }),
        result('bilirubin', { value: 1, takenAt: daysAgo(bilirubin) }),
      ],
    });
    assert.deepEqual([apart.lastAt, apart.finding], [daysAgo(40), 'nothing']);
  }
  // One that is too high is a trigger, and the other is said to be not known.
  const one = (test: 'alt' | 'bilirubin') => of('liver', { results: [result(test, { value: 9 })] });
  assert.equal(one('alt').says, 'ALT 9 and bilirubin not known times the upper limit.');
  assert.equal(one('bilirubin').says, 'ALT not known and bilirubin 9 times the upper limit.');
  assert.equal(one('bilirubin').finding, 'trigger');
});

test('[LTM-02] [LTM-07] where nobody recorded doses the calendar alone decides; where nobody recorded results nothing is known', () => {
  const seen = (days: number) =>
    of('liver', {
      doses: undefined,
      results: [
        result('alt', { value: 1, takenAt: daysAgo(days) }),
        result('bilirubin', { value: 1, takenAt: daysAgo(days) }),
      ],
    });
  assert.deepEqual([seen(182).due, seen(183).due, seen(183).dueBy], [false, true, 'calendar']);
  for (const domain of ['liver', 'urinalysis', 'pregnancy'] as const) {
    const { finding, due, dueBy } = of(domain, { results: undefined });
    assert.deepEqual([finding, due, dueBy], ['unknown', true, 'neverDone'], domain);
  }
});

test('[LTM-03] cognition: never, one, a fall of two, three and four, the calendar', () => {
  const moca = (...values: readonly number[]) =>
    values.map((value, index) => score('moca', value, 100 - index));
  const finding = (...values: readonly number[]) => of('cognition', { totals: moca(...values) }).finding;
  assert.deepEqual(
    [finding(), finding(20), finding(28, 26), finding(28, 25), finding(28, 24)],
    ['unknown', 'nothing', 'nothing', 'trigger', 'trigger'],
  );
  const fall = moca(28, 26, 24);
  for (const totals of [fall, fall.toReversed()])
    assert.equal(of('cognition', { totals }).says, 'MoCA 24, first 28.', 'in whatever order they stand');
  assert.deepEqual(
    [182, 183].map((days) => of('cognition', { totals: [score('moca', 28, days)] }).due),
    [false, true],
  );
});

test('[LTM-03] a told trouble with memory or thinking is a trigger, by the newest list of side effects', () => {
  const list = (days: number, flags?: readonly string[]): InstrumentTotal => ({
    instrument: 'evenkeel-side-effects',
    total: undefined,
    answeredAt: daysAgo(days),
    ...(flags === undefined ? {} : { flags }),
  });
  const state = (...totals: readonly InstrumentTotal[]) =>
    of('cognition', { totals: [score('moca', 28, 5), ...totals] });
  assert.deepEqual(
    [state(list(1, ['cognition'])).finding, state(list(1, [])).finding, state(list(1)).finding],
    ['trigger', 'nothing', 'nothing'],
  );
  assert.equal(state(list(1, ['cognition'])).says, 'Trouble with memory or thinking was told. MoCA 28.');
  assert.equal(state(list(3, ['cognition']), list(1, [])).finding, 'nothing');
  assert.equal(
    of('cognition', { totals: [list(1, ['cognition'])] }).finding,
    'trigger',
    'without a MoCA too',
  );
});

test('[LTM-04] drug screens three-monthly everywhere, prescription monitoring where the country asks for it, and their findings', () => {
  const asked: MisuseSignals = { askedAt: daysAgo(1), craving: 0 };
  const seen = (test: 'drugScreen' | 'prescriptionMonitoring', days: number, more = {}) =>
    result(test, { takenAt: daysAgo(days), ...more });
  const state = (jurisdiction: 'US' | 'UK', ...results: readonly ReturnType<typeof seen>[]) =>
    of('misuse', { jurisdiction, results }, asked);
  const both = (screen: number, monitoring: number) =>
    state('US', seen('drugScreen', screen), seen('prescriptionMonitoring', monitoring));
  assert.deepEqual(
    [90, 91].map((days) => both(days, 5).due),
    [false, true],
  );
  assert.deepEqual(
    [90, 91].map((days) => both(5, days).due),
    [false, true],
  );
  assert.match(both(5, 91).says, /Due: prescription monitoring\.$/);
  assert.match(both(91, 5).says, /Due: a drug screen\.$/);
  assert.equal(both(20, 5).dueOn, '2027-02-04', 'the earliest of them');
  assert.equal(both(5, 20).dueOn, '2027-02-04');
  assert.deepEqual(
    [state('US', seen('drugScreen', 5)).due, state('UK', seen('drugScreen', 5)).due],
    [true, false],
  );
  assert.deepEqual([state('UK').due, state('UK').dueBy], [true, 'neverDone']);
  assert.equal(state('UK', seen('drugScreen', 5, { clear: 'unknown' })).due, true, 'taken and not read');
  const positive = { clear: 'no' };
  assert.equal(state('UK', seen('drugScreen', 5, positive)).finding, 'trigger');
  assert.equal(state('UK', seen('drugScreen', 5, { ...positive, note: ' ' })).finding, 'trigger');
  assert.equal(state('UK', seen('drugScreen', 5, { ...positive, note: 'Prescribed' })).finding, 'nothing');
  assert.equal(
    state('US', seen('drugScreen', 5), seen('prescriptionMonitoring', 5, positive)).finding,
    'trigger',
  );
  assert.equal(
    state('UK', seen('drugScreen', 5), seen('prescriptionMonitoring', 5, positive)).finding,
    'nothing',
    'no duty there',
  );
});

test('[LTM-04] misuse: not asked, nothing told, each signal, craving at its limit; the words never say that there is no risk', () => {
  const asked = (more: Partial<MisuseSignals>) => of('misuse', {}, { askedAt: daysAgo(1), ...more });
  assert.equal(of('misuse').finding, 'unknown');
  assert.match(of('misuse').says, /can be misused/);
  assert.equal(asked({}).finding, 'unknown');
  assert.deepEqual(
    [6, 7, 8].map((craving) => asked({ craving }).finding),
    ['nothing', 'trigger', 'trigger'],
  );
  for (const signal of ['earlyRequests', 'lostDoses', 'otherPrescribers'] as const)
    assert.equal(asked({ craving: 0, [signal]: true }).finding, 'trigger');
  assert.match(asked({ craving: 0 }).says, /can be misused/);
  assert.deepEqual(
    [90, 91].map((days) => of('misuse', {}, { askedAt: daysAgo(days), craving: 0 }).due),
    [false, true],
  );
});

test('[LTM-05] pressure: none, one high of three, two high of three', () => {
  const at = (days: number, systolic: number) => ({ systolic, diastolic: 80, measuredAt: daysAgo(days) });
  const finding = (...values: readonly number[]) =>
    of('pressure', { pressures: values.map((value, index) => at(index, value)) }).finding;
  assert.deepEqual(
    [finding(), finding(120), finding(160, 120, 120), finding(160, 120, 160), finding(159, 159, 159)],
    ['unknown', 'nothing', 'nothing', 'trigger', 'nothing'],
  );
  assert.equal(finding(120, 120, 120, 190, 190), 'nothing');
  // What was charted before a dose counts with the rest, and says where it comes from.
  const mixed = of('pressure', {
    pressures: [at(1, 120), at(3, 170), { ...at(2, 165), beforeDose: true }],
  });
  assert.equal(mixed.finding, 'trigger');
  assert.match(
    mixed.says,
    /^2 of the last 3 .*: 170\/80 on 2026-11-22, 165\/80 on 2026-11-23 before a dose\.$/,
  );
  // A reading that cannot be believed is none.
  assert.equal(finding(12), 'unknown');
  assert.equal(finding(12, 160, 160, 120), 'trigger');
});

test('[LTM-06] [LTM-07] pregnancy and urinalysis: never, clear, a finding, not read, too old, does not apply', () => {
  const pregnancy = (clear: 'yes' | 'no' | 'unknown', days = 1) =>
    of('pregnancy', { results: [result('pregnancyTest', { clear, takenAt: daysAgo(days) })] });
  assert.deepEqual(
    [pregnancy('yes').finding, pregnancy('no').finding, pregnancy('unknown').finding],
    ['nothing', 'trigger', 'unknown'],
  );
  assert.deepEqual(
    [90, 91].map((days) => pregnancy('yes', days).due),
    [false, true],
  );
  assert.deepEqual(
    [of('pregnancy', { sex: 'male', results: [] }).due, of('pregnancy', { results: [] }).due],
    [false, true],
  );
  const urine = (clear: 'yes' | 'no' | 'unknown', days = 1) =>
    of('urinalysis', { results: [result('urinalysis', { clear, takenAt: daysAgo(days) })] });
  assert.deepEqual(
    [urine('yes').finding, urine('no').finding, urine('unknown').finding],
    ['nothing', 'trigger', 'unknown'],
  );
  // What was taken and not read is asked for, and does not take away what was found before it.
  for (const [domain, test] of [
    ['urinalysis', 'urinalysis'],
    ['pregnancy', 'pregnancyTest'],
  ] as const) {
    const after = (before: 'yes' | 'no') =>
      of(domain, {
        results: [
          result(test, { clear: before, takenAt: daysAgo(3) }),
          result(test, { clear: 'unknown', takenAt: daysAgo(1) }),
        ],
      });
    assert.deepEqual([after('yes').finding, after('yes').due], ['unknown', true], domain);
    assert.match(after('yes').says, /was not read/);
    assert.deepEqual([after('no').finding, after('no').due], ['trigger', true], domain);
  }
  assert.deepEqual([urine('unknown').due, pregnancy('unknown').due], [true, true]);
  assert.doesNotMatch(urine('unknown').says, /without a finding/);
  assert.deepEqual(
    [182, 183].map((days) => urine('yes', days).due),
    [false, true],
  );
  assert.equal(of('urinalysis', { results: [] }).dueBy, 'neverDone');
});

test('[P3] taking a look away never makes a domain better known or less due', () => {
  const facts = { totals: [score('icsi', 1, 10), score('moca', 27, 10)], pressures: [] };
  for (const domain of ['bladder', 'liver', 'cognition', 'pregnancy', 'urinalysis'] as const) {
    const before = of(domain, facts);
    const after = of(domain, { totals: [], results: [], pressures: [] });
    assert.equal(before.finding, 'nothing', domain);
    assert.deepEqual([after.finding, after.due], ['unknown', true], domain);
  }
});
