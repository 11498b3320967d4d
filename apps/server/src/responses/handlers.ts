import { crisisContacts } from '@evenkeel/protocol';
import { responsesOf, sessionsOf } from '@evenkeel/record';
import type { Context, Handlers, LinkHere, Note } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import { onGround } from '../patients/ground.ts';
import { patientOr404 } from '../patients/register-patient.ts';
import { courseView } from './course-view.ts';
import { makeLink, openLink } from './link-work.ts';
import { answerItems, responseOr404, responseView, startResponse, submitResponse } from './response-work.ts';

function linkOf(c: Pick<Context, 'link'>): LinkHere {
  if (c.link === undefined) throw new Refusal('AUT-001');
  return c.link;
}

function noteOf(link: LinkHere): Note {
  return { patientId: link.patientId, subject: link.responseId };
}

/** Questionnaires for staff and patients, links to them, and the course they show. */
export const responseHandlers = {
  responses: (c) =>
    onGround(c, async (ground) => {
      await patientOr404(ground, c.params.patientId);
      const found = await responsesOf(ground.tx, ground.scope, c.params.patientId);
      return { responses: found.map(responseView) };
    }),

  startResponse: (c) =>
    onGround(
      c,
      async (ground) => {
        await patientOr404(ground, c.params.patientId);
        return responseView(await startResponse(ground, { patientId: c.params.patientId, ...c.body }));
      },
      { subject: c.body.responseId },
    ),

  answerItem: (c) =>
    onGround(c, async (ground) => responseView(await answerItems(ground, c.params, [c.body])), {
      subject: c.params.responseId,
    }),

  submitResponse: (c) =>
    onGround(c, async (ground) => responseView(await submitResponse(ground, c.params)), {
      subject: c.params.responseId,
    }),

  makeLink: (c) =>
    onGround(
      c,
      async (ground) => {
        await patientOr404(ground, c.params.patientId);
        return makeLink(ground, c.site.base, { patientId: c.params.patientId, ...c.body });
      },
      ({ responseId }) => ({ subject: responseId }),
    ),

  course: (c) =>
    onGround(c, async (ground) => courseView(ground, await patientOr404(ground, c.params.patientId))),

  openLink: async (c) => {
    await openLink(c, c.body.token, c.body.birthDate);
    return { ok: true };
  },

  linkQuestionnaire: (c) => {
    const link = linkOf(c);
    return onGround(
      c,
      async (ground) => {
        const view = responseView(await responseOr404(ground, link.patientId, link.responseId));
        return {
          clinicName: ground.clinic.name,
          instrument: view.instrument,
          answers: view.answers,
          state: view.state,
          crisis: crisisContacts[ground.clinic.jurisdiction].map(({ name, number, note }) => ({
            name,
            number,
            note,
          })),
        };
      },
      noteOf(link),
    );
  },

  linkAnswer: (c) => {
    const link = linkOf(c);
    return onGround(
      c,
      async (ground) => ({ answers: responseView(await answerItems(ground, link, [c.body])).answers }),
      noteOf(link),
    );
  },

  linkSubmit: (c) => {
    const link = linkOf(c);
    return onGround(
      c,
      async (ground) => {
        const { submitted } = await submitResponse(ground, link);
        // Shown when a question on suicide was answered with anything but "not at all", and when it was left out.
        return {
          state: 'submitted' as const,
          showCrisis: submitted?.flags.some((flag) => flag.startsWith('suicidality')) === true,
        };
      },
      noteOf(link),
    );
  },

  linkProgress: (c) => {
    const link = linkOf(c);
    return onGround(
      c,
      async (ground) => {
        const course = await courseView(ground, await patientOr404(ground, link.patientId));
        const next = (await sessionsOf(ground.tx, ground.scope, link.patientId)).find(
          (one) => one.state === 'booked',
        );
        return {
          sentence: course.sentence,
          points: course.scores.map(({ at, total }) => ({ at, total })),
          doses: course.doses.map((one) => one.at),
          ...(next === undefined ? {} : { next: next.day }),
        };
      },
      noteOf(link),
    );
  },
} satisfies Partial<Handlers>;
