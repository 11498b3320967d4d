import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test, { after, before } from 'node:test';
import type { Page } from 'playwright-core';
import { openBrowser, watchErrors } from './browser.ts';
import { demoServer, type DemoServer } from './demo-server.ts';
import { demoOf, type Demo } from './screens.ts';

const browser = await openBrowser();
const skip = browser === undefined ? 'no browser on this machine' : false;
const options = { skip, timeout: 150_000 };
let server: DemoServer;
let demo: Demo;
let page: Page;
let errors: string[];

before(async () => {
  if (browser === undefined) return;
  server = await demoServer(browser);
  demo = demoOf(browser, server.address);
  page = await demo.at('Prescriber');
  errors = watchErrors(page);
  await page.goto(`${demo.address}/explorer`);
  await banded();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

const banded = async () => await page.getByText(/Line: median.*1,000 simulated people/).waitFor();
const figure = async (name: string, plan: number) =>
  Number.parseFloat(
    (await page
      .getByRole('row', { name: new RegExp(name) })
      .locator('td')
      .nth(plan)
      .textContent()) ?? '',
  );
const dose = (letter: string) => page.getByRole('textbox', { name: `Dose, Plan ${letter}` });
const took = async () =>
  JSON.parse((await page.locator('[data-took]').getAttribute('data-took')) ?? '{}') as {
    readonly typical?: number;
    readonly bands?: number;
  };

test(
  'the explorer shows the predicted plasma, receptors, effect and mood of a plan, labelled as a model',
  options,
  async () => {
    // composite-1 at 70 kg: 0.5 mg/kg in 40 minutes takes about a quarter of the receptors.
    await page.getByLabel('Weight, kg').fill('70');
    await banded();
    const taken = await figure('Most receptors taken', 0);
    assert.ok(Math.abs(taken - 26) < 1, `${taken} %`);
    assert.equal(await page.locator('svg[data-figure]').count(), 4);
    assert.equal(await page.locator('svg[data-figure]').getByText('model, not a measurement').count(), 4);
    assert.ok((await figure('Highest ketamine', 0)) > 100);
    assert.ok((await figure('Mood by the drug', 0)) < -3);
    for (const word of ['Sign', 'Order', 'Save to plan'])
      assert.equal(await page.locator('main').getByRole('button', { name: word, exact: true }).count(), 0);
  },
);

test(
  'up to four plans stand beside each other, each in a line of its own, and a removed one comes back',
  options,
  async () => {
    const add = page.getByRole('button', { name: 'Add a plan to compare' });
    await add.click();
    await page.getByRole('textbox', { name: 'Minutes, Plan B' }).fill('60');
    await add.click();
    await page.getByLabel('Route, Plan C').selectOption('nasal-device');
    await dose('C').fill('84');
    await add.click();
    await page.getByLabel('Route, Plan D').selectOption('sc');
    await page.getByLabel('Drug, Plan D').selectOption('ketamine');
    await page.getByLabel('Unit, Plan D').selectOption('mg/kg');
    await dose('D').fill('0.75');
    await banded();
    assert.equal(await add.count(), 0, 'four are the most');
    assert.ok(
      (await figure('Highest ketamine', 0)) > (await figure('Highest ketamine', 1)),
      'slower is lower',
    );
    // Perez-Ruixo 2021, Table 4 gives 101 ng/mL for 84 mg; composite-1 102.6.
    assert.ok(Math.abs((await figure('Highest ketamine', 2)) - 102.6) < 1.1);
    const dashes = await page
      .locator('svg[data-figure]')
      .first()
      .locator('.line')
      .evaluateAll((lines) => lines.map((line) => getComputedStyle(line).strokeDasharray));
    assert.equal(new Set(dashes).size, 4, 'told apart in grey print too');
    await page.getByRole('button', { name: 'Remove, Plan B' }).click();
    assert.equal(await page.getByRole('group', { name: 'Plan D' }).count(), 0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('group', { name: 'Plan D' }).waitFor();
    assert.equal(await page.getByRole('textbox', { name: 'Minutes, Plan B' }).inputValue(), '60');
  },
);

test(
  '[P7] why opens a number down to the paper of each parameter, with the value as used for this person',
  options,
  async () => {
    await page.getByRole('button', { name: 'Why: Most receptors taken, Plan A' }).click();
    const why = page.getByRole('dialog');
    await why.getByText('Fanta 2015, Eur J Clin Pharmacol 71:441').first().waitFor();
    const row = why.getByRole('row', { name: /ic50SKetamine/ });
    assert.match((await row.textContent()) ?? '', /862.*Shaffer 2014/);
    await page.keyboard.press('Escape');
    await why.waitFor({ state: 'detached' });
  },
);

test(
  'a medicine, a liver, pounds, a comma and an impossible device dose are shown or answered in a sentence, never with a zero curve',
  options,
  async () => {
    await page.getByText('Medicines that change ketamine').click();
    await page.getByLabel(/^Clarithromycin/).check();
    await page.getByText(/Raises ketamine taken by mouth/).waitFor();
    await page.getByLabel(/^Clarithromycin/).uncheck();
    const weight = page.getByLabel('Weight, kg');
    await weight.fill('155 lb');
    await page.getByText('That is 70.3 kg').first().waitFor();
    assert.equal(await page.locator('svg[data-figure]').count(), 0);
    await weight.fill('');
    await page.getByText('Type a weight in kilograms').first().waitFor();
    await weight.fill('70');
    await dose('A').fill('0,5');
    await page.getByText('“0,5” is not a number as used here').first().waitFor();
    await dose('A').fill('0.5');
    await dose('C').fill('30');
    await page.getByText('The nasal device gives 28 mg each: 28, 56, 84 or 112 mg.').first().waitFor();
    await dose('C').fill('84');
    await page.getByText('More about the person').click();
    await page.getByLabel('Liver disease').selectOption('severe');
    await page.getByText('Ketamine was not studied in severe liver disease').first().waitFor();
    await page.getByLabel('Liver disease').selectOption('');
    await page.getByLabel('Model', { exact: true }).selectOption('domino-1982');
    await page
      .getByText(/Plan C: .*is about ketamine, not esketamine/)
      .first()
      .waitFor();
    await page.getByLabel('Model', { exact: true }).selectOption('composite-1');
    await banded();
  },
);

test(
  'bands of many people show their progress and can be stopped; the page answers meanwhile',
  options,
  async () => {
    await page.getByLabel('People in a band').selectOption('10000');
    await page.getByRole('progressbar').waitFor();
    await dose('A').fill('0.6');
    await page.getByRole('progressbar').waitFor();
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await page.getByText('Bands were stopped.').waitFor();
    await page.getByLabel('People in a band').selectOption('1000');
    await dose('A').fill('0.5');
    await banded();
  },
);

test(
  '[promise 9] once open it goes on without a network, and what was typed is there after a reload',
  options,
  async () => {
    await page.context().setOffline(true);
    const before = await figure('Highest ketamine', 0);
    await dose('A').fill('1');
    await page.waitForFunction((was) => {
      const cell = [...document.querySelectorAll('tr')].find((row) =>
        row.textContent?.startsWith('Highest ketamine'),
      );
      return Number.parseFloat(cell?.querySelector('td')?.textContent ?? '') > 1.9 * was;
    }, before);
    await banded();
    await page.context().setOffline(false);
    await page.reload();
    await banded();
    assert.equal(await dose('A').inputValue(), '1');
    assert.equal(await page.getByRole('group', { name: 'Plan D' }).count(), 1);
  },
);

test(
  'the charts are read with the keyboard and as tables; drawing, picture and numbers are saved',
  options,
  async () => {
    const chart = page.getByRole('slider', { name: /^Plasma ketamine/ });
    await chart.focus();
    for (let step = 0; step < 6; step += 1) await page.keyboard.press('ArrowRight');
    assert.match(
      (await chart.getAttribute('aria-valuetext')) ?? '',
      /^At 0\.\d+ h: A \d+ \(\d.* to \d.*\); B /,
    );
    await page.keyboard.press('t');
    await page.locator('.band-chart table').first().waitFor();
    await page.keyboard.press('t');
    const saved = async (button: string) => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: button }).click(),
      ]);
      return readFileSync(await download.path());
    };
    const svg = (await saved('Drawing (SVG)')).toString();
    assert.match(svg, /^<svg xmlns/);
    assert.equal(svg.match(/Plasma ketamine, ng\/mL/g)?.length, 1);
    assert.match(svg, /model, not a measurement/);
    assert.doesNotMatch(svg, /var\(--|class="line"/, 'it stands alone');
    const png = await saved('Picture (PNG)');
    assert.equal(png.subarray(1, 4).toString(), 'PNG');
    assert.ok(png.length > 20_000);
    const csv = (await saved('Numbers (CSV)')).toString().split('\n');
    assert.match(csv[0] ?? '', /model, not a measurement/);
    assert.equal(csv[1], 'plan,time_h,channel,typical,p5,p25,median,p75,p95,people');
    assert.ok(csv.filter((line) => line.includes('Nasal') || line.includes('nasal')).length > 500);
  },
);

test(
  'one plan is redrawn in under 16 ms and the bands of 1,000 people take under 300 ms in their worker',
  options,
  async () => {
    for (const letter of ['D', 'C', 'B'])
      await page.getByRole('button', { name: `Remove, Plan ${letter}` }).click();
    const typical: number[] = [];
    const bands: number[] = [];
    for (let round = 0; round < 9; round += 1) {
      await dose('A').fill(`0.${round + 1}`);
      await page.getByText('Bands follow').waitFor();
      await banded();
      const { typical: one = 0, bands: many = 0 } = await took();
      typical.push(one);
      bands.push(many);
    }
    const middle = (values: readonly number[]) => values.toSorted((a, b) => a - b)[4] ?? Number.NaN;
    console.log(`# redraw ${middle(typical).toFixed(1)} ms, bands of 1,000 ${middle(bands).toFixed(0)} ms`);
    // Targets of a quiet machine; tests share theirs, so that only a regression fails here.
    assert.ok(middle(typical) < 48 && middle(bands) < 900);
  },
);

test('nothing went wrong in the browser on the way', options, () => {
  assert.deepEqual(errors, []);
});
