import { jurisdictions, type Jurisdiction } from '@evenkeel/protocol';
import { client, routes } from '@evenkeel/contract';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { base, call, queryClient } from '../app/api.ts';
import { DraftLine } from '../app/draft-line.tsx';
import { useDraft } from '../app/draft.ts';
import { fieldSays, ProblemBox } from '../app/problem-box.tsx';
import { Button, NativeSelect, Page, PasswordInput, TextInput } from '../app/ui.tsx';
import { words } from '../words/en.ts';
import { PersonFields, type NewPerson } from './person-fields.tsx';

const t = words.setup;

interface Typed {
  readonly clinicName: string;
  readonly timeZone: string;
  readonly jurisdiction: Jurisdiction;
  readonly administrator: { readonly name: string; readonly login: string };
  readonly people: readonly Omit<NewPerson, 'password'>[];
}

/** The client with the token of `#setup=...` in the address, which lets a clinic be set up from another machine. */
function asSetUp(): typeof call {
  const token = new URLSearchParams(location.hash.slice(1)).get('setup');
  if (token === null) return call;
  return client(`${base}/api`, async (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set('x-evenkeel-set-up', token);
    return await fetch(input, { ...init, headers });
  });
}

/** A clinic, its administrator and its first people. */
export function SetupForm() {
  // Everything but the passwords is kept on this device while it is typed.
  const draft = useDraft<Typed>('setup', {
    clinicName: '',
    timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
    jurisdiction: 'US',
    administrator: { name: '', login: '' },
    people: [],
  });
  const { clinicName, timeZone, jurisdiction } = draft.value;
  const set = (part: Partial<Typed>) => draft.change({ ...draft.value, ...part });
  const [secrets, setSecrets] = useState<readonly string[]>([]);
  const keepSecret = (at: number, secret: string) =>
    setSecrets((old) =>
      Array.from({ length: Math.max(old.length, at + 1) }, (_, i) => (i === at ? secret : (old[i] ?? ''))),
    );
  const administrator = { ...draft.value.administrator, password: secrets[0] ?? '' };
  const people: readonly NewPerson[] = draft.value.people.map((person, at) => ({
    ...person,
    password: secrets[at + 1] ?? '',
  }));
  const setUp = useMutation({
    mutationFn: async () =>
      await asSetUp()(routes.setUp, {
        body: { clinicName, timeZone, jurisdiction, administrator, people: [...people] },
      }),
    onSuccess: async () => {
      draft.discard();
      await queryClient.invalidateQueries();
    },
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
          <DraftLine draft={draft} />
          <TextInput
            label={t.clinicName}
            error={fieldSays(setUp.error, 'clinicName')}
            required
            value={clinicName}
            onChange={(event) => set({ clinicName: event.currentTarget.value })}
          />
          <div className="columns">
            <NativeSelect
              label={t.timeZone}
              data={[...new Set(zones)]}
              value={timeZone}
              onChange={(event) => set({ timeZone: event.currentTarget.value })}
            />
            <NativeSelect
              label={t.jurisdiction}
              data={[...jurisdictions]}
              value={jurisdiction}
              onChange={(event) => set({ jurisdiction: event.currentTarget.value as Jurisdiction })}
            />
          </div>
          <h2>{t.you}</h2>
          <div className="columns">
            <TextInput
              label={t.name}
              required
              value={administrator.name}
              onChange={(event) =>
                set({ administrator: { ...draft.value.administrator, name: event.currentTarget.value } })
              }
            />
            <TextInput
              label={t.login}
              error={fieldSays(setUp.error, 'administrator.login')}
              required
              autoComplete="username"
              value={administrator.login}
              onChange={(event) =>
                set({ administrator: { ...draft.value.administrator, login: event.currentTarget.value } })
              }
            />
          </div>
          <PasswordInput
            label={t.password}
            error={fieldSays(setUp.error, 'administrator.password')}
            description={t.passwordNote}
            required
            minLength={10}
            autoComplete="new-password"
            value={administrator.password}
            onChange={(event) => keepSecret(0, event.currentTarget.value)}
          />
          <h2>{t.people}</h2>
          {people.map((person, index) => (
            // The list is only appended to and cut; a person has no other name yet.
            <PersonFields
              key={index}
              number={index + 1}
              person={person}
              error={setUp.error}
              onChange={({ password, ...next }) => {
                keepSecret(index + 1, password);
                set({ people: draft.value.people.map((one, at) => (at === index ? next : one)) });
              }}
              onRemove={() => {
                setSecrets((old) => old.filter((_, at) => at !== index + 1));
                set({ people: draft.value.people.filter((_, at) => at !== index) });
              }}
            />
          ))}
          <div className="row">
            <Button
              variant="default"
              type="button"
              onClick={() =>
                set({
                  people: [...draft.value.people, { name: '', login: '', roles: ['nurse'], licensed: false }],
                })
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
