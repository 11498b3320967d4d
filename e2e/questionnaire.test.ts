// More than 400 lines, because its tests share one server and one clinic.
import assert from 'node:assert/strict';
import { availableParallelism, loadavg } from 'node:os';
import test, { after, before } from 'node:test';
import { instruments, isForPatients, score, type Instrument } from '@evenkeel/instruments';
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { openBrowser, shot, watchErrors } from './browser.ts';
import {
  answerAll,
  faultsOf,
  giveBirthDate,
  nurseOf,
  phone,
  send,
  sent,
  tap,
  textAt,
  withTreatment,
  type NurseAtWork,
} from './questionnaires.ts';
import { newDataFolder, removeDataFolder, startEvenkeel, type Running } from './server.ts';

const browser = await openBrowser();
const skip = browser === undefined ? 'no browser on this machine' : false;
const dataFolder = newDataFolder();
let server: Running;
let nurse: NurseAtWork;

const small: BrowserContextOptions = {
  viewport: { width: 320, height: 640 },
  isMobile: true,
  hasTouch: true,
  locale: 'en-GB',
  timezoneId: 'Europe/London',
};
const phq9 = instruments.find(({ id }) => id === 'phq9');
const drug = /ketamine|spravato/i;

before(async () => {
  if (browser === undefined) return;
  server = await startEvenkeel(dataFolder);
  nurse = await nurseOf(server.address);
});

after(async () => {
  await browser?.close();
  await server?.stop();
  removeDataFolder(dataFolder);
});

async function newPhone(options = small): Promise<{ context: BrowserContext; page: Page; errors: string[] }> {
  assert.ok(browser !== undefined);
  const context = await browser.newContext(options);
  const page = await phone(context);
  return { context, page, errors: watchErrors(page) };
}

test(
  'every scale that patients answer is shown and answered by link, several in one visit, and scored as tapped',
  { skip, timeout: 180_000 },
  async () => {
    const all = instruments.filter(
      (one) => ['A', 'A-own', 'own'].includes(one.licence.licenceClass) && isForPatients(one),
    );
    assert.ok(all.length >= 10, `${all.length} scales`);
    const patientId = await nurse.register('Iris');
    const { context, page, errors } = await newPhone();
    const told = new Map<string, readonly (number | null)[]>();
    for (let from = 0; from < all.length; from += 4) {
      const some = all.slice(from, from + 4);
      const { path } = await nurse.link(
        patientId,
        some.map(({ id }) => id),
      );
      await page.goto(path);
      await giveBirthDate(page);
      for (const [index, instrument] of some.entries()) {
        await page.getByText(`Part ${index + 1} of ${some.length}`, { exact: true }).waitFor();
        const places = instrument.items.map(({ options }, place) => (place * 3 + from + 1) % options.length);
        await answerAll(page, instrument, places);
        told.set(
          instrument.id,
          places.map((choice, place) => instrument.items[place]?.options[choice]?.value ?? null),
        );
      }
      await sent(page).waitFor();
    }
    const kept = await nurse.responses(patientId);
    assert.equal(kept.length, all.length);
    for (const instrument of all) {
      const response = kept.find((one) => one.instrument === instrument.id);
      const answers = told.get(instrument.id) ?? [];
      assert.equal(response?.state, 'submitted', instrument.id);
      assert.deepEqual(response?.answers, answers, instrument.id);
      assert.equal(response?.score?.total, score(instrument, answers).total, instrument.id);
      assert.equal(response?.mode, 'link');
    }
    assert.deepEqual(errors, []);
    await context.close();
  },
);

/** Lets the page's clock run again, with a touch at this moment. */
async function touchNow(page: Page): Promise<void> {
  await page.clock.setSystemTime(new Date());
  await page.keyboard.press('Shift');
}

/** Nobody touches the page until it asks; then its clock stands still, so that it waits however slow this machine is. */
async function leftAlone(page: Page): Promise<void> {
  await touchNow(page);
  await page.clock.fastForward(165_000);
  await page.getByRole('alertdialog').getByText('Are you still there?').waitFor();
  await page.clock.setFixedTime(Number(await page.evaluate('Date.now()')));
}

