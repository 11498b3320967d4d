import { ageOn, dateIn, elapsedMs, type Instant } from '@evenkeel/quantities';
import type { EvidenceMark, Source } from '../evidence-mark.ts';
import type { RuleClass } from '../finding.ts';
import { jurisdictionRules } from '../policy/jurisdiction-rules.ts';
import type { GivenDose, PatientFacts } from '../patient-facts.ts';
import { limit } from '../policy/default-policy.ts';
import type { Policy } from '../policy/policy.ts';
import { lastReviewed, type AppliesTo, type CareSetting, type RuleInput } from '../rule.ts';
import { takenOfKind } from '../interactions/taken-of-kind.ts';
import { antimanicCover } from './indication.ts';
import {
  datum,
  daysSince,
  isRecent,
  medicinesConfirmed,
  today,
  type EligibilityRule,
  type Judgement,
} from './eligibility-rule.ts';
import { missing as words } from './missing.ts';

const local = (citation: string): Source => ({ mark: 'localDefault', citation });
const from = (mark: EvidenceMark, citation: string): Source => ({ mark, citation });

function rule(
  id: string,
  title: string,
  statement: string,
  ruleClass: RuleClass,
  source: Source,
  looksAt: readonly RuleInput[],
  appliesTo: AppliesTo,
  judge: EligibilityRule['judge'],
  version = 1,
): EligibilityRule {
  return Object.freeze({
    id,
    version,
    title,
    statement,
    ruleClass,
    source: Object.freeze(source),
    inputs: Object.freeze(looksAt),
    appliesTo: Object.freeze(appliesTo),
    reviewed: lastReviewed,
    judge,
  });
}

function judged(
  verdict: Judgement['verdict'],
  says: string,
  used: Judgement['used'],
  wouldChange: string,
  missing: readonly string[] = [],
): Judgement {
  return { verdict, says, used, missing, wouldChange };
}

function judgeConsent(facts: PatientFacts, policy: Policy, now: Instant, setting: CareSetting): Judgement {
  const days = limit(policy, 'consentAgeDays');
  const wouldChange = `A consent to ${setting.drug} signed within ${days} days${setting.consentVersion === undefined ? '' : ` on form ${setting.consentVersion}`}.`;
  const forDrug = (facts.consents ?? [])
    .filter((one) => one.drug === setting.drug)
    .toSorted((a, b) =>
      a.signedAt < b.signedAt ? -1 : a.signedAt > b.signedAt ? 1 : a.formVersion < b.formVersion ? -1 : 1,
    );
  const newest = forDrug.at(-1);
  if (newest === undefined)
    return judged('unknown', `No consent to ${setting.drug} is recorded.`, [], wouldChange, [
      `Ask for consent to ${setting.drug}.`,
    ]);
  const used = [
    datum(facts, now, 'Consent', `form ${newest.formVersion}, ${newest.drug}`, newest.signedAt, days),
    ...(newest.withdrawnAt === undefined
      ? []
      : [datum(facts, now, 'Consent withdrawn', newest.drug, newest.withdrawnAt)]),
  ];
  if (newest.withdrawnAt !== undefined)
    return judged('notMet', 'The consent was withdrawn.', used, 'A new consent.');
  const age = daysSince(facts, newest.signedAt, now);
  if (!isRecent(age, days))
    return judged('notMet', `The consent is ${age} days old; ${days} are allowed.`, used, wouldChange);
  if (setting.consentVersion !== undefined && setting.consentVersion !== newest.formVersion)
    return judged(
      'notMet',
      `The consent was signed on form ${newest.formVersion}; ${setting.consentVersion} is in force.`,
      used,
      wouldChange,
    );
  return judged('met', `Consent on form ${newest.formVersion}.`, used, 'A withdrawal, or a newer form.');
}

function judgeEscort(facts: PatientFacts, _policy: Policy, now: Instant): Judgement {
  const day = dateIn(facts.timeZone, now);
  const wouldChange = 'A person with a telephone number who takes the patient home today.';
  const todays = (facts.escorts ?? []).filter((one) => one.day === day);
  const named = todays
    .filter((one) => one.name.trim() !== '' && one.phone.trim() !== '')
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const [first] = named;
  if (first !== undefined)
    return judged(
      'met',
      `${first.name} takes the patient home.`,
      [datum(facts, now, 'Escort', first.name, first.day)],
      'The escort not coming.',
    );
  return judged(
    'unknown',
    todays.length === 0
      ? 'Nobody is named for today.'
      : 'The escort of today has no name or no telephone number.',
    [],
    wouldChange,
    ['Name an escort with a telephone number.'],
  );
}

