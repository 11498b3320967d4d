import assert from 'node:assert/strict';
import test from 'node:test';
import { decimal, plusDays, plusMinutes, type CalendarDate, type Instant } from '@evenkeel/quantities';
import { defaultPolicy } from '../policy/default-policy.ts';
import { suggestInterval } from '../regimen/titration.ts';
import { now } from '../testing/facts.ts';
import { checkMeanings, checksOwed, questionsOf, type CheckAnswers } from './checks-owed.ts';
import { maintenanceVisits } from './maintenance-visits.ts';
import { newestCourse, pastSessions } from './past-sessions.ts';
import { latestSnooze, snoozedUntil, snoozeProblem } from './snooze.ts';

const hours = (count: number): Instant => plusMinutes(now, count * 60);
const owed = (
  at: number,
  more: {
    readonly tries?: readonly (readonly [hours: number, at: number, reached: boolean])[];
    readonly answered?: readonly number[];
    readonly seen?: number;
  } = {},
) =>
  checksOwed(
    {
      doseEndedAt: now,
      answeredAt: (more.answered ?? []).map(hours),
      contacts: (more.tries ?? []).map(([check, when, reached]) => ({
        hours: check,
        at: hours(when),
        reached,
      })),
      // The first of the two is before any check opens.
      seenAt: more.seen === undefined ? [] : [hours(10), hours(more.seen)],
      diagnosis: 'bipolarII',
    },
    hours(at),
  );

test('[AFT-04] a check that nobody answered stays owed and overdue until a person reached the patient', () => {
  const state = (...given: Parameters<typeof owed>) => {
    const [check] = owed(...given);
    return [check?.state, check?.owed, check?.overdue, check?.tries];
  };
  assert.deepEqual(state(23.9), ['notYet', false, false, 0]);
  assert.deepEqual(state(24), ['due', true, false, 0]);
  assert.deepEqual(state(48), ['due', true, false, 0]);
  assert.deepEqual(state(48.1), ['silent', true, true, 0]);
  assert.deepEqual(state(30, { tries: [[24, 29, false]] }), ['notReached', true, false, 1]);
  assert.deepEqual(
    state(60, {
      tries: [
        [24, 29, false],
        [24, 50, false],
      ],
    }),
    ['notReached', true, true, 2],
  );
  assert.deepEqual(
    state(60, {
      tries: [
        [24, 29, false],
        [24, 50, true],
      ],
    }),
    ['reached', false, false, 2],
  );
  assert.deepEqual(state(60, { answered: [30] }), ['done', false, false, 0]);
  assert.deepEqual(state(60, { seen: 55 }), ['heardLater', false, false, 0]);
  // A try for another check that reached nobody, and one that is still to come, settle nothing.
  assert.deepEqual(state(60, { tries: [[72, 59, false]] }), ['silent', true, true, 0]);
  assert.deepEqual(state(60, { tries: [[24, 61, true]] }), ['silent', true, true, 0]);
  // Nor does one that was made before the check opened.
  assert.deepEqual(state(60, { tries: [[24, 19.9, true]] }), ['silent', true, true, 0]);
  assert.deepEqual(state(60, { tries: [[24, 20, true]] }), ['reached', false, false, 1]);
  // Who was heard from later is not called about the earlier check any more.
  assert.deepEqual(state(80, { tries: [[72, 75, true]] }), ['heardLater', false, false, 0]);
  assert.deepEqual(state(80, { tries: [[72, 75, false]] }), ['silent', true, true, 0]);
  assert.deepEqual(state(80, { answered: [75] }), ['heardLater', false, false, 0]);
});

