import type { Instrument, InstrumentCode } from '../instrument.ts';

/** Our own code system, for what LOINC has no code of. A newer release of LOINC may; then the instrument gets that one. */
export const ownSystem = 'urn:evenkeel:instruments';

/** Codes of an instrument's panel and total: of LOINC where it has them, else our own. */
export function codesOf({ id, codes }: Instrument): {
  readonly panel: InstrumentCode;
  readonly total: InstrumentCode;
} {
  return {
    panel: codes.panel ?? { system: ownSystem, code: id },
    total: codes.total ?? { system: ownSystem, code: `${id}-total` },
  };
}
