import assert from 'node:assert/strict';
import test from 'node:test';
import { phq9 } from '@evenkeel/instruments';
import { randomStream, type RandomStream } from '@evenkeel/quantities';
import { clinicOutcomes, type ClinicOutcomes } from './clinic-outcomes.ts';
import { kaplanMeier } from './kaplan-meier.ts';
import { outcomeOf } from './outcome.ts';
import type { OutcomeRow } from './outcome-row.ts';
import { proportion } from './proportion.ts';
import { isHidden, type Shown } from './small-group.ts';
import { meanOf } from './testing/mean-of.ts';
import { aml, freireich } from './testing/published-times.ts';
import { scale } from './testing/written-course.ts';

const row = (
  baseline: number | null,
  weeks: OutcomeRow['weeks'],
  more: Partial<OutcomeRow> = {},
): OutcomeRow => ({
  baseline,
  weeks,
  weeksPassed: 12,
  relapseDays: null,
  relapsed: false,
  ...more,
});
const times = (count: number, one: OutcomeRow): readonly OutcomeRow[] =>
  Array.from({ length: count }, () => one);
const shown = <T>(value: Shown<T> | undefined): T => {
  assert.ok(value !== undefined && !isHidden(value));
  return value;
};
const week = (outcomes: ClinicOutcomes, number: number) => {
  const found = outcomes.weeks[number - 1];
  assert.ok(found !== undefined);
  return found;
};

function randomRows(stream: RandomStream, count: number): readonly OutcomeRow[] {
  return Array.from({ length: count }, () => {
    const weeksPassed = stream.integer(0, 14);
    const hasRelapse = stream.chance(0.5);
    return {
      baseline: stream.chance(0.05) ? null : stream.integer(3, 27),
      weeks: Array.from({ length: stream.integer(0, 12) }, () =>
        stream.chance(0.3) ? null : stream.integer(0, 27),
      ),
      weeksPassed,
      relapseDays: hasRelapse ? stream.integer(0, 400) : null,
      relapsed: hasRelapse && stream.chance(0.5),
    };
  });
}

test('each number of a week stands with its own n: who has a score, who can be judged, whose week has passed', () => {
  const rows = [
    ...times(12, row(20, [8])),
    ...times(6, row(20, [4])),
    ...times(10, row(20, [16])),
    // Within remission at baseline, no baseline, no score, and a week that still runs.
    ...times(3, row(4, [2])),
    ...times(2, row(null, [8])),
    ...times(5, row(20, [null])),
    ...times(4, row(20, [], { weeksPassed: 0 })),
  ];
  const outcomes = clinicOutcomes(rows, phq9);
  const first = week(outcomes, 1);
  assert.equal(outcomes.n, 42);
  assert.equal(first.scored, 33);
  assert.deepEqual(first.response, proportion(18, 28));
  assert.deepEqual(first.remission, proportion(6, 28));
  assert.deepEqual(first.responseOfAll, proportion(18, 33));
  assert.deepEqual(first.remissionOfAll, proportion(6, 33));
  assert.deepEqual(first.completion, proportion(33, 38));
  const change = shown(first.change);
  const wanted = meanOf([
    ...times(12, row(null, [])).map(() => -12),
    ...times(6, row(null, [])).map(() => -16),
    ...times(10, row(null, [])).map(() => -4),
    ...times(3, row(null, [])).map(() => -2),
  ]);
  assert.equal(change.n, 31);
  for (const key of ['mean', 'low', 'high', 'sd'] as const)
    assert.ok(Math.abs((change[key] ?? 0) - (wanted[key] ?? 1)) < 1e-9, key);
  // Nobody has a score in week 2.
  assert.ok(isHidden(week(outcomes, 2).scored) && isHidden(week(outcomes, 2).completion));
  // A scale without a cut has no remission, hidden or not.
  assert.equal('remission' in week(clinicOutcomes(rows, scale('who5')), 1), false);
});

