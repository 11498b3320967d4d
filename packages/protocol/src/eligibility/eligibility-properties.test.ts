/* oxlint-disable unicorn/consistent-function-scoping -- small helpers stand beside the table they serve */
import assert from 'node:assert/strict';
import test from 'node:test';
import { randomStream, type CalendarDate } from '@evenkeel/quantities';
import type { PatientFacts } from '../patient-facts.ts';
import { answered, condition, daysAgo, readyPatient } from '../testing/facts.ts';
import { judge } from '../testing/judged.ts';

const trialOf = (readyPatient.trials[0] ?? assert.fail()) as PatientFacts['trials'][number];

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
    screening: readyPatient.screening
      .map(({ question }) => question)
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