/**
 * How long a person waits on a new phone at a sixth of the speed, from the link to the first question, without the typing of
 * the birth date. Milliseconds.
 */
async function waitForFirst(path: string): Promise<number> {
  const { context, page } = await newPhone();
  const throttle = await context.newCDPSession(page);
  await throttle.send('Emulation.setCPUThrottlingRate', { rate: 6 });
  const begun = performance.now();
  await page.goto(path, { waitUntil: 'commit' });
  await page.getByLabel('Day').waitFor();
  const asked = performance.now();
  await page.getByLabel('Day').fill('9');
  await page.getByLabel('Month').fill('3');
  await page.getByLabel('Year').fill('1984');
  const typed = performance.now();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('heading', { name: textAt(phq9, 0) }).waitFor();
  const shown = performance.now();
  await context.close();
  return asked - begun + (shown - typed);
}

test(
  '[L12] PHQ-9 takes ten taps and one to send on a phone of 320 px, and its first question is there in two seconds',
  { skip, timeout: 180_000 },
  async () => {
    const patientId = await nurse.register('Ada');
    const { path } = await nurse.link(patientId, ['phq9']);
    // The machine is shared: the least of three tries is nearest to what the page itself takes.
    const waits = [await waitForFirst(path), await waitForFirst(path), await waitForFirst(path)];
    const waited = Math.min(...waits);
    const { context, page } = await newPhone();
    await page.goto(path);
    await giveBirthDate(page);
    await page.getByRole('heading', { name: textAt(phq9, 0) }).waitFor();
    await page.evaluate(`
      window.taps = 0;
      addEventListener('click', (event) => { if (event.isTrusted) window.taps += 1; }, true);`);
    for (const [place, choice] of [3, 2, 2, 1, 0, 1, 2, 3, 0, 1].entries())
      await tap(page, textAt(phq9, place), choice);
    await send(page).click();
    await sent(page).waitFor();
    const taps = Number(await page.evaluate('window.taps'));
    const line = `first question after ${waits.map((wait) => wait.toFixed(0)).join(', ')} ms at a sixth of the speed, ${taps} taps`;
    console.log(`# ${line}`);
    // Two seconds is the promise on a quiet machine; tests share theirs.
    const crowd = Math.max(1, (loadavg()[0] ?? 1) / availableParallelism());
    assert.ok(waited < 2_000 * crowd, `${line}, ${crowd.toFixed(1)} at work for each processor`);
    assert.equal(taps, 11);
    const [response] = await nurse.responses(patientId);
    assert.equal(response?.score?.total, 14);
    await context.close();
  },
);

test(
  '[P1] [L12] a questionnaire goes on at the same item on another device, and a sent one is skipped',
  { skip, timeout: 120_000 },
  async () => {
    const patientId = await nurse.register('Cleo');
    const { path } = await nurse.link(patientId, ['phq2', 'phq9']);
    const phq2 = instruments.find(({ id }) => id === 'phq2');
    const first = await newPhone();
    await first.page.goto(path);
    await giveBirthDate(first.page);
    // The keyboard answers too.
    for (const place of [0, 1]) {
      await first.page.getByRole('heading', { name: textAt(phq2, place) }).waitFor();
      await first.page.keyboard.press('2');
    }
    await first.page.getByRole('button', { name: 'Send and go on' }).press('Enter');
    for (const place of [0, 1]) {
      await first.page.getByText('Part 2 of 2', { exact: true }).waitFor();
      await tap(first.page, textAt(phq9, place), 1);
    }
    await first.page.getByText('3 of 9', { exact: true }).waitFor();
    await first.page.getByText('Each answer is kept as you give it').waitFor();
    await first.context.close();
    const second = await newPhone();
    await second.page.goto(path);
    await giveBirthDate(second.page);
    await second.page.getByText('Part 2 of 2', { exact: true }).waitFor();
    await second.page.getByText('3 of 9', { exact: true }).waitFor();
    assert.equal(
      await second.page.evaluate('document.activeElement?.tagName'),
      'H1',
      'a screen reader begins at the question',
    );
    // All on one page, and remembered after a reload.
    await second.page.getByRole('button', { name: 'Show all questions on one page' }).click();
    await second.page
      .getByRole('group', { name: textAt(phq9, 2) })
      .getByLabel('Several days')
      .check();
    await second.page.getByText('Each answer is kept as you give it').waitFor();
    assert.deepEqual(await faultsOf(second.page, 'all questions'), []);
    await shot(second.page, 'patient-all-questions');
    await second.page.reload();
    const third = second.page.getByRole('group', { name: textAt(phq9, 2) });
    await third.waitFor();
    assert.equal(await third.getByLabel('Several days').isChecked(), true);
    await second.context.close();
  },
);

