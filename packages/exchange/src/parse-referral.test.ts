// Over 400 lines on purpose: one table or case for each rule of the reader, all over the same example bundle.
import assert from 'node:assert/strict';
import test from 'node:test';
import type { CalendarDate } from '@evenkeel/quantities';
import {
  amount,
  bundleOf,
  entry,
  examplePatient,
  exampleResources,
  jsonText,
  observation,
  pressure,
  raw,
  whose,
} from './example-bundle.ts';
import {
  defaultStaleness,
  parseReferral,
  type Referral,
  type ReferralItem,
  type ReferralProblem,
} from './index.ts';

const asOf = '2026-11-24' as CalendarDate;
type Resource = Readonly<Record<string, unknown>>;

function referralOf(value: unknown, day: CalendarDate = asOf): Referral {
  const result = parseReferral(typeof value === 'string' ? value : jsonText(value), day, defaultStaleness);
  assert.ok('referral' in result, JSON.stringify(result));
  return result.referral;
}

function problemOf(value: unknown): ReferralProblem {
  const text = typeof value === 'string' ? value : jsonText(value);
  const result = parseReferral(text, asOf, defaultStaleness);
  assert.ok('problem' in result, 'a problem was expected');
  assert.ok(result.problem.happened.endsWith('.') && result.problem.whatToDo.endsWith('.'));
  return result.problem;
}

function itemOf(resource: Resource): ReferralItem {
  const [item, ...rest] = referralOf(bundleOf([resource])).items;
  assert.ok(item !== undefined && rest.length === 0);
  return item;
}

const whole = referralOf(bundleOf(exampleResources));
function named(id: string): ReferralItem {
  const item = whole.items.find((one) => one.source.id === id);
  assert.ok(item !== undefined, id);
  return item;
}

test('every entry is an item, left aside with a reason, refused, or the patient', () => {
  const aside = whole.leftAside.reduce((sum, one) => sum + one.count, 0);
  assert.equal(whole.items.length + aside + whole.refused.length + 1, exampleResources.length + 1);
  assert.deepEqual(
    whole.leftAside.map(({ resourceType, count }) => `${resourceType} ${count}`),
    [
      'Claim 1',
      'Condition 1',
      'Encounter 1',
      'ExplanationOfBenefit 1',
      'Immunization 1',
      'Medication 1',
      'MolecularSequence 1',
      'Organization 1',
    ],
  );
  for (const { why } of whole.leftAside) assert.match(why, /^[A-Z].+\.$/);
});

test('the patient is read with the current official name, and old contacts are passed over', () => {
  assert.deepEqual(whole.patient, {
    family: 'Example',
    given: 'Ada May',
    birthDate: '1980-02-29',
    sex: 'female',
    phone: '555 0101',
    email: 'ada@example.org',
    address: '1 Test Street, Anytown, 01234, US',
    identifiers: [{ system: 'urn:example:mrn', value: 'A-17' }],
  });
  assert.equal(whole.sender, 'Anytown Practice');
});

test('a maiden name is passed over for a name without a use', () => {
  const patient = { ...examplePatient, name: [{ use: 'maiden', family: 'Former' }, { family: 'Now' }] };
  assert.equal(referralOf(bundleOf([], patient)).patient.family, 'Now');
});

test('a DSTU2 patient with a list of family names is read', () => {
  const patient = { ...examplePatient, name: [{ family: ['van', 'Example'], given: ['Ada'] }] };
  assert.equal(referralOf(bundleOf([], patient)).patient.family, 'van Example');
});

test('an item of another patient is refused with a warning and is not among the items', () => {
  assert.deepEqual(whole.refused, [
    { key: 'Condition/c-other', resourceType: 'Condition', why: 'It belongs to another patient.' },
  ]);
  assert.ok(whole.warnings.some((one) => one.includes('Condition/c-other')));
  assert.ok(whole.items.every((one) => one.source.id !== 'c-other'));
});

