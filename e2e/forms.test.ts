import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import type { Page } from 'playwright-core';
import { openBrowser, watchErrors } from './browser.ts';
import { demoServer, type DemoServer } from './demo-server.ts';
import { demoOf, settled, type Demo } from './screens.ts';

const browser = await openBrowser();
const options = { skip: browser === undefined ? 'no browser on this machine' : false, timeout: 90_000 };
let server: DemoServer;
let demo: Demo;

before(async () => {
  if (browser === undefined) return;
  server = await demoServer(browser);
  demo = demoOf(browser, server.address);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Answers requests to an address with an error until told to stop. */
async function broken(page: Page, pattern: string | RegExp): Promise<() => Promise<void>> {
  await page.route(pattern, (route) => route.fulfill({ status: 503, body: '' }));
  return async () => await page.unroute(pattern);
}

test('[P6] nobody signs a plan while what is shown belongs to what was typed before', options, async () => {
  const page = await demo.at('Prescriber');
  const errors = watchErrors(page);
  const { path } = await demo.open('/patients/$patientId/plan');
  const another = page.getByRole('button', { name: 'Sign a new plan' });
  if ((await another.count()) > 0) await another.click();
  await page.getByLabel('How the course is given').selectOption('im-acute');
  // Away from the patient's last dose.
  const later = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel('First day').fill(later);
  await page.getByLabel('Product and concentration').selectOption('ketamine-50');
  const sign = page.getByRole('button', { name: /Sign plan|Counting/ });
  await page.getByLabel('Dose per kilogram').fill('0.25');
  await page.getByText('0.25 mg/kg', { exact: false }).first().waitFor();
  await page.waitForFunction(
    () => document.querySelector<HTMLButtonElement>('.plan-builder [type=submit]')?.disabled === false,
  );
  let go = () => undefined as void;
  const held = new Promise<void>((resolve) => (go = resolve));
  await page.route('**/plans/preview', async (route) => {
    await held;
    await route.continue();
  });
  await page.getByLabel('Dose per kilogram').fill('0.3');
  assert.equal(await sign.innerText(), 'Counting ...');
  assert.ok(await sign.isDisabled(), 'the sentence still says 0.25');
  go();
  await page.getByRole('button', { name: 'Sign plan' }).waitFor();
  assert.ok(await sign.isEnabled());
  await page.unroute('**/plans/preview');
  assert.deepEqual(errors, []);
  assert.ok(path.endsWith('/plan'));
});

test('[P3] what could not be loaded is not shown as none, and can be asked again', options, async () => {
  const page = await demo.at('Medical lead');
  await page.goto(`${demo.address}/long-term`);
  await settled(page);
  const mend = await broken(page, /\/api\/risk/);
  const bell = page.getByText('Whether an alert waits is not known');
  await page.goto(`${demo.address}/long-term`);
  await bell.waitFor({ timeout: 30_000 });
  await page.goto(`${demo.address}/inbox`);
  const again = page.locator('main').getByRole('button', { name: 'Try again' }).last();
  await page.locator('.problem').waitFor({ timeout: 30_000 });
  assert.equal(await page.getByText('No alert is open').count(), 0);
  await mend();
  await again.click();
  await page.getByRole('heading', { name: 'Who is told' }).waitFor();
  await page.locator('.problem').waitFor({ state: 'detached' });

  await page.goto(`${demo.address}/messages`);
  await page.getByRole('group', { name: 'Show' }).waitFor();
  const heal = await broken(page, '**/api/messages*');
  await page.getByText(/What is shown is from/).waitFor({ timeout: 60_000 });
  await heal();
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByText(/What is shown is from/).waitFor({ state: 'detached' });
});

test(
  '[P1] numbers of the schedule follow the draft, and one that cannot be read is said',
  options,
  async () => {
    const page = await demo.at('Medical lead');
    const open = async () => {
      await page.goto(`${demo.address}/schedule`);
      await page.getByRole('button', { name: 'Change the schedule' }).click();
    };
    await open();
    const opens = page.getByLabel('Open for, hours').first();
    const before = await opens.inputValue();
    await opens.fill('31');
    await opens.press('Enter');
    await open();
    await page.getByText(/Draft from/).waitFor();
    assert.equal(await opens.inputValue(), '31', 'the restored draft is what the field shows');
    await page.getByRole('button', { name: 'Discard draft' }).click();
    assert.equal(await opens.inputValue(), before);
    const reminders = page.getByLabel('Reminders after, hours').first();
    await reminders.fill('6 soon');
    await reminders.blur();
    await page.getByText('This is not read as a number.').waitFor();
    assert.equal(await reminders.inputValue(), '6 soon');
    assert.ok(
      await page.getByRole('button', { name: 'Put in force' }).isDisabled(),
      'nothing is changed yet',
    );
    await opens.fill('31');
    await opens.press('Enter');
    await page.getByLabel('Reason for the change').fill('A try');
    await page.getByLabel('Sign-in name of the second person').fill('somebody');
    await page.getByLabel('Password of the second person').fill('anything');
    await page.getByRole('button', { name: 'Put in force' }).click();
    assert.ok(await page.getByRole('button', { name: 'Put in force' }).isVisible(), 'not with half a number');
    await reminders.fill('6 24');
    await reminders.press('Enter');
    await page.getByText('This is not read as a number.').waitFor({ state: 'detached' });
    await open();
    await page.getByRole('button', { name: 'Discard draft' }).click();
  },
);

test('[P1] a stored number is not wiped by a form that had not loaded it', options, async () => {
  const page = await demo.at('Medical lead');
  const mend = await broken(page, '**/api/me/contact');
  await page.goto(`${demo.address}/account`);
  await page.locator('.problem').first().waitFor({ timeout: 30_000 });
  assert.equal(await page.getByLabel('Mobile number').count(), 0);
  await mend();
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByLabel(/E-mail/).waitFor();
});

test('[P4] a day that was typed is the same day again for a clinic east of Greenwich', options, async () => {
  const page = await demo.at('Nurse');
  const { path } = await demo.open('/patients/$patientId');
  // The clinic's zone is what counts, not the browser's and not UTC: half of this day lies in the UTC day before.
  await page.route('**/api/me', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({
      response: answer,
      json: { ...(await answer.json()), timeZone: 'Pacific/Kiritimati' },
    });
  });
  await page.goto(`${demo.address}${path}`);
  await page.getByRole('button', { name: 'Add: Test results' }).click();
  await page.getByLabel('Taken on').fill('2026-03-02');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const results = page.getByRole('region', { name: 'Test results' });
  // The oldest of them stands last.
  await results.getByRole('button', { name: /Show all/ }).click();
  const line = results.getByRole('listitem').filter({ hasText: '2 Mar 2026' }).last();
  await line.waitFor();
  await line.getByRole('button', { name: /Change/ }).click();
  assert.equal(await page.getByLabel('Taken on').inputValue(), '2026-03-02');
  await page.unroute('**/api/me');
});
