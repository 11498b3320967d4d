import type { AfterDoseListView, AfterDoseRow } from '@evenkeel/contract';
import {
  afterDoseWindows,
  asksMania,
  checkMeanings,
  checkQuestions,
  checkScales,
  checksOwed,
  earlyMinutes,
  monitoringFormDays,
  moodAnswers,
  moodWatch,
  questionsOf,
  standingEntries,
  type CheckAnswers,
  type CheckContact,
  type SourcedDays,
} from '@evenkeel/protocol';
import { plusMinutes, type Instant } from '@evenkeel/quantities';
import {
  afterDoseContactsOf,
  formEntriesOf,
  insertAfterDoseContact,
  staffNames,
  type StoredAfterDoseContact,
} from '@evenkeel/record';
import { Refusal } from '../http/refusal.ts';
import { today, type Ground } from '../patients/ground.ts';
import { summaryOf } from '../patients/patient-view.ts';
import type { DoseHere } from '../patients/given-doses.ts';
import { openAlertsOfCheck } from '../risk/open-alerts.ts';
import { peopleHere, type PersonHere } from './people-here.ts';

/** When a window began that ends now. */
const since = ({ now }: Ground, { days }: SourcedDays): Instant => plusMinutes(now, -days * 1440);

type Rows = readonly { readonly row: AfterDoseRow; readonly lastContactAt?: string }[];

/** What is owed after a dose, who told what, and the watch for a switch of mood, for the whole clinic. */
export async function afterDoseList(ground: Ground): Promise<AfterDoseListView> {
  const { now } = ground;
  const from = since(ground, afterDoseWindows.owed);
  const people = await peopleHere(ground, { since: from });
  const recent = people.filter(({ doses }) => doses.some(({ at }) => at >= from));
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
        lastContactAt >= since(ground, afterDoseWindows.told) &&
        row.contacts.some(({ meanings }) => meanings.length > 0),
    )
    .toSorted((a, b) => ((a.lastContactAt ?? '') < (b.lastContactAt ?? '') ? 1 : -1))
    .map(({ row }) => row);
  return {
    timeZone: ground.clinic.timeZone,
    now,
    owed,
    told,
    forms: await formsOwed(ground, recent),
    mood: recent.flatMap((person) => moodOf(ground, person, bySession)).toSorted(byMood),
    counts: { owed: owed.length, overdue: owed.filter(({ overdue }) => overdue).length },
  };
}

/** Forms of doses in sight that nobody marked as sent. */
async function formsOwed(ground: Ground, people: readonly PersonHere[]): Promise<AfterDoseListView['forms']> {
  const { tx, scope, clinic, now } = ground;
  const from = since(ground, afterDoseWindows.owed);
  const asked = people.flatMap(({ patient, doses }) =>
    doses.flatMap((dose) => {
      const days = monitoringFormDays(clinic.jurisdiction, dose);
      return days === undefined || dose.endedAt === undefined || dose.at < from
        ? []
        : [{ patient, dose, dueBy: plusMinutes(dose.at, days * 1440) }];
    }),
  );
  if (asked.length === 0) return [];
  const entries = await formEntriesOf(
    tx,
    scope,
    asked.map(({ dose }) => dose.sessionId),
  );
  return asked
    .filter(
      ({ dose }) =>
        !standingEntries(entries.get(dose.sessionId) ?? []).some(
          (entry) => entry.type === 'monitoringForm' && entry.body.sent,
        ),
    )
    .map(({ patient, dose, dueBy }) => ({
      patient: summaryOf(patient, today(ground)),
      sessionId: dose.sessionId,
      number: dose.number,
      dueBy,
      overdue: dueBy < now,
    }))
    .toSorted((a, b) => (a.dueBy < b.dueBy ? -1 : a.dueBy > b.dueBy ? 1 : 0));
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
    if (endedAt === undefined || dose.at < since(ground, afterDoseWindows.owed)) return [];
    const tries = bySession.get(dose.sessionId) ?? [];
    const checks = checksOwed(
      {
        doseEndedAt: endedAt,
        answeredAt: person.facts.totals
          .filter(({ instrument }) => checkScales.has(instrument))
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
          questions: [...questionsOf(diagnosis)],
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

/** The answers of all talks after a dose: a yes of any of them stands, otherwise the last one counts. */
function answersOf(told: readonly StoredAfterDoseContact[]): CheckAnswers {
  const last = told.at(-1)?.answers ?? {};
  const yes = checkQuestions.filter((question) => told.some(({ answers }) => answers[question] === 'yes'));
  return { ...(last as CheckAnswers), ...Object.fromEntries(yes.map((question) => [question, 'yes'])) };
}

function moodOf(
  ground: Ground,
  person: PersonHere,
  bySession: ReadonlyMap<string, readonly StoredAfterDoseContact[]>,
): Mood[] {
  const diagnosis = person.facts.diagnosis?.kind;
  const last = person.doses.at(-1);
  if (!asksMania(diagnosis)) return [];
  if (last?.endedAt === undefined || last.at < since(ground, afterDoseWindows.mood)) return [];
  // A check of an earlier dose may be made after the last one.
  const told = person.doses
    .flatMap(({ sessionId }) => bySession.get(sessionId) ?? [])
    .filter(({ reached, at }) => reached && at > last.at)
    .toSorted((a, b) => (a.at < b.at ? -1 : 1));
  const high = told.findLast(({ answers }) => answers['highSpirits'] === 'yes') ?? told.at(-1);
  const watch = moodWatch(
    {
      ...ymrsAround(person, last),
      ...(high === undefined ? {} : moodAnswers(answersOf(told), high.at as Instant)),
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
): Promise<{ ok: true }> {
  const { note, answers, ...rest } = what;
  const [person] = await peopleHere(ground, { patientIds: [patientId] });
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
  const own = kept.find(({ contactId }) => contactId === what.contactId);
  if (own === undefined) throw new Refusal('REC-001');
  // From what is kept, not from what came: sent again with other answers it changes nothing.
  await openAlertsOfCheck(ground, { ...own, answers: own.answers as CheckAnswers });
  return { ok: true };
}
