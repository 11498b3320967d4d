/* oxlint-disable unicorn/consistent-function-scoping -- small helpers stand beside the table they serve */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { CalendarDate } from '@evenkeel/quantities';
import { patient } from '../testing/facts.ts';
import { finding, judge, verdict } from '../testing/judged.ts';

test('[ELI-08] age: the 18th birthday to the day, in the patient’s own zone; 65 is said', () => {
  const of = (date: string) => finding(patient({ birthDate: date as CalendarDate }), 'ELI-08');
  assert.equal(of('2008-11-26').verdict, 'notMet');
  assert.equal(of('2008-11-25').verdict, 'met');
  assert.equal(of('2008-11-24').verdict, 'met');
  assert.equal(judge(patient({ birthDate: '2008-11-26' as CalendarDate })).summary, 'stop');
  assert.doesNotMatch(of('1961-11-26').says, /lower start/);
  assert.match(of('1961-11-25').says, /65.*lower start/);
  assert.equal(finding(patient({ birthDate: undefined }), 'ELI-08').verdict, 'unknown');
  assert.equal(of('2027-01-01').verdict, 'unknown');
  const kiritimati = patient({ birthDate: '2008-11-26' as CalendarDate, timeZone: 'Pacific/Kiritimati' });
  assert.equal(verdict(kiritimati, 'ELI-08'), 'met');
});
