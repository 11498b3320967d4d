/** @jsxImportSource preact */
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { patientWords as words } from '../words/patient-en.ts';
import { CrisisCard } from './crisis.tsx';
import { Frame } from './frame.tsx';
import { holder } from './holder.ts';
import { Heading } from './heading.tsx';
import { OpenForm } from './open-form.tsx';
import { useIdle } from './use-idle.ts';
import { useVisit } from './use-visit.ts';
import { allSent, hasUnsent, type Visit } from './visit.ts';
import { VisitScreens } from './visit-screens.tsx';

/** The thanks stand this long before the code field comes back. Milliseconds. */
const thanksMs = 20_000;
/** How often answers left over from before are tried again. Milliseconds. */
const leftOverMs = 10_000;

/** The clinic's tablet: a code and a birth date open it, and nothing of one person is left for the next. */
export function KioskPage() {
  const [person, setPerson] = useState(0);
  const [before] = useState(() => holder<Visit | undefined>(undefined));
  const leave = useCallback(
    (visit: Visit) => {
      before.put(hasUnsent(visit.get()) ? visit : undefined);
      setPerson((number) => number + 1);
    },
    [before],
  );
  const opened = useCallback(() => {
    before.put(undefined);
  }, [before]);
  useEffect(() => {
    // Answers that found no connection are sent as long as nobody else has opened the tablet.
    const timer = setInterval(() => {
      const visit = before.get();
      if (visit !== undefined && !hasUnsent(visit.get())) before.put(undefined);
      else void visit?.forget();
    }, leftOverMs);
    return () => clearInterval(timer);
  }, [before]);
  return <OnePerson key={person} onOpen={opened} onLeave={leave} />;
}

function OnePerson({
  onOpen,
  onLeave,
}: {
  readonly onOpen: () => void;
  readonly onLeave: (visit: Visit) => void;
}) {
  const visit = useVisit('kiosk', false);
  const state = visit.get();
  const isDone = allSent(state);
  const leave = useCallback(() => {
    void visit.forget();
    onLeave(visit);
  }, [visit, onLeave]);
  const left = useIdle(leave);
  const hasTimer = isDone && !state.showCrisis;
  useEffect(() => {
    if (!isDone) return undefined;
    void visit.forget();
    // Where contacts are shown, the time is the person's: the page then waits as long as on any other screen.
    if (!hasTimer) return undefined;
    const timer = setTimeout(leave, thanksMs);
    return () => clearTimeout(timer);
  }, [isDone, hasTimer, visit, leave]);
  return (
    <Frame state={state}>
      {state.stage === 'shut' ? (
        <OpenForm
          onOpen={async () => {
            onOpen();
            await visit.load();
          }}
        />
      ) : isDone ? (
        <section>
          <Heading>{words.kiosk.thanks}</Heading>
          {state.showCrisis ? <CrisisCard contacts={state.crisis} isKiosk /> : null}
          <p>{words.kiosk.giveBack}</p>
          <button type="button" class="primary" onClick={leave}>
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
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') event.preventDefault();
      }}
    >
      <h2 id="still">{words.kiosk.idleTitle}</h2>
      <p id="still-why">{words.kiosk.idle(seconds)}</p>
      <button ref={button} type="button" class="primary">
        {words.kiosk.here}
      </button>
    </div>
  );
}
