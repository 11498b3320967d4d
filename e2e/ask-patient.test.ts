import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import test, { after, before } from 'node:test';
import { instruments } from '@evenkeel/instruments';
import type { Page } from 'playwright-core';
import { openBrowser, shot, watchErrors } from './browser.ts';
import { demoServer, type DemoServer } from './demo-server.ts';
import { answerAll, birth, faultsOf, giveBirthDate, id, phone } from './questionnaires.ts';
import { demoOf, settled } from './screens.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const browser = await openBrowser();
const skip = browser === undefined ? 'no browser on this machine' : false;
const options = { skip, timeout: 180_000 };
const health = instruments.find((one) => one.id === 'evenkeel-health-questions');
let server: DemoServer;
let page: Page;
let errors: string[];
let origin: string;
let review: string;
let patientId: string;

before(async () => {
  if (browser === undefined) return;
  server = await demoServer(browser);
  origin = server.address;
  page = await demoOf(browser, origin).at('Nurse');
  errors = watchErrors(page);
  patientId = id();
  await post('/patients', {
    patientId,
    notADuplicate: true,
    demographics: {
      family: 'Marlowe',
      given: 'Rowan',
      birthDate: birth.date,
      sex: 'female',
      contacts: [{ kind: 'patient', phone: '020 7946 0018' }],
    },
  });
  await staffSays('breastFeeding', 'no');
  review = `${origin}/demo/patients/${patientId}/eligibility`;
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

async function post(path: string, data: object): Promise<void> {
  const answer = await page.request.post(`${origin}/demo/api${path}`, { data, headers: { origin } });
  assert.equal(answer.status(), 200, await answer.text());
}

async function staffSays(question: string, answer: string): Promise<void> {
  await post(`/patients/${patientId}/facts`, {
    factId: id(),
    fact: { kind: 'screening', body: { question, answer } },
  });
}

/** Waits until the clinic has what the phone sent. */
async function answeredAtClinic(): Promise<void> {
  for (let tries = 0; tries < 60; tries += 1) {
    const told = await page.request.get(`${origin}/demo/api/patients/${patientId}/patient-answers`);
    const { asked } = (await told.json()) as { readonly asked?: { readonly state: string } };
    if (asked?.state === 'answered') return;
    await page.waitForTimeout(500);
  }
  assert.fail('the answers did not reach the clinic');
}

const asks = () => page.getByRole('region', { name: 'To ask and record' });
/** One question of the list, with what stands beside it. */
const item = (question: string) =>
  asks()
    .locator('.ask-grid > li')
    .filter({ has: page.getByRole('group', { name: question }) });
const dialysis = 'On dialysis?';
const bladder = 'Cystitis, or blood in the urine that is not explained?';
const breastFeeding = 'Breast-feeding?';
const porphyria = 'Acute porphyria?';

test(
  'the patient is asked by link and answers on the own phone; nothing counts before it is taken over',
  options,
  async () => {
    assert.ok(browser !== undefined && health !== undefined);
    await page.goto(review);
    await settled(page);
    assert.equal(await item(breastFeeding).count(), 0, 'staff have answered it');
    await asks()
      .getByText(/By link: 18 questions, .*Bladder questions/)
      .waitFor();
    await asks().getByRole('button', { name: 'Ask the patient' }).click();
    const path = await asks().getByLabel('Give this address to the patient').inputValue();
    await asks()
      .getByText(/Asked by .* not answered yet, open until/)
      .waitFor();
    const titles = await page.locator('h1').innerText();

    const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'en-GB' });
    const own = await phone(context);
    await own.goto(path);
    await giveBirthDate(own);
    // No, yes or "I do not know", by the place of the answer.
    const said = new Map([
      ['breastFeeding', 1],
      ['bladderDisease', 2],
      ['acutePorphyria', 1],
    ]);
    await own.getByRole('heading', { name: 'Are you pregnant?' }).waitFor();
    assert.deepEqual(await faultsOf(own, 'health questions'), []);
    await answerAll(
      own,
      health,
      health.items.map((one) => said.get(one.id) ?? 0),
    );
    await own.getByText(/^Part 2 of/).waitFor();
    // The phone goes on before its answers have left it; they are with the clinic when the clinic says so.
    await answeredAtClinic();
    await context.close();

    await page.reload();
    await settled(page);
    await asks()
      .getByText(/Asked by .* answered on/)
      .waitFor();
    assert.equal(await page.locator('h1').innerText(), titles, 'the verdict is as it was');
    await item(dialysis)
      .getByText(/The patient answered: no, on/)
      .waitFor();
    await item(bladder)
      .getByText(/The patient answered: I do not know, on/)
      .waitFor();
    assert.equal(
      await item(bladder)
        .getByRole('button', { name: /Take over/ })
        .count(),
      0,
    );
    await item(breastFeeding)
      .getByText(/Differs from the record, where the answer before was no/)
      .waitFor();
    await shot(page, 'ask-patient');
    assert.deepEqual(await faultsHere(), []);
  },
);

test(
  'answers are taken over one by one and all at once; what differs and what is not known stays open',
  options,
  async () => {
    await item(porphyria).getByRole('button', { name: 'Take over: yes' }).click();
    await item(porphyria).getByRole('button', { name: 'Yes', exact: true, pressed: true }).waitFor();
    await item(porphyria).getByText('taken over', { exact: false }).waitFor();
    await page.getByText('ELI-28').first().waitFor();
    const all = asks().getByRole('button', { name: /^Take all \d+ answers over$/ });
    assert.match(await all.innerText(), /15/);
    await all.click();
    await item(dialysis).getByRole('button', { name: 'No', exact: true, pressed: true }).waitFor();
    await all.waitFor({ state: 'detached' });
    await page.reload();
    await settled(page);
    await item(bladder).waitFor();
    for (const gone of [dialysis, porphyria]) assert.equal(await item(gone).count(), 0, gone);
    await item(breastFeeding).getByRole('button', { name: 'Take over: yes' }).click();
    await item(breastFeeding).getByText('taken over', { exact: false }).waitFor();
    await page.goto(`${origin}/demo/patients/${patientId}`);
    await settled(page);
    await page.getByText('from the patient’s answers').first().waitFor();
    assert.deepEqual(errors, []);
  },
);

/** What breaks a rule of WCAG 2.2 AA, or is too wide at 320 px. */
async function faultsHere(): Promise<readonly string[]> {
  await page.evaluate(axe);
  const broken = (await page.evaluate(`
    axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations'] })
      .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map((node) => id + ' ' + node.target.join(' '))))`)) as readonly string[];
  const before = page.viewportSize() ?? { width: 1280, height: 860 };
  await page.setViewportSize({ width: 320, height: 800 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  await shot(page, 'ask-patient-320');
  await page.setViewportSize(before);
  return wide > 320 ? [...broken, `${wide} px wide`] : broken;
}