test('[AFT-04] who was heard from after a check opened is not called again: scales, a talk, a visit, at the edges', () => {
  const state = (...given: Parameters<typeof owed>) => owed(...given)[0]?.state;
  assert.deepEqual(
    [[19], [49], [60], [60.1], [72]].map((answered) => state(60, { answered })),
    ['silent', 'heardLater', 'heardLater', 'silent', 'silent'],
    'scales answered too early, after its time, now, and still to come',
  );
  assert.deepEqual(
    [59, 60, 60.1].map((when) => state(60, { tries: [[72, when, true]] })),
    ['heardLater', 'heardLater', 'silent'],
    'a talk about another check',
  );
  assert.deepEqual(
    [60, 60.1].map((seen) => state(60, { seen })),
    ['heardLater', 'silent'],
  );
  assert.equal(state(23.9, { seen: 23.8 }), 'notYet', 'a check that is not due is not settled before');
});

test('[P3] not reached is never said as well', () => {
  const [check] = owed(60, { tries: [[24, 50, false]] });
  assert.match(check?.says ?? '', /not reached after one try. How the patient is, is not known/);
  const [again] = owed(60, { tries: [24, 24].map((check) => [check, 50, false] as const) });
  assert.match(again?.says ?? '', /not reached after 2 tries\. /);
  assert.equal(check?.rule, 'AFT-04');
});

const means = (answers: CheckAnswers, diagnosis: 'bipolarI' | 'majorDepressiveDisorder', at = 72) =>
  checkMeanings(answers, { hours: 72, at: hours(at), doseEndedAt: now, diagnosis }, defaultPolicy).map(
    ({ rule, level }) => `${rule} ${level}`,
  );
const quiet: CheckAnswers = { suicidalThoughts: 'no', worse: 'no', sideEffects: 'no', psychosis: 'no' };

test('[SUI-03] thoughts of suicide told in a check, or not asked, call for the screener', () => {
  assert.deepEqual(means(quiet, 'majorDepressiveDisorder'), []);
  assert.deepEqual(means({ ...quiet, suicidalThoughts: 'yes' }, 'majorDepressiveDisorder'), ['SUI-03 now']);
  assert.deepEqual(means({ ...quiet, suicidalThoughts: 'unknown' }, 'majorDepressiveDisorder'), [
    'SUI-03 unknown',
  ]);
  assert.deepEqual(means({}, 'majorDepressiveDisorder'), [
    'SUI-03 unknown',
    'AFT-06 unknown',
    'AFT-02 unknown',
    'AFT-02 unknown',
  ]);
  assert.deepEqual(means({ ...quiet, worse: 'yes', sideEffects: 'yes' }, 'majorDepressiveDisorder'), [
    'AFT-02 due',
    'AFT-02 due',
  ]);
});

test('[AFT-01] [AFT-02] [AFT-03] what a check tells is said under the rule of its day', () => {
  const answers: CheckAnswers = { ...quiet, worse: 'yes', sideEffects: 'unknown' };
  const rules = (count: number) =>
    checkMeanings(
      answers,
      { hours: count, at: hours(count), doseEndedAt: now, diagnosis: 'majorDepressiveDisorder' },
      defaultPolicy,
    ).map(({ rule, level }) => `${rule} ${level}`);
  assert.deepEqual([24, 72, 168].map(rules), [
    ['AFT-01 due', 'AFT-01 unknown'],
    ['AFT-02 due', 'AFT-02 unknown'],
    ['AFT-03 due', 'AFT-03 unknown'],
  ]);
});

test('[AFT-06] [AFT-07] a check asks about mania in bipolar disorder and while the diagnosis is not known', () => {
  const depression = ['suicidalThoughts', 'worse', 'sideEffects', 'psychosis'];
  assert.deepEqual(questionsOf('majorDepressiveDisorder'), depression);
  for (const diagnosis of ['bipolarI', 'bipolarII', undefined] as const)
    assert.deepEqual(questionsOf(diagnosis), [...depression, 'shortNights', 'highSpirits']);
});

