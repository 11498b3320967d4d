import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import test, { after, before } from 'node:test';
import pg from 'pg';
import { openBrowser, shot } from './browser.ts';
import { chart, chartSession, closeSession, onServer, startSession } from './chair.ts';
import { answerByLink, askPhq9, decide, record, refer, register, signPlan, type Clinic } from './main-job.ts';
import { setUpClinic, signInFirst, type AtWork, type PersonKey } from './people.ts';
import { smallReferral } from './referral-fixture.ts';
import { evenkeel, newDataFolder, removeDataFolder, startEvenkeel, type Running } from './server.ts';

const browser = await openBrowser();
const skip = browser === undefined ? 'no browser on this machine' : false;
const dataFolder = newDataFolder();
let server: Running;
let clinic: Clinic;
const referrals = globSync(join(dirname(import.meta.dirname), '../shared/data/referrals/*.json')).toSorted();
const before9 = [3, 3, 2, 2, 2, 2, 2, 2, 0];
const after9 = [1, 1, 1, 1, 0, 0, 0, 0, 0];

before(async () => {
  if (browser === undefined) return;
  server = await startEvenkeel(dataFolder);
  const page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
  page.setDefaultTimeout(15_000);
  await page.goto(`${server.address}/`);
  await page.getByRole('button', { name: 'Set up your clinic' }).waitFor();
  await shot(page, 'first-page');
  await setUpClinic(page, server.address);
  await shot(page, 'sign-in');
  await page.close();
  const at: Partial<Record<PersonKey, AtWork>> = {};
  for (const who of ['administrator', 'prescriber', 'nurse', 'frontDesk', 'auditor'] as const)
    at[who] = await signInFirst(browser, server.address, who);
  clinic = { address: server.address, browser, at: at as Clinic['at'] };
});

after(async () => {
  await browser?.close();
  await server?.stop();
  removeDataFolder(dataFolder);
});

let typedPatientId = '';

test(
  'the main job, from a typed registration to the course, through a reload and a killed server',
  { skip, timeout: 240_000 },
  async () => {
    const patient = { family: 'Marlowe', given: 'Iris', birthDate: '1984-03-09', sex: 'female' } as const;
    const patientId = await register(clinic, patient);
    typedPatientId = patientId;
    await record(clinic, patientId, 'Asked and looked at.', 'byHand');
    await shot(clinic.at.prescriber.page, 'patient-summary');
    await askPhq9(clinic, patientId, before9);
    assert.match(await decide(clinic, patientId, 'eligibility'), /Something needed is not known/);
    await signPlan(clinic, patientId, 'plan');
    const sessionId = await startSession(clinic, patientId, 'Chair 1', true);
    const { page } = clinic.at.nurse;
    await chartSession(clinic);
    await shot(page, 'session-running');

    await page.reload();
    await page.getByRole('heading', { name: /ketamine is running/ }).waitFor();
    const entriesBefore = await page.locator('.timeline-list > li').count();
    await server.killHard();
    // The server is gone: what is charted now is on the device, and says so.
    await chart(page, '1408480' + '97' + '14' + '5');
    await page.getByText(/On this device, 1 not yet sent/).waitFor();
    server = await startEvenkeel(dataFolder, Number(new URL(clinic.address).port));
    await onServer(page);
    assert.equal(
      await page.locator('.timeline-list > li').count(),
      entriesBefore + 1,
      '[P1] nothing lost, nothing doubled',
    );

    await closeSession(clinic, true);
    await answerByLink(clinic, patientId, patient.birthDate, after9, true);
    const course = clinic.at.prescriber.page;
    await course.goto(`${clinic.address}/patients/${patientId}/course`);
    await course.getByRole('heading', { level: 1, name: /PHQ-9 fell from 18 to 4/ }).waitFor();
    await shot(course, 'course');

    const { page: auditor } = clinic.at.auditor;
    await auditor.goto(`${clinic.address}/audit`);
    await auditor.getByText('Marlowe', { exact: false }).first().waitFor();
    await auditor.getByRole('button', { name: 'Verify every chain' }).click();
    await auditor.getByText('Every chain holds').waitFor();
    await shot(auditor, 'audit');
    for (const [who, work] of Object.entries(clinic.at))
      assert.deepEqual(work.errors, [], `script errors at ${who}`);
    await proveChain(sessionId);
  },
);

