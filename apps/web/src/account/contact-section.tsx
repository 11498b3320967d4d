import { routes } from '@evenkeel/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call, queryClient } from '../app/api.ts';
import { Loading } from '../app/load-problem.tsx';
import { ProblemBox } from '../app/problem-box.tsx';
import { Button, TextInput } from '../app/ui.tsx';
import { measureWords } from '../words/measures-en.ts';

const t = measureWords.contact;

/** Where one is told that an alert waits. */
export function ContactSection() {
  const kept = useQuery({ queryKey: ['myContact'], queryFn: async () => await call(routes.myContact) });
  const [typed, setTyped] = useState<{ readonly email: string; readonly phone: string }>();
  const shown = typed ?? { email: kept.data?.email ?? '', phone: kept.data?.phone ?? '' };
  const save = useMutation({
    mutationFn: async () =>
      await call(routes.setContact, {
        body: {
          ...(shown.email.trim() === '' ? {} : { email: shown.email.trim() }),
          ...(shown.phone.trim() === '' ? {} : { phone: shown.phone.trim() }),
        },
      }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['myContact'] });
      setTyped(undefined);
    },
  });
  // Without what is stored the fields would stand empty, and saving them would take a number away.
  if (kept.data === undefined)
    return (
      <section>
        <h2>{t.title}</h2>
        <Loading of={[kept]} />
      </section>
    );
  return (
    <section>
      <h2>{t.title}</h2>
      <p className="quiet">{t.lead}</p>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <TextInput
          label={t.email}
          type="email"
          autoComplete="email"
          value={shown.email}
          onChange={(event) => setTyped({ ...shown, email: event.currentTarget.value })}
        />
        <TextInput
          label={t.phone}
          type="tel"
          autoComplete="tel"
          value={shown.phone}
          onChange={(event) => setTyped({ ...shown, phone: event.currentTarget.value })}
        />
        <ProblemBox error={save.error} />
        <div className="row">
          <Button type="submit" loading={save.isPending}>
            {t.save}
          </Button>
          {save.isSuccess && typed === undefined ? <output>{t.saved}</output> : null}
        </div>
      </form>
    </section>
  );
}
