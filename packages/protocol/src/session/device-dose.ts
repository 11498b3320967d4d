import { decimal, divide, elapsedMinutes, multiply, plusMinutes } from '@evenkeel/quantities';
import type { Entry } from './entry.ts';
import type { DoseState } from './session-state.ts';
import { ofType } from './timeline.ts';

/** What one nasal device gives, mg of esketamine. Esketamine label. */
export const mgOfDevice = decimal('28');
/** Minutes between two nasal devices. Esketamine label. */
export const minutesBetweenDevices = 5;

/**
 * A dose of nasal devices as the log tells it: the start is the first one, each further one is taken or not taken, and
 * the dose has ended when all are accounted for or somebody ended it. Only devices that were taken count as given.
 */
export function deviceDoseState(
  start: Extract<Entry, { type: 'doseStart' }>,
  planned: number,
  current: readonly Entry[],
  problems: string[],
): { dose: DoseState; paused: boolean; problems: string[] } {
  const later = new Map<number, Extract<Entry, { type: 'deviceGiven' }>>();
  for (const entry of ofType(current, 'deviceGiven')) {
    const { device } = entry.body;
    if (device < 2 || device > planned || entry.clinicalTime < start.clinicalTime)
      problems.push(`Device ${device} is recorded outside the dose and does not count.`);
    else if (later.has(device))
      problems.push(`Device ${device} is recorded twice; the earlier entry counts.`);
    else later.set(device, entry);
  }
  const stop = ofType(current, 'doseEnd').find((entry) => entry.clinicalTime >= start.clinicalTime);
  let last = start.clinicalTime;
  let taken = 1;
  let next: number | undefined;
  for (let device = 2; device <= planned; device += 1) {
    const entry = later.get(device);
    if (entry === undefined) {
      next ??= device;
      continue;
    }
    if (entry.body.taken) {
      taken += 1;
      const apart = elapsedMinutes(last, entry.clinicalTime);
      if (apart < minutesBetweenDevices)
        problems.push(
          `Device ${device} was given ${apart} minutes after the one before; ${minutesBetweenDevices} are wanted.`,
        );
    }
    if (entry.clinicalTime > last) last = entry.clinicalTime;
  }
  const endedAt = next === undefined ? last : stop?.clinicalTime;
  if (stop !== undefined && stop.clinicalTime < last)
    problems.push('A device is recorded after the end of the dose.');
  if (next !== undefined && stop !== undefined && !stop.body.stoppedEarly)
    problems.push(`The dose is recorded as given in full with ${taken} of ${planned} devices.`);
  const { amountMg, drug, route, doseMgPerKg } = start.body;
  return {
    problems,
    paused: false,
    dose: {
      startedAt: start.clinicalTime,
      drug,
      route,
      amountMg,
      ...(doseMgPerKg === undefined ? {} : { doseMgPerKg }),
      devices: {
        planned,
        taken,
        notTaken: [...later.values()].filter((entry) => !entry.body.taken).length,
        ...(next === undefined || endedAt !== undefined
          ? {}
          : { next: { device: next, from: plusMinutes(last, minutesBetweenDevices) } }),
      },
      ...(endedAt === undefined ? {} : { endedAt }),
      stoppedEarly: endedAt !== undefined && taken < planned,
      pausedMs: 0,
      segments: [],
      deliveredMg:
        taken === planned
          ? amountMg
          : divide(multiply(amountMg, decimal(String(taken))), decimal(String(planned)), 1),
    },
  };
}
