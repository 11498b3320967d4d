import { useState } from 'react';
import { compare, decimal, parseWeight, weightChangePercent, type Kilograms } from '@evenkeel/quantities';
import { limit, sessionGates, type GateQuestion } from '@evenkeel/protocol';
import { sessionWords as words } from '../words/session-en.ts';
import { AnswerRow, type Answer } from './answer-row.tsx';
import { clock, type Chair } from './chair.ts';
import { policyOfFrame } from './session-policy.ts';
import { vitalsText } from './entry-words.ts';

/** The pre-session check: weight, escort, one row per gate. What is not answered keeps its gate shut. */
export function PreSessionCheck({ chair }: { readonly chair: Chair }) {
  const { state, record, signed, frame } = chair;
  const locked = signed || state.dose !== undefined;
  const answer = (gate: GateQuestion) => (ok: Answer) =>
    void record([{ type: 'gateAnswered', body: { gate, ok } }]);
  const rules = sessionGates(frame.planned.drug, frame.planned.route, frame.jurisdiction);
  return (
    <section className="check">
      <output className="gates-left">{words.gates.left(state.gatesLeft)}</output>
      <ul className="answer-list">
        {state.gates.map((gate) => {
          const rule = rules.find((one) => one.id === gate.rule);
          const mark = gate.ok === 'yes' ? 'open' : gate.ok === 'no' ? 'shut' : 'unknown';
          const noEscort = gate.gate === 'escort' && state.escort === undefined;
          return (
            <AnswerRow
              key={gate.rule}
              mark={mark}
              word={gate.answeredAt === undefined ? words.gates.notAsked : words[gate.ok].toLowerCase()}
              question={gate.question}
              says={rule?.statement ?? ''}
              rule={gate.rule}
              source={rule?.source}
              value={gate.answeredAt === undefined ? undefined : gate.ok}
              onAnswer={locked ? undefined : answer(gate.gate)}
              yesDisabled={noEscort}
            >
              {gate.gate === 'escort' ? <Escort chair={chair} locked={locked} /> : null}
            </AnswerRow>
          );
        })}
      </ul>
      <Weight chair={chair} locked={locked} />
      <h2>{words.baseline.title}</h2>
      {state.baseline === undefined ? (
        <p className="quiet">{words.baseline.hint}</p>
      ) : (
        <p>
          {vitalsText(state.baseline.vitals)} <span className="quiet">{clock(chair, state.baseline.at)}</span>
        </p>
      )}
    </section>
  );
}

