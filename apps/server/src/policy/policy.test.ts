import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { routes, type PolicyPreviewView } from '@evenkeel/contract';
import pg from 'pg';
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

test('[H42] a proposal that passes a floor, takes out what must be asked, or changes nothing is refused in words', async () => {
  const past = await propose(lead, { actSystolic: 201 });
  assert.equal(past.code, 'POL-001');
  assert.match(past.raw.body, /actSystolic is 201 mmHg; it must be at most 200 mmHg/);
  assert.match((await propose(lead, { nothingLikeIt: 3 })).raw.body, /There is no threshold nothingLikeIt/);
  assert.match(
    (await propose(lead, {}, { scales: { beforeDose: ['phq9'] } })).raw.body,
    /c-ssrs-screener cannot be taken out/,
  );
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
