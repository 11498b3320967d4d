/** @jsxImportSource preact */
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { patientWords as words } from '../words/patient-en.ts';
import { CrisisCard } from './crisis.tsx';
import { Frame } from './frame.tsx';
import { holder } from './holder.ts';
import { Heading } from './heading.tsx';
import { OpenForm } from './open-form.tsx';
import { NotTaken } from './not-taken.tsx';
import { useIdle } from './use-idle.ts';
import { useVisit } from './use-visit.ts';
import { allSent, hasUnsent, type Visit } from './visit.ts';
import { VisitScreens } from './visit-screens.tsx';

/** The thanks stand this long before the code field comes back. Milliseconds. */
const thanksMs = 20_000;
/** How often answers left over from people before are tried again. Milliseconds. */
const leftOverMs = 10_000;

/**
 * The clinic's tablet: a code and a birth date open it, and nothing of one person is shown to the next. What has not reached
 * the clinic when the next person starts is still sent, each visit with its own sign-in.
 */
export function KioskPage() {
  const [person, setPerson] = useState(0);
  const [waiting, setWaiting] = useState(0);
  const [before] = useState(() => holder<readonly Visit[]>([]));
  const putBefore = useCallback(
    (visits: readonly Visit[]) => {
      before.put(visits);
      setWaiting(visits.length);
    },
    [before],
  );
  const leave = useCallback(
    (visit: Visit) => {
      if (hasUnsent(visit.get())) putBefore([...before.get(), visit]);
      setPerson((number) => number + 1);
    },
    [before, putBefore],
  );
  const found = useCallback(
    (responseIds: readonly string[]) => {
      // The same person is back: the new visit takes over what the one before had kept.
      const isSame = (visit: Visit) =>
        visit.get().forms.some(({ responseId }) => responseIds.includes(responseId));
      for (const visit of before.get().filter(isSame)) visit.stop();
      putBefore(before.get().filter((visit) => !isSame(visit)));
    },
    [before, putBefore],
  );
  useEffect(() => {
    const timer = setInterval(() => {
      const left = before.get().filter((visit) => hasUnsent(visit.get()));
      if (left.length < before.get().length) putBefore(left);
      for (const visit of left) void visit.forget();
    }, leftOverMs);
    return () => clearInterval(timer);
  }, [before, putBefore]);
  return <OnePerson key={person} isAfterOthers={waiting > 0} onFound={found} onLeave={leave} />;
}

function OnePerson({
  isAfterOthers,
  onFound,
  onLeave,
}: {
  /** Answers of people before have not reached the clinic yet. */
  readonly isAfterOthers: boolean;
  readonly onFound: (responseIds: readonly string[]) => void;
  readonly onLeave: (visit: Visit) => void;
}) {
  const visit = useVisit('kiosk', false, onFound);
  const state = visit.get();
  const isDone = allSent(state);
  const leave = useCallback(() => {
    void visit.forget();
    onLeave(visit);
  }, [visit, onLeave]);
  const left = useIdle(leave);
  const hasTimer = isDone && !state.showCrisis && state.untaken.length === 0;
  useEffect(() => {
    if (!isDone) return undefined;
    void visit.forget();
    // Where contacts or answers that were not taken are shown, the time is the person's: the page then waits as long as on any other screen.
    if (!hasTimer) return undefined;
    const timer = setTimeout(leave, thanksMs);
    return () => clearTimeout(timer);
  }, [isDone, hasTimer, visit, leave]);
  return (
    <Frame state={state}>
      {state.stage === 'shut' ? (
        <>
          <OpenForm onOpen={(pass) => visit.load(pass)} />
          {isAfterOthers ? <p class="small">{words.kiosk.leftOver}</p> : null}
        </>
      ) : isDone ? (
        <section>
          <Heading>{state.untaken.length > 0 ? words.untaken.heading : words.kiosk.thanks}</Heading>
          <NotTaken visit={visit} />
          {state.showCrisis ? <CrisisCard contacts={state.crisis} isKiosk /> : null}
          {state.untaken.length > 0 ? null : <p>{words.kiosk.giveBack}</p>}
          <button
            type="button"
            class="primary"
            onClick={() => {
              visit.seen();
              leave();
            }}
          >
            {words.kiosk.done}
          </button>
          {hasTimer ? <p class="small">{words.kiosk.back}</p> : null}
        </section>
      ) : (
        <VisitScreens visit={visit} isKiosk />
      )}
      {left === undefined || state.stage === 'shut' ? null : <StillThere seconds={left} />}
    </Frame>
  );
}

/**
 * Says that the page is about to close. Any touch or key keeps it open; the button is for those who need one. No key
 * pressed here reaches the question below: Enter does nothing until it comes up, and then only closes this.
 */
function StillThere({ seconds }: { readonly seconds: number }) {
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    button.current?.focus({ preventScroll: true });
    // Back to where the person was, or to the question.
    return () => {
      const wasSomewhere = before instanceof HTMLElement && before !== document.body && before.isConnected;
      const back = wasSomewhere ? before : document.querySelector<HTMLElement>('main h1');
      back?.focus({ preventScroll: true });
    };
  }, []);
  return (
    <div
      class="still"
      role="alertdialog"
      aria-modal="true"
      aria-labelledby="still"
      aria-describedby="still-why"
    >
      <h2 id="still">{words.kiosk.idleTitle}</h2>
      <p id="still-why">{words.kiosk.idle(seconds)}</p>
      <button
        ref={button}
        type="button"
        class="primary"
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === 'Enter') event.preventDefault();
        }}
      >
        {words.kiosk.here}
      </button>
    </div>
  );
}
