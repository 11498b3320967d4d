import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { smallReferral } from './referral-fixture.ts';

const router = join(dirname(import.meta.dirname), 'apps/web/src/app/router.tsx');

/** Every address the clinic's router knows, as written there: a new screen is in the list by itself. */
export function routePaths(): readonly string[] {
  return [...readFileSync(router, 'utf8').matchAll(/page\(\s*'([^']+)'/g)].map(([, path]) => path ?? '');
}

/** Who looks at a screen; the others are looked at by a prescriber. */
const seenBy: Readonly<Record<string, string>> = {
  '/admin': 'Administrator',
  '/status': 'Administrator',
  '/audit': 'Auditor',
  '/overrides': 'Auditor',
  '/patients/new': 'Front desk',
  '/sessions/$sessionId': 'Nurse',
};

/** One screen of the demo, ready to be looked at. */
export interface Screen {
  readonly path: string;
  readonly page: Page;
}

/** The demo clinic with one browser for each role that is needed. */
export interface Demo {
  readonly address: string;
  at(role: string): Promise<Page>;
  /** Opens a screen by its route, with a real patient, session or referral in place of its variable. */
  open(route: string): Promise<Screen>;
}

/** Waits until a page shows what it will show. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  await page.waitForFunction(() => !document.body.innerText.includes('Loading ...'));
  await page.waitForTimeout(80);
}

/** The demo of a server whose demo clinic is made already. */
export function demoOf(browser: Browser, server: string): Demo {
  const address = `${server}/demo`;
  const pages = new Map<string, Page>();
  const found = new Map<string, string>();
  const at = async (role: string) => {
    const known = pages.get(role);
    if (known !== undefined) return known;
    const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, locale: 'en-GB' });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await page.goto(`${address}/`);
    await page.getByRole('button', { name: role }).first().click();
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    pages.set(role, page);
    return page;
  };
  const idOf = async (name: string): Promise<string> => {
    const known = found.get(name);
    if (known !== undefined) return known;
    const page = await at(
      name === '$sessionId' ? 'Nurse' : name === '$referralId' ? 'Front desk' : 'Prescriber',
    );
    let link: string | null = null;
    if (name === '$referralId') {
      await page.goto(`${address}/referrals`);
      await page.locator('input[type=file]').setInputFiles({
        name: 'own.json',
        mimeType: 'application/json',
        buffer: Buffer.from(smallReferral),
      });
      await page.waitForURL(/\/referrals\/[0-9a-f-]{36}$/);
      link = page.url();
    } else {
      await page.goto(`${address}/${name === '$sessionId' ? 'today' : 'patients'}`);
      const kind = name === '$sessionId' ? 'sessions' : 'patients';
      const first = page.locator(`main a[href*="/${kind}/"]:not([href$="/new"])`).first();
      await first.waitFor();
      link = await first.getAttribute('href');
    }
    const id = /[0-9a-f-]{36}/.exec(link ?? '')?.[0];
    if (id === undefined) throw new Error(`The demo has nothing for ${name}`);
    found.set(name, id);
    return id;
  };
  return {
    address,
    at,
    async open(route) {
      const page = await at(seenBy[route] ?? 'Prescriber');
      let path = route;
      for (const name of ['$patientId', '$sessionId', '$referralId'])
        if (path.includes(name)) path = path.replace(name, await idOf(name));
      // The demo has one proposal waiting.
      path = path.replace('$version', '2');
      await page.goto(`${address}${path}`);
      await settled(page);
      // A screen that could not be shown must not pass for one that was looked at.
      if ((await page.locator('.problem').count()) > 0)
        throw new Error(`${path} shows a problem: ${await page.locator('.problem').first().innerText()}`);
      return { path, page };
    },
  };
}
