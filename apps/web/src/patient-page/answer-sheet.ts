/** What one person has answered, and which answers the clinic does not have yet. */
export interface AnswerSheet {
  readonly answers: readonly (number | null)[];
  /** Places whose answer is only on this device. */
  readonly pending: readonly number[];
  /** The screen the person was on. */
  readonly at: number;
}

/** An empty sheet for a number of items. */
export function emptySheet(items: number): AnswerSheet {
  return { answers: Array.from({ length: items }, () => null), pending: [], at: 0 };
}

/** The sheet after an answer was given or taken back (null). */
export function given(sheet: AnswerSheet, place: number, answer: number | null): AnswerSheet {
  return {
    ...sheet,
    answers: sheet.answers.map((old, index) => (index === place ? answer : old)),
    pending: sheet.pending.includes(place) ? sheet.pending : [...sheet.pending, place],
  };
}

/** The sheet after the clinic kept `answer`; an answer changed meanwhile stays pending. */
export function kept(sheet: AnswerSheet, place: number, answer: number | null): AnswerSheet {
  if (sheet.answers[place] !== answer) return sheet;
  return { ...sheet, pending: sheet.pending.filter((one) => one !== place) };
}

/** The clinic's answers joined with this device's: what was not sent yet wins. */
export function joined(
  server: readonly (number | null)[],
  items: number,
  local: AnswerSheet | undefined,
): AnswerSheet {
  const base = Array.from({ length: items }, (_, place) => server[place] ?? null);
  const pending = (local?.pending ?? []).filter((place) => place < items);
  const answers = base.map((answer, place) =>
    pending.includes(place) ? (local?.answers[place] ?? null) : answer,
  );
  const first = answers.findIndex((answer) => answer === null);
  const resume = local?.at ?? (first === -1 ? items : first);
  return { answers, pending, at: Math.min(Math.max(0, resume), items) };
}

/** Reads a sheet kept as text; anything else is no sheet. */
export function sheetFrom(text: string | null): AnswerSheet | undefined {
  try {
    const read = JSON.parse(text ?? 'null') as Partial<AnswerSheet> | null;
    if (read === null || !Array.isArray(read.answers) || !Array.isArray(read.pending)) return undefined;
    const answers = read.answers.map((one: unknown) => (typeof one === 'number' ? one : null));
    const pending = read.pending.filter((one: unknown): one is number => Number.isInteger(one));
    return { answers, pending, at: typeof read.at === 'number' && Number.isInteger(read.at) ? read.at : 0 };
  } catch {
    return undefined;
  }
}

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

/** How the newest total stands against the one before the first treatment day. */
export interface OwnChange {
  readonly kind: 'first' | 'fewer' | 'more' | 'same';
  /** To the nearest five; absent when nothing can be said. */
  readonly percent?: number;
}

/** The own change in plain words: against the last total before the first dose, or else the first total there is. */
export function ownChange(
  points: readonly { readonly at: string; readonly total: number }[],
  doses: readonly string[],
): OwnChange {
  const [firstDose] = doses.toSorted();
  const ordered = points.toSorted((a, b) => (a.at < b.at ? -1 : 1));
  const start =
    (firstDose === undefined ? undefined : ordered.findLast((point) => point.at <= firstDose)) ?? ordered[0];
  const last = ordered.at(-1);
  if (start === undefined || last === undefined || start === last) return { kind: 'first' };
  if (start.total === 0) return { kind: last.total === 0 ? 'same' : 'first' };
  const percent = Math.round((Math.abs(last.total - start.total) / start.total) * 20) * 5;
  if (percent === 0) return { kind: 'same' };
  return { kind: last.total < start.total ? 'fewer' : 'more', percent };
}
