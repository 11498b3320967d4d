import { useCallback, useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { useQuery } from '@tanstack/react-query';
import { routes, type Me, type PatientBanner as Banner } from '@evenkeel/contract';
import type { SessionState } from '@evenkeel/protocol';
import { elapsedMinutes, elapsedMs, elapsedText, instantOf, type Instant } from '@evenkeel/quantities';
import { base, call, useMe } from '../app/api.ts';
import { ProblemBox } from '../app/problem-box.tsx';
import { SessionChart } from '../charts/session-chart.tsx';
import { PatientBanner } from '../patients/patient-banner.tsx';
import { Attention } from '../theme/attention-mark.tsx';
import { routeWords } from '../words/every-route-en.ts';
import { sessionWords as words } from '../words/session-en.ts';
import { BookedSession } from './booked-session.tsx';
import { clock, type Chair, type ChairPatient, type Panel, type UndoOffer } from './chair.ts';
import { CloseSession } from './close-session.tsx';
import { CorrectPanel } from './correct-panel.tsx';
import { DeviceStep } from './device-step.tsx';
import { DischargeStep } from './discharge-step.tsx';
import { DoseStep } from './dose-step.tsx';
import { DoseTimes } from './dose-times.tsx';
import { placeOf, unsent } from './outbox.ts';
import { AdversePanel, DissociationPanel, EndPanel, NotePanel } from './panels.tsx';
import { PreSessionCheck } from './pre-session-check.tsx';
import { QuickEvents } from './quick-events.tsx';
import { isStale, Ribbon } from './ribbon.tsx';
import { policyOfFrame, SessionPolicy } from './session-policy.ts';
import { sameOnce } from './same-once.ts';
import type { Draft, SessionStore } from './session-store.ts';
import { TimelineList } from './timeline-list.tsx';
import { UndoBar, type Undoable } from './undo-bar.tsx';
import { useDim } from './use-dim.ts';
import { useNow, useSessionState, useSessionStore, useSnapshot } from './use-session.ts';
import { VitalsKeypad } from './vitals-keypad.tsx';
import './session.css';

type Step = 'check' | 'dose' | 'session' | 'discharge' | 'close';
const steps: readonly Step[] = ['check', 'dose', 'session', 'discharge', 'close'];

/** A clock that no change of the device's time moves. */
const clockMs = () => performance.now();

/** The chair side of one session: from the pre-session check to the signature. */
export default function SessionPage({ sessionId }: { readonly sessionId: string }) {
  const me = useMe();
  if (me === undefined || me === null) return <p aria-busy="true">{words.opening}</p>;
  return <WithStore key={`${sessionId} ${me.actorId}`} sessionId={sessionId} me={me} />;
}

function WithStore({ sessionId, me }: { readonly sessionId: string; readonly me: Me }) {
  const store = useSessionStore(sessionId, me.actorId);
  return <ChairSide store={store} me={me} />;
}

function ChairSide({ store, me }: { readonly store: SessionStore; readonly me: Me }) {
  const snapshot = useSnapshot(store);
  const now = useNow();
  const state = useSessionState(snapshot, now);
  const { frame } = snapshot;
  const banner = useBanner(frame?.patientId);
  const patient = useMemo(() => patientOf(banner), [banner]);
  const [panel, show] = useState<Panel>({ kind: 'keypad' });
  const [chosen, setChosen] = useState<{ readonly step: Step; readonly during: Step }>();
  const [undoable, setUndoable] = useState<Undoable>();
  const signed = frame?.state === 'signed';
  const own = state === undefined ? 'check' : stepOf(state, signed);
  // A step that was chosen stands until the session itself moves on.
  const step = chosen?.during === own ? chosen.step : own;
  const setStep = useCallback((next: Step) => setChosen({ step: next, during: own }), [own]);
  const resting = state?.phase === 'infusing' || state?.phase === 'paused' || state?.phase === 'recovery';
  const dim = useDim(resting && !signed);
  useKeys(show, setStep);
  useTopOf(step);
  const holder = useRef<HTMLDivElement>(null);
  useBannerHeight(holder, banner !== undefined && frame?.state !== 'booked' && state !== undefined);

  const done = useCallback(
    (kind: Panel['kind']) => show((shown) => (shown.kind === kind ? { kind: 'keypad' } : shown)),
    [],
  );
  const record = useMemo(
    () =>
      sameOnce(
        async (drafts: readonly Draft[], undo?: UndoOffer) => {
          try {
            const [first] = await store.add(...drafts);
            if (undo !== undefined && first !== undefined)
              setUndoable({ ...undo, entryId: first.id, atMs: Date.parse(first.deviceTime) });
            else setUndoable(undefined);
            return true;
          } catch {
            // The ribbon says that nothing was kept; what was typed stays in its field.
            return false;
          }
        },
        (drafts) => JSON.stringify(drafts),
        clockMs,
      ),
    [store],
  );

  if (frame === undefined || state === undefined) {
    if (snapshot.refusedBy !== undefined)
      return (
        <>
          <h1>{words.missing.title}</h1>
          <ProblemBox error={snapshot.refusedBy} />
          <p>
            <a href={`${base}/today`}>{words.missing.back}</a>
          </p>
        </>
      );
    return <p aria-busy="true">{snapshot.state === 'ready' ? words.ribbon.noContactYet : words.opening}</p>;
  }
  if (frame.state === 'booked' || frame.state === 'cancelled')
    return (
      <>
        {banner === undefined ? null : <PatientBanner banner={banner} />}
        <BookedSession frame={frame} onOpened={(view) => void store.take(view)} />
      </>
    );

  const chair: Chair = { store, snapshot, frame, state, now, me, patient, signed, panel, show, done, record };
  return (
    <div
      ref={holder}
      className={`chair${isStale(chair) ? ' stale' : ''}`}
      data-phase={state.phase}
      data-step={step}
    >
      <title>{`${titleOf(chair)} - Evenkeel`}</title>
      {banner === undefined ? null : <PatientBanner banner={banner} />}
      <div className="chair-body">
        <div className="chair-main">
          <Ribbon chair={chair} />
          <header className="chair-head">
            <h1>{titleOf(chair)}</h1>
            {state.dose === undefined || state.discharge.decided !== undefined ? null : (
              <p className="elapsed" aria-hidden="true">
                {sinceStart(state.dose, now)}
              </p>
            )}
            <button type="button" className="chair-button" aria-pressed={dim.isDim} onClick={dim.toggle}>
              {words.theme.dim}
            </button>
          </header>
          <AttentionList chair={chair} />
          <nav className="steps" aria-label={words.stepsName}>
            {steps.map((one) => (
              <button
                key={one}
                type="button"
                aria-current={step === one ? 'step' : undefined}
                onClick={() => setStep(one)}
              >
                {words.steps[one]}
              </button>
            ))}
          </nav>
          <DeviceStep chair={chair} />
          {step === 'check' ? <PreSessionCheck chair={chair} /> : null}
          {step === 'dose' ? <DoseStep chair={chair} /> : null}
          {step === 'discharge' ? <DischargeStep chair={chair} /> : null}
          {step === 'close' ? <CloseSession chair={chair} /> : null}
          {step === 'dose' || step === 'session' ? <DoseTimes chair={chair} /> : null}
          {step === 'session' || step === 'discharge' || step === 'close' ? (
            <SessionPolicy value={policyOfFrame(frame)}>
              <SessionChart
                state={state}
                now={now}
                timeZone={frame.timeZone}
                selected={panel.kind === 'correct' ? panel.entryId : undefined}
              />
            </SessionPolicy>
          ) : null}
          {signed ? null : <QuickEvents chair={chair} />}
          <TimelineList chair={chair} />
          <p className="quiet small not-a-monitor">{words.notAMonitor}</p>
        </div>
        <aside className="chair-side">
          <SidePanel chair={chair} />
        </aside>
      </div>
      <UndoBar
        offer={undoable}
        place={undoable === undefined ? undefined : placeOf(snapshot.log, undoable.entryId)}
        refused={unsent(snapshot.log, me.actorId).refused}
        now={now}
        onUndo={(offer) => {
          setUndoable(undefined);
          void record([{ type: 'retraction', body: {}, corrects: offer.entryId, reason: words.undoReason }]);
        }}
        onGrade={(preset) => show({ kind: 'adverse', preset })}
      />
    </div>
  );
}

function SidePanel({ chair }: { readonly chair: Chair }) {
  const { panel, signed } = chair;
  switch (panel.kind) {
    case 'note':
      return <NotePanel chair={chair} />;
    case 'adverse':
      return <AdversePanel key={panel.preset ?? ''} chair={chair} preset={panel.preset} />;
    case 'dissociation':
      return <DissociationPanel chair={chair} />;
    case 'end':
      return <EndPanel chair={chair} />;
    case 'correct':
      return <CorrectPanel key={panel.entryId} chair={chair} entryId={panel.entryId} />;
    case 'keypad':
      return signed ? (
        <section className="sheet">
          <h2>{words.close.amend}</h2>
          <button type="button" className="chair-button" onClick={() => chair.show({ kind: 'note' })}>
            {words.note.title}
          </button>
        </section>
      ) : (
        <VitalsKeypad chair={chair} />
      );
  }
}

/** What asks for attention, most pressing first, and what is due next. It makes no sound. */
function AttentionList({ chair }: { readonly chair: Chair }) {
  const { state, now, signed } = chair;
  if (signed || (state.due.length === 0 && state.attention.length === 0)) return null;
  const [due] = state.due;
  return (
    <ul className="attention-list" aria-live="polite">
      {state.attention.map((one) => (
        <li key={`${one.rule} ${one.sentence}`}>
          <Attention level={one.level}>{one.sentence}</Attention>
        </li>
      ))}
      {due === undefined || due.dueAt <= now ? null : (
        <li className="quiet">
          {words.dueNext(due.what, clock(chair, due.dueAt), elapsedMinutes(now, due.dueAt))}
        </li>
      )}
    </ul>
  );
}

function titleOf(chair: Chair): string {
  const { state, now, frame, signed } = chair;
  const last = frame.signatures.at(-1);
  if (signed && last !== undefined) return words.phase.signed(clock(chair, last.at as Instant));
  const { dose } = state;
  switch (state.phase) {
    case 'check':
      return words.phase.check(state.gatesLeft);
    case 'ready':
      return words.phase.ready;
    case 'infusing':
    case 'paused': {
      if (dose === undefined) return '';
      if (dose.devices !== undefined)
        return routeWords.devices.title(dose.devices.taken, dose.devices.planned);
      const { durationMinutes = 0, plannedEnd } = dose;
      const ranMs = Math.max(0, elapsedMs(dose.startedAt, now) - dose.pausedMs);
      const ran = elapsedText(instantOf(0), instantOf(Math.min(ranMs, durationMinutes * 60_000)));
      const of = elapsedText(instantOf(0), instantOf(durationMinutes * 60_000));
      if (state.phase === 'paused') return words.phase.paused(ran, of);
      return plannedEnd !== undefined && now >= plannedEnd
        ? words.phase.overdue(dose.amountMg)
        : words.phase.infusing(ran, of, dose.amountMg);
    }
    case 'recovery':
      return words.phase.recovery(dose === undefined ? '' : sinceStart(dose, now));
    case 'discharged':
      return words.phase.discharged(
        state.discharge.decided === undefined ? '' : clock(chair, state.discharge.decided.at),
      );
  }
}

function stepOf(state: SessionState, signed: boolean): Step {
  if (signed) return 'close';
  const byPhase = {
    check: 'check',
    ready: 'dose',
    infusing: 'session',
    paused: 'session',
    recovery: 'discharge',
    discharged: 'close',
  } as const;
  return byPhase[state.phase];
}

function useBanner(patientId: string | undefined): Banner | undefined {
  const { data } = useQuery({
    queryKey: ['patient', patientId],
    enabled: patientId !== undefined,
    queryFn: async () => await call(routes.patient, { params: { patientId: patientId ?? '' } }),
  });
  return data;
}

function patientOf(banner: Banner | undefined): ChairPatient | undefined {
  if (banner === undefined) return undefined;
  const escort = banner.contacts.find((one) => one.kind === 'escort');
  return {
    name: `${banner.given} ${banner.family}`,
    birthDate: banner.birthDate,
    escort: escort === undefined ? undefined : { name: escort.name ?? '', phone: escort.phone ?? '' },
  };
}

/** Another step begins at its top. */
function useTopOf(step: Step): void {
  const before = useRef(step);
  useEffect(() => {
    if (before.current !== step) scrollTo({ top: 0 });
    before.current = step;
  }, [step]);
}

/** Tells the style sheet how tall the sticky banner is, so that the keypad stands below it. */
function useBannerHeight(holder: RefObject<HTMLDivElement | null>, shown: boolean): void {
  useEffect(() => {
    const chair = holder.current;
    const banner = chair?.querySelector('.banner');
    if (chair === null || banner === null || banner === undefined || !shown) return undefined;
    const observer = new ResizeObserver(() => {
      chair.style.setProperty('--banner', `${Math.ceil(banner.getBoundingClientRect().height)}px`);
    });
    observer.observe(banner);
    return () => observer.disconnect();
  }, [holder, shown]);
}

/** v vitals, n note, d dose step, Escape back to the keypad. Never while typing. */
function useKeys(show: (panel: Panel) => void, setStep: (step: Step) => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
        return;
      if (event.key === 'v') {
        show({ kind: 'keypad' });
        requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-keypad]')?.focus());
      } else if (event.key === 'n') {
        event.preventDefault();
        show({ kind: 'note' });
      } else if (event.key === 'd') setStep('dose');
      else if (event.key === 'Escape') show({ kind: 'keypad' });
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, [show, setStep]);
}

/** Minutes and seconds since the dose began; a clock that is a moment behind the log says 0:00. */
function sinceStart({ startedAt }: { readonly startedAt: Instant }, now: Instant): string {
  return elapsedText(startedAt, now < startedAt ? startedAt : now);
}
