import assert from 'node:assert/strict';
import test from 'node:test';
import { type Instant } from '@evenkeel/quantities';
import type { Code, Medicine } from '../patient-facts.ts';
import type { CareSetting } from '../rule.ts';
import { care, careFinding, careVerdict, settings } from '../testing/care-facts.ts';
import { daysAgo } from '../testing/facts.ts';
import { recogniseMedicine } from './recognise-medicine.ts';

const rxnorm = 'http://www.nlm.nih.gov/research/umls/rxnorm';
const atc = 'http://www.whocc.no/atc';
const code = (system: string, value: string, display = ''): Code => ({ system, code: value, display });
const taken = (name: string, more: Partial<Medicine> = {}): Medicine => ({ name, status: 'active', ...more });
const hoursAgo = (hours: number): Instant => daysAgo(hours / 24);
const of = (rule: string, medicines: readonly Medicine[], setting: CareSetting = settings.first) =>
  careFinding(care({ medicines }), rule, setting);

test('[INT-18] a medicine is recognised by code, name or group; what is not is asked and never guessed', () => {
  const by = (medicine: Medicine) => recogniseMedicine(medicine);
  assert.equal(by(taken('Tabs', { code: code(rxnorm, '3322') })).by, 'code');
  assert.equal(by(taken('Diazepam', { code: code(rxnorm, '3322') })).by, 'codeAndName');
  assert.equal(by(taken('x', { code: code(atc, 'N05BA01') })).ingredients[0]?.id, 'diazepam');
  assert.equal(by(taken('Sertraline 100 MG', { code: code(rxnorm, '312938') })).by, 'name');
  assert.equal(by(taken('Tabs', { code: code(rxnorm, '1', 'Diazepam 5 MG Oral Tablet') })).by, 'name');
  const group = by(taken('Cloxazolam', { code: code(atc, 'N05BA22') }));
  assert.deepEqual([group.by, group.groups], ['group', ['benzodiazepine']]);
  const conflict = by(taken('Lamotrigine', { code: code(rxnorm, '3322') }));
  assert.deepEqual([conflict.by, conflict.groups], ['conflict', ['benzodiazepine', 'lamotrigine']]);
  // The code of a combination is both of its substances, whatever the name says of them.
  for (const [name, how] of [
    ['Tabs', 'code'],
    ['Naltrexone', 'codeAndName'],
    ['Bupropion', 'codeAndName'],
    ['Naltrexone / bupropion', 'codeAndName'],
  ] as const) {
    const both = by(taken(name, { code: code(atc, 'A08AA62') }));
    assert.deepEqual([both.by, both.groups], [how, ['antidepressant', 'naltrexone']], name);
  }
  assert.equal(by(taken('Lithium', { code: code(atc, 'A08AA62') })).by, 'conflict');
  // A code of another system, or of a group the table does not have, says nothing: the name does, or nothing does.
  const snomed = 'http://snomed.info/sct';
  for (const [system, value] of [
    [snomed, '387264003'],
    [snomed, 'N05BA01'],
    [atc, 'C10AA02'],
    [rxnorm, '999999999'],
  ] as const) {
    const other = code(system, value);
    assert.equal(by(taken('Tabs', { code: other })).by, 'none', value);
    assert.deepEqual(by(taken('Diazepam', { code: other })).groups, ['benzodiazepine'], value);
    assert.equal(by(taken('Diazepam', { code: other })).by, 'name', value);
  }
  // Whatever the order of the words, the substances come in one order.
  for (const name of ['Lorazepam / diazepam', 'Diazepam / lorazepam', 'Olanzapine, diazepam and lorazepam'])
    assert.deepEqual(
      by(taken(name))
        .ingredients.map(({ id }) => id)
        .filter((id) => id !== 'olanzapine'),
      ['diazepam', 'lorazepam'],
      name,
    );
  assert.equal(by(taken('Fluoxetine / Olanzapine')).ingredients.length, 2);
  // Part of a word is no hit; a word that looks alike is offered only.
  assert.deepEqual([by(taken('Norfluoxetinex')).by, by(taken('Lorazepan')).by], ['none', 'none']);
  assert.ok(by(taken('Lorazepan')).looksLike.includes('lorazepam'));
  assert.deepEqual(by(taken('Blue pill')).looksLike, []);
  // Two letters changed, left out or added are looked alike; three are not, nor is a short word.
  for (const [written, offered] of [
    ['loratepan', ['lorazepam']],
    ['orazepa', ['lorazepam', 'oxazepam']],
    ['llorazepamm', ['lorazepam']],
    ['lxraxepxm', []],
    ['lorazepamxxx', []],
    ['xalium', ['valium']],
    ['valum', []],
  ] as const)
    assert.deepEqual(by(taken(written)).looksLike, offered, written);
  for (const [medicines, verdict] of [
    [[], 'met'],
    [[taken('Amlodipine')], 'met'],
    [[taken('Blue pill')], 'unknown'],
    [[taken('Blue pill', { status: 'past' })], 'met'],
    [[taken('Lamotrigine', { code: code(rxnorm, '3322') })], 'unknown'],
  ] as const)
    assert.equal(of('INT-18', medicines).verdict, verdict);
  assert.match(of('INT-18', [taken('Lorazepan')]).missing.join(), /It looks like lorazepam/);
  const confirmed = (days: number) =>
    careFinding(care({ medicines: [], medicinesConfirmedAt: daysAgo(days) }), 'INT-18').verdict;
  assert.deepEqual([29, 30, 31].map(confirmed), ['met', 'met', 'unknown']);
  assert.equal(careVerdict(care({ medicines: [taken('Blue pill')] })).summary, 'unknown');
});

