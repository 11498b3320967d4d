import assert from 'node:assert/strict';
import test from 'node:test';
import { doseKey, dosePath, doseSize } from './course-doses.ts';
import { courseStops } from './course-stops.ts';
import { layoutCourse } from './course-layout.ts';
import { apart, bandStep, scoreRuns } from './course-panel.ts';
import { courseWith, seriesWith } from './testing/course-fixture.ts';
import { wholeStretch } from './course-time.ts';

const totals = (runs: ReturnType<typeof scoreRuns>) => runs.map((run) => run.map(({ total }) => total));
const days = (count: number) => new Date(Date.UTC(2026, 0, 1 + count, 10)).toISOString();

test('[charts] gaps where data are missing: scores more than 45 days apart are not joined', () => {
  const series = seriesWith([
    [days(0), 20],
    [days(45), 15],
    [new Date(Date.parse(days(90)) + 1).toISOString(), 12],
  ]);
  assert.deepEqual(totals(scoreRuns(series)), [[20, 15], [12]]);
  assert.deepEqual(scoreRuns({ scores: [] }), []);
});

test('[P3] an answer without a total and a missed occasion end the line and are never zero', () => {
  const series = seriesWith([
    [days(0), 20],
    [days(7), undefined],
    [days(14), 12],
    [days(21), 10],
  ]);
  assert.deepEqual(totals(scoreRuns(series)), [[20], [12, 10]]);
  assert.deepEqual(totals(scoreRuns(series, [Date.parse(days(18))])), [[20], [12], [10]]);
  const course = courseWith({
    series: [series],
    missed: [{ at: days(18), title: 'Day 7', instruments: ['phq9'] }],
  });
  const layout = layoutCourse({ course, shown: [series], stretch: wholeStretch(course), width: 900 });
  const panel = layout.panels[0];
  assert.ok(panel !== undefined);
  assert.equal(panel.full.match(/M/g)?.length, 3, 'three points');
  assert.equal(panel.gaps.match(/M/g)?.length, 2, 'two open marks');
  assert.ok(panel.gapY > panel.y(0), 'under the axis, not on its zero');
  assert.equal(panel.line.match(/M/g)?.length, 3, 'three pieces');
  const elsewhere = courseWith({ ...course, missed: [{ at: days(18), title: 'x', instruments: ['gad7'] }] });
  assert.equal(
    layoutCourse({
      course: elsewhere,
      shown: [series],
      stretch: wholeStretch(course),
      width: 900,
    }).panels[0]?.gaps.match(/M/g)?.length,
    1,
    'a gap of another scale is not a gap of this one',
  );
});

test('[charts] one panel a scale, under each other, on one time axis, each with its own direction', () => {
  const up = seriesWith([[days(7), 60]], {
    instrument: 'who5',
    direction: 'higherIsBetter',
    range: { from: 0, to: 100 },
  });
  const down = seriesWith([[days(7), 12]]);
  const course = courseWith({ series: [down, up] });
  const { panels, base, x, at } = layoutCourse({
    course,
    shown: [down, up],
    stretch: wholeStretch(course),
    width: 900,
  });
  const [first, second] = panels;
  assert.ok(first !== undefined && second !== undefined);
  assert.ok(first.bottom < second.top && second.gapY < base);
  assert.ok(first.y(27) < first.y(0) && second.y(100) < second.y(0), 'no scale is turned over');
  assert.notEqual(first.shape, second.shape, 'told apart without colour');
  assert.equal(Math.round(at(x(Date.parse(days(7))))), Date.parse(days(7)));
});

test('only what lies in the stretch is drawn as points, and every dose has its shape and its bar', () => {
  const series = seriesWith(Array.from({ length: 30 }, (_, week) => [days(week * 7), 20] as const));
  const dose = (at: string, route: string, stoppedEarly = false) => ({
    sessionId: at,
    at,
    drug: 'ketamine',
    doseMgPerKg: '0.5',
    amountMg: '35',
    route,
    stoppedEarly,
    number: 1,
  });
  const course = courseWith({ series: [series], doses: [dose(days(8), 'iv', true), dose(days(100), 'im')] });
  const layout = layoutCourse({
    course,
    shown: [series],
    stretch: [Date.parse(days(6)), Date.parse(days(20))],
    width: 900,
  });
  assert.equal(layout.panels[0]?.full.match(/M/g)?.length, 2);
  assert.equal(layout.doses.given.match(/M/g)?.length, 1);
  assert.equal(layout.doses.stopped.match(/M/g)?.length, 1);
  const routes = ['iv', 'im', 'nasal-device', 'oral-solution'] as const;
  assert.equal(new Set(routes.map((route) => dosePath(route, 10, 50, 20))).size, 4);
  assert.equal(dosePath('nasal-spray', 10, 50, 20), dosePath('nasal-device', 10, 50, 20));
  assert.ok(layout.panels[0].line.includes('L'), 'the line goes on to the neighbours outside');
});

