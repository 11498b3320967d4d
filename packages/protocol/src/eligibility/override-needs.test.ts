import assert from 'node:assert/strict';
import test from 'node:test';
import { care, careFinding, careScreening, careVerdict, settings } from '../testing/care-facts.ts';
import { answered } from '../testing/facts.ts';
import { careRules } from './care-rules.ts';
import { hardStopsInTheWay, overrideHolds, overrideNeeds, summaryBeside } from './override-needs.ts';
import { waysToAnswer } from './way-to-answer.ts';

const ruleClasses = ['hardStop', 'hold', 'caution', 'inform'] as const;
const verdicts = ['met', 'notMet', 'unknown'] as const;
const dialysis = (days = 0) =>
  care({ screening: careScreening('dialysis', answered('dialysis', 'yes', { days })) });
const finding = careFinding(dialysis(), 'ELI-23');

test('[P3] a hard stop is passed by nobody, a hold by two, a caution by a reason; met and inform ask for nothing', () => {
  const expected = { hardStop: 'no', hold: 'reasonAndSecond', caution: 'reason', inform: 'nothing' } as const;
  for (const ruleClass of ruleClasses)
    for (const verdict of verdicts)
      assert.equal(
        overrideNeeds({ ...finding, ruleClass, verdict }),
        verdict === 'met' ? 'nothing' : expected[ruleClass],
        `${ruleClass} ${verdict}`,
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

test('[P3] what was overridden is taken out of the summary, a hard stop never', () => {
  const held = careVerdict(care({ escorts: [] }));
  assert.equal(held.summary, 'unknown');
  assert.equal(summaryBeside(held.findings, new Set(['CAR-02'])), 'mayProceed');
  assert.equal(summaryBeside(held.findings, new Set(['CAR-01'])), 'unknown');
  const stopped = careVerdict(care({ screening: careScreening('phaeochromocytoma') }));
  assert.equal(summaryBeside(stopped.findings, new Set(['ELI-27'])), 'unknown');
  assert.deepEqual(
    hardStopsInTheWay(stopped.findings).map(({ rule }) => rule),
    ['ELI-27'],
    'unknown never passes a hard stop',
  );
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
