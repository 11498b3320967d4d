/* oxlint-disable unicorn/consistent-function-scoping -- small helpers stand beside the table they serve */
import assert from 'node:assert/strict';
import test from 'node:test';
import { randomStream, type CalendarDate } from '@evenkeel/quantities';
import type { Finding, Verdict } from '../finding.ts';
import type { PatientFacts, ScreeningQuestion } from '../patient-facts.ts';
import { defaultPolicy } from '../policy/default-policy.ts';
import {
  answered,
  condition,
  daysAgo,
  now,
  patient,
  readyPatient,
  screeningWith,
  unknownPatient,
} from '../testing/facts.ts';
import { eligibilityRules } from './eligibility-rules.ts';
import { judgeEligibility } from './judge-eligibility.ts';

const judge = (facts: PatientFacts) => judgeEligibility(facts, defaultPolicy, now);
function finding(facts: PatientFacts, rule: string): Finding {
  const found = judge(facts).findings.find((one) => one.rule === rule);
  assert.ok(found, rule);
  return found;
}
const verdict = (facts: PatientFacts, rule: string): Verdict => finding(facts, rule).verdict;

test('a patient for whom everything was asked may proceed, every rule met', () => {
  const { summary, findings } = judge(readyPatient);
  assert.deepEqual(
    findings.filter((one) => one.verdict !== 'met').map((one) => `${one.rule} ${one.says}`),
    [],
  );
  assert.equal(summary, 'mayProceed');
});

test('[P3] of a new registration nothing that a patient must be asked is met, and it may not proceed', () => {
  const { summary, findings } = judge(unknownPatient);
  assert.notEqual(summary, 'mayProceed');
  for (const one of findings.filter(({ rule }) => rule !== 'ELI-14')) {
    assert.equal(one.verdict, 'unknown', one.rule);
    assert.ok(one.missing.length > 0, one.rule);
  }
});

test('[P7] every finding shows its rule, source, grounds and what would change it', () => {
  for (const facts of [readyPatient, unknownPatient])
    for (const one of judge(facts).findings) {
      assert.ok(one.statement.length > 0 && one.says.length > 0 && one.wouldChange.length > 0, one.rule);
      assert.ok(one.source.citation.length > 0 && one.source.mark.length > 0, one.rule);
      assert.equal(one.missing.length > 0, one.verdict === 'unknown', one.rule);
    }
});

test('[P7] data are shown with their age in days; stale only where a window is passed', () => {
  const [reading] = finding(readyPatient, 'ELI-04').used;
  assert.deepEqual(reading, {
    what: 'Newest blood pressure',
    value: '122/78 mmHg',
    at: daysAgo(2),
    ageDays: 2,
    stale: false,
  });
  const [history] = finding(
    patient({ screening: screeningWith('aneurysmOrAvm', answered('aneurysmOrAvm', 'no', { days: 900 })) }),
    'ELI-01',
  ).used;
  assert.deepEqual([history?.ageDays, history?.stale], [900, false]);
  const [, age] = finding(readyPatient, 'ELI-07').used;
  assert.deepEqual(age, { what: 'Age', value: '40 years', stale: false });
  // A date that carries no day has no age.
  const conditions = [condition('Stroke', { onset: '1998' })];
  assert.equal(finding(patient({ conditions }), 'ELI-03').used.at(-1)?.ageDays, undefined);
});

