import { authorise, permissionForFact } from '@evenkeel/contract';
import { isUuid } from '@evenkeel/quantities';
import { factsOf, searchPatients, staffNames } from '@evenkeel/record';
import type { Context, Handlers } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import { decideEligibility, eligibilityView } from './eligibility.ts';
import { listed, mayReadClinical, onGround, today } from './ground.ts';
import { bannerOf, factView, summaryOf } from './patient-view.ts';
import { changeFact, recordFact } from './record-fact.ts';
import {
  changeDemographics,
  checkBirthDate,
  findLikelyDuplicates,
  patientOr404,
  registerPatient,
} from './register-patient.ts';

/** Refuses a kind of fact that the asker's role may not record. */
const mayRecord = (c: Pick<Context, 'actor'>) => (kind: string) => {
  if (!authorise(c.actor, permissionForFact(kind)).allowed) throw new Refusal('AUT-002');
};

/** Patients on one page of a search. */
const pageSize = 30;

/** Patients, their demographics, facts and eligibility. */
export const patientHandlers = {
  searchPatients: (c) =>
    onGround(
      c,
      async (ground) => {
        const { search = '', after } = c.query;
        if (after !== undefined && !isUuid(after))
          throw new Refusal('REQ-001', {
            fields: [{ path: 'after', says: 'This is not the id of a patient.' }],
          });
        const found = await searchPatients(ground.tx, ground.scope, { search, after, limit: pageSize + 1 });
        const page = found.slice(0, pageSize);
        return { patients: page.map((one) => summaryOf(one, today(ground))), more: found.length > pageSize };
      },
      ({ patients }) => listed(patients.map((one) => one.patientId)),
    ),

  registerPatient: (c) =>
    onGround(c, async (ground) => ({ patientId: await registerPatient(ground, c.body) }), {
      patientId: c.body.patientId,
    }),

  likelyDuplicates: (c) =>
    onGround(
      c,
      async (ground) => {
        checkBirthDate(ground, c.body.birthDate, 'birthDate');
        const alike = await findLikelyDuplicates(ground, c.body);
        return { patients: alike.map((one) => summaryOf(one, today(ground))) };
      },
      ({ patients }) => listed(patients.map((one) => one.patientId)),
    ),

  patient: (c) =>
    onGround(c, async (ground) =>
      bannerOf(ground, await patientOr404(ground, c.params.patientId), mayReadClinical(c)),
    ),

  changeDemographics: (c) =>
    onGround(c, async (ground) => ({
      version: await changeDemographics(ground, { patientId: c.params.patientId, ...c.body }),
    })),

  facts: (c) =>
    onGround(c, async (ground) => {
      await patientOr404(ground, c.params.patientId);
      const facts = await factsOf(ground.tx, ground.scope, c.params.patientId);
      const names = await staffNames(
        ground.tx,
        ground.scope,
        facts.map((one) => one.recordedBy),
      );
      return { facts: facts.map((one) => factView(one, names)) };
    }),

  recordFact: (c) =>
    onGround(c, (ground) => recordFact(ground, { patientId: c.params.patientId, ...c.body }, mayRecord(c)), {
      subject: c.body.factId,
      detail: { kind: c.body.fact.kind },
    }),

  changeFact: (c) =>
    onGround(c, (ground) => changeFact(ground, { ...c.params, ...c.body }, mayRecord(c)), {
      subject: c.params.factId,
    }),

  eligibility: (c) =>
    onGround(c, async (ground) => eligibilityView(ground, await patientOr404(ground, c.params.patientId))),

  decideEligibility: (c) =>
    onGround(
      c,
      async (ground) => decideEligibility(ground, await patientOr404(ground, c.params.patientId), c.body),
      { detail: { decision: c.body.decision } },
    ),
} satisfies Partial<Handlers>;
