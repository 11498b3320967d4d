import { jurisdictions, type Jurisdiction } from '@evenkeel/protocol';
import { routes } from '@evenkeel/contract';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { call, queryClient } from '../app/api.ts';
import { ProblemBox } from '../app/problem-box.tsx';
import { Button, NativeSelect, Page, PasswordInput, TextInput } from '../app/ui.tsx';
import { words } from '../words/en.ts';
import { PersonFields, type NewPerson } from './person-fields.tsx';

const t = words.setup;

/** A clinic, its administrator and its first people. */
export function SetupForm() {
  const [clinicName, setClinicName] = useState('');
  const [timeZone, setTimeZone] = useState(Intl.DateTimeFormat().resolvedOptions().timeZone);
  const [jurisdiction, setJurisdiction] = useState<Jurisdiction>('US');
  const [administrator, setAdministrator] = useState({ name: '', login: '', password: '' });
  const [people, setPeople] = useState<readonly NewPerson[]>([]);
  const setUp = useMutation({
    mutationFn: async () =>
      await call(routes.setUp, {
        body: { clinicName, timeZone, jurisdiction, administrator, people: [...people] },
      }),
    onSuccess: async () => await queryClient.invalidateQueries(),
  });
  const zones =
    typeof Intl.supportedValuesOf === 'function'
      ? ['UTC', ...Intl.supportedValuesOf('timeZone')]
      : [timeZone];
  return (
    <main className="welcome" id="content">
      <Page title={t.title}>
        <form
          className="form"
          onSubmit={(event) => {
            event.preventDefault();
            setUp.mutate();
          }}
        >
          <TextInput
            label={t.clinicName}
            required
            value={clinicName}
            onChange={(event) => setClinicName(event.currentTarget.value)}
          />
          <div className="columns">
            <NativeSelect
              label={t.timeZone}
              data={[...new Set(zones)]}
              value={timeZone}
              onChange={(event) => setTimeZone(event.currentTarget.value)}
            />
            <NativeSelect
              label={t.jurisdiction}
              data={[...jurisdictions]}
              value={jurisdiction}
              onChange={(event) => setJurisdiction(event.currentTarget.value as Jurisdiction)}
            />
          </div>
          <h2>{t.you}</h2>
          <div className="columns">
            <TextInput
              label={t.name}
              required
              value={administrator.name}
              onChange={(event) => setAdministrator({ ...administrator, name: event.currentTarget.value })}
            />
            <TextInput
              label={t.login}
              required
              autoComplete="username"
              value={administrator.login}
              onChange={(event) => setAdministrator({ ...administrator, login: event.currentTarget.value })}
            />
          </div>
          <PasswordInput
            label={t.password}
            description={t.passwordNote}
            required
            minLength={10}
            autoComplete="new-password"
            value={administrator.password}
            onChange={(event) => setAdministrator({ ...administrator, password: event.currentTarget.value })}
          />
          <h2>{t.people}</h2>
          {people.map((person, index) => (
            // The list is only appended to and cut; a person has no other name yet.
            <PersonFields
              key={index}
              number={index + 1}
              person={person}
              onChange={(next) => setPeople(people.map((one, at) => (at === index ? next : one)))}
              onRemove={() => setPeople(people.filter((_, at) => at !== index))}
            />
          ))}
          <div className="row">
            <Button
              variant="default"
              type="button"
              onClick={() =>
                setPeople([
                  ...people,
                  { name: '', login: '', password: '', roles: ['nurse'], licensed: false },
                ])
              }
            >
              {t.addPerson}
            </Button>
            <span className="quiet small">{t.later}</span>
          </div>
          <ProblemBox error={setUp.error} />
          <div>
            <Button type="submit" size="md" loading={setUp.isPending}>
              {t.finish}
            </Button>
          </div>
        </form>
      </Page>
    </main>
  );
}
