/* oxlint-disable unicorn/consistent-function-scoping -- small helpers stand beside the table they serve */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { ScreeningQuestion } from '../patient-facts.ts';
import { answered, condition, patient, readyPatient, screeningWith } from '../testing/facts.ts';
import { finding, judge, verdict } from '../testing/judged.ts';

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
  // The words beside a code speak too, whatever its system and whatever the label says.
  const code = { system: 'http://example.org/local', code: '1', display: 'Abdominal aortic aneurysm' };
  assert.equal(verdict(patient({ conditions: [condition('Diagnose 1', { code })] }), 'ELI-01'), 'unknown');
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
