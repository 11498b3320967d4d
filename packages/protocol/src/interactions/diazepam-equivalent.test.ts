import assert from 'node:assert/strict';
import test from 'node:test';
import { decimal } from '@evenkeel/quantities';
import type { Code, Medicine } from '../patient-facts.ts';
import type { CareSetting } from '../rule.ts';
import { care, careFinding, settings } from '../testing/care-facts.ts';
import { diazepamEquivalent } from './diazepam-equivalent.ts';

const atc = 'http://www.whocc.no/atc';
const code = (system: string, value: string, display = ''): Code => ({ system, code: value, display });
const taken = (name: string, more: Partial<Medicine> = {}): Medicine => ({ name, status: 'active', ...more });
const of = (rule: string, medicines: readonly Medicine[], setting: CareSetting = settings.first) =>
  careFinding(care({ medicines }), rule, setting);

test('[INT-19] diazepam equivalents are added up exactly; what is not known makes the sum a lower bound', () => {
  const sum = (...medicines: readonly Medicine[]) => diazepamEquivalent(medicines);
  const lorazepam = (mg: string) => taken('Lorazepam', { dailyMg: decimal(mg) });
  assert.equal(sum(lorazepam('0.5')).mg, '5');
  assert.equal(sum(lorazepam('0.5'), taken('Zopiclone', { dailyMg: decimal('7.5') })).mg, '10');
  assert.equal(
    sum(taken('Alprazolam', { dailyMg: decimal('0.25') }), taken('Diazepam', { dailyMg: decimal('2') })).mg,
    '7',
  );
  assert.deepEqual([sum().mg, sum().complete], ['0', true]);
  assert.equal(sum(taken('Lorazepam', { dailyMg: decimal('9'), status: 'past' })).mg, '0');
  assert.equal(sum(taken('Lorazepam')).complete, false);
  assert.equal(sum(taken('Midazolam', { dailyMg: decimal('5') })).complete, false);
  assert.equal(sum(taken('x', { code: code(atc, 'N05BA22'), dailyMg: decimal('1') })).complete, false);
  // What may be taken, and what has no equivalent, is named and not passed over.
  for (const one of [
    taken('Lorazepam', { dailyMg: decimal('1'), status: 'unknown' }),
    taken('Eszopiclone', { dailyMg: decimal('2') }),
    taken('Zaleplon'),
    taken('x', { code: code(atc, 'N05CF05'), dailyMg: decimal('1') }),
    taken('Chlordiazepoxide / amitriptyline', { dailyMg: decimal('10') }),
  ]) {
    const { mg, complete, parts, missing } = sum(taken('Diazepam', { dailyMg: decimal('5') }), one);
    assert.deepEqual([mg, complete, parts.length, missing.length], ['5', false, 2, 1], one.name);
    assert.ok(missing[0]?.includes(one.name), one.name);
    assert.equal(of('INT-19', [one]).verdict, 'unknown', one.name);
  }
  assert.equal(sum(taken('Hydroxyzine', { dailyMg: decimal('25') })).complete, true);
  const verdict = (mg: string) => of('INT-19', [taken('Diazepam', { dailyMg: decimal(mg) })]).verdict;
  assert.deepEqual(['7.9', '8', '8.1'].map(verdict), ['met', 'met', 'notMet']);
  assert.equal(of('INT-19', [taken('Diazepam')]).verdict, 'unknown');
  assert.equal(of('INT-19', [lorazepam('2'), taken('Diazepam')]).verdict, 'notMet');
  assert.equal(
    careFinding(care({ medicines: [], medicinesConfirmedAt: undefined }), 'INT-19').verdict,
    'unknown',
  );
});

test('[INT-19] each part with its own sum, by name and then by dose; each thing that is lacking is said once', () => {
  const mg = (name: string, dailyMg: string, more: Partial<Medicine> = {}) =>
    taken(name, { dailyMg: decimal(dailyMg), ...more });
  const inOrder = [mg('Diazepam', '2'), mg('Diazepam', '5'), mg('Lorazepam', '1'), mg('Temazepam', '15')];
  const parts = inOrder.map(({ name, dailyMg }, place) => ({
    medicine: name,
    dailyMg,
    diazepamMg: ['2', '5', '10', '10'][place],
  }));
  for (const list of [
    inOrder,
    inOrder.toReversed(),
    [2, 0, 3, 1].map((place) => inOrder[place] ?? assert.fail()),
  ])
    assert.deepEqual(diazepamEquivalent(list), { mg: '27', complete: true, parts, missing: [] });
  // Without a dose before any dose.
  assert.deepEqual(diazepamEquivalent([mg('Diazepam', '2'), taken('Diazepam')]).parts, [
    { medicine: 'Diazepam' },
    { medicine: 'Diazepam', dailyMg: '2', diazepamMg: '2' },
  ]);
  const lacking = (...list: readonly Medicine[]) => diazepamEquivalent(list).missing;
  assert.deepEqual(lacking(taken('Diazepam'), taken('Diazepam')), [
    'Record how many mg of Diazepam are taken in a day.',
  ]);
  assert.deepEqual(lacking(mg('Midazolam', '7.5')), ['There is no diazepam equivalent for Midazolam here.']);
  assert.deepEqual(lacking(mg('Lorazepam / diazepam', '5')), [
    'Lorazepam / diazepam holds more than one substance. Record each with its own mg.',
  ]);
  assert.deepEqual(lacking(mg('Lorazepam', '1', { status: 'unknown' })), ['Ask whether Lorazepam is taken.']);
  const other = mg('Lamotrigine', '5', { code: code(atc, 'N05BA01') });
  assert.deepEqual(lacking(other), ['The code of Lamotrigine means diazepam. Correct the code or the name.']);
  // Recognised by its code alone, and by the group of its code.
  assert.deepEqual(lacking(mg('Tabs', '5', { code: code(atc, 'N05BA01') })), []);
  assert.equal(lacking(mg('Tabs', '5', { code: code(atc, 'n05cf99') })).length, 1);
  assert.deepEqual(lacking(mg('Tabs', '5', { code: code('http://snomed.info/sct', 'N05CF99') })), []);
});
