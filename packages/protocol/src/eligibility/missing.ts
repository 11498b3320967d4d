/** How a sentence begins that names something. */
const starts = Object.freeze({
  ask: 'Ask about ',
  askAgain: 'Ask again about ',
  note: 'Say in a note why ',
});

/**
 * What is missing, where a screen does more with it than show the sentence. The rules take their sentence from here, so
 * that its words and its kind cannot come apart.
 */
export const missing = Object.freeze({
  ask: (about: string) => `${starts.ask}${about}.`,
  askAgain: (about: string) => `${starts.askAgain}${about}.`,
  note: (names: string) => `${starts.note}${names} does not count.`,
  medicines: 'Confirm the list of medicines.',
  diagnosis: 'Record the diagnosis and the current episode.',
  birthDate: 'Record the birth date.',
  birthDateAgain: 'Correct the birth date.',
  setting: 'Record the certification of the setting.',
});

/**
 * `ask`: a question nobody answered. `askAgain`: an answer that no longer counts. `note`: the answer stands, a reason for
 * it is missing. `medicines`: the list is to be confirmed. `diagnosis`,
 * `birthDate` and `setting` are recorded. `other`: the
 * sentence says it all.
 */
export type MissingKind =
  | 'ask'
  | 'askAgain'
  | 'note'
  | 'medicines'
  | 'diagnosis'
  | 'birthDate'
  | 'setting'
  | 'other';

const whole: ReadonlyMap<string, MissingKind> = new Map([
  [missing.medicines, 'medicines'],
  [missing.diagnosis, 'diagnosis'],
  [missing.birthDate, 'birthDate'],
  [missing.birthDateAgain, 'birthDate'],
  [missing.setting, 'setting'],
]);
const named = ['askAgain', 'ask', 'note'] as const;

/** The kind of a sentence of what is missing. */
export function missingKind(sentence: string): MissingKind {
  return whole.get(sentence) ?? named.find((kind) => sentence.startsWith(starts[kind])) ?? 'other';
}
