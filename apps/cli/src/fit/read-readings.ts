import { analytes, type Analyte, type Measurement, type PressureReading } from '@evenkeel/pharmacology';
import { UsageProblem } from '../command.ts';
import { readHours } from '../simulate/amount.ts';

const number = String.raw`(\d+(?:\.\d+)?|\.\d+)`;

/** Reads `40min=210ng/mL,4h=22ng/mL` or `8h<1ng/mL`; an analyte may stand before: `norketamine@4h=60`. */
export function readMeasurements(text: string, analyte: Analyte): readonly Measurement[] {
  return text.split(',').map((part) => {
    const match = new RegExp(
      `^(?:([A-Za-z-]+)@)?\\s*([^=<@]+?)\\s*([=<])\\s*${number}\\s*(ng/mL)?$`,
      'i',
    ).exec(part.trim());
    if (match === null)
      throw new UsageProblem(
        `A reading is written like 40min=210ng/mL, or 8h<1ng/mL when it was below the limit, not ${part}. Other units are not read: convert first.`,
      );
    const [, named, time = '', sign, digits] = match;
    const of = named === undefined ? analyte : readAnalyte(named);
    const at = readHours(time, 'The time of a reading');
    return sign === '<'
      ? { at, analyte: of, below: Number(digits) }
      : { at, analyte: of, value: Number(digits) };
  });
}

/** Reads the name of an analyte. */
export function readAnalyte(text: string): Analyte {
  const found = analytes.find((one) => one.toLowerCase() === text.toLowerCase());
  if (found === undefined)
    throw new UsageProblem(`An analyte is one of ${analytes.join(', ')}, not ${text}.`);
  return found;
}

/** Reads `30min=140,40min=143mmHg`, systolic. */
export function readPressures(text: string): readonly PressureReading[] {
  return text.split(',').map((part) => {
    const match = new RegExp(`^([^=]+?)\\s*=\\s*${number}\\s*(mmHg)?$`, 'i').exec(part.trim());
    if (match === null)
      throw new UsageProblem(`A pressure is written like 40min=143mmHg, systolic, not ${part}.`);
    return { at: readHours(match[1] ?? '', 'The time of a reading'), systolic: Number(match[2]) };
  });
}
