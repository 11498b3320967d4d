import {
  chartedEffects,
  formAnswers,
  formConcomitant,
  formEffects,
  formOfSession,
  type FormAnswers,
  type FormEffect,
  type FormEffectName,
} from '@evenkeel/protocol';
import { clockTime, type Instant } from '@evenkeel/quantities';
import { base } from '../app/api.ts';
import { momentText } from '../app/format.ts';
import { formWords } from '../words/monitoring-form-en.ts';
import { sessionWords as words } from '../words/session-en.ts';
import { clock, withClock, type Chair } from './chair.ts';
import { policyOfFrame } from './session-policy.ts';

const t = formWords;
const effectNames = Object.entries(formEffects) as [FormEffectName, string][];
type Answer = 'yes' | 'no' | 'unknown';

/** What is typed: answers, and times as text. */
type Typed = { readonly [field: string]: string };

/** The form the US programme asks for: what the log has, what only a person can answer, and that it was sent. */
export function MonitoringForm({ chair }: { readonly chair: Chair }) {
  const { frame, state, snapshot, store, record } = chair;
  const asked = frame.monitoringForm;
  if (asked === undefined || state.dose?.endedAt === undefined) return null;
  const zone = frame.timeZone;
  const start = state.dose.startedAt;
  const kept = formAnswers(state);
  const draft = snapshot.drafts.get('monitoringForm') ?? '';
  const typed: Typed = draft === '' ? typedOf(kept, zone) : (JSON.parse(draft) as Typed);
  const set = (field: string, value: string) =>
    store.setDraft('monitoringForm', JSON.stringify({ ...typed, [field]: value }));
  const { answers, problems } = answersOf(typed, (text) => withClock(zone, start, text), start);
  const form = formOfSession(state, asked, asked.days);
  const charted = chartedEffects(state, policyOfFrame(frame));
  const keep = (sent: boolean) => {
    void record([
      {
        type: 'monitoringForm',
        body: { ...answers, concomitant: formConcomitant(asked.concomitant, kept?.concomitant), sent },
      },
    ]).then((isKept) => {
      if (isKept) store.setDraft('monitoringForm', '');
    });
  };
  const sentAt = state.timeline.find(
    ({ entry, current }) => current && entry.type === 'monitoringForm' && entry.body.sent,
  )?.entry.clinicalTime;
  const yesNo = (field: string, question: string) => (
    <fieldset className="picks three" key={field}>
      <legend>{question}</legend>
      {(['yes', 'no', 'unknown'] as const).map((one) => (
        <button key={one} type="button" aria-pressed={typed[field] === one} onClick={() => set(field, one)}>
          {words[one]}
        </button>
      ))}
    </fieldset>
  );
  const time = (field: string, question: string) => (
    <label className="chair-field" key={field}>
      {question}
      <input
        type="time"
        value={typed[field] ?? ''}
        onChange={(event) => set(field, event.currentTarget.value)}
      />
    </label>
  );
  return (
    <section aria-label={t.title} className="monitoring-form">
      <h2>{t.title}</h2>
      <p className="quiet">
        {t.lead(asked.days, form.dueBy === undefined ? undefined : momentText(zone, form.dueBy))}
      </p>
      {sentAt === undefined ? null : <p>{t.sent(momentText(zone, sentAt))}</p>}
      {asked.firstTreatment === 'unknown' ? yesNo('firstTreatment', t.first) : null}
      {yesNo('vitalsBefore', t.vitalsBefore)}
      {yesNo('vitalsLeaving', t.vitalsLeaving)}
      {time('readyAt', t.readyAt)}
      {effectNames.map(([effect, name]) => (
        <div key={effect} className="sheet">
          {yesNo(effect, t.occurred(name))}
          <p className="quiet small">
            {t.charted}:{' '}
            {charted[effect].map(({ at, says }) => `${clock(chair, at)} ${says}`).join('; ') ||
              t.nothingCharted}
            .
          </p>
          {typed[effect] === 'yes' ? (
            <>
              <div className="correct-fields">
                {time(`${effect}.onset`, t.onset(name))}
                {time(`${effect}.resolution`, t.resolution(name))}
              </div>
              {yesNo(`${effect}.serious`, t.serious(name))}
            </>
          ) : null}
        </div>
      ))}
      {problems.map((problem) => (
        <p key={problem} className="soft-problem" role="alert">
          {problem}
        </p>
      ))}
      {draft === '' ? null : <p className="quiet small">{t.unsaved}</p>}
      <button
        type="button"
        className="chair-button primary"
        disabled={draft === '' || problems.length > 0}
        onClick={() => keep(kept?.sent ?? false)}
      >
        {t.keep}
      </button>
      <details>
        <summary>{t.stillMissing(form.missing.length)}</summary>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t.field}</th>
              <th scope="col">{t.answer}</th>
            </tr>
          </thead>
          <tbody>
            {form.fields.map(({ field, value }) => (
              <tr key={field}>
                <th scope="row">{field}</th>
                <td>{value ?? <em>{t.missing}</em>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
      <p>
        <a href={`${base}/api/sessions/${frame.sessionId}/monitoring-form.pdf`}>{t.print}</a>
      </p>
      {sentAt === undefined ? (
        <button
          type="button"
          className="chair-button"
          disabled={draft !== '' || kept === undefined || state.discharge.decided === undefined}
          onClick={() => keep(true)}
        >
          {t.send}
        </button>
      ) : null}
    </section>
  );
}

function typedOf(kept: FormAnswers | undefined, zone: string): Typed {
  if (kept === undefined) return {};
  const { firstTreatment, vitalsBefore, vitalsLeaving, readyAt, effects } = kept;
  const all = {
    firstTreatment,
    vitalsBefore,
    vitalsLeaving,
    readyAt: readyAt === undefined ? undefined : clockTime(zone, readyAt),
    ...Object.fromEntries(
      effectNames.flatMap(([effect]) => {
        const { occurred, onset, resolution, serious } = effects[effect] ?? {};
        return [
          [effect, occurred],
          [`${effect}.onset`, onset === undefined ? undefined : clockTime(zone, onset)],
          [`${effect}.resolution`, resolution === undefined ? undefined : clockTime(zone, resolution)],
          [`${effect}.serious`, serious === undefined ? undefined : serious ? 'yes' : 'no'],
        ];
      }),
    ),
  };
  return Object.fromEntries(
    Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
}

/** Reads what was typed. A time that is none is said and stops the keeping: it is never dropped in silence. */
function answersOf(
  typed: Typed,
  instantAt: (text: string) => Instant | undefined,
  start: Instant,
): { readonly answers: Omit<FormAnswers, 'concomitant' | 'sent'>; readonly problems: readonly string[] } {
  const problems = new Set<string>();
  const given = <K extends string, V>(key: K, value: V | undefined) =>
    (value === undefined ? {} : { [key]: value }) as { readonly [k in K]?: V };
  const answer = (field: string) => typed[field] as Answer | undefined;
  const moment = (field: string) => {
    const text = typed[field] ?? '';
    if (text === '') return undefined;
    const at = instantAt(text);
    if (at === undefined) problems.add(t.noTime);
    else if (at < start) problems.add(t.beforeDose(text));
    return at;
  };
  const effects = Object.fromEntries(
    effectNames.flatMap(([effect, name]) => {
      const occurred = answer(effect);
      if (occurred === undefined) return [];
      if (occurred !== 'yes') return [[effect, { occurred }]];
      const onset = moment(`${effect}.onset`);
      const resolution = moment(`${effect}.resolution`);
      if (onset !== undefined && resolution !== undefined && resolution < onset)
        problems.add(t.endsBefore(name));
      const serious = answer(`${effect}.serious`);
      const own: FormEffect = {
        occurred,
        ...given('onset', onset),
        ...given('resolution', resolution),
        ...(serious === 'yes' || serious === 'no' ? { serious: serious === 'yes' } : {}),
      };
      return [[effect, own]];
    }),
  );
  return {
    answers: {
      ...given('firstTreatment', answer('firstTreatment')),
      ...given('readyAt', moment('readyAt')),
      ...given('vitalsBefore', answer('vitalsBefore')),
      ...given('vitalsLeaving', answer('vitalsLeaving')),
      effects,
    },
    problems: [...problems],
  };
}
