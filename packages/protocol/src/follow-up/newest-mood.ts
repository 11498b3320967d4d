import type { Instant } from '@evenkeel/quantities';
import type { Answer, DiagnosisKind, InstrumentTotal } from '../patient-facts.ts';
import { limit } from '../policy/default-policy.ts';
import type { Policy } from '../policy/policy.ts';
import { moodWatch, type MoodWatch } from './after-dose.ts';
import { asksMania, moodAnswers, type CheckAnswers } from './checks-owed.ts';

/** What is known of mood around the last dose of a patient. */
export interface MoodKnown {
  readonly diagnosis: DiagnosisKind | undefined;
  readonly lastDose: { readonly at: Instant; readonly endedAt?: Instant } | undefined;
  readonly totals: readonly InstrumentTotal[];
  /** What was told in checks after a dose, in any order. */
  readonly told: readonly { readonly at: Instant; readonly answers: CheckAnswers }[];
  /** Screening answers about psychosis, in any order. */
  readonly psychosis: readonly { readonly at: Instant; readonly answer: Answer }[];
  /** When a person looked at all this and said that the course goes on; what is older is settled. */
  readonly settledAt?: Instant;
}

type Told = { readonly at: Instant; readonly answer: Answer };

/** The newest yes or no; of two at one moment the yes. A question left open settles nothing. */
function newestTold(all: readonly Told[]): Told | undefined {
  return all
    .filter(({ answer }) => answer === 'yes' || answer === 'no')
    .toSorted((a, b) =>
      a.at < b.at ? -1 : a.at > b.at ? 1 : Number(a.answer === 'yes') - Number(b.answer === 'yes'),
    )
    .at(-1);
}

/** The newest YMRS within a stretch of time; of two at one moment the higher. */
function newestYmrs(
  totals: readonly InstrumentTotal[],
  within: (at: Instant) => boolean,
): { readonly at: Instant; readonly total: number } | undefined {
  return totals
    .flatMap(({ instrument, total, answeredAt: at }) =>
      instrument === 'ymrs' && total !== undefined && within(at) ? [{ at, total }] : [],
    )
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.total - b.total))
    .at(-1);
}

/**
 * [AFT-05] [AFT-06] The mood watch as it stands since the last dose. A later answer takes the place of an earlier one; a
 * YMRS below the limit that was rated after two short nights were told clears them, but never told psychosis. Undefined
 * where no dose was given, or where mania is not watched and no psychosis was told.
 */
export function newestMood(known: MoodKnown, policy: Policy): MoodWatch | undefined {
  const { lastDose, totals, settledAt } = known;
  if (lastDose === undefined) return undefined;
  const open = (at: Instant) => settledAt === undefined || at > settledAt;
  const told = known.told.filter(({ at }) => open(at));
  const answersTo = (question: keyof CheckAnswers): readonly Told[] =>
    told.map(({ at, answers }) => ({ at, answer: answers[question] ?? 'unknown' }));
  const psychosis = newestTold([
    ...answersTo('psychosis'),
    ...known.psychosis.filter(({ at }) => open(at) && at > lastDose.at),
  ]);
  const watches = asksMania(known.diagnosis);
  if (!watches && psychosis?.answer !== 'yes') return undefined;
  const ymrs = newestYmrs(totals, (at) => at > lastDose.at && open(at));
  const before = newestYmrs(totals, (at) => at <= lastDose.at);
  const short = newestTold(answersTo('shortNights'));
  const cleared =
    short !== undefined &&
    ymrs !== undefined &&
    ymrs.at > short.at &&
    ymrs.total < limit(policy, 'maniaHoldYmrs');
  const high = newestTold(answersTo('highSpirits'));
  return moodWatch(
    {
      ...(ymrs === undefined ? {} : { ymrs: ymrs.total }),
      ...(before === undefined ? {} : { ymrsBefore: before.total }),
      ...moodAnswers(
        {
          ...(psychosis === undefined ? {} : { psychosis: psychosis.answer }),
          ...(short === undefined ? {} : { shortNights: cleared ? 'no' : short.answer }),
          ...(high === undefined ? {} : { highSpirits: high.answer }),
        },
        high?.at ?? lastDose.at,
      ),
      ...(lastDose.endedAt === undefined ? {} : { doseEndedAt: lastDose.endedAt }),
    },
    policy,
  );
}
