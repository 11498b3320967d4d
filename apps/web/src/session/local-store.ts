import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { SessionView } from '@evenkeel/contract';
import type { Entry, RecordedEntry } from '@evenkeel/protocol';
import { uuidV7, type Uuid } from '@evenkeel/quantities';
import type { OutboxRow } from './outbox.ts';

/** A session without its entries, as the server last gave it. */
export type SessionFrame = Omit<SessionView, 'entries'>;

interface Shape extends DBSchema {
  /** This browser's id and its counter, under fixed keys. */
  device: { key: 'id' | 'sequence'; value: string | number };
  outbox: { key: Uuid; value: OutboxRow & { readonly sessionId: Uuid }; indexes: { sessionId: Uuid } };
  recorded: { key: Uuid; value: RecordedEntry; indexes: { sessionId: Uuid } };
  frame: { key: Uuid; value: SessionFrame };
  draft: {
    key: string;
    value: { readonly sessionId: Uuid; readonly text: string };
    indexes: { sessionId: Uuid };
  };
}

/** Everything this browser keeps of one session. */
export interface StoredSessionLog {
  readonly frame?: SessionFrame;
  readonly recorded: readonly RecordedEntry[];
  readonly outbox: readonly OutboxRow[];
  readonly drafts: ReadonlyMap<string, string>;
}

/** What a device adds to an entry when it is made. */
export interface DeviceStamp {
  readonly deviceId: Uuid;
  readonly deviceSequence: number;
}

/** The browser's own store of session logs. Every promise resolves when the change is on this device's disk. */
export interface LocalStore {
  load(sessionId: Uuid): Promise<StoredSessionLog>;
  /** Makes entries with the device's next numbers and keeps them, in one transaction. */
  keep(sessionId: Uuid, makers: readonly ((stamp: DeviceStamp) => Entry)[]): Promise<readonly Entry[]>;
  recorded(entries: readonly RecordedEntry[]): Promise<void>;
  refused(rows: readonly OutboxRow[]): Promise<void>;
  dismissed(id: Uuid): Promise<void>;
  frame(frame: SessionFrame): Promise<void>;
  draft(sessionId: Uuid, name: string, text: string): Promise<void>;
  /** Everything of any session that is not on the server. */
  outbox(): Promise<readonly OutboxRow[]>;
  /** Removes a session from this browser, unless something of it is not on the server. */
  forget(sessionId: Uuid): Promise<void>;
}

const strict = { durability: 'strict' } as const;

/** Opens the store of one site; the clinic and the demo never share one. */
export async function openLocalStore(
  site: 'clinic' | 'demo',
  now: () => number,
  random: (bytes: number) => Uint8Array,
): Promise<LocalStore> {
  const db: IDBPDatabase<Shape> = await openDB<Shape>(`evenkeel-${site}-sessions`, 1, {
    upgrade(fresh) {
      fresh.createObjectStore('device');
      fresh.createObjectStore('outbox').createIndex('sessionId', 'sessionId');
      fresh.createObjectStore('recorded').createIndex('sessionId', 'sessionId');
      fresh.createObjectStore('frame');
      fresh.createObjectStore('draft').createIndex('sessionId', 'sessionId');
    },
    blocking(_current, _next, event) {
      (event.target as IDBDatabase).close();
    },
  });

  return Object.freeze({
    async load(sessionId: Uuid): Promise<StoredSessionLog> {
      const tx = db.transaction(['outbox', 'recorded', 'frame', 'draft'], 'readonly');
      const [outbox, recorded, frame, draftKeys, drafts] = await Promise.all([
        tx.objectStore('outbox').index('sessionId').getAll(sessionId),
        tx.objectStore('recorded').index('sessionId').getAll(sessionId),
        tx.objectStore('frame').get(sessionId),
        tx.objectStore('draft').index('sessionId').getAllKeys(sessionId),
        tx.objectStore('draft').index('sessionId').getAll(sessionId),
      ]);
      await tx.done;
      return {
        recorded,
        outbox: outbox.map(({ entry, refusal }) => (refusal === undefined ? { entry } : { entry, refusal })),
        drafts: new Map(draftKeys.map((key, index) => [nameOf(key), drafts[index]?.text ?? ''])),
        ...(frame === undefined ? {} : { frame }),
      };
    },

    async keep(sessionId: Uuid, makers: readonly ((stamp: DeviceStamp) => Entry)[]) {
      const tx = db.transaction(['device', 'outbox'], 'readwrite', strict);
      const device = tx.objectStore('device');
      let id = await device.get('id');
      if (typeof id !== 'string') {
        id = uuidV7(now(), random(10));
        await device.put(id, 'id');
      }
      const last = await device.get('sequence');
      let sequence = typeof last === 'number' ? last : 0;
      const entries: Entry[] = [];
      for (const make of makers) {
        sequence += 1;
        const entry = make({ deviceId: id, deviceSequence: sequence });
        entries.push(entry);
        await tx.objectStore('outbox').put({ sessionId, entry }, entry.id);
      }
      await device.put(sequence, 'sequence');
      await tx.done;
      return entries;
    },

    async recorded(entries: readonly RecordedEntry[]) {
      const tx = db.transaction(['outbox', 'recorded'], 'readwrite', strict);
      for (const entry of entries) {
        await tx.objectStore('recorded').put(entry, entry.id);
        await tx.objectStore('outbox').delete(entry.id);
      }
      await tx.done;
    },

    async refused(rows: readonly OutboxRow[]) {
      const tx = db.transaction('outbox', 'readwrite', strict);
      for (const row of rows) await tx.store.put({ ...row, sessionId: row.entry.sessionId }, row.entry.id);
      await tx.done;
    },

    async dismissed(id: Uuid) {
      const tx = db.transaction('outbox', 'readwrite', strict);
      await tx.store.delete(id);
      await tx.done;
    },

    async frame(frame: SessionFrame) {
      const tx = db.transaction('frame', 'readwrite');
      await tx.store.put(frame, frame.sessionId);
      await tx.done;
    },

    async draft(sessionId: Uuid, name: string, text: string) {
      const tx = db.transaction('draft', 'readwrite');
      const key = `${sessionId} ${name}`;
      if (text === '') await tx.store.delete(key);
      else await tx.store.put({ sessionId, text }, key);
      await tx.done;
    },

    async outbox() {
      const rows = await db.getAll('outbox');
      return rows.map(({ entry, refusal }) => (refusal === undefined ? { entry } : { entry, refusal }));
    },

    async forget(sessionId: Uuid) {
      const tx = db.transaction(['outbox', 'recorded', 'frame', 'draft'], 'readwrite');
      const left = await tx.objectStore('outbox').index('sessionId').count(sessionId);
      if (left === 0) {
        for (const name of ['recorded', 'draft'] as const) {
          const store = tx.objectStore(name);
          for (const key of await store.index('sessionId').getAllKeys(sessionId)) await store.delete(key);
        }
        await tx.objectStore('frame').delete(sessionId);
      }
      await tx.done;
    },
  });
}

function nameOf(key: string): string {
  return key.slice(key.indexOf(' ') + 1);
}
