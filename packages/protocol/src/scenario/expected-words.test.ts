import assert from 'node:assert/strict';
import test from 'node:test';
import {
  afterExpected,
  attentionExpected,
  doseExpected,
  knownWord,
  leavingExpected,
  leavingIds,
  longTermExpected,
  openExpected,
  phases,
  refusalExpected,
  reviewExpected,
  signExpected,
} from './expected-words.ts';
import { OutlineProblem } from './outline.ts';

const refusedWith = (read: () => unknown, what: RegExp) =>
  assert.throws(read, (error) => error instanceof OutlineProblem && what.test(error.message), String(what));

test('[J4] an expectation is two known words, and is given back as it is', () => {
  for (const [read, ...texts] of [
    [openExpected, 'ELI-07 notMet', 'WRK-03 unknown', 'INT-01 notMet'],
    [longTermExpected, 'LTM-01 trigger', 'LTM-07 unknown', 'LTM-03 due'],
    [
      afterExpected,
      'AFT-01 due',
      'AFT-04 silent',
      'AFT-05 hold',
      'AFT-06 stop',
      'AFT-07 lookInto',
      'AFT-05 unknown',
    ],
    [reviewExpected, 'STP-01 stop', 'STP-05 hold', 'STP-10 unknown'],
    [attentionExpected, 'MON-05 now', 'MON-07 due', 'MON-06 note', 'MON-08 unknown', 'SYM-01 now'],
    [
      signExpected,
      'systolic act',
      'spo2 watch',
      'moaas stale',
      'heartRate notMeasured',
      'diastolic implausible',
    ],
    [leavingExpected, 'DIS-01 unmet', 'DIS-11 unknown', 'DIS-12 unmet', 'DIS-15 unknown'],
    [refusalExpected, '0 GAT-03', '-5 DOS-01', '10.5 MON-09'],
    [
      doseExpected,
      'protocol',
      'outside',
      'refused typing',
      'refused weightToConfirm',
      'refused durationMissing',
    ],
  ] as const)
    for (const text of texts) assert.equal(read(text), text);
});

test('[J4] a rule, a word after it, or a refusal that is not known is named with the nearest', () => {
  for (const [read, text, what] of [
    [openExpected, 'ELI-7 notMet', /^ELI-7 is no rule of a verdict\. Perhaps ELI-07/],
    [openExpected, 'MON-05 notMet', /^MON-05 is no rule of a verdict/],
    [openExpected, 'ELI-07 notmet', /^notmet is no word after ELI-07\. Perhaps notMet\./],
    [openExpected, 'ELI-07 met', /^met is no word after ELI-07/],
    [openExpected, 'ELI-07', /^Nothing is no word after ELI-07\. Words: notMet, unknown\./],
    [openExpected, '', /^Nothing is no rule of a verdict\.$/],
    [openExpected, 'ELI-07 notMet now', /more than two words/],
    [longTermExpected, 'STP-01 trigger', /no rule of long-term watching/],
    [longTermExpected, 'LTM-01 hold', /hold is no word after LTM-01/],
    [afterExpected, 'LTM-01 due', /LTM-01 is no rule of the days after a dose/],
    [afterExpected, 'AFT-05 none', /none is no word after AFT-05/],
    [reviewExpected, 'STP-01 continue', /continue is no word after STP-01/],
    [reviewExpected, 'LTM-01 stop', /no rule of the review/],
    [attentionExpected, 'MON-5 now', /MON-5 is no rule\. Perhaps MON-05/],
    [attentionExpected, 'MON-05 soon', /soon is no word after MON-05/],
    [signExpected, 'sytolic act', /sytolic is no vital sign\. Perhaps systolic\./],
    [signExpected, 'systolic inRange', /inRange is no word/],
    [leavingExpected, 'DIS-99 unmet', /DIS-99 is no criterion of leaving/],
    [leavingExpected, 'DIS-01 met', /met is no word after DIS-01\. Words: unmet, unknown/],
    [refusalExpected, 'GAT-03', /a refusal is a minute and a rule/],
    [refusalExpected, 'x0 GAT-03', /a refusal is a minute and a rule/],
    [refusalExpected, '0 GAT-03 GAT-04', /a refusal is a minute and a rule/],
    [refusalExpected, '0 GAT-3', /GAT-3 is no rule\. Perhaps GAT-03/],
    [doseExpected, 'refused typo', /refused typo is no answer to a dose\. Perhaps refused typing\./],
    [doseExpected, 'weightStale', /weightStale is no answer/],
  ] as const)
    refusedWith(() => read(text), what);
});

test('[J4] the words that are known: phases and criteria of leaving', () => {
  assert.deepEqual(phases, ['check', 'ready', 'infusing', 'paused', 'recovery', 'discharged']);
  assert.deepEqual([leavingIds[0], leavingIds.at(-1), leavingIds.length], ['DIS-01', 'DIS-15', 15]);
  assert.equal(knownWord('ready', 'phase', phases), 'ready');
  refusedWith(() => knownWord('infusin', 'phase', phases), /^infusin is no phase\. Perhaps infusing\.$/);
});
