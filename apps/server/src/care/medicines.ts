import type { MedicinesPageView, SettingAsked } from '@evenkeel/contract';
import {
  equivalentSource,
  interactionTable,
  lastReviewed,
  limit,
  medicinesConfirmed,
  medicinesView,
  type Medicine,
} from '@evenkeel/protocol';
import { daysBetween, dateIn, type Instant } from '@evenkeel/quantities';
import { factsOf, staffNames, type StoredFact, type StoredPatient } from '@evenkeel/record';
import { patientFacts } from '../patients/gather-facts.ts';
import { givenDoses } from '../patients/given-doses.ts';
import { today, type Ground } from '../patients/ground.ts';
import { careSetting } from './care-setting.ts';

/** The list of medicines as the table reads it, each with the fact it came from. */
export async function medicinesPage(
  ground: Ground,
  patient: StoredPatient,
  asked: SettingAsked,
): Promise<MedicinesPageView> {
  const { tx, scope, clinic, policy, now } = ground;
  const { patientId } = patient;
  const stored = await factsOf(tx, scope, patientId, ['medicine', 'listConfirmed']);
  const doses = await givenDoses(ground, patientId);
  const facts = patientFacts({ patient, clinic, facts: stored, responses: [], doses });
  const setting = await careSetting(ground, patient, facts, asked);
  const view = medicinesView(facts, setting, policy, now);
  const current = stored.filter(({ kind, state }) => kind === 'medicine' && state === 'current');
  const factOf = new Map<Medicine, StoredFact>(current.map((one) => [one.body as unknown as Medicine, one]));
  const confirmation = stored.findLast(
    (one) => one.kind === 'listConfirmed' && one.state === 'current' && one.body['list'] === 'medicines',
  );
  const names = await staffNames(
    tx,
    scope,
    [...current, ...(confirmation === undefined ? [] : [confirmation])].map((one) => one.recordedBy),
  );
  const nameOf = (id: string) => names.get(id) ?? 'Unknown person';
  const confirmedDays = limit(policy, 'medicinesAgeDays');
  const days =
    confirmation === undefined
      ? undefined
      : daysBetween(dateIn(clinic.timeZone, confirmation.recordedAt as Instant), today(ground));
  const counts = medicinesConfirmed(facts, policy, now);
  return {
    judgedAt: now,
    setting,
    ...(confirmation === undefined || days === undefined
      ? {}
      : {
          confirmed: {
            at: confirmation.recordedAt,
            byName: nameOf(confirmation.recordedBy),
            days,
            counts,
          },
        }),
    confirmedDays,
    medicines: view.medicines.flatMap(({ medicine, by, looksLike, ask, rows }) => {
      const fact = factOf.get(medicine);
      return fact === undefined
        ? []
        : [
            {
              factId: fact.factId,
              version: fact.version,
              medicine,
              recordedByName: nameOf(fact.recordedBy),
              recordedAt: fact.recordedAt,
              by,
              looksLike: [...looksLike],
              ...(ask === undefined ? {} : { ask }),
              rows: [...rows],
            },
          ];
    }),
    past: current
      .filter(({ body }) => body['status'] === 'past')
      .map(({ factId, version, body }) => ({ factId, version, medicine: body as unknown as Medicine })),
    diazepam: {
      mg: view.diazepam.mg,
      complete: view.diazepam.complete,
      limitMg: limit(policy, 'diazepamEquivalentMg'),
      parts: view.diazepam.parts.map((part) => ({ ...part })),
      missing: [...view.diazepam.missing],
      source: equivalentSource,
    },
    forModel: [...view.forModel],
    ...(clinic.jurisdiction === 'US'
      ? {
          monitoringForm: Object.entries(view.monitoringForm).map(([group, taken]) => ({
            group,
            title: interactionTable.find((row) => row.group === group)?.title ?? group,
            taken,
          })),
        }
      : {}),
    reviewed: lastReviewed,
  };
}
