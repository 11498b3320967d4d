/** @jsxImportSource preact */
import { useCallback, useEffect, useState } from 'preact/hooks';
import { instrumentById, type Instrument } from '@evenkeel/instruments';
import { patientWords as words } from '../words/patient-en.ts';
import { emptySheet, given, joined, kept, sheetFrom, type AnswerSheet } from './answer-sheet.ts';
import { BirthDate } from './birth-date.tsx';
import { CrisisCard, CrisisFoot, type CrisisContact } from './crisis.tsx';
import { ask, base, own, type Outcome } from './link-api.ts';
import { OwnProgress, type Progress } from './own-progress.tsx';
import { AllQuestions, Question, Review } from './question.tsx';

interface Form {
  readonly clinicName: string;
  readonly instrument: Instrument;
  readonly crisis: readonly CrisisContact[];
}

type Screen = 'loading' | 'noToken' | 'birth' | 'questions' | 'sent' | 'ended';

/** Only the start of the token is kept, to tell whether this browser was opened for this very link. */
const tokenKey = (token: string) => token.slice(0, 12);

/** The newest sheet, for work that goes on between two drawings of the page. */
function newestSheet(): { readonly get: () => AnswerSheet; readonly put: (sheet: AnswerSheet) => void } {
  let sheet = emptySheet(0);
  return {
    get: () => sheet,
    put: (next) => {
      sheet = next;
    },
  };
}

/** The patient's page behind one link. */
export function Page({ token }: { readonly token: string }) {
  const [screen, setScreen] = useState<Screen>(token === '' ? 'noToken' : 'loading');
  const [clinicName, setClinicName] = useState('');
  const [form, setForm] = useState<Form>();
  const [sheet, setSheet] = useState<AnswerSheet>(emptySheet(0));
  const [refusal, setRefusal] = useState<string>();
  const [lost, setLost] = useState(false);
  const [sending, setSending] = useState(false);
  const [wants, setWants] = useState(false);
  const [all, setAll] = useState(own.get('all') === 'yes');
  const [showCrisis, setShowCrisis] = useState(false);
  const [progress, setProgress] = useState<Progress>();
  const key = tokenKey(token);
  const [live] = useState(newestSheet);

  const change = useCallback(
    (next: AnswerSheet) => {
      live.put(next);
      setSheet(next);
      own.set(`sheet ${key}`, JSON.stringify(next));
    },
    [key, live],
  );

  const loadProgress = useCallback(async () => {
    const answer = await ask('link/progress');
    if (answer.kind === 'ok') setProgress(answer.value);
  }, []);

  const load = useCallback(async () => {
    const answer = await ask('link/questionnaire');
    if (answer.kind === 'lost') {
      setLost(true);
      return;
    }
    setLost(false);
    if (answer.kind === 'refused') {
      setScreen('birth');
      return;
    }
    const { value } = answer;
    const instrument = instrumentById(value.instrument);
    if (instrument === undefined) {
      setScreen('ended');
      return;
    }
    setClinicName(value.clinicName);
    setForm({ clinicName: value.clinicName, instrument, crisis: value.crisis });
    if (value.state === 'submitted') {
      own.set(`sheet ${key}`, undefined);
      setScreen('sent');
      await loadProgress();
      return;
    }
    change(joined(value.answers, instrument.items.length, sheetFrom(own.get(`sheet ${key}`))));
    setScreen('questions');
  }, [change, key, loadProgress]);

  useEffect(() => {
    void ask('hello').then((answer) => {
      if (answer.kind === 'ok')
        setClinicName((known) => (known === '' ? (answer.value.clinicName ?? '') : known));
    });
    if (token === '') return;
    // A sign-in that belongs to another link must not answer this one.
    if (own.get('opened') === key) void load();
    else setScreen('birth');
  }, [token, key, load]);

  const flush = useCallback(async (): Promise<boolean> => {
    for (const place of live.get().pending) {
      const answer = live.get().answers[place] ?? null;
      const outcome: Outcome<unknown> = await ask('link/answers', { item: place, answer });
      if (outcome.kind === 'lost') {
        setLost(true);
        return false;
      }
      if (outcome.kind === 'refused') {
        if (outcome.problem.code === 'RSP-003') await load();
        else if (outcome.status === 401) setScreen('birth');
        return false;
      }
      setLost(false);
      change(kept(live.get(), place, answer));
    }
    return true;
  }, [change, load, live]);

  const send = useCallback(async () => {
    setSending(true);
    try {
      if (!(await flush()) || live.get().pending.length > 0) return;
      const outcome = await ask('link/submit', {});
      if (outcome.kind === 'lost') {
        setLost(true);
        return;
      }
      if (outcome.kind === 'refused' && outcome.problem.code !== 'RSP-003') {
        setRefusal(outcome.problem.happened ?? words.trouble);
        if (outcome.status === 401) setScreen('birth');
        return;
      }
      if (outcome.kind === 'ok') setShowCrisis(outcome.value.showCrisis);
      own.set(`sheet ${key}`, undefined);
      setScreen('sent');
      await loadProgress();
    } finally {
      setSending(false);
    }
  }, [flush, key, live, loadProgress]);

  // What waits is tried again when the connection is back, and every few seconds.
  useEffect(() => {
    if (screen !== 'questions' && !lost) return undefined;
    const again = () => {
      if (screen === 'loading') void load();
      else if (wants && lost) void send();
      else if (live.get().pending.length > 0) void flush();
    };
    const timer = setInterval(again, 5_000);
    addEventListener('online', again);
    return () => {
      clearInterval(timer);
      removeEventListener('online', again);
    };
  }, [screen, lost, wants, live, load, send, flush]);

  useEffect(() => {
    document.title = clinicName === '' ? words.title : clinicName;
  }, [clinicName]);

  return (
    <>
      <header>{clinicName}</header>
      <main>
        {base === '/demo' ? <p class="watermark">{words.demo}</p> : null}
        {lost ? <output class="notice">{words.offline}</output> : null}
        {screen === 'loading' ? <p aria-busy="true">{words.loading}</p> : null}
        {screen === 'noToken' ? <p>{words.noToken}</p> : null}
        {screen === 'ended' ? <p>{words.ended}</p> : null}
        {screen === 'birth' ? (
          <BirthDate
            refusal={refusal}
            onDate={async (birthDate) => {
              setRefusal(undefined);
              const outcome = await ask('link/open', { token, birthDate });
              setLost(outcome.kind === 'lost');
              if (outcome.kind === 'ok') {
                own.set('opened', key);
                await load();
              } else if (outcome.kind === 'refused') {
                const { happened, toDo } = outcome.problem;
                setRefusal(
                  happened === undefined || outcome.status === 400
                    ? words.ended
                    : `${happened} ${toDo ?? ''}`,
                );
              }
            }}
          />
        ) : null}
        {screen === 'questions' && form !== undefined ? (
          <Questions
            form={form}
            sheet={sheet}
            all={all}
            sending={sending}
            waiting={lost && wants}
            refusal={refusal}
            onAll={(next) => {
              own.set('all', next ? 'yes' : 'no');
              setAll(next);
            }}
            onAnswer={(place, value, at) => {
              change({ ...given(live.get(), place, value), at });
              void flush();
            }}
            onMove={(at) => change({ ...live.get(), at })}
            onSend={() => {
              setWants(true);
              void send();
            }}
          />
        ) : null}
        {screen === 'sent' ? (
          <section>
            <h1>{words.sent.title}</h1>
            {showCrisis && form !== undefined ? <CrisisCard contacts={form.crisis} /> : null}
            <p>{words.sent.close}</p>
            {progress === undefined || form === undefined ? null : (
              <OwnProgress progress={progress} most={form.instrument.range.to} />
            )}
          </section>
        ) : null}
      </main>
      {form === undefined ? null : <CrisisFoot contacts={form.crisis} />}
    </>
  );
}

