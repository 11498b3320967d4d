import type { Answered, routes } from '@evenkeel/contract';
import { plusDays, type CalendarDate, type Instant } from '@evenkeel/quantities';
import { isWatched, observersEnough, observersNow, type SessionPhase } from '@evenkeel/protocol';
import { chairsUsed, newestObserverCount, sessionsOfDay, staffNames } from '@evenkeel/record';
import { today as clinicDay, type Ground } from '../patients/ground.ts';
import { summariseSessions, type Summarised } from './session-summary.ts';

type Today = Answered<(typeof routes)['today']>;

/** Chairs offered until a clinic has used its own names. */
const firstChairs = ['Chair 1', 'Chair 2', 'Chair 3', 'Chair 4'];

/** Who is here on a day: what is overdue first, then what runs, what is to come, what is done. */
export async function todayView(
  ground: Ground,
  wanted: CalendarDate | undefined,
  clinical: boolean,
): Promise<Today> {
  const day = wanted ?? clinicDay(ground);
  const stored = await sessionsOfDay(ground.tx, ground.scope, day, day === clinicDay(ground));
  const sessions = (await summariseSessions(ground, stored, clinical)).toSorted(inOrder);
  const used = await chairsUsed(ground.tx, ground.scope, plusDays(day, -90));
  return {
    day,
    timeZone: ground.clinic.timeZone,
    now: ground.now,
    sessions: sessions.map((one) => one.summary),
    chairs: used.length === 0 ? firstChairs : [...used],
    sentence: sentenceOf(sessions),
    // Who may not read sessions does not see in which of them somebody is watched.
    ...(clinical && day === clinicDay(ground) ? await observersOf(ground, sessions) : {}),
  };
}

async function observersOf(
  { tx, scope, policy, clinic, now }: Ground,
  sessions: readonly Summarised[],
): Promise<Pick<Today, 'observers' | 'observersPresent'>> {
  const newest = await newestObserverCount(tx, scope);
  const counted = observersNow(
    newest === undefined ? undefined : { ...newest, at: newest.countedAt as Instant },
    clinic.timeZone,
    now,
  );
  const patients = sessions.filter(({ summary }) => isWatched(summary.phase as SessionPhase)).length;
  const names = counted === undefined ? undefined : await staffNames(tx, scope, [counted.countedBy]);
  return {
    ...(patients === 0 ? {} : { observers: observersEnough(patients, counted?.observers, policy) }),
    ...(counted === undefined
      ? {}
      : {
          observersPresent: {
            observers: counted.observers,
            byName: names?.get(counted.countedBy) ?? '',
            at: counted.at,
          },
        }),
  };
}

const rank = { open: 0, booked: 1, signed: 2, cancelled: 3 } as const;
const levels = ['now', 'due', 'unknown', 'note'] as const;

function inOrder(a: Summarised, b: Summarised): number {
  return (
    rank[a.summary.state] - rank[b.summary.state] ||
    urgency(a) - urgency(b) ||
    b.overdueMinutes - a.overdueMinutes ||
    compareText(a.summary.doseStartedAt ?? '9', b.summary.doseStartedAt ?? '9') ||
    compareText(a.summary.patientName, b.summary.patientName)
  );
}

/** 0 for what needs a person now, then what is overdue, then the rest. */
function urgency({ summary, overdueMinutes }: Summarised): number {
  const worst = Math.min(...summary.attention.map((one) => levels.indexOf(one.level)), levels.length);
  return worst === 0 ? 0 : overdueMinutes > 0 ? 1 : 1 + worst;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function sentenceOf(sessions: readonly Summarised[]): string {
  const count = (state: Summarised['summary']['state']) =>
    sessions.filter((one) => one.summary.state === state).length;
  if (sessions.length === 0) return 'No one is booked.';
  const overdue = sessions.filter((one) => one.overdueMinutes > 0).length;
  const parts = [
    ...(overdue > 0 ? [`${overdue} with a reading overdue`] : []),
    ...(count('open') > 0 ? [`${count('open')} in session`] : []),
    ...(count('booked') > 0 ? [`${count('booked')} to come`] : []),
    ...(count('signed') > 0 ? [`${count('signed')} signed`] : []),
    ...(count('cancelled') > 0 ? [`${count('cancelled')} cancelled`] : []),
  ];
  return `${parts.join(', ')}.`;
}
