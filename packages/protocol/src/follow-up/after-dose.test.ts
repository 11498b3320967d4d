import assert from 'node:assert/strict';
import test from 'node:test';
import { plusMinutes, type Instant } from '@evenkeel/quantities';
import { defaultPolicy } from '../policy/default-policy.ts';
import { now } from '../testing/facts.ts';
import { afterDoseChecks, moodWatch, type MoodWatchFacts } from './after-dose.ts';

const hours = (count: number): Instant => plusMinutes(now, count * 60);
const of = (at: number, ...answered: readonly number[]) =>
  afterDoseChecks(now, answered.map(hours), 'majorDepressiveDisorder', hours(at)).map(({ state }) => state);

test('[AFT-01] [AFT-02] [AFT-03] the checks at 24 hours, 72 hours and 7 days: not yet, due, answered, silent', () => {
  assert.deepEqual(of(23), ['notYet', 'notYet', 'notYet']);
  assert.deepEqual(of(24), ['due', 'notYet', 'notYet']);
  assert.deepEqual(of(48), ['due', 'notYet', 'notYet']);
  assert.deepEqual(of(49), ['silent', 'notYet', 'notYet']);
  assert.deepEqual(of(72, 24), ['done', 'due', 'notYet']);
  assert.deepEqual(of(121, 30), ['done', 'silent', 'notYet']);
  assert.deepEqual(of(168, 30, 80), ['done', 'done', 'due']);
  assert.deepEqual(of(241, 30, 80), ['done', 'done', 'silent']);
  assert.deepEqual(of(241, 30, 80, 200), ['done', 'done', 'done']);
  assert.deepEqual(
    afterDoseChecks(now, [], undefined, hours(0)).map(({ says }) => says),
    ['24 hours', '72 hours', '7 days'].map((time) => `The check at ${time} is still to come.`),
  );
  // Each check one hour before, at and one hour after its time, and its last hour and the one after.
  const at = (place: number, ...times: readonly number[]) => times.map((time) => of(time)[place]);
  assert.deepEqual(at(0, 23, 24, 25, 47, 48, 49), ['notYet', 'due', 'due', 'due', 'due', 'silent']);
  assert.deepEqual(at(1, 71, 72, 73, 119, 120, 121), ['notYet', 'due', 'due', 'due', 'due', 'silent']);
  assert.deepEqual(at(2, 167, 168, 169, 239, 240, 241), ['notYet', 'due', 'due', 'due', 'due', 'silent']);
  // Four hours early counts, earlier does not; an answer that is still to come does not.
  assert.deepEqual(
    [19.9, 20].map((early) => of(30, early)[0]),
    ['due', 'done'],
  );
  assert.equal(of(30, 40)[0], 'due');
});

test('[AFT-04] silence is a signal with its own rule, and an answer away never makes it better', () => {
  const [first] = afterDoseChecks(now, [], undefined, hours(60));
  assert.deepEqual([first?.rule, first?.state], ['AFT-04', 'silent']);
  assert.match(first?.says ?? '', /signal: call/);
  assert.equal(afterDoseChecks(now, [], undefined, hours(30))[0]?.rule, 'AFT-01');
});

test('[AFT-01] in bipolar disorder, and while the diagnosis is not known, mania is asked too', () => {
  const asks = (kind: Parameters<typeof afterDoseChecks>[2]) =>
    afterDoseChecks(now, [], kind, now)[0]?.asks ?? [];
  assert.ok(asks('bipolarI').includes('ymrs') && asks(undefined).includes('ymrs'));
  assert.ok(!asks('majorDepressiveDisorder').includes('ymrs'));
});

test('[AFT-05] [AFT-06] [AFT-07] a switch of mood: each limit, the rise, nights, psychosis, and transient high spirits', () => {
  const asked = { psychosis: false, shortNights: 0, euphoriaAt: 'no' } as const;
  const level = (facts: MoodWatchFacts) => moodWatch({ ...asked, ...facts }, defaultPolicy).level;
  assert.deepEqual(
    [11, 12, 13, 19, 20, 21].map((ymrs) => level({ ymrs })),
    ['none', 'hold', 'hold', 'hold', 'stop', 'stop'],
  );
  assert.deepEqual(
    [9, 10, 11].map((ymrs) => level({ ymrs, ymrsBefore: 2 })),
    ['none', 'hold', 'hold'],
  );
  assert.deepEqual(
    [1, 2, 3].map((shortNights) => level({ ymrs: 2, shortNights })),
    ['none', 'stop', 'stop'],
  );
  assert.equal(level({ psychosis: true }), 'stop');
  assert.equal(level({}), 'unknown');
  assert.equal(level({ ymrs: 2 }), 'none');
  const high = (after: number | undefined, ymrs = 5) =>
    level({ ymrs, euphoriaAt: hours(after ?? 1), ...(after === undefined ? {} : { doseEndedAt: now }) });
  assert.deepEqual(
    [high(1), high(4), high(5), high(25), high(undefined)],
    ['none', 'none', 'lookInto', 'lookInto', 'unknown'],
  );
  const says = (after: number) =>
    moodWatch({ ...asked, ymrs: 5, euphoriaAt: hours(after), doseEndedAt: now }, defaultPolicy).says;
  assert.match(says(4.1), /High spirits 4 hours after the dose: ask again tomorrow/);
  for (const after of [23, 24]) assert.match(says(after), /ask again tomorrow/);
  for (const after of [24.1, 25]) assert.match(says(after), /look into it, and ask again each day/);
  assert.equal(high(1, 20), 'stop');
  assert.equal(moodWatch({ ymrs: 20 }, defaultPolicy).rule, 'AFT-06');
  assert.equal(moodWatch({ ymrs: 12 }, defaultPolicy).rule, 'AFT-05');
  assert.equal(moodWatch({ ymrs: 5, euphoriaAt: hours(30), doseEndedAt: now }, defaultPolicy).rule, 'AFT-07');
});

test('[P3] what was not asked about mood is unknown and named, and never hides what was found', () => {
  const asked = { ymrs: 4, psychosis: false, shortNights: 0, euphoriaAt: 'no' } as const;
  const judged = (facts: MoodWatchFacts) => moodWatch(facts, defaultPolicy);
  assert.equal(judged(asked).level, 'none');
  for (const [left, words] of [
    ['psychosis', 'psychotic symptoms'],
    ['shortNights', 'nights of little sleep with much energy'],
    ['euphoriaAt', 'high spirits'],
  ] as const) {
    const { [left]: _, ...rest } = asked;
    assert.deepEqual(
      [judged(rest).level, judged(rest).says],
      ['unknown', `YMRS 4. Not known: ${words}.`],
      left,
    );
    assert.equal(judged({ ...rest, ymrs: 20 }).level, 'stop', left);
  }
  assert.match(judged({}).says, /^Mania was not rated. Rate it. Not known: psychotic symptoms, /);
});
