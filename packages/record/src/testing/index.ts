/** For tests only: real, migrated databases, one server a process, embedded or the one of TEST_DATABASE_URL. */
export { emptyDatabase, freshDatabase, stopTestServer, type TestDatabase } from './database.ts';
