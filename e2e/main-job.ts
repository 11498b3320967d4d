import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { factBodies } from '@evenkeel/contract';
import { instantOf, uuidV7 } from '@evenkeel/quantities';
import type { Browser, Page } from 'playwright-core';
import { shot, watchErrors } from './browser.ts';
import { people, type AtWork, type PersonKey } from './people.ts';

/** What the main job needs: an address and the people at work. */
export interface Clinic {
  readonly address: string;
  readonly browser: Browser;
  readonly at: { readonly [K in PersonKey]: AtWork };
}

/** A patient as typed at the front desk. */
export interface TypedPatient {
  readonly family: string;
  readonly given: string;
  readonly birthDate: string;
  readonly sex: 'female' | 'male';
}

/** Front desk registers a patient by hand and gives the patient's id. */
export async function register({ at, address }: Clinic, patient: TypedPatient): Promise<string> {
  const { page } = at.frontDesk;
  await page.goto(`${address}/patients/new`);
  await page.getByLabel('Family name').fill(patient.family);
  await page.getByLabel('Given names').fill(patient.given);
  await page.getByLabel('Birth date').fill(patient.birthDate);
  await page.getByLabel('Sex').selectOption(patient.sex);
  await page.getByRole('textbox', { name: 'Phone', exact: true }).fill('020 7946 0018');
  await page.getByLabel('Name of the escort').fill('Kim Vale');
  await page.getByLabel('Phone of the escort').fill('020 7946 0021');
  await page.getByRole('button', { name: 'Register', exact: true }).click();
  return await patientIdOf(page);
}

async function patientIdOf(page: Page): Promise<string> {
  await page.waitForURL(/\/patients\/[0-9a-f-]{36}$/);
  return page.url().slice(-36);
}

/** Front desk drops a referral and registers its person; a nurse takes over what is current. Gives the patient's id. */
export async function refer({ at, address }: Clinic, fileName: string, bundle: string): Promise<string> {
  const desk = at.frontDesk.page;
  await desk.goto(`${address}/referrals`);
  await desk
    .locator('input[type=file]')
    .setInputFiles({ name: fileName, mimeType: 'application/json', buffer: Buffer.from(bundle) });
  await desk.waitForURL(/\/referrals\/[0-9a-f-]{36}$/);
  const referral = desk.url();
  await desk.getByRole('button', { name: 'Register this person' }).click();
  await desk.getByRole('link', { name: 'Open the patient' }).waitFor();
  const nurse = at.nurse.page;
  await nurse.goto(referral);
  for (const group of ['Conditions', 'Medicines', 'Allergies']) {
    const take = nurse.getByRole('button', { name: `Take over all current: ${group}`, exact: true });
    if ((await take.count()) > 0) {
      await take.click();
      await take.waitFor({ state: 'detached' });
    }
  }
  await nurse.getByRole('link', { name: 'Open the patient' }).click();
  return await patientIdOf(nurse);
}

async function addFact(page: Page, section: string, fill: () => Promise<void>): Promise<void> {
  await page.getByRole('button', { name: `Add: ${section}` }).click();
  await fill();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).waitFor({ state: 'detached' });
}

/**
 * A prescriber records diagnosis, trials, lists, weight, pressure, the screening answers and the work-up: each by hand, or,
 * where many patients come one after the other, as the page sends them, but for the lists, which are as each referral
 * filled them.
 */
