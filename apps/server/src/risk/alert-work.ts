import type { RiskAlertView } from '@evenkeel/contract';
import { canonicalJson, type Json } from '@evenkeel/quantities';
import {
  findAlert,
  insertAlertEvents,
  lockAlert,
  type StoredAlert,
  type StoredAlertEvent,
} from '@evenkeel/record';
import { Refusal } from '../http/refusal.ts';
import type { Ground } from '../patients/ground.ts';
import { alertViews, foldedAlert } from './alert-view.ts';

/** True of an event that is there already: same id, same person, same content. With other content it is another event. */
function isThere(alert: StoredAlert, event: Pick<StoredAlertEvent, 'type' | 'body'>, byId: string): boolean {
  return (
    event.body['eventId'] !== undefined &&
    alert.events.some(
      (one) =>
        one.type === event.type &&
        one.byId === byId &&
        canonicalJson(one.body as Json) === canonicalJson(event.body as Json),
    )
  );
}

/** Adds one event to an alert that is open; one that is there already changes nothing. @throws Refusal RSK-001, RSK-002 */
export async function addToAlert(
  ground: Ground,
  alertId: string,
  event: Pick<StoredAlertEvent, 'type' | 'body'>,
): Promise<{ readonly view: RiskAlertView; readonly isNew: boolean }> {
  const { tx, scope, now } = ground;
  await lockAlert(tx, scope, alertId);
  const alert = await findAlert(tx, scope, alertId);
  if (alert === undefined) throw new Refusal('RSK-001');
  if (isThere(alert, event, scope.actorId)) return { view: await viewOf(ground, alert), isNew: false };
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
  const after = { ...alert, events: [...alert.events, ...events] };
  return { view: await viewOf(ground, after), isNew: events.length > 0 };
}

async function viewOf(ground: Ground, alert: StoredAlert): Promise<RiskAlertView> {
  const [view] = await alertViews(ground, [alert]);
  if (view === undefined) throw new Refusal('RSK-001');
  return view;
}
