import { crisisContacts } from '@evenkeel/protocol';
import { endLink, findResponses, linkById, responsesOf, responsesOfLink, staffNames } from '@evenkeel/record';
import { verifySecondPerson } from '../account/staff-secret.ts';
import type { Context, Handlers, LinkHere, Note } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import { formOf, instrumentHere, instrumentsHere } from '../instruments-here.ts';
import {
  changeForPatient,
  changeSchedule,
  patientMeasures,
  scheduleView,
} from '../measures/patient-measures.ts';
import { onGround, type Ground } from '../patients/ground.ts';
import { patientOr404 } from '../patients/register-patient.ts';
import { courseView } from './course-view.ts';
import { makeLink, openLink } from './link-work.ts';
import { changeGoal, markGoal, ownProgress } from './own-progress.ts';
import {
  answerItems,
  recordTotal,
  responseOr404,
  responseView,
  startResponse,
  submitResponse,
} from './response-work.ts';

function linkOf(c: Pick<Context, 'link'>): LinkHere {
  if (c.link === undefined) throw new Refusal('AUT-001');
  return c.link;
}

function noteOf(link: LinkHere, responseId = link.responseId): Note {
  return { patientId: link.patientId, subject: responseId };
}

/** A questionnaire that this link leads to. @throws Refusal RSP-001 for every other */
async function ofLink(ground: Ground, link: LinkHere, responseId: string) {
  const ids = await responsesOfLink(ground.tx, ground.scope, link.linkId);
  if (!ids.includes(responseId)) throw new Refusal('RSP-001');
  return responseOr404(ground, link.patientId, responseId);
}

/** The own progress is for the own phone: on the clinic's tablet the next person may be sitting there. @throws Refusal LNK-001 */
async function onOwnPhone(ground: Ground, link: LinkHere): Promise<void> {
  const found = await linkById(ground.tx, ground.scope, link.linkId);
  if (found?.kind !== 'personal') throw new Refusal('LNK-001');
}

/** Questionnaires for staff and patients, schedules, links, and the course they show. */
export const responseHandlers = {
  responses: (c) =>
    onGround(c, async (ground) => {
      await patientOr404(ground, c.params.patientId);
      const found = await responsesOf(ground.tx, ground.scope, c.params.patientId);
      const names = await staffNames(
        ground.tx,
        ground.scope,
        found.flatMap(({ submitted }) => submitted?.by ?? []),
      );
      return { responses: found.map((one) => responseView(one, names)) };
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

  recordTotal: (c) =>
    onGround(
      c,
      async (ground) => {
        await patientOr404(ground, c.params.patientId);
        return responseView(await recordTotal(ground, { patientId: c.params.patientId, ...c.body }));
      },
      { subject: c.body.responseId },
    ),

  instrumentForm: (c) =>
    onGround(c, async (ground) => formOf(await instrumentHere(ground, c.params.instrument))),

  makeLink: (c) =>
    onGround(
      c,
      async (ground) => {
        await patientOr404(ground, c.params.patientId);
        return makeLink(ground, c.site.base, { patientId: c.params.patientId, ...c.body });
      },
      ({ responseIds }) => ({ subject: responseIds[0] ?? '' }),
    ),

  measures: (c) =>
    onGround(c, async (ground) => patientMeasures(ground, await patientOr404(ground, c.params.patientId))),

  changeMeasures: (c) =>
    onGround(c, async (ground) =>
      changeForPatient(ground, await patientOr404(ground, c.params.patientId), c.body),
    ),

  measureSchedule: (c) => onGround(c, scheduleView),

  changeSchedule: async (c) => {
    const { schedule, reason, second } = c.body;
    const proved = await verifySecondPerson(c, second, 'eligibility.override', 'MEA-003');
    return onGround(c, (ground) => changeSchedule(ground, { schedule, reason, secondBy: proved.staffId }), {
      kind: 'write',
      detail: { reason, second: proved.staffId },
    });
  },

  course: (c) =>
    onGround(c, async (ground) => courseView(ground, await patientOr404(ground, c.params.patientId))),

  openLink: async (c) => ({ ok: true, ...(await openLink(c, c.body.token, c.body.birthDate)) }),

  linkQuestionnaire: (c) => {
    const link = linkOf(c);
    return onGround(
      c,
      async (ground) => {
        const here = await linkById(ground.tx, ground.scope, link.linkId);
        if (here?.endedAt !== undefined) throw new Refusal('LNK-001');
        const ids = await responsesOfLink(ground.tx, ground.scope, link.linkId);
        const find = await instrumentsHere(ground);
        const found = await findResponses(ground.tx, ground.scope, ids);
        return {
          clinicName: ground.clinic.name,
          forms: found.flatMap((one) => {
            const instrument = find(one.instrument);
            if (instrument === undefined || one.patientId !== link.patientId) return [];
            const { responseId, answers, state } = responseView(one);
            return [{ responseId, instrument: formOf(instrument), answers, state }];
          }),
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
    const { responseId, item, answer } = c.body;
    return onGround(
      c,
      async (ground) => {
        await ofLink(ground, link, responseId);
        const who = { patientId: link.patientId, responseId };
        const kept = await answerItems(ground, who, [{ item, answer }], { mayBeLate: true });
        return { answers: responseView(kept).answers, late: kept.submitted !== undefined };
      },
      noteOf(link, responseId),
    );
  },

  linkSubmit: (c) => {
    const link = linkOf(c);
    const { responseId } = c.body;
    return onGround(
      c,
      async (ground) => {
        await ofLink(ground, link, responseId);
        const { submitted } = await submitResponse(ground, { patientId: link.patientId, responseId });
        const found = await linkById(ground.tx, ground.scope, link.linkId);
        if (found?.kind === 'kiosk') {
          const ids = await responsesOfLink(ground.tx, ground.scope, link.linkId);
          const all = await findResponses(ground.tx, ground.scope, ids);
          // The tablet goes to the next person: the code opens nothing any more.
          if (all.every((one) => one.submitted !== undefined))
            await endLink(ground.tx, ground.scope, ground.now, link.linkId);
        }
        // Shown when a question on suicide was answered with anything but "not at all", and when it was left out.
        return {
          state: 'submitted' as const,
          showCrisis: submitted?.flags.some((flag) => flag.startsWith('suicidality')) === true,
        };
      },
      noteOf(link, responseId),
    );
  },

  linkProgress: (c) => {
    const link = linkOf(c);
    return onGround(
      c,
      async (ground) => {
        await onOwnPhone(ground, link);
        return ownProgress(ground, await patientOr404(ground, link.patientId));
      },
      noteOf(link),
    );
  },

  linkGoal: (c) => {
    const link = linkOf(c);
    return onGround(
      c,
      async (ground) => {
        await onOwnPhone(ground, link);
        return changeGoal(ground, await patientOr404(ground, link.patientId), c.body);
      },
      noteOf(link, c.body.goalId),
    );
  },

  linkGoalMark: (c) => {
    const link = linkOf(c);
    return onGround(
      c,
      async (ground) => {
        await onOwnPhone(ground, link);
        return markGoal(ground, await patientOr404(ground, link.patientId), c.body);
      },
      noteOf(link, c.body.goalId),
    );
  },
} satisfies Partial<Handlers>;