export async function record(
  { at, address }: Clinic,
  patientId: string,
  note: string,
  asked: 'byHand' | 'bySending',
): Promise<void> {
  const { page } = at.prescriber;
  if (asked === 'bySending') await sendRecord(page, address, patientId, note);
  await page.goto(`${address}/patients/${patientId}`);
  if (asked === 'byHand') await typeFacts(page);
  for (const list of ['medicines', 'allergies', 'conditions']) {
    const confirm = page.getByRole('button', { name: `Confirm this list is complete: ${list}` });
    await confirm.click();
    await confirm.locator('..').getByText('Confirmed complete').waitFor();
  }
  const screening = page.getByRole('region', { name: 'Screening questions' });
  const questions = await screening.getByRole('group').all();
  assert.ok(questions.length >= 30, 'the screening questions are there');
  if (asked === 'bySending') return;
  for (const question of questions) {
    const legend = (await question.locator('legend').innerText()).trim();
    const answer = /^(Able to|Were the events)/.test(legend) ? 'Yes' : 'No';
    await screening.getByLabel(`Note: ${legend}`).fill(note);
    const button = question.getByRole('button', { name: answer, exact: true });
    await button.click();
    await page.waitForFunction(
      (element) => element?.getAttribute('aria-pressed') === 'true',
      await button.elementHandle(),
    );
  }
  await recordWorkUp(page, address, patientId);
}

/** Types what the forms of the patient's page ask for. */
async function typeFacts(page: Page): Promise<void> {
  await addFact(page, 'Diagnosis', async () => {
    await page.getByLabel('Severity').selectOption('severe');
    await page
      .getByRole('group', { name: 'Psychotic features' })
      .getByRole('button', { name: 'No', exact: true })
      .click();
  });
  for (const treatment of ['Sertraline', 'Venlafaxine']) {
    await addFact(page, 'Earlier treatments', async () => {
      await page.getByRole('textbox', { name: 'Treatment', exact: true }).fill(treatment);
      await page.getByRole('textbox', { name: 'Weeks', exact: true }).fill('8');
      for (const question of ['In this episode', 'Adequate dose', 'Taken as prescribed']) {
        await page
          .getByRole('group', { name: question })
          .getByRole('button', { name: 'Yes', exact: true })
          .click();
      }
      await page.getByLabel('Outcome').selectOption('noResponse');
    });
  }
  await addFact(
    page,
    'Weight',
    async () => await page.getByRole('textbox', { name: 'Weight in kilograms' }).fill('70'),
  );
  await addFact(page, 'Blood pressure', async () => {
    await page.getByLabel('Systolic').fill('124');
    await page.getByLabel('Diastolic').fill('78');
  });
}

/** Sends what the forms of the patient's page would send. */
async function sendRecord(page: Page, address: string, patientId: string, note: string): Promise<void> {
  const measuredAt = instantOf(Date.now());
  const trial = { weeks: 8, currentEpisode: 'yes', adequateDose: 'yes', adherence: 'yes' };
  const facts = [
    {
      kind: 'diagnosis',
      body: {
        kind: 'majorDepressiveDisorder',
        episode: 'depressive',
        severity: 'severe',
        psychoticFeatures: 'no',
      },
    },
    ...['Sertraline', 'Venlafaxine'].map((treatment) => ({
      kind: 'trial',
      body: { ...trial, treatment, outcome: 'noResponse' },
    })),
    { kind: 'weight', body: { kilograms: '70', measuredAt, estimated: false } },
    { kind: 'bloodPressure', body: { systolic: 124, diastolic: 78, measuredAt } },
    { kind: 'testResult', body: { test: 'qtc', value: 412, clear: 'yes', takenAt: measuredAt } },
    ...workUp(measuredAt),
  ];
  await Promise.all([
    sendAnswers(page, address, patientId, note),
    sendMoca(page, address, patientId),
    ...facts.map((fact) => sendFact(page, address, patientId, fact)),
  ]);
}

/** Questions that speak for a dose when they are answered with yes. */
const goodYes: ReadonlySet<string> = new Set(['capacityToConsent', 'lastSessionReviewed']);

/** Sends an answer to every question of the screening, each as it speaks for a dose. */
export async function sendAnswers(
  page: Page,
  address: string,
  patientId: string,
  note: string,
): Promise<void> {
  await Promise.all(
    factBodies.screening.shape.question.options.map((question) => {
      const body = { question, answer: goodYes.has(question) ? 'yes' : 'no', note };
      return sendFact(page, address, patientId, { kind: 'screening', body });
    }),
  );
}