/** The rules that rest on one question, with conditions that raise them. */
const asked: readonly {
  readonly rule: string;
  readonly question: ScreeningQuestion;
  readonly good: 'yes' | 'no';
  readonly names: readonly string[];
  readonly stop: boolean;
}[] = [
  {
    rule: 'ELI-01',
    question: 'aneurysmOrAvm',
    good: 'no',
    names: ['Abdominal aortic aneurysm', 'Cerebral arteriovenous malformation', 'AVM of brain'],
    stop: true,
  },
  {
    rule: 'ELI-02',
    question: 'intracerebralHaemorrhage',
    good: 'no',
    names: ['Intracranial hemorrhage', 'Subarachnoid haemorrhage', 'Haemorrhagic stroke'],
    stop: true,
  },
  {
    rule: 'ELI-03',
    question: 'recentCardiovascularEvent',
    good: 'no',
    names: [
      'Stroke',
      'Myocardial Infarction',
      'History of myocardial infarction (situation)',
      'Cardiac Arrest',
    ],
    stop: true,
  },
  {
    rule: 'ELI-05',
    question: 'psychosis',
    good: 'no',
    names: ['Schizophrenia', 'Acute psychosis', 'Schizoaffective disorder'],
    stop: true,
  },
  { rule: 'ELI-06', question: 'maniaNow', good: 'no', names: [], stop: false },
  { rule: 'ELI-10', question: 'capacityToConsent', good: 'yes', names: [], stop: true },
  {
    rule: 'ELI-12',
    question: 'substanceUseActive',
    good: 'no',
    names: ['Opioid abuse (disorder)', 'Drug overdose', 'Misuses drugs: misuse of ketamine', 'Alcoholism'],
    stop: false,
  },
  {
    rule: 'ELI-13',
    question: 'severeLiverDisease',
    good: 'no',
    names: ['Cirrhosis of liver', 'Hepatic failure'],
    stop: false,
  },
];

for (const { rule, question, good, names, stop } of asked) {
  test(`[${rule}] asked: the good answer is met, the other is not, unknown and unasked are unknown`, () => {
    const bad = good === 'no' ? 'yes' : 'no';
    const facts = (answer?: 'yes' | 'no' | 'unknown') =>
      patient({
        screening: screeningWith(question, answer === undefined ? undefined : answered(question, answer)),
      });
    assert.equal(verdict(facts(good), rule), 'met');
    assert.equal(verdict(facts(bad), rule), 'notMet');
    assert.equal(judge(facts(bad)).summary, stop ? 'stop' : 'hold');
    for (const open of [facts('unknown'), facts()]) {
      assert.equal(verdict(open, rule), 'unknown');
      assert.equal(judge(open).summary, 'unknown');
    }
  });

  test(`[${rule}] the newest answer counts; at one moment the more cautious one`, () => {
    const bad = good === 'no' ? 'yes' : 'no';
    const facts = (...answers: readonly ['yes' | 'no' | 'unknown', number][]) =>
      patient({
        screening: [
          ...screeningWith(question),
          ...answers.map(([answer, days]) => answered(question, answer, { days })),
        ],
      });
    assert.equal(verdict(facts([bad, 5], [good, 1]), rule), 'met');
    assert.equal(verdict(facts([good, 5], [bad, 1]), rule), 'notMet');
    assert.equal(verdict(facts([bad, 1], [good, 5]), rule), 'notMet');
    assert.equal(verdict(facts([good, 5], ['unknown', 1]), rule), 'unknown');
    if (good === 'no') {
      assert.equal(verdict(facts(['no', 1], ['yes', 1]), rule), 'notMet');
      assert.equal(verdict(facts(['yes', 1], ['no', 1]), rule), 'notMet');
      assert.equal(verdict(facts(['no', 1], ['unknown', 1]), rule), 'unknown');
      assert.equal(verdict(facts(['unknown', 1], ['no', 1]), rule), 'unknown');
      assert.equal(verdict(facts(['unknown', 1], ['yes', 1]), rule), 'notMet');
      assert.equal(verdict(facts(['yes', 1], ['unknown', 1]), rule), 'notMet');
    }
  });

  if (names.length > 0)
    test(`[${rule}] a condition from another record is never silently passed`, () => {
      for (const name of names)
        for (const status of ['active', 'past', 'unknown'] as const) {
          const conditions = [condition(name, { status })];
          const screening = screeningWith(question);
          const open = finding(patient({ conditions, screening }), rule);
          assert.equal(open.verdict, 'unknown', name);
          assert.ok(open.says.includes(name));
          assert.ok(open.used.some(({ value }) => value.includes(name)));
          // A plain "no" beside it needs a word of explanation.
          assert.equal(verdict(patient({ conditions }), rule), 'unknown', `${name} ${status}`);
          const noted = screeningWith(
            question,
            answered(question, 'no', { note: 'Seen by the specialist.' }),
          );
          assert.equal(verdict(patient({ conditions, screening: noted }), rule), 'met');
          // What came after the answer is not explained by it.
          const later = [condition(name, { status, onset: '2026-11-24' })];
          const before = screeningWith(
            question,
            answered(question, 'no', { note: 'Seen by the specialist.', days: 5 }),
          );
          assert.equal(verdict(patient({ conditions: later, screening: before }), rule), 'unknown');
        }
    });
}