const ownerCases: readonly (readonly [unknown, 'item' | 'notTakeable' | 'refused'])[] = [
  [{ reference: `Patient/${examplePatient.id}` }, 'item'],
  [{ reference: `urn:uuid:${examplePatient.id}` }, 'item'],
  [{ reference: `Patient/${examplePatient.id}/_history/2` }, 'item'],
  [{ identifier: { system: 'urn:example:mrn', value: 'A-17' } }, 'item'],
  [{ identifier: { system: 'urn:example:mrn', value: 'A-18' } }, 'refused'],
  [{ reference: 'urn:uuid:00000000-0000-4000-8000-000000000002' }, 'refused'],
  [{ reference: `https://elsewhere.example/Patient/${examplePatient.id}` }, 'refused'],
  [{ reference: '#contained' }, 'refused'],
  [{ reference: 'Group/1' }, 'refused'],
  [undefined, 'notTakeable'],
  [{ display: 'Ada' }, 'notTakeable'],
  [17, 'notTakeable'],
];

test('whose an entry is, is told from its reference; an absolute address of another server is another patient', () => {
  for (const [subject, expected] of ownerCases) {
    const lab = observation('l', '1742-6', 'ALT', { valueQuantity: amount('31', 'U/L'), subject });
    const { items, refused } = referralOf(bundleOf([lab]));
    const got = refused.length === 1 ? 'refused' : items[0]?.takeable === true ? 'item' : 'notTakeable';
    assert.equal(got, expected, JSON.stringify(subject));
  }
});

test('in a bundle without addresses an absolute reference is told by its end', () => {
  for (const [id, refusals] of [
    [examplePatient.id, 0],
    ['somebody-else', 1],
  ] as const) {
    const subject = { reference: `https://elsewhere.example/Patient/${id}` };
    const lab = observation('l', '1742-6', 'ALT', { valueQuantity: amount('31', 'U/L'), subject });
    const bundle = { resourceType: 'Bundle', entry: [{ resource: examplePatient }, { resource: lab }] };
    assert.equal(referralOf(bundle).refused.length, refusals);
  }
});

test('a visit of another patient is refused too, not merely left aside', () => {
  const { refused, leftAside } = referralOf(
    bundleOf([{ resourceType: 'Encounter', id: 'e', subject: { reference: 'Patient/somebody-else' } }]),
  );
  assert.equal(refused.length, 1);
  assert.equal(leftAside.length, 0);
});

const conditionCases: readonly (readonly [string, ReferralItem['status'], string, boolean])[] = [
  ['c-active', 'active', 'Conditions', true],
  ['c-abated', 'past', 'Past conditions', true],
  ['c-stu3', 'past', 'Past conditions', true],
  ['c-dstu2', 'past', 'Past conditions', true],
  ['c-conflict', 'unknown', 'Conditions', true],
  ['c-refuted', 'past', 'Past conditions', false],
];

test('conditions of R4, STU3 and DSTU2 keep their status; past ones are still shown; refuted ones cannot be taken', () => {
  for (const [id, status, group, takeable] of conditionCases) {
    const item = named(id);
    assert.deepEqual([item.status, item.group, item.takeable], [status, group, takeable], id);
  }
  assert.equal(named('c-active').label, 'Hypertension');
  assert.equal(named('c-active').code?.display, 'Hypertension (disorder)');
  assert.equal(named('c-abated').label, 'Sprained ankle');
  assert.match(named('c-conflict').note ?? '', /ask which is true/);
});

test('an entry marked as entered in error is never an item', () => {
  assert.ok(whole.items.every((one) => one.source.id !== 'c-error'));
  for (const resource of exampleResources) {
    if (!whole.items.some((one) => one.source.id === resource['id'])) continue;
    const mark = ['Condition', 'AllergyIntolerance'].includes(String(resource['resourceType']))
      ? { verificationStatus: 'entered-in-error' }
      : { status: 'entered-in-error' };
    const { items, leftAside } = referralOf(bundleOf([{ ...resource, ...mark }]));
    assert.equal(items.length, 0, String(resource['id']));
    assert.match(leftAside[0]?.why ?? '', /entered in error/);
  }
});

