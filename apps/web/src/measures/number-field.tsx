import { useState } from 'react';
import { TextInput } from '../app/ui.tsx';
import { measureWords } from '../words/measures-en.ts';
import { numberSays, type Limits } from './schedule-limits.ts';

const t = measureWords.schedule;

/** A typed number; not a number when it cannot be read as one. */
export const numberOf = (text: string): number =>
  /^-?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : Number.NaN;

/** A number within limits. */
export function NumberField({
  label,
  limits,
  value,
  onNumber,
}: {
  readonly label: string;
  readonly limits: Limits;
  readonly value: string;
  readonly onNumber: (value: number) => void;
}) {
  return (
    <ReadField
      label={label}
      value={value}
      maxWidth={140}
      read={(text) => (Number.isNaN(numberOf(text)) ? undefined : numberOf(text))}
      says={(number) => numberSays(number, limits)}
      onRead={onNumber}
    />
  );
}

/**
 * A field that is taken over when it is left or Enter is pressed, so that half a number never counts. It shows what is
 * kept unless something is being typed over it; what cannot be read or kept stays there, is said in the field's own
 * unit while it is typed, and holds the form back.
 */
export function ReadField<T>({
  label,
  title,
  value,
  maxWidth,
  read,
  says,
  onRead,
}: {
  readonly label: string;
  readonly title?: string;
  readonly value: string;
  readonly maxWidth?: number;
  readonly read: (text: string) => T | undefined;
  /** Why what was read cannot be kept. */
  readonly says: (value: T) => string | undefined;
  readonly onRead: (value: T) => void;
}) {
  const [typed, setTyped] = useState<{ readonly text: string; readonly over: string }>();
  const own = typed?.over === value ? typed.text : undefined;
  const found = read(own ?? value);
  const wrong = found === undefined ? t.notANumber : says(found);
  const take = () => {
    const number = own === undefined || wrong !== undefined ? undefined : found;
    if (number === undefined) return;
    setTyped(undefined);
    onRead(number);
  };
  return (
    <TextInput
      label={label}
      title={title}
      inputMode="numeric"
      value={own ?? value}
      error={wrong}
      ref={(field) => field?.setCustomValidity(wrong ?? '')}
      style={{ maxWidth }}
      onChange={(event) => setTyped({ text: event.currentTarget.value, over: value })}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return;
        event.preventDefault();
        take();
      }}
    />
  );
}
