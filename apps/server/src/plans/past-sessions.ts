import { gainScale, type Answer, type PastSession, type RegimenTemplate } from '@evenkeel/protocol';
import { compare, decimal, type Decimal, type Instant } from '@evenkeel/quantities';
import { answeredAt, responsesOf, sessionsOf } from '@evenkeel/record';
import type { Ground } from '../patients/ground.ts';
import { foldSessions } from '../sessions/fold-sessions.ts';

/** A session behind a suggestion, with what it rests on in words. */
export interface SessionBehind extends PastSession {
  readonly day: string;
  readonly at: Instant;
  readonly says: string;
}

/**
 * Sessions of the newest plan's course with this drug and route, oldest first. Gain is that of the newest PHQ-9 after
 * the dose and before the next one, against the newest before the first; not measured stays absent. Tolerated is
 * unknown until the session is signed, and no when it was stopped early or had a severe or serious event.
 */
export async function sessionsBehind(
  ground: Ground,
  patientId: string,
  template: Pick<RegimenTemplate, 'drug' | 'route' | 'basis'>,
): Promise<readonly SessionBehind[]> {
  const { tx, scope } = ground;
  const doses = (await foldSessions(ground, await sessionsOf(tx, scope, patientId)))
    .flatMap(({ session, plan, state: { dose, adverseEvents } }) => {
      if (plan.dose.drug !== template.drug || plan.dose.route !== template.route) return [];
      if (dose === undefined) return [];
      const amount = template.basis === 'fixed' ? dose.amountMg : dose.doseMgPerKg;
      if (amount === undefined) return [];
      const bad = adverseEvents.some(({ body }) => body.severity === 'severe' || body.serious);
      const tolerated: Answer =
        bad || dose.stoppedEarly ? 'no' : session.state === 'signed' ? 'yes' : 'unknown';
      return [{ day: session.day, at: dose.startedAt, amount, tolerated, early: dose.stoppedEarly, bad }];
    })
    .toSorted((a, b) => (a.at < b.at ? -1 : 1));
  const first = doses[0]?.at;
  if (first === undefined) return [];
  const totals = (await responsesOf(tx, scope, patientId))
    .flatMap((one) => {
      const at = answeredAt(one);
      const total = one.submitted?.total;
      return one.instrument === gainScale && at !== undefined && total !== undefined ? [{ total, at }] : [];
    })
    .toSorted((a, b) => (a.at < b.at ? -1 : 1));
  const before = totals.findLast((one) => one.at <= first)?.total;
  return doses.map(({ day, at, amount, tolerated, early, bad }, index): SessionBehind => {
    const next = doses[index + 1]?.at;
    const after = totals.findLast((one) => one.at > at && (next === undefined || one.at <= next))?.total;
    const gain =
      before === undefined || before <= 0 || after === undefined
        ? undefined
        : Math.round(((before - after) * 100) / before);
    const felt =
      tolerated === 'yes'
        ? 'tolerated'
        : tolerated === 'unknown'
          ? 'not signed yet, so tolerance is not known'
          : [...(early ? ['stopped early'] : []), ...(bad ? ['severe or serious event'] : [])].join(', ');
    return {
      day,
      at,
      amount,
      tolerated,
      ...(gain === undefined ? {} : { gainPercent: gain }),
      says: `${gain === undefined ? 'PHQ-9 after it is not known' : `PHQ-9 ${before} before the course, ${after} after it: ${gain} % gained`}; ${felt}`,
    };
  });
}

/** The amount given last, when it is a step of its own kind. */
export function lastAmountOf(sessions: readonly SessionBehind[]): Decimal | undefined {
  const amount = sessions.at(-1)?.amount;
  return amount === undefined || compare(amount, decimal('0')) <= 0 ? undefined : amount;
}
