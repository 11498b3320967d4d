import { Button, NativeSelect, PasswordInput, Textarea, TextInput } from '@mantine/core';
import type { ComponentProps, ReactNode } from 'react';
import { dateText, unitOf } from './format.ts';
import { words } from '../words/en.ts';

export { Button, NativeSelect, PasswordInput, Textarea, TextInput };

export type AnswerValue = 'yes' | 'no' | 'unknown';

/** A few answers side by side; the chosen one is pressed. */
export function Choice<T extends string>({
  label,
  options,
  value,
  onChange,
}: {
  readonly label: string;
  readonly options: readonly (readonly [T, string])[];
  readonly value: T | undefined;
  readonly onChange: (next: T) => void;
}) {
  return (
    <fieldset className="choice">
      <legend className="small">{label}</legend>
      {options.map(([key, text]) => (
        <button key={key} type="button" aria-pressed={value === key} onClick={() => onChange(key)}>
          {text}
        </button>
      ))}
    </fieldset>
  );
}

/** Yes, no or unknown: unknown is an answer. */
export function YesNoUnknown(props: {
  readonly label: string;
  readonly value: AnswerValue | undefined;
  readonly onChange: (next: AnswerValue) => void;
}) {
  const { yes, no, unknown } = words.answers;
  return (
    <Choice
      {...props}
      options={[
        ['yes', yes],
        ['no', no],
        ['unknown', unknown],
      ]}
    />
  );
}

/** The page's title and what is under it. The title also names the browser tab. */
export function Page({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <>
      <title>{`${title} - ${words.product}`}</title>
      <h1>{title}</h1>
      {children}
    </>
  );
}

/** The `ref` of the one field that a step has just opened for. */
export function focusAtStart(field: HTMLElement | null): void {
  field?.focus();
}

/** A date field that also writes the date out: the browser's own order of day and month differs by place. */
export function DateInput({ value, ...rest }: ComponentProps<typeof TextInput> & { readonly value: string }) {
  return (
    <TextInput
      {...rest}
      type="date"
      value={value}
      description={dateText(value)}
      inputWrapperOrder={dateOrder}
    />
  );
}
const dateOrder: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error'];

/** A number with its unit, never apart. */
export function Value({ value, unit }: { readonly value: ReactNode; readonly unit: string }) {
  return (
    <span style={{ whiteSpace: 'nowrap' }}>
      {value}
      <span className="unit">{unitOf(value, unit)}</span>
    </span>
  );
}
