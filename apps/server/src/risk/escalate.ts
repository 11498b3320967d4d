import { stepsOwed, type AlertEvent, type EscalationLadder } from '@evenkeel/protocol';
import type { Instant } from '@evenkeel/quantities';
import { findAlert, insertAlertEvents, lockAlert, openAlerts, staffOf } from '@evenkeel/record';
import type { Ground } from '../patients/ground.ts';
import { foldedAlert } from './alert-view.ts';
import { prescribersOf, tellOf } from './open-alerts.ts';

/** Climbs every rung that is owed now. Gives the number of rungs. */
export async function escalateAlerts(ground: Ground): Promise<number> {
  const { tx, scope, now } = ground;
  const open = await openAlerts(tx, scope);
  if (open.length === 0) return 0;
  const people = await staffOf(tx, scope.clinicId);
  let climbed = 0;
  for (const { alertId } of open) {
    await lockAlert(tx, scope, alertId);
    // Read again under the lock: another server, or the person it is about, may have been faster.
    const alert = await findAlert(tx, scope, alertId);
    if (alert === undefined) continue;
    const about = { openedAt: alert.openedAt as Instant, ladder: alert.ladder as EscalationLadder };
    const { ownerId } = foldedAlert(alert, now);
    for (const { step, to } of stepsOwed(about, alert.events as readonly AlertEvent[], now)) {
      const able = prescribersOf(people);
      const leads = able.filter(({ roles }) => roles.includes('medicalLead'));
      const owner = able.filter(({ staff_id }) => staff_id === ownerId);
      const told =
        to === 'owner'
          ? owner.length > 0
            ? owner
            : able
          : to === 'medicalLead' && leads.length > 0
            ? leads
            : able;
      await insertAlertEvents(tx, scope, alertId, [await tellOf(ground, step, to, told)]);
      climbed += 1;
    }
  }
  return climbed;
}
