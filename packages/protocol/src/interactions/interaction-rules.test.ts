import assert from 'node:assert/strict';
import test from 'node:test';
import { perpetratorById, unquantified } from '@evenkeel/pharmacology';
import { type Instant } from '@evenkeel/quantities';
import type { Code, Medicine } from '../patient-facts.ts';
import type { CareSetting } from '../rule.ts';
import { care, careFinding, settings } from '../testing/care-facts.ts';
import { daysAgo, now } from '../testing/facts.ts';
import { defaultPolicy } from '../policy/default-policy.ts';
import { atcGroups, ingredients } from './ingredient.ts';
import { interactionTable } from './interaction-table.ts';
import { medicinesView } from './medicines-view.ts';
import { recogniseMedicine } from './recognise-medicine.ts';

const rxnorm = 'http://www.nlm.nih.gov/research/umls/rxnorm';
const atc = 'http://www.whocc.no/atc';
const code = (system: string, value: string, display = ''): Code => ({ system, code: value, display });
const taken = (name: string, more: Partial<Medicine> = {}): Medicine => ({ name, status: 'active', ...more });
const hoursAgo = (hours: number): Instant => daysAgo(hours / 24);
const of = (rule: string, medicines: readonly Medicine[], setting: CareSetting = settings.first) =>
  careFinding(care({ medicines }), rule, setting);

/** One medicine of each row, its class, and the hours it should be behind the dose. */
const rows: readonly (readonly [rule: string, medicine: string, ruleClass: string, hours?: number])[] = [
  ['INT-01', 'Clonazepam 0.5 mg tablet', 'caution', 8],
  ['INT-02', 'Zopiclone 7.5 mg', 'caution', 8],
  ['INT-03', 'Lamictal', 'caution'],
  ['INT-04', 'Lithium carbonate', 'inform'],
  ['INT-05', 'Sodium valproate', 'inform'],
  ['INT-06', 'Tranylcypromine', 'caution'],
  ['INT-07', 'Concerta 36 mg', 'caution', 12],
  ['INT-08', 'Oxycodone 5 mg', 'hold', 24],
  ['INT-09', 'Naltrexone', 'caution'],
  ['INT-10', 'Clozapine', 'inform'],
  ['INT-11', 'Quetiapine XR 50 mg', 'inform'],
  ['INT-12', 'Sertraline 100 MG Oral Tablet', 'inform'],
  ['INT-13', 'Clarithromycin', 'inform'],
  ['INT-14', "St John's wort", 'inform'],
  ['INT-15', 'Theophylline', 'hold'],
  ['INT-16', 'Alcohol', 'hold', 24],
  ['INT-17', 'Pseudoephedrine', 'caution', 1],
  ['INT-20', 'Levothyroxine 50 micrograms', 'caution'],
  ['INT-21', 'Spravato 28 mg nasal spray', 'caution'],
];

test('[INT-01] [INT-02] [INT-03] [INT-04] [INT-05] [INT-06] [INT-07] [INT-08] [INT-09] [INT-10] [INT-11] [INT-12] [INT-13] [INT-14] [INT-15] [INT-16] [INT-17] [INT-20] [INT-21] each row: none, taken, past, perhaps taken, and the list not confirmed', () => {
  assert.deepEqual(
    rows.map(([rule]) => rule),
    interactionTable.map(({ id }) => id),
  );
  for (const [rule, name, ruleClass, hours] of rows) {
    const row = interactionTable.find(({ id }) => id === rule) ?? assert.fail();
    const harmless = row.severity === 'none';
    const fired = of(rule, [taken(name)]);
    assert.equal(fired.ruleClass, ruleClass, rule);
    assert.equal(fired.verdict, harmless ? 'met' : hours === undefined ? 'notMet' : 'unknown', rule);
    assert.ok(fired.says.includes(row.doseDay.says), rule);
    assert.match(fired.used[0]?.value ?? '', /recognised by name/);
    assert.equal(of(rule, []).verdict, 'met', rule);
    assert.equal(of(rule, [taken(name, { status: 'past' })]).verdict, 'met', rule);
    assert.equal(of(rule, [taken(name, { status: 'unknown' })]).verdict, harmless ? 'met' : 'unknown', rule);
    const unconfirmed = care({ medicines: [], medicinesConfirmedAt: undefined });
    assert.equal(careFinding(unconfirmed, rule).verdict, 'unknown', rule);
    if (hours === undefined) continue;
    const since = (passed: number) => of(rule, [taken(name, { lastTakenAt: hoursAgo(passed) })]).verdict;
    assert.deepEqual([hours - 0.02, hours, hours + 0.02].map(since), ['notMet', 'met', 'met'], rule);
    // Of two the newer dose counts, whichever comes first.
    const two = [
      taken(name, { lastTakenAt: hoursAgo(hours + 20) }),
      taken(name, { lastTakenAt: hoursAgo(0.5) }),
    ];
    assert.equal(of(rule, two).verdict, 'notMet', rule);
    assert.equal(of(rule, two.toReversed()).verdict, 'notMet', rule);
  }
});

