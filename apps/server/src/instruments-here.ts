import type { InstrumentForm } from '@evenkeel/contract';
import { hasText, instrumentById, withSitePack, type Instrument, type SitePack } from '@evenkeel/instruments';
import { sitePacksOf } from '@evenkeel/record';
import { Refusal } from './http/refusal.ts';
import type { Ground } from './patients/ground.ts';

/** Finds a scale as this clinic has it: with the text of a loaded pack, where its own may not ship. */
export async function instrumentsHere(
  ground: Pick<Ground, 'tx' | 'scope'>,
): Promise<(id: string) => Instrument | undefined> {
  const packs = await sitePacksOf(ground.tx, ground.scope);
  const loaded = new Map(packs.map((one) => [one.instrument, one.pack as SitePack]));
  return (id) => {
    const instrument = instrumentById(id);
    const pack = loaded.get(id);
    // A pack is for one version of a scale; after a new version the text has to be loaded again.
    return instrument === undefined || pack === undefined || pack.version !== instrument.version
      ? instrument
      : withSitePack(instrument, pack);
  };
}

/** One scale as this clinic has it. @throws Refusal RSP-001 */
export async function instrumentHere(ground: Pick<Ground, 'tx' | 'scope'>, id: string): Promise<Instrument> {
  const instrument = instrumentById(id);
  if (instrument === undefined) throw new Refusal('RSP-001', { detail: 'This scale is not in the library.' });
  return hasText(instrument) ? instrument : ((await instrumentsHere(ground))(id) ?? instrument);
}

/** A scale as it is shown to the one who answers it. */
export function formOf(instrument: Instrument): InstrumentForm {
  const { id, version, language, title, shortTitle, stem, attribution, items, flags, implied } = instrument;
  return {
    id,
    version,
    language,
    title,
    shortTitle,
    stem,
    attribution,
    items: items.map((item) => ({
      id: item.id,
      ...(item.text === undefined ? {} : { text: item.text }),
      options: item.options.map(({ value, label }) => ({ value, ...(label === undefined ? {} : { label }) })),
      ...(item.number === undefined ? {} : { number: { ...item.number } }),
      scored: item.scored,
    })),
    implied: (implied ?? []).map(({ when, items: places }) => ({
      when: when.map((one) => ({ ...one })),
      items: [...places],
    })),
    help: flags.filter(({ flag }) => flag === 'suicidality').map(({ item, atLeast }) => ({ item, atLeast })),
  };
}
