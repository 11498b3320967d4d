import type { EvidenceMark } from '../evidence-mark.ts';
import type { RuleClass } from '../finding.ts';
import type { ThresholdName } from '../policy/policy.ts';
import { lastReviewed, type AppliesTo, type RuleRecord } from '../rule.ts';

function rule(
  id: string,
  statement: string,
  ruleClass: RuleClass,
  mark: EvidenceMark,
  citation: string,
  what: string,
  window?: ThresholdName,
  appliesTo: AppliesTo = {},
  version = 1,
): RuleRecord {
  return Object.freeze({
    id,
    version,
    statement,
    ruleClass,
    source: Object.freeze({ mark, citation }),
    appliesTo: Object.freeze(appliesTo),
    inputs: Object.freeze([Object.freeze({ what, ...(window === undefined ? {} : { window }) })]),
    reviewed: lastReviewed,
  });
}

const bipolar: AppliesTo = { diagnoses: ['bipolarI', 'bipolarII'] };

/** Checks after a dose and the watch for a switch of mood. */
export const afterDoseRules = Object.freeze({
  day1: rule(
    'AFT-01',
    'A check 24 hours after a dose.',
    'inform',
    'localDefault',
    'Default schedule of outcomes',
    'responses',
  ),
  day3: rule(
    'AFT-02',
    'A check 72 hours after a dose.',
    'inform',
    'localDefault',
    'Default schedule of outcomes',
    'responses',
  ),
  day7: rule(
    'AFT-03',
    'A check 7 days after a dose.',
    'inform',
    'localDefault',
    'Default schedule of outcomes',
    'responses',
  ),
  silence: rule(
    'AFT-04',
    'No answer to a check is a signal: a person calls.',
    'caution',
    'localDefault',
    'The days after a session are a known risk window',
    'responses',
  ),
  switchHold: rule(
    'AFT-05',
    'YMRS of 12 or more, or risen by 8 since before the dose: hold the next dose and call. The next session is not opened before a later rating, or a review that goes on.',
    'hold',
    'localDefault',
    'Bipolar rules',
    'YMRS',
    'maniaHoldYmrs',
    bipolar,
    2,
  ),
  switchStop: rule(
    'AFT-06',
    'YMRS of 20 or more, psychosis, or two nights of little sleep with much energy: stop the course, see urgently. The next session is not opened before a later rating or check, or a review that goes on.',
    'hardStop',
    'localDefault',
    'Bipolar rules',
    'YMRS',
    'maniaStopYmrs',
    bipolar,
    2,
  ),
  euphoria: rule(
    'AFT-07',
    'High spirits within four hours of a dose are no switch; after 24 hours they are looked into.',
    'inform',
    'localDefault',
    'Transient euphoria of two to four hours against a lasting change',
    'mood reports',
    undefined,
    bipolar,
  ),
});

/** Long-term watching, by calendar and by exposure. */
export const longTermRules = Object.freeze({
  bladder: rule(
    'LTM-01',
    'Bladder score every four weeks for three visits, then three-monthly or by exposure; blood in the urine, a rise of 4 or a score of 6 holds the next step up.',
    'hold',
    'label',
    'US esketamine label: monitor urinary symptoms; schedule and triggers are local defaults',
    'ICSI and urinalysis',
    'bladderEveryDays',
  ),
  liver: rule(
    'LTM-02',
    'Liver tests after the acute course, then six-monthly or by exposure; ALT above three or bilirubin above twice the limit holds.',
    'hold',
    'localDefault',
    'Liver row of the long-term table',
    'ALT and bilirubin',
    'liverEveryDays',
  ),
  cognition: rule(
    'LTM-03',
    'Cognition six-monthly; a fall of 3 reviews the interval.',
    'caution',
    'localDefault',
    'Cognition row of the long-term table; trials found group performance stable',
    'MoCA',
    'cognitionEveryDays',
  ),
  misuse: rule(
    'LTM-04',
    'Craving, early requests, lost doses and other prescribers are asked about; any of them goes to the team, and the dose is not raised.',
    'caution',
    'label',
    'US esketamine label: assess each patient for misuse and monitor; triggers are local defaults',
    'craving, prescription monitoring',
    'monitoringEveryDays',
  ),
  pressure: rule(
    'LTM-05',
    'Blood pressure at each visit; repeatedly at 160/100 or above goes to primary care.',
    'caution',
    'localDefault',
    'Blood-pressure row of the long-term table',
    'blood pressures',
  ),
  pregnancy: rule(
    'LTM-06',
    'Pregnancy is tested three-monthly where it is possible.',
    'hold',
    'localDefault',
    'Pregnancy row of the long-term table',
    'pregnancy test',
    'monitoringEveryDays',
  ),
  urinalysis: rule(
    'LTM-07',
    'Urinalysis three- to six-monthly.',
    'caution',
    'localDefault',
    'Bladder row of the long-term table',
    'urinalysis',
    'urinalysisEveryDays',
  ),
});

