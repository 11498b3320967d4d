import assert from 'node:assert/strict';
import test from 'node:test';
import { plusMinutes, type Instant } from '@evenkeel/quantities';
import {
  completionOf,
  courseGrounds,
  dueMeasures,
  dueOfCourses,
  watchAfterLastDoseDays,
  type MeasureGround,
} from './due-measures.ts';
import { defaultMeasureSchedule, type MeasureOccasion, type MeasureSchedule } from './measure-schedule.ts';

const at = (text: string) => text as Instant;
const days = 24 * 60;
const firstDose = at('2026-06-01T13:00:00.000Z');
const secondDose = at('2026-06-04T13:00:00.000Z');

/** Two sessions of a course in London, both with a dose, the second still open. */
const ground: MeasureGround = {
  zone: 'Europe/London',
  doses: [
    { sessionId: 's2', at: secondDose },
    { sessionId: 's1', at: firstDose },
  ],
  visits: [
    { sessionId: 's2', day: '2026-06-04' },
    { sessionId: 's1', day: '2026-06-01' },
    { sessionId: 's3', day: '2026-06-08' },
  ],
  courseDone: false,
  responses: [],
};
const done: MeasureGround = { ...ground, courseDone: true, visits: ground.visits.slice(0, 2) };

const one = (anchor: MeasureOccasion['anchor'], more: Partial<MeasureOccasion> = {}): MeasureSchedule => ({
  ...defaultMeasureSchedule,
  occasions: [
    {
      id: 'it',
      title: 'It',
      timepoint: 'day3',
      afterMinutes: 60,
      openMinutes: 120,
      remindAfterMinutes: [],
      measures: [{ instrument: 'phq9', way: 'link' }],
      source: { mark: 'localDefault', citation: 'test' },
      ...more,
      anchor,
    },
  ],
});
const late = at('2027-01-01T00:00:00.000Z');
const keys = (schedule: MeasureSchedule, of: MeasureGround, now: Instant = late, ahead?: number) =>
  dueMeasures(schedule, of, now, ahead).map(({ key, dueAt }) => [key, dueAt]);
const after = (from: Instant, minutes: number) => plusMinutes(from, minutes);

test('[H22] every anchor is reckoned from the doses and visits of the record, in whatever order they came', () => {
  assert.deepEqual(keys(one({ kind: 'dose', which: 'first' }), ground), [['it s1', after(firstDose, 60)]]);
  assert.deepEqual(keys(one({ kind: 'dose', which: 'each' }), ground), [
    ['it s1', after(firstDose, 60)],
    ['it s2', after(secondDose, 60)],
  ]);
  assert.deepEqual(
    keys(one({ kind: 'dose', which: 'last' }), ground),
    [],
    'no last dose while visits are to come',
  );
  assert.deepEqual(keys(one({ kind: 'dose', which: 'last' }), done), [['it s2', after(secondDose, 60)]]);
  // A visit counts from eight in the morning where the patient lives.
  assert.deepEqual(keys(one({ kind: 'visit', which: 'first' }), ground), [
    ['it s1', '2026-06-01T08:00:00.000Z'],
  ]);
  assert.deepEqual(keys(one({ kind: 'visit', which: 'each' }, { afterMinutes: -60 }), ground), [
    ['it s1', '2026-06-01T06:00:00.000Z'],
    ['it s2', '2026-06-04T06:00:00.000Z'],
    ['it s3', '2026-06-08T06:00:00.000Z'],
  ]);
  const monthly = one({ kind: 'calendar', everyDays: 28 }, { afterMinutes: 0 });
  assert.deepEqual(keys(monthly, ground), [], 'the calendar begins when the course is done');
  assert.deepEqual(
    ['2026-07-01', '2026-07-02', '2026-07-03'].map(
      (nextCourseDay) => keys(monthly, { ...done, nextCourseDay }, after(secondDose, 30 * days), 0).length,
    ),
    [0, 0, 1],
    'and ends before the first day of the course after it',
  );
  const turns = keys(monthly, done, after(secondDose, 84 * days), 0);
  assert.deepEqual(
    turns,
    [1, 2, 3].map((turn) => [`it ${turn} s2`, after(secondDose, turn * 28 * days)]),
  );
  assert.deepEqual(
    keys(monthly, done, after(secondDose, 84 * days - 1), 0).length,
    2,
    'and a turn is there from its minute on',
  );
});