test('an observation the sender has cancelled is left aside', () => {
  const lab = observation('l', '1742-6', 'ALT', { valueQuantity: amount('31', 'U/L'), status: 'cancelled' });
  const { items, leftAside } = referralOf(bundleOf([lab]));
  assert.equal(items.length, 0);
  assert.match(leftAside[0]?.why ?? '', /cancelled/);
});

test('an end in the future has not come yet', () => {
  const condition = { ...exampleResources[0], abatementDateTime: '2027-01-01' };
  assert.equal(itemOf(condition).status, 'active');
});

test('medicines are named by code, by reference and by contained resource; stopped ones are past and shown', () => {
  assert.equal(named('m-1').status, 'active');
  assert.equal(named('m-1').code?.code, '328670');
  assert.match(named('m-1').note ?? '', /one in the morning/);
  assert.equal(named('m-2').status, 'past');
  assert.equal(named('m-2').group, 'Past medicines');
  assert.equal(named('m-3').label, 'Lithium carbonate 300 mg');
  assert.equal(named('m-4').label, 'Zolpidem 5 mg');
  assert.equal(named('m-4').status, 'unknown');
  assert.match(named('m-4').note ?? '', /on-hold/);
});

test('a medicine named more than once keeps each entry, told apart by its date', () => {
  assert.equal(named('m-1').label, 'Sertraline 100MG (2026-10-01)');
  assert.equal(named('m-2').label, 'Sertraline 100MG (2020-10-01)');
  assert.equal(named('m-1').name, 'Sertraline 100MG');
});

test('an order not to give a medicine cannot be taken over as a medicine', () => {
  const order = exampleResources.find((one) => one['id'] === 'm-1');
  assert.equal(itemOf({ ...order, doNotPerform: true }).takeable, false);
});

test('a medicine the sender says is not taken is past', () => {
  const statement = exampleResources.find((one) => one['id'] === 'm-4');
  for (const mark of [{ status: 'not-taken' }, { taken: 'n' }, { wasNotTaken: true }]) {
    const item = itemOf({ ...statement, status: 'active', ...mark });
    assert.equal(item.status, 'past', JSON.stringify(mark));
    assert.match(item.note ?? '', /not taken/);
  }
});

test('an allergy the sender has ruled out is past and cannot be taken over', () => {
  const allergy = exampleResources.find((one) => one['id'] === 'a-1');
  const item = itemOf({ ...allergy, verificationStatus: 'refuted' });
  assert.deepEqual([item.status, item.takeable], ['past', false]);
});

test('allergies are read; a statement that none is known never becomes an allergy', () => {
  assert.equal(named('a-1').status, 'active');
  assert.match(named('a-1').note ?? '', /Hives \(severe\)/);
  assert.equal(named('a-2').label, 'Latex');
  assert.equal(named('a-2').status, 'active');
  assert.equal(named('a-none').takeable, false);
});

test('[promise 6] digits are kept exactly as the file has them', () => {
  assert.deepEqual(named('w-kg').quantity, { value: '70.50', unit: 'kg' });
  assert.deepEqual(named('h').quantity, { value: '171.04244160515296', unit: 'cm' });
  assert.equal(named('lab-1').quantity?.value, '140.00');
  assert.equal(named('lab-2').quantity?.value, '1.39e2');
  const long = '0.12345678901234567890123456789';
  const lab = observation('l', '1742-6', 'ALT', { valueQuantity: amount(long, 'U/L') });
  assert.equal(itemOf(lab).quantity?.value, long);
});

