import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { routes, type ReferralView } from '@evenkeel/contract';
import { demoReferral } from '../demo/demo-referral.ts';
import { makeTestApp, type TestApp } from '../testing/app.ts';
import { beginMainJob, demographics } from '../testing/main-job.ts';

const who = { family: 'Winter', given: 'Rosa', birthDate: '1979-07-23', gender: 'female' as const };

/** Every row a referral could write, counted. */
async function counts(house: TestApp): Promise<Record<string, number>> {
  const scope = { clinicId: house.here.clinicId, actorId: house.here.clinicId, actorRole: 'none' };
  return house.store.inClinic(scope, [], async (tx) => {
    const found: Record<string, number> = {};
    for (const table of [
      'patient',
      'referral',
      'referral_patient',
      'referral_decision',
      'referral_taken',
      'condition',
      'medicine',
      'allergy',
      'body_weight',
      'body_height',
      'blood_pressure',
      'laboratory_value',
    ] as const) {
      const row = await tx
        .selectFrom(table)
        .select((select) => select.fn.countAll<string>().as('count'))
        .where('clinic_id', '=', house.here.clinicId)
        .executeTakeFirstOrThrow();
      found[table] = Number(row.count);
    }
    return found;
  });
}

test('referrals', async (t) => {
  const house = await makeTestApp();
  t.after(() => house.close());
  const job = await beginMainJob(house);
  const { ok, as } = job;
  const bundle = demoReferral(who, '2026-11-20');
  const received: ReferralView = await ok('frontDesk', routes.receiveReferral, {
    body: { fileName: 'winter.json', bundle },
  });
  const params = { referralId: received.referralId };

  await t.test('nothing is taken silently: a received referral writes no fact and no patient', async () => {
    const now = await counts(house);
    assert.equal(now['patient'], 1);
    assert.equal((now['condition'] ?? 0) + (now['medicine'] ?? 0) + (now['body_weight'] ?? 0), 0);
    assert.equal(received.seenBefore, false);
    assert.ok(received.items.length >= 8);
    for (const item of received.items) assert.ok(item.source.id !== '' && item.label !== '');
  });

  await t.test('items wait until the referral is joined to a patient', async () => {
    const early = await as('nurse', routes.takeFromReferral, {
      params,
      body: { take: [received.items[0]?.key], decline: [] },
    });
    assert.equal(early.code, 'REF-003');
  });

  const patientId = house.store.newId();
  await ok('frontDesk', routes.joinReferral, {
    params,
    body: {
      register: { patientId, demographics: { ...demographics('Winter', 'Rosa'), birthDate: who.birthDate } },
    },
  });

  await t.test('an item that cannot be taken refuses the whole request and names it', async () => {
    const takeable = received.items.filter((item) => item.takeable).map((item) => item.key);
    const before = await counts(house);
    const answer = await as('nurse', routes.takeFromReferral, {
      params,
      body: { take: [...takeable, 'Nothing/here'], decline: [] },
    });
    assert.equal(answer.code, 'REF-004');
    assert.match(JSON.stringify(answer.body), /Nothing\/here/);
    assert.deepEqual(await counts(house), before);
  });

  await t.test('what a person takes is in the record with its source; what is declined is not', async () => {
    const take = received.items
      .filter((item) => item.takeable && item.kind !== 'height')
      .map((item) => item.key);
    const decline = received.items.filter((item) => item.kind === 'height').map((item) => item.key);
    const view = await ok('nurse', routes.takeFromReferral, { params, body: { take, decline } });
    assert.equal(view.items.filter((item) => item.decision?.decision === 'taken').length, take.length);
    assert.equal(view.items.find((item) => item.kind === 'height')?.decision?.decision, 'declined');
    const { facts } = await ok('nurse', routes.facts, { params: { patientId } });
    assert.equal(facts.length, take.length);
    for (const fact of facts) {
      assert.equal(fact.source.kind, 'referral');
      assert.ok(fact.source.reference?.startsWith(`${received.referralId}/`));
    }
    const weight = facts.find((fact) => fact.kind === 'weight');
    assert.equal(weight?.body['kilograms'], '74.5');
    assert.equal(weight?.body['estimated'], false);
    assert.equal(
      facts.filter((fact) => fact.kind === 'condition' && fact.body['status'] === 'past').length,
      1,
    );
  });

  await t.test('importing twice changes nothing', async () => {
    const before = await counts(house);
    const again: ReferralView = await ok('nurse', routes.receiveReferral, {
      body: { fileName: 'again.json', bundle },
    });
    assert.equal(again.seenBefore, true);
    assert.equal(again.referralId, received.referralId);
    const all = again.items.map((item) => item.key);
    const taken = again.items.filter((item) => item.decision?.decision === 'taken').map((item) => item.key);
    await ok('nurse', routes.takeFromReferral, { params, body: { take: taken, decline: all } });
    const after = await counts(house);
    assert.deepEqual({ ...after, referral_decision: before['referral_decision'] }, before);
  });

  await t.test('the same resources in another file are in the record already', async () => {
    const other = JSON.stringify({ ...(JSON.parse(bundle) as object), language: 'en' });
    const second: ReferralView = await ok('nurse', routes.receiveReferral, { body: { bundle: other } });
    assert.notEqual(second.referralId, received.referralId);
    assert.equal(second.likelyDuplicates[0]?.patientId, patientId);
    const before = await counts(house);
    await ok('frontDesk', routes.joinReferral, {
      params: { referralId: second.referralId },
      body: { join: patientId },
    });
    const view: ReferralView = await ok('nurse', routes.referral, {
      params: { referralId: second.referralId },
    });
    const known = view.items
      .filter((item) => item.decision?.decision === 'alreadyInRecord')
      .map((item) => item.key);
    assert.equal(known.length, before['referral_taken']);
    await ok('nurse', routes.takeFromReferral, {
      params: { referralId: second.referralId },
      body: { take: known, decline: [] },
    });
    const after = await counts(house);
    for (const table of [
      'condition',
      'medicine',
      'allergy',
      'body_weight',
      'blood_pressure',
      'laboratory_value',
    ])
      assert.equal(after[table], before[table], table);
    const elsewhere = await as('frontDesk', routes.joinReferral, { params, body: { join: job.patientId } });
    assert.equal(elsewhere.code, 'REF-005');
  });

  // Real files lie beside the checkout where there are any; the project's own tests do without.
  const folder =
    process.env['EVENKEEL_REFERRALS'] ?? join(import.meta.dirname, '../../../../../shared/data/referrals');
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
  await t.test(
    'real files: everything takeable goes into the record, once',
    { skip: files.length === 0 },
    async () => {
      for (const name of files) {
        const text = readFileSync(join(folder, name), 'utf8');
        const view: ReferralView = await ok('frontDesk', routes.receiveReferral, {
          body: { fileName: name, bundle: text },
        });
        const { family, given, birthDate = '1970-01-01', sex } = view.patient;
        const id = house.store.newId();
        await ok('frontDesk', routes.joinReferral, {
          params: { referralId: view.referralId },
          body: {
            register: {
              patientId: id,
              demographics: { family, given, birthDate, sex, contacts: [] },
              notADuplicate: true,
            },
          },
        });
        const take = view.items.filter((item) => item.takeable).map((item) => item.key);
        const taken = await ok('nurse', routes.takeFromReferral, {
          params: { referralId: view.referralId },
          body: { take, decline: [] },
        });
        assert.ok(
          taken.items.every((item) => !item.takeable || item.decision?.decision === 'taken'),
          name,
        );
        const { facts } = await ok('nurse', routes.facts, { params: { patientId: id } });
        assert.equal(facts.length, take.length, name);
        const again: ReferralView = await ok('frontDesk', routes.receiveReferral, {
          body: { fileName: name, bundle: text },
        });
        assert.equal(again.seenBefore, true);
      }
      const { referrals } = await ok('frontDesk', routes.referrals, {});
      assert.ok(referrals.length >= files.length);
    },
  );
});
