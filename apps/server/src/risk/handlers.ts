import { closedAlerts, countAlerts, jobRuns, openAlerts, staffOf } from '@evenkeel/record';
import { elapsedMinutes, plusMinutes, type Instant } from '@evenkeel/quantities';
import type { RiskAlertView } from '@evenkeel/contract';
import { jobHealth } from '../jobs/job-health.ts';
import type { Handlers } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import { listed, onGround, type Ground } from '../patients/ground.ts';
import { alertViews } from './alert-view.ts';
import { addToAlert } from './alert-work.ts';
import { prescribersOf, tellOne } from './open-alerts.ts';

const week = 7 * 24 * 60;

async function escalation(ground: Ground): Promise<{ ok: boolean; sentence: string }> {
  const { ok, sentence } = jobHealth('risk', await jobRuns(ground.tx), ground.now);
  return { ok, sentence };
}

const about = (view: RiskAlertView) => ({ patientId: view.patient.patientId, subject: view.alertId });

/** The inbox of risk alerts. */
export const riskHandlers = {
  riskInbox: (c) =>
    onGround(
      c,
      async (ground) => {
        const { tx, scope, now } = ground;
        const open = await openAlerts(tx, scope);
        const closed = await closedAlerts(tx, scope, plusMinutes(now, -week));
        const people = prescribersOf(await staffOf(tx, scope.clinicId));
        return {
          open: (await alertViews(ground, open)).toReversed(),
          closed: await alertViews(ground, closed),
          escalation: await escalation(ground),
          onCall: people.map((one) => ({
            staffId: one.staff_id,
            name: one.name,
            reachable: (one.email ?? '') !== '' || (one.phone ?? '') !== '',
          })),
        };
      },
      ({ open, closed }) => listed([...open, ...closed].map(({ patient }) => patient.patientId)),
    ),
  riskCount: (c) =>
    onGround(c, async (ground) => {
      const { open, waiting, oldest } = await countAlerts(ground.tx, ground.scope);
      return {
        open,
        waiting,
        ...(oldest === undefined ? {} : { oldestMinutes: elapsedMinutes(oldest as Instant, ground.now) }),
        escalation: await escalation(ground),
      };
    }),
  addToAlert: (c) =>
    onGround(
      c,
      async (ground) => {
        const { type, ...body } = c.body;
        if (c.body.type === 'owned') {
          const { ownerId } = c.body;
          const able = prescribersOf(await staffOf(ground.tx, ground.scope.clinicId));
          const owner = able.find((one) => one.staff_id === ownerId);
          if (owner === undefined)
            throw new Refusal('REQ-001', {
              fields: [{ path: 'ownerId', says: 'Choose a prescriber or a medical lead who works here.' }],
            });
          const { view, isNew } = await addToAlert(ground, c.params.alertId, { type, body });
          // Whoever is given an alert by somebody else hears of it.
          if (isNew && ownerId !== ground.scope.actorId) await tellOne(ground, owner);
          return view;
        }
        return (await addToAlert(ground, c.params.alertId, { type, body })).view;
      },
      about,
    ),
  closeAlert: (c) =>
    onGround(
      c,
      async (ground) =>
        (await addToAlert(ground, c.params.alertId, { type: 'closed', body: { ...c.body } })).view,
      about,
    ),
} satisfies Partial<Handlers>;