test('[ELI-03] [ELI-05] [ELI-06] [ELI-10] [ELI-12] an answer about a passing state counts 30 days, at each side of the limit', () => {
  for (const { rule, question, good } of asked.filter(({ rule }) =>
    ['ELI-03', 'ELI-05', 'ELI-06', 'ELI-10', 'ELI-12'].includes(rule),
  )) {
    const at = (days: number) =>
      finding(patient({ screening: screeningWith(question, answered(question, good, { days })) }), rule);
    assert.equal(at(29).verdict, 'met', rule);
    assert.equal(at(30).verdict, 'met', rule);
    assert.equal(at(31).verdict, 'unknown', rule);
    assert.equal(at(31).used[0]?.stale, true);
    assert.equal(at(-2).verdict, 'unknown', rule);
  }
});

test('[ELI-01] [ELI-02] [ELI-13] an answer about a history does not grow old', () => {
  for (const rule of ['ELI-01', 'ELI-02', 'ELI-13']) {
    const { question, good } = asked.find((one) => one.rule === rule) ?? assert.fail();
    const screening = screeningWith(question, answered(question, good, { days: 400 }));
    assert.equal(verdict(patient({ screening }), rule), 'met', rule);
  }
});

test('[ELI-01] [ELI-02] [ELI-03] [ELI-05] codes alone are enough to raise a rule, and only of their own system', () => {
  const coded = (system: string, code: string) =>
    patient({ conditions: [condition('Diagnose 1', { code: { system, code, display: 'Diagnose 1' } })] });
  const icd10 = 'http://hl7.org/fhir/sid/icd-10-cm';
  const snomed = 'http://snomed.info/sct';
  assert.equal(verdict(coded(icd10, 'I71.4'), 'ELI-01'), 'unknown');
  assert.equal(verdict(coded(icd10, 'i61.9'), 'ELI-02'), 'unknown');
  assert.equal(verdict(coded(snomed, '230690007'), 'ELI-03'), 'unknown');
  assert.equal(verdict(coded(icd10, 'F20.0'), 'ELI-05'), 'unknown');
  assert.equal(verdict(coded('http://example.org/local', '230690007'), 'ELI-03'), 'met');
  assert.equal(verdict(coded(snomed, '999'), 'ELI-03'), 'met');
});

test('[ELI-05] [ELI-06] the recorded episode speaks, whatever was answered', () => {
  const diagnosis = readyPatient.diagnosis ?? assert.fail();
  const psychotic = patient({ diagnosis: { ...diagnosis, psychoticFeatures: 'yes' } });
  assert.equal(verdict(psychotic, 'ELI-05'), 'notMet');
  assert.equal(judge(psychotic).summary, 'stop');
  for (const episode of ['manic', 'hypomanic', 'mixed'] as const) {
    const facts = patient({ diagnosis: { ...diagnosis, kind: 'bipolarI', episode } });
    assert.equal(verdict(facts, 'ELI-06'), 'notMet');
    assert.equal(judge(facts).summary, 'hold');
  }
});

test('[ELI-04] blood pressure: the hold limits -1, 0 and +1, in both numbers', () => {
  const of = (systolic: number, diastolic: number) =>
    verdict(patient({ pressures: [{ systolic, diastolic, measuredAt: daysAgo(1) }] }), 'ELI-04');
  assert.equal(of(159, 80), 'met');
  assert.equal(of(160, 80), 'notMet');
  assert.equal(of(161, 80), 'notMet');
  assert.equal(of(120, 99), 'met');
  assert.equal(of(120, 100), 'notMet');
  assert.equal(of(120, 101), 'notMet');
  const says = (systolic: number, diastolic: number) =>
    finding(patient({ pressures: [{ systolic, diastolic, measuredAt: daysAgo(1) }] }), 'ELI-04').says;
  assert.doesNotMatch(says(140, 90), /consider a delay/);
  assert.match(says(141, 80), /above 140\/90.*consider a delay/);
  assert.match(says(120, 91), /consider a delay/);
});

