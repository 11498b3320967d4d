import { openDB, type IDBPDatabase } from 'idb';
import { useCallback, useEffect, useRef, useState } from 'react';
import { base } from './api.ts';

interface Kept<T> {
  readonly value: T;
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
  readonly change: (next: T) => void;
  /** When the shown value came from an earlier visit. */
  readonly restoredAt: Date | undefined;
  readonly discard: () => void;
}

/** A draft under a name that says which form of which patient it is. Lives outside the component tree. */
export function useDraft<T>(name: string, empty: T): Draft<T> {
  const [value, setValue] = useState(empty);
  const [restoredAt, setRestoredAt] = useState<Date>();
  const touched = useRef(false);
  const blank = useRef(empty);
  useEffect(() => {
    let left = false;
    touched.current = false;
    store()
      .then(async (db) => (await db.get('draft', name)) as Kept<T> | undefined)
      .then((kept) => {
        if (left || touched.current || kept === undefined) return;
        setValue(kept.value);
        setRestoredAt(new Date(kept.at));
      })
      .catch(() => undefined);
    return () => {
      left = true;
    };
  }, [name]);
  const change = useCallback(
    (next: T) => {
      touched.current = true;
      setValue(next);
      store()
        .then(async (db) => await db.put('draft', { value: next, at: Date.now() } satisfies Kept<T>, name))
        .catch(() => undefined);
    },
    [name],
  );
  const discard = useCallback(() => {
    touched.current = true;
    setValue(blank.current);
    setRestoredAt(undefined);
    store()
      .then(async (db) => await db.delete('draft', name))
      .catch(() => undefined);
  }, [name]);
  return { value, change, restoredAt, discard };
}
