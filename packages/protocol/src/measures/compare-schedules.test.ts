import assert from 'node:assert/strict';
import test from 'node:test';
import { compareSchedules } from './compare-schedules.ts';
import { defaultMeasureSchedule, type MeasureOccasion, type MeasureSchedule } from './measure-schedule.ts';

const one: MeasureOccasion = {
  id: 'one',
  title: 'One day after',
  timepoint: 'plus24h',
  anchor: { kind: 'dose', which: 'each' },
  afterMinutes: 1440,
  openMinutes: 90,
  remindAfterMinutes: [30],
  measures: [{ instrument: 'phq9', way: 'link' }],
  source: { mark: 'localDefault', citation: 'A test' },
};
const other: MeasureOccasion = { ...one, id: 'other', title: 'Another' };
const of = (...occasions: readonly MeasureOccasion[]): MeasureSchedule => ({
  version: 1,
  quiet: { from: '20:00', to: '08:00' },
  occasions,
});

test('a schedule compared with itself, in another order or with another source, changes nothing', () => {
  assert.deepEqual(compareSchedules(defaultMeasureSchedule, defaultMeasureSchedule), []);
  assert.deepEqual(compareSchedules(of(one, other), { ...of(other, one), version: 2 }), []);
  const sourced = { ...one, source: { mark: 'label', citation: 'Elsewhere' } } as const;
  assert.deepEqual(compareSchedules(of(one), of(sourced)), []);
});

test('each thing that differs is named as it was and as it will be', () => {
  const changes: readonly (readonly [Partial<MeasureOccasion>, string, string, string])[] = [
    [{ title: 'Next day' }, 'title', 'One day after', 'Next day'],
    [{ timepoint: 'day3' }, 'timepoint', 'plus24h', 'day3'],
    [{ afterMinutes: 90 }, 'when', '1 d, each dose', '1.5 h, each dose'],
    [{ afterMinutes: 0 }, 'when', '1 d, each dose', '0 h, each dose'],
    [{ afterMinutes: -2880 }, 'when', '1 d, each dose', '-2 d, each dose'],
    [{ anchor: { kind: 'visit', which: 'first' } }, 'when', '1 d, each dose', '1 d, first visit'],
    [{ anchor: { kind: 'calendar', everyDays: 7 } }, 'when', '1 d, each dose', '1 d, every 7 d'],
    [{ openMinutes: 2880 }, 'open', '1.5 h', '2 d'],
    [{ remindAfterMinutes: [] }, 'reminders', '0.5 h', 'none'],
    [{ remindAfterMinutes: [30, 60] }, 'reminders', '0.5 h', '0.5 h, 1 h'],
    [{ measures: [{ instrument: 'phq9', way: 'kiosk' }] }, 'scales', 'phq9 (link)', 'phq9 (kiosk)'],
    [
      {
        measures: [
          { instrument: 'phq9', way: 'link' },
          { instrument: 'madrs', way: 'rater' },
        ],
      },
      'scales',
      'phq9 (link)',
      'phq9 (link), madrs (rater)',
    ],
  ];
  for (const [change, what, from, to] of changes)
    assert.deepEqual(compareSchedules(of(one), of({ ...one, ...change })), [
      { occasion: 'One day after', kind: 'changed', differs: [{ what, from, to }] },
    ]);
});

test('quiet hours come first, then what is added in its place, and what is taken out last', () => {
  const after = { ...of(other, one), quiet: { from: '21:00', to: '08:00' } };
  assert.deepEqual(compareSchedules(of({ ...one, id: 'gone', title: 'Gone' }, one), after), [
    {
      occasion: '',
      kind: 'changed',
      differs: [{ what: 'quiet', from: '20:00 to 08:00', to: '21:00 to 08:00' }],
    },
    { occasion: 'Another', kind: 'added', differs: [] },
    { occasion: 'Gone', kind: 'removed', differs: [] },
  ]);
  assert.deepEqual(
    compareSchedules(of(one), { ...of(one), quiet: { from: '20:00', to: '07:00' } }).length,
    1,
  );
});
