import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { routes, type PolicyPreviewView, type PolicyReevaluationView } from '@evenkeel/contract';
import pg from 'pg';
import { makePolicies } from './policies.ts';
import { reevaluate } from './reevaluate.ts';
import { makeTestApp, type TestApp } from '../testing/app.ts';

let house: TestApp;
let lead: { ek: string };
let prescriber: { ek: string };
before(async () => {
  house = await makeTestApp();
  lead = { ek: await house.signIn(house.here, 'medicalLead') };
  prescriber = { ek: await house.signIn(house.here, 'prescriber') };
});
after(() => house.close());

const propose = (
  cookies: { ek: string },
  thresholds: Readonly<Record<string, number>>,
  more: Record<string, unknown> = {},
) => house.call(routes.proposePolicy, { cookies, body: { thresholds, reason: 'Older patients', ...more } });
const versionOf = (answer: { body: unknown }) => (answer.body as { version: number }).version;
const preview = async (version: number, cookies = lead) =>
  (await house.call(routes.policyProposal, { cookies, params: { version: String(version) } }))
    .body as PolicyPreviewView;
const activate = (version: number, shown: string, cookies = lead) =>
  house.call(routes.activatePolicy, { cookies, params: { version: String(version) }, body: { shown } });
const inForce = async () =>
  (await house.call(routes.policy, { cookies: lead })).body as {
    version: number;
    thresholds: { name: string; value: number }[];
    versions: { version: number; state: string }[];
  };

test('[H42] a proposal that passes a floor, names scales, or changes nothing is refused in words', async () => {
  const past = await propose(lead, { actSystolic: 201 });
  assert.equal(past.code, 'POL-001');
  assert.match(past.raw.body, /actSystolic is 201 mmHg; it must be at most 200 mmHg/);
  assert.match((await propose(lead, { nothingLikeIt: 3 })).raw.body, /There is no threshold nothingLikeIt/);
  assert.equal((await propose(lead, {}, { scales: { beforeDose: ['phq9'] } })).code, 'REQ-001');
  assert.match((await propose(lead, {})).raw.body, /Nothing differs/);
  assert.equal((await inForce()).versions.length, 1);
});

test('[H42] a version comes into force by a second person, once, after its scenarios were shown, and not by its author', async () => {
  const version = versionOf(await propose(lead, { actSystolic: 170 }));
  const seen = await preview(version);
  assert.deepEqual(
    seen.changes.map((one) => [one.name, one.before, one.after, one.usual, one.floor, one.direction]),
    [['actSystolic', 180, 170, 180, 200, 'moreCautious']],
  );
  assert.equal(seen.mayActivate, false);
  assert.match(seen.whyNot ?? '', /You proposed it/);
  assert.equal((await activate(version, seen.shown)).code, 'POL-004');
  // By SQL too, as the application's own role.
  const client = new pg.Client(house.database.app as pg.ClientConfig);
  await client.connect();
  try {
    const { clinicId, staff } = house.here;
    await client.query('begin');
    await client.query(`select set_config('app.clinic', $1, true)`, [clinicId]);
    await assert.rejects(
      client.query(
        `insert into policy_activation (clinic_id, version, proposed_by, activated_by, activated_at, scenarios) values ($1, $2, $3, $3, now(), '{}')`,
        [clinicId, version, staff.medicalLead.staffId],
      ),
      /policy_second_person/,
    );
    await client.query('rollback');
    await client.query('begin');
    await client.query(`select set_config('app.clinic', $1, true)`, [clinicId]);
    await assert.rejects(
      client.query(
        `insert into policy_activation (clinic_id, version, proposed_by, activated_by, activated_at, scenarios) values ($1, $2, $3, $4, now(), '{}')`,
        [clinicId, version, staff.prescriber.staffId, staff.medicalLead.staffId],
      ),
      /foreign key/,
      'the author cannot be passed off as another',
    );
    await client.query('rollback');
  } finally {
    await client.end();
  }
  assert.equal(
    (
      await house.call(routes.withdrawPolicy, {
        cookies: prescriber,
        params: { version: String(version) },
        body: { reason: 'Not agreed' },
      })
    ).status,
    200,
  );

  const next = versionOf(await propose(prescriber, { actSystolic: 175, preDoseSystolicHold: 150 }));
  assert.equal((await activate(next, seen.shown)).code, 'POL-003', 'something else was shown');
  assert.equal((await activate(next, (await preview(next)).shown, prescriber)).code, 'AUT-002');
  assert.equal((await inForce()).version, 1);
  assert.equal((await activate(next, (await preview(next)).shown)).status, 200);
  const now = await inForce();
  assert.equal(now.version, next);
  assert.equal(now.thresholds.find((one) => one.name === 'actSystolic')?.value, 175);
  assert.deepEqual(
    now.versions.map((one) => [one.version, one.state]),
    [
      [next, 'inForce'],
      [version, 'withdrawn'],
      [1, 'past'],
    ],
  );
  assert.equal((await activate(next, 'x')).code, 'POL-003');
});