test('[INT-12] [INT-21] ketamine and esketamine are known by name, brand and each code, and are no antidepressants', () => {
  for (const [name, id] of [
    ['Ketamine 10 mg/mL', 'ketamine'],
    ['Ketalar', 'ketamine'],
    ['Ketanest', 'ketamine'],
    ['Esketamine', 'esketamine'],
    ['S-ketamine', 'esketamine'],
    ['Ketanest S', 'esketamine'],
    ['SPRAVATO', 'esketamine'],
  ] as const) {
    assert.deepEqual(
      recogniseMedicine(taken(name)).ingredients.map((one) => one.id),
      [id],
      name,
    );
    assert.equal(of('INT-21', [taken(name)]).verdict, 'notMet', name);
    assert.match(of('INT-21', [taken(name)]).says, /Ask who gives it and when the last dose was/, name);
  }
  for (const [value, id] of [
    ['N01AX03', 'ketamine'],
    ['N01AX14', 'esketamine'],
    ['N06AX27', 'esketamine'],
  ] as const) {
    const { by, ingredients: found, groups } = recogniseMedicine(taken('Nasal', { code: code(atc, value) }));
    assert.deepEqual([by, found.map((one) => one.id), groups], ['code', [id], ['ketamine']], value);
    const coded = taken('Nasal', { code: code(atc, value) });
    assert.equal(of('INT-21', [coded]).verdict, 'notMet', value);
    assert.equal(of('INT-12', [coded]).says, 'None in the list of medicines.', value);
  }
  assert.equal(recogniseMedicine(taken('Ketamine', { code: code(atc, 'N06AX27') })).by, 'conflict');
  assert.deepEqual(recogniseMedicine(taken('x', { code: code(atc, 'N06AX29') })).groups, ['antidepressant']);
});

test('[INT-08] an opioid of stable maintenance is said and does not hold', () => {
  const weeks = (stableWeeks: number) =>
    of('INT-08', [taken('Methadone', { stableWeeks, lastTakenAt: hoursAgo(3) })]).verdict;
  assert.deepEqual([3, 4, 5].map(weeks), ['notMet', 'met', 'met']);
  const one = taken('Methadone', { lastTakenAt: hoursAgo(3) });
  assert.equal(of('INT-08', [one]).verdict, 'notMet', 'weeks not known are not stable');
  assert.match(
    of('INT-08', [{ ...one, stableWeeks: 4 }]).says,
    /^Methadone: stable maintenance for 4 weeks or more\./,
  );
  const calming = taken('Diazepam', { stableWeeks: 12, lastTakenAt: hoursAgo(3) });
  assert.equal(of('INT-01', [calming]).verdict, 'notMet', 'only where the table names weeks');
});

test('[INT-13] [INT-14] inhibitors and inducers weigh more by mouth, and the engine knows them by the same id', () => {
  const oral: CareSetting = { drug: 'ketamine', route: 'oral-solution', phase: 'firstDose' };
  for (const [rule, name] of [
    ['INT-13', 'Clarithromycin'],
    ['INT-14', 'Rifampicin'],
  ] as const) {
    assert.equal(of(rule, [taken(name)]).ruleClass, 'inform');
    assert.equal(of(rule, [taken(name)], oral).ruleClass, 'caution');
  }
  // Every other row weighs by mouth what it weighs in a vein.
  for (const [rule, name, ruleClass] of rows.filter(([rule]) => rule !== 'INT-13' && rule !== 'INT-14'))
    assert.equal(of(rule, [taken(name)], oral).ruleClass, ruleClass, rule);
  const { forModel } = medicinesView(
    care({
      medicines: [
        taken('Clarithromycin'),
        taken('Carbamazepine'),
        taken('Sertraline'),
        taken('Voriconazole'),
      ],
    }),
    settings.first,
    defaultPolicy,
    now,
  );
  assert.deepEqual(forModel, ['carbamazepine', 'clarithromycin']);
  const byExposure = ingredients.filter(
    ({ groups }) => groups.includes('cypInhibitor') || groups.includes('cypInducer'),
  );
  const known = [
    'clarithromycin',
    'ticlopidine',
    'grapefruit',
    'st-johns-wort',
    'rifampicin',
    'itraconazole',
    ...unquantified.map(({ id }) => id),
  ];
  for (const id of known) {
    assert.ok(
      byExposure.some((one) => one.id === id),
      id,
    );
    assert.ok(perpetratorById(id) !== undefined || unquantified.some((one) => one.id === id), id);
  }
});

