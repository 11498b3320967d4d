import { baseOfHydrochloride } from '@evenkeel/pharmacology';
import { UsageProblem } from '../command.ts';

/** A dose as typed: of base, with what was converted on the way. */
export interface TypedDose {
  readonly mg?: number;
  readonly mgPerKg?: number;
  /** Said when a salt was typed. */
  readonly says?: string;
}

const number = String.raw`(\d+(?:\.\d+)?|\.\d+)`;

/** Reads `0.5mg/kg`, `35mg`, or with `-hcl` an amount of hydrochloride, which is converted to base. */
export function readDose(text: string): TypedDose {
  const match = new RegExp(`^${number}\\s*mg(\\/kg)?(?:[-\\s]?(hcl|hydrochloride))?$`, 'i').exec(text.trim());
  if (match === null)
    throw new UsageProblem(
      `A dose is written like 0.5mg/kg or 35mg (base), or 40mg-hcl for the hydrochloride, not ${text}.`,
    );
  const [, digits = '', perKg, salt] = match;
  const typed = Number(digits);
  const base = salt === undefined ? typed : baseOfHydrochloride(typed);
  return {
    ...(perKg === undefined ? { mg: base } : { mgPerKg: base }),
    ...(salt === undefined
      ? {}
      : {
          says: `${typed} mg${perKg ?? ''} of hydrochloride is ${Number(base.toPrecision(4))} mg${perKg ?? ''} of base.`,
        }),
  };
}

const perHour: Readonly<Record<string, number>> = { s: 3600, min: 60, h: 1, d: 1 / 24 };

/** Reads `40min`, `2h`, `28d` or `90s` as hours. */
export function readHours(text: string, what: string): number {
  const match = new RegExp(`^${number}\\s*(s|min|h|d)$`).exec(text.trim());
  if (match === null) throw new UsageProblem(`${what} is written like 40min, 2h or 28d, not ${text}.`);
  return Number(match[1]) / (perHour[match[2] ?? ''] ?? Number.NaN);
}

/** Reads a number with its only unit, such as `80kg`. */
export function readWith(unit: string, text: string, what: string): number {
  const match = new RegExp(`^${number}\\s*(${unit})?$`).exec(text.trim());
  if (match === null)
    throw new UsageProblem(`${what} is written like ${unit === 'kg' ? '80kg' : `180${unit}`}, not ${text}.`);
  return Number(match[1]);
}
