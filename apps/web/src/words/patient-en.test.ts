import assert from 'node:assert/strict';
import test from 'node:test';
import { patientWords } from './patient-en.ts';

/** Every sentence of the page; those with a number or a name are read with one. */
function texts(part: unknown): readonly string[] {
  if (typeof part === 'string') return [part];
  if (typeof part === 'function') return texts((part as (...values: number[]) => unknown)(2, 3, 1));
  if (typeof part === 'object' && part !== null) return Object.values(part).flatMap((one) => texts(one));
  return [];
}

const syllables = (word: string) =>
  Math.max(
    1,
    (
      word
        .toLowerCase()
        .replace(/e$|es$|ed$/, '')
        .match(/[aeiouy]+/g) ?? []
    ).length,
  );

/** Flesch-Kincaid grade: Kincaid et al. 1975, 0.39 words a sentence + 11.8 syllables a word - 15.59. */
function gradeOf(text: string): number {
  const sentences = text.split(/[.?!:]+(?:\s|$)/).filter((one) => /\w/.test(one)).length;
  const words = text.match(/[A-Za-z’']+/g) ?? [];
  const sounds = words.reduce((sum, word) => sum + syllables(word), 0);
  return (0.39 * words.length) / sentences + (11.8 * sounds) / words.length - 15.59;
}

test('[L11] the patient’s words name no drug and judge nobody', () => {
  const all = texts(patientWords);
  assert.ok(all.length > 80, 'the words were read');
  for (const text of all)
    assert.doesNotMatch(text, /ketamine|spravato|infusion|fail|abnormal|severe|suicid|\bnormal|depress/i);
});

test('[L11] the patient’s sentences read at grade 6 or below', () => {
  const sentences = texts(patientWords).filter((text) => text.split(' ').length >= 8);
  assert.ok(sentences.length > 20);
  const whole = gradeOf(sentences.map((text) => text.replace(/[^.?!:]$/, '$&.')).join(' '));
  assert.ok(whole <= 6, `grade ${whole.toFixed(1)}`);
  assert.ok(gradeOf('Notwithstanding considerable heterogeneity, administration continued.') > 6);
});
