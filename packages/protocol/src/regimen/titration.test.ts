import assert from 'node:assert/strict';
import test from 'node:test';
import { daysBetween, decimal, type CalendarDate } from '@evenkeel/quantities';
import { defaultPolicy } from '../policy/default-policy.ts';
import { templateByKey, templates } from './template.ts';
import {
  afterMissedSession,
  intervalSteps,
  suggestDose,
  suggestInterval,
  templateDays,
  type MaintenanceVisit,
  type PastSession,
} from './titration.ts';

const sc = templateByKey('sc-acute') ?? assert.fail();
const past = (
  amount: string,
  gainPercent?: number,
  tolerated: PastSession['tolerated'] = 'yes',
): PastSession => ({
  amount: decimal(amount),
  ...(gainPercent === undefined ? {} : { gainPercent }),
  tolerated,
});

test('[REG-10] one step up after two sessions with less than half the gain; at each limit, unknown, not tolerated', () => {
  const of = (...sessions: readonly PastSession[]) => {
    const { kind, amount } = suggestDose(sc, sessions, defaultPolicy);
    return [kind, amount];
  };
  assert.deepEqual(of(), ['keep', '0.5']);
  assert.deepEqual(of(past('0.5', 10)), ['keep', '0.5']);
  assert.deepEqual(of(past('0.5', 10), past('0.5', 20)), ['raise', '0.6']);
  assert.deepEqual(
    [49, 50, 51].map((gain) => of(past('0.5', 10), past('0.5', gain))[0]),
    ['raise', 'keep', 'keep'],
  );
  // The count starts anew at a new dose.
  assert.deepEqual(of(past('0.5', 10), past('0.5', 20), past('0.6', 30)), ['keep', '0.6']);
  assert.deepEqual(of(past('0.9', 10), past('0.9', 10)), ['keep', '0.9']);
  assert.deepEqual(of(past('0.5', 60, 'no')), ['lower', '0.25']);
  assert.deepEqual(of(past('0.25', 60, 'no')), ['unknown', undefined]);
  assert.deepEqual(of(past('0.5', 10), past('0.5')), ['unknown', undefined]);
  assert.deepEqual(of(past('0.5', 10), past('0.5', 10, 'unknown')), ['unknown', undefined]);
  assert.deepEqual(of(past('0.55', 10)), ['unknown', undefined]);
  assert.deepEqual(of(past('0.25', 10)), ['keep', '0.25']);
  // Only sessions that were tolerated and measured count.
  assert.deepEqual(of(past('0.5'), past('0.5', 10)), ['keep', '0.5']);
  assert.deepEqual(of(past('0.5', 10, 'unknown'), past('0.5', 10)), ['keep', '0.5']);
  assert.ok(!('amount' in suggestDose(sc, [past('0.55', 10)], defaultPolicy)));
  assert.match(suggestDose(sc, [past('0.5', 10)], defaultPolicy).says, /Behind it: 1 session\.$/);
  assert.match(
    suggestDose(sc, [past('0.5', 10), past('0.5', 20)], defaultPolicy).says,
    /Behind it: 2 sessions/,
  );
});

test('[REG-11] after a missed session: not worse, worse, not asked', () => {
  assert.deepEqual(
    (['no', 'yes', 'unknown'] as const).map((worse) => afterMissedSession(worse).kind),
    ['goOn', 'stepBack', 'unknown'],
  );
});

test('[REG-12] the interval grows after two visits in response and shrinks when symptoms return, at each limit', () => {
  const yes: MaintenanceVisit = { response: 'yes' };
  const of = (days: number, ...visits: readonly MaintenanceVisit[]) => {
    const found = suggestInterval(days, visits, defaultPolicy);
    return [found.kind, found.days];
  };
  assert.deepEqual(of(7), ['unknown', 7]);
  assert.deepEqual(
    [of(3), of(30, { response: 'unknown' })],
    [
      ['unknown', 3],
      ['unknown', 30],
    ],
  );
  assert.deepEqual(of(7, yes), ['same', 7]);
  assert.deepEqual(of(7, yes, yes), ['longer', 14]);
  assert.deepEqual(of(14, { response: 'no' }, yes), ['same', 14]);
  assert.deepEqual(of(28, yes, yes), ['same', 28]);
  assert.deepEqual(of(30, yes, yes), ['same', 28]);
  assert.deepEqual(of(7, { response: 'no' }, yes, yes), ['longer', 14]);
  assert.deepEqual(of(14, yes, { response: 'unknown' }), ['unknown', 14]);
  assert.deepEqual(
    [4, 5, 6].map((phq9Rise) => of(14, yes, { ...yes, phq9Rise })[1]),
    [21, 7, 7],
  );
  assert.deepEqual(
    [6, 7, 8].map((madrsRise) => of(14, yes, { ...yes, madrsRise })[1]),
    [21, 7, 7],
  );
  assert.deepEqual(
    [49, 50, 51].map((lostShare) => of(14, yes, { ...yes, lostShare })[1]),
    [21, 21, 7],
  );
  assert.deepEqual(of(7, { ...yes, phq9Rise: 9 }), ['same', 7]);
  assert.deepEqual(of(3, yes), ['same', 7]);
  assert.deepEqual(of(28, yes, { ...yes, phq9Rise: 9 }), ['shorter', 21]);
  assert.deepEqual(
    intervalSteps,
    intervalSteps.toSorted((a, b) => a - b),
  );
  assert.equal(suggestInterval(7, [yes, yes], defaultPolicy).visits, 2);
  assert.match(suggestInterval(7, [yes, yes], defaultPolicy).says, /Behind it: 2 visits\.$/);
  assert.match(suggestInterval(7, [yes], defaultPolicy).says, /Behind it: 1 visit\.$/);
});

test('the days of each template: the sessions its phases ask for, in order, none twice', () => {
  const first = '2026-11-25' as CalendarDate;
  const counts = templates.map((one) => [one.key, templateDays(one, first).length]);
  assert.deepEqual(Object.fromEntries(counts), {
    'iv-acute': 6,
    'iv-three-weekly': 12,
    'im-acute': 6,
    'sc-acute': 8,
    oral: 6,
    sublingual: 6,
    'esketamine-resistant': 20,
    'esketamine-suicidality': 8,
    'iv-maintenance': 10,
  });
  for (const one of templates) {
    const days = templateDays(one, first);
    assert.equal(days[0], first);
    assert.deepEqual(days, [...new Set(days)].toSorted());
  }
  assert.equal(templateDays({ ...sc, mostSessions: 3 }, first).length, 3);
  const esketamine = templateDays(templateByKey('esketamine-resistant') ?? assert.fail(), first);
  assert.deepEqual(
    esketamine.slice(7, 14).map((day) => daysBetween(first, day)),
    [25, 28, 35, 42, 49, 56, 70],
  );
});

test('templates are data: own key and id, the start within the steps and the band', () => {
  assert.equal(new Set(templates.map(({ key }) => key)).size, templates.length);
  for (const one of templates) {
    assert.ok(one.steps.includes(one.start) && one.steps.includes(one.startFrom65), one.key);
    assert.ok(
      Number(one.absolute.low) <= Number(one.band.low) && Number(one.band.high) <= Number(one.absolute.high),
    );
    assert.deepEqual(
      one.steps,
      one.steps.toSorted((a, b) => Number(a) - Number(b)),
    );
    assert.ok(one.source.citation !== '');
  }
});
