import { allRules } from '../all-rules.ts';
import { careRules } from '../eligibility/care-rules.ts';
import { afterDoseRules, longTermRules, reviewRules } from '../follow-up/follow-up-rules.ts';
import type { RegimenProblem } from '../regimen/calculate-regimen.ts';
import { vitalSigns } from '../session/vital-sign.ts';
import { furtherLeaveRules } from '../session/leaving.ts';
import { dischargeRules } from '../session/rules.ts';
import type { SessionPhase } from '../session/session-state.ts';
import { perhaps } from './nearest-words.ts';
import { OutlineProblem } from './outline.ts';

const ids = (rules: readonly { readonly id: string }[]) => rules.map(({ id }) => id);

/** Ids of every criterion of leaving. */
export const leavingIds: readonly string[] = Object.freeze([
  ...ids(dischargeRules),
  ...ids(Object.values(furtherLeaveRules)),
]);

/** The phases of a session, in their order. */
export const phases: readonly SessionPhase[] = Object.freeze([
  'check',
  'ready',
  'infusing',
  'paused',
  'recovery',
  'discharged',
]);

/** A word of a list, or a problem that names the nearest. */
export function knownWord(word: string, what: string, known: readonly string[]): string {
  if (known.includes(word)) return word;
  throw new OutlineProblem(`${word === '' ? 'Nothing' : word} is no ${what}.${perhaps(word, known)}`);
}

/** An expectation of two words, such as `MON-05 now`; both must be known. */
const pair =
  (what: string, first: readonly string[], second: readonly string[]) =>
  (text: string): string => {
    const [one = '', other = '', ...more] = text.split(' ');
    knownWord(one, what, first);
    knownWord(other, `word after ${one}`, second);
    if (more.length > 0) throw new OutlineProblem(`"${text}" has more than two words.`);
    return text;
  };

/** A finding that is not met, as `ELI-07 notMet`. */
export const openExpected = pair('rule of a verdict', ids(careRules), ['notMet', 'unknown']);

/** What long-term watching says, as `LTM-01 trigger`. */
export const longTermExpected = pair('rule of long-term watching', ids(Object.values(longTermRules)), [
  'trigger',
  'unknown',
  'due',
]);

/** What is owed or seen in the days after a dose, as `AFT-01 due` or `AFT-05 hold`. */
export const afterExpected = pair('rule of the days after a dose', ids(Object.values(afterDoseRules)), [
  'due',
  'silent',
  'hold',
  'stop',
  'lookInto',
  'unknown',
]);

/** A voice of the review that does not speak for going on, as `STP-01 stop`. */
export const reviewExpected = pair('rule of the review', ids(Object.values(reviewRules)), [
  'stop',
  'hold',
  'unknown',
]);

/** A rule that asks for attention, as `MON-05 now`. */
export const attentionExpected = pair('rule', ids(allRules), ['now', 'due', 'note', 'unknown']);

/** A sign that is not in range, as `systolic act`. */
export const signExpected = pair(
  'vital sign',
  vitalSigns.map(({ sign }) => sign),
  ['watch', 'act', 'stale', 'notMeasured', 'implausible'],
);

/** A criterion of leaving that is not met, as `DIS-01 unmet`. */
export const leavingExpected = pair('criterion of leaving', leavingIds, ['unmet', 'unknown']);

/** What was refused, as `0 GAT-03`. */
export function refusalExpected(text: string): string {
  const [, rule] = /^-?\d+(?:\.\d+)? (\S+)$/.exec(text) ?? [];
  if (rule === undefined) throw new OutlineProblem(`"${text}": a refusal is a minute and a rule.`);
  knownWord(rule, 'rule', ids(allRules));
  return text;
}

const refusals: { readonly [C in RegimenProblem['code']]: true } = {
  amountNotPositive: true,
  amountOutsideAbsoluteBand: true,
  notADeviceAmount: true,
  productMissing: true,
  durationMissing: true,
  durationOutOfRange: true,
  weightMissing: true,
  weightEstimated: true,
  weightInFuture: true,
  weightStale: true,
  weightToConfirm: true,
};

/** What is expected of a dose: `protocol`, `outside`, `refused typing` or `refused` with its code. */
export function doseExpected(text: string): string {
  return knownWord(text, 'answer to a dose', [
    'protocol',
    'outside',
    ...['typing', ...Object.keys(refusals)].map((code) => `refused ${code}`),
  ]);
}