test('[ELI-04] blood pressure: missing, stale, from the future or hard to believe is unknown, never met', () => {
  const of = (...pressures: PatientFacts['pressures']) => finding(patient({ pressures }), 'ELI-04');
  const at = (days: number) => ({ systolic: 120, diastolic: 80, measuredAt: daysAgo(days) });
  assert.equal(of().verdict, 'unknown');
  assert.equal(of(at(29)).verdict, 'met');
  assert.equal(of(at(30)).verdict, 'met');
  assert.equal(of(at(31)).verdict, 'unknown');
  assert.equal(of(at(31)).used[0]?.stale, true);
  assert.equal(of(at(-3)).verdict, 'unknown');
  assert.equal(of({ systolic: 999, diastolic: 80, measuredAt: daysAgo(1) }).verdict, 'unknown');
  assert.equal(of({ systolic: 80, diastolic: 120, measuredAt: daysAgo(1) }).verdict, 'unknown');
  // An old high value does not become a pass by growing old, and a fresh one replaces it.
  assert.equal(of({ systolic: 190, diastolic: 110, measuredAt: daysAgo(40) }).verdict, 'unknown');
  assert.equal(of({ systolic: 190, diastolic: 110, measuredAt: daysAgo(10) }, at(1)).verdict, 'met');
  assert.equal(of(at(10), { systolic: 190, diastolic: 110, measuredAt: daysAgo(1) }).verdict, 'notMet');
});

test('[ELI-04] a history of hypertension is shown beside the reading and never replaces it', () => {
  const conditions = [
    condition('Hypertension', {
      code: { system: 'http://snomed.info/sct', code: '38341003', display: 'Hypertension' },
    }),
  ];
  const known = finding(patient({ conditions }), 'ELI-04');
  assert.equal(known.verdict, 'met');
  assert.ok(known.used.some(({ value }) => value.startsWith('Hypertension')));
  assert.equal(verdict(patient({ conditions, pressures: [] }), 'ELI-04'), 'unknown');
});

test('[ELI-07] pregnancy: asked of anyone who could be pregnant, by sex and age', () => {
  const of = (changes: Partial<PatientFacts>) =>
    verdict(
      patient({
        screening: readyPatient.screening.filter(
          ({ question }) => question !== 'pregnant' && question !== 'couldBecomePregnant',
        ),
        ...changes,
      }),
      'ELI-07',
    );
  assert.equal(of({ sex: 'female' }), 'unknown');
  assert.equal(of({ sex: 'other' }), 'unknown');
  assert.equal(of({ sex: 'unknown' }), 'unknown');
  assert.equal(of({ sex: 'male' }), 'met');
  const born = (date: string) => of({ birthDate: date as CalendarDate });
  assert.equal(born('1970-11-26'), 'unknown'); // 55
  assert.equal(born('1970-11-25'), 'met'); // 56 today
  assert.equal(born('2014-11-25'), 'unknown'); // 12
  assert.equal(of({ birthDate: undefined }), 'unknown');
});

