import { stepsOwed, type AlertEvent, type EscalationLadder } from '@evenkeel/protocol';
import type { Instant } from '@evenkeel/quantities';
import {
  findAlert,
  insertAlertEvents,
  lockAlert,
  openAlerts,
  staffOf,
  type StoredAlert,
} from '@evenkeel/record';
import type { JobDone } from '../jobs/job-done.ts';
import type { Ground } from '../patients/ground.ts';
import { foldedAlert } from './alert-view.ts';
import { prescribersOf, tellOf } from './open-alerts.ts';

function owedBy({ openedAt, ladder, events }: StoredAlert, now: Instant) {
  const about = { openedAt: openedAt as Instant, ladder: ladder as EscalationLadder };
  return stepsOwed(about, events as readonly AlertEvent[], now);
}

/** Climbs every rung that is owed now. Counts the rungs, and names each alert that climbed with its patient. */
export async function escalateAlerts(ground: Ground): Promise<JobDone> {
  const { tx, scope, now } = ground;
  // Most open alerts owe nothing this minute, and whoever writes to one of them need not wait for this.
  const open = (await openAlerts(tx, scope)).filter((alert) => owedBy(alert, now).length > 0);
  if (open.length === 0) return { count: 0 };
  const people = await staffOf(tx, scope.clinicId);
  let count = 0;
  const about: { patientId: string; subject: string }[] = [];
  for (const { alertId } of open) {
    await lockAlert(tx, scope, alertId);
    // Read again under the lock: another server, or the person it is about, may have been faster.
    const alert = await findAlert(tx, scope, alertId);
    if (alert === undefined) continue;
    const { ownerId } = foldedAlert(alert, now);
    const steps = owedBy(alert, now);
    for (const { step, to } of steps) {
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
      count += 1;
    }
    if (steps.length > 0) about.push({ patientId: alert.patientId, subject: alertId });
  }
  return { count, about };
}
