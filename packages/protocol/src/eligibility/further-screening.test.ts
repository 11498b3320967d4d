import assert from 'node:assert/strict';
import test from 'node:test';
import { parseInstant } from '@evenkeel/quantities';
import type { AnyQuestion } from '../patient-facts.ts';
import { defaultPolicy } from '../policy/default-policy.ts';
import type { CareSetting } from '../rule.ts';
import {
  care,
  carePatient,
  careFinding,
  careScreening,
  careVerdict,
  settings,
} from '../testing/care-facts.ts';
import { answered, condition, daysAgo } from '../testing/facts.ts';
import { furtherScreeningRules } from './further-screening.ts';
import { judgeCare } from './judge-care.ts';

interface Row {
  readonly rule: string;
  readonly question: AnyQuestion;
  readonly good: 'yes' | 'no';
  /** The class for racemic ketamine and for esketamine. */
  readonly classes: readonly [string, string];
  /** Days an answer counts, as the default policy has it. */
  readonly window?: number;
  readonly names?: readonly string[];
  readonly later?: true;
  readonly bipolar?: true;
}

const hold = ['hold', 'hold'] as const;
const caution = ['caution', 'caution'] as const;
const rows: readonly Row[] = [
  { rule: 'ELI-15', question: 'pressureRiseHazard', good: 'no', classes: ['hardStop', 'hardStop'] },
  {
    rule: 'ELI-16',
    question: 'unstableHeart',
    good: 'no',
    classes: ['hardStop', 'hold'],
    window: 30,
    names: ['Atrial fibrillation', 'Aortic valve stenosis', 'Coronary Heart Disease'],
  },
  {
    rule: 'ELI-17',
    question: 'hypertensiveEncephalopathy',
    good: 'no',
    classes: caution,
    names: ['Hypertensive encephalopathy'],
  },
  {
    rule: 'ELI-18',
    question: 'raisedHeadOrEyePressure',
    good: 'no',
    classes: hold,
    window: 30,
    names: ['Idiopathic intracranial hypertension', 'Acute angle-closure glaucoma'],
  },
  {
    rule: 'ELI-19',
    question: 'ketamineMisuse',
    good: 'no',
    classes: ['hardStop', 'hold'],
    names: ['Ketamine dependence', 'Misuse of ketamine'],
  },
  {
    rule: 'ELI-20',
    question: 'breastFeeding',
    good: 'no',
    classes: ['hold', 'hardStop'],
    window: 30,
    names: ['Breast-feeding'],
  },
  { rule: 'ELI-21', question: 'contraceptionPlan', good: 'yes', classes: hold, window: 30 },
  {
    rule: 'ELI-22',
    question: 'moderateLiverDisease',
    good: 'no',
    classes: caution,
    names: ['Chronic hepatitis C'],
  },
  {
    rule: 'ELI-23',
    question: 'dialysis',
    good: 'no',
    classes: caution,
    window: 30,
    names: ['Haemodialysis'],
  },
  {
    rule: 'ELI-24',
    question: 'bladderDisease',
    good: 'no',
    classes: hold,
    window: 30,
    names: ['Interstitial cystitis', 'Microscopic haematuria'],
  },
  {
    rule: 'ELI-25',
    question: 'untreatedSleepApnoea',
    good: 'no',
    classes: hold,
    window: 30,
    names: ['Sleep apnea', 'COPD'],
  },
  {
    rule: 'ELI-26',
    question: 'overactiveThyroid',
    good: 'no',
    classes: hold,
    window: 30,
    names: ['Thyrotoxicosis'],
  },
  {
    rule: 'ELI-27',
    question: 'phaeochromocytoma',
    good: 'no',
    classes: ['hardStop', 'hardStop'],
    names: ['Pheochromocytoma'],
  },
  {
    rule: 'ELI-28',
    question: 'acutePorphyria',
    good: 'no',
    classes: hold,
    names: ['Acute intermittent porphyria'],
  },
  {
    rule: 'ELI-29',
    question: 'uncontrolledSeizures',
    good: 'no',
    classes: hold,
    window: 30,
    names: ['Epilepsy', 'Seizure disorder'],
  },
  {
    rule: 'ELI-30',
    question: 'dementiaOrDelirium',
    good: 'no',
    classes: ['hardStop', 'hold'],
    window: 30,
    names: ["Alzheimer's disease", 'Delirium'],
  },
  {
    rule: 'ELI-31',
    question: 'symptomaticBrainInjury',
    good: 'no',
    classes: hold,
    window: 30,
    names: ['Traumatic brain injury', 'Concussion with loss of consciousness'],
  },
  { rule: 'ELI-32', question: 'personalityPrimary', good: 'no', classes: caution },
  {
    rule: 'BIP-03',
    question: 'switchRisk',
    good: 'no',
    classes: caution,
    bipolar: true,
    names: ['Rapid cycling bipolar disorder'],
  },
  { rule: 'CAR-06', question: 'lastSessionReviewed', good: 'yes', classes: hold, window: 0, later: true },
  { rule: 'CAR-07', question: 'newIllnessOrMedicine', good: 'no', classes: hold, window: 0, later: true },
  { rule: 'CAR-08', question: 'sedatedToday', good: 'no', classes: hold, window: 0 },
];

