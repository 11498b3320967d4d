/* oxlint-disable unicorn/consistent-function-scoping -- small helpers stand beside the table they serve */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { CalendarDate } from '@evenkeel/quantities';
import type { PatientFacts } from '../patient-facts.ts';
import { answered, condition, daysAgo, patient, readyPatient, screeningWith } from '../testing/facts.ts';
import { result } from '../testing/care-facts.ts';
import { finding, judge, verdict } from '../testing/judged.ts';

test('[ELI-07] pregnancy: asked of anyone who could be pregnant, by sex and age', () => {
  const of = (changes: Partial<PatientFacts>) =>
    verdict(
      patient({
        screening: readyPatient.screening.filter(
          ({ question }) => question !== 'pregnant' && question !== 'couldBecomePregnant',
        ),
        ...changes,
      }),
      'ELI-07',
    );
  assert.equal(of({ sex: 'female' }), 'unknown');
  assert.equal(of({ sex: 'other' }), 'unknown');
  assert.equal(of({ sex: 'unknown' }), 'unknown');
  assert.equal(of({ sex: 'male' }), 'met');
  const born = (date: string) => of({ birthDate: date as CalendarDate });
  assert.equal(born('1970-11-26'), 'unknown'); // 55
  assert.equal(born('1970-11-25'), 'met'); // 56 today
  assert.equal(born('2014-11-25'), 'unknown'); // 12
  assert.equal(of({ birthDate: undefined }), 'unknown');
});

test('[ELI-07] where pregnancy is not possible an old "no" is not asked again each week', () => {
  const of = (possible: 'yes' | 'no' | 'unknown', days: number, changes: Partial<PatientFacts> = {}) =>
    finding(
      patient({
        screening: [
          ...readyPatient.screening.filter(({ question }) => !question.includes('regnan')),
          answered('pregnant', 'no', { days }),
          answered('couldBecomePregnant', possible),
        ],
        ...changes,
      }),
      'ELI-07',
    );
  assert.deepEqual(
    [6, 7, 8, 200].map((days) => of('no', days).verdict),
    ['met', 'met', 'met', 'met'],
  );
  assert.match(of('no', 8).says, /not possible/);
  assert.equal(of('yes', 8).verdict, 'unknown');
  assert.equal(of('unknown', 8).verdict, 'unknown');
  assert.equal(of('no', 8, { conditions: [condition('Normal pregnancy')] }).verdict, 'unknown');
});

test('[ELI-07] pregnancy: yes stops, no counts 7 days, unknown stays unknown', () => {
  const of = (...screening: PatientFacts['screening']) =>
    patient({
      screening: [
        ...readyPatient.screening.filter(({ question }) => !question.includes('regnan')),
        ...screening,
      ],
    });
  assert.equal(verdict(of(answered('pregnant', 'yes')), 'ELI-07'), 'notMet');
  assert.equal(judge(of(answered('pregnant', 'yes'))).summary, 'stop');
  // Also for a patient registered as male, or older.
  assert.equal(verdict({ ...of(answered('pregnant', 'yes')), sex: 'male' }, 'ELI-07'), 'notMet');
  for (const [days, wanted] of [
    [6, 'met'],
    [7, 'met'],
    [8, 'unknown'],
    [-2, 'unknown'],
  ] as const)
    assert.equal(verdict(of(answered('pregnant', 'no', { days })), 'ELI-07'), wanted, String(days));
  assert.equal(verdict(of(answered('pregnant', 'unknown')), 'ELI-07'), 'unknown');
  assert.equal(verdict(of(answered('couldBecomePregnant', 'no')), 'ELI-07'), 'met');
  assert.equal(verdict(of(answered('couldBecomePregnant', 'yes')), 'ELI-07'), 'unknown');
});

test('[ELI-07] a pregnancy named in the record contradicts a plain "no" and a registered sex', () => {
  const conditions = [condition('Normal pregnancy')];
  assert.equal(verdict(patient({ conditions }), 'ELI-07'), 'unknown');
  assert.equal(verdict(patient({ conditions, sex: 'male', screening: [] }), 'ELI-07'), 'unknown');
  const note = screeningWith(
    'pregnant',
    answered('pregnant', 'no', { note: 'Delivered in May; test negative.' }),
  );
  assert.equal(verdict(patient({ conditions, screening: note }), 'ELI-07'), 'met');
  const possible = screeningWith('pregnant').map((one) =>
    one.question === 'couldBecomePregnant' ? answered('couldBecomePregnant', 'no') : one,
  );
  assert.equal(verdict(patient({ conditions, screening: possible }), 'ELI-07'), 'unknown');
  // A past one is no contradiction.
  const past = [condition('Normal pregnancy', { status: 'past' })];
  assert.equal(verdict(patient({ conditions: past }), 'ELI-07'), 'met');
});

