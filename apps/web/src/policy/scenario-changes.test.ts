import assert from 'node:assert/strict';
import test from 'node:test';
import { changeGroups, groupCount } from './scenario-changes.ts';

const one = (file: string, before: string[], after: string[]) => ({
  file,
  title: `Title of ${file}`,
  before,
  after,
});

test('[H42] what a policy does to the scenarios is said in words, grouped by change, the widest first', () => {
  const groups = changeGroups([
    one('s.yaml', ['10 systolic watch', '10 recovery'], ['10 MON-05 now', '10 systolic act', '10 paused']),
    one('a.yaml', [], ['WRK-01 unknown']),
    one('b.yaml', [], ['WRK-01 unknown']),
    one('c.yaml', ['summary mayProceed', 'ELI-08 unknown'], ['summary stop', 'ELI-08 notMet']),
  ]);
  assert.deepEqual(
    groups.map(({ says, scenarios }) => [scenarios.map(({ title }) => title), says.slice(0, 2)]),
    [
      [['Title of a.yaml', 'Title of b.yaml'], groups[0]?.says],
      [
        ['Title of s.yaml'],
        [
          'Systolic pressure: was to watch, now to act on',
          'Stage of the session: was recovery, now dose paused',
        ],
      ],
      [
        ['Title of c.yaml'],
        [
          'The patient as a whole: was free to proceed, now stopped',
          'Age 18 or older (ELI-08): was not known, now not met',
        ],
      ],
    ],
  );
  assert.match(groups[0]?.says.join() ?? '', /^[^,]+ \(WRK-01\): now not known$/);
  assert.deepEqual(groups.map(groupCount), ['2 patients', 'One session', 'One patient']);
});

test('a change of dose, a refusal, one that only moves and one that goes are each said', () => {
  const said = (before: string[], after: string[]) =>
    changeGroups([one('x', before, after)])[0]?.says.join('; ');
  assert.equal(
    said(['{"band":"protocol","amountMg":"40"}'], ['{"problem":{"code":"weightMissing"}}']),
    'Dose: was within the protocol, now refused',
  );
  assert.equal(
    said(['{"band":"outside","amountMg":"40"}'], ['{"band":"outside","amountMg":"41"}']),
    'Dose: outside the protocol, with another amount or reason',
  );
  assert.match(said(['refused 12 DOS-02'], []) ?? '', /\(DOS-02\): no longer entry refused$/);
  assert.match(said(['10 MON-05 now'], ['15 MON-05 now']) ?? '', /asked for at once at another minute$/);
  assert.equal(said([], ['something else']), 'something: now else', 'a line that is not known stays');
});
