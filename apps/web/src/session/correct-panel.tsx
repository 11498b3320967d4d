import { useState } from 'react';
import { implausibleVitals, vitalSigns, type Entry, type Vitals } from '@evenkeel/protocol';
import { parseWeight } from '@evenkeel/quantities';
import { sessionWords as words } from '../words/session-en.ts';
import { cadss6Of } from './cadss6.ts';
import { clock, problemOfDraft, withClock, type Chair } from './chair.ts';
import { entryLine } from './entry-words.ts';
import { Sheet } from './panels.tsx';
import type { Draft } from './session-store.ts';

/** What a correction may hold: the same kind of entry with another body or another time. */
type Body = Entry['body'] | { readonly problem: string };

/** Corrects one entry with a reason. The old value stays in the log beside the new one. */
export function CorrectPanel({ chair, entryId }: { readonly chair: Chair; readonly entryId: string }) {
  const { state, record, frame } = chair;
  const entry = state.timeline.find((item) => item.entry.id === entryId)?.entry;
  const [fields, setFields] = useState<Readonly<Record<string, string>>>(() =>
    entry === undefined ? {} : fieldsOf(entry),
  );
  const [reason, setReason] = useState('');
  const [time, setTime] = useState(() => (entry === undefined ? '' : clock(chair, entry.clinicalTime)));
  if (entry === undefined) return null;
  const body = bodyOf(entry, fields);
  const at = withClock(frame.timeZone, entry.clinicalTime, time);
  const changed = JSON.stringify(body) !== JSON.stringify(entry.body) || at !== entry.clinicalTime;
  const doubts =
    entry.type === 'vitals' && !('problem' in body)
      ? implausibleVitals((body as { vitals: Vitals }).vitals)
      : [];
  const done = (kept: boolean) => {
    if (kept) chair.done('correct');
  };
  const takeBack: Draft = { type: 'retraction', body: {}, corrects: entry.id, reason: reason.trim() };
  const mayTakeBack = problemOfDraft(chair, { ...takeBack, reason: 'x' }) === undefined;
  const input = (name: string, label: string) => (
    <label className="chair-field" key={name}>
      {label}
      <input
        inputMode={entry.type === 'vitals' ? 'numeric' : 'text'}
        autoComplete="off"
        value={fields[name] ?? ''}
        onChange={(event) => setFields({ ...fields, [name]: event.currentTarget.value })}
      />
    </label>
  );
  return (
    <Sheet chair={chair} title={words.correct.title}>
      <p>
        <span className="quiet">{words.correct.was}</span> {entryLine(entry)}{' '}
        <span className="quiet">{clock(chair, entry.clinicalTime)}</span>
      </p>
      <p className="quiet">{words.correct.now}</p>
      <div className="correct-fields">
        {entry.type === 'vitals' ? vitalSigns.map(({ sign, name }) => input(sign, name)) : null}
        {entry.type === 'dissociationRated'
          ? [input('score', words.dissociation.title), input('cadss6', words.dissociation.cadss6)]
          : null}
        {entry.type === 'weightMeasured' ? input('kilograms', words.weight.field) : null}
        {entry.type === 'escortNamed'
          ? [input('name', words.escort.name), input('phone', words.escort.phone)]
          : null}
        <label className="chair-field">
          {words.correct.time}
          <input type="time" value={time} onChange={(event) => setTime(event.currentTarget.value)} />
        </label>
      </div>
      {entry.type === 'note' ? (
        <label className="chair-field">
          {words.note.title}
          <textarea
            rows={4}
            maxLength={4000}
            value={fields['text'] ?? ''}
            onChange={(event) => setFields({ ...fields, text: event.currentTarget.value })}
          />
        </label>
      ) : null}
      {entry.type === 'adverseEvent' ? (
        <fieldset className="picks three">
          <legend>{words.adverse.severity}</legend>
          {(['mild', 'moderate', 'severe'] as const).map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={fields['severity'] === one}
              onClick={() => setFields({ ...fields, severity: one })}
            >
              {words.adverse.severities[one]}
            </button>
          ))}
        </fieldset>
      ) : null}
      <fieldset className="picks one">
        <legend>{words.correct.reason}</legend>
        {words.correct.reasons.map((one) => (
          <button key={one} type="button" aria-pressed={reason === one} onClick={() => setReason(one)}>
            {one}
          </button>
        ))}
      </fieldset>
      <label className="chair-field">
        <span className="visually-hidden">{words.correct.reason}</span>
        <input
          value={reason}
          maxLength={500}
          autoComplete="off"
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </label>
      {'problem' in body ? (
        <p className="soft-problem" role="alert">
          {body.problem}
        </p>
      ) : null}
      {doubts.map((doubt) => (
        <p key={doubt.sentence} className="soft-problem">
          {doubt.sentence}
        </p>
      ))}
      {reason.trim() === '' ? <p className="quiet small">{words.correct.needReason}</p> : null}
      <button
        type="button"
        className="chair-button primary big"
        disabled={'problem' in body || at === undefined || !changed || reason.trim() === ''}
        onClick={() => {
          if ('problem' in body || at === undefined) return;
          const full = doubts.length === 0 ? body : { ...body, confirmedImplausible: true };
          void record([
            {
              type: entry.type,
              body: full,
              corrects: entry.id,
              reason: reason.trim(),
              clinicalTime: at,
            } as Draft,
          ]).then(done);
        }}
      >
        {doubts.length === 0 ? words.correct.save : words.keypad.saveTrue}
      </button>
      {mayTakeBack ? (
        <button
          type="button"
          className="chair-button"
          disabled={reason.trim() === ''}
          onClick={() => void record([takeBack]).then(done)}
        >
          {words.correct.takeBack}
        </button>
      ) : null}
    </Sheet>
  );
}