test(
  '[P1] [P9] without a connection answers are kept and the crisis contacts are there; both go on when it is back',
  { skip, timeout: 120_000 },
  async () => {
    const patientId = await nurse.register('Dora');
    const { path } = await nurse.link(patientId, ['phq9', 'gad7']);
    const gad7 = instruments.find(({ id }) => id === 'gad7');
    const { context, page, errors } = await newPhone();
    await page.goto(path);
    await giveBirthDate(page);
    for (const place of [0, 1, 2]) await tap(page, textAt(phq9, place), 2);
    await page.getByText('4 of 9', { exact: true }).waitFor();
    await page.getByText('Each answer is kept as you give it').waitFor();
    await context.setOffline(true);
    for (const place of [3, 4, 5, 6, 7, 8]) await tap(page, textAt(phq9, place), 1);
    await page.getByText('There is no connection just now').waitFor();
    const card = page.locator('.crisis');
    await card.getByText('You do not have to be alone with this').waitFor();
    assert.ok((await card.getByRole('link', { name: /^Call/ }).count()) >= 1);
    await shot(page, 'patient-crisis');
    await page.getByRole('button', { name: 'Continue' }).click();
    await tap(page, textAt(phq9, 9), 1);
    await send(page).click();
    // The next questionnaire can be answered meanwhile.
    await answerAll(page, gad7 as Instrument, [0, 1, 2, 3, 0, 1, 2]);
    await page.getByRole('heading', { name: 'Your answers are kept on this device' }).waitFor();
    await page.locator('.crisis').getByRole('link', { name: /^Call/ }).first().waitFor();
    await shot(page, 'patient-waiting');
    const waiting = await nurse.responses(patientId);
    assert.ok(waiting.every(({ state }) => state === 'open'));
    await context.setOffline(false);
    await sent(page).waitFor();
    await page.locator('.crisis').waitFor();
    const kept = await nurse.responses(patientId);
    assert.deepEqual(
      kept.find(({ instrument }) => instrument === 'phq9')?.answers,
      [2, 2, 2, 1, 1, 1, 1, 1, 1, 1],
    );
    assert.deepEqual(kept.find(({ instrument }) => instrument === 'gad7')?.answers, [0, 1, 2, 3, 0, 1, 2]);
    assert.equal(
      await page.evaluate(`Object.keys(localStorage).filter((key) => key.includes('sheet')).length`),
      0,
    );
    assert.deepEqual(errors, []);
    await context.close();
  },
);

