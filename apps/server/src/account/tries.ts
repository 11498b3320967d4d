import { clearTries, countTry } from '@evenkeel/record';
import { Refusal } from '../http/refusal.ts';
import type { Site } from '../site.ts';

/**
 * Slows guessing at one subject (a name, a PIN) from one place. After five free tries each further one has to wait
 * twice as long, from 15 seconds up to 15 minutes. Other places are never slowed, so nobody can be locked out of a
 * clinic by somebody elsewhere.
 * @throws Refusal AUT-004 while waiting; the try is not looked at then.
 */
export async function takeTry(site: Site, subject: string, place: string): Promise<() => Promise<void>> {
  const allowed = await site.store.beforeClinic((tx) =>
    countTry(tx, { subject, place, at: site.store.now(), free: 5, firstWait: 15, longestWait: 900 }),
  );
  if (!allowed) throw new Refusal('AUT-004');
  return () => site.store.beforeClinic((tx) => clearTries(tx, subject, place));
}

/** The place of a network address: an IPv6 network of one household counts as one place. */
export function placeOf(address: string): string {
  const plain = address.startsWith('::ffff:') ? address.slice(7) : address;
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const filled =
    tail === undefined
      ? groups
      : [...groups, ...Array(Math.max(0, 8 - groups.length - after.length)).fill('0'), ...after];
  return `${filled.slice(0, 4).join(':')}::/64`;
}
