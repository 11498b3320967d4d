import assert from 'node:assert/strict';
import test from 'node:test';
import { courseSentence } from './course-sentence.ts';

const total = (value: number | undefined) => (value === undefined ? undefined : { total: value });

test('a course is told in one sentence, and what is not known is said', () => {
  const table: readonly (readonly [number | undefined, number | undefined, number, string])[] = [
    [21, 8, 4, 'PHQ-9 fell from 21 to 8 (62 % fewer points) after 4 sessions.'],
    [21, 8, 1, 'PHQ-9 fell from 21 to 8 (62 % fewer points) after 1 session.'],
    [12, 15, 2, 'PHQ-9 rose from 12 to 15 (25 % more points) after 2 sessions.'],
    [12, 12, 2, 'PHQ-9 is unchanged at 12 after 2 sessions.'],
    [20, 18, 0, 'PHQ-9 fell from 20 to 18 (10 % fewer points) before the first session.'],
    [20, 0, 3, 'PHQ-9 fell from 20 to 0 (100 % fewer points) after 3 sessions.'],
    // Nothing is a per cent of zero.
    [0, 3, 2, 'PHQ-9 rose from 0 to 3 after 2 sessions.'],
    [0, 0, 2, 'PHQ-9 is unchanged at 0 after 2 sessions.'],
    // 1 of 8 is 12.5 %: half is told upward.
    [16, 14, 2, 'PHQ-9 fell from 16 to 14 (13 % fewer points) after 2 sessions.'],
    // 11 of 27 is 40.74 %; rounding its rounded tenths must not differ.
    [27, 16, 2, 'PHQ-9 fell from 27 to 16 (41 % fewer points) after 2 sessions.'],
    [18, undefined, 2, 'PHQ-9 was 18 at baseline. There is no score since.'],
    [undefined, 8, 2, 'PHQ-9 is 8. There is no score from before the first session to compare it with.'],
    [undefined, undefined, 2, 'There is no PHQ-9 score yet.'],
  ];
  for (const [baseline, latest, sessions, wanted] of table)
    assert.equal(
      courseSentence({
        instrumentTitle: 'PHQ-9',
        baseline: total(baseline),
        latest: total(latest),
        sessions,
      }),
      wanted,
    );
});

test('the outcome is said at the end when there is one, and no word is made up', () => {
  const told = { instrumentTitle: 'PHQ-9', baseline: { total: 19 }, latest: { total: 7 }, sessions: 1 };
  const start = 'PHQ-9 fell from 19 to 7 (63 % fewer points) after 1 session';
  assert.equal(courseSentence({ ...told, outcome: 'response' }), `${start}: response.`);
  assert.equal(courseSentence({ ...told, outcome: 'partial' }), `${start}: partial response.`);
  for (const outcome of ['unknown', 'baseline'] as const)
    assert.equal(courseSentence({ ...told, outcome }), `${start}.`);
});

test('a total made up for unanswered items is said to be so', () => {
  const baseline = { total: 16, prorated: true };
  const told = { instrumentTitle: 'PHQ-9', sessions: 2 };
  const table = [
    [baseline, { total: 8 }, 'PHQ-9 fell from 16 (prorated) to 8 (50 % fewer points) after 2 sessions.'],
    [
      { total: 16 },
      { total: 8, prorated: true },
      'PHQ-9 fell from 16 to 8 (prorated; 50 % fewer points) after 2 sessions.',
    ],
    [{ total: 16 }, baseline, 'PHQ-9 is unchanged at 16 (prorated) after 2 sessions.'],
    [baseline, undefined, 'PHQ-9 was 16 (prorated) at baseline. There is no score since.'],
    [
      undefined,
      baseline,
      'PHQ-9 is 16 (prorated). There is no score from before the first session to compare it with.',
    ],
  ] as const;
  for (const [from, to, wanted] of table)
    assert.equal(courseSentence({ ...told, baseline: from, latest: to }), wanted);
});
