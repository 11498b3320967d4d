import assert from 'node:assert/strict';
import test from 'node:test';
import { contactParts } from './contact-parts.ts';
import { courseRows } from './course-rows.ts';
import { courseWith } from './testing/course-fixture.ts';

test('[AFT-09] the numbers of a therapy contact in words: zero is a number, what is missing is left out', () => {
  assert.deepEqual(contactParts({}), []);
  assert.deepEqual(contactParts({ minutes: 50, homeworkDone: 0, homeworkSet: 1, socialRhythm: 0 }), [
    '50 min',
    '0 tasks of last time done',
    '1 task agreed for next time',
    'social rhythm steady on 0 of 7 days',
  ]);
});

test('[AFT-10] the table and the file of a course hold the social rhythm of each contact, and the doubt', () => {
  const [row] = courseRows(
    courseWith({
      therapy: [
        {
          day: '2026-05-01',
          therapy: 'socialRhythm',
          minutes: 45,
          homeworkDone: 4,
          homeworkDoubt: 'More done than the 3 agreed on 24 Apr 2026: not counted.',
          socialRhythm: 5,
          note: 'Late shifts',
        },
      ],
    }),
    [],
  );
  assert.deepEqual([row?.value, row?.unit], ['45', 'min']);
  assert.equal(
    row?.detail,
    '4 tasks of last time done; social rhythm steady on 5 of 7 days; More done than the 3 agreed on 24 Apr 2026: not counted.; Late shifts',
  );
});