function Questions({
  form,
  sheet,
  all,
  sending,
  waiting,
  refusal,
  onAll,
  onAnswer,
  onMove,
  onSend,
}: {
  readonly form: Form;
  readonly sheet: AnswerSheet;
  readonly all: boolean;
  readonly sending: boolean;
  readonly waiting: boolean;
  readonly refusal: string | undefined;
  readonly onAll: (all: boolean) => void;
  readonly onAnswer: (place: number, value: number | null, at: number) => void;
  readonly onMove: (at: number) => void;
  readonly onSend: () => void;
}) {
  const { instrument, crisis } = form;
  const { answers } = sheet;
  const places = askedPlaces(instrument, answers);
  const flag = instrument.flags.find((one) => one.flag === 'suicidality');
  const needsHelp = flag !== undefined && (answers[flag.item] ?? 0) >= flag.atLeast;
  const reviewAt = instrument.items.length;
  const nextAfter = (place: number) => places.find((one) => one > place) ?? reviewAt;
  const reviewing = sheet.at >= reviewAt || !places.includes(sheet.at);
  return (
    <>
      {reviewing ? (
        <Review
          instrument={instrument}
          places={places}
          answers={answers}
          busy={sending}
          waiting={waiting}
          onChange={onMove}
          onSend={onSend}
        />
      ) : all ? (
        <AllQuestions
          instrument={instrument}
          places={places}
          answers={answers}
          helpAt={needsHelp ? flag.item : undefined}
          contacts={crisis}
          onAnswer={(place, value) => onAnswer(place, value, sheet.at)}
          onDone={() => onMove(reviewAt)}
        />
      ) : (
        <Question
          key={sheet.at}
          instrument={instrument}
          place={sheet.at}
          answer={answers[sheet.at] ?? null}
          asksForHelp={needsHelp && flag.item === sheet.at}
          contacts={crisis}
          onAnswer={(value) => {
            // The contacts must be seen, so this one screen waits for the person to go on.
            const stays = flag?.item === sheet.at && value >= flag.atLeast;
            const after = answers.map((old, place) => (place === sheet.at ? value : old));
            const next = askedPlaces(instrument, after).find((one) => one > sheet.at) ?? reviewAt;
            onAnswer(sheet.at, value, stays ? sheet.at : next);
          }}
          onSkip={() => onAnswer(sheet.at, null, nextAfter(sheet.at))}
          onBack={
            places[0] === sheet.at ? undefined : () => onMove(places.findLast((one) => one < sheet.at) ?? 0)
          }
          onNext={() => onMove(nextAfter(sheet.at))}
        />
      )}
      {needsHelp && reviewing ? <CrisisCard contacts={crisis} /> : null}
      <div role="alert">{refusal ?? ''}</div>
      <p class="small">{sheet.pending.length === 0 ? words.intro.kept : words.kept}</p>
      {reviewing ? null : (
        <button type="button" class="quiet switch" onClick={() => onAll(!all)}>
          {all ? words.showOne : words.showAll}
        </button>
      )}
    </>
  );
}

/** The items to ask: one that asks what the others meant for daily life is left out when nothing else was said. */
function askedPlaces(instrument: Instrument, answers: readonly (number | null)[]): readonly number[] {
  const places = instrument.items.map((_, place) => place);
  const scored = places.filter((place) => instrument.items[place]?.scored === true);
  const nothing = scored.every((place) => answers[place] === 0);
  return nothing ? scored : places;
}
