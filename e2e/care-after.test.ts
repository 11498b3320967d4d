import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import test, { after, before } from 'node:test';
import type { Page } from 'playwright-core';
import { openBrowser, watchErrors } from './browser.ts';
import { ownDemoServer, type DemoServer } from './demo-server.ts';
import { demoOf, settled, type Demo } from './screens.ts';

const browser = await openBrowser();
const skip = browser === undefined ? 'no browser on this machine' : false;
const options = { skip, timeout: 150_000 };
let server: DemoServer;
let demo: Demo;
let page: Page;
let errors: string[];
let patient: string;

before(async () => {
  if (browser === undefined) return;
  server = await ownDemoServer(browser);
  demo = demoOf(browser, server.address);
  page = await demo.at('Prescriber');
  errors = watchErrors(page);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** The page as it stands now, with its forms open, has nothing that the WCAG 2.2 AA rules of axe find. */
const accessible = async (what: string) => {
  if (!(await page.evaluate(`typeof axe === 'object'`))) await page.evaluate(axe);
  const found = (await page.evaluate(`
    axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
        resultTypes: ['violations'],
      })
      .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html))`)) as string[];
  assert.deepEqual(found, [], what);
};

test(
  '[LTM-01] the clinic’s list shows who has had a dose with what is due and what reached the blood',
  options,
  async () => {
    await page.goto(`${demo.address}/long-term`);
    await settled(page);
    const row = page.locator('main table tbody tr').first();
    assert.match(await row.innerText(), /(Bladder|Liver).*mg/s);
    await accessible('list');
    await row.getByRole('link').click();
    await page.waitForURL(/\/patients\/[0-9a-f-]{36}\/long-term$/);
    await settled(page);
    patient = page.url();
  },
);

test(
  '[LTM-04] misuse is asked on the page, what is not asked stays so, and a sign cannot be put off',
  options,
  async () => {
    await page.goto(patient);
    await page.getByText('can be misused').first().waitFor();
    assert.equal(await page.getByText(/habit/i).count(), 0);
    await page.getByRole('button', { name: 'Put off: Liver' }).click();
    const form = page.getByRole('form', { name: 'Put off: Liver' });
    const soon = new Date(Date.now() + 14 * 86_400_000).toISOString().slice(0, 10);
    await form.locator('input[type=date]').fill(soon);
    await form.getByLabel('Reason').fill('Blood is taken at the next visit');
    await form.getByRole('button', { name: 'Keep' }).click();
    await page.getByRole('region', { name: 'Liver' }).getByText('put off until').first().waitFor();
    await page.getByRole('button', { name: 'Write down what was asked' }).click();
    const ask = page.getByRole('form', { name: 'Write down what was asked' });
    await ask.getByLabel('Craving, 0 to 10').fill('8');
    await ask.getByRole('button', { name: 'Keep' }).click();
    const misuse = page.getByRole('region', { name: 'Misuse' }).first();
    await misuse.getByText('Team review; no dose increase.').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Put off: Misuse' }).count(), 0);
    await page.getByText(/Lost doses or prescriptions\? Not asked/).waitFor();
    await accessible('long-term');
  },
);

test('[AFT-04] a check that is owed is written down as not reached and stays owed', options, async () => {
  await page.goto(`${demo.address}/long-term`);
  await settled(page);
  const record = page.getByRole('button', { name: /^Write down: / }).first();
  await record.waitFor();
  const name = (await record.getAttribute('aria-label')) ?? '';
  await record.click();
  const form = page.getByRole('form', { name: /^Check at / });
  await form.getByRole('button', { name: 'Not reached' }).click();
  await form.getByText('says nothing about how the patient is').waitFor();
  await form.getByRole('button', { name: 'Keep' }).click();
  await form.waitFor({ state: 'detached' });
  await page.getByText('not reached after one try').first().waitFor();
  await page.getByRole('button', { name }).waitFor();
  await accessible('checks');
});

test(
  '[STP-09] [STP-10] the review shows the voices, changes with what is asked, and keeps the decision with its reason',
  options,
  async () => {
    await page.goto(patient.replace('/long-term', '/review'));
    await settled(page);
    await page
      .getByRole('group', { name: 'Wants to go on?' })
      .getByRole('button', { name: 'No', exact: true })
      .click();
    await page.getByRole('heading', { name: 'Something speaks for stopping' }).waitFor();
    await accessible('review');
    const form = page.getByRole('form', { name: 'Decide' });
    await form.getByRole('button', { name: 'Stop', exact: true }).click();
    await form.getByLabel('Reason').fill('The patient wants to end');
    await form.getByRole('button', { name: 'Keep the decision' }).click();
    await page.getByText('The patient wants to end').last().waitFor();
    await page.getByText(/^Stop, .*, /).waitFor();
  },
);

test(
  '[P7] the library finds a rule by its source or test, and the hazards page says what is open and why',
  options,
  async () => {
    await page.goto(`${demo.address}/library`);
    await settled(page);
    const rule = page.locator('main article');
    assert.ok((await rule.count()) >= 170);
    await page.getByLabel('Search rules, sources and tests').fill('urinary symptoms label');
    await page.waitForFunction(() => document.querySelectorAll('main article').length < 5);
    await page
      .getByRole('article', { name: 'LTM-01' })
      .getByText(/^\d+ tests?$/)
      .click();
    await page
      .getByText(/^\[LTM-01\]/)
      .first()
      .waitFor();
    await accessible('library');
    await page.getByRole('link', { name: 'Hazards and what controls them' }).click();
    await page.getByRole('heading', { name: /^54 hazards, \d+ of them open$/ }).waitFor();
    assert.equal(await page.locator('main article').count(), 54);
    await page.getByRole('button', { name: 'Open ones only' }).click();
    for (const text of await page.locator('main article').allInnerTexts()) assert.match(text, /Open: .{20}/);
    await accessible('hazards');
    assert.deepEqual(errors, []);
  },
);
