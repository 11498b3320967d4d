import type { Drug, Route } from '@evenkeel/pharmacology';
import type { Jurisdiction } from '../evidence-mark.ts';
import { applies } from '../rule.ts';
import { furtherGates } from './further-gates.ts';
import { gateRules, type GateRule } from './rules.ts';

/** Every gate there is, in the order they are asked. */
export const everyGate: readonly GateRule[] = Object.freeze([...gateRules, ...furtherGates]);

/** The gates of a session: those of every session, and those of its drug, route and jurisdiction. */
export function sessionGates(
  drug: Drug,
  route: Route,
  jurisdiction: Jurisdiction | undefined,
): readonly GateRule[] {
  return everyGate.filter(
    (one) =>
      (one.appliesTo.jurisdictions === undefined || jurisdiction !== undefined) &&
      applies(one, { drug, route, phase: 'firstDose' }, jurisdiction ?? 'EU', undefined),
  );
}