test('[AFT-05] [AFT-06] [AFT-07] the mood watch of bipolar disorder reads the answers of a check', () => {
  const calm: CheckAnswers = { ...quiet, shortNights: 'no', highSpirits: 'no' };
  assert.deepEqual(means(calm, 'bipolarI'), ['AFT-05 unknown'], 'mania was not rated');
  assert.deepEqual(means({ ...calm, shortNights: 'yes' }, 'bipolarI'), ['AFT-06 now']);
  assert.deepEqual(means({ ...calm, highSpirits: 'yes' }, 'bipolarI'), ['AFT-07 due']);
  assert.deepEqual(means({ ...quiet, psychosis: 'yes' }, 'majorDepressiveDisorder'), ['AFT-06 now']);
  const rated = checkMeanings(
    calm,
    { hours: 72, at: hours(72), doseEndedAt: now, diagnosis: 'bipolarI', ymrs: 11, ymrsBefore: 4 },
    defaultPolicy,
  );
  assert.deepEqual(rated, [], 'below 12 and less than 8 above before');
  const risen = checkMeanings(
    calm,
    { hours: 72, at: hours(72), doseEndedAt: now, diagnosis: 'bipolarI', ymrs: 11, ymrsBefore: 3 },
    defaultPolicy,
  );
  assert.deepEqual(
    risen.map(({ rule, level }) => `${rule} ${level}`),
    ['AFT-05 now'],
    'eight above before',
  );
  // The most pressing first, whatever was asked first.
  assert.deepEqual(
    means({ shortNights: 'yes', worse: 'yes' }, 'bipolarI').map((one) => one.split(' ')[1]),
    ['now', 'due', 'unknown', 'unknown', 'unknown'],
  );
});

test('[P3] a question about mood that was not asked, or is not known, is never taken for no', () => {
  const calm: CheckAnswers = { ...quiet, shortNights: 'no', highSpirits: 'no' };
  const said = (
    answers: CheckAnswers,
    diagnosis: 'bipolarI' | 'majorDepressiveDisorder' | undefined,
    ymrs = 4,
  ) =>
    checkMeanings(
      answers,
      { hours: 72, at: hours(72), doseEndedAt: now, diagnosis, ymrs, ymrsBefore: 4 },
      defaultPolicy,
    ).map(({ level, says }) => `${level}: ${says}`);
  assert.deepEqual(said(calm, 'bipolarI'), []);
  assert.deepEqual(said(calm, undefined), []);
  for (const question of ['psychosis', 'shortNights', 'highSpirits'] as const) {
    const { [question]: _, ...left } = calm;
    for (const diagnosis of ['bipolarI', undefined] as const)
      for (const answers of [left, { ...calm, [question]: 'unknown' } as const]) {
        const [only, ...more] = said(answers, diagnosis);
        assert.match(only ?? '', /^unknown: YMRS 4\. Not known: /, question);
        assert.deepEqual(more, []);
        const [first, second] = said(answers, diagnosis, 20);
        assert.match(first ?? '', /^now: YMRS 20/, question);
        assert.match(second ?? '', /^unknown: Not known: /, question);
      }
  }
  const { psychosis: _, ...left } = quiet;
  assert.deepEqual(said(left, 'majorDepressiveDisorder'), [
    'unknown: Whether there are psychotic symptoms is not known.',
  ]);
  assert.deepEqual(said(quiet, 'majorDepressiveDisorder'), [], 'mania is not asked in depression');
});

const day = (count: number): CalendarDate => plusDays('2026-11-25' as CalendarDate, count);

