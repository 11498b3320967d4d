import { Client } from 'pg';
import type { OpenedDatabase } from './open-databases.ts';

/** A note kept on a database itself (its comment), outside every schema: the demo's says when it was finished. */

async function asOwner<T>(
  database: OpenedDatabase,
  name: string,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client({ ...database.owner, database: name });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The note, or undefined when there is none. */
export async function readDatabaseNote(database: OpenedDatabase): Promise<string | undefined> {
  const { rows } = await asOwner(database, database.name, (client) =>
    client.query<{ note: string | null }>(
      `select shobj_description(oid, 'pg_database') as note from pg_database where datname = current_database()`,
    ),
  );
  return rows[0]?.note ?? undefined;
}

export async function writeDatabaseNote(database: OpenedDatabase, note: string): Promise<void> {
  await asOwner(database, database.name, (client) =>
    client.query(
      `comment on database ${client.escapeIdentifier(database.name)} is ${client.escapeLiteral(note)}`,
    ),
  );
}

/** Drops a database that nobody has open; false, and nothing changed, when somebody has. */
export async function dropDatabase(database: OpenedDatabase): Promise<boolean> {
  return asOwner(database, 'postgres', async (client) => {
    try {
      await client.query(`drop database if exists ${client.escapeIdentifier(database.name)}`);
      return true;
    } catch (error) {
      if ((error as { readonly code?: string }).code === '55006') return false;
      throw error;
    }
  });
}
