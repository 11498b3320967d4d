import { add, decimal, divide, multiply, type Decimal } from '@evenkeel/quantities';
import type { Medicine } from '../patient-facts.ts';
import { zDrugs } from './ingredient.ts';
import { recogniseMedicine, type Recognised } from './recognise-medicine.ts';

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

/** Benzodiazepines and z-drugs, with an equivalent or without, recognised singly or by the group of their code. */
function counts({ medicine, ingredients, groups }: Recognised): boolean {
  const { code } = medicine;
  return (
    groups.includes('benzodiazepine') ||
    ingredients.some(
      ({ atc, equalsDiazepam10Mg }) =>
        equalsDiazepam10Mg !== undefined || atc.some((one) => one.startsWith(zDrugs)),
    ) ||
    (code !== undefined && /atc/i.test(code.system) && code.code.toUpperCase().startsWith(zDrugs))
  );
}

/** Why a medicine that counts cannot be counted, as what to do about it; undefined when it can. */
function whyNotCounted({ medicine, ingredients, by, ask }: Recognised): string | undefined {
  const { dailyMg, name, status } = medicine;
  if (by === 'conflict') return ask;
  if (status === 'unknown') return `Ask whether ${name} is taken.`;
  if (dailyMg === undefined) return `Record how many mg of ${name} are taken in a day.`;
  // The daily dose of a combination is not that of the one substance that counts.
  if (ingredients.length > 1) return `${name} holds more than one substance. Record each with its own mg.`;
  return ingredients[0]?.equalsDiazepam10Mg === undefined
    ? `There is no diazepam equivalent for ${name} here.`
    : undefined;
}

/**
 * Adds up benzodiazepines and z-drugs that are taken as mg of diazepam a day, each to 0.1 mg. Equivalents are rough and
 * differ between sources; see `equivalentSource`. What cannot be counted (no dose, no equivalent, not known whether it is
 * taken) is said and never taken for zero.
 */
export function diazepamEquivalent(medicines: readonly Medicine[]): DiazepamEquivalent {
  const parts: { medicine: string; dailyMg?: Decimal; diazepamMg?: Decimal }[] = [];
  const missing: string[] = [];
  let mg = decimal('0');
  for (const medicine of medicines.filter(({ status }) => status !== 'past')) {
    const recognised = recogniseMedicine(medicine);
    if (!counts(recognised)) continue;
    const { ingredients } = recognised;
    const { dailyMg, name } = medicine;
    const head = { medicine: name, ...(dailyMg === undefined ? {} : { dailyMg }) };
    const equals = ingredients.length === 1 ? ingredients[0]?.equalsDiazepam10Mg : undefined;
    const open = whyNotCounted(recognised);
    if (open !== undefined || dailyMg === undefined || equals === undefined) {
      if (open !== undefined) missing.push(open);
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
