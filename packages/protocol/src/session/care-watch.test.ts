import assert from 'node:assert/strict';
import test from 'node:test';
import { defaultPolicy } from '../policy/default-policy.ts';
import {
  before,
  discharge,
  doseStart,
  entry,
  fold,
  good,
  minute,
  rated,
  vitals,
  wholeSession,
} from '../testing/log.ts';
import { careWatch } from './care-watch.ts';
import type { Entry, EntryBodies, Vitals } from './entry.ts';
import { symptomsOf, type Symptom } from './symptom.ts';

const event = (
  minutes: number,
  kind: EntryBodies['adverseEvent']['kind'],
  severity: 'mild' | 'moderate' | 'severe' = 'moderate',
  note?: string,
) =>
  entry('adverseEvent', minutes, { kind, severity, serious: false, ...(note === undefined ? {} : { note }) });
const said = (minutes: number, what: string) => entry('sensation', minutes, { what });

/** What the watch says of these entries at a minute; a reading counts ten minutes and the grace. */
function saysOf(entries: readonly Entry[], at: number) {
  const { readings, dissociation: ratings } = fold(entries, at);
  return careWatch(
    { readings, intervalMinutes: 10, ratings, symptoms: symptomsOf(entries) },
    defaultPolicy,
    minute(at),
  );
}

/** Rule and level of everything the watch says of these entries at a minute. */
const watch = (entries: readonly Entry[], at: number) =>
  saysOf(entries, at).map(({ rule, level }) => `${rule} ${level}`);
const set = (minutes: number, values: Partial<Vitals>) => vitals(minutes, { ...good, ...values });

test('[MON-11] the crisis limit by one reading: one below, at and above', () => {
  const of = (systolic: number, diastolic = 80) => watch([set(10, { systolic, diastolic })], 10);
  assert.deepEqual(
    [199, 200, 201].map((value) => of(value)),
    [['MON-13 due'], ['MON-11 now'], ['MON-11 now']],
  );
  assert.deepEqual(
    [119, 120, 121].map((value) => of(170, value)),
    [['MON-13 due'], ['MON-11 now'], ['MON-11 now']],
  );
});

test('[MON-12] [MON-13] the act limit once asks for a repeat, twice five minutes apart for a person', () => {
  const high = { systolic: 182, diastolic: 95 };
  assert.deepEqual(watch([set(10, { systolic: 179 })], 10), []);
  assert.deepEqual(watch([set(10, { systolic: 180 })], 10), ['MON-13 due']);
  assert.deepEqual(watch([set(10, { diastolic: 110 })], 10), ['MON-13 due']);
  assert.deepEqual(
    [14, 15].map((at) => watch([set(10, high)], at)),
    [['MON-13 due'], ['MON-13 now']],
  );
  const again = (minutes: number) => watch([set(10, high), set(minutes, high)], minutes);
  assert.deepEqual([14.9, 15, 16].map(again), [['MON-13 due'], ['MON-12 now'], ['MON-12 now']]);
  // A reading below the limit in between starts the count anew; a newer low one ends it.
  assert.deepEqual(watch([set(10, high), set(12, {}), set(16, high)], 16), ['MON-13 due']);
  assert.deepEqual(watch([set(10, high), set(16, {})], 16), []);
  // The order of arrival does not matter, and a value hard to believe does not count.
  assert.deepEqual(watch([set(16, high), set(10, high)], 16), ['MON-12 now']);
  const { readings } = fold([set(10, high), set(13, {}), set(16, high)], 16);
  for (const list of [readings, readings.toReversed()])
    assert.deepEqual(
      careWatch(
        { readings: list, intervalMinutes: 10, ratings: [], symptoms: [] },
        defaultPolicy,
        minute(16),
      ).map(({ rule, level }) => `${rule} ${level}`),
      ['MON-13 due'],
    );
  assert.deepEqual(watch([set(10, { systolic: 300, diastolic: 80 })], 10), []);
});

test('[MON-14] a fast heart for five minutes: rates and minutes at each limit', () => {
  const of = (rate: number, minutes: number) =>
    watch([set(10, { heartRate: rate }), set(10 + minutes, { heartRate: rate })], 10 + minutes);
  assert.deepEqual(
    [of(120, 6), of(121, 4.9), of(121, 5), of(121, 6)],
    [[], [], ['MON-14 now'], ['MON-14 now']],
  );
  assert.deepEqual(
    watch([set(10, { heartRate: 130 }), set(13, { heartRate: 100 }), set(16, { heartRate: 130 })], 16),
    [],
  );
});

