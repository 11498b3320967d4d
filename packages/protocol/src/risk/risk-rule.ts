import type { Source } from '../evidence-mark.ts';
import type { Answer } from '../patient-facts.ts';
import type { Entry, EntryBodies } from '../session/entry.ts';

/** What an answer may ask for: a look at the danger of suicide, or at a switch of mood. */
export type RiskKind = 'suicidality' | 'mania';
/** How it stands: the level of a screener, an answer at its mark, or a question that was left open. */
export type RiskLevel = 'high' | 'moderate' | 'low' | 'answer' | 'unanswered';

/** One thing in an answer that a named person must look at. */
export interface RiskFound {
  readonly kind: RiskKind;
  readonly flag: string;
  readonly level: RiskLevel;
}

const suicideAnswers: Source = Object.freeze({
  mark: 'localDefault',
  citation:
    'PHQ-9 item 9 from 1, HAM-D item 3 from 2, MADRS item 10 from 4, QIDS item 12 from 1 (the scale’s own mark; 2 is usual), or the item left out: screen in the same contact, page within the hour when it came from afar. General knowledge',
});
const screener: Source = Object.freeze({
  mark: 'consensus',
  citation: 'C-SSRS triage: low, moderate (same day), high (do not leave alone, urgent evaluation)',
});
const toldToPerson: Source = Object.freeze({
  mark: 'localDefault',
  citation:
    'Thoughts of suicide told to a person in a check after a dose, or a risk that is high before leaving a session: a prescriber looks at once, and the screener is asked in the same contact. General knowledge',
});
const switchTold: Source = Object.freeze({
  mark: 'localDefault',
  citation:
    'Psychotic symptoms, or two nights of little sleep with much energy, told in a check after a dose: stop the course, see urgently. General knowledge',
});
const moodSwitch: Source = Object.freeze({
  mark: 'localDefault',
  citation: 'A mania check at its mark in bipolar disorder goes to the prescriber before the next dose',
});

/** Where each kind comes from, for the page that shows an alert. */
export const riskSources: { readonly [K in RiskKind]: readonly Source[] } = Object.freeze({
  suicidality: Object.freeze([suicideAnswers, screener, toldToPerson]),
  mania: Object.freeze([moodSwitch, switchTold]),
});

/** [SUI-02] [SUI-03] What is owed after a finding, by its level. High is never met by a dose. */
const follows: { readonly [K in RiskKind]: { readonly [L in RiskLevel]: readonly string[] } } = (() => {
  const ask =
    'Ask the C-SSRS screener in the same contact; when the answer came from home, reach the patient within the hour.';
  const look = Object.freeze(['A prescriber looks at it before the next dose.']);
  return Object.freeze({
    suicidality: Object.freeze({
      high: Object.freeze([
        'Do not leave the patient alone.',
        'Urgent psychiatric evaluation; consider admission.',
        'The treatment here is no substitute for admission.',
      ]),
      moderate: Object.freeze([
        'A clinician sees the patient today.',
        'A plan for bad moments, and counsel on means.',
        'Contact within 72 hours.',
      ]),
      low: Object.freeze(['Offer a plan for bad moments and note it.']),
      answer: Object.freeze([ask]),
      unanswered: Object.freeze(['Ask what was left open; an open question is not a no.', ask]),
    }),
    mania: Object.freeze({
      high: Object.freeze([
        'Stop the course: no further dose before a prescriber has decided.',
        'See the patient urgently.',
      ]),
      moderate: look,
      low: look,
      answer: look,
      unanswered: look,
    }),
  });
})();

/** [SUI-02] [SUI-03] What is owed after a finding, as sentences for the person who takes it on. */
export function whatFollows({ kind, level }: Pick<RiskFound, 'kind' | 'level'>): readonly string[] {
  return follows[kind][level];
}

const screenerId = 'c-ssrs-screener';
const screenerLevels: { readonly [total: number]: RiskLevel } = Object.freeze({
  1: 'low',
  2: 'moderate',
  3: 'high',
});

/**
 * What the flags of one scored questionnaire ask for. A mania flag asks only where the diagnosis is bipolar or not known:
 * unknown is not "no". A scale's flags come from the scale itself, so a new scale needs nothing here.
 */
export function risksOf(
  scored: { readonly instrument: string; readonly total?: number; readonly flags: readonly string[] },
  diagnosis: string | undefined,
): readonly RiskFound[] {
  return scored.flags.flatMap((flag): RiskFound[] => {
    if (flag === 'suicidality') {
      const level =
        scored.instrument === screenerId
          ? (screenerLevels[scored.total ?? 3] ?? 'high')
          : ('answer' as const);
      return [{ kind: 'suicidality', flag, level }];
    }
    if (flag === 'suicidalityUnanswered') return [{ kind: 'suicidality', flag, level: 'unanswered' }];
    if (flag === 'mania' && diagnosis !== 'majorDepressiveDisorder')
      return [{ kind: 'mania', flag, level: 'answer' }];
    return [];
  });
}

/** A finding with what was told, as a sentence for the person who takes it on. */
export interface RiskTold extends RiskFound {
  readonly says: string;
}

const toldInCheck: readonly {
  readonly question: 'suicidalThoughts' | 'psychosis' | 'shortNights';
  readonly risk: RiskTold;
}[] = Object.freeze([
  {
    question: 'suicidalThoughts',
    risk: {
      kind: 'suicidality',
      flag: 'suicidality',
      level: 'answer',
      says: 'thoughts of suicide were told. Ask the C-SSRS screener.',
    },
  },
  {
    question: 'psychosis',
    risk: {
      kind: 'mania',
      flag: 'psychosis',
      level: 'high',
      says: 'psychotic symptoms were told. Stop the course; see the patient urgently.',
    },
  },
  {
    question: 'shortNights',
    risk: {
      kind: 'mania',
      flag: 'shortNights',
      level: 'high',
      says: 'two nights of little sleep with much energy were told. Stop the course; see the patient urgently.',
    },
  },
]);

/**
 * [SUI-03] [AFT-06] What the answers told in a check after a dose ask for: thoughts of suicide are an answer at its mark;
 * psychotic symptoms and short nights with much energy stop a course. Short nights are asked only where mania is watched.
 */
export function risksOfCheck(answers: {
  readonly suicidalThoughts?: Answer;
  readonly psychosis?: Answer;
  readonly shortNights?: Answer;
}): readonly RiskTold[] {
  return toldInCheck.filter(({ question }) => answers[question] === 'yes').map(({ risk }) => risk);
}

const leavingAtRisk: RiskTold = Object.freeze({
  kind: 'suicidality',
  flag: 'suicidality',
  level: 'high',
  says: 'Leaving a session: “Risk of suicide not high” was answered with no. Do not leave the patient alone.',
});

/**
 * What an entry of a session asks for: the risk of suicide called high before leaving. The gate before the dose asks
 * nothing here: a no there also says that nobody has asked yet, and the dose waits for it.
 */
export function risksOfEntry(entry: Pick<Entry, 'type' | 'body'>): readonly RiskTold[] {
  if (entry.type !== 'dischargeCheck') return [];
  const { check, ok } = entry.body as EntryBodies['dischargeCheck'];
  return check === 'suicidalityNotHigh' && ok === 'no' ? [leavingAtRisk] : [];
}
