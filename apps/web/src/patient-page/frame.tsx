/** @jsxImportSource preact */
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { patientWords as words } from '../words/patient-en.ts';
import { CrisisFoot } from './crisis.tsx';
import { ask, base } from './link-api.ts';
import { isOnlyInPage, type VisitState } from './visit.ts';

/** What stands around every screen: the clinic's name, what the connection does, and whom to reach. */
export function Frame({
  state,
  children,
}: {
  readonly state: VisitState;
  readonly children: ComponentChildren;
}) {
  const [hello, setHello] = useState('');
  const name = state.clinicName === '' ? hello : state.clinicName;
  useEffect(() => {
    void ask('hello').then((told) => {
      if (told.kind === 'ok') setHello(told.value.clinicName ?? '');
    });
  }, []);
  useEffect(() => {
    document.title = name === '' ? words.title : name;
  }, [name]);
  return (
    <>
      <header>{name}</header>
      <main>
        {base === '/demo' ? <p class="watermark">{words.demo}</p> : null}
        {children}
        {/* Below the answers: what appears above them would move them under the finger. */}
        <output class="connection">
          {!state.lost ? '' : isOnlyInPage(state) ? words.offlineNotKept : words.offline}
        </output>
      </main>
      <CrisisFoot contacts={state.crisis} />
    </>
  );
}
