import assert from 'node:assert/strict';
import test from 'node:test';
import { OutlineProblem } from './outline.ts';
import { readScenario, type Scenario } from './scenario.ts';

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
    template: 'iv-acute',
    amount: '0.5',
    weightConfirmed: true,
    product: 'ketamine-10',
    minutes: 60,
    lastAmount: '0.4',
  });
});

test('[J4] a written session: its plan said or the usual, its looks with what they look at, and what cannot be', () => {
  const plain = session('log:\n  - 0 note calm');
  assert.deepEqual([plain.about, plain.plan.amountMg, plain.looks, plain.refused], ['', '35', [], []]);
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
