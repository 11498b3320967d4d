import { useState } from 'react';
import { doseStartOf, limit, raisedPressure, readingsBeforeDose, type PlannedDose } from '@evenkeel/protocol';
import { plusMinutes } from '@evenkeel/quantities';
import { dateText } from '../app/format.ts';
import { routeWords } from '../words/every-route-en.ts';
import { sessionWords as words } from '../words/session-en.ts';
import { clock, problemOfDraft, type Chair } from './chair.ts';
import { policyOfFrame } from './session-policy.ts';
import type { Draft } from './session-store.ts';

/** The dose as a sentence, two identifiers, the label of the vial, and the start. The dose is the plan's and no other. */
export function DoseStep({ chair }: { readonly chair: Chair }) {
  const { frame, state, patient, record, snapshot, store, signed, now } = chair;
  const { planned } = frame;
  const [ticks, setTicks] = useState({ name: false, birth: false, label: false });
  const lot = snapshot.drafts.get('lot') ?? '';
  const reason = snapshot.drafts.get('startReason') ?? '';
  if (state.dose !== undefined) {
    return (
      <section>
        <p className="dose-sentence">{frame.planSentence}</p>
        <p>
          {planned.durationMinutes === undefined && planned.devices === undefined
            ? routeWords.given.at(clock(chair, state.dose.startedAt))
            : `${words.dose.alreadyStarted} ${words.dose.started(clock(chair, state.dose.startedAt))}`}
        </p>
      </section>
    );
  }
  const policy = policyOfFrame(frame);
  const raised = raisedPressure(readingsBeforeDose(state.readings, policy, now), policy);
  const draft: Draft = {
    type: 'doseStart',
    body: doseStartOf(planned, given(lot), raised?.repeated === true ? given(reason) : undefined),
  };
  const problem = problemOfDraft(chair, draft);
  const ready = ticks.name && ticks.birth && ticks.label && problem === undefined && !signed;
  const tick = (name: keyof typeof ticks, text: string) => (
    <label className="tick">
      <input
        type="checkbox"
        checked={ticks[name]}
        onChange={(event) => setTicks({ ...ticks, [name]: event.currentTarget.checked })}
      />
      <span>{text}</span>
    </label>
  );
  return (
    <section className="dose-step">
      <p className="dose-sentence">{frame.planSentence}</p>
      {planned.rateMlPerHour === undefined || planned.durationMinutes === undefined ? null : (
        <p className="quiet">
          {words.dose.pump(planned.rateMlPerHour)}{' '}
          {routeWords.given.endsAt(clock(chair, plusMinutes(now, planned.durationMinutes)))}
        </p>
      )}
      <h2>{words.dose.identity}</h2>
      {tick('name', words.dose.nameTick(patient?.name ?? '...'))}
      {tick('birth', words.dose.birthTick(dateText(patient?.birthDate) || '...'))}
      <h2>{planned.route === 'iv' ? words.dose.product : routeWords.given.inHand}</h2>
      {tick('label', labelText(planned))}
      <label className="chair-field">
        {words.dose.lot}
        <input
          value={lot}
          maxLength={60}
          autoComplete="off"
          onChange={(event) => store.setDraft('lot', event.currentTarget.value)}
        />
      </label>
      {raised?.repeated === true ? (
        <>
          <p className="soft-problem">
            {words.dose.clinicianDecides(
              `${raised.systolic}/${raised.diastolic}`,
              `${limit(policy, 'systolicConsider')}/${limit(policy, 'diastolicConsider')}`,
            )}
          </p>
          <label className="chair-field">
            {words.dose.reason}
            <textarea
              rows={2}
              maxLength={500}
              value={reason}
              onChange={(event) => store.setDraft('startReason', event.currentTarget.value)}
            />
          </label>
        </>
      ) : null}
      {problem === undefined ? null : (
        <output className="soft-problem">
          {problem.sentence} <span className="quiet small">{problem.code}</span>
        </output>
      )}
      <button
        type="button"
        className="chair-button primary big"
        disabled={!ready || patient === undefined}
        onClick={() => {
          void record([draft]).then((kept) => {
            if (!kept) return;
            store.setDraft('lot', '');
            store.setDraft('startReason', '');
          });
        }}
      >
        {startWord(planned)}
      </button>
    </section>
  );
}

/** What was typed, or nothing. */
const given = (text: string) => (text.trim() === '' ? undefined : text.trim());

/** What is read from the label or counted before the dose, as the route has it. */
function labelText({ concentrationMgPerMl, volumeMl, devices, amountMg }: PlannedDose): string {
  if (devices !== undefined) return routeWords.given.devices(devices);
  return concentrationMgPerMl === undefined || volumeMl === undefined
    ? routeWords.given.amount(amountMg)
    : routeWords.given.product(concentrationMgPerMl, volumeMl);
}

/** A dose that is given at once is one tap; an infusion starts, and of devices the first one. */
function startWord({ durationMinutes, devices }: PlannedDose): string {
  if (devices !== undefined) return routeWords.given.firstDevice;
  return durationMinutes === undefined ? routeWords.given.give : words.dose.start;
}
