import { routes, type Answered, type ResponseView } from '@evenkeel/contract';
import { runInClinics, clockWork } from '../jobs/start-jobs.ts';
import type { JobName } from '../jobs/job-health.ts';
import type { Site } from '../site.ts';
import type { TestApp, TestAnswer } from './app.ts';
import type { MainJob } from './main-job.ts';

type Given = Readonly<Record<number, number | null>>;

/** A form that a nurse fills in with some answers; it is sent unless `send` says no. */
export async function fillIn(
  { house, patientId, ok }: MainJob,
  instrument: string,
  given: Given,
  more: { readonly timepoint?: string; readonly send?: boolean } = {},
): Promise<ResponseView> {
  const responseId = house.store.newId();
  const params = { patientId, responseId };
  let view = await ok('nurse', routes.startResponse, {
    params: { patientId },
    body: { responseId, instrument, timepoint: more.timepoint ?? 'unscheduled', mode: 'staff' },
  });
  for (const [item, answer] of Object.entries(given))
    view = await ok('nurse', routes.answerItem, { params, body: { item: Number(item), answer } });
  return more.send === false ? view : ok('nurse', routes.submitResponse, { params, body: {} });
}

/** The patient's side of a link: what is behind it, opened with the birth date. */
export interface OpenedLink {
  readonly cookies: Readonly<Record<string, string>>;
  /** The sign-in of a code of the clinic's tablet. */
  readonly headers: Readonly<Record<string, string>>;
  answer(responseId: string, item: number, answer: number | null): Promise<TestAnswer>;
  send(responseId: string): Promise<TestAnswer>;
}

/** Opens a link by its secret. */
export async function openAsPatient(
  house: TestApp,
  token: string,
  birthDate = '1980-02-03',
): Promise<OpenedLink> {
  const { status, cookies, body, raw } = await house.call(routes.openLink, { body: { token, birthDate } });
  if (status !== 200) throw new Error(`the link does not open: ${raw.body}`);
  const { pass } = body as Answered<typeof routes.openLink>;
  const headers: Readonly<Record<string, string>> = pass === undefined ? {} : { 'x-evenkeel-link': pass };
  return {
    cookies,
    headers,
    answer: (responseId, item, answer) =>
      house.call(routes.linkAnswer, { cookies, headers, body: { responseId, item, answer } }),
    send: (responseId) => house.call(routes.linkSubmit, { cookies, headers, body: { responseId } }),
  };
}

/** A link to one scale, opened. */
export async function linkTo(
  { house, patientId, ok }: MainJob,
  instrument: string,
  timepoint = 'unscheduled',
): Promise<OpenedLink & { readonly responseId: string }> {
  const { path, responseIds } = await ok('nurse', routes.makeLink, {
    params: { patientId },
    body: { instruments: [instrument], timepoint },
  });
  return {
    ...(await openAsPatient(house, path.split('#')[1] ?? '')),
    responseId: responseIds[0] ?? '',
  };
}

/** Runs what the clock runs, once, in every clinic. Gives what it did. */
export function runJob(site: Site, job: Exclude<JobName, 'message'>): Promise<number> {
  return runInClinics(site, job, clockWork[job]);
}