test('response and remission agree with the outcome of each score', () => {
  const stream = randomStream('clinic', 'test', 'outcome');
  for (const id of ['phq9', 'madrs', 'who5', 'promis-depression-4a']) {
    const instrument = scale(id);
    const { from, to } = instrument.range;
    const any = () => from + Math.round((to - from) * stream.next());
    const rows = Array.from({ length: 400 }, () => row(any(), [any()]));
    const told = rows.map(({ baseline, weeks }) => {
      const { outcome } = outcomeOf(instrument, baseline ?? undefined, weeks[0] ?? undefined);
      return outcome;
    });
    const first = week(clinicOutcomes(rows, instrument), 1);
    const judged = told.filter((outcome) => outcome !== 'unknown').length;
    assert.equal(shown(first.response).n, judged);
    if (first.remission !== undefined)
      assert.deepEqual(
        shown(first.remission),
        proportion(told.filter((outcome) => outcome === 'remission').length, judged),
      );
    else
      assert.deepEqual(
        shown(first.response),
        proportion(told.filter((outcome) => outcome === 'response').length, judged),
      );
  }
});

test('time to relapse is the curve of Kaplan-Meier as far as enough people remain, with the numbers at risk', () => {
  const followed = [...freireich.sixMp, ...freireich.placebo, ...aml.maintained, ...aml.nonmaintained];
  const rows = followed.map(({ time, event }) => row(20, [], { relapseDays: time * 7, relapsed: event }));
  const told = shown(clinicOutcomes(rows, phq9).relapse);
  const whole = kaplanMeier(followed.map(({ time, event }) => ({ time: time * 7, event })));
  assert.equal(told.n, followed.length);
  assert.ok(told.curve.length > 5);
  for (const { days, survival, low, high } of told.curve) {
    const step = whole.steps.find(({ time }) => time === days);
    assert.deepEqual([survival, low, high], [step?.survival, step?.low, step?.high]);
    assert.ok((step?.atRisk ?? 0) - (step?.events ?? 0) >= 11);
  }
  assert.equal(told.medianDays, whole.median);
  const atRisk = told.atRisk.map(({ weeks, n }) => [weeks, isHidden(n) ? 'hidden' : n]);
  assert.deepEqual(atRisk, [
    [0, 65],
    [4, followed.filter(({ time }) => time >= 4).length],
    [8, followed.filter(({ time }) => time >= 8).length],
    [12, followed.filter(({ time }) => time >= 12).length],
    [26, followed.filter(({ time }) => time >= 26).length],
    [52, 'hidden'],
  ]);
});

test('ten people are hidden and eleven are shown, number by number', () => {
  const ten = clinicOutcomes(times(10, row(20, [8], { relapseDays: 30, relapsed: true })), phq9);
  assert.ok(isHidden(ten.n) && isHidden(ten.relapse));
  for (const one of ten.weeks)
    for (const [name, value] of Object.entries(one)) assert.ok(name === 'week' || isHidden(value), name);
  const eleven = clinicOutcomes(times(11, row(20, [8], { relapseDays: 30 })), phq9);
  assert.equal(eleven.n, 11);
  assert.equal(shown(week(eleven, 1).response).value, 1);
  assert.equal(shown(eleven.relapse).n, 11);
  // Ten of many with a score: the completion rate would give their number away.
  const few = week(clinicOutcomes([...times(10, row(20, [8])), ...times(90, row(20, []))], phq9), 1);
  for (const name of ['scored', 'completion', 'response', 'responseOfAll', 'change'] as const)
    assert.ok(isHidden(few[name]), name);
});

test('what is hidden leaks no count: groups that differ only in hidden numbers read alike', () => {
  const group = (scored: number, relapsed: number) => [
    ...times(scored, row(20, [8])),
    ...times(60 - scored, row(20, [])),
    ...times(relapsed, row(20, [], { weeksPassed: 0, relapseDays: 20, relapsed: true })),
    ...times(10 - relapsed, row(20, [], { weeksPassed: 0 })),
  ];
  const one = clinicOutcomes(group(0, 0), phq9);
  for (const [scored, relapsed] of [
    [1, 1],
    [5, 9],
    [10, 10],
  ] as const)
    assert.deepEqual(clinicOutcomes(group(scored, relapsed), phq9), one);
  assert.notDeepEqual(clinicOutcomes(group(11, 0), phq9), one);
  // The tail of a curve: after most have left, the last ten read alike whatever happens to them.
  const tail = (late: number) => [
    ...times(12, row(20, [], { relapseDays: 10, relapsed: true })),
    ...times(20, row(20, [], { relapseDays: 20 })),
    ...times(late, row(20, [], { relapseDays: 300, relapsed: true })),
    ...times(10 - late, row(20, [], { relapseDays: 300 })),
  ];
  assert.deepEqual(clinicOutcomes(tail(0), phq9), clinicOutcomes(tail(7), phq9));
  assert.deepEqual(clinicOutcomes(tail(0), phq9), clinicOutcomes(tail(10), phq9));
});

