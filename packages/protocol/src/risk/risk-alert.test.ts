import assert from 'node:assert/strict';
import test from 'node:test';
import { plusMinutes, type Instant } from '@evenkeel/quantities';
import { defaultLadder, foldAlert, stepsOwed, type AlertEvent } from './risk-alert.ts';

const openedAt = '2026-11-25T22:00:00.000Z' as Instant;
const alert = { openedAt, ladder: defaultLadder };
const minute = (minutes: number) => plusMinutes(openedAt, minutes);
const event = (type: AlertEvent['type'], minutes: number, body: object = {}, byId = 'ada'): AlertEvent => ({
  type,
  at: minute(minutes),
  byId,
  body: body as AlertEvent['body'],
});
const told = (step: number, minutes: number) => event('escalated', minutes, { step: String(step) });
const owed = (events: readonly AlertEvent[], minutes: number) =>
  stepsOwed(alert, events, minute(minutes)).map(({ step, to }) => `${step} ${to}`);

test('[SUI-04] [H21] the ladder is owed to the minute: owner at once, owner at 5, prescribers at 15, medical lead at 30', () => {
  assert.deepEqual(owed([], 0), ['0 owner']);
  const rungs = [
    [5, '1 owner'],
    [15, '2 prescribers'],
    [30, '3 medicalLead'],
  ] as const;
  const events: AlertEvent[] = [told(0, 0)];
  for (const [minutes, rung] of rungs) {
    assert.deepEqual(owed(events, minutes - 1), [], `${minutes - 1} minutes`);
    assert.deepEqual(owed(events, minutes), [rung], `${minutes} minutes`);
    assert.deepEqual(owed(events, minutes + 1), [rung], `${minutes + 1} minutes`);
    const step = events.length;
    events.push(told(step, minutes));
    assert.deepEqual(owed(events, minutes + 1), [], 'climbed once');
  }
  assert.deepEqual(owed(events, 10_000), [], 'the ladder has an end');
});

test('[H21] [K2] after a gap every rung that was missed is owed at once, and none is skipped', () => {
  assert.deepEqual(owed([told(0, 0)], 31), ['1 owner', '2 prescribers', '3 medicalLead']);
  assert.deepEqual(owed([told(0, 0), told(1, 5)], 29), ['2 prescribers']);
  const state = foldAlert(alert, [told(0, 0), told(1, 5)], minute(10));
  assert.deepEqual([state.stepsDone, state.next], [2, { step: 2, at: minute(15), to: 'prescribers' }]);
});

test('[H21] taking an alert on stops the ladder, naming an owner or writing a note does not', () => {
  const waiting = [
    told(0, 0),
    event('owned', 1, { ownerId: 'grace' }),
    event('note', 2),
    event('contact', 3),
  ];
  assert.deepEqual(owed(waiting, 5), ['1 owner']);
  assert.equal(foldAlert(alert, waiting, minute(5)).state, 'open');
  const taken = [...waiting, event('acknowledged', 4, {}, 'grace')];
  for (const minutes of [5, 15, 30, 10_000]) assert.deepEqual(owed(taken, minutes), []);
  const state = foldAlert(alert, taken, minute(20));
  assert.deepEqual(
    [state.state, state.ownerId, state.acknowledgedBy, state.acknowledgedAt, state.next],
    ['acknowledged', 'grace', 'grace', minute(4), undefined],
  );
  const handedOn = [...taken, event('owned', 6, { ownerId: 'alan' })];
  assert.equal(foldAlert(alert, handedOn, minute(20)).ownerId, 'alan');
  assert.deepEqual(owed(handedOn, 10_000), [], 'a new owner starts no new ladder');
  // Without a word of an owner, whoever took it on is the one to ask.
  assert.equal(foldAlert(alert, [event('acknowledged', 4, {}, 'grace')], minute(5)).ownerId, 'grace');
});

test('[SUI-04] [H21] a closed alert never climbs again, and keeps what was decided, why and after how long', () => {
  const closed = [
    told(0, 0),
    event('closed', 7, { disposition: 'sameDayAssessment', reason: 'Seen at once' }),
  ];
  for (const minutes of [7, 15, 30, 10_000]) assert.deepEqual(owed(closed, minutes), []);
  const state = foldAlert(alert, closed, minute(600));
  assert.deepEqual(
    [state.state, state.disposition, state.reason, state.closedAt, state.minutes, state.next],
    ['closed', 'sameDayAssessment', 'Seen at once', minute(7), 7, undefined],
  );
});

test('[H21] the minutes an alert has waited count until now, and never below nothing', () => {
  assert.equal(foldAlert(alert, [], minute(12)).minutes, 12);
  assert.equal(foldAlert(alert, [], minute(-3)).minutes, 0);
  assert.deepEqual(owed([], -1), []);
});
