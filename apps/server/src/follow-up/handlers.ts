import type { Handlers } from '../http/handler.ts';
import { listed, onGround } from '../patients/ground.ts';
import { afterDoseList, recordAfterDose } from './after-dose.ts';
import { decideReview, reviewView } from './course-review.ts';
import { longTermList, longTermView, recordMisuse, retractMisuse, snooze } from './long-term.ts';

/** Care after a dose: long-term safety, checks, and the review of a course. */
export const followUpHandlers = {
  longTermList: (c) =>
    onGround(
      c,
      (ground) => longTermList(ground, c.query.from ?? 0),
      ({ rows }) => listed(rows.map(({ patient }) => patient.patientId)),
    ),
  afterDoseList: (c) =>
    onGround(c, afterDoseList, ({ owed, told, mood }) =>
      listed([...owed, ...told, ...mood].map(({ patient }) => patient.patientId)),
    ),
  recordAfterDose: (c) =>
    onGround(c, (ground) => recordAfterDose(ground, c.params.patientId, c.body), {
      subject: c.body.contactId,
    }),
  longTerm: (c) => onGround(c, (ground) => longTermView(ground, c.params.patientId)),
  recordMisuse: (c) =>
    onGround(c, (ground) => recordMisuse(ground, c.params.patientId, c.body), { subject: c.body.checkId }),
  retractMisuse: (c) =>
    onGround(
      c,
      (ground) => retractMisuse(ground, c.params.patientId, { checkId: c.params.checkId, ...c.body }),
      { subject: c.params.checkId },
    ),
  snoozeLongTerm: (c) =>
    onGround(c, (ground) => snooze(ground, c.params.patientId, c.body), { subject: c.body.snoozeId }),
  courseReview: (c) => onGround(c, (ground) => reviewView(ground, c.params.patientId, c.query)),
  decideReview: (c) =>
    onGround(c, (ground) => decideReview(ground, c.params.patientId, c.body), { subject: c.body.reviewId }),
} satisfies Partial<Handlers>;
