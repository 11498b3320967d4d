import { routes, type Answered } from '@evenkeel/contract';
import { startAuthentication } from '@simplewebauthn/browser';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call, queryClient } from '../app/api.ts';
import { ProblemBox } from '../app/problem-box.tsx';
import { Button, focusAtStart, Page, PasswordInput, TextInput } from '../app/ui.tsx';
import { words } from '../words/en.ts';
import { useOpenDemo } from './welcome-page.tsx';

const t = words.signIn;
type Hello = Answered<typeof routes.hello>;

async function arrived() {
  await queryClient.invalidateQueries({ queryKey: ['me'] });
}

/** Name and password, then the second step; a passkey; a PIN on an enrolled device; or a person of the demo. */
export function SignInPage({ hello }: { readonly hello: Hello }) {
  return (
    <main className="welcome" id="content">
      {hello.demo ? (
        <DemoPeople people={hello.demoPeople ?? []} />
      ) : (
        <PasswordSignIn clinicName={hello.clinicName ?? words.product} />
      )}
    </main>
  );
}

function DemoPeople({ people }: { readonly people: NonNullable<Hello['demoPeople']> }) {
  const enter = useMutation({
    mutationFn: async (staffId: string) => await call(routes.demoSignIn, { body: { staffId } }),
    onSuccess: arrived,
  });
  return (
    <Page title={t.demoTitle}>
      <p>{t.demoLead}</p>
      <div className="tiles">
        {people.map((person) => (
          <button
            key={person.staffId}
            type="button"
            className="tile"
            onClick={() => enter.mutate(person.staffId)}
          >
            <strong>{person.name}</strong>
            <span className="quiet">
              {person.roles.map((role) => words.roles[role as keyof typeof words.roles]).join(', ')}
            </span>
          </button>
        ))}
      </div>
      <ProblemBox error={enter.error} />
    </Page>
  );
}

function PasswordSignIn({ clinicName }: { readonly clinicName: string }) {
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [step, setStep] = useState<'password' | 'code'>('password');
  const next = async (answer: { next: 'done' | 'code' | 'setUpSecondFactor' }) => {
    if (answer.next === 'code') setStep('code');
    else await arrived();
  };
  const first = useMutation({
    mutationFn: async () => await call(routes.signIn, { body: { login, password } }),
    onSuccess: next,
  });
  const second = useMutation({
    mutationFn: async () => await call(routes.signInCode, { body: { code } }),
    onSuccess: next,
  });
  const passkey = useMutation({
    mutationFn: async () => {
      const { options, ceremony } = await call(routes.passkeySignInOptions, { body: {} });
      const answer = await startAuthentication({ optionsJSON: options as never });
      return await call(routes.passkeySignIn, { body: { ceremony, answer: answer as never } });
    },
    onSuccess: next,
  });
  const demo = useOpenDemo();
  if (step === 'code') {
    return (
      <Page title={t.codeTitle}>
        <form
          className="form narrow"
          onSubmit={(event) => {
            event.preventDefault();
            second.mutate();
          }}
        >
          <TextInput
            label={t.code}
            ref={focusAtStart}
            required
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={6}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
          <ProblemBox error={second.error} />
          <div className="row">
            <Button type="submit" loading={second.isPending}>
              {t.go}
            </Button>
            <Button variant="default" type="button" onClick={() => setStep('password')}>
              {t.back}
            </Button>
          </div>
        </form>
      </Page>
    );
  }
  return (
    <Page title={t.title(clinicName)}>
      <QuickSwitch />
      <form
        className="form narrow"
        onSubmit={(event) => {
          event.preventDefault();
          first.mutate();
        }}
      >
        <TextInput
          label={t.login}
          required
          autoComplete="username webauthn"
          value={login}
          onChange={(event) => setLogin(event.currentTarget.value)}
        />
        <PasswordInput
          label={t.password}
          required
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <ProblemBox error={first.error} />
        <div className="row">
          <Button type="submit" loading={first.isPending}>
            {t.go}
          </Button>
          <Button
            variant="default"
            type="button"
            loading={passkey.isPending}
            onClick={() => passkey.mutate()}
          >
            {t.passkey}
          </Button>
        </div>
        <ProblemBox error={passkey.error} />
      </form>
      <p className="small" style={{ marginTop: 48 }}>
        <button type="button" className="linklike" onClick={() => demo.mutate()}>
          {t.openDemo}
        </button>
      </p>
      <ProblemBox error={demo.error} />
    </Page>
  );
}

/** On an enrolled chair tablet: the people who signed in here in full, each with a PIN. */
function QuickSwitch() {
  const device = useQuery({
    queryKey: ['devicePeople'],
    queryFn: async () => await call(routes.devicePeople),
  });
  const [chosen, setChosen] = useState<string>();
  const [pin, setPin] = useState('');
  const enter = useMutation({
    mutationFn: async () => await call(routes.switchUser, { body: { staffId: chosen ?? '', pin } }),
    onSuccess: arrived,
    onError: () => setPin(''),
  });
  const people = device.data?.people ?? [];
  if (people.length === 0) return null;
  return (
    <section>
      <h2>{`${t.people}${device.data?.deviceName === undefined ? '' : `, ${device.data.deviceName}`}`}</h2>
      <div className="choice">
        {people.map((person) => (
          <button
            key={person.staffId}
            type="button"
            aria-pressed={chosen === person.staffId}
            onClick={() => setChosen(person.staffId)}
          >
            {person.name}
          </button>
        ))}
      </div>
      {chosen === undefined ? null : (
        <form
          className="row"
          style={{ marginTop: 12 }}
          onSubmit={(event) => {
            event.preventDefault();
            enter.mutate();
          }}
        >
          <PasswordInput
            label={t.pin}
            ref={focusAtStart}
            inputMode="numeric"
            autoComplete="off"
            maxLength={8}
            value={pin}
            onChange={(event) => setPin(event.currentTarget.value)}
            style={{ width: 160 }}
          />
          <Button type="submit" loading={enter.isPending} style={{ alignSelf: 'end' }}>
            {t.go}
          </Button>
        </form>
      )}
      <ProblemBox error={enter.error} />
    </section>
  );
}
