import type { SitePackView } from '@evenkeel/contract';
import { instrumentById, readSitePack, type SitePack } from '@evenkeel/instruments';
import { insertSitePack, sitePacksOf, staffNames } from '@evenkeel/record';
import type { Handlers } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import { onGround, type Ground } from '../patients/ground.ts';

async function packsHere(ground: Ground): Promise<{ packs: SitePackView[] }> {
  const packs = await sitePacksOf(ground.tx, ground.scope);
  const names = await staffNames(
    ground.tx,
    ground.scope,
    packs.map((one) => one.acceptedBy),
  );
  return {
    packs: packs.map((one) => {
      const { language, owner, terms, acceptance } = one.pack as SitePack;
      return {
        instrument: one.instrument,
        language,
        owner,
        terms,
        statement: acceptance.statement,
        acceptedByName: names.get(one.acceptedBy) ?? 'Unknown person',
        acceptedAt: one.acceptedAt,
        version: one.version,
      };
    }),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Refusal('PCK-001', { detail: 'The file is not JSON.' });
  }
}

/** Texts of scales that the site loads. */
export const packHandlers = {
  sitePacks: (c) => onGround(c, packsHere),
  loadSitePack: (c) =>
    onGround(
      c,
      async (ground) => {
        const read = readSitePack(parsed(c.body.pack), instrumentById);
        if (!read.ok)
          throw new Refusal('PCK-001', {
            detail: read.faults.slice(0, 20).join(' '),
            fields: read.faults.slice(0, 20).map((says) => ({ path: 'pack', says })),
          });
        await insertSitePack(ground.tx, ground.scope, ground.now, {
          instrument: read.pack.instrument,
          state: 'current',
          pack: read.pack,
        });
        return packsHere(ground);
      },
      { kind: 'write' },
    ),
  withdrawSitePack: (c) =>
    onGround(
      c,
      async (ground) => {
        const found = (await sitePacksOf(ground.tx, ground.scope)).find(
          (one) => one.instrument === c.body.instrument,
        );
        if (found === undefined)
          throw new Refusal('PCK-001', { detail: 'No text is loaded for this scale.' });
        await insertSitePack(ground.tx, ground.scope, ground.now, {
          instrument: found.instrument,
          state: 'withdrawn',
          pack: {},
        });
        return packsHere(ground);
      },
      { kind: 'write', detail: { instrument: c.body.instrument } },
    ),
} satisfies Partial<Handlers>;
