import type { Drug } from '@evenkeel/pharmacology';
import { elapsedMinutes, type Instant } from '@evenkeel/quantities';
import { crisisContacts, type CrisisContact } from '../crisis-contacts.ts';
import type { EvidenceMark, Jurisdiction } from '../evidence-mark.ts';
import { limit } from '../policy/default-policy.ts';
import type { Policy } from '../policy/policy.ts';
import { inputs, lastReviewed, type AppliesTo, type RuleRecord } from '../rule.ts';
import type { Entry, LeavingScale } from './entry.ts';
import type { CriterionState, Reading } from './session-state.ts';
import { ofType } from './timeline.ts';

function rule(
  id: string,
  statement: string,
  mark: EvidenceMark,
  citation: string,
  appliesTo: AppliesTo = {},
  version = 1,
): RuleRecord {
  return Object.freeze({
    id,
    version,
    statement,
    ruleClass: 'hold',
    source: Object.freeze({ mark, citation }),
    appliesTo: Object.freeze(appliesTo),
    inputs: inputs('session log'),
    reviewed: lastReviewed,
  });
}

/** Criteria of leaving beyond the eleven every session looks at. */
export const furtherLeaveRules = Object.freeze({
  deviceTime: rule(
    'DIS-12',
    'At least two hours from the first device of esketamine to the end of watching.',
    'label',
    'US esketamine label and monitoring form: first device to end of monitoring',
    { drugs: ['esketamine'] },
  ),
  aldrete: rule(
    'DIS-13',
    'Where this site rates it: modified Aldrete score at the policy’s limit or above.',
    'consensus',
    'Modified Aldrete; the cut of 9 is usual',
  ),
  padss: rule(
    'DIS-14',
    'Where this site rates it: modified post-anaesthetic discharge score at the policy’s limit or above.',
    'consensus',
    'Modified PADSS; the cut of 9 is usual',
  ),
  falling: rule(
    'DIS-15',
    'Blood pressure is not rising any more: the last of two readings is not above the one before.',
    'label',
    'Esketamine label: go on while pressure is not falling; for racemic ketamine the session table says the same as a local default',
    {},
    2,
  ),
});

/** A recovery score as it was rated. */
export interface LeavingScore {
  readonly total: number;
  readonly at: Instant;
}

/** What the further criteria look at. */
export interface LeaveFacts {
  readonly drug: Drug;
  readonly startedAt: Instant | undefined;
  readonly endedAt: Instant | undefined;
  readonly readings: readonly Reading[];
  readonly aldrete?: LeavingScore;
  readonly padss?: LeavingScore;
}

/** The further criteria with their grounds. Nothing here decides; a licensed person does. */
export function furtherLeaveCriteria(
  facts: LeaveFacts,
  policy: Policy,
  now: Instant,
): readonly CriterionState[] {
  const state = (
    { id, statement, source }: RuleRecord,
    status: CriterionState['status'],
    says: string,
  ): CriterionState => ({ id, statement, source, status, says });
  const { startedAt, endedAt } = facts;
  const scored = (
    one: RuleRecord,
    name: string,
    least: number,
    found: LeaveFacts['aldrete'],
  ): CriterionState => {
    if (found === undefined) return state(one, 'unknown', `${name} was not rated.`);
    if (endedAt === undefined || found.at < endedAt)
      return state(one, 'unknown', `${name} was rated before the dose ended; rate again.`);
    return state(one, found.total >= least ? 'met' : 'unmet', `${name} ${found.total} of at least ${least}.`);
  };
  const list: CriterionState[] = [];
  if (facts.drug === 'esketamine') {
    const wanted = limit(policy, 'esketamineRecoveryMinutes');
    const passed = startedAt === undefined ? undefined : Math.max(0, elapsedMinutes(startedAt, now));
    list.push(
      passed === undefined
        ? state(furtherLeaveRules.deviceTime, 'unknown', 'No dose was started.')
        : state(
            furtherLeaveRules.deviceTime,
            passed >= wanted ? 'met' : 'unmet',
            `${passed} of ${wanted} minutes since the first device.`,
          ),
    );
  }
  list.push(
    scored(furtherLeaveRules.aldrete, 'Aldrete', limit(policy, 'aldreteLeave'), facts.aldrete),
    scored(furtherLeaveRules.padss, 'PADSS', limit(policy, 'padssLeave'), facts.padss),
  );
  const after = facts.readings
    .flatMap(({ at, vitals: { systolic } }) =>
      endedAt !== undefined && at >= endedAt && at <= now && systolic !== undefined ? [{ at, systolic }] : [],
    )
    .toSorted((a, b) => (a.at < b.at ? -1 : 1));
  const [before, last] = after.slice(-2);
  list.push(
    before === undefined || last === undefined
      ? state(furtherLeaveRules.falling, 'unknown', 'There are not two pressures since the dose ended.')
      : state(
          furtherLeaveRules.falling,
          last.systolic <= before.systolic ? 'met' : 'unmet',
          `Systolic ${before.systolic}, then ${last.systolic}.`,
        ),
  );
  return list;
}

/** Whole scores only: five answers. The newest of a scale counts. */
export function leavingScoreOf(current: readonly Entry[], scale: LeavingScale): LeavingScore | undefined {
  const rated = ofType(current, 'leavingScore').findLast(
    ({ body }) => body.scale === scale && body.answers.length === 5,
  );
  return rated === undefined
    ? undefined
    : { total: rated.body.answers.reduce<number>((sum, one) => sum + one, 0), at: rated.clinicalTime };
}

/** What a patient is given to take home, one line each, with the numbers to call. */
export interface HomeGoing {
  readonly lines: readonly string[];
  readonly contacts: readonly CrisisContact[];
}

/** Plain words for going home. Neutral enough for a shared household: the drug's name does not appear. */
export function homeGoing(jurisdiction: Jurisdiction): HomeGoing {
  return Object.freeze({
    lines: Object.freeze([
      'Do not drive, use machines or sign anything important until tomorrow, after a night of restful sleep.',
      'Go home with the person who came for you, and let somebody be near this evening.',
      'No alcohol and no sleeping tablets today unless your clinic said so.',
      'You may feel light-headed, tired or a little strange for the rest of the day. That passes.',
      'Mood can dip on the days after. That happens and says nothing about you: call us, we want to know.',
      'Call us at once for chest pain, a bad headache, trouble breathing, blood in the urine, or little sleep with much energy for two nights.',
      'If you think of harming yourself, call one of the numbers below now. This page is not watched live.',
    ]),
    contacts: crisisContacts[jurisdiction],
  });
}
