import { elapsedMs, plusMinutes, type Instant } from '@evenkeel/quantities';
import type { EvidenceMark } from '../evidence-mark.ts';
import { inputs, lastReviewed, type RuleRecord } from '../rule.ts';

function rule(id: string, statement: string, mark: EvidenceMark, citation: string): RuleRecord {
  return Object.freeze({
    id,
    version: 1,
    statement,
    ruleClass: 'inform',
    source: Object.freeze({ mark, citation }),
    appliesTo: {},
    inputs: inputs('doses', 'therapy contacts', 'medicines', 'responses'),
    reviewed: lastReviewed,
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
    'Adherence is seen in attendance, the days covered by a medicine (at least 80 %) and measures completed (at least 80 %); what was not counted is not known.',
    'localDefault',
    'Adherence row of the integration table',
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
    return { what, share, low: share < enough };
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
