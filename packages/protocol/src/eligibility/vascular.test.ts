import assert from 'node:assert/strict';
import test from 'node:test';
import { defaultPolicy } from '../policy/default-policy.ts';
import type { Policy } from '../policy/policy.ts';
import { answered, now, patient, screeningWith } from '../testing/facts.ts';
import { usualSetting } from '../rule.ts';
import { cardiovascularRule } from './vascular.ts';

const asking = (weeks: number): Policy => ({
  ...defaultPolicy,
  thresholds: {
    ...defaultPolicy.thresholds,
    cardiacEventWeeks: { ...defaultPolicy.thresholds.cardiacEventWeeks, value: weeks },
  },
});

test('[ELI-03] the sentences ask for the weeks of the policy in force', () => {
  const of = (answer: 'yes' | 'no' | undefined, weeks: number) =>
    cardiovascularRule.judge(
      patient({
        screening: screeningWith(
          'recentCardiovascularEvent',
          answer === undefined ? undefined : answered('recentCardiovascularEvent', answer),
        ),
      }),
      asking(weeks),
      now,
      usualSetting,
    );
  assert.deepEqual(of(undefined, 6).missing, [
    'Ask about a heart attack, stroke or unstable heart disease in the last 6 weeks.',
  ]);
  assert.equal(
    of(undefined, 26).says,
    'Nobody has asked about a heart attack, stroke or unstable heart disease in the last 26 weeks yet.',
  );
  assert.deepEqual(
    [of('yes', 26).verdict, of('no', 26).verdict, of(undefined, 26).verdict],
    ['notMet', 'met', 'unknown'],
  );
  const { floor, cautious, value } = defaultPolicy.thresholds.cardiacEventWeeks;
  assert.deepEqual([value, floor, cautious], [6, 6, 'higher'], 'a clinic asks for six weeks or longer');
});
