import { dateWords, elapsedMs, plusMinutes, type CalendarDate, type Instant } from '@evenkeel/quantities';
import type { EvidenceMark } from '../evidence-mark.ts';
import { inputs, lastReviewed, type RuleRecord } from '../rule.ts';

function rule(
  id: string,
  statement: string,
  mark: EvidenceMark,
  citation: string,
  more: Partial<Pick<RuleRecord, 'version' | 'appliesTo' | 'inputs'>> = {},
): RuleRecord {
  return Object.freeze({
    id,
    version: 1,
    statement,
    ruleClass: 'inform',
    source: Object.freeze({ mark, citation }),
    appliesTo: {},
    inputs: inputs('doses', 'therapy contacts', 'medicines', 'responses'),
    reviewed: lastReviewed,
    ...more,
  });
}

/** Rules that join the drug with therapy and with what was agreed. */
export const therapyRules = Object.freeze({
  window: rule(
    'AFT-08',
    'Therapy is offered to those who respond, 24 to 72 hours after a dose, and never while dissociated.',
    'localDefault',
    'Rationale from preclinical plasticity; one randomised trial of 28 responders was not significant on its first measure (2021)',
  ),
  adherence: rule(
    'AFT-09',
    'Adherence is seen in attendance, the days covered by a medicine, measures completed and homework done; below 80 % is low, and what was not counted is not known.',
    'localDefault',
    'Adherence row of the integration table, 80 % for days covered and measures; the same for attendance and homework is ours',
    { version: 2 },
  ),
  weekly: rule(
    'AFT-10',
    'In bipolar disorder interpersonal and social rhythm therapy is planned weekly, with the social rhythm item logged; no trial beside ketamine is known.',
    'localDefault',
    'Social rhythm row of the integration table; general knowledge, no source found',
    {
      appliesTo: Object.freeze({ diagnoses: Object.freeze(['bipolarI', 'bipolarII'] as const) }),
      inputs: Object.freeze([
        Object.freeze({ what: 'therapy contacts', window: 'weeklyTherapyDays' }),
        ...inputs('diagnosis', 'doses'),
      ]),
    },
  ),
});

/** Where a therapy contact lies after the newest dose before it. */
export interface TherapyTiming {
  readonly rule: string;
  readonly place: 'tooSoon' | 'early' | 'window' | 'late' | 'noDose';
  readonly opensAt?: Instant;
  readonly closesAt?: Instant;
  readonly says: string;
}

/** [AFT-08] The window opens 24 and closes 72 hours after a dose ended; in the first four hours nothing is planned. */
export function therapyTiming(doseEnds: readonly Instant[], at: Instant): TherapyTiming {
  const rule = therapyRules.window.id;
  const last = doseEnds
    .filter((end) => end <= at)
    .toSorted()
    .at(-1);
  if (last === undefined) return { rule, place: 'noDose', says: 'There is no dose before this.' };
  const hours = elapsedMs(last, at) / 3_600_000;
  const place = hours < 4 ? 'tooSoon' : hours < 24 ? 'early' : hours <= 72 ? 'window' : 'late';
  const words = {
    tooSoon: 'Within four hours of the dose: not while dissociated.',
    early: 'Before the window of 24 to 72 hours.',
    window: 'In the window of 24 to 72 hours.',
    late: 'After the window of 24 to 72 hours.',
  } as const;
  return {
    rule,
    place,
    opensAt: plusMinutes(last, 24 * 60),
    closesAt: plusMinutes(last, 72 * 60),
    says: words[place],
  };
}

/** What a therapy contact was. */
export const therapyKinds = Object.freeze([
  'cbt',
  'ipt',
  'socialRhythm',
  'preparation',
  'integration',
  'supportive',
  'other',
] as const);
export type TherapyKind = (typeof therapyKinds)[number];

/** One therapy contact as it stands in the record; an absent member was not written down. */
export interface TherapyContact {
  readonly therapy: TherapyKind;
  readonly heldOn: CalendarDate;
  readonly state: 'current' | 'enteredInError';
  /** Tasks agreed for the next contact. */
  readonly homeworkSet?: number;
  /** Of the tasks agreed at the contact before, how many were done. */
  readonly homeworkDone?: number;
  /** Days of the last seven with a steady rhythm, 0 to 7. An item of our own, not validated. */
  readonly socialRhythm?: number;
}