test('[LTM-04] a trigger cannot be put off, and nothing for more than 28 days in all', () => {
  const due = { finding: 'unknown', due: true } as const;
  const until = (days: number) => snoozeProblem(due, [], day(days), day(0));
  assert.match(until(0) ?? '', /still to come/);
  assert.equal(until(1), undefined);
  assert.equal(until(28), undefined);
  assert.match(until(29) ?? '', /at the latest/);
  assert.match(snoozeProblem({ ...due, finding: 'trigger' }, [], day(1), day(0)) ?? '', /trigger/);
  assert.match(snoozeProblem({ ...due, due: false }, [], day(1), day(0)) ?? '', /not due/);
  const before = [{ fromDay: day(-20), untilDay: day(-10) }];
  assert.equal(latestSnooze({}, before, day(0)), day(8));
  assert.equal(snoozeProblem(due, before, day(8), day(0)), undefined);
  assert.match(snoozeProblem(due, before, day(9), day(0)) ?? '', /latest/);
  assert.match(
    snoozeProblem(due, [{ fromDay: day(-28), untilDay: day(0) }], day(1), day(0)) ?? '',
    /28 days already/,
  );
  // A look in between starts anew.
  assert.equal(latestSnooze({ lastOn: day(-5) }, before, day(0)), day(28));
});

test('a snooze counts until its day, and ends with a trigger or a later look', () => {
  const due = { finding: 'unknown', due: true } as const;
  const one = [{ fromDay: day(-3), untilDay: day(2) }];
  assert.equal(snoozedUntil(due, one, day(0)), day(2));
  assert.equal(snoozedUntil(due, one, day(2)), undefined);
  assert.equal(snoozedUntil({ ...due, finding: 'trigger' }, one, day(0)), undefined);
  assert.equal(snoozedUntil({ ...due, lastOn: day(-2) }, one, day(0)), undefined);
});

test('[REG-12] maintenance visits are read from doses and scores, and a visit without a score stays unknown', () => {
  const at = (days: number): Instant => plusMinutes(now, days * 1440);
  const doses = [0, 4, 7, 11, 14, 18, 28, 35, 42].map(at);
  const scores = [
    [-1, 20],
    [13, 8],
    [34, 9],
    [41, 8],
  ].map(([days = 0, total = 0]) => ({ at: at(days), total }));
  const found = maintenanceVisits(doses, scores, 'phq9', 20, defaultPolicy);
  assert.equal(found.currentDays, 7);
  assert.deepEqual(found.visits, [
    { response: 'yes', phq9Rise: 1, lostShare: 100 / 12 },
    { response: 'yes', phq9Rise: 0, lostShare: 0 },
  ]);
  const longer = suggestInterval(7, found.visits, defaultPolicy);
  assert.deepEqual([longer.kind, longer.days, longer.visits], ['longer', 14, 2]);
  const gap = maintenanceVisits(doses, scores.slice(0, 3), 'phq9', 20, defaultPolicy).visits;
  assert.deepEqual(gap.at(-1), { response: 'unknown' }, 'nothing is carried over');
  assert.equal(suggestInterval(7, gap, defaultPolicy).kind, 'unknown');
  const returned = [...scores.slice(0, 3), { at: at(41), total: 14 }];
  assert.equal(
    suggestInterval(14, maintenanceVisits(doses, returned, 'phq9', 20, defaultPolicy).visits, defaultPolicy)
      .kind,
    'shorter',
  );
  assert.deepEqual(maintenanceVisits([], scores, 'phq9', 20, defaultPolicy), { visits: [] });
  for (const baseline of [undefined, 0])
    assert.deepEqual(maintenanceVisits(doses, scores, 'phq9', baseline, defaultPolicy).visits[0], {
      response: 'unknown',
    });
  // One dose is no interval.
  assert.deepEqual(maintenanceVisits([at(0)], scores, 'phq9', 20, defaultPolicy), { visits: [] });
});

test('[REG-12] a visit in remission by MADRS counts with those in response: one below, at and above the cut', () => {
  const at = (days: number): Instant => plusMinutes(now, days * 1440);
  const response = (scale: string, total: number) =>
    maintenanceVisits(
      [0, 7, 35].map(at),
      [{ at: at(34), total }],
      scale,
      // Half of it is 8: only remission can make a total above that count.
      16,
      defaultPolicy,
    ).visits[0]?.response;
  assert.deepEqual(
    [9, 10, 11].map((total) => response('madrs', total)),
    ['yes', 'yes', 'no'],
  );
  assert.equal(response('phq9', 9), 'no', 'the cut is that of the MADRS');
});

