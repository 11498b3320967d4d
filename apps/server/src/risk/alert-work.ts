import type { RiskAlertView } from '@evenkeel/contract';
import { findAlert, insertAlertEvents, lockAlert, type StoredAlertEvent } from '@evenkeel/record';
import { Refusal } from '../http/refusal.ts';
import type { Ground } from '../patients/ground.ts';
import { alertViews, foldedAlert } from './alert-view.ts';

/** Adds one event to an alert that is open. @throws Refusal RSK-001, RSK-002 */
export async function addToAlert(
  ground: Ground,
  alertId: string,
  event: Pick<StoredAlertEvent, 'type' | 'body'>,
): Promise<RiskAlertView> {
  const { tx, scope, now } = ground;
  await lockAlert(tx, scope, alertId);
  const alert = await findAlert(tx, scope, alertId);
  if (alert === undefined) throw new Refusal('RSK-001');
  const state = foldedAlert(alert, now);
  if (state.state === 'closed') throw new Refusal('RSK-002');
  const more: StoredAlertEvent = { ...event, at: now, byId: scope.actorId };
  // Taking an alert on makes one its owner, so that there is always a name. Tapped twice it is taken on once.
  const events =
    event.type !== 'acknowledged'
      ? [more]
      : state.ownerId === scope.actorId &&
          alert.events.some(({ type, byId }) => type === 'acknowledged' && byId === scope.actorId)
        ? []
        : [
            more,
            ...(state.ownerId === scope.actorId
              ? []
              : [{ ...more, type: 'owned' as const, body: { ownerId: scope.actorId, how: 'taken' } }]),
          ];
  await insertAlertEvents(tx, scope, alertId, events);
  const [view] = await alertViews(ground, [{ ...alert, events: [...alert.events, ...events] }]);
  if (view === undefined) throw new Refusal('RSK-001');
  return view;
}