test('[SYM-01] a grave symptom with any pressure, and with none measured; a mild headache is none', () => {
  const at = (one: Entry, ...more: readonly Entry[]) => watch([...more, one], 12);
  for (const one of [
    event(10, 'chestPain'),
    event(10, 'arrhythmia', 'mild'),
    event(10, 'headache', 'severe'),
    said(10, 'blurred vision'),
    said(10, 'short of breath'),
    said(10, 'numb on one side'),
    event(10, 'other', 'mild', 'Chest tightness'),
  ]) {
    assert.deepEqual(at(one, set(10, {})), ['SYM-01 now']);
    assert.deepEqual(at(one), ['SYM-01 now']);
  }
  assert.deepEqual(at(event(10, 'headache')), []);
  assert.deepEqual(watch([event(10, 'chestPain')], 25), ['SYM-01 now']);
  // It stays until a pressure was taken a quarter of an hour after it; time alone does not take it away.
  assert.deepEqual(watch([event(10, 'chestPain')], 90), ['SYM-01 now']);
  assert.deepEqual(watch([event(10, 'chestPain'), set(24, {})], 26), ['SYM-01 now']);
  assert.deepEqual(watch([event(10, 'chestPain'), set(25, {})], 25), ['SYM-01 now']);
  assert.deepEqual(watch([event(10, 'chestPain'), set(25, {})], 26), []);
  assert.deepEqual(watch([event(10, 'chestPain'), vitals(25, { spo2: 98 })], 26), ['SYM-01 now']);
  const sentence = (at: number) => saysOf([set(10, {}), event(10, 'chestPain')], at)[0]?.sentence ?? '';
  assert.match(sentence(12), /chest pain at a blood pressure of 120\/80\. Stop/);
  assert.match(sentence(22), /chest pain at a blood pressure of 120\/80\. Stop/);
  assert.match(
    sentence(23),
    /chest pain; the last blood pressure, 120\/80, is 13 minutes old\. Measure it\. Stop/,
  );
  assert.match(saysOf([event(10, 'chestPain')], 11)[0]?.sentence ?? '', /not known\. Measure it\. Stop/);
});

test('[SYM-02] sedation with a low saturation or slow breathing, at each limit; either alone is not this rule', () => {
  const of = (values: Partial<Vitals>) => watch([set(10, values)], 10).includes('SYM-02 now');
  assert.deepEqual(
    [
      [5, 91],
      [4, 92],
      [4, 91],
      [0, 80],
    ].map(([moaas = 0, spo2 = 0]) => of({ moaas, spo2 })),
    [false, false, true, true],
  );
  assert.deepEqual(
    [10, 9].map((respiratoryRate) => of({ moaas: 3, respiratoryRate })),
    [false, true],
  );
  assert.equal(of({ moaas: 2 }), false);
});

test('[SYM-02] [P3] sedated while saturation or breathing is not known asks to measure; waiting makes nothing better', () => {
  const of = (values: Partial<Vitals>, at: number) =>
    saysOf([set(10, values)], at).map(({ level, sentence }) => `${level}: ${sentence}`);
  assert.deepEqual(of({ moaas: 3 }, 22), []);
  assert.deepEqual(of({ moaas: 3 }, 23), [
    'unknown: Sedated, and saturation and breathing are not known. Measure now.',
  ]);
  assert.deepEqual(
    saysOf([vitals(10, { moaas: 3, spo2: 97 })], 10).map(({ sentence }) => sentence),
    ['Sedated, and breathing is not known. Measure now.'],
  );
  // Newest saturation hard to believe: the one before it does not stand in for it.
  assert.deepEqual(watch([set(10, { moaas: 3 }), vitals(11, { spo2: 998 })], 12), ['SYM-02 unknown']);
  // Too low to be believed is heard: it would mean an emergency if it were true.
  for (const low of [{ spo2: 30 }, { respiratoryRate: 1 }, { respiratoryRate: 0 }])
    assert.deepEqual(watch([set(10, { moaas: 3 }), vitals(11, low)], 12), ['SYM-02 now']);
  assert.deepEqual(watch([set(10, { moaas: 3 }), vitals(11, { respiratoryRate: 99 })], 12), [
    'SYM-02 unknown',
  ]);
  for (const at of [10, 23, 200])
    assert.deepEqual(watch([set(10, { moaas: 3, spo2: 88 })], at), ['SYM-02 now']);
});

