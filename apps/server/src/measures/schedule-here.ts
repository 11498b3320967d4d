import {
  courseGrounds,
  defaultMeasureSchedule,
  noMeasureChange,
  type DiagnosisKind,
  type MeasureGround,
  type MeasureSchedule,
  type PatientMeasureChange,
} from '@evenkeel/protocol';
import type { Instant } from '@evenkeel/quantities';
import { factsOf, newestSchedule, type StoredMeasureGround, type StoredSchedule } from '@evenkeel/record';
import { diagnosisOf } from '../patients/gather-facts.ts';
import type { Ground } from '../patients/ground.ts';

/** The schedule in force in this clinic, and who put it there. */
export async function scheduleHere(
  ground: Pick<Ground, 'tx' | 'scope'>,
): Promise<{ readonly schedule: MeasureSchedule; readonly stored?: StoredSchedule }> {
  const stored = await newestSchedule(ground.tx, ground.scope);
  if (stored === undefined) return { schedule: defaultMeasureSchedule };
  return { schedule: { ...(stored.body as MeasureSchedule), version: stored.version }, stored };
}

/** The diagnosis that counts for one patient; undefined while none is known. */
export async function diagnosisHere(
  { tx, scope }: Pick<Ground, 'tx' | 'scope'>,
  patientId: string,
): Promise<DiagnosisKind | undefined> {
  return diagnosisOf(await factsOf(tx, scope, patientId, ['diagnosis']))?.kind;
}

/** What differs for a patient. */
export function changeIn(stored: StoredSchedule | undefined): PatientMeasureChange {
  return stored === undefined ? noMeasureChange : (stored.body as PatientMeasureChange);
}

/** The record's ground of a patient as the protocol reckons with it, course by course. */
export function protocolGrounds(
  found: StoredMeasureGround,
  zone: string,
  today: string,
): readonly MeasureGround[] {
  return courseGrounds(
    zone,
    today,
    found.visits.map(({ doseAt, ...one }) => ({
      ...one,
      ...(doseAt === undefined ? {} : { doseAt: doseAt as Instant }),
    })),
    found.responses.map(({ openedAt, submittedAt, ...one }) => ({
      ...one,
      openedAt: openedAt as Instant,
      ...(submittedAt === undefined ? {} : { submittedAt: submittedAt as Instant }),
    })),
  );
}
