import type { Context, Handlers } from '../http/handler.ts';
import { clockJobs, jobHealth } from '../jobs/job-health.ts';
import type { Site } from '../site.ts';
import { plusMinutes, type Instant } from '@evenkeel/quantities';
import { countMessages, jobRuns } from '@evenkeel/record';
import { anchors, canChart, freeBytes, lastBackup, lastVerified, problemsOf } from './health.ts';

/** How each job of the clock stands; a database that does not answer has none that runs. */
async function jobsOf(site: Site, now: Instant) {
  const runs = await site.store.lookUp(jobRuns).catch(() => []);
  return clockJobs.map(({ job, title }) => ({ job, title, ...jobHealth(job, runs, now) }));
}

async function messagesHere(c: Pick<Context, 'site' | 'scope' | 'now'>) {
  const { site, scope, now } = c;
  const since = plusMinutes(now, -7 * 24 * 60);
  const messages = await site.store.inClinic(scope, [], (tx) => countMessages(tx, scope, { since, now }));
  const { email, text } = site.post;
  const ways = [
    ...(email === undefined ? [] : ['a mail server']),
    ...(text === undefined ? [] : ['a text service']),
  ];
  return {
    messages,
    sentence:
      ways.length === 0 ? 'No mail server and no text service is set up.' : `Set up: ${ways.join(' and ')}.`,
  };
}

export const statusHandlers = {
  status: async (c) => {
    const { site } = c;
    const charting = await canChart(site);
    const [version, sizeBytes, free, backup, verified, anchored] = await Promise.all([
      site.store.databaseVersion(),
      site.house.databaseSize(),
      freeBytes(site),
      lastBackup(site),
      lastVerified(site),
      anchors(site),
    ]);
    const jobs = await jobsOf(site, c.now);
    const { messages, sentence } = await messagesHere(c);
    return {
      version: site.version,
      startedAt: site.startedAt,
      charting: charting
        ? { ok: true, sentence: 'Entries are written to disk.' }
        : { ok: false, sentence: 'Entries cannot be written just now; tablets keep them.' },
      database: {
        version,
        embedded: site.house.embedded,
        sizeBytes,
        ...(free === undefined ? {} : { freeBytes: free }),
      },
      ...(backup === undefined ? {} : { lastBackup: backup }),
      ...(verified === undefined ? {} : { lastVerified: verified }),
      anchors: anchored,
      // What a tablet has not sent yet is known to that tablet only; the server counts nothing it did not get.
      unsent: 0,
      jobs: jobs.map((one) => ({ ...one })),
      messages: { ...messages, sentence },
      problems: [
        ...problemsOf({ charting, free, backup, now: c.now, demo: site.demo }),
        ...jobs
          .filter(({ ok }) => !ok)
          .map((one) => ({ sentence: one.sentence, action: 'Look at the log and start Evenkeel again.' })),
        ...(messages.dead === 0
          ? []
          : [
              {
                sentence: `${messages.dead} ${messages.dead === 1 ? 'message was' : 'messages were'} given up in the last week.`,
                action: 'Open the outbox, read why, and send again or call.',
              },
            ]),
        ...(site.demo ||
        site.post.address() !== undefined ||
        (site.post.email === undefined && site.post.text === undefined)
          ? []
          : [
              {
                sentence: 'Links in messages have no address to begin with.',
                action: 'Set EVENKEEL_ADDRESS to the address people reach this house at.',
              },
            ]),
      ],
    };
  },
} satisfies Partial<Handlers>;