const bipolarPatient = care({
  diagnosis: { ...(carePatient.diagnosis ?? assert.fail()), kind: 'bipolarII' },
});
const whose = (row: Row) => (row.bipolar === true ? bipolarPatient : carePatient);
const settingOf = (row: Row, drug: 'ketamine' | 'esketamine' = 'ketamine'): CareSetting => ({
  ...(drug === 'ketamine' ? settings.first : settings.esketamine),
  phase: row.later === true ? 'laterDose' : 'firstDose',
});

test('every rule of the table below is a rule of the library and the other way round', () => {
  assert.deepEqual(
    rows.map(({ rule }) => rule),
    furtherScreeningRules.map(({ id }) => id),
  );
  // A screen can ask them from the rules alone.
  assert.deepEqual(
    rows.map(({ question, good }) => [question, good]),
    furtherScreeningRules.map(({ asks }) => [asks?.question, asks?.good]),
  );
});

test('[ELI-15] [ELI-16] [ELI-17] [ELI-18] [ELI-19] [ELI-20] [ELI-21] [ELI-22] [ELI-23] [ELI-24] [ELI-25] asked: met, not met, unknown, not asked, and the class by drug', () => {
  for (const row of rows) answersOf(row);
});
test('[ELI-26] [ELI-27] [ELI-28] [ELI-29] [ELI-30] [ELI-31] [ELI-32] [BIP-03] [CAR-06] [CAR-07] [CAR-08] a condition in the record opens the question, and only a note closes it', () => {
  for (const row of rows) conditionsOf(row);
});

function answersOf(row: Row) {
  const { rule, question, good, classes } = row;
  const facts = (answer?: 'yes' | 'no' | 'unknown', days = 0) => ({
    ...whose(row),
    screening: careScreening(
      question,
      answer === undefined ? undefined : answered(question, answer, { days }),
    ),
  });
  const of = (patient: ReturnType<typeof facts>, drug?: 'esketamine') =>
    careFinding(patient, rule, settingOf(row, drug));
  assert.equal(of(facts(good)).verdict, 'met', rule);
  assert.equal(of(facts(good === 'no' ? 'yes' : 'no')).verdict, 'notMet', rule);
  assert.equal(of(facts('unknown')).verdict, 'unknown', rule);
  assert.equal(of(facts()).verdict, 'unknown', rule);
  assert.deepEqual([of(facts()).ruleClass, of(facts(), 'esketamine').ruleClass], classes, rule);
  const open = careVerdict(facts(), settingOf(row));
  assert.ok(open.open.includes(rule) && open.toAsk.length > 0, rule);
  if (row.window === undefined) {
    assert.equal(of(facts(good, 900)).verdict, 'met', `${rule} has no window`);
    return;
  }
  assert.deepEqual(
    [row.window - 1, row.window, row.window + 1]
      .filter((days) => days >= 0)
      .map((days) => of(facts(good, days)).verdict),
    row.window === 0 ? ['met', 'unknown'] : ['met', 'met', 'unknown'],
    rule,
  );
}

function conditionsOf(row: Row) {
  const { rule, question, good, names = [] } = row;
  for (const label of names) {
    const conditions = [condition(label, { onset: '2001-01-01' })];
    const say = (note?: string) =>
      careFinding(
        {
          ...whose(row),
          conditions,
          screening: careScreening(question, answered(question, good, note === undefined ? {} : { note })),
        },
        rule,
        settingOf(row),
      );
    assert.equal(say().verdict, 'unknown', `${rule} ${label}`);
    assert.match(say().missing.join(), /Say in a note/, rule);
    assert.equal(say('Looked into.').verdict, 'met', `${rule} ${label}`);
  }
}

