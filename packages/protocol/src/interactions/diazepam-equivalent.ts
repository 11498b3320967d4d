import { add, decimal, divide, multiply, type Decimal } from '@evenkeel/quantities';
import type { Medicine } from '../patient-facts.ts';
import { recogniseMedicine } from './recognise-medicine.ts';

/** The sum of benzodiazepines and z-drugs of a day as diazepam. */
export interface DiazepamEquivalent {
  /** mg a day of those that could be counted. */
  readonly mg: Decimal;
  /** False when a daily dose or an equivalent is not known: the true sum is then higher. */
  readonly complete: boolean;
  readonly parts: readonly {
    readonly medicine: string;
    readonly dailyMg?: Decimal;
    readonly diazepamMg?: Decimal;
  }[];
  /** What is not known, as sentences. */
  readonly missing: readonly string[];
}

const ten = decimal('10');

/**
 * Adds up active benzodiazepines and z-drugs as mg of diazepam a day, each to 0.1 mg. Equivalents are rough and differ
 * between sources; see `equivalentSource`. A dose that is not known is said and never taken for zero.
 */
export function diazepamEquivalent(medicines: readonly Medicine[]): DiazepamEquivalent {
  const parts: { medicine: string; dailyMg?: Decimal; diazepamMg?: Decimal }[] = [];
  const missing: string[] = [];
  let mg = decimal('0');
  for (const medicine of medicines.filter(({ status }) => status === 'active')) {
    const { ingredients, groups } = recogniseMedicine(medicine);
    const counted = ingredients.filter(
      (one) => one.groups.includes('benzodiazepine') || one.equalsDiazepam10Mg !== undefined,
    );
    if (counted.length === 0 && !groups.includes('benzodiazepine')) continue;
    const [ingredient] = counted;
    const equals = counted.length === 1 ? ingredient?.equalsDiazepam10Mg : undefined;
    const { dailyMg, name } = medicine;
    const head = { medicine: name, ...(dailyMg === undefined ? {} : { dailyMg }) };
    if (dailyMg === undefined) {
      missing.push(`Record how many mg of ${name} are taken in a day.`);
      parts.push(head);
    } else if (equals === undefined) {
      missing.push(`There is no diazepam equivalent for ${name} here.`);
      parts.push(head);
    } else {
      const diazepamMg = divide(multiply(dailyMg, ten), equals, 1);
      parts.push({ ...head, diazepamMg });
      mg = add(mg, diazepamMg);
    }
  }
  const order = (a: { medicine: string; dailyMg?: Decimal }, b: typeof a) =>
    a.medicine === b.medicine
      ? Number(a.dailyMg ?? 0) - Number(b.dailyMg ?? 0)
      : a.medicine < b.medicine
        ? -1
        : 1;
  return {
    mg,
    complete: missing.length === 0,
    parts: parts.toSorted(order),
    missing: [...new Set(missing)].toSorted(),
  };
}
