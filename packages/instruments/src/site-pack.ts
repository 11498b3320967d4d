import type { Instrument } from './instrument.ts';

/** The text of a scale that may not ship: loaded by a site which has accepted the owner's terms. */
export interface SitePack {
  readonly format: 'evenkeel-site-pack/1';
  readonly instrument: string;
  readonly version: string;
  readonly language: string;
  readonly owner: string;
  readonly terms: string;
  readonly stem: string;
  readonly attribution: string;
  /** One for each item: its text, and labels in the order of its answers, none for a number. */
  readonly items: readonly { readonly text: string; readonly labels: readonly string[] }[];
  /** Who accepted the owner's terms for the site, when (a date), and in which words. */
  readonly acceptance: { readonly by: string; readonly at: string; readonly statement: string };
}

/** A pack that holds, or every fault in a sentence. */
export type ReadPack =
  | { readonly ok: true; readonly pack: SitePack }
  | { readonly ok: false; readonly faults: readonly string[] };

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads a site pack from what a file held, against the instrument it is for. */
export function readSitePack(value: unknown, find: (id: string) => Instrument | undefined): ReadPack {
  if (!isObject(value)) return { ok: false, faults: ['A site pack is one JSON object.'] };
  const faults: string[] = [];
  const text = (from: Readonly<Record<string, unknown>>, name: string, most: number, where = name) => {
    const found = from[name];
    if (typeof found === 'string' && found.trim() !== '' && found.length <= most) return found;
    faults.push(`“${where}” is a text of 1 to ${most} letters.`);
    return '';
  };
  if (value['format'] !== 'evenkeel-site-pack/1')
    faults.push('“format” is evenkeel-site-pack/1; another version is not read.');
  const [id, version, language] = ['instrument', 'version', 'language'].map((name) => text(value, name, 60));
  const [owner, terms, stem, attribution] = ['owner', 'terms', 'stem', 'attribution'].map((name) =>
    text(value, name, 4000),
  );
  const accepted = isObject(value['acceptance']) ? value['acceptance'] : {};
  const [by, at, statement] = ['by', 'at', 'statement'].map((name) =>
    text(accepted, name, 1000, `acceptance.${name}`),
  );
  if (at !== '' && !/^\d{4}-\d{2}-\d{2}$/.test(at ?? ''))
    faults.push('“acceptance.at” is a date such as 2026-11-25.');
  const instrument = find(id ?? '');
  if (instrument === undefined) faults.push(`There is no instrument “${id}”.`);
  else {
    const { licenceClass } = instrument.licence;
    if (licenceClass !== 'B' && licenceClass !== 'A*')
      faults.push(
        licenceClass === 'C'
          ? `The text of ${instrument.shortTitle} may not be loaded: the rater holds the form.`
          : `${instrument.shortTitle} has its text already.`,
      );
    if (version !== '' && version !== instrument.version)
      faults.push(`The pack is for version ${version}; here is version ${instrument.version}.`);
  }
  const items: { text: string; labels: string[] }[] = [];
  const given: readonly unknown[] = Array.isArray(value['items']) ? value['items'] : [];
  if (instrument !== undefined && given.length !== instrument.items.length)
    faults.push(
      `${instrument.shortTitle} has ${instrument.items.length} items; the pack has ${given.length}.`,
    );
  for (const [place, one] of given.entries()) {
    const from = isObject(one) ? one : {};
    const wanted = instrument?.items[place]?.options.length;
    const labels: readonly unknown[] = Array.isArray(from['labels']) ? from['labels'] : [];
    if (wanted !== undefined && labels.length !== wanted)
      faults.push(`Item ${place + 1} has ${wanted} answers; the pack has ${labels.length} labels.`);
    if (labels.some((label) => typeof label !== 'string' || label.trim() === '' || label.length > 400))
      faults.push(`Labels of item ${place + 1} are texts of 1 to 400 letters.`);
    items.push({ text: text(from, 'text', 2000, `items[${place}].text`), labels: labels.map(String) });
  }
  if (faults.length > 0) return { ok: false, faults };
  return {
    ok: true,
    pack: {
      format: 'evenkeel-site-pack/1',
      instrument: id ?? '',
      version: version ?? '',
      language: language ?? '',
      owner: owner ?? '',
      terms: terms ?? '',
      stem: stem ?? '',
      attribution: attribution ?? '',
      items,
      acceptance: { by: by ?? '', at: at ?? '', statement: statement ?? '' },
    },
  };
}

/** The instrument with the text of a pack; how it is scored does not change. */
export function withSitePack(instrument: Instrument, pack: SitePack): Instrument {
  return Object.freeze({
    ...instrument,
    language: pack.language,
    stem: pack.stem,
    attribution: pack.attribution,
    items: Object.freeze(
      instrument.items.map((item, place) =>
        Object.freeze({
          ...item,
          text: pack.items[place]?.text ?? '',
          options: Object.freeze(
            item.options.map((option, index) =>
              Object.freeze({ ...option, label: pack.items[place]?.labels[index] ?? '' }),
            ),
          ),
        }),
      ),
    ),
  });
}
