import type { MeasureScheduleView } from '@evenkeel/contract';
import { measureWords } from '../words/measures-en.ts';

const t = measureWords.schedule;

/** Between what a number lies, in the unit of its field: the limits of the contract, which counts in minutes. */
export interface Limits {
  readonly least: number;
  readonly most: number;
  readonly unit: string;
  /** Only whole numbers are kept. */
  readonly whole?: boolean;
}

export const limitsOf = {
  everyDays: { least: 1, most: 730, unit: t.inDays, whole: true },
  afterHours: { least: -720, most: 8760, unit: t.inHours },
  openHours: { least: 0.5, most: 8760, unit: t.inHours },
} as const satisfies Readonly<Record<string, Limits>>;

/** Why a number cannot be kept; undefined when it can. */
export function numberSays(value: number, { least, most, unit, whole }: Limits): string | undefined {
  if (value < least || value > most) return t.between(least, most, unit);
  return whole === true && !Number.isInteger(value) ? t.wholeNumber : undefined;
}

const mostReminders = 5;
const soonestMinutes = 15;

/** Why reminders cannot be kept beside how long the scales are open; undefined when they can. */
export function remindersSay(
  reminders: readonly number[],
  { openMinutes }: Pick<MeasureScheduleView['occasions'][number], 'openMinutes'>,
): string | undefined {
  if (reminders.length > mostReminders) return t.mostReminders(mostReminders);
  if (reminders.some((one) => one < soonestMinutes)) return t.soonest(soonestMinutes / 60);
  if (reminders.some((one, index) => one <= (reminders[index - 1] ?? 0))) return t.inOrder;
  return reminders.some((one) => one >= openMinutes) ? t.beforeEnd(openMinutes / 60) : undefined;
}
