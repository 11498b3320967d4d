/** What one person has answered in one questionnaire, and which answers the clinic does not have yet. */
export interface AnswerSheet {
  readonly answers: readonly (number | null)[];
  /** Places whose answer is only on this device. */
  readonly pending: readonly number[];
  /** The screen the person was on; one past the last item is the look over all answers. */
  readonly at: number;
  /** The person asked to send it. */
  readonly wanted: boolean;
}

/** An empty sheet for a number of items. */
export function emptySheet(items: number): AnswerSheet {
  return { answers: Array.from({ length: items }, () => null), pending: [], at: 0, wanted: false };
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

/**
 * The clinic's answers joined with this device's: what was not sent yet wins. Where another device went on meanwhile, the
 * person is at the first item without an answer; otherwise where this device was left.
 */
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
  const open = answers.indexOf(null);
  const first = open === -1 ? items : open;
  const elsewhere = base.some(
    (answer, place) =>
      answer !== null && !pending.includes(place) && (local?.answers[place] ?? null) !== answer,
  );
  const at = local === undefined ? first : elsewhere ? Math.max(local.at, first) : local.at;
  return {
    answers,
    pending,
    at: Math.min(Math.max(0, at), items),
    wanted: local?.wanted === true,
  };
}

/** Reads a sheet kept as text; anything else is no sheet. */
export function sheetFrom(text: string | null): AnswerSheet | undefined {
  try {
    const read = JSON.parse(text ?? 'null') as Partial<AnswerSheet> | null;
    if (read === null || !Array.isArray(read.answers) || !Array.isArray(read.pending)) return undefined;
    const answers = read.answers.map((one: unknown) => (typeof one === 'number' ? one : null));
    const pending = read.pending.filter((one: unknown): one is number => Number.isInteger(one));
    return {
      answers,
      pending,
      at: typeof read.at === 'number' && Number.isInteger(read.at) ? read.at : 0,
      wanted: read.wanted === true,
    };
  } catch {
    return undefined;
  }
}
