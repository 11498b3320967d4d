import { routes, type LongTermView } from '@evenkeel/contract';
import { instantOf } from '@evenkeel/quantities';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { call, queryClient } from '../app/api.ts';
import { DraftLine } from '../app/draft-line.tsx';
import { useDraft } from '../app/draft.ts';
import { momentText } from '../app/format.ts';
import { ProblemBox } from '../app/problem-box.tsx';
import { Button, Choice, Textarea, TextInput } from '../app/ui.tsx';
import { words } from '../words/en.ts';
import { followUpWords } from '../words/follow-up-en.ts';

const t = followUpWords.misuse;
type Told = 'yes' | 'no' | 'notAsked';
const questions = ['earlyRequests', 'lostDoses', 'otherPrescribers'] as const;
type Question = (typeof questions)[number];
type Check = LongTermView['misuse'][number];

function show(patientId: string, view: LongTermView): void {
  queryClient.setQueryData(['longTerm', patientId], view);
  void queryClient.invalidateQueries({ queryKey: ['longTermList'] });
  void queryClient.invalidateQueries({ queryKey: ['review', patientId] });
}

/** Misuse, said plainly: what was asked, what was told, and what was not asked. */
export function MisuseSection({
  patientId,
  view,
  mayRecord,
}: {
  readonly patientId: string;
  readonly view: LongTermView;
  readonly mayRecord: boolean;
}) {
  const [open, setOpen] = useState(false);
  return (
    <section aria-label={t.title}>
      <h2>{t.title}</h2>
      <p>{t.lead}</p>
      {!mayRecord ? null : open ? (
        <Ask patientId={patientId} onDone={() => setOpen(false)} />
      ) : (
        <Button className="noprint" onClick={() => setOpen(true)}>
          {t.ask}
        </Button>
      )}
      <h3>{t.earlier}</h3>
      {view.misuse.length === 0 ? <p className="quiet">{t.none}</p> : null}
      <ul className="list">
        {view.misuse.map((check) => (
          <li key={check.checkId}>
            <Asked patientId={patientId} check={check} zone={view.timeZone} mayRecord={mayRecord} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Ask({ patientId, onDone }: { readonly patientId: string; readonly onDone: () => void }) {
  const draft = useDraft<{ craving: string; told: { readonly [Q in Question]?: Told }; note: string }>(
    `misuse/${patientId}`,
    { craving: '', told: {}, note: '' },
  );
  const { craving, told, note } = draft.value;
  const isNumber = /^(\d|10)$/.test(craving.trim());
  const answered = questions.filter((one) => told[one] === 'yes' || told[one] === 'no');
  const keep = useMutation({
    mutationFn: async () =>
      await call(routes.recordMisuse, {
        params: { patientId },
        body: {
          checkId: draft.id,
          askedAt: instantOf(Date.now()),
          ...(isNumber ? { craving: Number(craving) } : {}),
          ...Object.fromEntries(answered.map((one) => [one, told[one] === 'yes'])),
          ...(note.trim() === '' ? {} : { note }),
        },
      }),
    onSuccess: (view) => {
      draft.discard();
      show(patientId, view);
      onDone();
    },
  });
  return (
    <form
      className="form"
      aria-label={t.ask}
      onSubmit={(event) => {
        event.preventDefault();
        keep.mutate();
      }}
    >
      <DraftLine draft={draft} />
      <TextInput
        label={t.craving}
        inputMode="numeric"
        placeholder={t.notAsked}
        value={craving}
        error={craving.trim() !== '' && !isNumber ? t.cravingError : undefined}
        onChange={(event) => draft.change({ ...draft.value, craving: event.currentTarget.value })}
        style={{ maxWidth: 240 }}
      />
      {questions.map((one) => (
        <Choice<Told>
          key={one}
          label={t.questions[one]}
          options={[
            ['yes', words.answers.yes],
            ['no', words.answers.no],
            ['notAsked', t.notAsked],
          ]}
          value={told[one] ?? 'notAsked'}
          onChange={(next) => draft.change({ ...draft.value, told: { ...told, [one]: next } })}
        />
      ))}
      <Textarea
        label={t.note}
        autosize
        minRows={2}
        value={note}
        onChange={(event) => draft.change({ ...draft.value, note: event.currentTarget.value })}
      />
      <ProblemBox error={keep.error} />
      <div className="row">
        <Button
          type="submit"
          disabled={(craving.trim() !== '' && !isNumber) || (!isNumber && answered.length === 0)}
          loading={keep.isPending}
        >
          {t.keep}
        </Button>
        <Button type="button" variant="default" onClick={onDone}>
          {words.cancel}
        </Button>
      </div>
    </form>
  );
}

function Asked({
  patientId,
  check,
  zone,
  mayRecord,
}: {
  readonly patientId: string;
  readonly check: Check;
  readonly zone: string;
  readonly mayRecord: boolean;
}) {
  const [reason, setReason] = useState<string>();
  const retract = useMutation({
    mutationFn: async () =>
      await call(routes.retractMisuse, {
        params: { patientId, checkId: check.checkId },
        body: { version: check.version, reason: reason ?? '' },
      }),
    onSuccess: (view) => {
      setReason(undefined);
      show(patientId, view);
    },
  });
  const isError = check.state === 'enteredInError';
  const line = [
    check.craving === undefined ? `${t.craving}: ${t.notAsked}` : t.craved(check.craving),
    ...questions.map((one) => {
      const answer = check[one];
      return `${t.questions[one]} ${answer === undefined ? t.notAsked : t.told[`${answer}`]}`;
    }),
  ].join('. ');
  return (
    <>
      <span className="small quiet">
        {momentText(zone, check.askedAt)}, {check.byName}
      </span>{' '}
      {isError ? <s>{line}</s> : line}
      {check.note === undefined ? null : ` ${check.note}`}
      {isError ? <span className="tag">{t.wasError(check.stateReason ?? '')}</span> : null}
      {isError || !mayRecord ? null : reason === undefined ? (
        <>
          {' '}
          <button type="button" className="linklike noprint" onClick={() => setReason('')}>
            {t.error}
          </button>
        </>
      ) : (
        <div className="row" style={{ alignItems: 'end' }}>
          <TextInput
            label={t.why}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Button
            disabled={reason.trim() === ''}
            loading={retract.isPending}
            onClick={() => retract.mutate()}
          >
            {t.error}
          </Button>
        </div>
      )}
      <ProblemBox error={retract.error} />
    </>
  );
}