test('the size of a step does not give away how few remain after it', () => {
  const group = (early: number) => [
    ...times(early, row(20, [], { relapseDays: 10, relapsed: true })),
    ...times(15 - early, row(20, [], { relapseDays: 20 })),
  ];
  assert.equal(shown(clinicOutcomes(group(4), phq9).relapse).curve.length, 1);
  const few = shown(clinicOutcomes(group(5), phq9).relapse);
  assert.equal(few.curve.length, 0);
  assert.deepEqual(shown(clinicOutcomes(group(9), phq9).relapse), few);
});

test('[P5] the order of the rows decides nothing, to the last digit', () => {
  const stream = randomStream('clinic', 'test', 'order');
  const instrument = scale('q-les-q-sf');
  for (let i = 0; i < 20; i += 1) {
    const rows = randomRows(stream, 300).map((one) => ({
      ...one,
      baseline: one.baseline === null ? null : (one.baseline * 100) / 56,
      weeks: one.weeks.map((total) => (total === null ? null : (total * 100) / 56)),
    }));
    const mixed = rows
      .map((one) => ({ one, key: stream.next() }))
      .toSorted((a, b) => a.key - b.key)
      .map(({ one }) => one);
    assert.deepEqual(clinicOutcomes(mixed, instrument), clinicOutcomes(rows, instrument));
  }
});

test('[P3] a score that goes missing never makes response better: not in people, and not of all whose week has passed', () => {
  const stream = randomStream('clinic', 'test', 'missing');
  for (let i = 0; i < 60; i += 1) {
    const rows = randomRows(stream, 80);
    const gone = stream.integer(0, rows.length - 1);
    const less = rows.map((one, place) =>
      place === gone ? { ...one, weeks: one.weeks.map((total) => (stream.chance(0.5) ? null : total)) } : one,
    );
    const [before, after] = [rows, less].map((list) => clinicOutcomes(list, phq9, { smallest: 1 }));
    before?.weeks.forEach((one, place) => {
      const other = after?.weeks[place];
      if (other === undefined || isHidden(other.response)) return;
      const people = ({ response }: typeof one) =>
        isHidden(response) ? 0 : Math.round((response.value ?? 0) * response.n);
      assert.ok(people(other) <= people(one));
      if (isHidden(other.responseOfAll)) return;
      assert.ok((other.responseOfAll.value ?? 0) <= (shown(one.responseOfAll).value ?? 0));
    });
  }
});

test('nobody at all is told as hidden, without an error', () => {
  const none = clinicOutcomes([], phq9, { weeks: 2 });
  assert.equal(none.weeks.length, 2);
  assert.ok(isHidden(none.n) && isHidden(none.relapse) && isHidden(week(none, 1).completion));
  const noLimit = clinicOutcomes([], phq9, { weeks: 1, smallest: 0 });
  assert.deepEqual(week(noLimit, 1).response, { n: 0 });
});

test('20,000 courses take less than 100 ms', (t) => {
  const rows = randomRows(randomStream('clinic', 'test', 'speed'), 20_000);
  let best = Infinity;
  for (let i = 0; i < 5; i += 1) {
    const from = performance.now();
    clinicOutcomes(rows, phq9);
    best = Math.min(best, performance.now() - from);
  }
  t.diagnostic(`best of five: ${best.toFixed(1)} ms`);
  assert.ok(best < 100, `${best.toFixed(1)} ms`);
});
