import type { AfterDoseListView, AfterDoseRow } from '@evenkeel/contract';
import {
  asksMania,
  checkMeanings,
  checkQuestions,
  checksOwed,
  earlyMinutes,
  moodWatch,
  type CheckAnswers,
  type CheckContact,
} from '@evenkeel/protocol';
import { dateIn, plusDays, plusMinutes, type Instant } from '@evenkeel/quantities';
import {
  afterDoseContactsOf,
  insertAfterDoseContact,
  patientsSeenSince,
  staffNames,
  type StoredAfterDoseContact,
} from '@evenkeel/record';
import { Refusal } from '../http/refusal.ts';
import { today, type Ground } from '../patients/ground.ts';
import { summaryOf } from '../patients/patient-view.ts';
import { peopleHere, type DoseHere, type PersonHere } from './people-here.ts';

const days = (count: number) => count * 1440;
/** Doses older than this have no rows; somebody not heard of for so long is in the long-term list. Local default. */
const lookBack = days(60);
/** A told finding stays on the list for so long. */
const toldFor = days(7);
/** Mood is watched for so long after the last dose. Local default. */
const moodFor = days(14);

type Rows = readonly { readonly row: AfterDoseRow; readonly lastContactAt?: string }[];

/** What is owed after a dose, who told what, and the watch for a switch of mood, for the whole clinic. */
export async function afterDoseList(ground: Ground): Promise<AfterDoseListView> {
  const { now } = ground;
  // A session stands on a day of the clinic: one more on each side holds every dose of the time looked at.
  const since = plusDays(dateIn(ground.clinic.timeZone, plusMinutes(now, -lookBack)), -1);
  const people = await peopleHere(ground, await patientsSeenSince(ground.tx, ground.scope, since));
  const recent = people.filter(({ doses }) => doses.some(({ at }) => at >= plusMinutes(now, -lookBack)));
  const contacts = await afterDoseContactsOf(
    ground.tx,
    ground.scope,
    recent.map(({ patient }) => patient.patientId),
  );
  const names = await staffNames(
    ground.tx,
    ground.scope,
    contacts.map((one) => one.recordedBy),
  );
  const bySession = Map.groupBy(contacts, (one) => one.sessionId);
  const rows = recent.flatMap((person) => rowsOf(ground, person, bySession, names));
  const owed = rows
    .map(({ row }) => row)
    .filter((row) => row.owed)
    .toSorted(
      (a, b) => Number(b.overdue) - Number(a.overdue) || (a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : 0),
    );
  const told = rows
    .filter(
      ({ row, lastContactAt }) =>
        !row.owed &&
        lastContactAt !== undefined &&
        lastContactAt >= plusMinutes(now, -toldFor) &&
        row.contacts.some(({ meanings }) => meanings.length > 0),
    )
    .toSorted((a, b) => ((a.lastContactAt ?? '') < (b.lastContactAt ?? '') ? 1 : -1))
    .map(({ row }) => row);
  return {
    timeZone: ground.clinic.timeZone,
    now,
    owed,
    told,
    mood: recent.flatMap((person) => moodOf(ground, person, bySession)).toSorted(byMood),
    counts: { owed: owed.length, overdue: owed.filter(({ overdue }) => overdue).length },
  };
}

function rowsOf(
  ground: Ground,
  person: PersonHere,
  bySession: ReadonlyMap<string, readonly StoredAfterDoseContact[]>,
  names: ReadonlyMap<string, string>,
): Rows {
  const { now } = ground;
  const diagnosis = person.facts.diagnosis?.kind;
  return person.doses.flatMap((dose, place): Rows => {
    const { endedAt } = dose;
    if (endedAt === undefined || dose.at < plusMinutes(now, -lookBack)) return [];
    const tries = bySession.get(dose.sessionId) ?? [];
    const scales: ReadonlySet<string> = new Set(scalesAsked);
    const checks = checksOwed(
      {
        doseEndedAt: endedAt,
        answeredAt: person.facts.totals
          .filter(({ instrument }) => scales.has(instrument))
          .map(({ answeredAt }) => answeredAt),
        contacts: tries.map(({ hours, reached, at }): CheckContact => ({
          hours,
          reached,
          at: at as Instant,
        })),
        seenAt: person.doses.slice(place + 1).map(({ at }) => at),
        diagnosis,
      },
      now,
    );
    const mania = ymrsAround(person, dose);
    return checks.map((check) => {
      const own = tries.filter(({ hours }) => hours === check.hours);
      return {
        row: {
          hours: check.hours,
          rule: check.rule,
          dueAt: check.dueAt,
          until: check.until,
          state: check.state,
          owed: check.owed,
          overdue: check.overdue,
          says: check.says,
          asks: [...check.asks],
          patient: summaryOf(person.patient, today(ground)),
          sessionId: dose.sessionId,
          number: dose.number,
          doseEndedAt: endedAt,
          questions: checkQuestions.filter(
            (one) => asksMania(diagnosis) || (one !== 'shortNights' && one !== 'highSpirits'),
          ),
          contacts: own.map((one) => ({
            at: one.at,
            reached: one.reached,
            way: one.way as AfterDoseRow['contacts'][number]['way'],
            answers: one.answers as AfterDoseRow['contacts'][number]['answers'],
            ...(one.note === undefined ? {} : { note: one.note }),
            byName: names.get(one.recordedBy) ?? 'Unknown person',
            meanings: one.reached
              ? checkMeanings(
                  one.answers as CheckAnswers,
                  { hours: one.hours, at: one.at as Instant, doseEndedAt: endedAt, diagnosis, ...mania },
                  ground.policy,
                ).map((meaning) => ({ ...meaning }))
              : [],
          })),
        },
        ...(own.at(-1) === undefined ? {} : { lastContactAt: own.at(-1)?.at ?? '' }),
      };
    });
  });
}