test('[ELI-07] pregnancy: yes stops, no counts 7 days, unknown stays unknown', () => {
  const of = (...screening: PatientFacts['screening']) =>
    patient({
      screening: [
        ...readyPatient.screening.filter(({ question }) => !question.includes('regnan')),
        ...screening,
      ],
    });
  assert.equal(verdict(of(answered('pregnant', 'yes')), 'ELI-07'), 'notMet');
  assert.equal(judge(of(answered('pregnant', 'yes'))).summary, 'stop');
  // Also for a patient registered as male, or older.
  assert.equal(verdict({ ...of(answered('pregnant', 'yes')), sex: 'male' }, 'ELI-07'), 'notMet');
  for (const [days, wanted] of [
    [6, 'met'],
    [7, 'met'],
    [8, 'unknown'],
    [-2, 'unknown'],
  ] as const)
    assert.equal(verdict(of(answered('pregnant', 'no', { days })), 'ELI-07'), wanted, String(days));
  assert.equal(verdict(of(answered('pregnant', 'unknown')), 'ELI-07'), 'unknown');
  assert.equal(verdict(of(answered('couldBecomePregnant', 'no')), 'ELI-07'), 'met');
  assert.equal(verdict(of(answered('couldBecomePregnant', 'yes')), 'ELI-07'), 'unknown');
});

test('[ELI-07] a pregnancy named in the record contradicts a plain "no" and a registered sex', () => {
  const conditions = [condition('Normal pregnancy')];
  assert.equal(verdict(patient({ conditions }), 'ELI-07'), 'unknown');
  assert.equal(verdict(patient({ conditions, sex: 'male', screening: [] }), 'ELI-07'), 'unknown');
  const note = screeningWith(
    'pregnant',
    answered('pregnant', 'no', { note: 'Delivered in May; test negative.' }),
  );
  assert.equal(verdict(patient({ conditions, screening: note }), 'ELI-07'), 'met');
  const possible = screeningWith('pregnant').map((one) =>
    one.question === 'couldBecomePregnant' ? answered('couldBecomePregnant', 'no') : one,
  );
  assert.equal(verdict(patient({ conditions, screening: possible }), 'ELI-07'), 'unknown');
  // A past one is no contradiction.
  const past = [condition('Normal pregnancy', { status: 'past' })];
  assert.equal(verdict(patient({ conditions: past }), 'ELI-07'), 'met');
});

test('[ELI-08] age: the 18th birthday to the day, in the patient’s own zone; 65 is said', () => {
  const of = (date: string) => finding(patient({ birthDate: date as CalendarDate }), 'ELI-08');
  assert.equal(of('2008-11-26').verdict, 'notMet');
  assert.equal(of('2008-11-25').verdict, 'met');
  assert.equal(of('2008-11-24').verdict, 'met');
  assert.equal(judge(patient({ birthDate: '2008-11-26' as CalendarDate })).summary, 'stop');
  assert.doesNotMatch(of('1961-11-26').says, /lower start/);
  assert.match(of('1961-11-25').says, /65.*lower start/);
  assert.equal(finding(patient({ birthDate: undefined }), 'ELI-08').verdict, 'unknown');
  assert.equal(of('2027-01-01').verdict, 'unknown');
  const kiritimati = patient({ birthDate: '2008-11-26' as CalendarDate, timeZone: 'Pacific/Kiritimati' });
  assert.equal(verdict(kiritimati, 'ELI-08'), 'met');
});

const trialOf = (readyPatient.trials[0] ?? assert.fail()) as PatientFacts['trials'][number];

test('[ELI-09] MDD: two adequate trials, each reason for not counting one, weeks -1, 0 and +1', () => {
  const second = (changes: Partial<typeof trialOf>) =>
    finding(patient({ trials: [trialOf, { ...trialOf, treatment: 'bupropion', ...changes }] }), 'ELI-09');
  assert.equal(second({}).verdict, 'met');
  assert.equal(second({ outcome: 'partial' }).verdict, 'met');
  assert.equal(second({ weeks: 6 }).verdict, 'met');
  assert.equal(second({ weeks: 7 }).verdict, 'met');
  const rejected: readonly (readonly [Partial<typeof trialOf>, string])[] = [
    [{ weeks: 5 }, '5 of 6 weeks'],
    [{ currentEpisode: 'no' }, 'earlier episode'],
    [{ adequateDose: 'no' }, 'dose too low'],
    [{ adherence: 'no' }, 'not taken as prescribed'],
    [{ outcome: 'response' }, 'it helped'],
    [{ outcome: 'intolerable' }, 'stopped for side effects'],
  ];
  for (const [changes, why] of rejected) {
    const judged = second(changes);
    assert.equal(judged.verdict, 'notMet', why);
    assert.ok(
      judged.used.some(({ value }) => value.includes('bupropion') && value.includes(why)),
      why,
    );
  }
  const open: readonly Partial<typeof trialOf>[] = [
    { adequateDose: 'unknown' },
    { adherence: 'unknown' },
    { currentEpisode: 'unknown' },
    { outcome: 'unknown' },
  ];
  for (const changes of open) assert.equal(second(changes).verdict, 'unknown', JSON.stringify(changes));
  const { weeks: _, ...noWeeks } = trialOf;
  assert.equal(verdict(patient({ trials: [trialOf, noWeeks] }), 'ELI-09'), 'unknown');
  assert.equal(verdict(patient({ trials: [] }), 'ELI-09'), 'unknown');
  assert.equal(verdict(patient({ trials: [trialOf] }), 'ELI-09'), 'notMet');
});