test('[ELI-07] a positive test stops whatever was answered, until a later test or a noted answer resolves it', () => {
  const positive = (days: number, more = {}) =>
    result('pregnancyTest', { clear: 'no', takenAt: daysAgo(days), ...more });
  const negative = (days: number) => result('pregnancyTest', { takenAt: daysAgo(days) });
  const unread = (days: number) => result('pregnancyTest', { clear: 'unknown', takenAt: daysAgo(days) });
  const no = (days: number, note?: string) =>
    screeningWith('pregnant', answered('pregnant', 'no', { days, ...(note === undefined ? {} : { note }) }));
  const rows: readonly (readonly [string, Partial<PatientFacts>, 'met' | 'notMet' | 'unknown'])[] = [
    ['no test', {}, 'met'],
    ['a negative test', { results: [negative(1)] }, 'met'],
    ['another test with a finding', { results: [result('urinalysis', { clear: 'no' })] }, 'met'],
    ['the answer no came after the test', { results: [positive(2)] }, 'notMet'],
    ['the answer no came before the test', { results: [positive(0)], screening: no(3) }, 'notMet'],
    ['nobody asked', { results: [positive(2)], screening: screeningWith('pregnant') }, 'notMet'],
    ['registered as male', { results: [positive(2)], sex: 'male' }, 'notMet'],
    [
      'past the ages in which it is asked',
      { results: [positive(2)], birthDate: '1950-01-01' as CalendarDate },
      'notMet',
    ],
    ['299 days old', { results: [positive(299)] }, 'notMet'],
    ['300 days old', { results: [positive(300)] }, 'notMet'],
    ['301 days old: the answer decides', { results: [positive(301)] }, 'met'],
    [
      '301 days old and nobody asked since',
      { results: [positive(301)], screening: screeningWith('pregnant') },
      'unknown',
    ],
    ['dated ahead', { results: [positive(-5)] }, 'notMet'],
    ['a later negative test', { results: [negative(1), positive(2)] }, 'met'],
    [
      'a later negative test leaves the answer to be asked',
      { results: [negative(1), positive(2)], screening: no(8) },
      'unknown',
    ],
    ['an earlier negative test', { results: [positive(1), negative(2)] }, 'notMet'],
    ['both at one moment', { results: [negative(2), positive(2)] }, 'notMet'],
    ['a later test that nobody read', { results: [positive(2), unread(1)] }, 'notMet'],
    ['a later negative test dated ahead', { results: [positive(2), negative(-2)] }, 'notMet'],
    ['positive again after a negative one', { results: [positive(9), negative(5), positive(1)] }, 'notMet'],
    ['two positive tests, the newer first', { results: [positive(1), negative(5), positive(9)] }, 'notMet'],
    [
      'a later no with a note',
      { results: [positive(9)], screening: no(1, 'Miscarried; hCG is down.') },
      'met',
    ],
    ['an earlier no with a note', { results: [positive(1)], screening: no(3, 'Test negative.') }, 'notMet'],
    ['a later no with an empty note', { results: [positive(9)], screening: no(1, ' ') }, 'notMet'],
    [
      'a later answer that is not known',
      {
        results: [positive(9)],
        screening: screeningWith('pregnant', answered('pregnant', 'unknown', { note: 'Not sure.' })),
      },
      'notMet',
    ],
  ];
  for (const [what, facts, wanted] of rows) assert.equal(verdict(patient(facts), 'ELI-07'), wanted, what);
  const tested = { results: [positive(2, { origin: 'Another clinic' })] };
  assert.equal(judge(patient(tested)).summary, 'stop');
  const used = finding(patient(tested), 'ELI-07').used.find(({ what }) => what === 'Pregnancy test');
  assert.deepEqual([used?.value, used?.ageDays, used?.origin], ['positive', 2, 'Another clinic']);
});
