import assert from 'node:assert/strict';
import test from 'node:test';
import { bundleOf, entry, examplePatient, exampleResources, jsonText } from './example-bundle.ts';
import { defaultStaleness, parseReferral } from './index.ts';
import { asOf, problemOf, referralOf, whole } from './testing/referral.ts';

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