test('[INT-08] [INT-18] the group of a code counts beside a name that says less', () => {
  const mixed = taken('Paracetamol comp. 325/37.5', { code: code(atc, 'N02AJ13') });
  const { by, groups } = recogniseMedicine(mixed);
  assert.deepEqual([by, groups], ['name', ['noRow', 'opioid']]);
  const found = of('INT-08', [mixed]);
  assert.deepEqual([found.verdict, found.ruleClass], ['unknown', 'hold']);
  assert.equal(of('INT-08', [{ ...mixed, lastTakenAt: hoursAgo(3) }]).verdict, 'notMet');
  // One that the name already says is not said twice.
  assert.deepEqual(recogniseMedicine(taken('Tramadol', { code: code(atc, 'N02AJ13') })).groups, ['opioid']);
});

test('[INT-18] everything but a sure code asks for what a person confirms, in words', () => {
  const told = (name: string, more: Partial<Medicine> = {}) => {
    const { by, ask, looksLike, groups, ingredients } = recogniseMedicine(taken(name, more));
    return { by, ask, looksLike, groups, ids: ingredients.map(({ id }) => id) };
  };
  assert.deepEqual(told('Tabs', { code: code(rxnorm, '3322') }), {
    by: 'code',
    ask: undefined,
    looksLike: [],
    groups: ['benzodiazepine'],
    ids: ['diazepam'],
  });
  assert.deepEqual(told('Diazepam'), {
    by: 'name',
    ask: 'Diazepam was recognised by its name only. Confirm it.',
    looksLike: [],
    groups: ['benzodiazepine'],
    ids: ['diazepam'],
  });
  assert.deepEqual(told('Cloxazolam', { code: code(atc, 'n05ba22') }), {
    by: 'group',
    ask: 'Cloxazolam was recognised by the group of its code only. Confirm it.',
    looksLike: [],
    groups: ['benzodiazepine'],
    ids: [],
  });
  assert.deepEqual(told('Blue pill'), {
    by: 'none',
    ask: 'Blue pill is not in the table. Look it up and record what was found.',
    looksLike: [],
    groups: [],
    ids: [],
  });
  assert.deepEqual(told('Lithium', { code: code(atc, 'A08AA62') }), {
    by: 'conflict',
    ask: 'The code of Lithium means naltrexone and bupropion. Correct the code or the name.',
    looksLike: [],
    groups: ['antidepressant', 'lithium', 'naltrexone'],
    ids: ['naltrexone', 'bupropion', 'lithium'],
  });
  // Of two beginnings of a code the longer counts: z-drugs are sedatives, their neighbours benzodiazepines.
  assert.deepEqual(told('x', { code: code(atc, 'N05CF99') }).groups, ['sedative']);
  assert.deepEqual(told('x', { code: code(atc, 'N05CD99') }).groups, ['benzodiazepine']);
  assert.deepEqual(told('x', { code: code(atc, 'N05CM99') }).groups, ['sedative']);
  // The longer name is meant, not the shorter one inside it; two that stand apart are both.
  assert.deepEqual(told('Valproic acid').ids, ['valproate']);
  assert.deepEqual(told('ST JOHN\u2019S WORT').groups, told("St John's wort").groups);
  assert.deepEqual(told('Diazepam,lorazepam').ids, ['diazepam', 'lorazepam']);
  // At most three are offered, in the order of the alphabet.
  const offered = told('xorazepam').looksLike;
  assert.deepEqual(offered, offered.toSorted());
  assert.ok(offered.length <= 3 && offered.includes('lorazepam'));
});
