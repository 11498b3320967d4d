import type { InstrumentForm } from '@evenkeel/contract';

/** What a typed number may be. */
export type NumberAsked = NonNullable<InstrumentForm['items'][number]['number']>;

/** An answer that is a time of day is kept as minutes after midnight and typed as a clock time. */
export const isClock = ({ unit }: NumberAsked): boolean => unit === 'minutes after midnight';

/**
 * The answer in what was typed; undefined when it does not fit. A comma counts as a point, as the
 * keypads of some phones have no point; before three digits it may part thousands, so that is no answer.
 */
export function numberAnswerOf(typed: string, asked: NumberAsked): number | undefined {
  const text = typed.trim();
  const clock = /^(\d{1,2}):(\d{2})$/.exec(text);
  const value = isClock(asked)
    ? clock === null || Number(clock[1]) > 23 || Number(clock[2]) > 59
      ? Number.NaN
      : Number(clock[1]) * 60 + Number(clock[2])
    : /^-?\d+(\.\d+|,\d{1,2}|,\d{4,})?$/.test(text)
      ? Number(text.replace(',', '.'))
      : Number.NaN;
  const steps = (value - asked.from) / asked.step;
  const fits = value >= asked.from && value <= asked.to && Math.abs(steps - Math.round(steps)) < 1e-9;
  return fits ? value : undefined;
}

/** An answer as it is typed. */
export function numberText(answer: number | null, asked: NumberAsked): string {
  if (answer === null) return '';
  if (!isClock(asked)) return String(answer);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${two(Math.floor(answer / 60))}:${two(answer % 60)}`;
}
