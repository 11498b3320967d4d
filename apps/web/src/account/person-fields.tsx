import { staffRoles, type Role } from '@evenkeel/contract';
import { Checkbox } from '@mantine/core';
import { fieldSays } from '../app/problem-box.tsx';
import { Button, PasswordInput, TextInput } from '../app/ui.tsx';
import { words } from '../words/en.ts';

type StaffRole = Exclude<Role, 'patient'>;

/** A person being added. */
export interface NewPerson {
  readonly name: string;
  readonly login: string;
  readonly password: string;
  readonly roles: StaffRole[];
  readonly licensed: boolean;
}

const t = words.setup;

/** The fields of one new person. */
export function PersonFields({
  number,
  person,
  error,
  onChange,
  onRemove,
}: {
  readonly number: number;
  readonly person: NewPerson;
  /** The problem of the last try; what it says of this person's fields stands at them. */
  readonly error?: unknown;
  readonly onChange: (next: NewPerson) => void;
  readonly onRemove?: () => void;
}) {
  return (
    <fieldset className="person">
      <legend>{`${t.name} ${number}`}</legend>
      <div className="columns">
        <TextInput
          label={t.name}
          required
          value={person.name}
          onChange={(event) => onChange({ ...person, name: event.currentTarget.value })}
        />
        <TextInput
          label={t.login}
          error={fieldSays(error, `people.${number - 1}.login`)}
          required
          value={person.login}
          onChange={(event) => onChange({ ...person, login: event.currentTarget.value })}
        />
        <PasswordInput
          label={t.password}
          error={fieldSays(error, `people.${number - 1}.password`)}
          required
          minLength={10}
          autoComplete="new-password"
          value={person.password}
          onChange={(event) => onChange({ ...person, password: event.currentTarget.value })}
        />
      </div>
      <RoleChoice roles={person.roles} onChange={(roles) => onChange({ ...person, roles })} />
      <div className="row">
        <Checkbox
          label={t.licensed}
          checked={person.licensed}
          onChange={(event) => onChange({ ...person, licensed: event.currentTarget.checked })}
        />
        {onRemove === undefined ? null : (
          <Button variant="subtle" type="button" onClick={onRemove}>
            {t.remove}
          </Button>
        )}
      </div>
    </fieldset>
  );
}

/** The roles of a person, any number of them. */
export function RoleChoice({
  roles,
  onChange,
}: {
  readonly roles: readonly StaffRole[];
  readonly onChange: (next: StaffRole[]) => void;
}) {
  return (
    <fieldset className="choice" style={{ margin: '10px 0' }}>
      <legend className="small">{t.roles}</legend>
      {(staffRoles as readonly StaffRole[]).map((role) => (
        <button
          key={role}
          type="button"
          aria-pressed={roles.includes(role)}
          onClick={() =>
            onChange(roles.includes(role) ? roles.filter((one) => one !== role) : [...roles, role])
          }
        >
          {words.roles[role]}
        </button>
      ))}
    </fieldset>
  );
}
