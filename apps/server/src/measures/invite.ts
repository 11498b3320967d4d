import { isForPatients, type Instrument } from '@evenkeel/instruments';
import { afterQuietHours, dueOfCourses, scheduleFor, type DueMeasure } from '@evenkeel/protocol';
import { elapsedMinutes, plusDays, type Instant } from '@evenkeel/quantities';
import {
  factsOfMany,
  findPatients,
  insertInvitation,
  invitationsOf,
  lockMessage,
  measureChangesOf,
  measureGround,
  messagesOfInvitation,
  type StoredPatient,
} from '@evenkeel/record';
import { instrumentsHere } from '../instruments-here.ts';
import { messageText } from '../messages/message-text.ts';
import { wayToPatient, writeMessage } from '../messages/write-message.ts';
import { diagnosisOf } from '../patients/gather-facts.ts';
import { today, type Ground } from '../patients/ground.ts';
import { makeLinkTo } from '../responses/link-work.ts';
import { changeIn, protocolGrounds, scheduleHere } from './schedule-here.ts';

/** Patients whose last visit is further back are no longer asked by themselves. */
const followDays = 400;
/** Seconds one question takes, for the sentence that says how long it will take. A local default. */
const secondsAQuestion = 8;

/** How long a set of scales takes, in whole minutes. */
export function minutesFor(instruments: readonly Instrument[]): number {
  const items = instruments.reduce((sum, { items: own }) => sum + own.length, 0);
  return Math.max(1, Math.round((items * secondsAQuestion) / 60));
}

/** Sends what is due and not sent, and reminds of what is open. Gives the number of messages written. */
export async function inviteToMeasures(ground: Ground): Promise<number> {
  const { tx, scope, now, clinic } = ground;
  const day = today(ground);
  const grounds = await measureGround(tx, scope, { visitsSince: plusDays(day, -followDays) });
  if (grounds.length === 0) return 0;
  const { schedule } = await scheduleHere(ground);
  const ids = grounds.map(({ patientId }) => patientId);
  const [patients, changes, invitations] = [
    new Map((await findPatients(tx, scope, ids)).map((one) => [one.patientId, one])),
    await measureChangesOf(tx, scope, ids),
    Map.groupBy(await invitationsOf(tx, scope, ids), (one) => one.patientId),
  ];
  const facts = await factsOfMany(tx, scope, ids);
  const find = await instrumentsHere(ground);
  let written = 0;
  for (const found of grounds) {
    const patient = patients.get(found.patientId);
    if (patient === undefined) continue;
    const zone = patient.timeZone ?? clinic.timeZone;
    const change = changeIn(changes.get(found.patientId));
    if (change.noMessages) continue;
    const own = scheduleFor(schedule, change, diagnosisOf(facts.get(found.patientId) ?? [])?.kind);
    const before = new Map((invitations.get(found.patientId) ?? []).map((one) => [one.occasionKey, one]));
    for (const due of dueOfCourses(own, protocolGrounds(found, zone, day), now, 0)) {
      if (due.dueAt > now || due.expiresAt <= now) continue;
      const invited = before.get(due.key);
      if (invited === undefined) {
        if (await invite(ground, patient, due, zone, own.quiet, find)) written += 1;
      } else if (
        isOwed(due, invited, zone, own.quiet, now) &&
        (await remind(ground, patient, due, invited, zone, own.quiet))
      )
        written += 1;
    }
  }
  return written;
}

function linked(due: DueMeasure, find: (id: string) => Instrument | undefined): readonly Instrument[] {
  return due.scales
    .filter(({ way, state }) => way === 'link' && state === 'due')
    .flatMap(({ instrument }) => find(instrument) ?? [])
    .filter(isForPatients);
}

async function invite(
  ground: Ground,
  patient: StoredPatient,
  due: DueMeasure,
  zone: string,
  quiet: { readonly from: string; readonly to: string },
  find: (id: string) => Instrument | undefined,
): Promise<boolean> {
  const instruments = linked(due, find);
  const at = afterQuietHours(ground.now, zone, quiet);
  // What would only be read after it has expired is not sent.
  if (instruments.length === 0 || at >= due.expiresAt) return false;
  const { patientId } = patient;
  const linkId = ground.newId();
  const invitationId = ground.newId();
  const fresh = await insertInvitation(ground.tx, ground.scope, {
    invitationId,
    patientId,
    occasionKey: due.key,
    occasion: due.occasion.id,
    ...(due.sessionId === undefined ? {} : { sessionId: due.sessionId }),
    linkId,
    dueAt: due.dueAt,
    expiresAt: due.expiresAt,
    madeAt: ground.now,
  });
  if (!fresh) return false;
  await makeLinkTo(ground, {
    linkId,
    patientId,
    instruments: instruments.map(({ id }) => id),
    timepoint: due.occasion.timepoint,
    sessionId: due.sessionId,
    kind: 'personal',
    expiresAt: due.expiresAt,
  });
  await writeMessage(ground, {
    patientId,
    purpose: 'invitation',
    ...wayToPatient(ground.post, patient),
    ...messageText.invitation(ground.clinic.name, minutesFor(instruments)),
    linkId,
    invitationId,
    notBefore: at,
    expiresAt: due.expiresAt,
  });
  return true;
}

/** Whether the next reminder is owed: its time has come, and a scale given by link is still open. */
function isOwed(
  due: DueMeasure,
  invited: { readonly madeAt: string; readonly messages: number },
  zone: string,
  quiet: { readonly from: string; readonly to: string },
  now: Instant,
): boolean {
  if (!due.scales.some(({ way, state }) => way === 'link' && (state === 'due' || state === 'started')))
    return false;
  const after = due.occasion.remindAfterMinutes[invited.messages - 1];
  // Counted from when the invitation left: one of the night waits for the morning, and its reminder waits after that.
  const left = afterQuietHours(invited.madeAt as Instant, zone, quiet);
  return after !== undefined && elapsedMinutes(left, now) >= after;
}

async function remind(
  ground: Ground,
  patient: StoredPatient,
  due: DueMeasure,
  invited: { readonly invitationId: string; readonly linkId: string; readonly messages: number },
  zone: string,
  quiet: { readonly from: string; readonly to: string },
): Promise<boolean> {
  const at = afterQuietHours(ground.now, zone, quiet);
  if (at >= due.expiresAt) return false;
  // Another server may be writing the same reminder: whoever comes second sees the message of the first.
  await lockMessage(ground.tx, ground.scope, invited.invitationId);
  const written = await messagesOfInvitation(ground.tx, ground.scope, invited.invitationId);
  if (written !== invited.messages) return false;
  await writeMessage(ground, {
    patientId: patient.patientId,
    purpose: 'reminder',
    ...wayToPatient(ground.post, patient),
    ...messageText.reminder(ground.clinic.name),
    linkId: invited.linkId,
    invitationId: invited.invitationId,
    notBefore: at,
    expiresAt: due.expiresAt,
  });
  return true;
}
