/** The floors of the house: what each package may import. A package may import only from floors below its own. */
export const floors: Readonly<Record<string, number>> = Object.freeze({
  quantities: 0,
  pharmacology: 1,
  instruments: 1,
  protocol: 2,
  evidence: 2,
  contract: 3,
  record: 3,
  exchange: 3,
  server: 4,
  web: 4,
  cli: 5,
});

/** Packages that must stay pure: no clock, disk, network or chance of their own. */
export const pure: readonly string[] = Object.freeze([
  'quantities',
  'pharmacology',
  'instruments',
  'protocol',
  'evidence',
  'contract',
  'exchange',
]);
