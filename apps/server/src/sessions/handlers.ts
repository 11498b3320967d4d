import { asEntry } from '@evenkeel/contract';
import { risksOfEntry, type SessionContext } from '@evenkeel/protocol';
import {
  bookSessions,
  findSession,
  insertObserverCount,
  markOutcomeStale,
  plansOf,
  sessionsOf,
} from '@evenkeel/record';
import { authorise } from '@evenkeel/contract';
import { verifyOwnSecret } from '../account/staff-secret.ts';
import { checkCourseGoesOn } from '../follow-up/course-halt.ts';
import type { Context, Handlers } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import { listed, onGround, today as clinicDay, type Ground } from '../patients/ground.ts';
import { patientOr404 } from '../patients/register-patient.ts';
import { openAlertsOfSession } from '../risk/open-alerts.ts';
import { appendEntries } from './append-entries.ts';
import { isUniqueClash, openSession } from './open-session.ts';
import { contextOfSession, planOf, sessionOr404 } from './session-context.ts';
import { monitoringFormPdf } from './monitoring-form.ts';
import { sessionPdf, type PrintedSession } from './session-pdf.ts';
import { summariseSessions } from './session-summary.ts';
import { sessionView } from './session-view.ts';
import { checkSignable } from './sign-session.ts';
import { streamSession } from './stream-session.ts';
import { todayView } from './today.ts';

/** True when the asker may see what happens in a session, not only who comes. */
function mayReadSessions(c: Pick<Context, 'actor'>): boolean {
  return authorise(c.actor, 'session.read').allowed;
}

function noteOf(session: { readonly sessionId: string; readonly patientId: string }) {
  return { patientId: session.patientId, subject: session.sessionId };
}

/** What entries are judged by never changes once a session is opened, so it is read once for each. */
const contexts = new Map<string, SessionContext>();
const mostContexts = 500;

async function contextFor(c: Context, sessionId: string): Promise<SessionContext> {
  const key = `${c.scope.clinicId} ${sessionId}`;
  const known = contexts.get(key);
  if (known !== undefined) return known;
  const clinic = await c.site.clinicOf(c.scope.clinicId);
  const { context, isOpened } = await c.site.store.inClinic(c.scope, [], async (tx) => {
    const ground: Ground = {
      tx,
      scope: c.scope,
      now: c.now,
      newId: () => c.site.store.newId(),
      ...(await c.site.policies.of(tx, c.scope, clinic)),
      clinic,
      post: c.site.post,
    };
    const session = await sessionOr404(ground, sessionId);
    return { context: await contextOfSession(ground, session), isOpened: session.state !== 'booked' };
  });
  if (!isOpened) return context;
  if (contexts.size >= mostContexts) contexts.delete(contexts.keys().next().value ?? '');
  contexts.set(key, context);
  return context;
}

/** All that is printed of a session. */
async function printedSession(
  { site }: Pick<Context, 'site'>,
  ground: Ground,
  sessionId: string,
): Promise<PrintedSession> {
  const session = await sessionOr404(ground, sessionId);
  return {
    view: await sessionView(ground, session, false),
    patient: await patientOr404(ground, session.patientId),
    policy: await ground.policyAt(session.policyVersion),
    plan: await planOf(ground, session),
    clinic: ground.clinic,
    now: ground.now,
    synthetic: site.demo,
  };
}

