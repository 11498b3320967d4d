import assert from 'node:assert/strict';
import test from 'node:test';
import { defaultMeasureSchedule, noMeasureChange, scheduleFor } from './measure-schedule.ts';

const instrumentsOf = (id: string, change = noMeasureChange) =>
  scheduleFor(defaultMeasureSchedule, change, undefined)
    .occasions.find((occasion) => occasion.id === id)
    ?.measures.map(({ instrument }) => instrument);

test('what differs for one patient: an occasion left out, a scale added or taken away, and the rest as it was', () => {
  assert.deepEqual(
    scheduleFor(defaultMeasureSchedule, noMeasureChange, undefined),
    defaultMeasureSchedule,
    'no change changes nothing',
  );
  const before = structuredClone(defaultMeasureSchedule);
  const changed = scheduleFor(
    defaultMeasureSchedule,
    {
      without: ['plus4h'],
      add: [
        { occasion: 'day3', measure: { instrument: 'gad7', way: 'link' } },
        { occasion: 'day3', measure: { instrument: 'phq9', way: 'rater' } },
      ],
      remove: [{ occasion: 'day7', instrument: 'gad7' }],
      noMessages: false,
    },
    'majorDepressiveDisorder',
  );
  const measuresOf = (id: string) => changed.occasions.find((occasion) => occasion.id === id)?.measures;
  assert.equal(measuresOf('plus4h'), undefined);
  assert.deepEqual(measuresOf('day3'), [
    { instrument: 'phq9', way: 'link' },
    { instrument: 'evenkeel-mania-check', way: 'link' },
    { instrument: 'gad7', way: 'link' },
  ]);
  assert.deepEqual(measuresOf('day7'), [{ instrument: 'phq9', way: 'link' }]);
  assert.deepEqual(
    measuresOf('baseline'),
    defaultMeasureSchedule.occasions.find(({ id }) => id === 'baseline')?.measures,
  );
  assert.deepEqual(defaultMeasureSchedule, before, 'the clinic’s own schedule is not touched');
});

test('a scale taken away and added again comes in the new way; an occasion left without a scale is not there', () => {
  assert.deepEqual(
    instrumentsOf('plus24h', {
      ...noMeasureChange,
      remove: [
        { occasion: 'plus24h', instrument: 'phq2' },
        { occasion: 'plus24h', instrument: 'evenkeel-sleep' },
        { occasion: 'plus24h', instrument: 'evenkeel-mania-check' },
      ],
    }),
    undefined,
  );
  const [occasion] = scheduleFor(
    defaultMeasureSchedule,
    {
      ...noMeasureChange,
      remove: [{ occasion: 'baseline', instrument: 'phq9' }],
      add: [{ occasion: 'baseline', measure: { instrument: 'phq9', way: 'kiosk' } }],
    },
    undefined,
  ).occasions;
  assert.deepEqual(
    occasion?.measures.filter(({ instrument }) => instrument === 'phq9'),
    [{ instrument: 'phq9', way: 'kiosk' }],
  );
});

test('[H23] mania is asked at 24 hours, on day 3, on day 7 and weekly in bipolar disorder and while the diagnosis is not known', () => {
  const asking = (diagnosis: 'majorDepressiveDisorder' | 'bipolarI' | 'bipolarII' | undefined) =>
    scheduleFor(defaultMeasureSchedule, noMeasureChange, diagnosis)
      .occasions.filter(({ measures }) =>
        measures.some(({ instrument }) => instrument === 'evenkeel-mania-check'),
      )
      .map(({ id }) => id);
  const always = ['baseline', 'preDose'];
  for (const diagnosis of ['bipolarI', 'bipolarII', undefined] as const)
    assert.deepEqual(
      asking(diagnosis),
      [...always, 'plus24h', 'day3', 'day7', 'weeklyMania'],
      String(diagnosis),
    );
  assert.deepEqual(asking('majorDepressiveDisorder'), [...always, 'day3']);
});

test('[P7] every occasion of the default schedule says where it comes from, and reminds within its time', () => {
  for (const { id, source, remindAfterMinutes, openMinutes } of defaultMeasureSchedule.occasions) {
    assert.ok(source.citation.length > 10, id);
    assert.deepEqual(
      remindAfterMinutes,
      remindAfterMinutes.toSorted((a, b) => a - b),
      id,
    );
    for (const minutes of remindAfterMinutes) assert.ok(minutes < openMinutes, id);
  }
  assert.ok(
    Object.isFrozen(defaultMeasureSchedule) && Object.isFrozen(defaultMeasureSchedule.occasions[0]?.measures),
  );
});