test('the table and the index are whole: every group has a row or says it has none, names and codes are unique', () => {
  const groups = new Set(interactionTable.map(({ group }) => group));
  for (const one of ingredients) {
    assert.ok(
      one.groups.every((group) => group === 'noRow' || groups.has(group)),
      one.id,
    );
    for (const name of one.names) assert.equal(name, name.toLowerCase());
    for (const start of one.atc) assert.match(start, /^[A-Z]\d{2}[A-Z]{2}\d{2}$/, one.id);
    for (const number of one.rxnorm) assert.match(number, /^\d+$/, one.id);
  }
  for (const [, group] of atcGroups) assert.ok(groups.has(group));
  for (const list of [
    ingredients.map(({ id }) => id),
    ingredients.flatMap(({ names }) => names),
    ingredients.flatMap(({ rxnorm: numbers }) => numbers),
  ])
    assert.deepEqual(
      list.filter((one, index) => list.indexOf(one) !== index),
      [],
    );
  for (const row of interactionTable) {
    assert.ok(row.citation !== '' && row.effect !== '' && row.doseDay.says !== '', row.id);
    assert.equal(row.evidence === 'label' && row.mark === 'trial', false, row.id);
  }
});

test('the view of the list shows each medicine with its rows, the worst first, and the form’s answers', () => {
  const view = medicinesView(
    care({ medicines: [taken('Phenobarbital'), taken('Oxycodone'), taken('Blue pill')] }),
    settings.first,
    defaultPolicy,
    now,
  );
  assert.deepEqual(
    view.medicines.map(({ medicine, rows: found }) => [medicine.name, found.map(({ id }) => id)]),
    [
      ['Blue pill', []],
      ['Oxycodone', ['INT-08']],
      ['Phenobarbital', ['INT-02', 'INT-14']],
    ],
  );
  assert.deepEqual(
    medicinesView(
      care({
        medicines: [
          taken('Diazepam', { code: code(rxnorm, '3322') }),
          taken('Oxycodone'),
          taken('Tabs', { code: code(atc, 'N05BA01') }),
        ],
      }),
      settings.first,
      defaultPolicy,
      now,
    ).medicines.map(({ by, ask }) => [by, ask]),
    [
      ['codeAndName', undefined],
      ['name', 'Oxycodone was recognised by its name only. Confirm it.'],
      ['code', undefined],
    ],
    'what the code says needs nobody to confirm it',
  );
  assert.equal(view.monitoringForm['opioid'], 'yes');
  assert.equal(view.monitoringForm['lithium'], undefined);
});

test('[P3] the monitoring form says no only of a confirmed list in which every medicine is known for what it is', () => {
  const of = (medicines: readonly Medicine[], confirmedAt: Instant | undefined = daysAgo(1)) =>
    medicinesView(care({ medicines, medicinesConfirmedAt: confirmedAt }), settings.first, defaultPolicy, now)
      .monitoringForm;
  const stimulant = (...medicines: readonly Medicine[]) => of(medicines)['stimulant'];
  assert.deepEqual(
    [
      stimulant(),
      stimulant(taken('Amlodipine')),
      stimulant(taken('Ritalin')),
      stimulant(taken('Blue pill')),
      stimulant(taken('Blue pill', { status: 'past' })),
      stimulant(taken('Ritalin', { status: 'unknown' })),
      stimulant(taken('Ritalin', { code: code(rxnorm, '3322') })),
      stimulant(taken('Ritalin'), taken('Blue pill')),
    ],
    ['no', 'no', 'yes', 'unknown', 'no', 'unknown', 'unknown', 'yes'],
  );
  assert.equal(of([], daysAgo(31))['stimulant'], 'unknown');
  assert.equal(of([taken('Ritalin')], daysAgo(31))['stimulant'], 'yes');
});
