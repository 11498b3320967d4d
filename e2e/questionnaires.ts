import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { client, routes, type ResponseView } from '@evenkeel/contract';
import type { Instrument } from '@evenkeel/instruments';
import { uuidV7 } from '@evenkeel/quantities';
import type { BrowserContext, Page } from 'playwright-core';
import { oneTimeCode } from './one-time-code.ts';
import { people } from './people.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** An id made here. */
export const id = (): string => uuidV7(Date.now(), randomBytes(10));

/** What a nurse does through the clinic's contract, without its screens. */
export interface NurseAtWork {
  /** Registers a patient; the birth date is that of `birth`. */
  readonly register: (given: string) => Promise<string>;
  readonly link: (
    patientId: string,
    instruments: readonly string[],
    kind?: 'personal' | 'kiosk',
  ) => Promise<{ readonly path: string; readonly code: string; readonly responseIds: readonly string[] }>;
  readonly responses: (patientId: string) => Promise<readonly ResponseView[]>;
  /** Enters a total from paper, so many days ago. */
  readonly total: (patientId: string, instrument: string, total: number, daysAgo: number) => Promise<void>;
}

export const birth = { date: '1984-03-09', day: '9', month: '3', year: '1984' } as const;

/** Sets up a clinic and signs its nurse in. */
export async function nurseOf(address: string): Promise<NurseAtWork> {
  const jar = new Map<string, string>();
  const call = client(`${address}/api`, async (input, init) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = new Headers(init?.headers);
    headers.set('cookie', cookie);
    const answer = await fetch(input, { ...init, headers });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    return answer;
  });
  const { administrator, nurse } = people;
  await call(routes.setUp, {
    body: {
      clinicName: 'Quayside Clinic',
      timeZone: 'Europe/London',
      jurisdiction: 'UK',
      administrator: {
        login: administrator.login,
        name: administrator.name,
        password: administrator.password,
      },
      people: [
        {
          login: nurse.login,
          name: nurse.name,
          password: nurse.password,
          roles: ['nurse', 'frontDesk'],
          licensed: true,
        },
      ],
    },
  });
  await call(routes.signIn, { body: { login: nurse.login, password: nurse.password } });
  const { secret } = await call(routes.beginCode, { body: {} });
  await call(routes.confirmCode, { body: { code: oneTimeCode(secret, Date.now()) } });
  return {
    register: async (given) => {
      const patientId = id();
      await call(routes.registerPatient, {
        body: {
          patientId,
          notADuplicate: true,
          demographics: {
            family: 'Marlowe',
            given,
            birthDate: birth.date,
            sex: 'female',
            contacts: [{ kind: 'patient', phone: '020 7946 0018' }],
          },
        },
      });
      return patientId;
    },
    link: async (patientId, instruments, kind = 'personal') => {
      const { path, code, responseIds } = await call(routes.makeLink, {
        params: { patientId },
        body: { instruments: [...instruments], timepoint: 'day7', kind },
      });
      return { path: `${address}${path}`, code: code ?? '', responseIds };
    },
    responses: async (patientId) => (await call(routes.responses, { params: { patientId } })).responses,
    total: async (patientId, instrument, total, daysAgo) => {
      await call(routes.recordTotal, {
        params: { patientId },
        body: {
          responseId: id(),
          instrument,
          timepoint: 'baseline',
          total,
          takenAt: new Date(Date.now() - daysAgo * 86_400_000).toISOString(),
          known: [],
        },
      });
    },
  };
}

/** A phone's page with a short wait, so that what does not come is told soon. */
export async function phone(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  return page;
}

/** Types the birth date and goes on. */
export async function giveBirthDate(page: Page): Promise<void> {
  await page.getByLabel('Day').fill(birth.day);
  await page.getByLabel('Month').fill(birth.month);
  await page.getByLabel('Year').fill(birth.year);
  await page.getByRole('button', { name: 'Continue' }).click();
}

/** Taps the answer with this place among the large answers of the question that asks. */
export async function tap(page: Page, question: string, place: number): Promise<void> {
  await page.locator('h1').filter({ hasText: question }).waitFor();
  // The question stands there, so the wait for a still picture can be left out; there are many of these taps.
  await page.locator('.answers button').nth(place).click({ force: true });
}

/** What a question asks. */
export const textAt = (instrument: Instrument | undefined, place: number) =>
  instrument?.items[place]?.text ?? `Question ${place + 1}`;
