import { useState } from 'react';
import { sessionWords as words } from '../words/session-en.ts';
import { AnswerRow } from './answer-row.tsx';
import { HomeGoing } from './home-going.tsx';
import { clock, problemOfDraft, type Chair } from './chair.ts';
import { RecoveryScores } from './recovery-scores.tsx';
import type { Draft } from './session-store.ts';

const markOf = { met: 'open', unmet: 'shut', unknown: 'unknown' } as const;

/** What is met, not met and unknown, and the decision of a licensed person. Nothing here decides. */
export function DischargeStep({ chair }: { readonly chair: Chair }) {
  const { state, record, signed } = chair;
  const { criteria, decided } = state.discharge;
  const locked = signed || decided !== undefined;
  return (
    <section className="discharge">
      <p className="quiet">{words.discharge.intro}</p>
      <ul className="answer-list">
        {criteria.map((criterion) => (
          <AnswerRow
            key={criterion.id}
            mark={markOf[criterion.status]}
            word={words.discharge[criterion.status]}
            question={criterion.statement}
            says={criterion.says}
            rule={criterion.id}
            source={criterion.source}
            value={
              criterion.check === undefined ||
              criterion.says.startsWith('Not asked') ||
              criterion.says.startsWith('Asked before')
                ? undefined
                : criterion.status === 'met'
                  ? 'yes'
                  : criterion.status === 'unmet'
                    ? 'no'
                    : 'unknown'
            }
            onAnswer={
              criterion.check === undefined || locked || state.dose === undefined
                ? undefined
                : (ok) => {
                    if (criterion.check !== undefined)
                      void record([{ type: 'dischargeCheck', body: { check: criterion.check, ok } }]);
                  }
            }
          >
            {criterion.check === 'adviceGiven' ? <p className="advice">{words.discharge.advice}</p> : null}
            {criterion.check === 'escortPresent' && state.escort !== undefined ? (
              <p>
                {state.escort.name}, {state.escort.phone}
              </p>
            ) : null}
          </AnswerRow>
        ))}
      </ul>
      {locked || state.dose?.endedAt === undefined ? null : <RecoveryScores chair={chair} />}
      <HomeGoing chair={chair} />
      {decided === undefined ? (
        <Decide chair={chair} />
      ) : (
        <p className="decided">
          {words.discharge.decided(clock(chair, decided.at), chair.frame.people[decided.by] ?? chair.me.name)}
          {decided.body.unmet.length === 0
            ? ''
            : ` ${words.discharge.withUnmet(decided.body.unmet.join(', '), decided.body.reason ?? '')}`}
        </p>
      )}
    </section>
  );
}

function Decide({ chair }: { readonly chair: Chair }) {
  const { state, record, frame, snapshot, store, signed } = chair;
  const [sure, setSure] = useState(false);
  const unmet = state.discharge.criteria
    .filter((criterion) => criterion.status !== 'met')
    .map((one) => one.id);
  const reason = snapshot.drafts.get('dischargeReason') ?? '';
  const leftWith = snapshot.drafts.get('leftWith') ?? state.escort?.name ?? '';
  if (signed) return null;
  if (state.dose !== undefined && state.dose.endedAt === undefined)
    return <p className="soft-problem">{words.discharge.notEnded}</p>;
  if (!frame.mayDischarge) return <p className="soft-problem">{words.discharge.mayNot}</p>;
  const draft: Draft = {
    type: 'discharge',
    body: {
      unmet,
      criteria: state.discharge.criteria.map((one) => one.id),
      ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
      ...(leftWith.trim() === '' ? {} : { leftWith: leftWith.trim() }),
    },
  };
  const problem = problemOfDraft(chair, draft);
  return (
    <div className="decide">
      <label className="chair-field">
        {words.discharge.leftWith}
        <input
          value={leftWith}
          maxLength={120}
          autoComplete="off"
          onChange={(event) => store.setDraft('leftWith', event.currentTarget.value)}
        />
      </label>
      {unmet.length === 0 ? null : (
        <>
          <p className="soft-problem">
            {words.discharge.open(unmet.length)}: {unmet.join(', ')}. {words.discharge.needReason}
          </p>
          <label className="chair-field wide">
            {words.discharge.reason}
            <textarea
              rows={2}
              maxLength={2000}
              value={reason}
              onChange={(event) => store.setDraft('dischargeReason', event.currentTarget.value)}
            />
          </label>
        </>
      )}
      <label className="tick">
        <input type="checkbox" checked={sure} onChange={(event) => setSure(event.currentTarget.checked)} />
        <span>{words.discharge.confirm}</span>
      </label>
      <button
        type="button"
        className="chair-button primary big"
        disabled={!sure || problem !== undefined}
        onClick={() => {
          void record([draft]).then((kept) => {
            if (!kept) return;
            store.setDraft('dischargeReason', '');
            store.setDraft('leftWith', '');
          });
        }}
      >
        {words.discharge.decide}
      </button>
    </div>
  );
}