/** Enters a MoCA that was rated on paper: it is asked of everybody from 65 years before racemic ketamine. */
async function sendMoca(page: Page, address: string, patientId: string): Promise<void> {
  const sent = await page.request.post(`${address}/api/patients/${patientId}/totals`, {
    data: {
      responseId: uuidV7(Date.now(), randomBytes(10)),
      instrument: 'moca',
      timepoint: 'baseline',
      total: 27,
      takenAt: instantOf(Date.now()),
      known: [],
    },
    headers: { origin: new URL(address).origin },
  });
  assert.equal(sent.status(), 200, await sent.text());
}

async function sendFact(page: Page, address: string, patientId: string, fact: object): Promise<void> {
  const sent = await page.request.post(`${address}/api/patients/${patientId}/facts`, {
    data: { factId: uuidV7(Date.now(), randomBytes(10)), fact },
    headers: { origin: new URL(address).origin },
  });
  assert.equal(sent.status(), 200, await sent.text());
}

/** The results of the work-up and a consent: one typed, the others sent as the form sends them. */
async function recordWorkUp(page: Page, address: string, patientId: string): Promise<void> {
  await addFact(page, 'Test results', async () => {
    await page.getByLabel('Test or look-up').selectOption('qtc');
    await page.getByLabel('Value, if there is a number').fill('412');
    await page
      .getByRole('group', { name: 'Nothing that matters was found' })
      .getByRole('button', { name: 'Yes', exact: true })
      .click();
  });
  await Promise.all(workUp(instantOf(Date.now())).map((fact) => sendFact(page, address, patientId, fact)));
}

/** The other results of the work-up, and the consent. */
function workUp(at: string): readonly object[] {
  const results = {
    ecg: undefined,
    alt: 0.6,
    bilirubin: 0.5,
    egfr: 92,
    urinalysis: undefined,
    drugScreen: undefined,
    stopBang: 1,
  };
  return [
    ...Object.entries(results).map(([test, value]) => ({
      kind: 'testResult',
      body: { test, clear: 'yes', takenAt: at, ...(value === undefined ? {} : { value }) },
    })),
    {
      kind: 'consent',
      body: { form: 'Ketamine treatment', formVersion: '1', signedOn: at.slice(0, 10), drug: 'ketamine' },
    },
  ];
}

/** A nurse asks PHQ-9 in the room. */
export async function askPhq9(
  { at, address }: Clinic,
  patientId: string,
  answers: readonly number[],
): Promise<void> {
  const { page } = at.nurse;
  await page.goto(`${address}/patients/${patientId}/measures`);
  await page.getByRole('button', { name: 'Fill in PHQ-9 here' }).click();
  const form = page.getByRole('region', { name: /PHQ-9|Patient Health/ });
  const groups = form.getByRole('group');
  await groups.first().waitFor();
  for (const [index, answer] of answers.entries()) {
    const button = groups.nth(index).getByRole('button', { name: new RegExp(`^${answer} `) });
    await button.click();
    await page.waitForFunction(
      (element) => element?.getAttribute('aria-pressed') === 'true',
      await button.elementHandle(),
    );
  }
  await form.getByRole('button', { name: 'Close and score' }).click();
  await page
    .getByText(String(answers.reduce((sum, answer) => sum + answer, 0)), { exact: true })
    .first()
    .waitFor();
}

