import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { instrumentById, instruments, isForPatients, score, type Instrument } from '@evenkeel/instruments';
import { openBrowser, watchErrors } from './browser.ts';
import { demoServer, type DemoServer } from './demo-server.ts';
import { demoOf, type Demo } from './screens.ts';

const browser = await openBrowser();
const skip = browser === undefined ? 'no browser on this machine' : false;
let server: DemoServer;
let demo: Demo;
let patient = '';

before(async () => {
  if (browser === undefined) return;
  server = await demoServer(browser);
  demo = demoOf(browser, server.address);
  const { path } = await demo.open('/patients/$patientId/measures');
  patient = path.split('/')[2] ?? '';
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

const measures = async (page: Page) => {
  await page.goto(`${demo.address}/patients/${patient}/measures`);
  await page.getByRole('heading', { name: 'Given so far' }).waitFor();
};

/** Waits until a field holds a text: a draft comes back from the device. */
async function holds(field: Locator, text: string) {
  for (let tries = 0; tries < 50 && (await field.inputValue()) !== text; tries += 1)
    await field.page().waitForTimeout(50);
  assert.equal(await field.inputValue(), text);
}

/** Fills the clinic's form of a scale and gives what was answered. */
async function fill(page: Page, instrument: Instrument, answerTo: (place: number) => number) {
  await page.getByLabel('Scale', { exact: true }).selectOption(instrument.id);
  await page.getByRole('button', { name: `Fill in ${instrument.shortTitle} here` }).click();
  const form = page.getByRole('region', { name: instrument.title });
  await form.waitFor();
  const answers: number[] = [];
  const sets = form.getByRole('group');
  for (const [place, item] of instrument.items.entries()) {
    const wanted = answerTo(place);
    const set = sets.nth(place);
    if (item.number === undefined) {
      const buttons = set.getByRole('button');
      await buttons.nth(item.options.findIndex(({ value }) => value === wanted)).click();
    } else {
      await set.getByRole('textbox').fill(String(wanted));
      await set.getByRole('textbox').blur();
    }
    answers.push(wanted);
  }
  await form.getByText(`${answers.length} of ${answers.length} answered`).waitFor();
  await form.getByRole('button', { name: 'Close and score' }).click();
  await form.waitFor({ state: 'detached' });
  return answers;
}

test(
  '[H21] an answer on suicide is in every prescriber’s view at once, is taken on, and is closed with a reason only',
  { skip, timeout: 120_000 },
  async () => {
    const nurse = await demo.at('Nurse');
    const errors = watchErrors(nurse);
    await measures(nurse);
    const phq9 = instrumentById('phq9') ?? assert.fail();
    await fill(nurse, phq9, (place) => (place === 8 ? 2 : 1));
    await nurse
      .getByRole('link', { name: /alert.* waits?/ })
      .first()
      .waitFor({ timeout: 20_000 });
    await nurse.goto(`${demo.address}/inbox`);
    const waiting = nurse.getByRole('article').filter({ hasText: 'nobody has taken it on' }).last();
    await waiting.waitFor();
    assert.equal(await waiting.getByRole('button', { name: 'Close the alert' }).count(), 0);
    await waiting.getByText('A prescriber closes an alert.').waitFor();

    const prescriber = await demo.at('Prescriber');
    await prescriber.goto(`${demo.address}/inbox`);
    const alert = prescriber.getByRole('article').filter({ hasText: 'nobody has taken it on' }).last();
    await alert
      .getByText(/Owner: /)
      .first()
      .waitFor();
    await alert.getByText(/If nobody takes it on/).waitFor();
    const name = (await alert.getAttribute('aria-label')) ?? '';
    await alert.getByRole('button', { name: 'Take it on' }).click();
    const mine = prescriber.getByRole('article', { name }).last();
    await mine.getByText(/has taken it on/).waitFor();
    await mine.getByRole('button', { name: 'Write down a contact' }).click();
    await mine.getByLabel('What was said and done').fill('Spoke for ten minutes');
    await mine.getByRole('button', { name: 'Keep' }).click();
    await mine.getByRole('button', { name: 'Close the alert' }).click();
    await mine.getByRole('button', { name: 'Close', exact: true }).click();
    assert.ok(await mine.getByLabel('Why').isVisible(), 'it does not close without a decision and a reason');
    await mine.getByLabel('What was decided').selectOption('safetyPlan');
    await mine.getByLabel('Why').fill('Passive thoughts, plan gone through');
    await mine.getByRole('button', { name: 'Close', exact: true }).click();
    // The form holds the same words until the alert is closed.
    await mine.getByLabel('Why').waitFor({ state: 'detached' });
    // The demo has closed alerts of its own: this one is known by its reason.
    const closed = prescriber
      .locator('li')
      .filter({ hasNot: prescriber.getByRole('article') })
      .filter({ hasText: 'Safety plan made or gone through' })
      .filter({ hasText: 'Passive thoughts, plan gone through' })
      .first();
    await closed.getByText('What happened').click();
    await closed.getByText('Spoke for ten minutes').waitFor();
    assert.deepEqual(errors, []);
  },
);

test(
  '[P1] words about an alert are kept while another thing is done about the same alert',
  { skip, timeout: 120_000 },
  async () => {
    const page = await demo.at('Prescriber');
    await measures(page);
    await fill(page, instrumentById('phq9') ?? assert.fail(), (place) => (place === 8 ? 3 : 1));
    await page.goto(`${demo.address}/inbox`);
    const waiting = page.getByRole('article').filter({ hasText: 'nobody has taken it on' }).last();
    const name = (await waiting.getAttribute('aria-label')) ?? '';
    const alert = page.getByRole('article', { name }).last();
    const written = alert.getByLabel('What was said and done');
    await alert.getByRole('button', { name: 'Write down a contact' }).click();
    await written.fill('Spoke for ten minutes');
    await alert.getByRole('button', { name: 'Take it on' }).click();
    await alert.getByText(/has taken it on/).waitFor();
    assert.equal(await written.inputValue(), 'Spoke for ten minutes');
    await alert.getByRole('button', { name: 'Add a note' }).click();
    assert.equal(await written.inputValue(), '');
    await written.fill('Sister is told');
    await alert.getByRole('button', { name: 'Keep' }).click();
    await written.waitFor({ state: 'detached' });
    await alert.getByRole('button', { name: 'Close the alert' }).click();
    await alert.getByLabel('Why').fill('The sister stays the night');
    await alert.getByRole('button', { name: 'Write down a contact' }).click();
    await holds(written, 'Spoke for ten minutes');
    await alert.getByRole('button', { name: 'Keep' }).click();
    await written.waitFor({ state: 'detached' });
    await alert.getByRole('button', { name: 'Close the alert' }).click();
    await holds(alert.getByLabel('Why'), 'The sister stays the night');
    await alert.getByLabel('What was decided').selectOption('safetyPlan');
    await alert.getByRole('button', { name: 'Close', exact: true }).click();
    await alert.getByLabel('Why').waitFor({ state: 'detached' });
    const closed = page
      .locator('li')
      .filter({ hasText: 'Safety plan' })
      .filter({ hasText: 'The sister stays the night' });
    await closed.first().getByText('What happened').click();
    await closed.first().getByText('Spoke for ten minutes').waitFor();
    await closed.first().getByText('Sister is told').waitFor();
  },
);

test(
  'every scale with a rater whose text may ship is rendered, answered and scored in the clinic',
  { skip, timeout: 240_000 },
  async () => {
    const page = await demo.at('Nurse');
    const rated = instruments.filter(
      (one) =>
        (one.licence.licenceClass === 'A' || one.licence.licenceClass === 'A-own') && !isForPatients(one),
    );
    assert.ok(rated.length >= 6, `${rated.length} scales`);
    for (const instrument of rated) {
      await measures(page);
      const answers = await fill(page, instrument, (place) => {
        const { options, number } = instrument.items[place] ?? assert.fail();
        if (number !== undefined) return number.from;
        return options[place % options.length]?.value ?? 0;
      });
      const line = page.getByRole('listitem').filter({ hasText: instrument.title }).last();
      const { total } = score(instrument, answers);
      if (total !== undefined)
        await line
          .getByText(String(Number(total.toFixed(1))), { exact: true })
          .first()
          .waitFor();
      await line
        .getByText(/rated by/)
        .first()
        .waitFor();
    }
    console.log(`# ${rated.length} rated scales answered: ${rated.map((one) => one.shortTitle).join(', ')}`);
  },
);

test(
  '[P3] a total from paper keeps its items unknown, and an unknown answer on suicide is followed up',
  { skip, timeout: 60_000 },
  async () => {
    const page = await demo.at('Prescriber');
    await measures(page);
    await page.getByLabel('Scale', { exact: true }).selectOption('madrs');
    await page.getByRole('button', { name: 'Enter a total from paper' }).click();
    const form = page.getByRole('form', { name: /from a paper form/ });
    await form.getByLabel('Total, 0 to 60').fill('61');
    await form.getByRole('button', { name: 'Keep the total' }).click();
    await form.getByText('Type a number from 0 to 60.').waitFor();
    await form.getByLabel('Total, 0 to 60').fill('31');
    await form.getByLabel('Who rated').fill('Dr Elsewhere');
    await form.getByRole('button', { name: 'Keep the total' }).click();
    await form.waitFor({ state: 'detached' });
    const line = page.getByRole('listitem').filter({ hasText: 'Montgomery' }).last();
    await line.getByText('total only').waitFor();
    await line.getByText(/rated by Dr Elsewhere/).waitFor();
    await page.goto(`${demo.address}/inbox`);
    await page.getByText('a question left open').first().waitFor();
  },
);

test(
  'the medical lead changes the schedule, loads the text of a scale, and the scale can then be sent',
  { skip, timeout: 120_000 },
  async () => {
    const lead = await demo.at('Medical lead');
    await lead.goto(`${demo.address}/schedule`);
    await lead.getByRole('button', { name: 'Change the schedule' }).click();
    await lead.getByLabel('No messages between').fill('21:30');
    await lead.getByRole('button', { name: 'Put in force' }).click();
    assert.ok(await lead.getByLabel('Reason for the change').isVisible(), 'not without a reason');
    await lead.getByLabel('Reason for the change').fill('Evenings are fine here');
    await lead.getByText(/^no messages between .*, from now on 21:30 to/).waitFor();
    await lead.getByRole('button', { name: 'Put in force' }).click();
    assert.ok(await lead.getByLabel('Password of the second person').isVisible(), 'not by one person');
    await lead.getByLabel('Sign-in name of the second person').fill('okafor');
    await lead.getByLabel('Password of the second person').fill('evenkeel-demo');
    await lead.getByRole('button', { name: 'Put in force' }).click();
    await lead.getByText(/Evenings are fine here/).waitFor();
    await lead.getByText(/between 21:30/).waitFor();

    const who5 = instrumentById('who5') ?? assert.fail();
    const pack = {
      format: 'evenkeel-site-pack/1',
      instrument: 'who5',
      version: who5.version,
      language: 'en',
      owner: 'Test owner',
      terms: 'Test terms',
      stem: 'Made-up words for a test.',
      attribution: 'Made up for a test',
      items: who5.items.map((item, place) => ({
        text: `Made-up question ${place + 1}`,
        labels: item.options.map(({ value }) => `answer ${value}`),
      })),
      acceptance: { by: 'The lead', at: '2026-11-25', statement: 'Accepted for a test' },
    };
    await lead.goto(`${demo.address}/library`);
    const file = lead.locator('input[type=file]');
    await file.setInputFiles({ name: 'p.json', mimeType: 'application/json', buffer: Buffer.from('{}') });
    await lead.getByLabel(/I have the right/).check();
    await lead.getByRole('button', { name: 'Load the text' }).click();
    await lead.getByText('This text pack cannot be loaded.').waitFor();
    await file.setInputFiles({
      name: 'who5.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(pack)),
    });
    await lead.getByRole('button', { name: 'Load the text' }).click();
    await lead.getByText(/Loaded by/).waitFor();

    const nurse = await demo.at('Nurse');
    await measures(nurse);
    await nurse.getByLabel('Scale', { exact: true }).selectOption('who5');
    await nurse.getByRole('button', { name: 'Fill in WHO-5 here' }).click();
    await nurse.getByText('Made-up question 3').first().waitFor();
  },
);

test(
  'the outbox shows what would be sent, and stops what should not be',
  { skip, timeout: 60_000 },
  async () => {
    const desk = await demo.at('Front desk');
    await desk.goto(`${demo.address}/messages`);
    await desk.getByText('Neither a mail server nor a text service is set up').waitFor();
    const first = desk.locator('main li').filter({ hasText: 'Invitation' }).first();
    await first.waitFor({ timeout: 70_000 });
    await first.getByText('What it says').click();
    const text = await first.innerText();
    assert.match(text, /\[personal link\]/);
    assert.doesNotMatch(text, /ketamin|depress|PHQ/i, 'no drug, no diagnosis, no scale');
    await first.getByRole('button', { name: 'Stop' }).click();
    await desk.getByText('stopped').first().waitFor();
  },
);

test('[K2] the status page names what runs by itself', { skip, timeout: 60_000 }, async () => {
  const page = await demo.at('Administrator');
  await page.goto(`${demo.address}/status`);
  for (const name of [
    'Escalation of risk alerts runs.',
    'Invitations and reminders runs.',
    'Counting of outcomes runs.',
  ])
    await page.getByText(name).waitFor({ timeout: 70_000 });
});
