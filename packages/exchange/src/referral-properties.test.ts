import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import type { CalendarDate } from '@evenkeel/quantities';
import { bundleOf, exampleResources, jsonText } from './example-bundle.ts';
import { defaultStaleness, parseReferral, type Referral } from './index.ts';

const asOf = '2026-11-24' as CalendarDate;

/** mulberry32: a stream that depends on its seed only. */
function stream(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

const swaps: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  '',
  'x',
  '2026-13-01',
  '@@1e99@@',
  [],
  {},
  [null],
  [[]],
  { coding: 5 },
];

type Holder = Record<string, unknown> | unknown[];

function holdersOf(value: unknown, found: Holder[] = []): Holder[] {
  if (typeof value !== 'object' || value === null) return found;
  found.push(value as Holder);
  for (const part of Object.values(value)) holdersOf(part, found);
  return found;
}

/** Deletes, swaps or moves one random part of a value, in place. */
function mutate(value: unknown, pick: (below: number) => number): void {
  const holders = holdersOf(value).filter((one) => Object.keys(one).length > 0);
  const holder = holders[pick(holders.length)];
  if (holder === undefined) return;
  const keys = Object.keys(holder);
  const key = keys[pick(keys.length)] ?? '';
  const donor = holders[pick(holders.length)];
  const act = pick(3);
  if (Array.isArray(holder)) {
    if (act === 0) holder.splice(Number(key), 1);
    else holder[Number(key)] = act === 1 ? swaps[pick(swaps.length)] : structuredClone(donor);
    return;
  }
  if (act === 0) delete holder[key];
  else holder[key] = act === 1 ? swaps[pick(swaps.length)] : structuredClone(donor);
}

function assertAccounted(text: string, referral: Referral, label: string): void {
  const { entry } = JSON.parse(text) as { readonly entry: readonly unknown[] };
  const { items, leftAside, refused } = referral;
  const aside = leftAside.reduce((sum, one) => sum + one.count, 0);
  assert.equal(items.length + aside + refused.length + 1, entry.length, label);
  assert.equal(
    new Set([...items, ...refused].map((one) => one.key)).size,
    items.length + refused.length,
    label,
  );
  for (const item of items) {
    assert.ok(item.label.length > 0, label);
    if (!item.takeable) assert.ok((item.note ?? '').length > 0, `${label}: not takeable without a reason`);
    if (item.kind === 'weight') assert.equal(item.takeable && item.kilograms === undefined, false, label);
    assert.equal(item.ageDays === undefined, item.age === 'undated', label);
    assert.doesNotMatch(JSON.stringify(item), /NaN|Infinity|undefined|\[object/, label);
  }
}

test('a bundle changed at random is never thrown over: a problem, or a referral with every entry accounted for', () => {
  let read = 0;
  let refused = 0;
  for (let seed = 0; seed < 2500; seed += 1) {
    const pick = stream(seed);
    const value = structuredClone(bundleOf(exampleResources));
    for (let times = 1 + pick(6); times > 0; times -= 1) mutate(value, pick);
    const text = jsonText(value);
    const result = parseReferral(text, asOf, defaultStaleness);
    if ('problem' in result) {
      refused += 1;
      assert.ok(result.problem.happened.length > 0 && result.problem.whatToDo.length > 0);
    } else {
      read += 1;
      assertAccounted(text, result.referral, `seed ${seed}`);
    }
  }
  assert.ok(
    read > 1000 && refused > 20,
    `${read} read, ${refused} refused: the mutations no longer reach both`,
  );
});

test('a text cut or garbled at random is never thrown over', () => {
  const text = jsonText(bundleOf(exampleResources));
  const noise = ['"', '\\', '{', '}', '[', ']', ',', ':', '\u0000', '\ud800', 'e', '-', '9'];
  let read = 0;
  for (let seed = 0; seed < 1500; seed += 1) {
    const pick = stream(seed);
    let changed = text;
    for (let times = 1 + pick(3); times > 0; times -= 1) {
      const at = pick(changed.length);
      changed = changed.slice(0, at) + (noise[pick(noise.length)] ?? '') + changed.slice(at + pick(3));
    }
    if (pick(10) === 0) changed = changed.slice(0, pick(changed.length));
    const result = parseReferral(changed, asOf, defaultStaleness);
    if ('referral' in result) {
      read += 1;
      assertAccounted(changed, result.referral, `seed ${seed}`);
    }
  }
  assert.ok(read > 50, `${read} of 1500 were read`);
});

const folder = join(import.meta.dirname, '../../../../shared/data/referrals');
const files = existsSync(folder)
  ? readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .toSorted()
  : [];

interface RawResource {
  readonly resourceType: string;
  readonly birthDate?: string;
  readonly name?: readonly { readonly family: string }[];
  readonly code?: { readonly coding: readonly { readonly code: string }[] };
}

test('the referrals another record system sent are read, every entry accounted for', (t) => {
  if (files.length === 0) {
    t.skip(`0 of 12 referral files read: there is no folder ${folder}`);
    return;
  }
  for (const file of files) {
    const text = readFileSync(join(folder, file), 'utf8');
    const result = parseReferral(text, asOf, defaultStaleness);
    assert.ok('referral' in result, `${file}: ${JSON.stringify(result)}`);
    const { referral } = result;
    assertAccounted(text, referral, file);
    const { entry } = JSON.parse(text) as { readonly entry: readonly { readonly resource: RawResource }[] };
    const resources = entry.map((one) => one.resource);
    const patient = resources.find((one) => one.resourceType === 'Patient');
    assert.match(referral.patient.birthDate ?? '', /^\d{4}-\d{2}-\d{2}$/, file);
    assert.equal(referral.patient.birthDate, patient?.birthDate, file);
    assert.equal(referral.patient.family, patient?.name?.[0]?.family, file);
    assert.equal(referral.refused.length, 0, file);
    const sent = (type: string, code?: string): number =>
      resources.filter(
        (one) => one.resourceType === type && (code === undefined || one.code?.coding[0]?.code === code),
      ).length;
    const got = (kind: string): number => referral.items.filter((one) => one.kind === kind).length;
    assert.deepEqual(
      [
        got('condition'),
        got('medicine'),
        got('procedure'),
        got('weight'),
        got('height'),
        got('bloodPressure'),
      ],
      [
        sent('Condition'),
        sent('MedicationRequest'),
        sent('Procedure'),
        sent('Observation', '29463-7'),
        sent('Observation', '8302-2'),
        sent('Observation', '55284-4'),
      ],
      file,
    );
    for (const { quantity, systolic } of referral.items) {
      for (const digits of [quantity?.value, systolic]) {
        if (digits !== undefined) assert.ok(text.includes(`"value": ${digits}`), `${file}: ${digits}`);
      }
    }
  }
  t.diagnostic(`${files.length} referral files read`);
});
