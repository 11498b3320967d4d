import assert from 'node:assert/strict';
import test from 'node:test';
import {
  amount,
  bundleOf,
  entry,
  examplePatient,
  exampleResources,
  observation,
  whose,
} from './example-bundle.ts';
import { defaultStaleness, type ReferralItem } from './index.ts';
import { itemOf, named, referralOf, whole } from './testing/referral.ts';

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