const weightCases: readonly (readonly [Resource, string | undefined, boolean])[] = [
  [amount('70.50', 'kg'), '70.5', false],
  [amount('7.05e1', 'kg'), '70.5', false],
  [amount('87.65', 'kg'), '87.7', false],
  [amount('87.6499999999999999', 'kg'), '87.6', false],
  [amount('155', '[lb_av]'), '70.3', true],
  [amount('350', '[lb_av]'), '158.8', true],
  [amount('70500', 'g'), '70.5', true],
  [{ value: raw('155'), unit: 'lbs' }, '70.3', true],
  [amount('155', 'kg', 'lb'), undefined, false],
  [amount('11', '[stone_av]'), undefined, false],
  [amount('0', 'kg'), undefined, false],
  [amount('-70', 'kg'), undefined, false],
  [amount('7000', 'kg'), undefined, false],
  [amount('1e400', 'kg'), undefined, false],
  [{ value: raw('70') }, undefined, false],
  [{ value: '70', unit: 'kg' }, undefined, false],
  [{ ...amount('70', 'kg'), comparator: '>' }, undefined, false],
  [{}, undefined, false],
];

test('weights become kilograms from kg, g and pounds; anything else, or a limit, is not taken over', () => {
  for (const [valueQuantity, kilograms, converted] of weightCases) {
    const item = itemOf(observation('w', '29463-7', 'Body Weight', { valueQuantity }));
    const label = JSON.stringify(valueQuantity);
    assert.equal(item.kilograms, kilograms, label);
    assert.equal(item.converted ?? false, converted, label);
    assert.equal(item.takeable, kilograms !== undefined, label);
    if (kilograms === undefined || converted) assert.ok((item.note ?? '') !== '', label);
  }
});

test('heights become centimetres', () => {
  for (const [valueQuantity, centimetres] of [
    [amount('171.04244160515296', 'cm'), '171'],
    [amount('1.71', 'm'), '171'],
    [amount('67', '[in_i]', 'in'), '170.2'],
    [amount('171', 'm'), undefined],
  ] as const) {
    const item = itemOf(observation('h', '8302-2', 'Body Height', { valueQuantity }));
    assert.equal(item.centimetres, centimetres);
    assert.equal(item.takeable, centimetres !== undefined);
  }
});

test('blood pressure is read from both panels by its component codes, not by their order', () => {
  assert.deepEqual([named('bp').systolic, named('bp').diastolic], ['128', '81']);
  assert.deepEqual([named('bp-old').systolic, named('bp-old').diastolic], ['140', '90']);
  const [lower, upper] = pressure('128', '81')['component'] as readonly Resource[];
  for (const rest of [
    {},
    { component: [] },
    { component: [lower] },
    { component: [lower, lower, upper] },
    pressure('80', '120'),
    pressure('999', '81'),
    pressure('-1', '81'),
  ]) {
    const item = itemOf(observation('bp', '85354-9', 'Blood pressure', rest));
    assert.equal(item.takeable, false, JSON.stringify(rest));
    assert.ok((item.note ?? '') !== '');
  }
});

test('laboratory values are told by category or code; a result in words or without a unit cannot be taken over', () => {
  assert.deepEqual(
    ['lab-1', 'lab-2', 'lab-words', 'lab-known'].map((id) => [named(id).kind, named(id).takeable]),
    [
      ['laboratory', true],
      ['laboratory', true],
      ['laboratory', false],
      ['laboratory', true],
    ],
  );
  assert.match(named('lab-words').note ?? '', /Negative/);
  const bare = observation('l', '1742-6', 'ALT', { valueQuantity: { value: raw('31') } });
  assert.equal(itemOf(bare).takeable, false);
});

test('a LOINC number in another code system is not a weight', () => {
  const item = itemOf({
    ...observation('w', '', '', { valueQuantity: amount('70', 'kg') }),
    code: { coding: [{ system: 'urn:example:local', code: '29463-7', display: 'Shoe' }] },
  });
  assert.equal(item.kind, 'observation');
});

