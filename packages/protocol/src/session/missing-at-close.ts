import type { SessionState } from './session-state.ts';

/** What has to be filled in before a session can be signed, as sentences; empty when nothing is missing. */
export function missingAtClose(state: SessionState): readonly string[] {
  const missing: string[] = [];
  if (state.dose !== undefined && state.dose.endedAt === undefined)
    missing.push('The end of the dose is not recorded.');
  if (state.dose !== undefined && state.discharge.decided === undefined)
    missing.push('The discharge is not decided.');
  if (state.dose !== undefined && state.baseline?.vitals.systolic === undefined)
    missing.push('There is no blood pressure before the dose.');
  if (state.dose?.endedAt !== undefined) {
    const end = state.dose.endedAt;
    if (!state.readings.some((reading) => reading.at >= end))
      missing.push('There is no reading after the dose.');
  }
  for (const event of state.adverseEvents) {
    if (event.body.serious && (event.body.action ?? '').trim() === '')
      missing.push('A serious adverse event has no action recorded.');
  }
  return missing;
}
