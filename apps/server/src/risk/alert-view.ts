import type { RiskAlertView } from '@evenkeel/contract';
import {
  foldAlert,
  riskSources,
  whatFollows,
  type AlertEvent,
  type EscalationLadder,
} from '@evenkeel/protocol';
import type { Instant } from '@evenkeel/quantities';
import { findPatients, staffNames, type StoredAlert, type StoredAlertEvent } from '@evenkeel/record';
import { today, type Ground } from '../patients/ground.ts';
import { summaryOf } from '../patients/patient-view.ts';

/** A stored alert as the protocol folds it. */
export function foldedAlert(alert: StoredAlert, now: Instant) {
  return foldAlert(
    { openedAt: alert.openedAt as Instant, ladder: alert.ladder as EscalationLadder },
    alert.events as readonly AlertEvent[],
    now,
  );
}

/** Alerts as the inbox shows them. One of a patient who is not there is left out. */
export async function alertViews(ground: Ground, alerts: readonly StoredAlert[]): Promise<RiskAlertView[]> {
  const { tx, scope, now } = ground;
  const patients = await findPatients(tx, scope, [...new Set(alerts.map(({ patientId }) => patientId))]);
  const byId = new Map(patients.map((one) => [one.patientId, one]));
  const names = await staffNames(
    tx,
    scope,
    alerts.flatMap(({ events }) => events.flatMap((event) => [event.byId, ...peopleIn(event)])),
  );
  const nameOf = (id: string | undefined) => (id === undefined ? undefined : names.get(id));
  return alerts.flatMap((alert): RiskAlertView[] => {
    const patient = byId.get(alert.patientId);
    if (patient === undefined) return [];
    const state = foldedAlert(alert, now);
    const ladder = alert.ladder as EscalationLadder;
    const ownerName = nameOf(state.ownerId);
    const takenBy = nameOf(state.acknowledgedBy);
    return [
      {
        alertId: alert.alertId,
        patient: summaryOf(patient, today(ground)),
        kind: alert.kind,
        level: alert.level,
        instrument: alert.instrument,
        says: alert.says,
        follows: [...whatFollows(alert)],
        sources: riskSources[alert.kind].map(({ mark, citation }) => ({ mark, citation })),
        ladder: ladder.steps.map((step) => ({ ...step })),
        openedAt: alert.openedAt,
        minutes: state.minutes,
        state: state.state,
        ...(ownerName === undefined ? {} : { ownerName }),
        isMine: state.ownerId === scope.actorId,
        ...(state.acknowledgedAt === undefined ? {} : { acknowledgedAt: state.acknowledgedAt }),
        ...(takenBy === undefined ? {} : { acknowledgedByName: takenBy }),
        ...(state.next === undefined ? {} : { nextAt: state.next.at, nextTo: state.next.to }),
        ...(state.closedAt === undefined ? {} : { closedAt: state.closedAt }),
        ...(state.disposition === undefined ? {} : { disposition: state.disposition }),
        ...(state.reason === undefined ? {} : { reason: state.reason }),
        events: alert.events.map((event) => ({
          type: event.type,
          at: event.at,
          byName: nameOf(event.byId) ?? 'the house',
          text: textOf(event, (id) => nameOf(id) ?? 'someone'),
        })),
      },
    ];
  });
}

const textIn = (value: unknown): string => (typeof value === 'string' ? value : '');

function idsIn({ body }: StoredAlertEvent, key: 'people' | 'notReached'): readonly string[] {
  const ids: unknown = body[key];
  return Array.isArray(ids) ? ids.filter((one): one is string => typeof one === 'string') : [];
}

const peopleIn = (event: StoredAlertEvent): readonly string[] => [
  ...idsIn(event, 'people'),
  ...idsIn(event, 'notReached'),
  ...(typeof event.body['ownerId'] === 'string' ? [event.body['ownerId']] : []),
];

const rungs: Readonly<Record<string, string>> = {
  owner: 'the owner',
  prescribers: 'all prescribers',
  medicalLead: 'the medical lead',
};

function textOf(event: StoredAlertEvent, nameOf: (id: string) => string): string {
  const { type, body } = event;
  if (type === 'owned') return `Owner: ${nameOf(textIn(body['ownerId']))}.`;
  if (type === 'acknowledged') return 'Taken on.';
  if (type === 'escalated') {
    const told = idsIn(event, 'people').map(nameOf);
    const silent = idsIn(event, 'notReached').map(nameOf);
    const rung = rungs[textIn(body['to'])] ?? 'the next';
    return [
      told.length > 0 ? `Told ${rung}: ${told.join(', ')}.` : '',
      silent.length > 0 ? `Not told, no address: ${silent.join(', ')}.` : '',
      told.length + silent.length === 0 ? `Nobody to tell: ${rung}.` : '',
    ]
      .filter((one) => one !== '')
      .join(' ');
  }
  if (type === 'closed') return textIn(body['reason']);
  return textIn(body['text']);
}
