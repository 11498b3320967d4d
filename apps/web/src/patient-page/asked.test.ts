import assert from 'node:assert/strict';
import test from 'node:test';
import type { InstrumentForm } from '@evenkeel/contract';
import { askedPlaces, asksForHelp, helpAfterSending, isRow, optionOfKey } from './asked.ts';

const choices = [0, 1, 2, 3].map((value) => ({ value, label: `answer ${value}` }));
const form = (scored: readonly boolean[], help: InstrumentForm['help'] = []): InstrumentForm => ({
  id: 'x',
  version: '1',
  language: 'en',
  title: '',
  shortTitle: '',
  stem: '',
  attribution: '',
  items: scored.map((one, place) => ({ id: `i${place}`, text: '', options: choices, scored: one })),
  implied: [],
  help,
});

test('what does not count is asked only when something else was said', () => {
  const three = form([true, true, false]);
  assert.deepEqual(askedPlaces(three, [null, null, null]), [0, 1, 2]);
  assert.deepEqual(askedPlaces(three, [0, null, null]), [0, 1, 2]);
  assert.deepEqual(askedPlaces(three, [0, 0, null]), [0, 1]);
  assert.deepEqual(askedPlaces(three, [0, 1, null]), [0, 1, 2]);
  assert.deepEqual(
    askedPlaces(form([false, false]), [0, 0]),
    [0, 1],
    'a scale without a total is asked whole',
  );
});

test('[P3] help is shown at once after an answer that asks for it, and after sending where it was left out', () => {
  const one = form([true, true], [{ item: 1, atLeast: 1 }]);
  assert.equal(asksForHelp(one, 1, 1), true);
  assert.equal(asksForHelp(one, 1, 0), false);
  assert.equal(asksForHelp(one, 1, null), false);
  assert.equal(asksForHelp(one, 0, 3), false);
  assert.equal(helpAfterSending(one, [3, 0]), false);
  assert.equal(helpAfterSending(one, [0, 1]), true);
  assert.equal(helpAfterSending(one, [0, null]), true);
  assert.equal(helpAfterSending(form([true]), [null]), false);
});

test('a number key is the place of an answer, or the number itself in a row of numbers', () => {
  const words = { id: 'a', text: '', options: choices, scored: true };
  const row = {
    ...words,
    options: Array.from({ length: 11 }, (_, value) => ({ value, label: String(value) })),
  };
  assert.equal(isRow(words), false);
  assert.equal(isRow(row), true);
  assert.equal(optionOfKey(words, '1'), 0);
  assert.equal(optionOfKey(words, '5'), undefined);
  assert.equal(optionOfKey(words, 'x'), undefined);
  assert.equal(optionOfKey(row, '0'), 0);
  assert.equal(optionOfKey(row, '9'), 9);
});

test('what other answers settle is not asked: somebody who never drinks is not asked how much', () => {
  const alcohol: InstrumentForm = {
    ...form([true, true, true]),
    implied: [{ when: [{ item: 0, equals: 0 }], items: [1, 2] }],
  };
  assert.deepEqual(askedPlaces(alcohol, [null, null, null]), [0, 1, 2]);
  assert.deepEqual(askedPlaces(alcohol, [2, null, null]), [0, 1, 2]);
  assert.deepEqual(askedPlaces(alcohol, [0, null, null]), [0]);
});
