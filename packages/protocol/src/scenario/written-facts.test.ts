import assert from 'node:assert/strict';
import test from 'node:test';
import { productById } from '../regimen/products.ts';
import { templateByKey } from '../regimen/template.ts';
import { OutlineProblem } from './outline.ts';
import { everythingAsked } from './base-patient.ts';
import { instant } from './patient-changes.ts';
import { readScenario, runScenario, type Scenario } from './scenario.ts';

type Written<K extends Scenario['kind']> = Extract<Scenario, { kind: K }>;
const patient = (text: string): Written<'patient'> => {
  const one = readScenario(`title: a\n${text}`);
  return one.kind === 'patient' ? one : assert.fail('a session');
};
const session = (text: string): Written<'session'> => {
  const one = readScenario(`title: a\n${text}`);
  return one.kind === 'session' ? one : assert.fail('a patient');
};
const facts = (text: string) => patient(`from: nothing known\npatient:\n${text}`).facts;
const day = 86_400_000;
const at = '2026-11-25T12:00:00Z';
const ago = (days: number) => Date.parse(at) - days * day;

test('[J4] a written patient takes what is not said from the base, and says what is', () => {
  const asked = patient('patient:\n  sex: female');
  assert.equal(asked.facts.sex, 'female');
  assert.ok(asked.facts.medicinesConfirmedAt !== undefined, 'everything was asked');
  const empty = facts('  sex: unknown');
  assert.deepEqual(
    [empty.birthDate, empty.diagnosis, empty.medicinesConfirmedAt, empty.trials, empty.consents ?? []],
    [undefined, undefined, undefined, [], []],
  );
  assert.equal(patient('patient:\n  birthDate: unknown').facts.birthDate, undefined);
  assert.equal(patient('patient:\n  diagnosis: none').facts.diagnosis, undefined);
  assert.equal(patient('patient:\n  heightCm: unknown').facts.heightCm, undefined);
  assert.equal(patient('patient:\n  heightCm: 171').facts.heightCm, '171');
  assert.equal(patient('patient:\n  medicinesConfirmed: never').facts.medicinesConfirmedAt, undefined);
  const confirmed = patient('patient:\n  allergiesConfirmed: 3').facts.allergiesConfirmedAt;
  assert.equal(Date.parse(confirmed ?? ''), ago(3));
});

test('[J4] [P3] what a written fact leaves out has the plain value or stays unknown', () => {
  const found = facts(
    [
      '  diagnosis:',
      '    kind: bipolarII',
      '  trials:',
      '    - treatment: sertraline',
      '    - treatment: bupropion',
      '      maxDoseMg: 300',
      '      responsePercent: 20',
      '      whyStopped: no effect',
      '  allergies:',
      '    - substance: latex',
      '  weights:',
      '    - kilograms: 70',
      '    - kilograms: 71',
      '      estimated: yes',
      '      hoursAgo: 12',
      '  consents:',
      '    - daysAgo: 30',
      '      withdrawnDaysAgo: 2',
      '    - form: 3',
      '  enrolments:',
      '    - daysAgo: 1',
      '  escorts:',
      '    - name: Robin',
      '    - day: 2026-11-26',
      '  doses:',
      '    - amountMg: 35',
      '      daysAgo: 4',
    ].join('\n'),
  );
  assert.deepEqual(
    [
      found.diagnosis?.kind,
      found.diagnosis?.episode,
      found.diagnosis?.severity,
      found.diagnosis?.psychoticFeatures,
    ],
    ['bipolarII', 'depressive', 'unknown', 'unknown'],
  );
  assert.deepEqual(found.trials, [
    {
      treatment: 'sertraline',
      currentEpisode: 'yes',
      adequateDose: 'yes',
      adherence: 'yes',
      outcome: 'noResponse',
    },
    {
      treatment: 'bupropion',
      currentEpisode: 'yes',
      adequateDose: 'yes',
      adherence: 'yes',
      outcome: 'noResponse',
      maxDoseMg: '300',
      responsePercent: 20,
      whyStopped: 'no effect',
    },
  ]);
  assert.deepEqual(found.allergies, [{ substance: 'latex', severity: 'unknown' }]);
  assert.deepEqual(
    found.weights.map(({ estimated, measuredAt }) => [estimated, Date.parse(measuredAt)]),
    [
      [false, ago(0)],
      [true, ago(0.5)],
    ],
  );
  assert.deepEqual(
    found.consents?.map(({ formVersion, drug, withdrawnAt }) => [
      formVersion,
      drug,
      withdrawnAt === undefined ? undefined : Date.parse(withdrawnAt),
    ]),
    [
      ['2', 'ketamine', ago(2)],
      ['3', 'ketamine', undefined],
    ],
  );
  assert.equal(found.enrolments?.[0]?.who, 'patient');
  assert.deepEqual(found.escorts, [
    { name: 'Robin', phone: '', day: '2026-11-25' },
    { name: '', phone: '', day: '2026-11-26' },
  ]);
  const [dose] = found.doses ?? [];
  assert.deepEqual([dose?.drug, dose?.route, dose?.amountMg], ['ketamine', 'iv', '35']);
});

test('[J4] a diagnosis of which one part is written keeps the others; without any it is a plain depression', () => {
  const kind = (text: string) => patient(text).facts.diagnosis;
  const manic = kind('patient:\n  diagnosis:\n    episode: manic');
  assert.deepEqual(manic, { ...everythingAsked(instant(at)).diagnosis, episode: 'manic' });
  const alone = facts('  diagnosis:\n    severity: severe').diagnosis;
  assert.deepEqual([alone?.kind, alone?.severity], ['majorDepressiveDisorder', 'severe']);
});