test('[H22] a visit is reckoned in the zone of the patient, also on the days the clock changes', () => {
  const visit = (zone: string, day: string) =>
    keys(one({ kind: 'visit', which: 'first' }, { afterMinutes: 0 }), {
      ...ground,
      zone,
      visits: [{ sessionId: 's', day }],
    })[0]?.[1];
  assert.equal(visit('Europe/London', '2026-03-29'), '2026-03-29T07:00:00.000Z');
  assert.equal(visit('Europe/London', '2026-10-25'), '2026-10-25T08:00:00.000Z');
  assert.equal(visit('Asia/Kolkata', '2026-06-01'), '2026-06-01T02:30:00.000Z');
  assert.equal(visit('America/Los_Angeles', '2026-11-01'), '2026-11-01T16:00:00.000Z');
  assert.equal(visit('Pacific/Kiritimati', '2026-06-01'), '2026-05-31T18:00:00.000Z');
});

test('[H22] a window opens and closes to the minute, and a missing answer is expired, never answered', () => {
  const schedule = one({ kind: 'dose', which: 'first' });
  const due = after(firstDose, 60);
  const state = (minutes: number, responses: MeasureGround['responses'] = []) =>
    dueMeasures(schedule, { ...ground, responses }, after(due, minutes))[0]?.state;
  assert.deepEqual(
    [-1, 0, 1, 119, 120, 121].map((minutes) => state(minutes)),
    ['coming', 'due', 'due', 'due', 'due', 'expired'],
  );
  const open = [{ responseId: 'r', instrument: 'phq9', timepoint: 'day3', openedAt: due }];
  assert.deepEqual(
    [0, 120, 121].map((minutes) => state(minutes, open)),
    ['started', 'started', 'expired'],
  );
  const sent = open.map((response) => ({ ...response, submittedAt: after(due, 5) }));
  assert.deepEqual(
    [6, 500].map((minutes) => state(minutes, sent)),
    ['answered', 'answered'],
  );
  assert.deepEqual(
    keys(schedule, ground, after(due, -1), 0),
    [],
    'nothing ahead of its time where none is asked',
  );
});

test('[H22] an answer belongs to its own occasion: scale, time point and window all have to fit', () => {
  const schedule = one({ kind: 'dose', which: 'each' });
  const due = after(firstDose, 60);
  const answer = (openedMinutes: number, more: object = {}) => ({
    responseId: 'r',
    instrument: 'phq9',
    timepoint: 'day3',
    openedAt: after(due, openedMinutes),
    submittedAt: after(due, openedMinutes + 5),
    ...more,
  });
  const states = (responses: MeasureGround['responses']) =>
    dueMeasures(schedule, { ...ground, responses }, after(due, 60)).map(
      ({ key, state }) => `${key} ${state}`,
    );
  // An hour before its time still counts, so that a nurse may be early.
  for (const [minutes, first] of [
    [-61, 'due'],
    [-60, 'answered'],
    [0, 'answered'],
    [120, 'answered'],
    [121, 'due'],
  ] as const)
    assert.deepEqual(states([answer(minutes)]), [`it s1 ${first}`, 'it s2 coming'], `${minutes} minutes`);
  assert.deepEqual(states([answer(5, { timepoint: 'day7' })]), ['it s1 due', 'it s2 coming']);
  assert.deepEqual(states([answer(5, { instrument: 'gad7' })]), ['it s1 due', 'it s2 coming']);
  const two: MeasureSchedule = one(
    { kind: 'dose', which: 'first' },
    { measures: ['phq9', 'gad7'].map((instrument) => ({ instrument, way: 'link' as const })) },
  );
  const [both] = dueMeasures(two, { ...ground, responses: [answer(5)] }, after(due, 60));
  assert.deepEqual(
    both?.scales.map(({ instrument, state }) => [instrument, state]),
    [
      ['phq9', 'answered'],
      ['gad7', 'due'],
    ],
  );
  assert.equal(both?.state, 'due', 'an occasion is as far as the scale furthest behind');
  assert.equal(dueMeasures(two, { ...ground, responses: [answer(5)] }, after(due, 121))[0]?.state, 'expired');
  // A second, unfinished form does not hide the one that was sent.
  const again = { responseId: 'later', instrument: 'phq9', timepoint: 'day3', openedAt: after(due, 20) };
  const [kept] = dueMeasures(schedule, { ...ground, responses: [answer(5), again] }, after(due, 60));
  assert.deepEqual([kept?.state, kept?.scales[0]?.responseId], ['answered', 'r']);
});

