import { dateIn, type CalendarDate } from '@evenkeel/quantities';
import type { SessionState } from './session-state.ts';

/**
 * [H31] Why a consent signed on a day does not count beside an open session: who is impaired cannot consent, from the start
 * of the dose until leaving. A consent of a day before the dose counts; undefined when nothing speaks against it.
 */
export function impairedConsent(
  signedOn: CalendarDate,
  { dose, phase }: Pick<SessionState, 'dose' | 'phase'>,
  timeZone: string,
): string | undefined {
  if (dose === undefined || phase === 'discharged' || signedOn < dateIn(timeZone, dose.startedAt))
    return undefined;
  return 'A dose was started and the patient has not left. A consent signed now does not count. If it was signed before the dose, record it after leaving.';
}
