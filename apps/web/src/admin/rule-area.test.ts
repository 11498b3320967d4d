import assert from 'node:assert/strict';
import test from 'node:test';
import { allRules } from '@evenkeel/protocol';
import { followUpWords } from '../words/follow-up-en.ts';
import { areaOf } from './rule-area.ts';

test('[P7] every rule stands in an area of the library that has a name, and no area is empty', () => {
  const { areas } = followUpWords.library;
  assert.deepEqual(
    Object.keys(areas).toSorted(),
    [...new Set(allRules.map((rule) => areaOf(rule)))].toSorted(),
    'a rule without an area would not be shown',
  );
});
