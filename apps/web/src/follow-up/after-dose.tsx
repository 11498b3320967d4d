import { routes, type AfterDoseListView, type AfterDoseRow } from '@evenkeel/contract';
import { instrumentById } from '@evenkeel/instruments';
import { instantOf } from '@evenkeel/quantities';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { call, queryClient } from '../app/api.ts';
import { DraftLine } from '../app/draft-line.tsx';
import { useDraft } from '../app/draft.ts';
import { momentText } from '../app/format.ts';
import { ProblemBox } from '../app/problem-box.tsx';
import { Button, Choice, NativeSelect, Textarea, YesNoUnknown, type AnswerValue } from '../app/ui.tsx';
import { Attention } from '../theme/attention-mark.tsx';
import { words } from '../words/en.ts';
import { followUpWords } from '../words/follow-up-en.ts';

const t = followUpWords.after;
type Way = AfterDoseRow['contacts'][number]['way'];
const keyOf = (row: AfterDoseRow) => `${row.sessionId}-${row.hours}`;

/** Checks that are owed, what was told lately, and the watch for a switch of mood. */
export function AfterDose({
  list,
  mayRecord,
}: {
  readonly list: AfterDoseListView;
  readonly mayRecord: boolean;
}) {
  const [open, setOpen] = useState<string>();
  const zone = list.timeZone;
  return (
    <section aria-label={t.title}>
      <h2>{t.title}</h2>
      {list.owed.length === 0 ? <p>{t.none}</p> : null}
      <ul className="list">
        {list.owed.map((row) => (
          <li key={keyOf(row)}>
            <Check row={row} zone={zone} />
            {!mayRecord ? null : open === keyOf(row) ? (
              <RecordCheck row={row} onDone={() => setOpen(undefined)} />
            ) : (
              <Button
                className="noprint"
                size="compact-sm"
                variant="default"
                aria-label={`${t.record}: ${nameOf(row)}, ${t.check(row.hours)}`}
                onClick={() => setOpen(keyOf(row))}
              >
                {t.record}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {list.told.length === 0 ? null : (
        <>
          <h3>{t.told}</h3>
          <ul className="list">
            {list.told.map((row) => (
              <li key={keyOf(row)}>
                <Check row={row} zone={zone} />
              </li>
            ))}
          </ul>
        </>
      )}
      {list.forms.length === 0 ? null : (
        <>
          <h3>{t.forms}</h3>
          <p className="small quiet">{t.formsLead}</p>
          <ul className="list">
            {list.forms.map((one) => (
              <li key={one.sessionId}>
                <Link to="/sessions/$sessionId" params={{ sessionId: one.sessionId }}>
                  <strong>{nameOf(one)}</strong>
                </Link>{' '}
                <Attention level={one.overdue ? 'now' : 'due'}>
                  {t.form(one.number, momentText(zone, one.dueBy), one.overdue)}
                </Attention>
              </li>
            ))}
          </ul>
        </>
      )}
      {list.mood.length === 0 ? null : (
        <>
          <h3>{t.mood}</h3>
          <p className="small quiet">{t.moodLead}</p>
          <ul className="list">
            {list.mood.map((one) => (
              <li key={one.patient.patientId}>
                <PersonLink row={one} />{' '}
                {one.level === 'none' ? (
                  <span>{one.says}</span>
                ) : (
                  <Attention
                    level={
                      one.level === 'stop' || one.level === 'hold'
                        ? 'now'
                        : one.level === 'lookInto'
                          ? 'due'
                          : 'unknown'
                    }
                  >
                    {one.says}
                  </Attention>
                )}{' '}
                <span className="tag">{t.moodLevels[one.level]}</span>{' '}
                <span className="small quiet">{one.rule}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

const nameOf = ({ patient }: Pick<AfterDoseRow, 'patient'>) => `${patient.given} ${patient.family}`;

function PersonLink({ row }: { readonly row: Pick<AfterDoseRow, 'patient'> }) {
  return (
    <Link to="/patients/$patientId/long-term" params={{ patientId: row.patient.patientId }}>
      <strong>{nameOf(row)}</strong>
    </Link>
  );
}

function Check({ row, zone }: { readonly row: AfterDoseRow; readonly zone: string }) {
  return (
    <>
      <div className="row" style={{ justifyContent: 'space-between' }}>
        <span>
          <PersonLink row={row} />{' '}
          {row.owed ? (
            <Attention level={row.overdue ? 'now' : row.state === 'notReached' ? 'unknown' : 'due'}>
              {row.says}
            </Attention>
          ) : (
            row.says
          )}{' '}
          <span className="tag">{t.states[row.state]}</span>
          {row.overdue && row.state !== 'silent' ? <span className="tag tag-now">{t.overdue}</span> : null}
        </span>
        <span className="small quiet">
          {t.dose(row.number, momentText(zone, row.doseEndedAt))}. {t.until(momentText(zone, row.until))}.{' '}
          {row.rule}
        </span>
      </div>
      {row.owed ? (
        <p className="small" style={{ margin: '2px 0' }}>
          {t.asks}: {row.asks.map((id) => instrumentById(id)?.shortTitle ?? id).join(', ')}
        </p>
      ) : null}
      {row.contacts.map((one) => (
        <div key={one.at} className="small">
          {t.contact(t.ways[one.way], momentText(zone, one.at), one.byName)}: {one.reached ? t.yes : t.no}
          {one.note === undefined ? null : `. ${one.note}`}
          {one.meanings.map((meaning) => (
            <div key={meaning.says}>
              <Attention level={meaning.level}>{meaning.says}</Attention>{' '}
              <span className="quiet">{meaning.rule}</span>
            </div>
          ))}
        </div>
      ))}
    </>
  );
}

interface Typed {
  readonly reached?: 'yes' | 'no';
  readonly way: Way;
  readonly answers: { readonly [Q in AfterDoseRow['questions'][number]]?: AnswerValue };
  readonly note: string;
}

function RecordCheck({ row, onDone }: { readonly row: AfterDoseRow; readonly onDone: () => void }) {
  const draft = useDraft<Typed>(`after-dose/${keyOf(row)}`, { way: 'phone', answers: {}, note: '' });
  const { reached, way, answers, note } = draft.value;
  const set = (part: Partial<Typed>) => draft.change({ ...draft.value, ...part });
  const unanswered = row.questions.filter((question) => answers[question] === undefined);
  const nothingAsked = reached === 'yes' && unanswered.length === row.questions.length;
  const keep = useMutation({
    mutationFn: async () =>
      await call(routes.recordAfterDose, {
        params: { patientId: row.patient.patientId },
        body: {
          contactId: draft.id,
          sessionId: row.sessionId,
          hours: row.hours as 24 | 72 | 168,
          at: instantOf(Date.now()),
          reached: reached === 'yes',
          way,
          answers: reached === 'yes' ? answers : {},
          ...(note.trim() === '' ? {} : { note }),
        },
      }),
    onSuccess: () => {
      draft.discard();
      void queryClient.invalidateQueries({ queryKey: ['afterDose'] });
      onDone();
    },
  });
  return (
    <form
      className="form"
      aria-label={t.title2(t.check(row.hours))}
      onSubmit={(event) => {
        event.preventDefault();
        keep.mutate();
      }}
    >
      <DraftLine draft={draft} />
      <div className="columns">
        <Choice
          label={t.reached}
          options={[
            ['yes', t.yes],
            ['no', t.no],
          ]}
          value={reached}
          onChange={(next) => set({ reached: next })}
        />
        <NativeSelect
          label={t.way}
          value={way}
          onChange={(event) => set({ way: event.currentTarget.value as Way })}
          data={Object.entries(t.ways).map(([value, label]) => ({ value, label }))}
        />
      </div>
      {reached === 'yes'
        ? row.questions.map((question) => (
            <YesNoUnknown
              key={question}
              label={t.questions[question]}
              value={answers[question]}
              onChange={(next) => set({ answers: { ...answers, [question]: next } })}
            />
          ))
        : null}
      {reached !== 'yes' || unanswered.length === 0 ? null : (
        <p className="small">
          {nothingAsked
            ? t.nothingAsked
            : t.notAsked(unanswered.map((question) => t.questions[question]).join(' '))}
        </p>
      )}
      {reached === 'no' ? <p className="small">{t.notReachedIs}</p> : null}
      <Textarea
        label={t.note}
        autosize
        minRows={2}
        value={note}
        onChange={(event) => set({ note: event.currentTarget.value })}
      />
      <ProblemBox error={keep.error} />
      <div className="row">
        <Button type="submit" disabled={reached === undefined || nothingAsked} loading={keep.isPending}>
          {t.save}
        </Button>
        <Button type="button" variant="default" onClick={onDone}>
          {words.cancel}
        </Button>
        {answers.suicidalThoughts === 'yes' || answers.suicidalThoughts === 'unknown' ? (
          <Link
            to="/patients/$patientId/measures"
            params={{ patientId: row.patient.patientId }}
            search={{ scale: 'c-ssrs-screener' } as never}
          >
            {t.screener}
          </Link>
        ) : null}
      </div>
    </form>
  );
}
