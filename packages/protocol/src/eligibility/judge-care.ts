import {
  canonicalJson,
  dateIn,
  plusDays,
  type CalendarDate,
  type Instant,
  type Json,
} from '@evenkeel/quantities';
import type { DatumUsed, Finding, RuleClass, Verdict } from '../finding.ts';
import type { PatientFacts } from '../patient-facts.ts';
import type { Policy } from '../policy/policy.ts';
import { applies, classOf, type CareSetting } from '../rule.ts';
import { careRules } from './care-rules.ts';
import { summaryOf, type EligibilitySummary } from './judge-eligibility.ts';

/** One thing that would have to change. */
export interface Change {
  readonly rule: string;
  readonly change: string;
}

/** Everything the rules say of one patient for one dose, in a fixed order: the same facts give the same text. */
export interface CareVerdict {
  readonly at: Instant;
  readonly policyVersion: number;
  readonly setting: CareSetting;
  readonly summary: EligibilitySummary;
  readonly findings: readonly Finding[];
  /** Ids of rules that fired or could not be decided, most serious first. */
  readonly open: readonly string[];
  /** What a person has to ask, measure or record. */
  readonly toAsk: readonly string[];
  /** The fewest changes after which the summary would be another, and which. All of them are needed. */
  readonly smallestChange: { readonly to: EligibilitySummary; readonly changes: readonly Change[] };
}

/**
 * Judges every rule that speaks for this dose. Three-valued: what is not known is `unknown` and never passes a hard stop
 * or a hold. Nothing here decides; a licensed person does.
 */
export function judgeCare(
  facts: PatientFacts,
  policy: Policy,
  now: Instant,
  setting: CareSetting,
): CareVerdict {
  const findings = careRules
    .filter((rule) => applies(rule, setting, facts.jurisdiction, facts.diagnosis?.kind))
    .map((rule): Finding => {
      const { used, missing, says, verdict, wouldChange, ruleClass } = rule.judge(
        facts,
        policy,
        now,
        setting,
      );
      return {
        rule: rule.id,
        ruleVersion: rule.version,
        statement: rule.statement,
        ruleClass: ruleClass ?? classOf(rule, setting.drug),
        verdict,
        says,
        source: rule.source,
        used: inOrder(used),
        missing: missing.toSorted(),
        wouldChange,
      };
    });
  const summary = summaryOf(findings);
  return {
    at: now,
    policyVersion: policy.version,
    setting,
    summary,
    findings,
    open: findings
      .filter(({ verdict }) => verdict !== 'met')
      .map((one, place) => ({ one, place }))
      .toSorted((a, b) => weight(a.one) - weight(b.one) || a.place - b.place)
      .map(({ one }) => one.rule),
    toAsk: [...new Set(findings.flatMap(({ missing }) => missing))].toSorted(),
    smallestChange: smallestChange(findings, summary),
  };
}

const classWeight: { readonly [C in RuleClass]: number } = { hardStop: 0, hold: 1, caution: 2, inform: 3 };
const verdictWeight: { readonly [V in Verdict]: number } = { notMet: 0, unknown: 1, met: 2 };
const weight = ({ ruleClass, verdict }: Finding) => classWeight[ruleClass] * 3 + verdictWeight[verdict];

/** Data in one order, so that the order of the record does not change a byte of the verdict. */
function inOrder(used: readonly DatumUsed[]): readonly DatumUsed[] {
  return used
    .map((one) => ({ one, text: canonicalJson(one as unknown as Json) }))
    .toSorted((a, b) => (a.text < b.text ? -1 : 1))
    .map(({ one }) => one);
}

const blocking: readonly RuleClass[] = ['hardStop', 'hold'];

/**
 * Out of stop, hold and unknown every finding of that kind has to change; out of "may proceed" one is enough, and the
 * first rule that could fire is named.
 */
function smallestChange(
  findings: readonly Finding[],
  summary: EligibilitySummary,
): CareVerdict['smallestChange'] {
  const change = ({ rule, wouldChange }: Finding): Change => ({ rule, change: wouldChange });
  const changes = (wanted: (one: Finding) => boolean): readonly Change[] =>
    findings.filter(wanted).map(change);
  const stops = (one: Finding) => one.ruleClass === 'hardStop' && one.verdict === 'notMet';
  const holds = (one: Finding) => one.ruleClass === 'hold' && one.verdict === 'notMet';
  const open = (one: Finding) => blocking.includes(one.ruleClass) && one.verdict === 'unknown';
  const without = (out: (one: Finding) => boolean) => summaryOf(findings.filter((one) => !out(one)));
  switch (summary) {
    case 'stop':
      return { to: without(stops), changes: changes(stops) };
    case 'hold':
      return { to: without(holds), changes: changes(holds) };
    case 'unknown':
      return { to: 'mayProceed', changes: changes(open) };
    case 'mayProceed': {
      const first = findings.filter((one) => blocking.includes(one.ruleClass)).slice(0, 1);
      return {
        to: summaryOf(first.map(({ ruleClass }) => ({ ruleClass, verdict: 'notMet' }))),
        changes: first.map(change),
      };
    }
  }
}

/** The one text of a verdict, for keeping and comparing. */
export function verdictText(verdict: CareVerdict): string {
  return canonicalJson(verdict as unknown as Json);
}

/** The first day within `days` on which time alone changes the summary, because something becomes too old. */
export function firstDayOfChange(
  facts: PatientFacts,
  policy: Policy,
  now: Instant,
  setting: CareSetting,
  days = 60,
): { readonly day: CalendarDate; readonly summary: EligibilitySummary } | undefined {
  const { summary } = judgeCare(facts, policy, now, setting);
  const start = dateIn(facts.timeZone, now);
  for (let ahead = 1; ahead <= days; ahead += 1) {
    const later = new Date(Date.parse(now) + ahead * 86_400_000).toISOString() as Instant;
    const then = judgeCare(facts, policy, later, setting).summary;
    if (then !== summary) return { day: plusDays(start, ahead), summary: then };
  }
  return undefined;
}