function fieldsOf(entry: Entry): Readonly<Record<string, string>> {
  switch (entry.type) {
    case 'vitals':
      return Object.fromEntries(
        Object.entries(entry.body.vitals).map(([sign, value]) => [
          sign,
          value === undefined ? '' : String(value),
        ]),
      );
    case 'weightMeasured':
      return { kilograms: entry.body.kilograms };
    case 'escortNamed':
      return { ...entry.body };
    case 'note':
      return { text: entry.body.text };
    case 'adverseEvent':
      return { severity: entry.body.severity };
    case 'dissociationRated':
      return { score: String(entry.body.score), cadss6: String(entry.body.cadss6 ?? '') };
    default:
      return {};
  }
}

function bodyOf(entry: Entry, fields: Readonly<Record<string, string>>): Body {
  switch (entry.type) {
    case 'vitals': {
      const vitals: Record<string, number> = {};
      for (const { sign, name } of vitalSigns) {
        const text = (fields[sign] ?? '').trim();
        if (text === '') continue;
        if (!/^\d{1,3}$/.test(text) || (sign === 'moaas' && Number(text) > 5))
          return { problem: `${name}: ${sign === 'moaas' ? '0 to 5' : 'digits only'}.` };
        vitals[sign] = Number(text);
      }
      return Object.keys(vitals).length === 0 ? { problem: words.keypad.nothing } : { vitals };
    }
    case 'weightMeasured': {
      const parsed = parseWeight(fields['kilograms'] ?? '');
      return 'weight' in parsed
        ? { ...entry.body, kilograms: parsed.weight }
        : { problem: words.weight.notANumber };
    }
    case 'escortNamed': {
      const name = (fields['name'] ?? '').trim();
      const phone = (fields['phone'] ?? '').trim();
      return name === '' || phone === '' ? { problem: words.escort.both } : { name, phone };
    }
    case 'note': {
      const text = (fields['text'] ?? '').trim();
      return text === '' ? { problem: words.keypad.nothing } : { text };
    }
    case 'dissociationRated': {
      const text = (fields['score'] ?? '').trim();
      if (!/^(?:\d|10)$/.test(text)) return { problem: words.dissociation.range };
      const scale = cadss6Of(fields['cadss6'] ?? '');
      return scale === 'outOfRange'
        ? { problem: words.dissociation.cadss6Range }
        : { score: Number(text), ...scale };
    }
    case 'adverseEvent':
      return { ...entry.body, severity: (fields['severity'] ?? 'mild') as 'mild' | 'moderate' | 'severe' };
    default:
      return entry.body;
  }
}