test('scores and other observations are shown with the reason they cannot be taken over', () => {
  assert.deepEqual([named('phq').kind, named('phq').quantity?.value], ['score', '17']);
  for (const id of ['phq', 'smoke', 'p', 'f']) {
    assert.equal(named(id).takeable, false);
    assert.ok((named(id).note ?? '') !== '');
  }
  assert.equal(named('p').kind, 'procedure');
  assert.equal(named('f').kind, 'other');
});

test('preliminary results, foreign modifiers and observations of something else cannot be taken over', () => {
  for (const rest of [
    { status: 'preliminary' },
    { modifierExtension: [{ url: 'urn:example:negated', valueBoolean: true }] },
    { implicitRules: 'urn:example:rules' },
    { focus: [{ reference: 'Patient/child' }] },
  ]) {
    const lab = observation('l', '1742-6', 'ALT', { valueQuantity: amount('31', 'U/L'), ...rest });
    assert.equal(itemOf(lab).takeable, false, JSON.stringify(rest));
  }
});

const ageCases: readonly (readonly [unknown, ReferralItem['age'], number | undefined, boolean])[] = [
  ['2026-11-24', 'current', 0, true],
  ['2026-10-25', 'current', 30, true],
  ['2026-10-24', 'stale', 31, true],
  ['2026-11-25T00:30:00+13:00', 'current', 0, true],
  ['2026-11-26', 'undated', undefined, false],
  ['2026-11', 'current', 23, true],
  ['2026', 'stale', 327, true],
  ['2026-10-25T10:00:00', 'current', 30, true],
  ['2026-02-30', 'undated', undefined, true],
  ['soon', 'undated', undefined, true],
  [undefined, 'undated', undefined, true],
  [20261101, 'undated', undefined, true],
  ['1979-12-31', 'stale', 17130, false],
];

test('[promise 3] the age of a weight counts from the earliest day its date can mean; no date is never current', () => {
  for (const [effectiveDateTime, age, ageDays, takeable] of ageCases) {
    const weight = observation('w', '29463-7', 'Weight', {
      valueQuantity: amount('70', 'kg'),
      effectiveDateTime,
    });
    const item = itemOf(weight);
    assert.deepEqual(
      [item.age, item.ageDays, item.takeable],
      [age, ageDays, takeable],
      String(effectiveDateTime),
    );
  }
});

test('dates keep the precision they were given with', () => {
  assert.equal(named('c-active').date, '2015');
  assert.equal(named('c-abated').date, '2019-05');
  assert.equal(named('w-kg').date, '2026-11-01T09:00:00+01:00');
});

test('a group is newest first, repeated values are all kept, and undated ones come last', () => {
  const sodium = whole.items.filter((one) => one.label === 'Sodium').map((one) => one.source.id);
  assert.deepEqual(sodium, ['lab-2', 'lab-1']);
  for (const [, group] of Map.groupBy(whole.items, (one) => one.group)) {
    const undated = group.findIndex((one) => one.date === undefined);
    if (undated >= 0) assert.ok(group.slice(undated).every((one) => one.date === undefined));
  }
});

test('[promise 5] the same bundle gives the same answer, and keys do not depend on the order of entries', () => {
  assert.deepEqual(referralOf(bundleOf(exampleResources)), whole);
  const reversed = referralOf(bundleOf(exampleResources.toReversed()));
  assert.deepEqual(reversed.items, whole.items);
});

test('keys are unique even when the sender repeats an id or gives none', () => {
  const lab = observation('same', '1742-6', 'ALT', { valueQuantity: amount('31', 'U/L') });
  const { items } = referralOf({
    resourceType: 'Bundle',
    entry: [
      entry(examplePatient),
      { fullUrl: 'Observation/same#2', resource: { ...lab, id: undefined } },
      entry(lab),
      entry(lab),
      { resource: { ...lab, id: undefined } },
    ],
  });
  assert.deepEqual(items.map((one) => one.key).toSorted(), [
    'Observation/same',
    'Observation/same#2',
    'Observation/same#3',
    'entry/4',
  ]);
});

