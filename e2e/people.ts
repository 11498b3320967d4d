import type { Browser, Page } from 'playwright-core';
import { watchErrors } from './browser.ts';
import { oneTimeCode } from './one-time-code.ts';

/** People of the test clinic; the administrator sets it up, the others are its first people. */
export const people = Object.freeze({
  administrator: {
    name: 'Ada Quill',
    login: 'ada',
    password: 'a long first password',
    roles: ['Administrator'],
    licensed: false,
  },
  prescriber: {
    name: 'Dr Noor Haddad',
    login: 'noor',
    password: 'a long second password',
    roles: ['Prescriber'],
    licensed: true,
  },
  nurse: {
    name: 'Rosa Lindt',
    login: 'rosa',
    password: 'a long third password',
    roles: ['Nurse'],
    licensed: true,
  },
  frontDesk: {
    name: 'Ben Oduya',
    login: 'ben',
    password: 'a long fourth password',
    roles: ['Front desk'],
    licensed: false,
  },
  auditor: {
    name: 'Mira Voss',
    login: 'mira',
    password: 'a long fifth password',
    roles: ['Auditor'],
    licensed: false,
  },
});
export type PersonKey = keyof typeof people;

/** A person at their own browser, signed in. */
export interface AtWork {
  readonly page: Page;
  readonly errors: readonly string[];
}

/** Sets up the clinic on its first page, as an administrator would. */
export async function setUpClinic(page: Page, address: string): Promise<void> {
  await page.goto(`${address}/`);
  await page.getByRole('button', { name: 'Set up your clinic' }).click();
  await page.getByLabel('Name of the clinic').fill('Quayside Clinic');
  await page.getByLabel('Time zone').selectOption('Europe/London');
  await page.getByLabel('Jurisdiction').selectOption('UK');
  const first = people.administrator;
  await page.getByRole('textbox', { name: 'Name', exact: true }).first().fill(first.name);
  await page.getByLabel('Sign-in name').first().fill(first.login);
  await page.getByLabel('Password').first().fill(first.password);
  let number = 0;
  for (const person of Object.values(people).filter((one) => one !== first)) {
    number += 1;
    await page.getByRole('button', { name: 'Add a person' }).click();
    const box = page.getByRole('group', { name: `Name ${number}`, exact: true });
    await box.getByRole('textbox', { name: 'Name', exact: true }).fill(person.name);
    await box.getByLabel('Sign-in name').fill(person.login);
    await box.getByLabel('Password').first().fill(person.password);
    for (const role of person.roles) {
      const button = box.getByRole('button', { name: role, exact: true });
      if ((await button.getAttribute('aria-pressed')) !== 'true') await button.click();
    }
    if (!person.roles.includes('Nurse'))
      await box.getByRole('button', { name: 'Nurse', exact: true }).click();
    if (person.licensed) await box.getByLabel('Licensed to decide a discharge').check();
  }
  await page.getByRole('button', { name: 'Finish and sign in' }).click();
  await page.getByRole('heading', { name: 'Sign in to Quayside Clinic' }).waitFor();
}

/** Signs a person in for the first time: password, then one-time codes set up with a first code. */
export async function signInFirst(browser: Browser, address: string, who: PersonKey): Promise<AtWork> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 860 },
    locale: 'en-GB',
    timezoneId: 'Europe/London',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const errors = watchErrors(page);
  const person = people[who];
  await page.goto(`${address}/`);
  await page.getByLabel('Sign-in name').fill(person.login);
  await page.getByLabel('Password').first().fill(person.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('button', { name: 'Set up one-time codes' }).click();
  const secret = await page.getByTestId('secret').innerText();
  await page.getByLabel('Code shown by the app').fill(oneTimeCode(secret, Date.now()));
  await page.getByRole('button', { name: 'Confirm', exact: true }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
  return { page, errors };
}
