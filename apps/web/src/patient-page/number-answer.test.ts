import assert from 'node:assert/strict';
import test from 'node:test';
import { numberAnswerOf, numberText } from './number-answer.ts';

const hours = { from: 0, to: 24, step: 0.25, unit: 'h' };
const minutes = { from: 0, to: 600, step: 1, unit: 'min' };
const clock = { from: 0, to: 1439, step: 1, unit: 'minutes after midnight' };

test('[D5] a typed number is an answer only within its limits and steps', () => {
  const table: readonly [string, typeof hours, number | undefined][] = [
    ['7', hours, 7],
    ['7,5', hours, 7.5],
    ['7.25', hours, 7.25],
    ['7.3', hours, undefined],
    ['24', hours, 24],
    ['24.25', hours, undefined],
    ['-1', hours, undefined],
    ['', hours, undefined],
    ['1e1', minutes, undefined],
    ['Infinity', minutes, undefined],
    ['30', minutes, 30],
    ['30.5', minutes, undefined],
    ['1,000', minutes, undefined],
    ['7,250', hours, undefined],
    ['7,25', hours, 7.25],
    ['7,5,0', hours, undefined],
    ['.5', hours, undefined],
    ['5.', hours, undefined],
    ['0x1', minutes, undefined],
    ['3O', minutes, undefined],
    ['３０', minutes, undefined],
    ['٣٠', minutes, undefined],
    ['22:30', minutes, undefined],
    ['22:30', clock, 1350],
    ['0:05', clock, 5],
    ['24:00', clock, undefined],
    ['9:60', clock, undefined],
    ['930', clock, undefined],
  ];
  for (const [typed, asked, want] of table) assert.equal(numberAnswerOf(typed, asked), want, typed);
});

test('an answer is shown as it was typed', () => {
  assert.equal(numberText(null, hours), '');
  assert.equal(numberText(7.5, hours), '7.5');
  for (const answer of [0, 5, 615, 1439])
    assert.equal(numberAnswerOf(numberText(answer, clock), clock), answer);
});
