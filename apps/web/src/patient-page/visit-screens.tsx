/** @jsxImportSource preact */
import { patientWords as words } from '../words/patient-en.ts';
import { FormScreens } from './form-screens.tsx';
import { Heading } from './heading.tsx';
import { currentForm, type Visit } from './visit.ts';

/** What is left to do in a visit: the questionnaire that comes next, or waiting for the connection. */
export function VisitScreens({ visit, isKiosk }: { readonly visit: Visit; readonly isKiosk: boolean }) {
  const state = visit.get();
  if (state.stage === 'loading') return <p aria-busy="true">{words.loading}</p>;
  if (state.forms.length === 0) return <p>{words.ended}</p>;
  const current = currentForm(state);
  if (current !== undefined)
    return <FormScreens key={current.responseId} visit={visit} current={current} isKiosk={isKiosk} />;
  if (!state.lost) return <p aria-busy="true">{words.review.sending}</p>;
  return (
    <section>
      <Heading>{words.waiting.title}</Heading>
      <p>{words.waiting.text}</p>
      <button type="button" class="primary" disabled={state.sending} onClick={() => void visit.again()}>
        {words.waiting.again}
      </button>
    </section>
  );
}
