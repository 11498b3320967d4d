import type { NumberAnswer } from '@evenkeel/instruments';
import { useState } from 'react';
import { TextInput } from '../app/ui.tsx';
import { recordWords } from '../words/patient-record-en.ts';

const t = recordWords.measures;

/** A clock time for minutes after midnight, else the number as it is. */
function shownAs(value: number | null, { unit }: NumberAnswer): string {
  if (value === null) return '';
  if (unit !== 'minutes after midnight') return String(value);
  return `${String(Math.floor(value / 60)).padStart(2, '0')}:${String(value % 60).padStart(2, '0')}`;
}

function read(text: string, { unit, from, to, step }: NumberAnswer): number | undefined {
  const clock = /^(\d{1,2}):(\d{2})$/.exec(text.trim());
  const value =
    unit === 'minutes after midnight'
      ? clock === null || Number(clock[1]) > 23 || Number(clock[2]) > 59
        ? Number.NaN
        : Number(clock[1]) * 60 + Number(clock[2])
      : /^\d{1,5}(\.\d{1,3})?$/.test(text.trim())
        ? Number(text.trim())
        : Number.NaN;
  const steps = (value - from) / step;
  return value >= from && value <= to && Math.abs(steps - Math.round(steps)) < 1e-9 ? value : undefined;
}

/** An answer that is a number of its own: it is given when the field is left, or with Enter. */
export function NumberAnswerField({
  label,
  range,
  value,
  onFocus,
  onGive,
}: {
  readonly label: string;
  readonly range: NumberAnswer;
  readonly value: number | null;
  readonly onFocus: () => void;
  readonly onGive: (value: number) => void;
}) {
  const [text, setText] = useState(() => shownAs(value, range));
  const isClock = range.unit === 'minutes after midnight';
  const wrong = text.trim() !== '' && read(text, range) === undefined;
  const give = () => {
    const found = read(text, range);
    if (found !== undefined && found !== value) onGive(found);
  };
  return (
    <TextInput
      aria-label={label}
      inputMode={isClock ? 'text' : 'decimal'}
      value={text}
      placeholder={isClock ? '23:30' : ''}
      description={isClock ? t.clock : t.numberRange(range.from, range.to, range.unit, range.step)}
      error={wrong ? t.numberWrong : undefined}
      onFocus={onFocus}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={give}
      onKeyDown={(event) => {
        if (event.key === 'Enter') give();
      }}
      style={{ maxWidth: 220 }}
    />
  );
}