test('a patient who has died is said so first, with the date as given', () => {
  for (const [mark, deceased] of [
    [{ deceasedDateTime: '2020-05-01T10:00:00Z' }, '2020-05-01T10:00:00Z'],
    [{ deceasedBoolean: true }, 'date not given'],
    [{ deceasedBoolean: false }, undefined],
  ] as const) {
    const { patient, warnings } = referralOf(bundleOf([], { ...examplePatient, ...mark }));
    assert.equal(patient.deceased, deceased);
    assert.equal(
      warnings.some((one) => one.includes('died')),
      deceased !== undefined,
    );
  }
});

test('a birth date in the future, impossible or absent is not taken over and is told', () => {
  for (const birthDate of ['2027-01-01', '1980-02-30', '29.2.1980', 19800229, undefined]) {
    const { patient, warnings } = referralOf(bundleOf([], { ...examplePatient, birthDate }));
    assert.equal(patient.birthDate, undefined);
    assert.equal(warnings.length, 1);
  }
  const partial = referralOf(bundleOf([], { ...examplePatient, birthDate: '1980' }));
  assert.equal(partial.patient.birthDate, '1980');
  assert.equal(partial.warnings.length, 1);
});

test('which of several organisations sent the file is not guessed', () => {
  const organizations = ['A', 'B'].map((name) => ({ resourceType: 'Organization', id: name, name }));
  const unsaid = referralOf(bundleOf(organizations));
  assert.equal(unsaid.sender, undefined);
  assert.match(unsaid.warnings.join(), /A, B/);
  const said = { ...examplePatient, managingOrganization: { reference: 'urn:uuid:B' } };
  assert.equal(referralOf(bundleOf(organizations, said)).sender, 'B');
});

test('entries that are empty, deleted or no resource are counted, not dropped', () => {
  const { leftAside, items } = referralOf({
    resourceType: 'Bundle',
    link: [{ relation: 'next', url: 'x' }],
    entry: [
      entry(examplePatient),
      {},
      null,
      17,
      { resource: [] },
      { resource: { resourceType: 5 } },
      { resource: { resourceType: 'Condition', id: 'd', subject: whose }, request: { method: 'DELETE' } },
    ],
  });
  assert.equal(items.length, 0);
  assert.equal(
    leftAside.reduce((sum, one) => sum + one.count, 0),
    6,
  );
});

test('a bundle that says it continues elsewhere is said to be a part', () => {
  const page = { ...bundleOf([]), link: [{ relation: 'next', url: 'x' }] };
  assert.match(referralOf(page).warnings.join(), /one page of several/);
});

test('a sender without words cannot have an item taken over', () => {
  const item = itemOf({ resourceType: 'Condition', id: 'c', clinicalStatus: 'active', subject: whose });
  assert.deepEqual([item.label, item.takeable], ['Not named', false]);
});

