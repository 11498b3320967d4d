import { findSignIns, type SignInFound, type Store } from '@evenkeel/record';

interface Waiting {
  readonly hash: Uint8Array;
  readonly resolve: (found: SignInFound | undefined) => void;
  readonly reject: (error: unknown) => void;
}
interface LookUp {
  readonly waiting: Waiting[];
  running: boolean;
}

const lookUps = new WeakMap<Store, LookUp>();

/**
 * Looks a sign-in up in the database. Requests that wait at the same time share one query, so that fifty tablets do not
 * keep fifty connections busy. Nothing is remembered: each answer is younger than its request, so a sign-in that was
 * ended is ended at once.
 */
export function findSignInOf(store: Store, hash: Uint8Array): Promise<SignInFound | undefined> {
  const lookUp = lookUps.get(store) ?? { waiting: [], running: false };
  lookUps.set(store, lookUp);
  return new Promise((resolve, reject) => {
    lookUp.waiting.push({ hash, resolve, reject });
    if (!lookUp.running) void drain(store, lookUp);
  });
}

async function drain(store: Store, lookUp: LookUp): Promise<void> {
  lookUp.running = true;
  // The requests that arrived in the same turn of the event loop come along.
  await new Promise((resolve) => setImmediate(resolve));
  while (lookUp.waiting.length > 0) {
    const batch = lookUp.waiting.splice(0, 200);
    try {
      const found = await store.lookUp((db) =>
        findSignIns(
          db,
          batch.map((one) => one.hash),
        ),
      );
      batch.forEach((one, index) => one.resolve(found[index]));
    } catch (error) {
      for (const one of batch) one.reject(error);
    }
  }
  lookUp.running = false;
}
