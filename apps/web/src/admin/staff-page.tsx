import { routes, type Answered } from '@evenkeel/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Checkbox } from '@mantine/core';
import { Fragment, useState } from 'react';
import { PersonFields, RoleChoice, type NewPerson } from '../account/person-fields.tsx';
import { call, queryClient } from '../app/api.ts';
import { LoadProblem } from '../app/load-problem.tsx';
import { ProblemBox } from '../app/problem-box.tsx';
import { Button, Page, PasswordInput } from '../app/ui.tsx';
import { officeWords } from '../words/office-en.ts';
import { words } from '../words/en.ts';

const t = officeWords.staff;
type Change = Parameters<typeof call<typeof routes.changeStaff>>[1]['body'];
type Person = Answered<typeof routes.staffList>['people'][number];
const blank: NewPerson = { name: '', login: '', password: '', roles: ['nurse'], licensed: false };

/** The people of the clinic. */
export function StaffPage() {
  const list = useQuery({ queryKey: ['staff'], queryFn: async () => await call(routes.staffList) });
  const [adding, setAdding] = useState<NewPerson>();
  const [changing, setChanging] = useState<string>();
  const add = useMutation({
    mutationFn: async (person: NewPerson) => await call(routes.addStaff, { body: { ...person } }),
    onSuccess: async () => {
      setAdding(undefined);
      await queryClient.invalidateQueries({ queryKey: ['staff'] });
    },
  });
  const people = list.data?.people ?? [];
  return (
    <Page title={t.title(people.length)}>
      <LoadProblem of={[list]} />
      <div className="scroll">
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{words.setup.name}</th>
              <th scope="col">{t.login}</th>
              <th scope="col">{words.setup.roles}</th>
              <th scope="col">{t.secondFactor}</th>
              <th scope="col">{t.active}</th>
              <th scope="col">
                <span className="quiet">{t.change}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {people.map((person) => (
              <Fragment key={person.staffId}>
                <tr>
                  <th scope="row">{person.name}</th>
                  <td>{person.login}</td>
                  <td>{person.roles.map((role) => words.roles[role]).join(', ')}</td>
                  <td>{person.secondFactor ? t.has : t.hasNot}</td>
                  <td>{person.active ? t.active : t.ended}</td>
                  <td>
                    <Button
                      size="compact-sm"
                      variant="default"
                      aria-label={`${t.change} ${person.name}`}
                      aria-expanded={changing === person.staffId}
                      onClick={() => setChanging(changing === person.staffId ? undefined : person.staffId)}
                    >
                      {t.change}
                    </Button>
                  </td>
                </tr>
                {changing === person.staffId ? (
                  <tr>
                    <td colSpan={6}>
                      <ChangePerson person={person} />
                    </td>
                  </tr>
                ) : null}
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
      {adding === undefined ? (
        <Button style={{ marginTop: 16 }} onClick={() => setAdding(blank)}>
          {t.add}
        </Button>
      ) : (
        <form
          className="form"
          style={{ marginTop: 16 }}
          onSubmit={(event) => {
            event.preventDefault();
            add.mutate(adding);
          }}
        >
          <PersonFields number={people.length + 1} person={adding} onChange={setAdding} />
          <ProblemBox error={add.error} />
          <div className="row">
            <Button type="submit" loading={add.isPending}>
              {t.add}
            </Button>
            <Button variant="default" type="button" onClick={() => setAdding(undefined)}>
              {words.cancel}
            </Button>
          </div>
        </form>
      )}
    </Page>
  );
}

function ChangePerson({ person }: { readonly person: Person }) {
  const [chosen, setChosen] = useState(person.roles);
  const [password, setPassword] = useState('');
  const [licensed, setLicensed] = useState(person.licensed);
  const change = useMutation({
    mutationFn: async (what: Partial<Change>) =>
      await call(routes.changeStaff, {
        params: { staffId: person.staffId },
        body: { version: person.version, ...what },
      }),
    onSuccess: async () => {
      setPassword('');
      await queryClient.invalidateQueries({ queryKey: ['staff'] });
    },
  });
  return (
    <div className="stack" style={{ padding: '10px 0' }}>
      <RoleChoice roles={chosen} onChange={setChosen} />
      <Checkbox
        label={words.setup.licensed}
        checked={licensed}
        onChange={(event) => setLicensed(event.currentTarget.checked)}
      />
      <PasswordInput
        label={t.newPassword}
        style={{ maxWidth: 360 }}
        autoComplete="new-password"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <div className="row">
        <Button
          size="compact-sm"
          loading={change.isPending}
          onClick={() => change.mutate({ roles: chosen, licensed, ...(password === '' ? {} : { password }) })}
        >
          {words.save}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => change.mutate({ active: !person.active })}>
          {person.active ? t.end : t.reopen}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => change.mutate({ resetSecondFactor: true })}
        >
          {t.resetFactor}
        </Button>
      </div>
      {change.isSuccess ? <output className="status">{t.saved}</output> : null}
      <ProblemBox error={change.error} />
    </div>
  );
}
