/** @jsxImportSource preact */
import { Fragment } from 'preact';
import { patientWords as words } from '../words/patient-en.ts';
import { answerText } from './review.tsx';
import type { Visit } from './visit.ts';

/**
 * Says which answers of this device came after their questionnaire had been sent from another one. They stay on the device
 * until the person has read this.
 */
export function NotTaken({ visit }: { readonly visit: Visit }) {
  const { untaken } = visit.get();
  if (untaken.length === 0) return null;
  return (
    <section class="untaken" role="alert">
      <h2>{words.untaken.title}</h2>
      {untaken.map(({ form: { responseId, instrument }, places, answers, told }) => (
        <section key={responseId} aria-label={instrument.title}>
          <h3>{instrument.title}</h3>
          <dl>
            {places.map((place) => {
              const item = instrument.items[place];
              return item === undefined ? null : (
                <Fragment key={place}>
                  <dt>{item.text ?? words.itemOf(place + 1)}</dt>
                  <dd>{answerText(item, answers[place] ?? null)}</dd>
                </Fragment>
              );
            })}
          </dl>
          <p>{words.untaken.text[told]}</p>
        </section>
      ))}
      {untaken.some(({ told }) => told !== 'waiting') ? (
        <button type="button" class="second" onClick={() => visit.seen()}>
          {words.untaken.seen}
        </button>
      ) : null}
    </section>
  );
}
