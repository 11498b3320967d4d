import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { openBrowser, shot, watchErrors } from './browser.ts';
import { chart, onServer } from './chair.ts';
import { ownDemoServer, type DemoServer } from './demo-server.ts';
import { sendAnswers } from './main-job.ts';
import { demoOf, type Demo } from './screens.ts';

const browser = await openBrowser();
const skip = browser === undefined ? 'no browser on this machine' : false;
let server: DemoServer;
let demo: Demo;

before(async () => {
  if (browser === undefined) return;
  server = await ownDemoServer(browser);
  demo = demoOf(browser, server.address);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

test(
  '[REG-03] an injection into a muscle is planned from its template and charted at the chair with one tap',
  { skip, timeout: 120_000 },
  async () => {
    const nurse = await demo.at('Nurse');
    const { sessions } = (await nurse.evaluate(
      async (address) => await (await fetch(`${address}/api/today`)).json(),
      demo.address,
    )) as { sessions: { patientId: string; state: string }[] };
    const patientId = sessions.find(({ state }) => state === 'booked')?.patientId;
    assert.ok(patientId !== undefined, 'somebody is still to come today');

    // Who is booked depends on the day of the week, and how old their answers are: all are asked anew.
    await sendAnswers(nurse, demo.address, patientId, 'Asked today');

    const page = await demo.at('Prescriber');
    const errors = watchErrors(page);
    await page.goto(`${demo.address}/patients/${patientId}/plan`);
    await page.getByRole('button', { name: 'Sign a new plan' }).click();
    await page.getByLabel('How the course is given').selectOption('im-acute');
    assert.equal(await page.getByLabel('Over how many minutes').count(), 0, 'nothing runs, so no minutes');
    await page.getByLabel('Product and concentration').selectOption('ketamine-50');
    await page.getByLabel('Dose per kilogram').fill('0,5');
    await page.getByText('A comma can mean two things').waitFor();
    await page.getByRole('button', { name: '0.25 mg/kg' }).click();
    await page.getByText(/mg racemic ketamine IM; .* mL of Ketamine 50 mg\/mL/).waitFor();
    await page.getByText('What will be due at each visit').click();
    await page.getByRole('button', { name: 'Leave out: Day of session 6' }).click();
    await page.getByRole('heading', { name: '5 sessions' }).waitFor();
    await shot(page, 'plan-injection');
    await page.getByLabel('Your password, to sign').fill('evenkeel-demo');
    await page.getByRole('button', { name: 'Sign plan' }).click();
    await page.getByRole('button', { name: 'Sign a new plan' }).waitFor();
    await page
      .getByText(/mg racemic ketamine IM; /)
      .first()
      .waitFor();
    assert.deepEqual(errors, []);

    await nurse.goto(`${demo.address}/patients/${patientId}/sessions`);
    await nurse.getByRole('button', { name: 'Open session' }).first().click();
    await nurse.getByLabel('Name of the chair').fill('Chair IM');
    await nurse.getByRole('button', { name: 'Open session' }).first().click();
    await nurse.waitForURL(/\/sessions\/[0-9a-f-]{36}$/);
    await nurse.getByRole('heading', { name: /gates are still shut/ }).waitFor();
    await nurse.getByRole('textbox', { name: 'Name', exact: true }).fill('Kim Vale');
    await nurse.getByRole('textbox', { name: 'Phone', exact: true }).fill('020 7946 0021');
    const escort = nurse.getByRole('button', { name: 'Save escort' });
    if ((await escort.count()) > 0) await escort.click();
    await onServer(nurse);
    const gates = nurse.locator('.check .answer-list > li');
    for (let index = 0; index < (await gates.count()); index += 1)
      await gates.nth(index).getByRole('button', { name: 'Yes', exact: true }).click();
    await chart(nurse, '1247872' + '98' + '14' + '5');
    await onServer(nurse);
    await nurse.getByRole('button', { name: 'Dose', exact: true }).click();
    for (const box of await nurse.locator('.dose-step input[type=checkbox]').all()) await box.check();
    await nurse.getByText('Observations of this dose').click();
    await nurse.getByText(/That changes none of the times above/).waitFor();
    await shot(nurse, 'session-injection-dose');
    await nurse.getByRole('button', { name: 'Given', exact: true }).click();
    await nurse.getByRole('heading', { name: /Recovery/ }).waitFor();
    await onServer(nurse);
    assert.equal(await nurse.getByRole('button', { name: 'Pause', exact: true }).count(), 0);
    assert.equal(await nurse.getByRole('button', { name: 'Dose ended', exact: true }).count(), 0);
    await nurse.getByRole('heading', { name: 'For going home' }).waitFor();
    await chart(nurse, '1308074' + '98' + '14' + '5');
    await onServer(nurse);
    await shot(nurse, 'session-injection-recovery');

    // As a server in the US tells it of a session of nasal esketamine; the entry itself goes to the real log.
    await nurse.route(/\/api\/sessions\/[0-9a-f-]{36}$/, async (route) => {
      const answer = await route.fetch();
      const view = (await answer.json()) as object;
      const monitoringForm = { days: 7, firstTreatment: 'unknown', concomitant: { opioid: 'no' } };
      await route.fulfill({ response: answer, json: { ...view, monitoringForm } });
    });
    await nurse.reload();
    await nurse.getByRole('button', { name: 'Close', exact: true }).click();
    const form = nurse.getByRole('region', { name: 'US monitoring form' });
    const answer = (question: RegExp, value: string) =>
      form.getByRole('group', { name: question }).getByRole('button', { name: value, exact: true }).click();
    await answer(/first treatment/, 'Yes');
    await answer(/^Sedation: did it occur/, 'Yes');
    const [, hours = '', minutes = ''] =
      /(\d\d):(\d\d)/.exec(await nurse.locator('[data-entry=doseStart]').innerText()) ?? [];
    const after = (more: number) => {
      const at = (Number(hours) * 60 + Number(minutes) + more + 1440) % 1440;
      return `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`;
    };
    await form.getByLabel('Sedation: began at').fill(after(-5));
    await form.getByText(`${after(-5)} lies before the dose began.`).waitFor();
    await form.getByLabel('Sedation: began at').fill(after(20));
    await form.getByLabel('Sedation: ended at').fill(after(10));
    await form.getByText('Sedation ends before it begins.').waitFor();
    assert.ok(await form.getByRole('button', { name: 'Keep the answers' }).isDisabled());
    await form.getByLabel('Sedation: ended at').fill(after(30));
    await nurse.reload();
    await nurse.getByRole('button', { name: 'Close', exact: true }).click();
    assert.equal(
      await form.getByLabel('Sedation: ended at').inputValue(),
      after(30),
      'nothing typed is lost',
    );
    await form.getByRole('button', { name: 'Keep the answers' }).click();
    await onServer(nurse);
    await form.getByText(/answers are missing/).click();
    await form.getByRole('row', { name: 'Sedation: serious not charted' }).waitFor();
    await nurse.getByText('Monitoring form', { exact: true }).waitFor();
    await shot(nurse, 'session-monitoring-form');
  },
);
