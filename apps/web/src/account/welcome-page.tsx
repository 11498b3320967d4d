import { routes } from '@evenkeel/contract';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../app/api.ts';
import { ProblemBox } from '../app/problem-box.tsx';
import { Button, Page } from '../app/ui.tsx';
import { words } from '../words/en.ts';
import { SetupForm } from './setup-form.tsx';

/** The first page of an installation with nothing configured. */
export function WelcomePage() {
  const [settingUp, setSettingUp] = useState(false);
  const demo = useOpenDemo();
  if (settingUp) return <SetupForm />;
  return (
    <main className="welcome" id="content">
      <Page title={words.welcome.title}>
        <p>{words.welcome.lead}</p>
        <div className="row">
          <Button size="md" onClick={() => setSettingUp(true)}>
            {words.welcome.setUp}
          </Button>
          <Button size="md" variant="default" loading={demo.isPending} onClick={() => demo.mutate()}>
            {words.welcome.demo}
          </Button>
        </div>
        <output className="status quiet small">
          {demo.isPending ? words.welcome.opening : words.welcome.demoNote}
        </output>
        <ProblemBox error={demo.error} />
      </Page>
    </main>
  );
}

/** Opens the demo clinic, making it on first use. */
export function useOpenDemo() {
  return useMutation({
    mutationFn: async () => await call(routes.openDemo, { body: {} }),
    onSuccess: ({ path }) => location.assign(path),
  });
}
