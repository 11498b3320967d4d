import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { implausibleVitals, vitalSigns, type VitalSign } from '@evenkeel/protocol';
import { plusMinutes } from '@evenkeel/quantities';
import { sessionWords as words } from '../words/session-en.ts';
import { clock, type Chair } from './chair.ts';
import { vitalsText } from './entry-words.ts';
import { emptyKeypad, keypadFrom, keypadText, pressKey, vitalsOf, type KeypadEvent } from './keypad.ts';

const minutesAgo = [0, 1, 2, 3, 5, 10, 15, 20, 30, 45, 60];

/** The docked keypad for vital signs: it moves on by itself, takes the keyboard too, and refuses softly. */
export function VitalsKeypad({ chair }: { readonly chair: Chair }) {
  const { store, snapshot, record, now } = chair;
  const state = useMemo(() => keypadFrom(snapshot.drafts.get('vitals') ?? ''), [snapshot.drafts]);
  const [ago, setAgo] = useState(0);
  const [saving, setSaving] = useState(false);
  const pad = useRef<HTMLElement>(null);
  const vitals = vitalsOf(state.draft);
  const [asked, setAsked] = useState(false);
  // A box that is being typed is not judged before it is left or saved.
  const problems = implausibleVitals(vitals).filter(
    (one) =>
      asked ||
      state.fresh ||
      (one.sign !== state.place && !(one.sign === 'diastolic' && state.place === 'systolic')),
  );
  const shown = problems.length > 0;
  const empty = Object.keys(vitals).length === 0;

  const press = useCallback(
    (event: KeypadEvent) => {
      setAsked(false);
      const before = keypadFrom(store.get().drafts.get('vitals') ?? '');
      const after = pressKey(before, event);
      const text = keypadText(after);
      // An empty pad that only moved its place keeps that place too.
      store.setDraft(
        'vitals',
        text === '' && after.place !== emptyKeypad.place ? JSON.stringify(after) : text,
      );
    },
    [store],
  );
  const save = useCallback(() => {
    const typed = vitalsOf(keypadFrom(store.get().drafts.get('vitals') ?? '').draft);
    if (Object.keys(typed).length === 0) return;
    const doubtful = implausibleVitals(typed).length > 0;
    if (doubtful && !shown) {
      setAsked(true);
      return;
    }
    setSaving(true);
    void record(
      [
        {
          type: 'vitals',
          body: { vitals: typed, ...(doubtful ? { confirmedImplausible: true } : {}) },
          ...(ago === 0 ? {} : { clinicalTime: plusMinutes(now, -ago) }),
        },
      ],
      { what: vitalsText(typed) },
    ).then((kept) => {
      setSaving(false);
      if (!kept) return;
      store.setDraft('vitals', '');
      setAgo(0);
      setAsked(false);
    });
  }, [store, record, ago, now, shown]);
  const doubtful = shown;
  const ready = state.place === 'save' && !doubtful;

  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
        return;
      if (/^\d$/.test(event.key)) press({ kind: 'digit', digit: Number(event.key) });
      else if (event.key === 'Backspace') press({ kind: 'back' });
      else if (
        event.key === 'Enter' &&
        (target === document.body || target.closest('.keypad-boxes') !== null || target === pad.current)
      ) {
        if (ready) save();
        else press({ kind: 'next' });
      } else return;
      event.preventDefault();
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, [press, save, ready]);

  const box = (sign: VitalSign) => {
    const row = vitalSigns.find((one) => one.sign === sign);
    const wrong = problems.find((one) => one.sign === sign);
    const text = state.draft[sign] ?? '';
    return (
      <button
        key={sign}
        type="button"
        className={`keypad-box${state.place === sign ? ' at' : ''}${wrong === undefined ? '' : ' doubtful'}`}
        aria-current={state.place === sign}
        data-sign={sign}
        onClick={() => press({ kind: 'go', place: sign })}
      >
        <span className="keypad-name">
          {row?.name} <span className="unit">{row?.unit}</span>
        </span>
        <span className="keypad-value">
          {text === '' ? (
            <>
              <span aria-hidden="true">–</span>
              <span className="visually-hidden">{words.keypad.notMeasured}</span>
            </>
          ) : (
            text
          )}
          {state.place === sign ? <span className="caret" /> : null}
        </span>
      </button>
    );
  };

  return (
    <section className="keypad" aria-label={words.keypad.title} ref={pad} tabIndex={-1} data-keypad>
      <div className="keypad-head">
        <h2>{words.keypad.title}</h2>
        <label>
          <span className="visually-hidden">{words.keypad.time}</span>
          <select value={ago} onChange={(event) => setAgo(Number(event.currentTarget.value))}>
            {minutesAgo.map((minutes) => (
              <option key={minutes} value={minutes}>
                {minutes === 0
                  ? `${words.keypad.timeNow}, ${clock(chair, now)}`
                  : `${words.keypad.minutesAgo(minutes)}, ${clock(chair, plusMinutes(now, -minutes))}`}
              </option>
            ))}
          </select>
        </label>
      </div>
      <div className="keypad-boxes">{vitalSigns.map(({ sign }) => box(sign))}</div>
      {state.place === 'moaas' ? (
        <fieldset className="keypad-moaas">
          <legend className="visually-hidden">MOAA/S</legend>
          {[5, 4, 3, 2, 1, 0].map((value) => (
            <button key={value} type="button" onClick={() => press({ kind: 'digit', digit: value })}>
              <strong>{value}</strong> {words.keypad.moaas[value]}
            </button>
          ))}
          <button type="button" className="quiet" onClick={() => press({ kind: 'back' })}>
            {words.keypad.back}
          </button>
          <button type="button" className="quiet" onClick={() => press({ kind: 'next' })}>
            {words.keypad.next}
          </button>
        </fieldset>
      ) : (
        <div className="keypad-keys">
          {[1, 2, 3, 4, 5, 6, 7, 8, 9].map((digit) => (
            <button key={digit} type="button" onClick={() => press({ kind: 'digit', digit })}>
              {digit}
            </button>
          ))}
          <button
            type="button"
            className="word"
            aria-label={words.keypad.back}
            onClick={() => press({ kind: 'back' })}
          >
            {words.keypad.backGlyph}
          </button>
          <button type="button" onClick={() => press({ kind: 'digit', digit: 0 })}>
            0
          </button>
          <button type="button" className="word" onClick={() => press({ kind: 'next' })}>
            {words.keypad.next}
          </button>
        </div>
      )}
      {doubtful ? (
        <div className="soft-problem" role="alert">
          {problems.map((problem) => (
            <p key={problem.sentence}>{problem.sentence}</p>
          ))}
          <button
            type="button"
            className="chair-button"
            onClick={() => {
              const first = problems[0];
              if (first !== undefined) press({ kind: 'go', place: first.sign });
            }}
          >
            {words.keypad.again}
          </button>
        </div>
      ) : null}
      <button type="button" className="chair-button primary big" disabled={empty || saving} onClick={save}>
        {saving ? words.saving : doubtful ? words.keypad.saveTrue : words.keypad.save}
      </button>
    </section>
  );
}
