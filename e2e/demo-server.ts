import { cpSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { newDataFolder, removeDataFolder, startEvenkeel } from './server.ts';

/** A server whose demo clinic is made. */
export interface DemoServer {
  readonly address: string;
  readonly stop: () => Promise<void>;
}

/**
 * The server that a whole run of tests shares (`EVENKEEL_TEST_DEMO`, see `shared-demo.ts`), or one of its own where a
 * file runs alone. Tests of a shared demo add to it and take nothing away.
 */
export async function demoServer(browser: Browser): Promise<DemoServer> {
  const shared = process.env['EVENKEEL_TEST_DEMO'];
  if (shared !== undefined && shared !== '') return { address: shared, stop: async () => undefined };
  return await ownDemoServer(browser);
}

/**
 * A server of its own, for tests that change what others look at. Its demo clinic is a copy of the one that a whole run of
 * tests made (`EVENKEEL_TEST_DEMO_FOLDER`), or made anew where a file runs alone.
 */
export async function ownDemoServer(browser: Browser): Promise<DemoServer> {
  const dataFolder = newDataFolder();
  const made = process.env['EVENKEEL_TEST_DEMO_FOLDER'] ?? '';
  if (made !== '') cpSync(made, dataFolder, { recursive: true });
  const server = await startEvenkeel(dataFolder);
  const page = await browser.newPage();
  await page.goto(`${server.address}/`);
  await page.getByRole('button', { name: 'Open the demo clinic' }).click();
  await page.getByRole('heading', { name: 'Open the demo as' }).waitFor({ timeout: 150_000 });
  await page.close();
  return {
    address: server.address,
    stop: async () => {
      await server.stop();
      removeDataFolder(dataFolder);
    },
  };
}