test('[ELI-09] bipolar depression needs an active mood stabiliser; an unconfirmed list is unknown', () => {
  const diagnosis = { ...(readyPatient.diagnosis ?? assert.fail()), kind: 'bipolarII' as const };
  const of = (medicines: PatientFacts['medicines'], confirmed = true) =>
    verdict(
      patient({ diagnosis, trials: [], medicines, medicinesConfirmedAt: confirmed ? daysAgo(1) : undefined }),
      'ELI-09',
    );
  for (const name of ['Lithium carbonate 400 mg', 'Sodium valproate', 'LAMOTRIGINE', 'Quetiapine XR'])
    assert.equal(of([{ name, status: 'active' }]), 'met', name);
  assert.equal(of([{ name: 'Lithium', status: 'past' }]), 'notMet');
  assert.equal(of([{ name: 'Lithium', status: 'unknown' }], false), 'unknown');
  assert.equal(of([{ name: 'Sertraline', status: 'active' }]), 'notMet');
  assert.equal(of([]), 'notMet');
  assert.equal(of([], false), 'unknown');
});

test('[ELI-09] without a diagnosis it is unknown; without a depressive episode it is not met', () => {
  const diagnosis = readyPatient.diagnosis ?? assert.fail();
  assert.equal(verdict(patient({ diagnosis: undefined }), 'ELI-09'), 'unknown');
  for (const episode of ['manic', 'hypomanic', 'mixed', 'none'] as const)
    assert.equal(verdict(patient({ diagnosis: { ...diagnosis, episode } }), 'ELI-09'), 'notMet', episode);
});

test('[ELI-11] allergy: listed or answered yes stops; asked or a confirmed list passes; silence is unknown', () => {
  const of = (changes: Partial<PatientFacts>) =>
    verdict(patient({ screening: screeningWith('ketamineHypersensitivity'), ...changes }), 'ELI-11');
  const allergy = (substance: string) => [{ substance, severity: 'unknown' as const }];
  for (const substance of ['Ketamine', 'esketamine nasal spray', 'Ketalar'])
    assert.equal(of({ allergies: allergy(substance) }), 'notMet', substance);
  assert.equal(of({ allergies: allergy('Penicillin') }), 'met');
  assert.equal(of({ allergiesConfirmedAt: undefined }), 'unknown');
  assert.equal(of({ allergies: allergy('Penicillin'), allergiesConfirmedAt: undefined }), 'unknown');
  const say = (answer: 'yes' | 'no' | 'unknown') =>
    screeningWith('ketamineHypersensitivity', answered('ketamineHypersensitivity', answer));
  assert.equal(of({ screening: say('yes') }), 'notMet');
  assert.equal(of({ screening: say('no'), allergiesConfirmedAt: undefined }), 'met');
  assert.equal(of({ screening: say('unknown') }), 'unknown');
  // The list outweighs a "no".
  assert.equal(of({ screening: say('no'), allergies: allergy('ketamine') }), 'notMet');
  assert.equal(judge(patient({ allergies: allergy('ketamine') })).summary, 'stop');
});

