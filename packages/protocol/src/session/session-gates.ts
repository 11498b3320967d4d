import type { Drug, Route } from '@evenkeel/pharmacology';
import type { Jurisdiction } from '../evidence-mark.ts';
import { applies } from '../rule.ts';
import { furtherGates } from './further-gates.ts';
import { gateRules, type GateRule } from './rules.ts';

/** Every gate there is, in the order they are asked. */
export const everyGate: readonly GateRule[] = Object.freeze([...gateRules, ...furtherGates]);

/**
 * The gates of a session: those of every session, and those of its drug, route and jurisdiction. Where the jurisdiction is
 * not known, a gate that any of them asks is asked.
 */
export function sessionGates(
  drug: Drug,
  route: Route,
  jurisdiction: Jurisdiction | undefined,
): readonly GateRule[] {
  return everyGate.filter((one) =>
    applies(
      one,
      { drug, route, phase: 'firstDose' },
      jurisdiction ?? one.appliesTo.jurisdictions?.[0] ?? 'EU',
      undefined,
    ),
  );
}
