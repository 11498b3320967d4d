import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { canonicalJson, randomStream, type Json } from '@evenkeel/quantities';
import { longTermStates, type MisuseSignals } from '../follow-up/long-term.ts';
import { defaultPolicy } from '../policy/default-policy.ts';
import { drawnPatient, drawnSetting } from '../testing/drawn-patient.ts';
import { daysAgo, now } from '../testing/facts.ts';
import { careRules } from './care-rules.ts';
import { judgeCare } from './judge-care.ts';

const kept = join(import.meta.dirname, '..', '..', 'scenarios', 'verdict-digests.json');
const patients = 400;

/** Whole answers have no version of their own: they differ where a rule does. */
const isRule = (id: string): boolean => /^[A-Z]{3}-\d\d$/.test(id);

/** By rule: its version, and a digest of all it says of the drawn patients. */
function digests(): Readonly<Record<string, { readonly version: number; readonly digest: string }>> {
  const said = new Map<string, string[]>(careRules.map(({ id }) => [id, []]));
  const verdicts: string[] = [];
  const watched: string[] = [];
  for (let i = 0; i < patients; i += 1) {
    const setting = drawnSetting(`${i}`);
    const facts = drawnPatient(`${i}`);
    const { findings, ...rest } = judgeCare(facts, defaultPolicy, now, setting);
    const stream = randomStream('verdict', `${i}`, 'misuse');
    const misuse: MisuseSignals | undefined = stream.chance(0.3)
      ? undefined
      : {
          askedAt: daysAgo(stream.pick([3, 100])),
          craving: stream.pick([0, 3, 4, 7, 10]),
          ...(stream.chance(0.5) ? { earlyRequests: stream.chance(0.3), lostDoses: stream.chance(0.3) } : {}),
          ...(stream.chance(0.5) ? { otherPrescribers: stream.chance(0.3) } : {}),
        };
    watched.push(canonicalJson(longTermStates(facts, misuse, defaultPolicy, now) as unknown as Json));
    verdicts.push(canonicalJson(rest as unknown as Json));
    for (const finding of findings) said.get(finding.rule)?.push(canonicalJson(finding as unknown as Json));
  }
  const digest = (all: readonly string[]) =>
    createHash('sha256').update(all.join('\n')).digest('hex').slice(0, 16);
  return Object.fromEntries([
    ...careRules.map(({ id, version }) => [id, { version, digest: digest(said.get(id) ?? []) }] as const),
    ['whole verdict', { version: 1, digest: digest(verdicts) }] as const,
    ['long-term watching', { version: 1, digest: digest(watched) }] as const,
  ]);
}

test('[P5] what a rule says, and on what grounds, stays the same to the byte until its version is raised', () => {
  const found = digests();
  const write = process.env['EVENKEEL_TEST_WRITE'];
  const earlier = JSON.parse(readFileSync(kept, 'utf8')) as typeof found;
  if (write === '1')
    assert.deepEqual(
      Object.keys(found).filter(
        (id) =>
          isRule(id) &&
          earlier[id] !== undefined &&
          earlier[id].version === found[id]?.version &&
          earlier[id].digest !== found[id].digest,
      ),
      [],
      'A rule that says something else has a new version; raise it first. Where only the drawn patients changed: EVENKEEL_TEST_WRITE=drawn.',
    );
  if (write === '1' || write === 'drawn') writeFileSync(kept, `${JSON.stringify(found, null, 2)}\n`);
  const before = JSON.parse(readFileSync(kept, 'utf8')) as typeof found;
  const other = Object.keys({ ...before, ...found }).filter(
    (id) => before[id]?.version !== found[id]?.version || before[id]?.digest !== found[id]?.digest,
  );
  assert.deepEqual(
    other,
    [],
    'These judge or word something otherwise than the version that was kept. If it is meant, raise the version of each rule whose verdict differs, and keep the new digests: EVENKEEL_TEST_WRITE=1 node --test on this file.',
  );
});

test('the drawn patients bring every rule to each of its verdicts that some facts can bring', () => {
  const seen = new Map<string, Set<string>>();
  for (let i = 0; i < patients; i += 1) {
    const setting = drawnSetting(`${i}`);
    for (const { rule, verdict } of judgeCare(drawnPatient(`${i}`), defaultPolicy, now, setting).findings)
      seen.set(rule, (seen.get(rule) ?? new Set()).add(verdict));
  }
  for (const { id } of careRules)
    assert.ok((seen.get(id)?.size ?? 0) >= 2, `${id}: ${[...(seen.get(id) ?? [])].join()}`);
});
