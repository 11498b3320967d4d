import { randomBytes } from 'node:crypto';
import { routes } from '@evenkeel/contract';
import { dateIn } from '@evenkeel/quantities';
import type { TestApp, TestClinic } from './app.ts';

/** Ids of one patient and what belongs to the patient. */
export interface Records {
  readonly patientId: string;
  readonly factId: string;
  readonly referralId: string;
  readonly planId: string;
  readonly sessionId: string;
  readonly responseId: string;
  readonly alertId: string;
  readonly messageId: string;
  readonly staffId: string;
  readonly birthDate: string;
}

/** Ids that are nobody's. */
export function unknownRecords(house: TestApp): Records {
  const newId = () => house.store.newId();
  return {
    patientId: newId(),
    factId: newId(),
    referralId: newId(),
    planId: newId(),
    sessionId: newId(),
    responseId: newId(),
    alertId: newId(),
    messageId: newId(),
    staffId: newId(),
    birthDate: '1990-01-01',
  };
}

/** A FHIR bundle of one person with one condition. */
export function smallBundle(family: string): string {
  const reference = 'urn:uuid:00000000-0000-4000-8000-000000000001';
  const code = {
    coding: [{ system: 'http://snomed.info/sct', code: '73211009', display: 'Diabetes' }],
    text: 'Diabetes',
  };
  return JSON.stringify({
    resourceType: 'Bundle',
    type: 'collection',
    entry: [
      {
        fullUrl: reference,
        resource: {
          resourceType: 'Patient',
          id: 'p1',
          name: [{ family, given: ['Ada'] }],
          birthDate: '1980-02-03',
          gender: 'female',
        },
      },
      {
        resource: {
          resourceType: 'Condition',
          id: 'c1',
          subject: { reference },
          code,
          recordedDate: '2020-01-01',
        },
      },
    ],
  });
}

/** The body of an answer that must succeed. */
async function done(answer: Promise<{ readonly status: number; readonly body: unknown }>): Promise<unknown> {
  const { status, body } = await answer;
  if (status !== 200) throw new Error(`the test's records could not be made: ${JSON.stringify(body)}`);
  return body;
}

/** Makes a patient of a clinic with a fact, a referral, a questionnaire, a plan and a session that is open. */
export async function makeRecords(house: TestApp, clinic: TestClinic): Promise<Records> {
  const ek = await house.signIn(clinic, 'nurse');
  const cookies = { ek };
  const newId = () => house.store.newId();
  const [patientId, factId, responseId, planId, sessionId] = [newId(), newId(), newId(), newId(), newId()];
  const birthDate = '1980-02-03';
  await done(
    house.call(routes.registerPatient, {
      cookies,
      body: {
        patientId,
        demographics: {
          family: `Lovelace ${clinic.suffix}`,
          given: 'Ada',
          birthDate,
          sex: 'female',
          contacts: [],
        },
        notADuplicate: true,
      },
    }),
  );
  const params = { patientId };
  await done(
    house.call(routes.recordFact, {
      cookies,
      params,
      body: { factId, fact: { kind: 'allergy', body: { substance: 'Penicillin', severity: 'mild' } } },
    }),
  );
  const received = await done(
    house.call(routes.receiveReferral, { cookies, body: { bundle: smallBundle(`Byron ${clinic.suffix}`) } }),
  );
  await done(
    house.call(routes.startResponse, {
      cookies,
      params,
      body: { responseId, instrument: 'phq9', timepoint: 'baseline', mode: 'staff' },
    }),
  );
  const { clinicId } = clinic;
  await house.store.inClinic({ clinicId, actorId: clinicId, actorRole: 'none' }, [], (tx) =>
    tx
      .updateTable('staff')
      .set({ email: 'on-call@clinic.example' })
      .where('clinic_id', '=', clinicId)
      .execute(),
  );
  const flagged = newId();
  await done(
    house.call(routes.startResponse, {
      cookies,
      params,
      body: { responseId: flagged, instrument: 'phq9', timepoint: 'unscheduled', mode: 'staff' },
    }),
  );
  await done(
    house.call(routes.answerItem, {
      cookies,
      params: { ...params, responseId: flagged },
      body: { item: 8, answer: 1 },
    }),
  );
  const { alertId, messageId } = await house.store.inClinic(
    { clinicId, actorId: clinicId, actorRole: 'none' },
    [],
    async (tx) => {
      const alert = await tx
        .selectFrom('risk_alert')
        .select('alert_id')
        .where('clinic_id', '=', clinicId)
        .where('patient_id', '=', patientId)
        .executeTakeFirstOrThrow();
      const message = await tx
        .selectFrom('message')
        .select('message_id')
        .where('clinic_id', '=', clinicId)
        .orderBy('made_at', 'desc')
        .executeTakeFirstOrThrow();
      return { alertId: alert.alert_id, messageId: message.message_id };
    },
  );
  const staffId = clinic.staff.prescriber.staffId;
  const at = house.now();
  await house.store.inClinic({ clinicId, actorId: staffId, actorRole: 'prescriber' }, [], async (tx) => {
    await tx
      .insertInto('plan')
      .values({
        clinic_id: clinicId,
        plan_id: planId,
        patient_id: patientId,
        drug: 'ketamine',
        route: 'iv',
        dose_mg_per_kg: '0.5',
        weight_kg: '70',
        weight_measured_at: at,
        amount_mg: '35',
        product_id: 'ketamine-10',
        concentration_mg_per_ml: '10',
        volume_ml: '3.5',
        duration_minutes: 40,
        rate_ml_per_hour: '5.25',
        sessions: 6,
        days: [dateIn('Europe/London', at)],
        sentence: 'Ketamine 0.5 mg/kg',
        policy_version: 1,
        signed_by: staffId,
        signed_meaning: 'I prescribe this course',
        signed_at: at,
        signed_hash: randomBytes(32),
      })
      .execute();
    await tx
      .insertInto('session')
      .values({
        clinic_id: clinicId,
        session_id: sessionId,
        patient_id: patientId,
        plan_id: planId,
        number: 1,
        day: dateIn('Europe/London', at),
        policy_version: 1,
        state: 'open',
        chair: `Chair ${clinic.suffix} ${sessionId.slice(-4)}`,
        opened_at: at,
        head_hash: Buffer.alloc(32),
      })
      .execute();
  });
  return {
    patientId,
    factId,
    referralId: (received as { readonly referralId: string }).referralId,
    planId,
    sessionId,
    responseId,
    alertId,
    messageId,
    staffId: clinic.staff.researcher.staffId,
    birthDate,
  };
}
