import { routes } from '@evenkeel/contract';
import { startRegistration } from '@simplewebauthn/browser';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { call, queryClient, useMe } from '../app/api.ts';
import { ProblemBox } from '../app/problem-box.tsx';
import { Button, Page, PasswordInput, TextInput } from '../app/ui.tsx';
import { words } from '../words/en.ts';
import { ContactSection } from './contact-section.tsx';

const t = words.account;

/** One's own account: second factor, passkeys, PIN, password, and enrolling a chair tablet. */
export function AccountPage() {
  const me = useMe();
  if (me === undefined || me === null) return null;
  const must = !me.secondFactor && me.passkeys === 0 && !me.demo;
  const mayEnrol = me.roles.some((role) => role === 'administrator' || role === 'medicalLead');
  return (
    <Page title={t.title}>
      {must ? <p>{t.must}</p> : null}
      <div className="stack narrow">
        <OneTimeCodes on={me.secondFactor} />
        <Passkeys count={me.passkeys} />
        {must ? null : (
          <>
            <Pin />
            <Password />
            <ContactSection />
            {mayEnrol ? <Device name={me.deviceName} /> : null}
          </>
        )}
      </div>
    </Page>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

const refreshed = async () => await queryClient.invalidateQueries({ queryKey: ['me'] });

function OneTimeCodes({ on }: { readonly on: boolean }) {
  const [code, setCode] = useState('');
  const begin = useMutation({ mutationFn: async () => await call(routes.beginCode, { body: {} }) });
  const confirm = useMutation({
    mutationFn: async () => await call(routes.confirmCode, { body: { code } }),
    onSuccess: refreshed,
  });
  if (on && begin.data === undefined) return <Section title={t.codes}>{t.codesOn}</Section>;
  return (
    <Section title={t.codes}>
      {begin.data === undefined ? (
        <Button loading={begin.isPending} onClick={() => begin.mutate()}>
          {t.begin}
        </Button>
      ) : (
        <form
          className="form"
          onSubmit={(event) => {
            event.preventDefault();
            confirm.mutate();
          }}
        >
          <p>{t.scan}</p>
          <img
            src={begin.data.qr}
            alt=""
            width={180}
            height={180}
            style={{ background: '#fff', padding: 8 }}
          />
          <p>
            {t.key}: <code data-testid="secret">{begin.data.secret}</code>
          </p>
          <TextInput
            label={t.confirm}
            required
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={6}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
          <ProblemBox error={confirm.error} />
          <div>
            <Button type="submit" loading={confirm.isPending}>
              {t.confirmGo}
            </Button>
          </div>
        </form>
      )}
      <ProblemBox error={begin.error} />
    </Section>
  );
}

function Passkeys({ count }: { readonly count: number }) {
  const [name, setName] = useState('');
  const add = useMutation({
    mutationFn: async () => {
      const { options, ceremony } = await call(routes.passkeyOptions, { body: {} });
      const answer = await startRegistration({ optionsJSON: options as never });
      return await call(routes.addPasskey, { body: { ceremony, name, answer: answer as never } });
    },
    onSuccess: refreshed,
  });
  return (
    <Section title={t.passkeys}>
      <p className="quiet">{t.passkeyCount(count)}</p>
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate();
        }}
      >
        <TextInput
          label={t.passkeyName}
          required
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button variant="default" type="submit" loading={add.isPending} style={{ alignSelf: 'end' }}>
          {t.addPasskey}
        </Button>
      </form>
      <ProblemBox error={add.error} />
    </Section>
  );
}

function Pin() {
  const [pin, setPin] = useState('');
  const save = useMutation({
    mutationFn: async () => await call(routes.setPin, { body: { pin } }),
    onSuccess: async () => {
      setPin('');
      await refreshed();
    },
  });
  return (
    <Section title={t.pin}>
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <PasswordInput
          label={t.pin}
          description={t.pinNote}
          required
          inputMode="numeric"
          autoComplete="off"
          maxLength={8}
          value={pin}
          onChange={(event) => setPin(event.currentTarget.value)}
        />
        <Button variant="default" type="submit" loading={save.isPending} style={{ alignSelf: 'end' }}>
          {t.setPin}
        </Button>
      </form>
      {save.isSuccess ? <output className="status">{t.done}</output> : null}
      <ProblemBox error={save.error} />
    </Section>
  );
}

function Password() {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const save = useMutation({
    mutationFn: async () => await call(routes.changePassword, { body: { current, next } }),
    onSuccess: () => {
      setCurrent('');
      setNext('');
    },
  });
  return (
    <Section title={t.password}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <PasswordInput
          label={t.current}
          required
          autoComplete="current-password"
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
        />
        <PasswordInput
          label={t.next}
          required
          minLength={10}
          autoComplete="new-password"
          value={next}
          onChange={(event) => setNext(event.currentTarget.value)}
        />
        <div>
          <Button variant="default" type="submit" loading={save.isPending}>
            {t.password}
          </Button>
        </div>
      </form>
      {save.isSuccess ? <output className="status">{t.done}</output> : null}
      <ProblemBox error={save.error} />
    </Section>
  );
}

function Device({ name: enrolledName }: { readonly name: string | undefined }) {
  const [name, setName] = useState('');
  const enrol = useMutation({
    mutationFn: async () => await call(routes.enrolDevice, { body: { name } }),
    onSuccess: refreshed,
  });
  return (
    <Section title={t.device}>
      <p className="quiet">{enrolledName === undefined ? t.deviceNote : t.enrolled(enrolledName)}</p>
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault();
          enrol.mutate();
        }}
      >
        <TextInput
          label={t.deviceName}
          required
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button variant="default" type="submit" loading={enrol.isPending} style={{ alignSelf: 'end' }}>
          {t.enrol}
        </Button>
      </form>
      <ProblemBox error={enrol.error} />
    </Section>
  );
}
