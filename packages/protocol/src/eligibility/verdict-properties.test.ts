import assert from 'node:assert/strict';
import test from 'node:test';
import { canonicalJson, randomStream, type Json } from '@evenkeel/quantities';
import type { PatientFacts } from '../patient-facts.ts';
import { defaultPolicy } from '../policy/default-policy.ts';
import { drawnPatient, drawnSetting } from '../testing/drawn-patient.ts';
import { now } from '../testing/facts.ts';
import { judgeCare } from './judge-care.ts';

const patients = 400;

test('[P5] a verdict does not depend on the order of the facts: every list of each drawn patient shuffled', () => {
  for (let i = 0; i < patients; i += 1) {
    const setting = drawnSetting(`${i}`);
    const facts = drawnPatient(`${i}`);
    const said = canonicalJson(judgeCare(facts, defaultPolicy, now, setting) as unknown as Json);
    for (const round of ['one', 'two', 'three']) {
      const stream = randomStream('verdict', `${i}`, `order ${round}`);
      const shuffled = Object.fromEntries(
        Object.entries(facts).map(([key, value]) => [
          key,
          Array.isArray(value)
            ? (value as readonly unknown[])
                .map((one) => ({ one, place: stream.integer(0, 1_000_000) }))
                .toSorted((a, b) => a.place - b.place)
                .map(({ one }) => one)
            : value,
        ]),
      ) as unknown as PatientFacts;
      assert.equal(
        canonicalJson(judgeCare(shuffled, defaultPolicy, now, setting) as unknown as Json),
        said,
        `patient ${i}, ${round}`,
      );
    }
  }
});

/** What a fact is about: another one about the same thing may speak in its place. */
function aboutOf(list: string, fact: object): string {
  const named = fact as {
    readonly question?: string;
    readonly test?: string;
    readonly instrument?: string;
  };
  return `${list} ${named.question ?? named.test ?? named.instrument ?? ''}`;
}

/**
 * The exceptions, each with its reason: what is asked of some people only, or told by another kind of fact too, is not owed
 * once nothing of it is on file. A fact is never deleted: it is entered in error, by somebody, and stays in the record.
 */
const askedOfSome: readonly (readonly [what: string, reason: string])[] = [
  ['ELI-07 without results pregnancyTest', 'not owed by sex or age, or an answer speaks'],
  ['ELI-07 without screening pregnant', 'not owed by sex or age, or pregnancy is not possible'],
  ['ELI-11 without screening ketamineHypersensitivity', 'the confirmed list of allergies speaks'],
  ['ELI-20 without screening breastFeeding', 'not owed by sex'],
  ['WRK-01 without results ecg', 'not owed below the age of the policy without a cardiac risk'],
  ['WRK-02 without results qtc', 'not owed below the age of the policy without a cardiac risk'],
  ['WRK-08 without results pregnancyTest', 'not owed by sex or age, or pregnancy is not possible'],
  ['WRK-13 without totals moca', 'not owed below 65 years'],
];

test('[P3] taking away the only fact of its kind never turns a stop, a hold or an open question into a pass', () => {
  let removed = 0;
  const improved = new Set<string>();
  for (let i = 0; i < 80; i += 1) {
    const setting = drawnSetting(`${i}`);
    const facts = drawnPatient(`${i}`);
    const before = new Map(
      judgeCare(facts, defaultPolicy, now, setting).findings.map((one) => [one.rule, one.verdict]),
    );
    for (const list of [
      'screening',
      'results',
      'totals',
      'consents',
      'escorts',
      'pressures',
      'trials',
      'enrolments',
    ] as const) {
      const all: readonly object[] = facts[list] ?? [];
      for (const [index, fact] of all.entries()) {
        const alone = all.filter((one) => aboutOf(list, one) === aboutOf(list, fact)).length === 1;
        if (!alone) continue;
        removed += 1;
        const after = judgeCare({ ...facts, [list]: all.toSpliced(index, 1) }, defaultPolicy, now, setting);
        for (const { rule, verdict } of after.findings)
          if (verdict === 'met' && before.get(rule) !== 'met')
            improved.add(`${rule} without ${aboutOf(list, fact)}`);
      }
    }
  }
  assert.ok(removed > 1_500, `${removed}`);
  assert.deepEqual([...improved].toSorted(), askedOfSome.map(([one]) => one).toSorted());
});
