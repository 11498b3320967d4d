import type { PatientMeasures } from '@evenkeel/contract';
import { instrumentById } from '@evenkeel/instruments';
import {
  dueOfCourses,
  scheduleFor,
  type DueMeasure,
  type MeasureSchedule,
  type PatientMeasureChange,
} from '@evenkeel/protocol';
import {
  insertMeasureChange,
  insertSchedule,
  invitationsOf,
  measureChangesOf,
  measureGround,
  staffNames,
  type StoredPatient,
} from '@evenkeel/record';
import { Refusal } from '../http/refusal.ts';
import { wayToPatient } from '../messages/write-message.ts';
import { today, type Ground } from '../patients/ground.ts';
import { changeIn, diagnosisHere, protocolGrounds, scheduleHere } from './schedule-here.ts';

/** Occasions of one patient: what has passed, what is due and what comes within the week. */
export async function dueOf(ground: Ground, patient: StoredPatient): Promise<readonly DueMeasure[]> {
  const { tx, scope, now, clinic } = ground;
  const { patientId } = patient;
  const [found] = await measureGround(tx, scope, { patientId });
  if (found === undefined) return [];
  const { schedule } = await scheduleHere(ground);
  const change = changeIn((await measureChangesOf(tx, scope, [patientId])).get(patientId));
  return dueOfCourses(
    scheduleFor(schedule, change, await diagnosisHere(ground, patientId)),
    protocolGrounds(found, patient.timeZone ?? clinic.timeZone, today(ground)),
    now,
  );
}

/** The page of one patient's measures: what is due, how the patient is reached, and what differs. */
export async function patientMeasures(ground: Ground, patient: StoredPatient): Promise<PatientMeasures> {
  const { tx, scope, now, clinic, post } = ground;
  const { patientId } = patient;
  const { schedule } = await scheduleHere(ground);
  const stored = (await measureChangesOf(tx, scope, [patientId])).get(patientId);
  const invited = new Map((await invitationsOf(tx, scope, [patientId])).map((one) => [one.occasionKey, one]));
  const due = await dueOf(ground, patient);
  return {
    timeZone: patient.timeZone ?? clinic.timeZone,
    now,
    due: due.map((one) => {
      const invitation = invited.get(one.key);
      return {
        key: one.key,
        occasion: one.occasion.id,
        title: one.occasion.title,
        timepoint: one.occasion.timepoint,
        ...(one.sessionId === undefined ? {} : { sessionId: one.sessionId }),
        dueAt: one.dueAt,
        expiresAt: one.expiresAt,
        state: one.state,
        ...(invitation === undefined ? {} : { invitedAt: invitation.madeAt }),
        messages: invitation?.messages ?? 0,
        scales: one.scales.map((scale) => ({ ...scale })),
      };
    }),
    schedule: structuredClone(schedule) as PatientMeasures['schedule'],
    version: stored?.version ?? 0,
    change: structuredClone(changeIn(stored)) as PatientMeasures['change'],
    ...(stored === undefined ? {} : { reason: stored.reason }),
    reach: wayToPatient(post, patient).channel,
  };
}

/** What is wrong with a schedule, one sentence each. */
function faultsOf(schedule: MeasureSchedule): readonly string[] {
  const ids = schedule.occasions.map(({ id }) => id);
  return [
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `The occasion ${id} is there twice.`),
    ...schedule.occasions.flatMap((occasion) =>
      occasion.measures
        .filter(({ instrument }) => instrumentById(instrument) === undefined)
        .map(({ instrument }) => `${occasion.title}: there is no scale ${instrument}.`),
    ),
    ...schedule.occasions
      .filter(
        ({ openMinutes, remindAfterMinutes }) =>
          remindAfterMinutes.some((after) => after >= openMinutes) ||
          remindAfterMinutes.some((after, index) => after <= (remindAfterMinutes[index - 1] ?? 0)),
      )
      .map(({ title }) => `${title}: reminders come one after the other, and before the time is over.`),
  ];
}

function refuse(faults: readonly string[]): void {
  if (faults.length > 0)
    throw new Refusal('MEA-002', {
      detail: faults.join(' '),
      fields: faults.map((says, index) => ({ path: `schedule.${index}`, says })),
    });
}

/** Puts the next version of the clinic's schedule in force. @throws Refusal MEA-001, MEA-002 */
export async function changeSchedule(
  ground: Ground,
  input: { readonly schedule: MeasureSchedule; readonly reason: string; readonly secondBy: string },
): Promise<{ version: number }> {
  refuse(faultsOf(input.schedule));
  const { schedule } = await scheduleHere(ground);
  if (input.schedule.version !== schedule.version) throw new Refusal('MEA-001');
  const version = schedule.version + 1;
  const kept = await insertSchedule(ground.tx, ground.scope, ground.now, {
    version,
    body: { ...input.schedule, version },
    reason: input.reason,
    secondBy: input.secondBy,
  });
  if (!kept) throw new Refusal('MEA-001');
  return { version };
}

/** Keeps what differs for one patient. @throws Refusal MEA-001, MEA-002 */
export async function changeForPatient(
  ground: Ground,
  patient: StoredPatient,
  input: { readonly version: number; readonly change: PatientMeasureChange; readonly reason: string },
): Promise<PatientMeasures> {
  const { tx, scope, now } = ground;
  const { schedule } = await scheduleHere(ground);
  const ids = new Set(schedule.occasions.map(({ id }) => id));
  const { without, add, remove } = input.change;
  refuse([
    ...[...without, ...add.map(({ occasion }) => occasion), ...remove.map(({ occasion }) => occasion)]
      .filter((id) => !ids.has(id))
      .map((id) => `There is no occasion ${id}.`),
    ...add
      .filter(({ measure }) => instrumentById(measure.instrument) === undefined)
      .map(({ measure }) => `There is no scale ${measure.instrument}.`),
  ]);
  const stored = (await measureChangesOf(tx, scope, [patient.patientId])).get(patient.patientId);
  if (input.version !== (stored?.version ?? 0) + 1) throw new Refusal('MEA-001');
  const kept = await insertMeasureChange(tx, scope, now, {
    patientId: patient.patientId,
    version: input.version,
    body: input.change,
    reason: input.reason,
  });
  if (!kept) throw new Refusal('MEA-001');
  return patientMeasures(ground, patient);
}

/** The clinic's schedule with who put it in force. */
export async function scheduleView(ground: Ground) {
  const { schedule, stored } = await scheduleHere(ground);
  const names =
    stored === undefined
      ? undefined
      : await staffNames(ground.tx, ground.scope, [
          stored.madeBy,
          ...(stored.secondBy === undefined ? [] : [stored.secondBy]),
        ]);
  return {
    schedule: structuredClone(schedule) as PatientMeasures['schedule'],
    isDefault: stored === undefined,
    ...(stored === undefined
      ? {}
      : {
          reason: stored.reason,
          madeByName: names?.get(stored.madeBy) ?? 'Unknown person',
          madeAt: stored.madeAt,
          ...(stored.secondBy === undefined
            ? {}
            : { secondName: names?.get(stored.secondBy) ?? 'Unknown person' }),
        }),
  };
}