/** `evenkeel verify` holds; one byte changed by a superuser and it names the entry; changed back and it holds again. */
async function proveChain(sessionId: string): Promise<void> {
  assert.equal((await evenkeel(dataFolder, 'verify')).code, 0);
  const { owner } = JSON.parse(readFileSync(join(dataFolder, 'connection.json'), 'utf8')) as {
    owner: pg.ClientConfig;
  };
  const client = new pg.Client({ ...owner, database: 'evenkeel' });
  await client.connect();
  const { rows } = await client.query<{ entry_id: string }>(
    `select entry_id from session_entry where session_id = $1 and type = 'vitals' limit 1`,
    [sessionId],
  );
  const entryId = rows[0]?.entry_id ?? '';
  const swap = async (from: string, to: string) =>
    await client.query(
      'update session_entry set body = replace(body::text, $2, $3)::jsonb where entry_id = $1',
      [entryId, from, to],
    );
  await swap('124', '134');
  const tampered = await evenkeel(dataFolder, 'verify');
  assert.equal(tampered.code, 1);
  assert.match(tampered.output, new RegExp(entryId), 'verify names the entry');
  await swap('134', '124');
  assert.equal((await evenkeel(dataFolder, 'verify')).code, 0);
  await client.end();
}

test('the main job from a small referral of our own', { skip, timeout: 180_000 }, async () => {
  const patientId = await refer(clinic, 'small.json', smallReferral);
  await shot(clinic.at.nurse.page, 'patient-from-referral');
  await fromReferral(patientId, '1990-05-17', 'Chair 2');
});

test('the same referral twice changes nothing', { skip, timeout: 60_000 }, async () => {
  const desk = clinic.at.frontDesk.page;
  await desk.goto(`${clinic.address}/referrals`);
  await desk
    .locator('input[type=file]')
    .setInputFiles({ name: 'again.json', mimeType: 'application/json', buffer: Buffer.from(smallReferral) });
  await desk.getByText('This file was received before. Nothing was changed.').waitFor();
  await shot(desk, 'referral');
});

for (const file of referrals) {
  test(`the main job from ${basename(file)}`, { skip, timeout: 180_000 }, async () => {
    const bundle = readFileSync(file, 'utf8');
    const patient = (
      JSON.parse(bundle) as { entry: { resource: { resourceType: string; birthDate?: string } }[] }
    ).entry.find((entry) => entry.resource.resourceType === 'Patient');
    const patientId = await refer(clinic, basename(file), bundle);
    await fromReferral(
      patientId,
      patient?.resource.birthDate ?? '',
      `Chair ${basename(file, '.json').slice(-3)}`,
    );
  });
}

/** From the referred person to the outcome, or to a decision against it where a finding stands in the way. */
async function fromReferral(patientId: string, birthDate: string, chair: string): Promise<void> {
  await record(clinic, patientId, 'Looked at with the referral; does not count today.', 'bySending');
  await askPhq9(clinic, patientId, before9);
  const findings = await decide(clinic, patientId);
  if (/hard stop|holds/.test(findings)) return;
  await signPlan(clinic, patientId);
  await startSession(clinic, patientId, chair, false);
  await chartSession(clinic);
  await closeSession(clinic, false);
  await answerByLink(clinic, patientId, birthDate, after9, false);
  const { page } = clinic.at.prescriber;
  await page.goto(`${clinic.address}/patients/${patientId}/course`);
  await page.getByRole('heading', { level: 1, name: /PHQ-9 fell from 18 to 4/ }).waitFor();
}

test(
  'typed nonsense is refused with a sentence and stays in the field',
  { skip, timeout: 60_000 },
  async () => {
    const { page } = clinic.at.prescriber;
    await page.goto(`${clinic.address}/patients/${typedPatientId}`);
    await page.getByRole('button', { name: 'Add: Weight' }).click();
    for (const [typed, says] of [
      ['70,5', /kilograms/],
      ['0', /kilograms/],
      ['-1', /kilograms/],
      ['7000', /kilograms/],
      ['155 lb', /70.3 kg/],
    ] as const) {
      await page.getByLabel('Weight in kilograms').fill(typed);
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await page.locator('.problem, .mantine-InputWrapper-error').filter({ hasText: says }).first().waitFor();
      assert.equal(await page.getByLabel('Weight in kilograms').inputValue(), typed);
    }
    await shot(page, 'weight-refused');
  },
);