test(
  'the clinic’s tablet opens with a code and the birth date, thanks without scores, and forgets the person',
  { skip, timeout: 180_000 },
  async () => {
    const patientId = await nurse.register('Eve');
    const { path, code } = await nurse.link(patientId, ['gad7', 'evenkeel-sleep'], 'kiosk');
    assert.match(path, /\/q#kiosk$/);
    const gad7 = instruments.find(({ id }) => id === 'gad7');
    const sleep = instruments.find(({ id }) => id === 'evenkeel-sleep');
    const { context, page, errors } = await newPhone({ ...small, viewport: { width: 768, height: 1024 } });
    await page.clock.install();
    await page.goto(path);
    assert.deepEqual(await faultsOf(page, 'code'), []);
    await shot(page, 'kiosk-code');
    const open = async () => {
      await page
        .getByLabel('The code from your clinic')
        .fill(` ${code.slice(0, 4).toLowerCase()} - ${code.slice(4)}`);
      await giveBirthDate(page);
    };
    await page.getByLabel('The code from your clinic').fill('ABC');
    await giveBirthDate(page);
    await page.getByText('It has 8 letters and digits').waitFor();
    await open();
    await page.getByRole('button', { name: 'Show all questions on one page' }).click();
    await page.getByRole('button', { name: 'Show one question at a time' }).click();
    await tap(page, textAt(gad7, 0), 1);
    await page.getByText('2 of 7', { exact: true }).waitFor();
    await page.getByText('Each answer is kept as you give it').waitFor();

    // Left alone: it says so, and a touch keeps it.
    await leftAlone(page);
    assert.deepEqual(await faultsOf(page, 'still there'), []);
    await shot(page, 'kiosk-still-there');
    await page.getByRole('button', { name: 'I am still here' }).click();
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    assert.equal(await page.evaluate('document.activeElement?.tagName'), 'H1', 'back at the question');
    // A finger that goes down does not take it away: what comes up would meet the question.
    await leftAlone(page);
    await page.mouse.move(3, 300);
    await page.mouse.down();
    await page.getByRole('alertdialog').waitFor();
    await page.mouse.up();
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    // No key that answers it answers the question below, however long it is held.
    for (const key of ['Enter', 'Space', '1']) {
      await page.locator('.answers button').first().focus();
      await leftAlone(page);
      for (let times = 0; times < 3; times += 1) await page.keyboard.down(key);
      await page.keyboard.up(key);
      await page.getByRole('alertdialog').waitFor({ state: 'detached' });
      await page.getByText('2 of 7', { exact: true }).waitFor();
    }
    await touchNow(page);
    await page.clock.fastForward(181_000);
    await page.getByLabel('The code from your clinic').waitFor();
    assert.equal(await page.getByLabel('The code from your clinic').inputValue(), '');
    assert.equal(await page.getByText(textAt(gad7, 1)).count(), 0);

    await open();
    await page.getByText('2 of 7', { exact: true }).waitFor();
    for (const place of [1, 2, 3, 4, 5, 6]) await tap(page, textAt(gad7, place), 2);
    await page.getByRole('button', { name: 'Send and go on' }).click();
    await answerAll(page, sleep as Instrument, [4]);
    await sent(page).waitFor();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    assert.deepEqual(await faultsOf(page, 'thanks'), []);
    await shot(page, 'kiosk-thanks');
    const text = await page.locator('body').innerText();
    assert.doesNotMatch(text, /13|point|How things have gone|better/i);
    await page.clock.fastForward(21_000);
    await page.getByLabel('The code from your clinic').waitFor();
    assert.deepEqual(
      asked.filter((url) => /\/api\/link\//.test(url)),
      [],
      'nothing is asked after the thanks',
    );
    assert.equal(await page.evaluate('Object.keys(localStorage).length'), 0, 'nothing is kept');
    assert.equal(new URL(page.url()).hash, '#kiosk');
    const kept = await nurse.responses(patientId);
    assert.ok(kept.every(({ state, mode }) => state === 'submitted' && mode === 'kiosk'));
    assert.equal(kept.find(({ instrument }) => instrument === 'gad7')?.score?.total, 13);
    assert.deepEqual(errors, []);
    await context.close();
  },
);

test(
  '[P1] [P9] the tablet still sends what one person left, while the next one answers and sees nothing of it',
  { skip, timeout: 120_000 },
  async () => {
    const phq2 = instruments.find(({ id }) => id === 'phq2');
    const gad7 = instruments.find(({ id }) => id === 'gad7');
    const [ann, bea] = [await nurse.register('Ann'), await nurse.register('Bea')];
    const first = await nurse.link(ann, ['phq2'], 'kiosk');
    const next = await nurse.link(bea, ['gad7'], 'kiosk');
    const { context, page, errors } = await newPhone({ ...small, viewport: { width: 768, height: 1024 } });
    await page.clock.install();
    let isLost = true;
    let passOfFirst: string | undefined;
    await page.route(/\/api\/link\/(answers|submit)/, async (route) => {
      const pass = route.request().headers()['x-evenkeel-link'];
      passOfFirst ??= pass;
      return isLost && pass === passOfFirst ? route.abort() : route.continue();
    });
    const open = async (code: string) => {
      await page.getByLabel('The code from your clinic').fill(code);
      await giveBirthDate(page);
    };
    await page.goto(first.path);
    await open(first.code);
    await tap(page, textAt(phq2, 0), 2);
    await tap(page, textAt(phq2, 1), 3);
    await page.getByRole('heading', { name: 'Your answers' }).waitFor();
    await send(page).click();
    await page.getByRole('heading', { name: 'Your answers are kept on this device' }).waitFor();
    await touchNow(page);
    await page.clock.fastForward(181_000);
    await page.getByText('Some answers given here before are not with the clinic yet.').waitFor();
    assert.deepEqual(await faultsOf(page, 'code after another person'), []);
    await open(next.code);
    await tap(page, textAt(gad7, 0), 1);
    await page.getByText('Each answer is kept as you give it').waitFor();
    assert.ok((await nurse.responses(ann)).every(({ state }) => state === 'open'));
    isLost = false;
    await page.clock.fastForward(11_000);
    while ((await nurse.responses(ann)).some(({ state }) => state === 'open')) await page.waitForTimeout(100);
    await page.getByText('2 of 7', { exact: true }).waitFor();
    assert.equal(await page.getByText(textAt(phq2, 0)).count(), 0);
    const [kept] = await nurse.responses(ann);
    assert.deepEqual(kept?.answers, [2, 3]);
    const [other] = await nurse.responses(bea);
    assert.deepEqual(other?.answers.slice(0, 2), [1, null]);
    await page.clock.fastForward(181_000);
    await page.getByLabel('The code from your clinic').waitFor();
    assert.equal(await page.getByText('Some answers given here before').count(), 0);
    assert.equal(await page.evaluate('Object.keys(localStorage).length'), 0, 'nothing is kept');
    assert.deepEqual(await context.cookies(), [], 'nor a sign-in');
    assert.deepEqual(errors, []);
    await context.close();
  },
);

test(
  '[P1] [P3] a device that keeps nothing says so, and what came too late from a second device is shown',
  { skip, timeout: 120_000 },
  async () => {
    const phq2 = instruments.find(({ id }) => id === 'phq2');
    const patientId = await nurse.register('Gwen');
    const { path } = await nurse.link(patientId, ['phq2']);
    const { context, page, errors } = await newPhone();
    await page.addInitScript(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException('full', 'QuotaExceededError');
      };
    });
    await page.goto(path);
    await giveBirthDate(page);
    await tap(page, textAt(phq2, 0), 2);
    await page.getByText('Each answer is kept as you give it').waitFor();
    await context.setOffline(true);
    await tap(page, textAt(phq2, 1), 3);
    await page
      .getByText('This device does not keep your answers.', { exact: false })
      .and(page.locator('.small'))
      .waitFor();
    await page.getByText('and this device does not keep your answers').waitFor();
    assert.equal(await page.getByText('Kept on this device').count(), 0);
    const second = await newPhone();
    await second.page.goto(path);
    await giveBirthDate(second.page);
    await tap(second.page, textAt(phq2, 1), 0);
    await send(second.page).click();
    await sent(second.page).waitFor();
    await context.setOffline(false);
    const late = page.getByRole('alert').filter({ hasText: 'These answers came later' });
    await late.getByText('Nearly every day').waitFor();
    assert.equal(await late.locator('dd').count(), 1, 'not the one that the clinic has');
    await late.getByText('The clinic can see what you answered here').waitFor();
    assert.deepEqual(await faultsOf(page, 'answers that were not taken'), []);
    await shot(page, 'patient-not-taken');
    await late.getByRole('button', { name: 'I have read this' }).click();
    await late.waitFor({ state: 'detached' });
    const [kept] = await nurse.responses(patientId);
    assert.deepEqual([kept?.answers, kept?.late], [[2, 0], [{ item: 1, answer: 3 }]]);
    assert.deepEqual([...errors, ...second.errors], []);
    await second.context.close();
    await context.close();
  },
);