test('[H22] [H23] what a clinic starts with: check-ins a day, three days and seven days after each dose, mania check with them', () => {
  const found = dueMeasures(defaultMeasureSchedule, done, after(secondDose, 84 * days), 0);
  const of = (id: string) => found.filter(({ occasion }) => occasion.id === id).map(({ dueAt }) => dueAt);
  assert.deepEqual(of('plus24h'), [after(firstDose, 22 * 60), after(secondDose, 22 * 60)]);
  assert.deepEqual(of('day3'), [after(firstDose, 3 * days), after(secondDose, 3 * days)]);
  assert.deepEqual(of('day7'), [after(firstDose, 7 * days), after(secondDose, 7 * days)]);
  assert.deepEqual(of('plus4h'), [after(firstDose, 4 * 60)]);
  assert.deepEqual(of('endOfCourse'), [after(secondDose, 10 * days)]);
  assert.deepEqual(of('monthly').length, 3);
  assert.deepEqual(of('baseline'), ['2026-05-29T07:00:00.000Z']);
  for (const id of ['baseline', 'preDose', 'day3'])
    assert.ok(
      defaultMeasureSchedule.occasions
        .find((occasion) => occasion.id === id)
        ?.measures.some(({ instrument }) => instrument === 'evenkeel-mania-check'),
      id,
    );
  assert.equal(
    new Set(found.map(({ key }) => key)).size,
    found.length,
    'every occasion has a key of its own',
  );
  assert.deepEqual(
    found.map(({ dueAt }) => dueAt),
    found.map(({ dueAt }) => dueAt).toSorted(),
  );
});

test('[P5] occasions of one moment have one order, in whatever order the schedule names them', () => {
  const [occasion] = one({ kind: 'dose', which: 'first' }).occasions;
  assert.ok(occasion !== undefined);
  const occasions = ['a', 'b'].map((id) => ({ ...occasion, id }));
  for (const list of [occasions, occasions.toReversed()])
    assert.deepEqual(
      keys({ ...defaultMeasureSchedule, occasions: list }, ground).map(([key]) => key),
      ['a s1', 'b s1'],
    );
});

