/** @jsxImportSource preact */
import { useState } from 'preact/hooks';
import { patientWords as words } from '../words/patient-en.ts';
import { CrisisCard } from './crisis.tsx';
import { FormScreens } from './form-screens.tsx';
import { Heading } from './heading.tsx';
import { own } from './link-api.ts';
import { NotTaken } from './not-taken.tsx';
import { currentForm, isOnlyInPage, type Visit } from './visit.ts';

/** What is left to do in a visit: the questionnaire that comes next, or waiting for the connection. */
export function VisitScreens({ visit, isKiosk }: { readonly visit: Visit; readonly isKiosk: boolean }) {
  const state = visit.get();
  const [all, setAll] = useState(!isKiosk && own.get('all') === 'yes');
  const onAll = (next: boolean) => {
    // The clinic's tablet keeps no one's wishes.
    if (!isKiosk) own.set('all', next ? 'yes' : 'no');
    setAll(next);
  };
  if (state.stage === 'loading') return <p aria-busy="true">{words.loading}</p>;
  if (state.forms.length === 0) return <p>{words.ended}</p>;
  // Below what is asked, so that nothing moves under a finger.
  const notTaken = <NotTaken visit={visit} />;
  const current = currentForm(state);
  if (current !== undefined)
    return (
      <>
        <FormScreens
          key={current.responseId}
          visit={visit}
          current={current}
          isKiosk={isKiosk}
          all={all}
          onAll={onAll}
        />
        {notTaken}
      </>
    );
  const onlyHere = isOnlyInPage(state);
  if (!state.lost) return <p aria-busy="true">{words.review.sending}</p>;
  return (
    <section>
      <Heading>{onlyHere ? words.waiting.titleNotKept : words.waiting.title}</Heading>
      {state.showCrisis ? <CrisisCard contacts={state.crisis} isKiosk={isKiosk} /> : null}
      <p>{onlyHere ? words.waiting.textNotKept : words.waiting.text}</p>
      <button type="button" class="primary" disabled={state.sending} onClick={() => void visit.again()}>
        {words.waiting.again}
      </button>
      {notTaken}
    </section>
  );
}
