import assert from 'node:assert/strict';
import test from 'node:test';
import { exit } from './command.ts';
import { scoreCommand } from './commands/score.ts';
import { run } from './run.ts';

async function scored(answers: string, ...more: readonly string[]) {
  const said: string[] = [];
  const complained: string[] = [];
  const ended = await run(['score', 'phq9', answers, ...more], [scoreCommand], {
    out: (text) => said.push(text),
    err: (text) => complained.push(text),
  });
  return { ended, said: said.join('\n'), complained: complained.join('\n') };
}

test('the PHQ-9 is scored from its nine scored items or from all ten', async (t) => {
  const lists = [
    ['2,3,2,2,1,2,1,1,0', 14],
    ['2,3,2,2,1,2,1,1,0,3', 14],
    ['2,3,2,2,1,2,1,1,0,-', 14],
    ['232212110', 14],
    ['0,0,0,0,0,0,0,0,3', 3],
  ] as const;
  for (const [answers, total] of lists)
    await t.test(answers, async () => {
      const { ended, said } = await scored(answers, '--json');
      assert.equal(ended, exit.ok);
      assert.equal((JSON.parse(said) as { total: number }).total, total);
    });
});

test('an unanswered question about self-harm is flagged, not read as a no', async () => {
  const { ended, said } = await scored('2,3,2,2,1,2,1,1,-', '--json');
  assert.equal(ended, exit.ok);
  const answer = JSON.parse(said) as { missing: number[]; prorated: boolean; flags: string[] };
  assert.deepEqual(answer.missing, [8]);
  assert.equal(answer.prorated, true);
  assert.deepEqual(answer.flags, ['suicidalityUnanswered']);
});

test('another number of answers is refused with both numbers of items', async () => {
  for (const answers of ['2,3', '2,3,2,2,1,2,1,1', '2,3,2,2,1,2,1,1,0,0,0']) {
    const { ended, complained } = await scored(answers);
    assert.equal(ended, exit.usage);
    assert.match(complained, /10 items, of which 9 are scored/);
  }
});

test('answers out of range or not numbers are refused', async () => {
  assert.match((await scored('2,3,2,2,1,2,1,1,4')).complained, /do not belong to their items: 9/);
  assert.match((await scored('2,3,2,2,1,2,1,1,x')).complained, /Answer 9 is not a number/);
});