/** Today, chairs and the session log. */
export const sessionHandlers = {
  today: (c) =>
    onGround(
      c,
      (ground) => todayView(ground, c.query.day, mayReadSessions(c)),
      (view) => listed(view.sessions.map((one) => one.patientId)),
    ),

  countObservers: (c) =>
    onGround(
      c,
      async ({ tx, scope, now }) => ({
        observers: await insertObserverCount(tx, scope, now, c.body),
      }),
      ({ observers }) => ({ subject: c.body.countId, detail: { observers } }),
    ),

  bookSession: (c) =>
    onGround(
      c,
      async (ground) => {
        const { patientId } = c.params;
        const { sessionId, day } = c.body;
        const { tx, scope } = ground;
        await patientOr404(ground, patientId);
        const known = await findSession(tx, scope, sessionId);
        if (known !== undefined) {
          if (known.patientId !== patientId) throw new Refusal('SES-001');
          return { sessionId };
        }
        if (day < clinicDay(ground))
          throw new Refusal('REQ-001', { fields: [{ path: 'day', says: 'This day lies in the past.' }] });
        const [plan] = await plansOf(tx, scope, patientId);
        if (plan === undefined) throw new Refusal('PLN-004');
        await checkCourseGoesOn(ground, patientId, 'book');
        const numbers = (await sessionsOf(tx, scope, patientId))
          .filter((one) => one.planId === plan.planId)
          .map((one) => one.number);
        const booked = await bookSessions(tx, scope, [
          {
            sessionId,
            patientId,
            planId: plan.planId,
            number: Math.max(0, ...numbers) + 1,
            day,
            policyVersion: ground.policy.version,
          },
        ]);
        // Somebody booked the same number a moment earlier.
        if (booked.length === 0 && (await findSession(tx, scope, sessionId)) === undefined)
          throw new Refusal('REC-001');
        return { sessionId };
      },
      { subject: c.body.sessionId },
    ),

  patientSessions: (c) =>
    onGround(c, async (ground) => {
      await patientOr404(ground, c.params.patientId);
      const sessions = await sessionsOf(ground.tx, ground.scope, c.params.patientId);
      return { sessions: (await summariseSessions(ground, sessions, true)).map((one) => one.summary) };
    }),

  openSession: async (c) => {
    try {
      return await onGround(
        c,
        async (ground) => {
          const session = await openSession(ground, c.params.sessionId, c.body.chair);
          return sessionView(ground, session, c.staff?.licensed === true);
        },
        noteOf,
      );
    } catch (error) {
      if (isUniqueClash(error)) throw new Refusal('SES-003');
      throw error;
    }
  },

  session: (c) =>
    onGround(
      c,
      async (ground) =>
        sessionView(ground, await sessionOr404(ground, c.params.sessionId), c.staff?.licensed === true),
      noteOf,
    ),

  appendEntries: async (c) => {
    const { sessionId } = c.params;
    const { recorded, refused } = await appendEntries(c.site.store, c.scope, {
      sessionId,
      entries: c.body.entries.map(asEntry),
      context: await contextFor(c, sessionId),
      sender: { actorId: c.scope.actorId, licensed: c.staff?.licensed === true },
      now: c.now,
    });
    const risky = recorded.filter((entry) => risksOfEntry(entry).length > 0);
    if (risky.length > 0)
      await onGround(
        c,
        async (ground) => {
          const session = await sessionOr404(ground, sessionId);
          await openAlertsOfSession(ground, session.patientId, risky);
          return session;
        },
        noteOf,
      );
    return { entries: [...recorded], refused: refused.map((one) => ({ ...one })) };
  },

  streamSession: async (c) => {
    const { sessionId } = c.params;
    await onGround(c, (ground) => sessionOr404(ground, sessionId), noteOf);
    const resumed = /^\d{1,15}$/.test(c.lastEventId ?? '') ? Number(c.lastEventId) : c.query.after;
    return streamSession(c.site.store, c.scope, sessionId, resumed ?? 0);
  },

  signSession: async (c) => {
    const { sessionId } = c.params;
    const { meaning, secret, headSequence } = c.body;
    const session = await onGround(c, (ground) => sessionOr404(ground, sessionId), noteOf);
    await verifyOwnSecret(c, secret);
    const again = await onGround(
      c,
      async (ground) => {
        const view = await sessionView(
          ground,
          await sessionOr404(ground, sessionId),
          c.staff?.licensed === true,
        );
        // The same signature sent twice is one signature.
        if (view.signatures.some((one) => one.signerId === c.scope.actorId && one.hash === view.headHash))
          return view;
        await checkSignable(ground, await sessionOr404(ground, sessionId), headSequence);
        return undefined;
      },
      noteOf(session),
    );
    if (again !== undefined) return again;
    const signed = await c.site.store.log.sign(c.scope, sessionId, {
      signatureId: c.site.store.newId(),
      meaning,
      expectedHead: headSequence,
    });
    if (signed === undefined)
      throw new Refusal('REC-001', {
        detail: 'An entry arrived since you opened the page. Read it before you sign.',
      });
    return onGround(
      c,
      async (ground) => {
        // A dose moves the weeks that outcomes are counted in.
        await markOutcomeStale(ground.tx, ground.scope, ground.now, session.patientId);
        return sessionView(ground, await sessionOr404(ground, sessionId), c.staff?.licensed === true);
      },
      noteOf,
    );
  },

  sessionPdf: (c) =>
    onGround(
      c,
      async (ground) => {
        const printed = await printedSession(c, ground, c.params.sessionId);
        const { view, patient } = printed;
        return {
          contentType: 'application/pdf',
          fileName: `session-${patient.number}-${view.day}-${view.number}.pdf`,
          body: await sessionPdf(printed),
          patientId: view.patientId,
          sessionId: view.sessionId,
        };
      },
      noteOf,
    ),

  monitoringFormPdf: (c) =>
    onGround(
      c,
      async (ground) => {
        const printed = await printedSession(c, ground, c.params.sessionId);
        const { view, patient } = printed;
        if (view.monitoringForm === undefined) throw new Refusal('SES-010');
        return {
          contentType: 'application/pdf',
          fileName: `monitoring-form-${patient.number}-${view.day}-${view.number}.pdf`,
          body: await monitoringFormPdf(printed, view.monitoringForm),
          patientId: view.patientId,
          sessionId: view.sessionId,
        };
      },
      noteOf,
    ),
} satisfies Partial<Handlers>;