test(
  'the own view says it in a sentence, shows a chart a scale, and keeps own goals and their marks',
  { skip, timeout: 180_000 },
  async () => {
    const patientId = await nurse.register('Fay');
    for (const [scale, total, daysAgo] of [
      ['phq9', 18, 90],
      ['phq9', 15, 30],
      ['phq9', 12, 20],
      ['gad7', 15, 30],
      ['who5', 24, 30],
      ['who5', 52, 3],
    ] as const)
      await nurse.total(patientId, scale, total, daysAgo);
    const { path } = await nurse.link(patientId, ['phq9', 'gad7']);
    const { context, page, errors } = await newPhone();
    await withTreatment(page, { kind: 'fewer', percent: 55 }, 15);
    await page.goto(path);
    assert.deepEqual(await faultsOf(page, 'birth date'), []);
    await giveBirthDate(page);
    await page.getByRole('heading', { name: textAt(phq9, 0) }).waitFor();
    assert.deepEqual(await faultsOf(page, 'question'), []);
    await shot(page, 'patient-question-320');
    for (const place of phq9?.items.keys() ?? []) await tap(page, textAt(phq9, place), place < 7 ? 1 : 0);
    await send(page).waitFor();
    assert.deepEqual(await faultsOf(page, 'review'), []);
    await shot(page, 'patient-review');
    await send(page).click();
    const gad7 = instruments.find(({ id }) => id === 'gad7');
    await answerAll(page, gad7 as Instrument, [1, 1, 1, 1, 1, 1, 1]);
    await sent(page).waitFor();
    await page.getByText('About 55 % fewer symptoms than when you started.').waitFor();
    await page
      .getByText('Your next visit: Wednesday, 5 March')
      .or(page.getByText('Your next visit: Wednesday 5 March'))
      .waitFor();
    for (const domain of ['Mood', 'Worry', 'Well-being'])
      await page.getByRole('heading', { name: domain, exact: true }).waitFor();
    assert.equal(
      await page.locator('figure').filter({ hasText: 'Mood' }).getByText('Lower is better').count(),
      2,
    );
    assert.equal(
      await page.locator('figure').filter({ hasText: 'Well-being' }).getByText('Higher is better').count(),
      2,
    );
    const mood = page.locator('figure').filter({ hasText: 'Mood' });
    assert.equal(await mood.locator('path.line').count(), 2, 'a gap after more than 45 days');
    await mood.getByText('The same as a list').click();
    await mood.getByText('18 points').waitFor();
    assert.doesNotMatch(await page.locator('body').innerText(), /severe|moderate|mild|suicid|dead/i);

    await page.getByRole('button', { name: 'Add a goal' }).click();
    await page.getByLabel('Your goal').fill('Walk the dog each morning');
    await page.getByRole('button', { name: 'Save' }).click();
    const goal = page.locator('.goal');
    await goal.getByRole('heading', { name: 'Walk the dog each morning' }).waitFor();
    await goal.getByRole('button', { name: '4 of 10', exact: true }).click();
    await goal.getByText('Kept: 4 of 10.').waitFor();
    await goal.getByRole('button', { name: /^Change the words/ }).click();
    await goal.getByLabel('Your goal').fill('Walk the dog each day');
    await goal.getByRole('button', { name: 'Save' }).click();
    await goal.getByRole('heading', { name: 'Walk the dog each day' }).waitFor();
    for (const words of ['Sleep through', 'See a friend', 'Cook on Sundays', 'Read a book']) {
      await page.getByRole('button', { name: 'Add a goal' }).click();
      await page.getByLabel('Your goal').fill(words);
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByRole('heading', { name: words }).waitFor();
    }
    await page.getByText('You have five goals.').waitFor();
    await page.getByRole('button', { name: 'I reached it: Walk the dog each day' }).click();
    await page.getByRole('button', { name: 'Lay it down: Cook on Sundays' }).click();
    await page.getByText('Goals you reached or laid down').click();
    await page.getByRole('button', { name: 'Take it up again: Cook on Sundays' }).waitFor();
    assert.deepEqual(await faultsOf(page, 'own view'), []);
    await shot(page, 'patient-own-view-320');
    await page.setViewportSize({ width: 1024, height: 800 });
    await shot(page, 'patient-own-view-1024');

    // Nothing is deleted, and another visit shows the same.
    await page.reload();
    await page.getByText('Goals you reached or laid down').click();
    await page.getByText('Walk the dog each day').waitFor();
    assert.deepEqual(errors, []);
    await context.close();
  },
);

