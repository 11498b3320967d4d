/** A birth date from three typed fields, as YYYY-MM-DD; undefined when it is no day between 1900 and today. */
export function birthDateOf(day: string, month: string, year: string, today: Date): string | undefined {
  if (!/^\d{1,2}$/.test(day) || !/^\d{1,2}$/.test(month) || !/^\d{4}$/.test(year)) return undefined;
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const date = new Date(`${text}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text) return undefined;
  return Number(year) >= 1900 && date.getTime() <= today.getTime() ? text : undefined;
}

export type DatePart = 'day' | 'month' | 'year';

/** The order in which a language writes a date: month first in en-US, day first in en-GB. */
export function dateOrder(language: string): readonly DatePart[] {
  try {
    const parts = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'numeric', year: 'numeric' })
      .formatToParts(new Date(0))
      .map((part) => part.type)
      .filter((type): type is DatePart => type === 'day' || type === 'month' || type === 'year');
    return parts.length === 3 ? parts : ['day', 'month', 'year'];
  } catch {
    return ['day', 'month', 'year'];
  }
}