const enrolled =
  (who: 'patient' | 'setting'): EligibilityRule['judge'] =>
  (facts, _policy, now) => {
    const found = (facts.enrolments ?? [])
      .filter((one) => one.programme === 'REMS' && one.who === who)
      .toSorted((a, b) => (a.enrolledAt < b.enrolledAt ? -1 : 1))
      .at(-1);
    const wouldChange =
      who === 'patient' ? 'An enrolment form signed by patient and prescriber.' : 'A certified setting.';
    if (found === undefined)
      return judged(
        'unknown',
        who === 'patient'
          ? 'No enrolment of the patient is recorded.'
          : 'No certification of the setting is recorded.',
        [],
        wouldChange,
        [who === 'patient' ? 'Enrol the patient before the first dose.' : words.setting],
      );
    const used = [datum(facts, now, `REMS, ${who}`, 'enrolled', found.enrolledAt)];
    return found.enrolledAt > now
      ? judged('unknown', 'The enrolment is dated in the future.', used, wouldChange, [
          'Correct the date of the enrolment.',
        ])
      : judged(
          'met',
          `Enrolled on ${dateIn(facts.timeZone, found.enrolledAt)}.`,
          used,
          'The enrolment being ended.',
        );
  };

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const nameOf = ({ amountMg, drug, route }: GivenDose): string => `${amountMg} mg ${drug} ${route}`;

function judgeInterval(facts: PatientFacts, policy: Policy, now: Instant): Judgement {
  const hours = limit(policy, 'minimumHoursBetweenSessions');
  const last = (facts.doses ?? [])
    .filter((one) => one.at <= now)
    // Of two at one moment the same one is named, whatever order they came in.
    .toSorted((a, b) => compareText(a.at, b.at) || compareText(nameOf(a), nameOf(b)))
    .at(-1);
  if (last === undefined)
    return facts.doses === undefined
      ? judged('unknown', 'The doses given so far are not recorded.', [], 'The time of the last dose.', [
          'Record the time of the last dose.',
        ])
      : judged('met', 'No earlier dose is recorded.', [], `A dose within ${hours} hours.`);
  const passed = Math.floor(elapsedMs(last.at, now) / 3_600_000);
  const used = [datum(facts, now, 'Last dose', nameOf(last), last.at)];
  return passed >= hours
    ? judged('met', `${passed} hours since the last dose.`, used, `A dose within ${hours} hours.`)
    : judged(
        'notMet',
        `${passed} hours since the last dose; at least ${hours} are asked for.`,
        used,
        `${hours - passed} more hours.`,
      );
}

function judgeOlder(facts: PatientFacts, policy: Policy, now: Instant, setting: CareSetting): Judgement {
  if (facts.birthDate === undefined)
    return judged('unknown', 'The birth date is not known.', [], 'A birth date.', [words.birthDate]);
  const age = ageOn(facts.birthDate, today(facts, now));
  const used = [datum(facts, now, 'Age', `${age} years`)];
  const from = limit(policy, 'olderFromAge');
  if (age < from) return judged('met', `The patient is ${age}.`, used, `The ${from}th birthday.`);
  const { esketamineStartFrom65 } = jurisdictionRules[facts.jurisdiction];
  return judged(
    'notMet',
    setting.drug === 'esketamine'
      ? esketamineStartFrom65.value === undefined
        ? `The patient is ${age}: no separate start here (${esketamineStartFrom65.source.citation}); the usual one of the regimen counts. Watch closely.`
        : `The patient is ${age}: the start here is ${esketamineStartFrom65.value} mg (${esketamineStartFrom65.source.citation}).`
      : `The patient is ${age}: a lower start, 0.25 to 0.5 mg/kg, is usual. Local default.`,
    used,
    'A corrected birth date.',
  );
}

function judgeWithAntidepressant(
  facts: PatientFacts,
  policy: Policy,
  now: Instant,
  setting: CareSetting,
): Judgement {
  const { monotherapy } = jurisdictionRules[facts.jurisdiction];
  if (setting.indication === 'resistant' && monotherapy.value)
    return judged(
      'met',
      `Esketamine alone is within the label here (${monotherapy.source.citation}).`,
      [],
      'Another indication.',
    );
  const { taken, unsure } = takenOfKind(facts, ({ groups }) => groups.includes('antidepressant'));
  const used = [...taken, ...unsure.map(({ medicine }) => medicine)].map((one) =>
    datum(facts, now, 'Medicine', `${one.name} (${one.status})`, one.since),
  );
  const wouldChange = 'An antidepressant by mouth at the same time.';
  if (taken.length > 0)
    return judged(
      'met',
      `With ${[...new Set(taken.map(({ name }) => name))].toSorted().join(', ')}.`,
      used,
      'The antidepressant being stopped.',
    );
  if (setting.indication === undefined && monotherapy.value)
    return judged(
      'unknown',
      'No antidepressant is recorded, and what esketamine is given for is not said: for acute suicidality the label asks for one.',
      used,
      'The indication, or an antidepressant by mouth.',
      ['Say whether esketamine is for resistant depression or for acute suicidality.'],
    );
  const confirmed = medicinesConfirmed(facts, policy, now);
  if (unsure.length > 0 || !confirmed)
    return judged(
      'unknown',
      unsure.length > 0
        ? `Whether an antidepressant is taken is not known: ${unsure.map(({ medicine }) => medicine.name).join(', ')}.`
        : 'No antidepressant is recorded, and the medicine list is not confirmed.',
      used,
      wouldChange,
      [...new Set([...unsure.map(({ ask }) => ask), ...(confirmed ? [] : [words.medicines])])],
    );
  return judged(
    'notMet',
    'No antidepressant by mouth beside esketamine; the label here asks for one.',
    used,
    wouldChange,
  );
}