test(
  'when it is harder the page says that the team sees it, what can help, and whom to reach, without red',
  { skip, timeout: 120_000 },
  async () => {
    const patientId = await nurse.register('Gwen');
    await nurse.total(patientId, 'gad7', 5, 20);
    const { path } = await nurse.link(patientId, ['gad7']);
    const gad7 = instruments.find(({ id }) => id === 'gad7');
    const { context, page } = await newPhone();
    await withTreatment(page, { kind: 'more', percent: 120 }, 5);
    await page.goto(path);
    await giveBirthDate(page);
    await answerAll(page, gad7 as Instrument, [2, 2, 2, 2, 1, 1, 1]);
    await page
      .getByText('About 120 % more symptoms than when you started. Your team sees this too.')
      .waitFor();
    await page.getByRole('heading', { name: 'What can help on hard days' }).waitFor();
    await page.getByText('Someone to talk to now').click();
    assert.ok((await page.locator('.hard').getByRole('link', { name: /^Call/ }).count()) >= 1);
    assert.deepEqual(await faultsOf(page, 'harder'), []);
    await shot(page, 'patient-harder');
    await context.close();
  },
);

test(
  'an answer that is a number has one large field with its unit and limits',
  { skip, timeout: 120_000 },
  async () => {
    const patientId = await nurse.register('Hope');
    const { path } = await nurse.link(patientId, ['evenkeel-sleep']);
    const { context, page } = await newPhone();
    // No scale of ours that patients answer asks for a number; a site's own text may.
    await page.route('**/api/link/questionnaire', async (route) => {
      const told = (await (await route.fetch()).json()) as {
        forms: {
          answers: null[];
          instrument: { items: { options: unknown[]; number?: unknown; text: string }[] };
        }[];
      };
      const [item] = told.forms[0]?.instrument.items ?? [];
      assert.ok(item !== undefined);
      item.options = [];
      item.text = 'How long did you sleep?';
      item.number = { from: 0, to: 24, step: 0.25, unit: 'hours' };
      await route.fulfill({ json: told });
    });
    await page.goto(path);
    await giveBirthDate(page);
    const field = page.getByRole('textbox', { name: 'How long did you sleep?' });
    await page.getByText('From 0 to 24 hours').waitFor();
    await field.fill('30');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('Please give a number from 0 to 24.').waitFor();
    assert.equal(await field.inputValue(), '30');
    assert.deepEqual(await faultsOf(page, 'number'), []);
    await shot(page, 'patient-number');
    await field.fill('7');
    await field.press('Enter');
    await page.getByText('7 hours').waitFor();
    await context.close();
  },
);

test(
  '[L11] no address and nothing that the page loads names a drug, and nothing comes from elsewhere',
  { skip, timeout: 120_000 },
  async () => {
    const patientId = await nurse.register('Ines');
    const { path } = await nurse.link(patientId, ['phq9']);
    const { context, page } = await newPhone();
    const loaded: { url: string; text: string }[] = [];
    const reading: Promise<void>[] = [];
    page.on('response', (response) => {
      reading.push(
        response.text().then(
          (text) => void loaded.push({ url: response.url(), text }),
          () => undefined,
        ),
      );
    });
    await page.goto(path);
    await giveBirthDate(page);
    await page.getByRole('heading', { name: textAt(phq9, 0) }).waitFor();
    await page.getByText('Help right now').click();
    await Promise.all(reading);
    assert.ok(loaded.length >= 4, 'what was loaded was read');
    for (const { url, text } of loaded) {
      assert.ok(url.startsWith(server.address), url);
      assert.doesNotMatch(url, drug);
      assert.doesNotMatch(text, drug, url);
    }
    assert.doesNotMatch(page.url(), drug);
    assert.doesNotMatch(await page.content(), drug);
    await context.close();
  },
);
