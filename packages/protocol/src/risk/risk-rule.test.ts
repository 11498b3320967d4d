import assert from 'node:assert/strict';
import test from 'node:test';
import {
  riskSources,
  risksOf,
  risksOfCheck,
  risksOfEntry,
  whatFollows,
  type RiskKind,
  type RiskLevel,
} from './risk-rule.ts';

const kindOf = (
  scored: { readonly instrument: string; readonly total?: number; readonly flags: readonly string[] },
  diagnosis?: string,
) => risksOf(scored, diagnosis).map(({ kind, level }) => `${kind} ${level}`);

test('[SUI-02] [H21] a flag on suicide asks for a look whatever the total, and an item left out does as well', () => {
  for (const instrument of ['phq9', 'ham-d17', 'madrs', 'qids-sr16', 'bss', 'a scale of tomorrow']) {
    for (const total of [undefined, 0, 27])
      assert.deepEqual(
        kindOf({ instrument, flags: ['suicidality'], ...(total === undefined ? {} : { total }) }),
        ['suicidality answer'],
      );
    assert.deepEqual(kindOf({ instrument, flags: ['suicidalityUnanswered'] }), ['suicidality unanswered']);
  }
  assert.deepEqual(
    kindOf({ instrument: 'phq9', total: 27, flags: [] }),
    [],
    'a total alone asks for nothing',
  );
  assert.deepEqual(kindOf({ instrument: 'evenkeel-bladder', flags: ['bladderUnanswered', 'bladder'] }), []);
});

test('[H21] [P3] the screener has a level, and a level that is not known is the highest', () => {
  const level = (total?: number) =>
    kindOf({
      instrument: 'c-ssrs-screener',
      flags: ['suicidality'],
      ...(total === undefined ? {} : { total }),
    });
  assert.deepEqual(level(1), ['suicidality low']);
  assert.deepEqual(level(2), ['suicidality moderate']);
  assert.deepEqual(level(3), ['suicidality high']);
  for (const total of [undefined, 0, 4]) assert.deepEqual(level(total), ['suicidality high']);
  assert.deepEqual(kindOf({ instrument: 'c-ssrs-screener', flags: ['suicidalityUnanswered'] }), [
    'suicidality unanswered',
  ]);
});

test('[SUI-02] [SUI-03] each level has what is owed after it, and a level that is not known asks the screener', () => {
  const of = (level: RiskLevel, kind: RiskKind = 'suicidality') => whatFollows({ kind, level }).join(' ');
  assert.match(of('high'), /not leave the patient alone.*no substitute for admission/s);
  assert.match(of('moderate'), /today.*72 hours/s);
  assert.match(of('low'), /plan for bad moments/);
  assert.match(of('answer'), /screener in the same contact.*within the hour/s);
  assert.match(of('unanswered'), /not a no.*screener/s);
  assert.match(of('high', 'mania'), /Stop the course.*urgently/s);
  for (const level of ['moderate', 'low', 'answer', 'unanswered'] as const)
    assert.match(of(level, 'mania'), /before the next dose/);
});

test('[H23] [P3] a mania flag asks in bipolar disorder and where the diagnosis is not known, and not in major depression', () => {
  const mania = { instrument: 'evenkeel-mania-check', total: 9, flags: ['mania'] };
  for (const diagnosis of ['bipolarI', 'bipolarII', undefined, 'something new'])
    assert.deepEqual(kindOf(mania, diagnosis), ['mania answer'], String(diagnosis));
  assert.deepEqual(kindOf(mania, 'majorDepressiveDisorder'), []);
  assert.deepEqual(
    kindOf({ ...mania, flags: ['mania', 'suicidality'] }, 'majorDepressiveDisorder'),
    ['suicidality answer'],
    'and a diagnosis keeps nothing back on suicide',
  );
});

test('[H21] [SUI-03] thoughts of suicide told in a check after a dose ask for a look', () => {
  assert.deepEqual(risksOfCheck({ suicidalThoughts: 'yes' }), [
    {
      kind: 'suicidality',
      flag: 'suicidality',
      level: 'answer',
      says: 'thoughts of suicide were told. Ask the C-SSRS screener.',
    },
  ]);
  for (const answers of [{}, { suicidalThoughts: 'no' }, { suicidalThoughts: 'unknown' }] as const)
    assert.deepEqual(risksOfCheck(answers), []);
});

test('[H23] [AFT-06] psychotic symptoms and two short nights told in a check ask for an urgent look', () => {
  const told = {
    psychosis: 'psychotic symptoms were told.',
    shortNights: 'two nights of little sleep with much energy were told.',
  };
  for (const flag of ['psychosis', 'shortNights'] as const) {
    const says = `${told[flag]} Stop the course; see the patient urgently.`;
    assert.deepEqual(risksOfCheck({ [flag]: 'yes' }), [{ kind: 'mania', flag, level: 'high', says }]);
    for (const answer of ['no', 'unknown'] as const) assert.deepEqual(risksOfCheck({ [flag]: answer }), []);
  }
  assert.deepEqual(
    risksOfCheck({ suicidalThoughts: 'yes', psychosis: 'yes', shortNights: 'yes' }).map(({ flag }) => flag),
    ['suicidality', 'psychosis', 'shortNights'],
  );
});

test('[H21] [DIS-09] a risk of suicide that is high before leaving a session asks for a look at once', () => {
  const entry = (check: string, ok: string) =>
    risksOfEntry({ type: 'dischargeCheck', body: { check, ok } } as never).map(({ kind, level }) => [
      kind,
      level,
    ]);
  assert.deepEqual(entry('suicidalityNotHigh', 'no'), [['suicidality', 'high']]);
  const left = { type: 'dischargeCheck', body: { check: 'suicidalityNotHigh', ok: 'no' } } as const;
  assert.match(risksOfEntry(left as never)[0]?.says ?? '', /Do not leave the patient alone\.$/);
  for (const ok of ['yes', 'unknown']) assert.deepEqual(entry('suicidalityNotHigh', ok), []);
  assert.deepEqual(entry('steadyGait', 'no'), []);
  assert.deepEqual(risksOfEntry({ type: 'note', body: { text: 'Low' } }), []);
});

test('[P7] each kind of alert names the grounds it stands on', () => {
  for (const sources of Object.values(riskSources))
    for (const { mark, citation } of sources) assert.ok(mark !== undefined && citation.length > 20);
  // The answers that raise a flag are those of the scales themselves: QIDS from 1, not from 2.
  assert.match(riskSources.suicidality[0]?.citation ?? '', /QIDS item 12 from 1/);
});
