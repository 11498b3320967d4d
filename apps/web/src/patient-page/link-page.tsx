/** @jsxImportSource preact */
import { useEffect, useState } from 'preact/hooks';
import { patientWords as words } from '../words/patient-en.ts';
import { CrisisCard } from './crisis.tsx';
import { Frame } from './frame.tsx';
import { Heading } from './heading.tsx';
import { own } from './link-api.ts';
import { NotTaken } from './not-taken.tsx';
import { OpenForm } from './open-form.tsx';
import type { OwnView } from './own-view.tsx';
import { useVisit } from './use-visit.ts';
import { allSent } from './visit.ts';
import { VisitScreens } from './visit-screens.tsx';

/** Only the start of the token is kept, to tell whether this browser was opened for this very link. */
const keyOf = (token: string) => token.slice(0, 12);

/** The own view comes after sending, so the first question need not wait for it. */
function OwnViewLater(props: Parameters<typeof OwnView>[0]) {
  const [View, setView] = useState<typeof OwnView>();
  useEffect(() => {
    import('./own-view.tsx').then(
      (loaded) => setView(() => loaded.OwnView),
      // Without a connection there is nothing to show yet either.
      () => undefined,
    );
  }, []);
  return View === undefined ? null : <View {...props} />;
}

/** The patient's page behind one link. */
export function LinkPage({ token }: { readonly token: string }) {
  const key = keyOf(token);
  // A sign-in that belongs to another link must not answer this one.
  const visit = useVisit(key, own.get('opened') === key);
  const state = visit.get();
  return (
    <Frame state={state}>
      {state.stage === 'shut' ? (
        <OpenForm
          token={token}
          onOpen={async () => {
            own.set('opened', key);
            await visit.load();
          }}
        />
      ) : allSent(state) ? (
        <>
          <section>
            <Heading>{state.untaken.length > 0 ? words.untaken.heading : words.sent.title}</Heading>
            <NotTaken visit={visit} />
            {state.showCrisis ? <CrisisCard contacts={state.crisis} /> : null}
            <p>{words.sent.close}</p>
          </section>
          <OwnViewLater visitKey={key} contacts={state.crisis} />
        </>
      ) : (
        <VisitScreens visit={visit} isKiosk={false} />
      )}
    </Frame>
  );
}