/** The thanks after the last questionnaire. */
export const sent = (page: Page) =>
  page.getByRole('heading', { name: 'Thank you. Your answers are with the clinic.' });
/** The button that sends a questionnaire. */
export const send = (page: Page) => page.getByRole('button', { name: /^Send/ });

/** Answers one scale with the places of its answers, from its first question to its sending. */
export async function answerAll(
  page: Page,
  instrument: Instrument,
  places: readonly number[],
): Promise<void> {
  for (const [place, choice] of places.entries()) {
    await tap(page, textAt(instrument, place), choice);
    const flag = instrument.flags.find(({ flag: name, item }) => name === 'suicidality' && item === place);
    const value = instrument.items[place]?.options[choice]?.value ?? 0;
    if (flag !== undefined && value >= flag.atLeast) {
      await page.getByText('You do not have to be alone with this').waitFor();
      await page.getByRole('button', { name: 'Continue' }).click();
    }
  }
  await page.getByRole('heading', { name: 'Your answers' }).waitFor();
  await send(page).click();
}

/** Treatment days and a change as the clinic tells them, laid into its answers: the way to a dose is the main job's test. */
export async function withTreatment(page: Page, change: object, baseline: number): Promise<void> {
  const days = [29, 25, 11].map((ago) => new Date(Date.now() - ago * 86_400_000).toISOString());
  await page.route(/\/api\/link\/(progress|goals)/, async (route) => {
    const told = (await (await route.fetch()).json()) as { charts: { domain: string; baseline?: number }[] };
    for (const chart of told.charts) if (chart.domain === 'mood') chart.baseline = baseline;
    await route.fulfill({ json: { ...told, change, doses: days, next: '2031-03-05' } });
  });
}

interface Found {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly target: readonly string[] }[];
}

/**
 * What is wrong with a page as it stands, on a small phone and on a desktop, light and dark, and at twice the text size: rules
 * of WCAG 2.2 AA, a page wider than its screen, and targets under 44 px.
 */
export async function faultsOf(page: Page, where: string): Promise<readonly string[]> {
  const faults: string[] = [];
  const before = page.viewportSize() ?? { width: 360, height: 740 };
  // Evaluated by the debugger, not as a script of the page: the content security policy stays as it is.
  if (!(await page.evaluate(`typeof axe === 'object'`))) await page.evaluate(axe);
  for (const width of [320, 1024]) {
    await page.setViewportSize({ width, height: 700 });
    for (const colorScheme of width === 320 ? (['light', 'dark'] as const) : (['light'] as const)) {
      await page.emulateMedia({ colorScheme });
      const { violations, passed } = (await page.evaluate(`
        axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
        resultTypes: ['violations'],
      })
          .then(({ violations, passes }) => ({ violations, passed: passes.length }))`)) as {
        readonly violations: readonly Found[];
        readonly passed: number;
      };
      assert.ok(passed > 5, `${where} was looked at`);
      for (const { id: rule, help, nodes } of violations)
        for (const { target } of nodes)
          faults.push(`${where} ${width} px ${colorScheme}: ${rule} (${help}) at ${target.join(' ')}`);
    }
    for (const zoom of ['100%', '200%']) {
      const wrong = await page.evaluate((size) => {
        document.documentElement.style.fontSize = size;
        document.body.style.fontSize = size === '100%' ? '' : '36px';
        const found: string[] = [];
        const { scrollWidth, clientWidth } = document.documentElement;
        if (scrollWidth > clientWidth + 1)
          found.push(`${scrollWidth - clientWidth} px wider than the screen`);
        for (const element of document.querySelectorAll(
          'button, summary, a, label:has(> input[type=radio]), input:not([type=radio])',
        )) {
          const { width: wide, height: high } = element.getBoundingClientRect();
          if (high > 0 && (high < 43.5 || wide < 43.5))
            found.push(`a target of ${wide.toFixed(0)} by ${high.toFixed(0)} px: ${element.textContent}`);
        }
        document.documentElement.style.fontSize = '';
        document.body.style.fontSize = '';
        return found;
      }, zoom);
      faults.push(...wrong.map((what) => `${where} ${width} px ${zoom}: ${what}`));
    }
  }
  await page.emulateMedia({ colorScheme: null });
  await page.setViewportSize(before);
  return faults;
}
