import assert from 'node:assert/strict';
import test from 'node:test';
import type { PatientFacts } from '../patient-facts.ts';
import type { CareSetting } from '../rule.ts';
import { care, carePatient, careScreening, careVerdict, result, settings } from '../testing/care-facts.ts';
import { answered, daysAgo } from '../testing/facts.ts';
import { decimal, plusMinutes } from '@evenkeel/quantities';
import { askMedicalLead, inTheWay, openHolds, type WeighedFor } from './in-the-way.ts';
import type { OverrideMade } from './override-needs.ts';

type Facts = Parameters<typeof care>[0];
const ids = (findings: readonly { readonly rule: string }[]) => findings.map(({ rule }) => rule);

/** The verdict on these facts, with an override of each of these rules as it stands on `then`, or now. */
function weighed(
  changes: Facts,
  setting: CareSetting,
  gonePast: readonly string[] = [],
  then: Facts = changes,
) {
  const made = careVerdict(care(then), setting).findings.filter(({ rule }) => gonePast.includes(rule));
  assert.equal(made.length, gonePast.length);
  return {
    findings: careVerdict(care(changes), setting).findings,
    setting,
    overrides: made.map((finding): OverrideMade => ({ finding, setting })),
  };
}

const screening = (...of: Parameters<typeof careScreening>) => ({ screening: careScreening(...of) });
const yes = (question: Parameters<typeof answered>[0]) => screening(question, answered(question, 'yes'));
const tumour = yes('phaeochromocytoma');
const dose = (hours: number): { readonly doses: NonNullable<PatientFacts['doses']> } => ({
  doses: [
    { at: plusMinutes(daysAgo(0), -hours * 60), drug: 'ketamine', route: 'iv', amountMg: decimal('35') },
  ],
});
const { first, later, esketamine } = settings;

test('[P3] a hard stop not met or not known and a hold not met stand in the way, until an override that still holds', () => {
  const rows: readonly (readonly [
    string,
    ReturnType<typeof weighed>,
    readonly string[],
    readonly string[],
  ])[] = [
    ['nothing', weighed({}, first), [], []],
    ['a hard stop not met', weighed(tumour, first), ['ELI-27'], []],
    ['a hard stop not known', weighed(screening('phaeochromocytoma'), first), ['ELI-27'], []],
    ['a hard stop not met, gone past', weighed(tumour, first, ['ELI-27']), [], []],
    [
      'a hard stop not known, gone past',
      weighed(screening('phaeochromocytoma'), first, ['ELI-27']),
      ['ELI-27'],
      [],
    ],
    [
      'a hard stop for esketamine, gone past',
      weighed(tumour, esketamine, ['ELI-27']),
      ['ELI-27'],
      ['WRK-08'],
    ],
    ['a hold not met', weighed(yes('bladderDisease'), first), ['ELI-24'], []],
    ['a hold not met, gone past', weighed(yes('bladderDisease'), first, ['ELI-24']), [], []],
    [
      'a hold not met, gone past before it was answered again',
      weighed(yes('bladderDisease'), first, ['ELI-24'], {
        screening: careScreening('bladderDisease', answered('bladderDisease', 'yes', { days: 2 })),
      }),
      ['ELI-24'],
      [],
    ],
    [
      'another finding gone past',
      weighed({ ...yes('bladderDisease'), escorts: [] }, first, ['CAR-02']),
      ['ELI-24'],
      [],
    ],
    ['a hold not known', weighed({ escorts: [] }, first), [], ['CAR-02']],
    ['a hold not known, gone past', weighed({ escorts: [] }, first, ['CAR-02']), [], []],
    ['a caution', weighed(yes('dialysis'), first), [], []],
  ];
  for (const [what, one, stops, open] of rows)
    for (const weighedFor of ['plan', 'session'] as const) {
      assert.deepEqual(ids(inTheWay(one, weighedFor)), stops, `${what}, ${weighedFor}`);
      if (one.setting.drug === 'ketamine') assert.deepEqual(ids(openHolds(one)), open, what);
    }
});

test('[ELI-08] [ELI-10] no override opens the way for a child or without capacity', () => {
  const child = { birthDate: '2010-01-01' as NonNullable<PatientFacts['birthDate']> };
  assert.ok(ids(inTheWay(weighed(child, first, ['ELI-08']), 'session')).includes('ELI-08'));
  const incapable = screening('capacityToConsent', answered('capacityToConsent', 'no'));
  assert.deepEqual(ids(inTheWay(weighed(incapable, first, ['ELI-10']), 'plan')), ['ELI-10']);
});

test('[CAR-05] at the chair the interval stops until it has passed, also while it is not known; a plan is about later days', () => {
  const rows: readonly (readonly [string, Facts, readonly string[], WeighedFor, readonly string[]])[] = [
    ['39 hours', dose(39), [], 'session', ['CAR-05']],
    ['40 hours', dose(40), [], 'session', []],
    ['41 hours', dose(41), [], 'session', []],
    ['39 hours, gone past', dose(39), ['CAR-05'], 'session', []],
    ['39 hours, a plan', dose(39), [], 'plan', []],
    ['doses not known', { doses: undefined }, [], 'session', ['CAR-05']],
    ['doses not known, gone past', { doses: undefined }, ['CAR-05'], 'session', []],
    ['doses not known, a plan', { doses: undefined }, [], 'plan', []],
  ];
  for (const [what, facts, gonePast, weighedFor, stops] of rows)
    assert.deepEqual(ids(inTheWay(weighed(facts, later, gonePast), weighedFor)), stops, what);
  const again = weighed(dose(20), later, ['CAR-05'], dose(60));
  assert.deepEqual(ids(inTheWay(again, 'session')), ['CAR-05'], 'another dose since');
});

test('[BIP-03] the medical lead is asked while a risk of a switch is not met and was not signed for', () => {
  const bipolar = (answer?: 'yes' | 'no'): Facts => ({
    diagnosis: { ...(carePatient.diagnosis ?? assert.fail()), kind: 'bipolarI' },
    results: [...(carePatient.results ?? []), result('tsh')],
    ...screening('switchRisk', ...(answer === undefined ? [] : [answered('switchRisk', answer)])),
  });
  assert.deepEqual(ids(askMedicalLead(weighed(bipolar('yes'), first))), ['BIP-03']);
  assert.deepEqual(ids(askMedicalLead(weighed(bipolar('yes'), first, ['BIP-03']))), []);
  assert.deepEqual(ids(askMedicalLead(weighed(bipolar('no'), first))), []);
  assert.deepEqual(ids(askMedicalLead(weighed(bipolar(), first))), [], 'not known: asked first');
  assert.deepEqual(ids(askMedicalLead(weighed(yes('dialysis'), first))), [], 'a plain caution');
});