test('[SYM-03] [SYM-05] [SYM-06] [SYM-07] distress, allergy, the wish to stop and nausea', () => {
  assert.deepEqual(watch([event(10, 'agitation')], 11), ['SYM-03 now']);
  assert.deepEqual(watch([event(10, 'dissociationDistress')], 11), ['SYM-03 now']);
  assert.deepEqual(watch([event(10, 'allergicReaction')], 11), ['SYM-05 now']);
  assert.deepEqual(watch([said(10, 'I need someone')], 11), ['SYM-06 now']);
  assert.deepEqual(watch([said(10, 'Please stop')], 11), ['SYM-06 now']);
  assert.deepEqual(watch([said(10, 'floating')], 11), []);
  assert.deepEqual(watch([event(10, 'dizziness', 'mild', 'told to stop walking')], 11), []);
  assert.deepEqual(
    (['mild', 'moderate', 'severe'] as const).map((severity) => watch([event(10, 'nausea', severity)], 11)),
    [[], ['SYM-07 note'], ['SYM-07 note']],
  );
  const graded = (given: { readonly intensity?: number }) =>
    careWatch(
      {
        readings: [],
        intervalMinutes: 10,
        ratings: [],
        symptoms: [{ symptom: 'nausea', at: minute(10), ...given }],
      },
      defaultPolicy,
      minute(11),
    ).length;
  const { nauseaWatch } = defaultPolicy.thresholds;
  assert.deepEqual(
    [{}, ...[-1, 0, 1].map((more) => ({ intensity: nauseaWatch.value + more }))].map(graded),
    [0, 0, 1, 1],
  );
});

test('[SYM-04] vomiting while sedated or while alertness is not known', () => {
  assert.deepEqual(
    [5, 4, 0].map((moaas) => watch([set(10, { moaas }), event(11, 'vomiting')], 12).includes('SYM-04 now')),
    [false, true, true],
  );
  assert.deepEqual(watch([event(11, 'vomiting')], 12), ['SYM-04 now']);
  // An alert value that has grown old says nothing about now.
  assert.deepEqual(watch([set(10, {}), event(22, 'vomiting')], 22), []);
  assert.deepEqual(watch([set(10, {}), event(22, 'vomiting')], 23), ['SYM-04 now']);
  const says = (moaas: number) =>
    saysOf([set(10, { moaas }), event(22, 'vomiting')], 23)
      .filter(({ rule }) => rule === 'SYM-04')
      .map(({ sentence }) => sentence.split('.')[0]);
  assert.deepEqual(says(5), ['Vomiting while alertness is not known']);
  assert.deepEqual(says(4), ['Vomiting while sedated']);
});

test('[SYM-01] [SYM-06] what symptoms and readings mean together is among what asks for attention, and gone after leaving', () => {
  const chest = [...wholeSession(), event(12, 'chestPain'), said(13, 'Please stop')];
  const { attention } = fold(chest, 14);
  assert.deepEqual(
    attention.slice(0, 2).map(({ rule, level }) => `${rule} ${level}`),
    ['SYM-01 now', 'SYM-06 now'],
  );
  const high = fold([...before(), doseStart(), set(12, { systolic: 205 })], 12).attention;
  assert.deepEqual(
    high.map(({ rule }) => rule),
    ['MON-11', 'MON-05'],
  );
  assert.deepEqual(fold([...chest, discharge(120)], 121).attention, []);
  // A symptom that was taken back is none.
  const wrong = event(12, 'chestPain');
  const back = entry('retraction', 13, {}, { corrects: wrong.id, reason: 'wrong chair' });
  assert.equal(
    fold([...wholeSession(), wrong, back], 14).attention.some(({ rule }) => rule === 'SYM-01'),
    false,
  );
});

test('[MON-19] dissociation rated: one below, at and above the limit; the newest counts, and time alone changes nothing', () => {
  const { dissociationWatch } = defaultPolicy.thresholds;
  const of = (...log: readonly Entry[]) => watch(log, 30);
  assert.deepEqual(
    [-1, 0, 1].map((more) => of(rated(20, dissociationWatch.value + more))),
    [[], ['MON-19 note'], ['MON-19 note']],
  );
  assert.deepEqual(of(), [], 'not rated is no high rating; it is due');
  assert.deepEqual(of(rated(20, 9), rated(25, 2)), []);
  assert.deepEqual(of(rated(25, 9), rated(20, 2)), ['MON-19 note'], 'the order of arrival does not matter');
  assert.deepEqual(watch([rated(20, 9)], 200), ['MON-19 note']);
  assert.deepEqual(watch([rated(20, 2), rated(35, 9)], 30), [], 'one still to come does not count');
  const high = rated(20, 8);
  const [said8] = saysOf([high], 30);
  assert.equal(said8?.sentence, 'Dissociation is 8 of 10: at the watch limit. Calm, dim, stay.');
  assert.equal(said8.entryId, high.id);
});

