import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { shot } from './browser.ts';
import type { Clinic } from './main-job.ts';
import { people } from './people.ts';

/** Types digits on the docked keypad and saves. */
export async function chart(page: Page, digits: string): Promise<void> {
  await page.locator('[data-keypad]').focus();
  await page.keyboard.type(digits);
  await page.keyboard.press('Enter');
}

/** Waits until the screen says that nothing is left on the device alone. */
export async function onServer(page: Page): Promise<void> {
  await page.getByText('Everything is on the server.').waitFor();
}

/** The nurse opens today's session, goes through the check and starts the dose. Gives the session's id. */
export async function startSession(
  { at, address }: Clinic,
  patientId: string,
  chair: string,
  pictures: boolean,
): Promise<string> {
  const { page } = at.nurse;
  await page.goto(`${address}/patients/${patientId}/sessions`);
  await page.getByRole('button', { name: 'Open session' }).first().click();
  await page.getByLabel('Name of the chair').fill(chair);
  await page.getByRole('button', { name: 'Open session' }).first().click();
  await page.waitForURL(/\/sessions\/[0-9a-f-]{36}$/);
  const sessionId = page.url().slice(-36);
  await page.getByRole('heading', { name: /gates are still shut/ }).waitFor();
  if (pictures) await shot(page, 'session-check');
  const escort = page.getByRole('button', { name: 'Save escort' });
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Kim Vale');
  await page.getByRole('textbox', { name: 'Phone', exact: true }).fill('020 7946 0021');
  if ((await escort.count()) > 0) await escort.click();
  await onServer(page);
  const gates = page.locator('.check .answer-list > li');
  for (let index = 0; index < (await gates.count()); index += 1) {
    await gates.nth(index).getByRole('button', { name: 'Yes', exact: true }).click();
  }
  await chart(page, '1247872' + '98' + '14' + '5');
  await onServer(page);
  await page.getByRole('button', { name: 'Dose', exact: true }).click();
  for (const box of await page.locator('.dose-step input[type=checkbox]').all()) await box.check();
  await page.getByLabel('Lot number').fill('K-2210');
  if (pictures) await shot(page, 'session-dose-step');
  await page.getByRole('button', { name: 'Start the dose' }).click();
  await page.getByRole('heading', { name: /ketamine is running/ }).waitFor();
  await onServer(page);
  return sessionId;
}

/** Vitals, a pause, sedation, an adverse event, a mistyped value and its correction. */
export async function chartSession({ at }: Clinic): Promise<void> {
  const { page } = at.nurse;
  await chart(page, '1388479' + '97' + '14' + '4');
  await onServer(page);
  await page.getByRole('button', { name: 'Dissociation', exact: true }).click();
  await page
    .getByRole('region', { name: 'Dissociation' })
    .getByRole('button', { name: '3', exact: true })
    .click();
  await page.locator('li[data-entry=dissociationRated]').filter({ hasText: '3 of 10' }).waitFor();
  await onServer(page);
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await page.getByRole('heading', { name: /paused/ }).waitFor();
  await page.getByRole('button', { name: 'Resume', exact: true }).click();
  await page.getByRole('heading', { name: /running/ }).waitFor();
  await page.getByRole('button', { name: 'Adverse event', exact: true }).click();
  await page.getByRole('button', { name: 'Nausea', exact: true }).click();
  await page.getByRole('button', { name: 'Mild', exact: true }).click();
  await page.getByRole('button', { name: 'Save adverse event' }).click();
  await onServer(page);
  await chart(page, '1588581' + '96' + '13' + '4');
  await onServer(page);
  await page
    .locator('li[data-entry=vitals]')
    .filter({ hasText: '158' })
    .getByRole('button', { name: 'Correct', exact: true })
    .click();
  await page.getByRole('region', { name: 'Correct an entry' }).getByLabel('Systolic').fill('138');
  await page.getByRole('button', { name: 'Typing error' }).click();
  await page.getByRole('button', { name: 'Save the correction' }).click();
  await page.locator('li.superseded').filter({ hasText: '158' }).waitFor();
  await onServer(page);
}

/** Dose end, recovery, discharge criteria and decision, and the signature. */
export async function closeSession({ at }: Clinic, pictures: boolean): Promise<void> {
  const { page } = at.nurse;
  await page.getByRole('button', { name: 'Dose ended', exact: true }).click();
  await page.getByText('Stopped early', { exact: true }).click();
  await page.getByLabel('Why it was stopped').fill('End of the test session.');
  await page.getByRole('button', { name: 'Record the end' }).click();
  await page.getByRole('heading', { name: /Recovery/ }).waitFor();
  await page.getByRole('button', { name: 'Recovery begins' }).click();
  await chart(page, '1268076' + '98' + '14' + '5');
  await onServer(page);
  const rows = page.locator('.discharge .answer-list > li');
  for (let index = 0; index < (await rows.count()); index += 1) {
    const yes = rows.nth(index).getByRole('button', { name: 'Yes', exact: true });
    if ((await yes.count()) > 0) await yes.click();
  }
  await page.getByText('Recovery scores, where this site uses them').click();
  const aldrete = page.getByRole('region', { name: 'Aldrete' });
  for (const best of await aldrete.getByRole('button', { name: /^2:/ }).all()) await best.click();
  // A double click charts the score once.
  await aldrete.getByRole('button', { name: 'Aldrete: Keep 10 of 10' }).dblclick();
  await page.getByText('Aldrete 10 of at least 9.').waitFor();
  await onServer(page);
  assert.equal(await page.locator('[data-entry=leavingScore]').count(), 1);
  if (pictures) await shot(page, 'session-discharge');
  await page.getByLabel('Reason for going home').fill('Observed by the test for as long as it runs.');
  await page.locator('.decide input[type=checkbox]').check();
  await page.getByRole('button', { name: 'Discharge', exact: true }).last().click();
  await page.getByRole('heading', { name: /Left at/ }).waitFor();
  await onServer(page);
  await countDrug(page, pictures);
  await page.getByLabel('Your password, or your PIN').fill(people.nurse.password);
  await page.getByRole('button', { name: 'Sign the session' }).click();
  await page.getByRole('heading', { name: /Signed at/ }).waitFor();
  if (pictures) await shot(page, 'session-signed');
}

/** [CLO-01] What was drawn up is counted; a waste asks for its witness, and a gap is named before it is kept. */
async function countDrug(page: Page, pictures: boolean): Promise<void> {
  const count = page.getByRole('region', { name: 'Count of the drug' });
  const [, given = ''] = /Given by the record: ([\d.]+) mL/.exec(await count.innerText()) ?? [];
  await count.getByLabel('Drawn up, mL').fill((Number(given) + 0.5).toFixed(2));
  await count.getByLabel('Wasted, mL').fill('0.25');
  await count.getByText('A waste is witnessed by a second person: name them.').waitFor();
  await count.getByLabel('Who witnessed the waste').fill('Noor Haddad');
  await count.getByText(/^0\.25 mL is not accounted for/).waitFor();
  assert.ok(await count.getByRole('button', { name: 'Keep the count' }).isDisabled());
  if (pictures) await shot(page, 'session-count');
  await count.getByLabel('Wasted, mL').fill('0.5');
  await count.getByRole('button', { name: 'Keep the count' }).click();
  await count.getByText(/mL drawn up is accounted for\./).waitFor();
  await onServer(page);
}