test('[ELI-14] seizures, dementia, brain injury and heart disease in the record ask for a word; past ones are shown', () => {
  for (const name of [
    'Epilepsy',
    'Seizure disorder',
    "Alzheimer's disease (disorder)",
    'Traumatic brain injury (disorder)',
    'Atrial Fibrillation',
    'Coronary Heart Disease',
    'Obstructive sleep apnoea',
  ]) {
    for (const status of ['active', 'unknown'] as const) {
      const facts = patient({ conditions: [condition(name, { status })] });
      assert.equal(verdict(facts, 'ELI-14'), 'unknown', name);
      assert.equal(judge(facts).summary, 'unknown');
    }
    const past = finding(patient({ conditions: [condition(name, { status: 'past' })] }), 'ELI-14');
    assert.equal(past.verdict, 'met');
    assert.equal(past.used.length, 1);
  }
  for (const name of ['Prediabetes', 'Viral sinusitis (disorder)', 'Gout', 'Major depression disorder'])
    assert.equal(verdict(patient({ conditions: [condition(name)] }), 'ELI-14'), 'met', name);
});

/** Any facts at all, from pools that hold the interesting values. */
function drawn(seed: string): PatientFacts {
  const stream = randomStream('eligibility', seed, 'facts');
  const some = <T>(pool: readonly T[], most: number) =>
    Array.from({ length: stream.integer(0, most) }, () => stream.pick(pool));
  const yesNo = ['yes', 'no', 'unknown'] as const;
  return {
    birthDate: stream.pick(['1986-06-15', '2010-01-01', '1950-01-01', undefined]) as CalendarDate | undefined,
    sex: stream.pick(['female', 'male', 'other', 'unknown']),
    jurisdiction: 'UK',
    timeZone: 'Europe/London',
    diagnosis: stream.chance(0.2)
      ? undefined
      : {
          kind: stream.pick(['majorDepressiveDisorder', 'bipolarI', 'bipolarII']),
          episode: stream.pick(['depressive', 'manic', 'none']),
          severity: 'unknown',
          psychoticFeatures: stream.pick(yesNo),
          recordedAt: daysAgo(1),
        },
    trials: some(
      [
        trialOf,
        { ...trialOf, weeks: 2 },
        { ...trialOf, adequateDose: 'unknown' as const },
        { ...trialOf, outcome: 'response' as const },
      ],
      4,
    ),
    medicines: some(
      [
        { name: 'Lithium', status: 'active' as const },
        { name: 'Lithium', status: 'past' as const },
        { name: 'Sertraline', status: 'active' as const },
      ],
      3,
    ),
    medicinesConfirmedAt: stream.chance(0.5) ? daysAgo(1) : undefined,
    allergies: some(
      [
        { substance: 'Ketamine', severity: 'mild' as const },
        { substance: 'Latex', severity: 'mild' as const },
      ],
      1,
    ),
    allergiesConfirmedAt: stream.chance(0.5) ? daysAgo(1) : undefined,
    conditions: some(
      [
        condition('Stroke'),
        condition('Normal pregnancy'),
        condition('Normal pregnancy', { status: 'past' }),
        condition('Epilepsy'),
        condition('Gout'),
        condition('Drug overdose', { status: 'past' }),
        condition('Brain hemorrhage', { status: 'unknown' }),
      ],
      3,
    ),
    screening: asked
      .map(({ question }) => question)
      .concat(['pregnant', 'couldBecomePregnant', 'ketamineHypersensitivity'])
      .flatMap((question) =>
        some(
          yesNo.flatMap((answer) => [
            answered(question, answer, { days: stream.integer(0, 40) }),
            answered(question, answer, { days: stream.integer(0, 5), note: 'Looked into.' }),
          ]),
          2,
        ),
      ),
    weights: [],
    pressures: some(
      [
        { systolic: 120, diastolic: 80, measuredAt: daysAgo(1) },
        { systolic: 170, diastolic: 90, measuredAt: daysAgo(2) },
        { systolic: 120, diastolic: 80, measuredAt: daysAgo(60) },
      ],
      2,
    ),
    totals: [],
  };
}

