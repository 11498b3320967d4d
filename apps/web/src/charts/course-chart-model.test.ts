import assert from 'node:assert/strict';
import test from 'node:test';
import type { CourseView } from '@evenkeel/contract';
import { courseDomain, courseStops, scoreRuns, scoreText, sinceMs, wordsOf } from './course-chart-model.ts';

type Score = CourseView['scores'][number];
const score = (at: string, total: number, more: Partial<Score> = {}): Score => ({
  responseId: at,
  instrument: 'phq9',
  at,
  total,
  prorated: false,
  timepoint: 'unscheduled',
  outcome: 'unknown',
  item9: 0,
  ...more,
});

test('[charts] gaps where data are missing: scores more than 45 days apart are not joined', () => {
  const runs = scoreRuns([
    score('2026-01-01T10:00:00.000Z', 20),
    score('2026-01-08T10:00:00.000Z', 15),
    score('2026-02-22T10:00:00.000Z', 12),
    score('2026-04-09T10:00:00.001Z', 8),
  ]);
  assert.deepEqual(
    runs.map((run) => run.map((one) => one.total)),
    [[20, 15, 12], [8]],
  );
  assert.deepEqual(scoreRuns([]), []);
});

test('[charts] the change since baseline is said with its direction and its outcome word', () => {
  const table: readonly [Partial<Score>, string][] = [
    [{ outcome: 'baseline' }, '8, baseline'],
    [
      { change: -13, changePercent: -61.9, outcome: 'response' },
      '8, 13 fewer than baseline (62 %), response',
    ],
    [{ change: 2, changePercent: 33, outcome: 'noResponse' }, '8, 2 more than baseline (33 %), no response'],
    [{ change: 0, outcome: 'noResponse' }, '8, as at baseline, no response'],
    [{ prorated: true }, '8 (prorated), outcome not known'],
  ];
  for (const [more, text] of table) assert.equal(scoreText(score('2026-01-01T10:00:00.000Z', 8, more)), text);
});

test('[P3] an unanswered question 9 is said, and never read as zero', () => {
  const course: CourseView = {
    patient: {
      patientId: 'p',
      family: 'F',
      given: 'G',
      birthDate: '1980-01-01',
      sex: 'unknown',
      age: 46,
      number: '1',
    },
    timeZone: 'UTC',
    doses: [],
    planned: [],
    scores: [
      score('2026-01-02T10:00:00.000Z', 8, { item9: null }),
      score('2026-01-01T10:00:00.000Z', 9, { item9: 2 }),
    ],
    medicines: [],
    adverseEvents: [],
    marks: { remission: 4 },
    sentence: '',
  };
  const stops = courseStops(course);
  assert.match(stops[0]?.text ?? '', /question 9: 2$/);
  assert.match(stops[1]?.text ?? '', /question 9 not answered$/);
  const [from, to] = courseDomain(course);
  assert.ok(from < (stops[0]?.at ?? 0) && to > (stops[1]?.at ?? 0));
  assert.ok(Number.isFinite(courseDomain({ ...course, scores: [] })[1]));
});

test('a medicine’s start is read from a year, a month or a day, and else not known', () => {
  assert.equal(sinceMs('2026'), Date.UTC(2026, 0, 1));
  assert.equal(sinceMs('2026-03'), Date.UTC(2026, 2, 1));
  assert.equal(sinceMs('2026-03-09T10:00:00Z'), Date.UTC(2026, 2, 9));
  for (const text of [undefined, '', 'spring', '26-03']) assert.equal(sinceMs(text), undefined);
  assert.equal(wordsOf('dissociationDistress'), 'dissociation distress');
});