const text = jsonText(bundleOf(exampleResources));
const problems: readonly (readonly [string, string])[] = [
  ['', 'referral.notJson'],
  ['hello', 'referral.notJson'],
  [text.slice(0, -1), 'referral.notJson'],
  ['null', 'referral.notABundle'],
  ['[]', 'referral.notABundle'],
  ['17', 'referral.notABundle'],
  ['{"resourceType":"Patient"}', 'referral.notABundle'],
  ['{"resourceType":"Bundle"}', 'referral.noPatient'],
  ['{"resourceType":"Bundle","entry":{}}', 'referral.entryNotAList'],
  ['{"resourceType":"Bundle","type":"history","entry":[]}', 'referral.bundleType'],
  [
    jsonText({ resourceType: 'Bundle', entry: [entry(examplePatient), entry(examplePatient)] }),
    'referral.severalPatients',
  ],
  [text.replace('"status":"active"', '"status":"active","status":"stopped"'), 'referral.duplicateKey'],
  [text.replace('"status":"active"', '"status":"active","st\\u0061tus":"stopped"'), 'referral.duplicateKey'],
  [text.replace('"status":"active"', '"__proto__":{},"status":"active"'), 'referral.forbiddenKey'],
  [text.replace('"status":"active"', '"\\u005f_proto__":{},"status":"active"'), 'referral.forbiddenKey'],
  [text.replace('"status":"active"', '"constructor":{},"status":"active"'), 'referral.forbiddenKey'],
  ['['.repeat(100_000), 'referral.tooDeep'],
  ['{"a":'.repeat(100_000), 'referral.tooDeep'],
  [`[${'0,'.repeat(2_000_001)}0]`, 'referral.tooManyValues'],
  [
    JSON.stringify(Object.fromEntries(Array.from({ length: 1001 }, (_, at) => [`k${at}`, 0]))),
    'referral.tooManyValues',
  ],
];

test('a file that cannot be used is refused whole, with a code, what happened and what to do', () => {
  for (const [source, code] of problems) assert.equal(problemOf(source).code, code, source.slice(0, 60));
});

test('a repeated name is refused with the place where it is', () => {
  const { path } = problemOf(
    '{"resourceType":"Bundle","entry":[{},{"resource":{"id":"a","b":[1,{"c":1}],"id":"b"}}]}',
  );
  assert.equal(path, 'entry[1].resource.id');
});

test('the same name in two objects, or inside a text, is no duplicate', () => {
  const patient = { ...examplePatient, language: '","id":1,"id":2,"\\', meta: { id: 1, x: { id: 2 } } };
  assert.equal(referralOf(bundleOf([], patient)).patient.family, 'Example');
});

test('a byte order mark before the file is passed over', () => {
  assert.equal(referralOf(`\uFEFF${text}`).items.length, whole.items.length);
});

test('the limits on length and entries are kept on both sides of the edge', () => {
  const limits = { largestText: text.length, mostEntries: exampleResources.length + 1 };
  assert.ok('referral' in parseReferral(text, asOf, defaultStaleness, limits));
  for (const [tight, code] of [
    [{ ...limits, largestText: text.length - 1 }, 'referral.tooLarge'],
    [{ ...limits, mostEntries: exampleResources.length }, 'referral.tooManyEntries'],
  ] as const) {
    const result = parseReferral(text, asOf, defaultStaleness, tight);
    assert.equal('problem' in result ? result.problem.code : undefined, code);
  }
});

test('where the runtime hides the digits of numbers, the reader is told', () => {
  const blind = parseReferral(text, asOf, defaultStaleness, {
    largestText: 1e9,
    mostEntries: 1e4,
    parse: (source, reviver) => JSON.parse(source, (key, value: unknown) => reviver(key, value)),
  });
  assert.ok('referral' in blind);
  assert.match(blind.referral.warnings.join(), /compare them with the original/);
  assert.equal(blind.referral.items.find((one) => one.source.id === 'w-kg')?.quantity?.value, '70.5');
  assert.doesNotMatch(whole.warnings.join(), /compare them with the original/);
});

test('what is handed out cannot be changed', () => {
  assert.ok(
    Object.isFrozen(whole) &&
      Object.isFrozen(whole.items) &&
      whole.items.every((one) => Object.isFrozen(one)),
  );
});

test('every window is named and gives its source', () => {
  for (const { name, source, days } of Object.values(defaultStaleness)) {
    assert.ok(name.length > 0);
    assert.match(source, /^Local default: /);
    assert.ok(days === undefined || (Number.isInteger(days) && days > 0));
  }
});
