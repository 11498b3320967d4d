import type { Handlers } from '../http/handler.ts';
import { anchors, canChart, freeBytes, lastBackup, lastVerified, problemsOf } from './health.ts';

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
      problems: [...problemsOf({ charting, free, backup, now: c.now, demo: site.demo })],
    };
  },
} satisfies Partial<Handlers>;
