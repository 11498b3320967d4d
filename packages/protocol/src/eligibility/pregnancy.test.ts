/* oxlint-disable unicorn/consistent-function-scoping -- small helpers stand beside the table they serve */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { CalendarDate } from '@evenkeel/quantities';
import type { PatientFacts } from '../patient-facts.ts';
import { answered, condition, patient, readyPatient, screeningWith } from '../testing/facts.ts';
import { judge, verdict } from '../testing/judged.ts';

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
