import assert from 'node:assert/strict';
import test from 'node:test';
import {
  emptyKeypad,
  keypadFrom,
  keypadText,
  pressKey,
  vitalsOf,
  type KeypadPlace,
  type KeypadState,
} from './keypad.ts';

function type(digits: string, from: KeypadState = emptyKeypad): KeypadState {
  return Array.from(digits).reduce(
    (state, digit) => pressKey(state, { kind: 'digit', digit: Number(digit) }),
    from,
  );
}
const back = (state: KeypadState) => pressKey(state, { kind: 'back' });
const at = (place: Exclude<KeypadPlace, 'save'>) => pressKey(emptyKeypad, { kind: 'go', place });

test('[Numbers] the keypad moves on by itself when a value can have no further digit', () => {
  const table: readonly [Exclude<KeypadPlace, 'save'>, string, string, KeypadPlace][] = [
    ['systolic', '1', '1', 'systolic'],
    ['systolic', '12', '12', 'systolic'],
    ['systolic', '128', '128', 'diastolic'],
    ['systolic', '2', '2', 'systolic'],
    ['systolic', '210', '210', 'diastolic'],
    ['systolic', '9', '9', 'systolic'],
    ['systolic', '95', '95', 'diastolic'],
    ['systolic', '30', '30', 'diastolic'],
    ['systolic', '0', '0', 'diastolic'],
    ['diastolic', '84', '84', 'heartRate'],
    ['diastolic', '20', '20', 'heartRate'],
    ['diastolic', '10', '10', 'diastolic'],
    ['diastolic', '104', '104', 'heartRate'],
    ['heartRate', '7', '7', 'heartRate'],
    ['heartRate', '72', '72', 'spo2'],
    ['heartRate', '104', '104', 'spo2'],
    ['heartRate', '20', '20', 'heartRate'],
    ['spo2', '9', '9', 'spo2'],
    ['spo2', '98', '98', 'respiratoryRate'],
    ['spo2', '10', '10', 'spo2'],
    ['spo2', '100', '100', 'respiratoryRate'],
    ['spo2', '15', '15', 'respiratoryRate'],
    ['respiratoryRate', '1', '1', 'respiratoryRate'],
    ['respiratoryRate', '16', '16', 'moaas'],
    ['respiratoryRate', '8', '8', 'moaas'],
    ['respiratoryRate', '6', '6', 'respiratoryRate'],
    ['respiratoryRate', '0', '0', 'moaas'],
    ['moaas', '5', '5', 'save'],
    ['moaas', '0', '0', 'save'],
  ];
  for (const [place, digits, text, next] of table) {
    const state = type(digits, at(place));
    assert.equal(state.draft[place], text, `${place} ${digits}`);
    assert.equal(state.place, next, `${place} ${digits}`);
  }
});

test('[L1] a whole set is its digits and one tap on MOAA/S; saving is the second tap', () => {
  const state = type('128847298165');
  assert.equal(state.place, 'save');
  assert.deepEqual(vitalsOf(state.draft), {
    systolic: 128,
    diastolic: 84,
    heartRate: 72,
    spo2: 98,
    respiratoryRate: 16,
    moaas: 5,
  });
});

test('[P3] a box that was passed is absent, never zero', () => {
  const state = type('128', emptyKeypad);
  const skipped = type('72', pressKey(state, { kind: 'next' }));
  assert.deepEqual(vitalsOf(skipped.draft), { systolic: 128, heartRate: 72 });
  assert.deepEqual(vitalsOf(emptyKeypad.draft), {});
});

test('keys that mean nothing change nothing: 6 to 9 at MOAA/S, digits after the last box, a fourth digit', () => {
  const moaas = at('moaas');
  for (const digit of [6, 7, 8, 9]) assert.deepEqual(pressKey(moaas, { kind: 'digit', digit }), moaas);
  const done = type('5', moaas);
  assert.deepEqual(type('1', done), done);
  const three: KeypadState = { draft: { systolic: '128' }, place: 'systolic', fresh: false };
  assert.deepEqual(type('4', three), three);
});

test('going back to a filled box starts it again; a correction key takes off one digit and then goes back a box', () => {
  const filled = type('12884');
  const again = pressKey(filled, { kind: 'go', place: 'systolic' });
  assert.equal(type('9', again).draft.systolic, '9');
  const once = back(filled);
  assert.equal(once.place, 'diastolic');
  assert.equal(back(once).draft.diastolic, '8');
  assert.equal(back(back(back(once))).place, 'systolic');
  assert.equal(pressKey(back(back(back(once))), { kind: 'back' }).draft.systolic, '12');
});

test('[P1] a half-typed set survives as text, and text from elsewhere does no harm', () => {
  const half = type('1288');
  assert.deepEqual(keypadFrom(keypadText(half)), half);
  assert.equal(keypadText(emptyKeypad), '');
  for (const text of ['', 'null', '{}', '{"draft":{"systolic":{}},"place":"x"}', '[1]'])
    assert.deepEqual(keypadFrom(text), emptyKeypad);
});