const reevaluation = async () =>
  (
    (await house.call(routes.policyReevaluation, { cookies: lead })).body as {
      reevaluation: PolicyReevaluationView;
    }
  ).reevaluation;

test('[H42] after a change everybody with a plan or a decision is judged again, and whose summary differs is shown; it can be stopped', async () => {
  const register = async (family: string) => {
    const patientId = house.store.newId();
    const demographics = { family, given: 'Ada', birthDate: '1980-02-03', sex: 'male', contacts: [] };
    const made = await house.call(routes.registerPatient, {
      cookies: prescriber,
      body: { patientId, demographics, notADuplicate: true },
    });
    assert.equal(made.status, 200, made.raw.body);
    const decided = await house.call(routes.decideEligibility, {
      cookies: prescriber,
      params: { patientId },
      body: { decision: 'wait', reason: 'Waiting for the letter' },
    });
    assert.equal(decided.status, 200, decided.raw.body);
    return patientId;
  };
  const measured = async (patientId: string, systolic: number) => {
    const answer = await house.call(routes.recordFact, {
      cookies: prescriber,
      params: { patientId },
      body: {
        factId: house.store.newId(),
        fact: { kind: 'bloodPressure', body: { systolic, diastolic: 80, measuredAt: house.now() } },
      },
    });
    assert.equal(answer.status, 200, answer.raw.body);
  };
  const high = await register('High');
  const low = await register('Low');
  await measured(high, 157);
  await measured(low, 120);

  const version = versionOf(await propose(prescriber, { preDoseSystolicHold: 160, systolicConsider: 130 }));
  assert.equal((await activate(version, (await preview(version)).shown)).status, 200);
  const waiting = await reevaluation();
  assert.deepEqual([waiting.version, waiting.stage, waiting.total, waiting.done], [version, 'waiting', 2, 0]);
  await reevaluate(house.site, { clinicId: house.here.clinicId, version });
  const done = await reevaluation();
  assert.deepEqual([done.stage, done.total, done.done, done.changed], ['done', 2, 2, 1]);
  assert.deepEqual(
    done.patients.map((one) => [one.patientId, one.before, one.after]),
    [[high, 'hold', 'unknown']],
  );
  assert.ok((done.patients[0]?.rules.length ?? 0) > 0);
  // The same work twice changes nothing.
  await reevaluate(house.site, { clinicId: house.here.clinicId, version });
  assert.equal((await reevaluation()).done, 2);

  const next = versionOf(await propose(prescriber, { preDoseSystolicHold: 150 }));
  assert.equal((await activate(next, (await preview(next)).shown)).status, 200);
  const stop = await house.call(routes.cancelReevaluation, { cookies: lead, body: { version: next } });
  assert.equal(stop.status, 200);
  await reevaluate(house.site, { clinicId: house.here.clinicId, version: next });
  assert.deepEqual([(await reevaluation()).stage, (await reevaluation()).done], ['cancelled', 0]);
});

test('[H42] another server sees a change within five seconds, and an earlier version stays what it was', async () => {
  let clock = 0;
  const other = makePolicies(() => clock);
  const clinic = await house.site.clinicOf(house.here.clinicId);
  const scope = { clinicId: clinic.clinicId, actorId: clinic.clinicId, actorRole: 'none' };
  const read = () => house.store.inClinic(scope, [], (tx) => other.of(tx, scope, clinic));
  const first = (await read()).policy;
  const version = versionOf(await propose(prescriber, { actSystolic: 165 }));
  assert.equal((await activate(version, (await preview(version)).shown)).status, 200);
  assert.equal((await inForce()).version, version, 'this server at once');
  clock = 2_900;
  assert.equal((await read()).policy.version, first.version);
  clock = 5_000;
  const later = await house.store.inClinic(scope, [], async (tx) => {
    const here = await other.of(tx, scope, clinic);
    return { now: here.policy, older: await here.policyAt(first.version), start: await here.policyAt(1) };
  });
  assert.equal(later.now.version, version);
  assert.equal(later.now.thresholds.actSystolic.value, 165);
  assert.deepEqual(later.older, first);
  assert.equal(later.start.thresholds.actSystolic.value, 180);
});