test('[J4] a medicine has the code it is written with, and a scale the day it was rated', () => {
  const { medicines, totals } = facts(
    '  medicines:\n    - name: Diazepam\n      rxnorm: 3322\n    - name: Valium\n      atc: N05BA01\n    - name: Herbs\n  scales:\n    phq9: 20\n    madrs:\n      total: 31\n      daysAgo: 4\n    gad7: notRated',
  );
  assert.deepEqual(
    medicines.map(({ code }) => code),
    [
      { system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: '3322', display: '' },
      { system: 'http://www.whocc.no/atc', code: 'N05BA01', display: '' },
      undefined,
    ],
  );
  assert.deepEqual(
    totals.map(({ instrument, total, answeredAt }) => [instrument, total, Date.parse(answeredAt)]),
    [
      ['phq9', 20, ago(1)],
      ['madrs', 31, ago(4)],
    ],
  );
});

test('[J4] the dose of a written patient is reckoned from the newest weight, and from height, age and last dose where they are written', () => {
  const dose = (about: string, amount = '0.5', last = '') => {
    const found = runScenario(
      patient(`patient:\n${about}\ndose:\n  template: iv-acute\n  amount: ${amount}${last}`),
    );
    const result = found.kind === 'patient' ? found.dose : undefined;
    return result !== undefined && 'dose' in result ? result : assert.fail(JSON.stringify(result));
  };
  const newer = '    - kilograms: 71\n      daysAgo: 1';
  const older = '    - kilograms: 70\n      daysAgo: 9';
  for (const lines of [`${newer}\n${older}`, `${older}\n${newer}`])
    assert.equal(dose(`  weights:\n${lines}`).dose.amountMg, '35.5', lines);
  const warned = (word: RegExp, ...given: Parameters<typeof dose>) =>
    dose(...given).warnings.some((one) => word.test(one));
  assert.deepEqual(
    ['  heightCm: 170', '  heightCm: unknown'].map((about) => warned(/height is not recorded/, about)),
    [false, true],
  );
  assert.deepEqual(
    ['1950-01-01', '1986-06-15', 'unknown'].map((day) =>
      warned(/From 65 years/, `  birthDate: ${day}`, '0.6'),
    ),
    [true, false, false],
  );
  assert.deepEqual(
    ['', '\n  lastAmount: 0.4', '\n  lastAmount: 0.25'].map((last) =>
      warned(/more than one step above the last dose/, '  sex: female', '0.5', last),
    ),
    [false, false, true],
  );
});

test('[J4] the setting of a written patient: the usual one, and each part that is said', () => {
  assert.deepEqual(patient('about: b').setting, { drug: 'ketamine', route: 'iv', phase: 'firstDose' });
  assert.deepEqual(patient('setting:\n  drug: esketamine').setting, {
    drug: 'esketamine',
    route: 'nasal-device',
    phase: 'firstDose',
  });
  assert.deepEqual(
    patient('setting:\n  route: im\n  phase: continuing\n  indication: suicidality\n  consentVersion: 4')
      .setting,
    {
      drug: 'ketamine',
      route: 'im',
      phase: 'continuing',
      indication: 'suicidality',
      consentVersion: '4',
    },
  );
  const dose = patient(
    'dose:\n  template: iv-acute\n  amount: 0.5\n  product: ketamine-10\n  minutes: 60\n  lastAmount: 0.4\n  weightConfirmed: yes',
  ).dose;
  assert.deepEqual(dose, {
    template: templateByKey('iv-acute'),
    amount: '0.5',
    weightConfirmed: true,
    product: productById('ketamine-10'),
    minutes: 60,
    lastAmount: '0.4',
  });
});

test('[J4] [P2] a correction of an entry that is not there is refused, and what stood stands', () => {
  const found = runScenario(
    session(
      'log:\n  - 3 vitals 120/80\n  - 5 corrects 4 vitals 190/80 because typing error\n  - 6 takes back 4 note\nlook:\n  - at: 7\n    signs: []',
    ),
  );
  const { refused, looks } = found.kind === 'session' ? found : assert.fail('a patient');
  assert.deepEqual(
    refused.map(({ minute, code }) => [minute, code]),
    [
      [4, 'DOS-01'],
      [6, 'DOS-01'],
    ],
  );
  assert.ok(!looks[0]?.signs.some((one) => one.startsWith('systolic')));
});

test('[J4] a written session: its plan said or the usual, its looks with what they look at, and what cannot be', () => {
  const plain = session('log:\n  - 0 note calm');
  assert.deepEqual(
    [plain.about, plain.plan.amountMg, plain.looks, plain.refused],
    ['', '35', [{ minute: 0 }], []],
  );
  const other = session(
    'log: []\nplan:\n  dose: 0.4\n  weight: 80\n  minutes: 60\n  product: ketamine-10\nlook:\n  - at: 5\n  - at: 6\n    phase: check\n    attention: []\n    signs: []\n    leaving: []\n    delivered: 0 mg\n    problems: 0\n    missing: 0',
  );
  assert.deepEqual([other.plan.amountMg, other.plan.durationMinutes], ['32', 60]);
  assert.deepEqual(other.looks, [
    { minute: 5 },
    {
      minute: 6,
      phase: 'check',
      attention: [],
      signs: [],
      leaving: [],
      delivered: '0 mg',
      problems: 0,
      missing: 0,
    },
  ]);
  for (const text of [
    'log: []\nat: 2026-11-25',
    'plan:\n  product: morphine-10\nlog: []',
    'plan:\n  dose: 50\nlog: []',
    'log: []\nlook:\n  - phase: check',
  ])
    assert.throws(() => session(text), OutlineProblem, text);
});
