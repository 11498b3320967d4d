import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import test, { after, before } from 'node:test';
import type { Page } from 'playwright-core';
import { openBrowser } from './browser.ts';
import { demoServer, type DemoServer } from './demo-server.ts';
import { demoOf, routePaths, settled, type Demo } from './screens.ts';

const browser = await openBrowser();
const skip = browser === undefined ? 'no browser on this machine' : false;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let server: DemoServer;
let demo: Demo;

before(async () => {
  if (browser === undefined) return;
  server = await demoServer(browser);
  demo = demoOf(browser, server.address);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

interface Found {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary?: string }[];
}

/** What the WCAG 2.2 AA rules of axe find on a page as it stands. */
async function violations(page: Page, where: string): Promise<string[]> {
  // Evaluated by the debugger, not as a script of the page: the content security policy stays as it is.
  if (!(await page.evaluate(`typeof axe === 'object'`))) await page.evaluate(axe);
  const { violations: found, passed } = (await page.evaluate(`
    axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
        resultTypes: ['violations'],
      })
      .then(({ violations, passes }) => ({ violations, passed: passes.length }))`)) as {
    readonly violations: readonly Found[];
    readonly passed: number;
  };
  assert.ok(passed > 5, `${where} was looked at`);
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${where}: ${id} (${help}) at ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
  );
}

async function inTheme(page: Page, theme: 'light' | 'dark' | 'dim'): Promise<void> {
  await page.evaluate((name) => {
    document.documentElement.dataset['theme'] = name;
    document.documentElement.dataset['mantineColorScheme'] = name === 'light' ? 'light' : 'dark';
  }, theme);
  await still(page);
}

/** Waits until everything that moves or fades has come to its end, but for what turns for ever. */
async function still(page: Page): Promise<void> {
  // By its state and not its promise, which Chromium leaves open for some that have ended.
  await page.evaluate(
    async () =>
      await new Promise<void>((resolve) => {
        const isMoving = ({ playState, effect }: Animation) =>
          playState === 'running' && Number.isFinite(effect?.getComputedTiming().endTime);
        const look = () => {
          if (document.getAnimations().some(isMoving)) requestAnimationFrame(look);
          else resolve();
        };
        requestAnimationFrame(() => requestAnimationFrame(look));
      }),
  );
}

test(
  'every screen of the router meets WCAG 2.2 AA in light, dark and dim, and on narrow screens',
  { skip, timeout: 240_000 },
  async () => {
    const faults: string[] = [];
    const paths = routePaths();
    assert.ok(paths.length >= 18, 'the router is read');
    for (const route of paths) {
      const { page } = await demo.open(route);
      for (const theme of ['light', 'dark', 'dim'] as const) {
        await inTheme(page, theme);
        faults.push(...(await violations(page, `${route} ${theme}`)));
      }
      await inTheme(page, 'light');
      for (const width of [768, 320]) {
        await page.setViewportSize({ width, height: 700 });
        await still(page);
        faults.push(...(await violations(page, `${route} at ${width} px`)));
        const over = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        if (over > 1) faults.push(`${route} at ${width} px: the page is ${over} px wider than the screen`);
      }
      await page.setViewportSize({ width: 1280, height: 860 });
    }
    assert.deepEqual(faults, []);
  },
);

test(
  'the first page, the setup form, the sign-in and the patient’s pages meet WCAG 2.2 AA',
  { skip, timeout: 120_000 },
  async () => {
    assert.ok(browser !== undefined);
    const faults: string[] = [];
    const look = async (page: Page, where: string) => {
      for (const width of [1280, 320]) {
        await page.setViewportSize({ width, height: 800 });
        for (const theme of ['light', 'dark'] as const) {
          await inTheme(page, theme);
          faults.push(...(await violations(page, `${where} ${theme} ${width} px`)));
        }
      }
    };
    const page = await (await browser.newContext()).newPage();
    await page.goto(`${server.address}/`);
    await settled(page);
    await look(page, 'first page');
    await page.getByRole('button', { name: 'Set up your clinic' }).click();
    await page.getByRole('button', { name: 'Add a person' }).click();
    await look(page, 'setup');
    await page.goto(`${demo.address}/`);
    await settled(page);
    await look(page, 'sign-in of the demo');
    await page.goto(`${demo.address}/q#${'0'.repeat(43)}`);
    await page.locator('h1, h2').first().waitFor();
    await look(page, 'a link that opens nothing');
    const { page: measures } = await demo.open('/patients/$patientId/measures');
    await measures.getByRole('button', { name: 'Make a link for the patient' }).click();
    await page.goto(await measures.getByLabel('Give this address to the patient').inputValue());
    await page.getByLabel('Day').waitFor();
    await look(page, 'the birth date of a patient');
    const born = /born (\d+) (\w+) (\d{4})/.exec(await measures.locator('body').innerText());
    const month = new Date(`${born?.[2]} 1, 2000`).getMonth() + 1;
    for (const [label, value] of [
      ['Day', born?.[1]],
      ['Month', String(month)],
      ['Year', born?.[3]],
    ] as const)
      await page.getByLabel(label).fill(value ?? '');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.locator('.answers button').first().waitFor();
    await look(page, 'a question of a patient');
    assert.deepEqual(faults, []);
  },
);
