import assert from 'node:assert/strict';
import test from 'node:test';
import type { ClinicOutcomesView } from '@evenkeel/contract';
import {
  bandPath,
  curveAt,
  isEmpty,
  meanPoints,
  oneDecimal,
  outcomesCsv,
  outcomeSentence,
  pointText,
  sharePoints,
  stepPath,
  type OutcomeWeek,
} from './outcome-model.ts';

const why = 'Fewer than 11 people: hidden so that nobody can be recognised.';
const hidden = { hidden: true as const, why };
const share = (value: number, n: number) => ({ value, low: value - 0.09, high: value + 0.13, n });

function weekWith(week: number, parts: Partial<OutcomeWeek> = {}): OutcomeWeek {
  return {
    week,
    scored: hidden,
    response: hidden,
    remission: hidden,
    responseOfAll: hidden,
    remissionOfAll: hidden,
    completion: hidden,
    change: hidden,
    ...parts,
  };
}

function viewWith(parts: Partial<ClinicOutcomesView>): ClinicOutcomesView {
  return {
    instrument: 'phq9',
    shortTitle: 'PHQ-9',
    direction: 'higherIsWorse',
    filters: { instruments: [], diagnoses: [], routes: [], regimens: [] },
    chosen: {},
    people: 130,
    weeks: [],
    relapse: hidden,
    safety: hidden,
    definitions: [],
    asOf: '2026-06-01T12:00:00.000Z',
    waiting: 0,
    ...parts,
  };
}

test('the title says response at week 4 with its interval and n, or the shown week nearest to it', () => {
  const weeks = [
    weekWith(1, { response: share(0.2, 90) }),
    weekWith(4, { response: { value: 0.48, low: 0.39, high: 0.57, n: 120 } }),
    weekWith(5, { response: share(0.5, 80) }),
  ];
  assert.equal(
    outcomeSentence(viewWith({ weeks })),
    'Response at week 4 on PHQ-9: 48 % (95 % CI 39 to 57, n 120)',
  );
  assert.match(outcomeSentence(viewWith({ weeks: [weeks[0]!, weekWith(4), weeks[2]!] })), /at week 5 /);
  assert.match(outcomeSentence(viewWith({ weeks: [weekWith(4)] })), /too few in any week/);
  assert.match(outcomeSentence(viewWith({ people: hidden })), /Fewer than 11 people/);
  assert.equal(outcomeSentence(viewWith({ people: 0 })), 'No outcomes yet');
});

test('[P3] a hidden group shows its reason in place of a number, and nobody is never 0 %', () => {
  const points = sharePoints(
    [weekWith(1), weekWith(2, { response: { n: 0 } }), weekWith(3, { response: share(0.5, 40) })],
    ({ response }) => response,
  );
  assert.deepEqual(
    points.map((point) => pointText(point, '%')),
    [why, 'Nobody to count.', '50 % (95 % CI 41 to 63, n 40)'],
  );
  assert.equal(points[1]?.value, undefined);
  const cut = sharePoints(
    [{ ...weekWith(1), remission: undefined }] as OutcomeWeek[],
    ({ remission }) => remission,
  );
  assert.match(pointText(cut[0]!, '%'), /no stored cut/);
  const means = meanPoints(
    [weekWith(1, { change: { mean: -9.26, low: -11.04, high: -7.5, n: 31 } })],
    ({ change }) => change,
  );
  assert.equal(pointText(means[0]!, 'points'), '−9.3 points (95 % CI −11 to −7.5, n 31)');
  assert.equal(oneDecimal(-0.01), '0');
});

test('empty is nobody at all, never a group that is hidden', () => {
  assert.equal(isEmpty(viewWith({ people: 0, weeks: [weekWith(1, { scored: 0 })] })), true);
  assert.equal(isEmpty(viewWith({ people: hidden })), false);
  assert.equal(isEmpty(viewWith({})), false);
});

const curve = [
  { days: 10, survival: 0.9, low: 0.8, high: 0.95 },
  { days: 20, survival: 0.7, low: 0.5, high: 0.85 },
];

test('a curve goes in steps from 1 at day 0, its band begins with its first step, and between steps it holds', () => {
  const x = (days: number) => days;
  const y = (value: number) => Math.round(100 - 100 * value);
  assert.equal(
    stepPath(curve, ({ survival }) => survival, x, y),
    'M0 0H10V10H20V30',
  );
  assert.equal(bandPath(curve, x, y), 'M10 5H20V15V50H20V20H10Z');
  assert.equal(bandPath([{ days: 5, survival: 0.5 }], x, y), '');
  assert.equal(curveAt(curve, 19).survival, 0.9);
  assert.equal(curveAt(curve, 3).survival, 1);
});

test('[promise 10] the file has one line a number with its interval and n, or why it is hidden', () => {
  const lines = outcomesCsv(
    viewWith({
      chosen: { diagnosis: 'bipolarI' },
      weeks: [weekWith(1, { response: share(0.5, 40) })],
      relapse: {
        n: 30,
        curve,
        atRisk: [
          { weeks: 0, n: 30 },
          { weeks: 4, n: hidden },
        ],
      },
      safety: {
        sessions: 400,
        people: 60,
        rates: [{ kind: 'nausea', severity: 'mild', sessions: 8, per100: 2, low: 0.9, high: 3.9 }],
      },
    }),
  )
    .trimEnd()
    .split('\r\n');
  const width = lines[0]!.split(',').length;
  assert.equal(lines.length, 1 + 6 + 2 + 2 + 1);
  assert.ok(
    lines.every((line) => line.split(',').length === width),
    lines.join('\n'),
  );
  assert.match(lines[1]!, /^PHQ-9,bipolarI,,,[^,]+,response,%,week,1,50,41,63,40,$/);
  assert.match(lines.join('\n'), /remission,%,week,1,,,,,Fewer than 11 people/);
  assert.match(lines.join('\n'), /at_risk,people,week,4,,,,,Fewer than 11 people/);
  assert.match(lines.join('\n'), /nausea \(mild\),per 100 sessions,sessions with it,8,2,0.9,3.9,400,$/m);
});