/** Kilograms only: pounds are shown converted and have to be confirmed; a far-off weight is asked about. */
function Weight({ chair, locked }: { readonly chair: Chair; readonly locked: boolean }) {
  const { state, frame, record, snapshot, store } = chair;
  const text = snapshot.drafts.get('weight') ?? '';
  const [asked, setAsked] = useState<{
    readonly kilograms: Kilograms;
    readonly sentence: string;
    readonly button: string;
  }>();
  const [problem, setProblem] = useState<string>();
  const expected = frame.planned.measuredWeightKg ?? frame.planned.weightKg;
  const keep = (kilograms: Kilograms) => {
    void record([{ type: 'weightMeasured', body: { kilograms, estimated: false } }], {
      what: words.weight.is(kilograms),
    }).then((kept) => {
      if (!kept) return;
      store.setDraft('weight', '');
      setAsked(undefined);
    });
  };
  const save = () => {
    setAsked(undefined);
    setProblem(undefined);
    const parsed = parseWeight(text);
    if ('problem' in parsed) {
      if (parsed.problem.kind === 'pounds') {
        const { kilograms } = parsed.problem;
        setAsked({
          kilograms,
          sentence: words.weight.pounds(text.trim(), kilograms),
          button: words.weight.takeKilograms(kilograms),
        });
      } else if (parsed.problem.kind === 'outOfRange')
        setProblem(words.weight.outOfRange(parsed.problem.lowest, parsed.problem.highest));
      else setProblem(words.weight.notANumber);
      return;
    }
    const change = expected === undefined ? undefined : weightChangePercent(expected, parsed.weight);
    if (
      change !== undefined &&
      compare(change, decimal(String(limit(policyOfFrame(frame), 'weightChangePercent')))) > 0
    )
      setAsked({
        kilograms: parsed.weight,
        sentence: words.weight.changed(change),
        button: words.weight.confirm,
      });
    else keep(parsed.weight);
  };
  return (
    <section aria-label={words.weight.title}>
      <h2>{words.weight.title}</h2>
      <p>
        {state.weight === undefined ? (
          <span className="quiet">{words.weight.optional} </span>
        ) : (
          <>
            <strong className="big-value">{state.weight.kilograms}</strong>
            <span className="unit">kg</span>{' '}
            <span className="quiet">{words.weight.measuredAt(clock(chair, state.weight.at))} </span>
          </>
        )}
        {expected === undefined ? null : <span className="quiet">{words.weight.planned(expected)}</span>}
      </p>
      {locked ? null : (
        <form
          className="row"
          onSubmit={(event) => {
            event.preventDefault();
            save();
          }}
        >
          <label className="chair-field">
            {words.weight.field}
            <input
              inputMode="decimal"
              autoComplete="off"
              value={text}
              onChange={(event) => {
                setAsked(undefined);
                setProblem(undefined);
                store.setDraft('weight', event.currentTarget.value);
              }}
              aria-invalid={problem !== undefined}
            />
          </label>
          <button type="submit" className="chair-button" disabled={text.trim() === ''}>
            {words.weight.save}
          </button>
        </form>
      )}
      {problem === undefined ? null : (
        <p className="soft-problem" role="alert">
          {problem}
        </p>
      )}
      {asked === undefined ? null : (
        <div className="soft-problem" role="alert">
          <p>{asked.sentence}</p>
          <button type="button" className="chair-button" onClick={() => keep(asked.kilograms)}>
            {asked.button}
          </button>
        </div>
      )}
    </section>
  );
}

function Escort({ chair, locked }: { readonly chair: Chair; readonly locked: boolean }) {
  const { state, record, snapshot, store, patient } = chair;
  const name = snapshot.drafts.get('escortName') ?? state.escort?.name ?? patient?.escort?.name ?? '';
  const phone = snapshot.drafts.get('escortPhone') ?? state.escort?.phone ?? patient?.escort?.phone ?? '';
  const changed = name.trim() !== (state.escort?.name ?? '') || phone.trim() !== (state.escort?.phone ?? '');
  if (locked)
    return (
      <p>
        {state.escort === undefined ? words.escort.missing : `${state.escort.name}, ${state.escort.phone}`}
      </p>
    );
  return (
    <form
      className="row escort"
      onSubmit={(event) => {
        event.preventDefault();
        void record([{ type: 'escortNamed', body: { name: name.trim(), phone: phone.trim() } }]).then(
          (kept) => {
            if (!kept) return;
            store.setDraft('escortName', '');
            store.setDraft('escortPhone', '');
          },
        );
      }}
    >
      <label className="chair-field">
        {words.escort.name}
        <input
          value={name}
          maxLength={120}
          autoComplete="off"
          onChange={(event) => store.setDraft('escortName', event.currentTarget.value)}
        />
      </label>
      <label className="chair-field">
        {words.escort.phone}
        <input
          value={phone}
          type="tel"
          maxLength={40}
          autoComplete="off"
          onChange={(event) => store.setDraft('escortPhone', event.currentTarget.value)}
        />
      </label>
      {changed ? (
        <button type="submit" className="chair-button" disabled={name.trim() === '' || phone.trim() === ''}>
          {words.escort.save}
        </button>
      ) : (
        <span className="quiet small">{words.gates.answered}</span>
      )}
    </form>
  );
}
