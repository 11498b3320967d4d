import type { Drug, Route } from '@evenkeel/pharmacology';
import type { Jurisdiction } from '../evidence-mark.ts';
import { applies, type RuleRecord } from '../rule.ts';
import type { GateQuestion } from './entry.ts';
import { furtherGates } from './further-gates.ts';
import { gateRules } from './rules.ts';

/** A gate that a session's log can answer. */
export interface AnswerableGate extends RuleRecord {
  readonly gate: GateQuestion;
  readonly question: string;
}

/** Which entry answers a gate of a drug or route. */
const answeredBy: { readonly [rule: string]: GateQuestion } = Object.freeze({
  'GAT-11': 'nasalSprays',
  'GAT-12': 'programmeEnrolment',
  'GAT-16': 'deviceUse',
});

const routeGates: readonly AnswerableGate[] = Object.freeze(
  furtherGates.flatMap((one) => {
    const gate = answeredBy[one.id];
    return gate === undefined ? [] : [Object.freeze({ ...one, gate })];
  }),
);

/**
 * The gates of a session: the ten that every session asks, and those of its drug, route and jurisdiction. Where the
 * jurisdiction is not known, a gate that any of them asks is asked.
 */
export function sessionGates(
  drug: Drug,
  route: Route,
  jurisdiction: Jurisdiction | undefined,
): readonly AnswerableGate[] {
  return [
    ...gateRules,
    ...routeGates.filter((one) =>
      applies(
        one,
        { drug, route, phase: 'firstDose' },
        jurisdiction ?? one.appliesTo.jurisdictions?.[0] ?? 'EU',
        undefined,
      ),
    ),
  ];
}
