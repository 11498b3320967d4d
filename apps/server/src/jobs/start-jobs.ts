import { plusMinutes } from '@evenkeel/quantities';
import {
  clinicsOfDatabase,
  neverTried,
  noteJobRun,
  openJobQueue,
  type JobQueue,
  type OpenedDatabase,
} from '@evenkeel/record';
import { deliverMessage } from '../messages/deliver-message.ts';
import { queues } from '../messages/post.ts';
import { queueMessage } from '../messages/write-message.ts';
import { inviteToMeasures } from '../measures/invite.ts';
import { rollUpOutcomes } from '../outcomes/roll-up.ts';
import type { Ground } from '../patients/ground.ts';
import { workOnReevaluations } from '../policy/reevaluate.ts';
import { escalateAlerts } from '../risk/escalate.ts';
import type { Site } from '../site.ts';
import type { JobDone } from './job-done.ts';
import type { JobName } from './job-health.ts';

type Log = (event: { readonly event: string; readonly [more: string]: unknown }) => void;

/**
 * Runs one piece of work in every clinic of a site and writes down how it went. What fails in one clinic keeps nothing
 * from the others; the job as a whole has failed then, and says so.
 */
export async function runInClinics(
  site: Site,
  job: JobName,
  work: (ground: Ground) => Promise<JobDone>,
): Promise<number> {
  const { store } = site;
  const startedAt = store.now();
  let done = 0;
  let fault: unknown;
  const inOne = async (clinicId: string) => {
    const clinic = await site.clinicOf(clinicId);
    const scope = { clinicId, actorId: clinicId, actorRole: 'system' };
    const { count } = await store.inClinic(
      scope,
      ({ count: made, about }: JobDone) =>
        about === undefined
          ? made === 0
            ? []
            : [{ action: `job.${job}`, kind: 'write', detail: { count: made } }]
          : about.map((one) => ({ ...one, action: `job.${job}`, kind: 'write' as const })),
      async (tx) =>
        work({
          tx,
          scope,
          now: store.now(),
          newId: () => store.newId(),
          ...(await site.policies.of(tx, scope, clinic)),
          clinic,
          post: site.post,
        }),
    );
    done += count;
  };
  try {
    for (const clinicId of await store.lookUp(clinicsOfDatabase))
      await inOne(clinicId).catch((error: unknown) => {
        fault ??= error;
      });
    if (fault !== undefined) throw fault;
    await store.lookUp((db) =>
      noteJobRun(db, { job, startedAt, endedAt: store.now(), outcome: 'ok', detail: String(done) }),
    );
    return done;
  } catch (error) {
    // What went wrong is told by its kind only: a message of the database may hold what was written.
    const detail = error instanceof Error ? error.name : 'unknown';
    await store
      .lookUp((db) => noteJobRun(db, { job, startedAt, endedAt: store.now(), outcome: 'failed', detail }))
      .catch(() => undefined);
    throw error;
  }
}

/** Messages that are tried side by side, so that one slow mail server does not hold up the others. */
const messagesAtOnce = 4;
/** A message that waits for so long without a try has lost its job; before that it may only stand in a long queue. */
const lostMinutes = 30;
/** An alert stands in no queue. No try of a job lasts longer than five minutes. */
const lostAlertMinutes = 6;

/** What each job of the clock does in one clinic. */
export const clockWork: Readonly<Record<Exclude<JobName, 'message'>, (ground: Ground) => Promise<JobDone>>> =
  Object.freeze({
    risk: escalateAlerts,
    measures: async (ground: Ground) => {
      const due = {
        alerts: plusMinutes(ground.now, -lostAlertMinutes),
        others: plusMinutes(ground.now, -lostMinutes),
      };
      const lost = await neverTried(ground.tx, ground.scope, due, ground.now);
      for (const message of lost) await queueMessage(ground, message);
      return { count: lost.length + (await inviteToMeasures(ground)) };
    },
    outcomes: async (ground: Ground) => ({ count: await rollUpOutcomes(ground) }),
  });

/** Opens the queue of a site and starts working on it. */
export async function startJobs(site: Site, database: OpenedDatabase, log: Log): Promise<JobQueue> {
  const queue = await openJobQueue(database, queues, log);
  await queue.work(
    'message',
    async ({ data, isLast }) => {
      const { clinicId, messageId } = data;
      if (typeof clinicId !== 'string' || typeof messageId !== 'string') return;
      await deliverMessage(site, { clinicId, messageId, isLast });
    },
    { atOnce: messagesAtOnce },
  );
  await workOnReevaluations(site, queue);
  for (const job of ['risk', 'measures', 'outcomes'] as const) {
    await queue.work(job, async () => {
      await runInClinics(site, job, clockWork[job]);
    });
    await queue.everyMinute(job);
    // Not a minute late after a start.
    await site.store.beforeClinic((tx) => queue.send(tx, job, {}));
  }
  return queue;
}
