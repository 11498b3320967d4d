import { effectWindow, observationPlan, recoveryMinutes } from '@evenkeel/protocol';
import { plusMinutes } from '@evenkeel/quantities';
import { routeWords as words } from '../words/every-route-en.ts';
import { clock, type Chair } from './chair.ts';
import { policyOfFrame } from './session-policy.ts';

/** The mandated times of this drug and route, with the window of the expected effect beside them, never instead. */
export function DoseTimes({ chair }: { readonly chair: Chair }) {
  const { frame, state } = chair;
  const { drug, route, durationMinutes } = frame.planned;
  const minutes = [
    ...new Set(
      observationPlan(drug, route, durationMinutes ?? 0, policyOfFrame(frame)).map((one) => one.minute),
    ),
  ];
  const effect = effectWindow(route, durationMinutes);
  const startedAt = state.dose?.startedAt;
  return (
    <details className="dose-times">
      <summary>{words.due.title}</summary>
      <p>
        {minutes
          .map((minute) =>
            startedAt === undefined
              ? words.due.minute(minute)
              : `${words.due.minute(minute)} (${clock(chair, plusMinutes(startedAt, minute))})`,
          )
          .join(', ')}
      </p>
      <p>{words.due.leave(recoveryMinutes(drug, route, policyOfFrame(frame)))}</p>
      {effect === undefined ? null : (
        <p className="quiet" title={effect.source.citation}>
          {words.due.effect(effect.from, effect.to)}
        </p>
      )}
    </details>
  );
}
