/* oxlint-disable unicorn/consistent-function-scoping -- small helpers stand beside the table they serve */
import assert from 'node:assert/strict';
import test from 'node:test';
import { decimal } from '@evenkeel/quantities';
import type { PatientFacts } from '../patient-facts.ts';
import { defaultPolicy } from '../policy/default-policy.ts';
import type { CareSetting } from '../rule.ts';
import { care, carePatient, careVerdict, settings } from '../testing/care-facts.ts';
import { daysAgo, patient, readyPatient } from '../testing/facts.ts';
import { finding, verdict } from '../testing/judged.ts';
import { isResistant } from './indication.ts';

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

test('[ELI-09] the largest dose, the improvement and why a trial ended are shown, and change no verdict', () => {
  const told: Partial<typeof trialOf> = {
    maxDoseMg: decimal('200'),
    responsePercent: 20,
    whyStopped: 'no effect',
  };
  const of = (changes: Partial<typeof trialOf>) => {
    const { verdict, used } = finding(patient({ trials: [trialOf, { ...trialOf, ...changes }] }), 'ELI-09');
    return [verdict, used.at(-1)?.value];
  };
  assert.deepEqual(of(told), [
    'met',
    'sertraline, up to 200 mg a day, 20 % better, stopped: no effect: adequate, without enough response',
  ]);
  assert.deepEqual(of({ ...told, weeks: 5 }), [
    'notMet',
    'sertraline, up to 200 mg a day, 20 % better, stopped: no effect: not counted (5 of 6 weeks)',
  ]);
  assert.deepEqual(
    of({ responsePercent: 0 })[1],
    'sertraline, 0 % better: adequate, without enough response',
  );
});

test('[ELI-09] a depression is resistant by the very trials that make the indication', () => {
  const answers = ['yes', 'no', 'unknown'] as const;
  const { weeks: _, ...noWeeks } = trialOf;
  const trials = [
    ...answers.flatMap((answer) => [
      { ...trialOf, currentEpisode: answer },
      { ...trialOf, adequateDose: answer },
      { ...trialOf, adherence: answer },
    ]),
    ...[5, 5.9, 6, 7].map((weeks) => ({ ...trialOf, weeks })),
    noWeeks,
    ...(['noResponse', 'partial', 'response', 'intolerable', 'unknown'] as const).map((outcome) => ({
      ...trialOf,
      outcome,
    })),
  ];
  for (const one of trials)
    for (const other of trials)
      assert.equal(
        isResistant([one, other], defaultPolicy),
        verdict(patient({ trials: [one, other] }), 'ELI-09') === 'met',
        JSON.stringify([one, other]),
      );
  assert.equal(isResistant([], defaultPolicy), false);
  assert.equal(isResistant([trialOf], defaultPolicy), false);
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
  // By brand and by code as the medicines table knows it; what is not recognised may be it or not.
  const lamotrigine = { system: 'http://www.whocc.no/atc', code: 'N03AX09', display: '' };
  assert.equal(of([{ name: 'Seroquel 100', status: 'active' }]), 'met');
  assert.equal(of([{ name: 'Tabs', code: lamotrigine, status: 'active' }]), 'met');
  assert.equal(of([{ name: 'Sertraline', code: lamotrigine, status: 'active' }]), 'unknown');
  assert.equal(of([{ name: 'Blue pill', status: 'active' }]), 'unknown');
  assert.equal(of([{ name: 'Lithium', status: 'unknown' }]), 'unknown');
  assert.equal(of([{ name: 'Unlithiumed', status: 'past' }]), 'notMet');
  assert.equal(
    verdict(patient({ diagnosis, trials: [], medicines: [], medicinesConfirmedAt: daysAgo(31) }), 'ELI-09'),
    'unknown',
    'confirmed too long ago',
  );
  assert.equal(of([]), 'notMet');
  assert.equal(of([], false), 'unknown');
});

test('[ELI-09] without a diagnosis it is unknown; without a depressive episode it is not met', () => {
  const diagnosis = readyPatient.diagnosis ?? assert.fail();
  assert.equal(verdict(patient({ diagnosis: undefined }), 'ELI-09'), 'unknown');
  for (const episode of ['manic', 'hypomanic', 'mixed', 'none'] as const)
    assert.equal(verdict(patient({ diagnosis: { ...diagnosis, episode } }), 'ELI-09'), 'notMet', episode);
});

test('[ELI-09] the indication is that of the first dose: who has remitted goes on by the review, not by it', () => {
  const remitted = care({ diagnosis: { ...(carePatient.diagnosis ?? assert.fail()), episode: 'none' } });
  const judged = (setting: CareSetting) =>
    careVerdict(remitted, setting).findings.some(({ rule }) => rule === 'ELI-09');
  assert.deepEqual(
    (['firstDose', 'laterDose', 'continuing'] as const).map((phase) => judged({ ...settings.first, phase })),
    [true, false, false],
  );
});