/** The one value that all who wrote one down agree on; undefined when nobody did or they differ. */
function agreed(values: readonly (number | undefined)[]): number | undefined {
  const given = new Set(values.filter((one) => one !== undefined));
  return given.size === 1 ? [...given][0] : undefined;
}

/**
 * Days with contacts, oldest first, with what stands of homework on each. Contacts of one day are one: tasks are not done on
 * the day they are agreed, and what was typed twice counts once.
 */
function homeworkDays(contacts: readonly TherapyContact[]) {
  const standing = contacts.filter(({ state }) => state === 'current');
  return [...Map.groupBy(standing, ({ heldOn }) => heldOn)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, own]) => ({
      day,
      set: agreed(own.map(({ homeworkSet }) => homeworkSet)),
      done: agreed(own.map(({ homeworkDone }) => homeworkDone)),
    }));
}

/**
 * [AFT-09] Tasks agreed and tasks done, summed over each contact and the one before it. A pair with a side missing, or with
 * more done than was agreed, is not counted. Undefined when no pair is counted: that is not known, never none.
 */
export function homeworkCount(
  contacts: readonly TherapyContact[],
): { readonly set: number; readonly done: number } | undefined {
  const days = homeworkDays(contacts);
  const pairs = days.flatMap(({ done }, place) => {
    const set = days[place - 1]?.set;
    return set === undefined || done === undefined || done > set ? [] : [{ set, done }];
  });
  return pairs.length === 0
    ? undefined
    : pairs.reduce((sum, one) => ({ set: sum.set + one.set, done: sum.done + one.done }));
}

/** [AFT-09] Why the tasks done of a contact are doubtful; undefined when nothing known speaks against them. */
export function homeworkDoubt(
  contact: TherapyContact,
  contacts: readonly TherapyContact[],
): string | undefined {
  if (contact.state !== 'current') return undefined;
  const before = homeworkDays(contacts).findLast(({ day }) => day < contact.heldOn);
  return contact.homeworkDone === undefined || before?.set === undefined || contact.homeworkDone <= before.set
    ? undefined
    : `More done than the ${before.set} agreed on ${dateWords(before.day)}: not counted.`;
}

/** Counts of what was agreed and done; an absent pair was not counted. */
export interface AdherenceFacts {
  readonly sessions?: { readonly planned: number; readonly attended: number };
  readonly medicineDays?: { readonly days: number; readonly covered: number };
  readonly measures?: { readonly asked: number; readonly completed: number };
  readonly homework?: { readonly set: number; readonly done: number };
}

export interface AdherenceView {
  readonly rule: string;
  readonly shares: readonly {
    readonly what: 'attendance' | 'medicineDays' | 'measures' | 'homework';
    /** 0 to 1; absent when it was not counted or nothing was agreed. */
    readonly share?: number;
    /** What the share was counted from: so many done of so many agreed. */
    readonly done?: number;
    readonly agreed?: number;
    readonly low: boolean | 'unknown';
  }[];
}

const enough = 0.8;

/** [AFT-09] Shares of what was agreed; below 80 % is low, and what was not counted is unknown. */
export function adherenceView({ sessions, medicineDays, measures, homework }: AdherenceFacts): AdherenceView {
  const of = (
    what: AdherenceView['shares'][number]['what'],
    done: number | undefined,
    all: number | undefined,
  ): AdherenceView['shares'][number] => {
    if (done === undefined || all === undefined || !(all > 0)) return { what, low: 'unknown' };
    const share = Math.min(1, Math.max(0, done / all));
    return { what, share, done, agreed: all, low: share < enough };
  };
  return {
    rule: therapyRules.adherence.id,
    shares: [
      of('attendance', sessions?.attended, sessions?.planned),
      of('medicineDays', medicineDays?.covered, medicineDays?.days),
      of('measures', measures?.completed, measures?.asked),
      of('homework', homework?.done, homework?.set),
    ],
  };
}
