import { elapsedMinutes, plusMinutes, type Instant } from '@evenkeel/quantities';
import type { Source } from '../evidence-mark.ts';

/** One rung: who is told when nobody has taken the alert on `afterMinutes` after it opened. */
export interface LadderStep {
  readonly afterMinutes: number;
  readonly to: 'owner' | 'prescribers' | 'medicalLead';
}

/** How an alert climbs while nobody answers it. */
export interface EscalationLadder {
  readonly steps: readonly LadderStep[];
  readonly source: Source;
}

/** A local default: the owner at once and again at 5 minutes, all prescribers at 15, the medical lead at 30. */
export const defaultLadder: EscalationLadder = Object.freeze({
  steps: Object.freeze([
    Object.freeze({ afterMinutes: 0, to: 'owner' as const }),
    Object.freeze({ afterMinutes: 5, to: 'owner' as const }),
    Object.freeze({ afterMinutes: 15, to: 'prescribers' as const }),
    Object.freeze({ afterMinutes: 30, to: 'medicalLead' as const }),
  ]),
  source: Object.freeze({
    mark: 'localDefault',
    citation: 'Escalation 5, 15, 30 minutes. General knowledge',
  }),
});

/** How a look at an alert ended. */
export const dispositions = Object.freeze([
  'assessedNoAction',
  'safetyPlan',
  'sameDayAssessment',
  'urgentEvaluation',
  'emergencyServices',
  'doseHeld',
  'wrongEntry',
] as const);
export type Disposition = (typeof dispositions)[number];

/** What happened to an alert, in order. */
export interface AlertEvent {
  readonly type: 'owned' | 'acknowledged' | 'escalated' | 'note' | 'contact' | 'closed';
  readonly at: Instant;
  readonly byId: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** An alert as it stands. Derived from its log, never stored. */
export interface AlertState {
  readonly state: 'open' | 'acknowledged' | 'closed';
  readonly ownerId?: string;
  readonly acknowledgedAt?: Instant;
  readonly acknowledgedBy?: string;
  readonly closedAt?: Instant;
  readonly disposition?: Disposition;
  readonly reason?: string;
  /** Rungs climbed so far. */
  readonly stepsDone: number;
  /** Minutes since it opened, or until it was closed. */
  readonly minutes: number;
  /** The next rung and its moment, while nobody has taken the alert on. */
  readonly next?: { readonly step: number; readonly at: Instant; readonly to: LadderStep['to'] };
}

/** Folds the log of one alert. Taking an alert on stops the ladder; a new owner starts no new one. */
export function foldAlert(
  alert: { readonly openedAt: Instant; readonly ladder: EscalationLadder },
  events: readonly AlertEvent[],
  now: Instant,
): AlertState {
  const owned = events.findLast(({ type }) => type === 'owned');
  const taken = events.find(({ type }) => type === 'acknowledged');
  const closed = events.find(({ type }) => type === 'closed');
  const stepsDone = events.filter(({ type }) => type === 'escalated').length;
  const text = (from: AlertEvent | undefined, name: string) => {
    const value = from?.body[name];
    return typeof value === 'string' ? value : undefined;
  };
  const ownerId = text(owned, 'ownerId') ?? taken?.byId;
  const rung = alert.ladder.steps[stepsDone];
  const disposition = text(closed, 'disposition') as Disposition | undefined;
  const reason = text(closed, 'reason');
  return {
    state: closed !== undefined ? 'closed' : taken !== undefined ? 'acknowledged' : 'open',
    ...(ownerId === undefined ? {} : { ownerId }),
    ...(taken === undefined ? {} : { acknowledgedAt: taken.at, acknowledgedBy: taken.byId }),
    ...(closed === undefined ? {} : { closedAt: closed.at }),
    ...(disposition === undefined ? {} : { disposition }),
    ...(reason === undefined ? {} : { reason }),
    stepsDone,
    minutes: Math.max(0, elapsedMinutes(alert.openedAt, closed?.at ?? now)),
    ...(closed !== undefined || taken !== undefined || rung === undefined
      ? {}
      : { next: { step: stepsDone, at: plusMinutes(alert.openedAt, rung.afterMinutes), to: rung.to } }),
  };
}

/** The rungs that are owed now, in order; empty once someone has taken the alert on. */
export function stepsOwed(
  alert: { readonly openedAt: Instant; readonly ladder: EscalationLadder },
  events: readonly AlertEvent[],
  now: Instant,
): readonly { readonly step: number; readonly to: LadderStep['to'] }[] {
  const { state, stepsDone } = foldAlert(alert, events, now);
  if (state !== 'open') return [];
  return alert.ladder.steps.flatMap(({ afterMinutes, to }, step) =>
    step >= stepsDone && plusMinutes(alert.openedAt, afterMinutes) <= now ? [{ step, to }] : [],
  );
}
