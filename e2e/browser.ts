import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The path of a browser: `EVENKEEL_CHROMIUM`, else the one that came with the test packages, else the system's. */
async function browserPath(): Promise<string | undefined> {
  const chosen = process.env['EVENKEEL_CHROMIUM'];
  if (chosen !== undefined) return chosen;
  try {
    const packaged = (await import('@sparticuz/chromium')).default;
    return await packaged.executablePath();
  } catch {
    return ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path));
  }
}

/** Starts a headless Chromium, or gives undefined when the machine has none: such tests are skipped with a count. */
export async function openBrowser(): Promise<Browser | undefined> {
  const executablePath = await browserPath();
  if (executablePath === undefined) return undefined;
  return await chromium.launch({ executablePath, args: quiet, headless: true });
}

const shots = join(import.meta.dirname, 'shots');

/** Keeps a picture of the page under `e2e/shots`. */
export async function shot(page: Page, name: string): Promise<void> {
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
}

/** Fails the test when the page logged an error or broke its content security policy. */
export function watchErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    // A refused request is part of several tests; a script error or a blocked script never is.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text()))
      errors.push(message.text());
  });
  return errors;
}