/** Rules of the review of a course: what speaks for stopping, holding and going on. */
export const reviewRules = Object.freeze({
  gain: rule(
    'STP-01',
    'Less than a quarter of gain after four sessions speaks for stopping.',
    'hold',
    'localDefault',
    'Stop rules',
    'scale totals',
    'gainToContinuePercent',
  ),
  response: rule(
    'STP-02',
    'No response at the end of the acute course speaks for stopping.',
    'hold',
    'localDefault',
    'Stop rules; esketamine label: judge benefit at the end of week four',
    'scale totals',
    'responsePercent',
  ),
  mania: rule(
    'STP-03',
    'A switch of mood stops or holds the course: by YMRS, by its rise since before the course, or by what was told after the last dose.',
    'hardStop',
    'localDefault',
    'Stop rules',
    'YMRS, checks after a dose',
    'maniaStopYmrs',
    {},
    2,
  ),
  dissociation: rule(
    'STP-04',
    'Dissociation the patient cannot bear speaks for stopping.',
    'hold',
    'localDefault',
    'Stop rules',
    'patient’s wish and events',
  ),
  liver: rule(
    'STP-05',
    'ALT above three times the limit in two results holds the course.',
    'hold',
    'localDefault',
    'Stop rules',
    'ALT',
    'altUpperLimits',
  ),
  bladder: rule(
    'STP-06',
    'Cystitis holds the course.',
    'hold',
    'localDefault',
    'Stop rules',
    'bladder findings',
  ),
  misuse: rule(
    'STP-07',
    'Signals of misuse go to the team, and the dose is not raised.',
    'hold',
    'localDefault',
    'Stop rules',
    'misuse signals',
  ),
  pregnancy: rule(
    'STP-08',
    'Pregnancy stops the course.',
    'hardStop',
    'label',
    'Ketamine and esketamine labels',
    'pregnancy answer and test',
  ),
  consent: rule(
    'STP-09',
    'Withdrawn consent or the wish to end stops the course.',
    'hardStop',
    'consensus',
    'Consent can be withdrawn at any time',
    'consents and wishes',
  ),
  burden: rule(
    'STP-10',
    'Burden is asked: time, escort, cost, days lost. Too much speaks for a longer interval.',
    'inform',
    'localDefault',
    'Adherence: attendance and late sessions',
    'wishes',
  ),
});

/** Suicide risk: what follows an answer, and how an alert climbs. */
export const suicideRiskRules = Object.freeze({
  item: rule(
    'SUI-02',
    'An answer about suicide above its limit, or left out, is followed by the screener in the same contact; from home a person is paged within the hour.',
    'caution',
    'localDefault',
    'PHQ-9 item 9, MADRS item 10, HAM-D item 3, QIDS item 12',
    'item answers',
  ),
  triage: rule(
    'SUI-03',
    'Low: plan and note. Moderate: seen the same day, contact within 72 hours. High: not left alone, urgent evaluation; the drug is no substitute for admission.',
    'caution',
    'consensus',
    'C-SSRS triage; label on admission',
    'C-SSRS screener',
  ),
  ladder: rule(
    'SUI-04',
    'An alert has an owner, climbs after 5, 15 and 30 minutes, and closes only with a reason and what was done.',
    'caution',
    'localDefault',
    'Escalation ladder',
    'alerts',
  ),
  young: rule(
    'SUI-05',
    'Under 25 years the early months and each change of dose are watched more closely.',
    'inform',
    'label',
    'Boxed warning',
    'birth date',
  ),
});

/** Every rule of care after a dose. */
export const followUpRules: readonly RuleRecord[] = Object.freeze([
  ...Object.values(afterDoseRules),
  ...Object.values(longTermRules),
  ...Object.values(reviewRules),
  ...Object.values(suicideRiskRules),
]);