test('[REG-12] a rise is named by its scale, and is said only where an earlier score of the course is known', () => {
  const at = (days: number): Instant => plusMinutes(now, days * 1440);
  const visits = (scale: string, baseline: number, ...scores: readonly (readonly [number, number])[]) =>
    maintenanceVisits(
      [0, 7, 35].map(at),
      scores.map(([days, total]) => ({ at: at(days), total })),
      scale,
      baseline,
      defaultPolicy,
    ).visits;
  for (const [scale, rise] of [
    ['phq9', { phq9Rise: 2 }],
    ['madrs', { madrsRise: 2 }],
    ['qids-sr16', {}],
  ] as const)
    assert.deepEqual(
      visits(scale, 20, [6, 10], [34, 12]),
      [{ response: 'no', ...rise, lostShare: 20 }],
      scale,
    );
  // Nothing was scored since the first dose: whether it rose is not known.
  assert.deepEqual(visits('phq9', 20, [-1, 20], [34, 8]), [{ response: 'yes' }]);
  // Nothing was gained, so no share of it can be lost.
  assert.deepEqual(visits('phq9', 20, [6, 20], [34, 21]), [{ response: 'no', phq9Rise: 1 }]);
  assert.deepEqual(visits('phq9', 20, [6, 22], [34, 21]), [{ response: 'no', phq9Rise: -1 }]);
  // Of two scores before a dose the newer counts, whichever comes first; the one of the day itself too.
  for (const two of [
    [[30, 18] as const, [34, 8] as const],
    [[34, 8] as const, [30, 18] as const],
    [[30, 18] as const, [35, 8] as const],
  ])
    assert.deepEqual(visits('phq9', 20, [6, 8], ...two), [{ response: 'yes', phq9Rise: 0, lostShare: 0 }]);
  // A score of more than seven days before is none.
  assert.deepEqual(
    [27.9, 28, 28.1].map((days) => visits('phq9', 20, [6, 8], [days, 8])[0]?.response),
    ['unknown', 'yes', 'yes'],
  );
});

test('[REG-10] past sessions: a gain of their own, tolerance from going on, and the newest course only', () => {
  const at = (days: number): Instant => plusMinutes(now, days * 1440);
  const dose = (days: number, stoppedEarly = false) => ({
    at: at(days),
    amount: decimal('0.5'),
    stoppedEarly,
  });
  const doses = [dose(-200), dose(0), dose(4, true), dose(7)];
  assert.deepEqual(
    newestCourse(doses.toReversed()).map((one) => one.at),
    [at(0), at(4), at(7)],
  );
  assert.equal(newestCourse([dose(0), dose(90)]).length, 2);
  assert.equal(newestCourse([dose(0), dose(90.1)]).length, 1);
  assert.deepEqual(newestCourse([]), []);
  const two = [dose(3), dose(3, true)];
  assert.deepEqual(newestCourse(two), two, 'two doses of one moment are both kept');
  const scores = [
    { at: at(1), total: 15 },
    { at: at(3), total: 12 },
    { at: at(8), total: 10 },
  ];
  const found = pastSessions(newestCourse(doses), scores, 20, 'unknown');
  assert.deepEqual(
    found.map(({ tolerated, gainPercent }) => [tolerated, gainPercent]),
    [
      ['yes', 40],
      ['no', undefined],
      ['unknown', 50],
    ],
  );
  assert.deepEqual(
    pastSessions(newestCourse(doses), scores.toReversed(), 20, 'unknown'),
    found,
    'the newest score before the next dose counts in whatever order they stand',
  );
  for (const baseline of [undefined, 0])
    assert.equal(pastSessions(newestCourse(doses), scores, baseline, 'yes')[0]?.gainPercent, undefined);
});