/** Scales of which an answer counts for a check. */
const scalesAsked = [
  'phq9',
  'madrs',
  'c-ssrs-screener',
  'evenkeel-side-effects',
  'ymrs',
  'evenkeel-mania-check',
] as const satisfies readonly string[];

/** The newest YMRS since a dose, and the newest before it. */
function ymrsAround(
  person: PersonHere,
  dose: DoseHere,
): { readonly ymrs?: number; readonly ymrsBefore?: number } {
  const rated = person.facts.totals.filter(
    ({ instrument, total }) => instrument === 'ymrs' && total !== undefined,
  );
  const since = rated.filter(({ answeredAt }) => answeredAt > dose.at).at(-1)?.total;
  const before = rated.filter(({ answeredAt }) => answeredAt <= dose.at).at(-1)?.total;
  return {
    ...(since === undefined ? {} : { ymrs: since }),
    ...(before === undefined ? {} : { ymrsBefore: before }),
  };
}

const levels = ['stop', 'hold', 'lookInto', 'unknown', 'none'] as const;
type Mood = AfterDoseListView['mood'][number];
const byMood = (a: Mood, b: Mood) =>
  levels.indexOf(a.level) - levels.indexOf(b.level) || (a.doseEndedAt < b.doseEndedAt ? 1 : -1);

function moodOf(
  ground: Ground,
  person: PersonHere,
  bySession: ReadonlyMap<string, readonly StoredAfterDoseContact[]>,
): Mood[] {
  const diagnosis = person.facts.diagnosis?.kind;
  const last = person.doses.at(-1);
  if (diagnosis === undefined || diagnosis === 'majorDepressiveDisorder') return [];
  if (last?.endedAt === undefined || last.at < plusMinutes(ground.now, -moodFor)) return [];
  const told = (bySession.get(last.sessionId) ?? []).filter(({ reached }) => reached);
  const yes = (question: string) => told.findLast(({ answers }) => answers[question] === 'yes');
  const high = yes('highSpirits');
  const watch = moodWatch(
    {
      ...ymrsAround(person, last),
      ...(yes('psychosis') === undefined ? {} : { psychosis: true }),
      ...(yes('shortNights') === undefined ? {} : { shortNights: 2 }),
      ...(high === undefined ? {} : { euphoriaAt: high.at as Instant }),
      doseEndedAt: last.endedAt,
    },
    ground.policy,
  );
  return [{ ...watch, patient: summaryOf(person.patient, today(ground)), doseEndedAt: last.endedAt }];
}

/** Keeps a try. @throws Refusal AFD-001 when the patient has no such dose, or its check is not open yet */
export async function recordAfterDose(
  ground: Ground,
  patientId: string,
  what: {
    readonly contactId: string;
    readonly sessionId: string;
    readonly hours: number;
    readonly at: string;
    readonly reached: boolean;
    readonly way: string;
    readonly answers: { readonly [question: string]: string | undefined };
    readonly note?: string | undefined;
  },
): Promise<AfterDoseListView> {
  const { note, answers, ...rest } = what;
  const [person] = await peopleHere(ground, [patientId]);
  if (person === undefined) throw new Refusal('PAT-001');
  const dose = person.doses.find(({ sessionId }) => sessionId === what.sessionId);
  const opens =
    dose?.endedAt === undefined ? undefined : plusMinutes(dose.endedAt, what.hours * 60 - earlyMinutes);
  if (opens === undefined || what.at < opens) throw new Refusal('AFD-001');
  if (what.at > ground.now)
    throw new Refusal('REQ-001', { fields: [{ path: 'at', says: 'This lies in the future.' }] });
  await insertAfterDoseContact(ground.tx, ground.scope, ground.now, {
    ...rest,
    patientId,
    answers: Object.fromEntries(
      Object.entries(answers).filter((one): one is [string, string] => one[1] !== undefined),
    ),
    ...(note === undefined || note === '' ? {} : { note }),
  });
  const kept = await afterDoseContactsOf(ground.tx, ground.scope, [patientId]);
  if (!kept.some(({ contactId }) => contactId === what.contactId)) throw new Refusal('REC-001');
  return afterDoseList(ground);
}