test('of two answers at one moment the more cautious counts, whichever comes first', () => {
  for (const row of rows) {
    const two = [answered(row.question, 'yes'), answered(row.question, 'no')];
    for (const screening of [two, two.toReversed()])
      assert.equal(
        careFinding(
          { ...whose(row), screening: [...careScreening(row.question), ...screening] },
          row.rule,
          settingOf(row),
        ).verdict,
        'notMet',
        row.rule,
      );
  }
  for (const screening of [
    [answered('capacityToConsent', 'yes'), answered('capacityToConsent', 'no')],
    [answered('capacityToConsent', 'no'), answered('capacityToConsent', 'yes')],
  ])
    assert.equal(
      careFinding(care({ screening: [...careScreening('capacityToConsent'), ...screening] }), 'ELI-10')
        .verdict,
      'notMet',
    );
});

test('[ELI-20] [ELI-21] not asked of men, after 55, and contraception not where pregnancy cannot be', () => {
  const unasked = (changes: Parameters<typeof care>[0], rule: string) =>
    careFinding(
      care({
        ...changes,
        screening: (changes.screening ?? carePatient.screening).filter(
          ({ question }) => question !== 'breastFeeding' && question !== 'contraceptionPlan',
        ),
      }),
      rule,
    ).verdict;
  for (const rule of ['ELI-20', 'ELI-21']) {
    assert.equal(unasked({ sex: 'male' }, rule), 'met');
    assert.equal(unasked({ sex: 'unknown' }, rule), 'unknown');
    assert.equal(unasked({ birthDate: '1970-06-15' as never }, rule), 'met');
    assert.equal(unasked({ birthDate: undefined }, rule), 'unknown');
  }
  const cannot = careScreening('couldBecomePregnant', answered('couldBecomePregnant', 'no'));
  assert.equal(unasked({ screening: cannot }, 'ELI-21'), 'met');
  assert.equal(unasked({ screening: cannot }, 'ELI-20'), 'unknown');
  // An answer counts even where nobody had to ask.
  assert.equal(
    careFinding(
      care({ sex: 'male', screening: careScreening('breastFeeding', answered('breastFeeding', 'yes')) }),
      'ELI-20',
    ).verdict,
    'notMet',
  );
  assert.ok(daysAgo(0) > daysAgo(1));
});

test('[CAR-06] [CAR-07] [CAR-08] today is the patient’s day, east and west of Greenwich', () => {
  const instant = (text: string) => parseInstant(text) ?? assert.fail(text);
  for (const [timeZone, at, answeredAt, verdict] of [
    // In Auckland the evening in Greenwich is the next morning.
    ['Pacific/Auckland', '2026-11-24T20:00:00Z', '2026-11-24T19:30:00Z', 'met'],
    ['Pacific/Auckland', '2026-11-24T20:00:00Z', '2026-11-24T10:30:00Z', 'unknown'],
    ['Pacific/Auckland', '2026-11-25T01:00:00Z', '2026-11-24T19:30:00Z', 'met'],
    // In Los Angeles the small hours in Greenwich are the evening before.
    ['America/Los_Angeles', '2026-11-25T18:00:00Z', '2026-11-25T17:30:00Z', 'met'],
    ['America/Los_Angeles', '2026-11-25T18:00:00Z', '2026-11-25T01:00:00Z', 'unknown'],
  ] as const)
    for (const [rule, question, answer] of [
      ['CAR-06', 'lastSessionReviewed', 'yes'],
      ['CAR-07', 'newIllnessOrMedicine', 'no'],
      ['CAR-08', 'sedatedToday', 'no'],
    ] as const) {
      const screening = careScreening(question, { question, answer, answeredAt: instant(answeredAt) });
      const found = judgeCare(care({ timeZone, screening }), defaultPolicy, instant(at), settings.later);
      const [one] = found.findings.filter((finding) => finding.rule === rule);
      assert.equal(one?.verdict, verdict, `${rule} ${timeZone} ${answeredAt}`);
      assert.equal(one?.used[0]?.ageDays, verdict === 'met' ? 0 : 1);
      if (verdict === 'unknown')
        assert.equal(one?.says, 'This is asked on the day itself; the answer is one day old.');
    }
});

test('[ELI-16] a note explains what the patient’s day of the answer knew, and nothing of the day after', () => {
  const of = (onset: string) =>
    careFinding(
      care({
        timeZone: 'America/Los_Angeles',
        conditions: [condition('Atrial fibrillation', { onset })],
        screening: careScreening('unstableHeart', {
          question: 'unstableHeart',
          answer: 'no',
          note: 'Seen by the cardiologist.',
          // The afternoon of the 23rd in Los Angeles.
          answeredAt: parseInstant('2026-11-24T01:00:00Z') ?? assert.fail(),
        }),
      }),
      'ELI-16',
    ).verdict;
  assert.deepEqual(['2026-11-23', '2026-11-24'].map(of), ['met', 'unknown']);
});
