import assert from 'node:assert/strict';
import test from 'node:test';
import { care, careFinding, careScreening, careVerdict, settings } from '../testing/care-facts.ts';
import { answered } from '../testing/facts.ts';
import { careRules } from './care-rules.ts';
import { overrideHolds, overrideNeeds, summaryBeside } from './override-needs.ts';
import { waysToAnswer } from './way-to-answer.ts';

const ruleClasses = ['hardStop', 'hold', 'caution', 'inform'] as const;
const verdicts = ['met', 'notMet', 'unknown'] as const;
const dialysis = (days = 0) =>
  care({ screening: careScreening('dialysis', answered('dialysis', 'yes', { days })) });
const finding = careFinding(dialysis(), 'ELI-23');

test('[P3] a hard stop for racemic ketamine is passed by the medical lead and a second clinician, a hold by two, a caution by a reason', () => {
  const expected = {
    hardStop: { ketamine: 'medicalLeadAndSecond', esketamine: 'no' },
    hold: { ketamine: 'reasonAndSecond', esketamine: 'reasonAndSecond' },
    caution: { ketamine: 'reason', esketamine: 'reason' },
    inform: { ketamine: 'nothing', esketamine: 'nothing' },
  } as const;
  for (const drug of ['ketamine', 'esketamine'] as const)
    for (const ruleClass of ruleClasses)
      for (const verdict of verdicts)
        assert.equal(
          overrideNeeds({ ...finding, ruleClass, verdict }, { drug }),
          verdict === 'met'
            ? 'nothing'
            : ruleClass === 'hardStop' && verdict === 'unknown'
              ? 'no'
              : expected[ruleClass][drug],
          `${drug} ${ruleClass} ${verdict}`,
        );
});

test('[ELI-08] [ELI-10] age under 18 and capacity are passed by nobody, for either drug', () => {
  for (const drug of ['ketamine', 'esketamine'] as const)
    for (const rule of ['ELI-08', 'ELI-10'])
      for (const verdict of ['notMet', 'unknown'] as const)
        assert.equal(overrideNeeds({ rule, ruleClass: 'hardStop', verdict }, { drug }), 'no');
  assert.equal(
    overrideNeeds({ rule: 'ELI-01', ruleClass: 'hardStop', verdict: 'notMet' }, { drug: 'ketamine' }),
    'medicalLeadAndSecond',
  );
});

test('[BIP-03] a risk of a switch is a caution that the medical lead signs', () => {
  for (const verdict of verdicts)
    assert.equal(
      overrideNeeds({ rule: 'BIP-03', ruleClass: 'caution', verdict }, { drug: 'ketamine' }),
      verdict === 'met' ? 'nothing' : 'reasonAndMedicalLead',
    );
});

test('[P7] an override speaks of its own finding only: not after a new answer, version, drug, route or phase', () => {
  const made = { finding, setting: settings.first };
  assert.equal(overrideHolds(made, made), true);
  const older = careFinding(dialysis(), 'ELI-23');
  const aged = { ...older, used: older.used.map((one) => ({ ...one, ageDays: (one.ageDays ?? 0) + 1 })) };
  assert.equal(overrideHolds(made, { ...made, finding: aged }), true, 'a day more is no new finding');
  const others = [
    { ...made, finding: careFinding(dialysis(2), 'ELI-23') },
    { ...made, finding: { ...finding, ruleVersion: finding.ruleVersion + 1 } },
    { ...made, finding: { ...finding, ruleClass: 'hold' as const } },
    { ...made, finding: { ...finding, verdict: 'unknown' as const } },
    { ...made, setting: settings.later },
    { ...made, setting: settings.esketamine },
  ];
  for (const other of others) assert.equal(overrideHolds(made, other), false);
});

test('[P3] what was overridden is taken out of the summary, what nobody passes never', () => {
  const { first } = settings;
  const held = careVerdict(care({ escorts: [] }));
  assert.equal(held.summary, 'unknown');
  assert.equal(summaryBeside(held.findings, new Set(['CAR-02']), first), 'mayProceed');
  assert.equal(summaryBeside(held.findings, new Set(['CAR-01']), first), 'unknown');
  const unknown = careVerdict(care({ screening: careScreening('phaeochromocytoma') }));
  assert.equal(summaryBeside(unknown.findings, new Set(['ELI-27']), first), 'unknown');
  const stopped = careVerdict(
    care({ screening: careScreening('phaeochromocytoma', answered('phaeochromocytoma', 'yes')) }),
  );
  assert.equal(summaryBeside(stopped.findings, new Set(['ELI-27']), first), 'mayProceed');
  assert.equal(summaryBeside(stopped.findings, new Set(['ELI-27']), settings.esketamine), 'stop');
});

test('[P3] every rule of the whole verdict but the time since a dose says how it is answered', () => {
  for (const { id } of careRules) {
    const ways = waysToAnswer(id);
    if (id !== 'CAR-05') assert.ok(ways.length > 0, id);
  }
  assert.deepEqual(
    waysToAnswer('ELI-07').filter(({ kind }) => kind === 'question'),
    [
      { kind: 'question', question: 'pregnant' },
      { kind: 'question', question: 'couldBecomePregnant' },
    ],
  );
  assert.deepEqual(waysToAnswer('nothing'), []);
});
