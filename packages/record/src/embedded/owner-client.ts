import { Client } from 'pg';
import { OWNER_USER } from './cluster.ts';
import { SOCKET_PORT } from './server-settings.ts';

/** Runs something over one short connection of the owner, and always lets go of it. */
export async function withOwner<T>(
  socketFolder: string,
  password: string,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client({
    host: socketFolder,
    port: SOCKET_PORT,
    user: OWNER_USER,
    password,
    database: 'postgres',
    ssl: false,
    connectionTimeoutMillis: 3000,
    query_timeout: 5000,
  });
  client.on('error', () => undefined);
  // A connection that failed has closed itself; ending it would wait for ever.
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
