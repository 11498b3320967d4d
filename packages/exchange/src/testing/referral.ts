import assert from 'node:assert/strict';
import type { CalendarDate } from '@evenkeel/quantities';
import { bundleOf, exampleResources, jsonText } from '../example-bundle.ts';
import {
  defaultStaleness,
  parseReferral,
  type Referral,
  type ReferralItem,
  type ReferralProblem,
} from '../index.ts';

/** The day of the test referrals. */
export const asOf = '2026-11-24' as CalendarDate;
export type Resource = Readonly<Record<string, unknown>>;

/** The referral in a bundle that must be readable. */
export function referralOf(value: unknown, day: CalendarDate = asOf): Referral {
  const result = parseReferral(typeof value === 'string' ? value : jsonText(value), day, defaultStaleness);
  assert.ok('referral' in result, JSON.stringify(result));
  return result.referral;
}

/** The problem of a file that must be refused, in whole sentences. */
export function problemOf(value: unknown): ReferralProblem {
  const text = typeof value === 'string' ? value : jsonText(value);
  const result = parseReferral(text, asOf, defaultStaleness);
  assert.ok('problem' in result, 'a problem was expected');
  assert.ok(result.problem.happened.endsWith('.') && result.problem.whatToDo.endsWith('.'));
  return result.problem;
}

/** The only item of a bundle with one resource. */
export function itemOf(resource: Resource): ReferralItem {
  const [item, ...rest] = referralOf(bundleOf([resource])).items;
  assert.ok(item !== undefined && rest.length === 0);
  return item;
}

/** The example referral, read. */
export const whole = referralOf(bundleOf(exampleResources));
/** An item of the example referral by the id of its resource. */
export function named(id: string): ReferralItem {
  const item = whole.items.find((one) => one.source.id === id);
  assert.ok(item !== undefined, id);
  return item;
}
