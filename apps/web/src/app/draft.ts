import { openDB, type IDBPDatabase } from 'idb';
import { useEffect, useRef, useState } from 'react';
import { base, useMe } from './api.ts';
import { newId } from './new-id.ts';

interface Kept<T> {
  readonly value: T;
  readonly id: string;
  readonly at: number;
}

let opened: Promise<IDBPDatabase> | undefined;

async function store(): Promise<IDBPDatabase> {
  opened ??= openDB(`evenkeel-drafts${base}`, 1, { upgrade: (db) => void db.createObjectStore('draft') });
  return await opened;
}

/** What a form holds, kept on this device from the first keystroke until it was sent or thrown away. */
export interface Draft<T> {
  readonly value: T;
  /** The id of the thing being made. It is kept with the draft: sent again after a reload, it is still one thing. */
  readonly id: string;
  readonly change: (next: T) => void;
  /** A change that rests on the newest value, for answers that come back later. */
  readonly amend: (next: (old: T) => T) => void;
  /** When the shown value came from an earlier visit. */
  readonly restoredAt: Date | undefined;
  readonly discard: () => void;
}

interface Held<T> {
  readonly key: string;
  readonly value: T;
  readonly id: string;
  readonly touched: boolean;
  readonly restoredAt?: Date;
}

const fresh = <T>(key: string, value: T): Held<T> => ({ key, value, id: newId(), touched: false });

async function keep<T>({ key, value, id }: Held<T>): Promise<void> {
  await (await store()).put('draft', { value, id, at: Date.now() } satisfies Kept<T>, key);
}

/**
 * A draft under a name that says which form of which patient it is. It belongs to the person who typed it: on a shared
 * tablet the next one does not find it in their form. Passwords, codes and PINs are never part of a draft.
 */
export function useDraft<T>(name: string, empty: T): Draft<T> {
  const key = `${useMe()?.actorId ?? ''}/${name}`;
  const [held, setHeld] = useState(() => fresh(key, empty));
  // Another patient under the same form: nothing of the one before may stay in it.
  if (held.key !== key) setHeld(fresh(key, empty));
  useEffect(() => {
    let left = false;
    store()
      .then(async (db) => (await db.get('draft', key)) as Kept<T> | undefined)
      .then((kept) => {
        if (left || kept === undefined) return;
        setHeld((old) =>
          old.key !== key || old.touched
            ? old
            : { key, value: kept.value, id: kept.id, touched: true, restoredAt: new Date(kept.at) },
        );
      })
      .catch(() => undefined);
    return () => {
      left = true;
    };
  }, [key]);
  const latest = useRef(held);
  useEffect(() => {
    latest.current = held;
  }, [held]);
  const amend = (next: (old: T) => T) => {
    const changed = { ...latest.current, value: next(latest.current.value), touched: true };
    latest.current = changed;
    setHeld(changed);
    keep(changed).catch(() => undefined);
  };
  return {
    value: held.value,
    id: held.id,
    restoredAt: held.restoredAt,
    amend,
    change: (next) => amend(() => next),
    discard: () => {
      latest.current = { ...fresh(key, empty), touched: true };
      setHeld(latest.current);
      store()
        .then(async (db) => await db.delete('draft', key))
        .catch(() => undefined);
    },
  };
}

/** Whether a draft of this person waits under a name; asked again whenever the form opens or closes. */
export function useDraftWaits(name: string, isOpen: boolean): boolean {
  const key = `${useMe()?.actorId ?? ''}/${name}`;
  const [found, setFound] = useState<string>();
  useEffect(() => {
    let left = false;
    if (!isOpen)
      store()
        .then(async (db) => await db.getKey('draft', key))
        .then((kept) => {
          if (!left) setFound(kept === undefined ? undefined : key);
        })
        .catch(() => undefined);
    return () => {
      left = true;
    };
  }, [key, isOpen]);
  return !isOpen && found === key;
}