/** The prescriber reads the findings and decides; gives the title of the findings. */
export async function decide({ at, address }: Clinic, patientId: string, picture?: string): Promise<string> {
  const { page } = at.prescriber;
  await page.goto(`${address}/patients/${patientId}/eligibility`);
  const title = page.getByRole('heading', { level: 1 });
  await title.filter({ hasText: /rule|hard stop|not known/i }).waitFor();
  const text = await title.innerText();
  if (picture !== undefined) await shot(page, picture);
  // What a rater has not rated yet is not known; only a hard stop or a hold speaks against the patient.
  const may = !/hard stop|holds/.test(text);
  await page.getByRole('button', { name: may ? 'Eligible' : 'Not eligible', exact: true }).click();
  await page
    .getByLabel('Reason')
    .fill(
      may
        ? 'Findings were looked at; benefit and risk were discussed.'
        : 'A finding stands in the way; referred back.',
    );
  await page.getByRole('button', { name: 'Record decision' }).click();
  await page.getByText(`: ${people.prescriber.name},`).waitFor();
  return text;
}

/** The prescriber signs six sessions of 0.5 mg/kg over 40 minutes. */
export async function signPlan({ at, address }: Clinic, patientId: string, picture?: string): Promise<void> {
  const { page } = at.prescriber;
  await page.goto(`${address}/patients/${patientId}/plan`);
  await page.getByLabel('Product and concentration').selectOption('ketamine-10');
  // From 65 years the template starts lower; these courses are all of the same dose, with a reason.
  await page.getByRole('button', { name: '0.5 mg/kg', exact: true }).click();
  await page
    .getByText('35 mg racemic ketamine IV over 40 min; 3.5 mL of Ketamine 10 mg/mL solution for injection')
    .waitFor();
  const reason = page.getByLabel(/^Reason/);
  if ((await reason.count()) > 0) await reason.fill('The height is measured at the first visit.');
  await page.getByLabel('Your password, to sign').first().fill(people.prescriber.password);
  if (picture !== undefined) await shot(page, picture);
  await page.getByRole('button', { name: 'Sign plan' }).click();
  await page.getByText(`Signed by ${people.prescriber.name}`).waitFor();
}

/** The patient answers PHQ-9 by link on a phone, with a birth date and without a password. */
export async function answerByLink(
  { at, address, browser }: Clinic,
  patientId: string,
  birthDate: string,
  answers: readonly number[],
  pictures: boolean,
): Promise<void> {
  const { page: nurse } = at.nurse;
  await nurse.goto(`${address}/patients/${patientId}/measures`);
  await nurse.getByLabel('When').selectOption('plus24h');
  await nurse.getByRole('button', { name: 'Make a link for the patient' }).click();
  const link = await nurse.getByLabel('Give this address to the patient').inputValue();
  const phone = await browser.newContext({
    viewport: { width: 360, height: 740 },
    isMobile: true,
    hasTouch: true,
    locale: 'en-GB',
  });
  const page = await phone.newPage();
  page.setDefaultTimeout(15_000);
  const errors = watchErrors(page);
  await page.goto(link);
  const [year = '', month = '', day = ''] = birthDate.split('-');
  await page.getByLabel('Day').fill(String(Number(day)));
  await page.getByLabel('Month').fill(String(Number(month)));
  await page.getByLabel('Year').fill(year);
  if (pictures) await shot(page, 'patient-birth-date');
  await page.getByRole('button', { name: 'Continue' }).click();
  for (const [index, answer] of answers.entries()) {
    await page.getByText(`${index + 1} of ${answers.length}`, { exact: true }).waitFor();
    if (pictures && index === 0) await shot(page, 'patient-question');
    await page.locator('.answers button').nth(answer).click();
  }
  const skip = page.getByRole('button', { name: 'I would rather not answer this' });
  const send = page.getByRole('button', { name: 'Send to the clinic' });
  await skip.or(send).first().waitFor();
  if ((await skip.count()) > 0) await skip.click();
  await send.click();
  await page.getByRole('heading', { name: 'Thank you. Your answers are with the clinic.' }).waitFor();
  if (pictures) await shot(page, 'patient-sent');
  assert.deepEqual(errors, []);
  await phone.close();
}