test('[MON-19] a CADSS-6 total is watched beside the rating: one below, at and above the limit, until it is rated again', () => {
  const { cadss6Watch } = defaultPolicy.thresholds;
  const scaled = (minutes: number, cadss6: number, score = 2) =>
    entry('dissociationRated', minutes, { score, cadss6 });
  assert.deepEqual(
    [-1, 0, 1].map((more) => watch([scaled(20, cadss6Watch.value + more)], 30)),
    [[], ['MON-19 note'], ['MON-19 note']],
  );
  const both = saysOf([scaled(20, 13, 8)], 30).map(({ sentence }) => sentence);
  assert.deepEqual(both, [
    'CADSS-6 is 13 of 24: at the watch limit. Calm, dim, stay.',
    'Dissociation is 8 of 10: at the watch limit. Calm, dim, stay.',
  ]);
  assert.deepEqual(
    watch([scaled(20, 13), rated(25, 0)], 30),
    ['MON-19 note'],
    'not rated again is not lower',
  );
  assert.deepEqual(watch([scaled(20, 13), scaled(25, 4)], 30), []);
  assert.deepEqual(watch([scaled(20, 4), scaled(35, 13)], 30), [], 'one still to come does not count');
  const high = scaled(20, 13);
  assert.equal(saysOf([high], 30)[0]?.entryId, high.id);
});

test('[MON-16] an observation five minutes late asks for a second person, once', () => {
  const session = wholeSession().filter(({ clinicalTime }) => clinicalTime <= minute(10));
  const late = (at: number) =>
    fold(session, at)
      .attention.filter(({ rule }) => rule === 'MON-07' || rule === 'MON-16')
      .map(({ rule, level }) => `${rule} ${level}`);
  session.push(rated(16), vitals(16, { moaas: 5 }));
  assert.deepEqual([19, 22, 24.9, 25, 26].map(late), [
    [],
    ['MON-07 due'],
    ['MON-07 due'],
    ['MON-16 now'],
    ['MON-16 now'],
  ]);
  assert.ok(
    fold(session, 26).attention.some(({ sentence }) =>
      /6 minutes late\. Tell a second person/.test(sentence),
    ),
  );
});

test('[P5] what is equally pressing has one order, and readings and symptoms still to come do not count', () => {
  const both = [said(10, 'chest pain'), said(10, 'blurred vision'), event(10, 'allergicReaction')];
  const says = saysOf([set(9, {}), ...both], 11).map(({ rule, sentence }) => [rule, sentence.slice(0, 22)]);
  assert.deepEqual(says, [
    ['SYM-01', 'There is a change of v'],
    ['SYM-01', 'There is chest pain at'],
    ['SYM-05', 'Signs of an allergic r'],
  ]);
  assert.deepEqual(
    saysOf([...both.toReversed(), set(9, {})], 11).map(({ rule }) => rule),
    ['SYM-01', 'SYM-01', 'SYM-05'],
  );
  const grave = [said(9, 'blurred vision'), said(10, 'chest pain')];
  assert.deepEqual(
    saysOf([set(8, {}), ...grave], 11).map(({ sentence }) => sentence.slice(0, 22)),
    ['There is a change of v', 'There is chest pain at'],
  );
  assert.deepEqual(watch([event(9, 'allergicReaction'), event(10, 'agitation')], 11), [
    'SYM-03 now',
    'SYM-05 now',
  ]);
  assert.deepEqual(watch([set(12, { systolic: 205 }), event(13, 'chestPain')], 11), []);
  // Half a pressure is no pressure.
  assert.deepEqual(watch([vitals(10, { systolic: 190 })], 10), []);
  assert.deepEqual(watch([set(10, { heartRate: 130 }), set(10, { heartRate: 130 })], 10), []);
});

test('an uneventful session says nothing, and the order of readings and symptoms does not matter', () => {
  for (let at = 0; at <= 118; at += 1) assert.deepEqual(watch(wholeSession(), at), [], String(at));
  const entries = [
    event(10, 'chestPain'),
    said(11, 'stop'),
    event(9, 'vomiting'),
    set(8, { moaas: 3, spo2: 90, systolic: 190 }),
  ];
  assert.deepEqual(watch(entries, 12), watch(entries.toReversed(), 12));
  const symptoms: readonly Symptom[] = symptomsOf(entries).map(({ symptom }) => symptom);
  assert.deepEqual(symptoms, ['vomiting', 'chestPain', 'wantsToStop']);
});