function judgeStableCover(facts: PatientFacts, policy: Policy, now: Instant): Judgement {
  const weeks = limit(policy, 'moodStabiliserWeeks');
  const { taken, unsure } = antimanicCover(facts);
  const used = [...taken, ...unsure.map(({ medicine }) => medicine)].map((one) =>
    datum(
      facts,
      now,
      'Medicine',
      `${one.name}, ${one.stableWeeks === undefined ? 'weeks at this dose not known' : `${one.stableWeeks} weeks at this dose`}`,
      one.since,
    ),
  );
  const wouldChange = `${weeks} weeks at an unchanged dose of a mood stabiliser or antimanic medicine.`;
  if (taken.some((one) => one.stableWeeks !== undefined && one.stableWeeks >= weeks))
    return judged('met', `Stable for at least ${weeks} weeks.`, used, 'A change of the dose.');
  const unweighed = taken.filter((one) => one.stableWeeks === undefined);
  const unconfirmed = taken.length === 0 && !medicinesConfirmed(facts, policy, now);
  if (unweighed.length > 0 || unsure.length > 0 || unconfirmed)
    return judged('unknown', 'How long the cover has been stable is not recorded.', used, wouldChange, [
      ...new Set([
        ...unsure.map(({ ask }) => ask),
        ...(unweighed.length > 0 || unconfirmed
          ? ['Record how many weeks the mood stabiliser has been at this dose.']
          : []),
      ]),
    ]);
  return judged(
    'notMet',
    taken.length === 0
      ? 'No mood stabiliser or antimanic medicine.'
      : `The cover is stable for less than ${weeks} weeks.`,
    used,
    wouldChange,
  );
}

const esketamineInUs: AppliesTo = { drugs: ['esketamine'], jurisdictions: ['US'] };

/** Conditions of care: consent, escort, programmes, intervals, and what the drug's label asks of this patient. */
export const careConditionRules: readonly EligibilityRule[] = Object.freeze([
  rule(
    'CAR-01',
    'Consent',
    'A consent to this drug, on the form in force, at most twelve months old and not withdrawn.',
    'hold',
    local('Pre-dose checklist: consent valid'),
    [{ what: 'consents', window: 'consentAgeDays' }],
    {},
    judgeConsent,
  ),
  rule(
    'CAR-02',
    'Escort',
    'Somebody with a telephone number takes the patient home today.',
    'hold',
    from('label', 'US esketamine label 2019: no driving until the next day after restful sleep'),
    [{ what: 'escorts' }],
    {},
    judgeEscort,
  ),
  rule(
    'CAR-03',
    'REMS: patient',
    'The patient is enrolled before the first dose of esketamine.',
    'hold',
    from('label', 'US REMS for esketamine: outpatient enrolment before the first dose'),
    [{ what: 'enrolments' }],
    esketamineInUs,
    enrolled('patient'),
  ),
  rule(
    'CAR-04',
    'REMS: setting',
    'The setting is certified to give esketamine.',
    'hold',
    from('label', 'US REMS for esketamine: certified settings only'),
    [{ what: 'enrolments' }],
    esketamineInUs,
    enrolled('setting'),
  ),
  rule(
    'CAR-05',
    'Time since the last dose',
    'The policy’s hours have passed since the last dose.',
    'hold',
    local('Two sessions at least 40 hours apart'),
    [{ what: 'doses', window: 'minimumHoursBetweenSessions' }],
    { phases: ['laterDose', 'continuing'] },
    judgeInterval,
    2,
  ),
  rule(
    'ELI-33',
    'From 65 years',
    'From 65 years caution: the start is lower where the label of the country or the house says so, by drug and jurisdiction.',
    'caution',
    from(
      'label',
      'Esketamine label outside the US: 28 mg from 65 years; the racemic start is a local default',
    ),
    [{ what: 'birth date' }],
    { phases: ['firstDose'] },
    judgeOlder,
    2,
  ),
  rule(
    'ELI-34',
    'Antidepressant beside esketamine',
    'Esketamine is given with an antidepressant by mouth where the label asks for one.',
    'hold',
    from(
      'label',
      'US label since January 2025: alone for resistant depression; with an antidepressant for acute suicidality',
    ),
    [{ what: 'medicines', window: 'medicinesAgeDays' }, { what: 'indication' }],
    { drugs: ['esketamine'], diagnoses: ['majorDepressiveDisorder'] },
    judgeWithAntidepressant,
    2,
  ),
  rule(
    'BIP-02',
    'Stable cover',
    'In bipolar depression the mood stabiliser or antimanic medicine has been stable for four weeks.',
    'hold',
    local('Mood stabiliser or antimanic stable for four weeks'),
    [{ what: 'medicines', window: 'moodStabiliserWeeks' }],
    { diagnoses: ['bipolarI', 'bipolarII'] },
    judgeStableCover,
    2,
  ),
]);