test('[P3] a dose is drawn by mg/kg, one of esketamine by mg, and one whose mg/kg is not known only in outline', () => {
  const dose = (day: number, drug: string, amountMg: string, doseMgPerKg?: string) => ({
    sessionId: String(day),
    at: days(day),
    drug,
    ...(doseMgPerKg === undefined ? {} : { doseMgPerKg }),
    amountMg,
    route: drug === 'esketamine' ? 'nasal-device' : 'oral-solution',
    stoppedEarly: false,
    number: day,
  });
  const [small, large] = [dose(7, 'esketamine', '28'), dose(8, 'esketamine', '84')];
  const [weighed, unknown] = [dose(9, 'ketamine', '35', '0.5'), dose(10, 'ketamine', '35')];
  const drawn = (doses: readonly ReturnType<typeof dose>[]) =>
    layoutCourse({
      course: courseWith({ series: [], doses: [...doses] }),
      shown: [],
      stretch: [Date.parse(days(6)), Date.parse(days(12))],
      width: 900,
    }).doses;
  assert.notEqual(drawn([small]).given.split('V')[1], drawn([large]).given.split('V')[1], 'higher for more');
  assert.deepEqual(doseSize(weighed), { of: 'mg/kg', size: 0.5 });
  assert.deepEqual([drawn([unknown]).given, drawn([weighed]).unknown, drawn([large]).unknown], ['', '', '']);
  assert.match(drawn([unknown]).unknown, /^M/);
  assert.match(doseKey([small, unknown]), /of esketamine by mg, pin nasal, .*Outlined: mg\/kg not known/);
  assert.doesNotMatch(doseKey([weighed]), /esketamine|Outlined/);
  const told = courseStops(courseWith({ doses: [large, unknown] }), []).map((stop) => stop.text());
  assert.deepEqual(told, [
    'session 8, 84 mg esketamine nasal device',
    'session 10, 35 mg ketamine oral solution, mg/kg not known',
  ]);
});

test('severity takes five steps of one hue, the last always the worst; words of lines stand apart', () => {
  assert.deepEqual(
    [0, 1, 2, 3, 4].map((index) => bandStep(index, 5, 'higherIsWorse')),
    [1, 2, 3, 4, 5],
  );
  assert.deepEqual(
    [0, 1, 2].map((index) => bandStep(index, 3, 'higherIsBetter')),
    [5, 3, 1],
  );
  assert.deepEqual(apart([100, 98, 40], 13, [0, 110]), [97 + 13, 97, 40]);
  const crowded = apart([109, 108, 110], 13, [0, 110]).toSorted((a, b) => a - b);
  assert.ok(crowded.every((one, index) => index === 0 || one - crowded[index - 1]! >= 13));
});

test('a course of 200 sessions and 2,000 scores is laid out in a few elements', () => {
  const many = ['phq9', 'gad7', 'isi', 'who5', 'wsas'].map((instrument) =>
    seriesWith(
      Array.from({ length: 400 }, (_, index) => [days(index * 1.8), index % 27] as const),
      { instrument },
    ),
  );
  const course = courseWith({
    series: many,
    doses: Array.from({ length: 200 }, (_, index) => ({
      sessionId: String(index),
      at: days(index * 3.5),
      drug: 'ketamine',
      doseMgPerKg: '0.5',
      amountMg: '35',
      route: 'iv',
      stoppedEarly: false,
      number: index + 1,
    })),
  });
  const layout = layoutCourse({ course, shown: many, stretch: wholeStretch(course), width: 1100 });
  assert.equal(layout.panels.length, 5);
  assert.equal(
    layout.panels.reduce((sum, { full }) => sum + (full.match(/M/g)?.length ?? 0), 0),
    2000,
  );
  assert.ok(layout.doses.labels.length < 60, 'numbers of doses never run into each other');
});
