import type { SecondPerson } from '@evenkeel/contract';
import { words } from '../words/en.ts';
import { PasswordInput, TextInput } from './ui.tsx';

const t = words.secondPerson;

/** What a second person types to sign in beside the one at the screen. It is never kept on the device. */
export type TypedSecond = Readonly<Record<'login' | 'password' | 'code', string>>;

export const nobodyTyped: TypedSecond = Object.freeze({ login: '', password: '', code: '' });

/** The second person to send; undefined when nobody typed a sign-in name. */
export function secondToSend({ login, password, code }: TypedSecond): SecondPerson | undefined {
  return login === '' ? undefined : { login, password, ...(code === '' ? {} : { code }) };
}

/** Sign-in name, password and code of the second person, where an act takes two. */
export function SecondPersonFields({
  legend,
  required,
  typed,
  onChange,
}: {
  /** Who the second person is, and when one is needed. */
  readonly legend: string;
  readonly required: boolean;
  readonly typed: TypedSecond;
  readonly onChange: (typed: TypedSecond) => void;
}) {
  const field = (part: keyof TypedSecond) => ({
    label: t[part],
    autoComplete: 'off',
    value: typed[part],
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      onChange({ ...typed, [part]: event.currentTarget.value }),
  });
  return (
    <fieldset className="occasion">
      <legend>{legend}</legend>
      <div className="columns">
        <TextInput {...field('login')} required={required} />
        <PasswordInput {...field('password')} required={required} />
        <TextInput {...field('code')} inputMode="numeric" />
      </div>
    </fieldset>
  );
}
