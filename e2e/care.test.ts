import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import test, { after, before } from 'node:test';
import type { Page } from 'playwright-core';
import { openBrowser, shot, watchErrors } from './browser.ts';
import { ownDemoServer, type DemoServer } from './demo-server.ts';
import { demoOf, settled, type Demo } from './screens.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const browser = await openBrowser();
const skip = browser === undefined ? 'no browser on this machine' : false;
const options = { skip, timeout: 120_000 };
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
  const { patients } = (await (await page.request.get(`${demo.address}/api/patients`)).json()) as {
    readonly patients: readonly { readonly patientId: string; readonly sex: string }[];
  };
  patient = `${demo.address}/patients/${patients.find((one) => one.sex === 'female')?.patientId ?? ''}`;
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

async function violations(): Promise<readonly string[]> {
  await page.evaluate(axe);
  return (await page.evaluate(`
    axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
        resultTypes: ['violations'],
      })
      .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map((node) => id + ' ' + node.target.join(' '))))`)) as readonly string[];
}

const pressed = async (question: string, answer: string) =>
  await page
    .getByRole('group', { name: question })
    .getByRole('button', { name: answer, exact: true, pressed: true })
    .waitFor();

test(
  '[L] what is open is asked in groups, one tap each; the count falls and nothing moves away',
  options,
  async () => {
    await page.goto(`${patient}/eligibility`);
    await settled(page);
    const asks = page.getByRole('region', { name: 'To ask and record' });
    const count = async () =>
      Number(/\d+/.exec(await asks.getByRole('heading', { level: 2 }).innerText())?.[0]);
    const before = await count();
    assert.ok(before > 3, `${before} to ask`);
    const minutes = Number(/about (\d+) minutes/.exec(await asks.innerText())?.[1] ?? 1);
    assert.ok(minutes <= 8, `${minutes} minutes`);
    const question = 'Opioids, sedatives in high dose or alcohol today?';
    await asks
      .getByRole('group', { name: question })
      .getByRole('button', { name: 'No', exact: true })
      .click();
    await pressed(question, 'No');
    await page.waitForFunction(
      (was) =>
        Number(
          /\d+/.exec(document.querySelector('[aria-label="To ask and record"] h2')?.textContent ?? '')?.[0],
        ) < was,
      before,
    );
    assert.equal(
      await asks.getByRole('group', { name: question }).count(),
      1,
      'it stays where it was tapped',
    );
    await page.getByRole('heading', { name: 'The smallest change' }).waitFor();
    await shot(page, 'eligibility-whole');
    assert.deepEqual(await violations(), []);
  },
);

test('[P7] the verdict follows drug and route, and says its rules, sources and data', options, async () => {
  await page.getByLabel('Drug', { exact: true }).selectOption('esketamine');
  const about = page.locator('main strong');
  await about.filter({ hasText: 'Esketamine, nasal device' }).waitFor();
  // What is decided below is what is shown here.
  await page.getByText(/It is about this: Esketamine, nasal device/).waitFor();
  assert.equal(await page.getByLabel('Route', { exact: true }).inputValue(), 'nasal-device');
  await about.filter({ hasText: /Esketamine, .* given for: not said/ }).waitFor();
  await page.getByLabel('Indication', { exact: true }).selectOption('suicidality');
  await about.filter({ hasText: /Esketamine, .* given for acute suicidality/ }).waitFor();
  await page.getByLabel('Drug', { exact: true }).selectOption('ketamine');
  await about.filter({ hasText: 'Ketamine, infusion into a vein' }).waitFor();
  const finding = page.locator('details.finding-fold').filter({ hasText: 'SUI-01' });
  await finding.locator('summary').click();
  await finding.getByText(/Source: Local default/).waitFor();
});

test(
  'a caution is gone past with a reason, which stays visible; a hold asks for a second person',
  options,
  async () => {
    const fold = (rule: string) => page.locator('details.finding-fold').filter({ hasText: rule });
    const open = async (rule: string) => {
      if ((await fold(rule).getAttribute('open')) === null) await fold(rule).locator('summary').click();
      await fold(rule)
        .getByRole('button', { name: `Go past ${rule}` })
        .click();
      return page.getByRole('form', { name: `Go past ${rule}` });
    };
    const hold = await open('SUI-01');
    await hold.getByLabel('Sign-in name').waitFor();
    const caution = await open('ELI-23');
    assert.equal(await caution.getByLabel('Sign-in name').count(), 0);
    await caution.getByLabel('Reason').fill('The score follows with the next letter');
    await caution.getByRole('button', { name: 'Record the override' }).click();
    await page.getByRole('heading', { name: 'One override' }).waitFor();
    await page.getByText('The score follows with the next letter').waitFor();
    await page.getByText('in force', { exact: true }).waitFor();
  },
);

test('medicines are confirmed in one tap, and a name that looks alike is asked about', options, async () => {
  await page.goto(`${patient}/medicines`);
  await settled(page);
  await page.getByRole('button', { name: 'Add a medicine' }).click();
  await page.getByRole('textbox', { name: 'Medicine', exact: true }).fill('Lamotrigin');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Is it lamotrigine?').waitFor();
  await page.getByText('not recognised', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Yes, it is lamotrigine' }).click();
  await page.getByText('INT-03').waitFor();
  assert.equal(await page.getByText('not recognised', { exact: true }).count(), 0);
  await page.getByRole('button', { name: 'Confirm all unchanged' }).click();
  await page.getByRole('heading', { level: 1, name: 'Medicines, confirmed today' }).waitFor();
  await shot(page, 'medicines');
  assert.deepEqual(await violations(), []);
  for (const path of ['medicines', 'eligibility']) {
    await page.setViewportSize({ width: 320, height: 800 });
    await page.goto(`${patient}/${path}`);
    await settled(page);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 320, `${path} at 320 px`);
  }
  assert.deepEqual(errors, []);
});