test('[P5] verdicts do not depend on the order of the record', () => {
  for (let i = 0; i < 400; i += 1) {
    const facts = drawn(`order ${i}`);
    const turned: PatientFacts = {
      ...facts,
      trials: facts.trials.toReversed(),
      medicines: facts.medicines.toReversed(),
      allergies: facts.allergies.toReversed(),
      conditions: facts.conditions.toReversed(),
      screening: facts.screening.toReversed(),
      pressures: facts.pressures.toReversed(),
    };
    const [a, b] = [judge(facts), judge(turned)];
    assert.equal(a.summary, b.summary);
    assert.deepEqual(
      a.findings.map(({ verdict, says }) => [verdict, says]),
      b.findings.map(({ verdict, says }) => [verdict, says]),
    );
  }
});

test('[P3] one more condition, allergy or trial never turns a stop or an open question into a pass', () => {
  const rank = { met: 2, unknown: 1, notMet: 0 } as const;
  const conditions = [
    'Stroke',
    'Aneurysm',
    'Brain hemorrhage',
    'Normal pregnancy',
    'Epilepsy',
    'Gout',
    'Cirrhosis',
    'Schizophrenia',
    'Opioid abuse',
  ];
  for (let i = 0; i < 300; i += 1) {
    const facts = drawn(`grow ${i}`);
    const before = judge(facts);
    for (const name of conditions) {
      const after = judge({ ...facts, conditions: [...facts.conditions, condition(name)] });
      for (const [index, one] of after.findings.entries())
        assert.ok(rank[one.verdict] <= rank[before.findings[index]?.verdict ?? 'met'], `${one.rule} ${name}`);
    }
    const allergic = judge({
      ...facts,
      allergies: [...facts.allergies, { substance: 'Ketamine', severity: 'mild' }],
    });
    assert.equal(allergic.summary, 'stop');
  }
});

test('[P3] a hard stop is passed only by answering its own question', () => {
  const ownInputs: Readonly<Record<string, readonly string[]>> = {
    'ELI-01': ['aneurysmOrAvm'],
    'ELI-02': ['intracerebralHaemorrhage'],
    'ELI-03': ['recentCardiovascularEvent'],
    'ELI-05': ['psychosis'],
    'ELI-07': ['pregnant', 'couldBecomePregnant'],
    'ELI-10': ['capacityToConsent'],
    'ELI-11': ['ketamineHypersensitivity'],
  };
  const questions = [...new Set(readyPatient.screening.map(({ question }) => question))];
  for (let i = 0; i < 200; i += 1) {
    const facts = drawn(`stop ${i}`);
    const before = judge(facts);
    for (const question of questions)
      for (const answer of ['yes', 'no'] as const) {
        const after = judge({
          ...facts,
          screening: [...facts.screening, answered(question, answer, { days: -0.01, note: 'Asked again.' })],
        });
        for (const [index, one] of after.findings.entries()) {
          if (one.ruleClass !== 'hardStop' || before.findings[index]?.verdict === 'met') continue;
          if (one.verdict === 'met')
            assert.ok(ownInputs[one.rule]?.includes(question), `${one.rule} by ${question}`);
        }
      }
  }
});

test('the summary is the most serious verdict, and never "may proceed" with anything open', () => {
  for (let i = 0; i < 500; i += 1) {
    const { summary, findings } = judge(drawn(`summary ${i}`));
    const serious = findings.filter(({ ruleClass }) => ruleClass === 'hardStop' || ruleClass === 'hold');
    if (summary === 'mayProceed') assert.ok(serious.every(({ verdict }) => verdict === 'met'));
    if (findings.some(({ ruleClass, verdict }) => ruleClass === 'hardStop' && verdict === 'notMet'))
      assert.equal(summary, 'stop');
  }
});

test('rules are data: their own id, version, source and inputs, frozen', () => {
  const ids = eligibilityRules.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
  for (const rule of eligibilityRules) {
    assert.match(rule.id, /^ELI-\d{2}$/);
    assert.ok(rule.version >= 1 && rule.inputs.length > 0 && rule.title.length > 0, rule.id);
    assert.ok(Object.isFrozen(rule));
  }
});