test('[H22] a second course has its own baseline, first dose and end; the calendar of the first ends where it begins', () => {
  const visit = (
    planId: string,
    day: string,
    state: 'signed' | 'booked',
    doseAt?: Instant,
  ): Parameters<typeof courseGrounds>[2][number] => ({
    sessionId: `${planId} ${day}`,
    planId,
    day,
    state,
    ...(doseAt === undefined ? {} : { doseAt }),
  });
  const first = [
    visit('a', '2026-06-01', 'signed', firstDose),
    visit('a', '2026-06-04', 'signed', secondDose),
  ];
  const second = [visit('b', '2026-08-10', 'booked'), visit('b', '2026-08-13', 'booked')];
  const found = (anchor: MeasureOccasion['anchor'], visits: Parameters<typeof courseGrounds>[2]) =>
    dueOfCourses(
      one(anchor, { afterMinutes: 0 }),
      courseGrounds('Europe/London', late.slice(0, 10), visits, []),
      late,
      0,
    ).map(({ key }) => key);
  const both = [...first, ...second];
  assert.deepEqual(found({ kind: 'visit', which: 'first' }, both), ['it a 2026-06-01', 'it b 2026-08-10']);
  assert.deepEqual(found({ kind: 'dose', which: 'last' }, both), ['it a 2026-06-04']);
  assert.deepEqual(found({ kind: 'calendar', everyDays: 28 }, both), [
    'it 1 a 2026-06-04',
    'it 2 a 2026-06-04',
  ]);
  const given = [...first, visit('b', '2026-08-10', 'signed', at('2026-08-10T13:00:00.000Z'))];
  assert.deepEqual(found({ kind: 'dose', which: 'first' }, given), ['it a 2026-06-01', 'it b 2026-08-10']);
  assert.deepEqual(found({ kind: 'dose', which: 'last' }, given), ['it a 2026-06-04', 'it b 2026-08-10']);
});

test('[H23] a weekly watch goes from the second week after each dose until the next, and four weeks after the last', () => {
  const weekly = one({ kind: 'calendar', everyDays: 7, from: 'eachDose' }, { afterMinutes: 0 });
  const spread = (gap: number): MeasureGround => ({
    ...ground,
    doses: [
      { sessionId: 's1', at: firstDose },
      { sessionId: 's2', at: after(firstDose, gap * days) },
    ],
  });
  const of = (gap: number, now: Instant = late) => keys(weekly, spread(gap), now).map(([key]) => key);
  const last = ['it 2 s2', 'it 3 s2', 'it 4 s2'];
  assert.deepEqual(
    [13, 14, 15].map((gap) => of(gap)),
    [last, last, ['it 2 s1', ...last]],
  );
  assert.deepEqual(of(29).slice(0, 3), ['it 2 s1', 'it 3 s1', 'it 4 s1']);
  assert.equal(watchAfterLastDoseDays, 28);
  assert.deepEqual(of(7, after(firstDose, 13 * days)), [], 'not more than a week ahead');
  assert.deepEqual(of(7, after(firstDose, 14 * days)), ['it 2 s2']);
  assert.deepEqual(
    keys(weekly, { ...spread(7), courseDone: true }).map(([key]) => key),
    last,
    'whether or not visits are to come',
  );
  assert.deepEqual(keys(weekly, { ...ground, doses: [] }), []);
});

test('[AFT-09] of what was asked: answered and past its time count, what is open does not, and nothing asked is not known', () => {
  const schedule = one({ kind: 'dose', which: 'each' });
  const counted = (now: Instant, answered = true) =>
    completionOf(
      dueMeasures(
        schedule,
        {
          ...ground,
          responses: [
            {
              responseId: 'r1',
              instrument: 'phq9',
              timepoint: 'day3',
              openedAt: after(firstDose, 90),
              ...(answered ? { submittedAt: after(firstDose, 95) } : {}),
            },
          ],
        },
        now,
      ),
    );
  assert.equal(counted(after(firstDose, 61), false), undefined, 'still open');
  assert.deepEqual(counted(after(firstDose, 100)), { asked: 1, completed: 1 });
  assert.deepEqual(counted(after(firstDose, 181), false), { asked: 1, completed: 0 });
  assert.deepEqual(counted(after(secondDose, 180)), { asked: 1, completed: 1 }, 'the second is still open');
  assert.deepEqual(counted(after(secondDose, 181)), { asked: 2, completed: 1 });
  assert.equal(completionOf([]), undefined);
});
