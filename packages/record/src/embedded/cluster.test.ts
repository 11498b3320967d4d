import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import test from 'node:test';
import { parseVersion } from './binaries.ts';
import { SPACE_FOR_NEW_CLUSTER, freeBytes, requireSpace } from './cluster.ts';
import { EmbeddedProblem, fileProblem, problems } from './embedded-problem.ts';
import { isFullMessage, isLeftoverMessage } from './server-log.ts';
import { serverArguments } from './server-settings.ts';

test('[DB-START-002] a disk with too little room is refused before anything is made', async () => {
  await assert.rejects(
    requireSpace(tmpdir(), (await freeBytes(tmpdir())) * 2 + 1),
    (error) =>
      error instanceof EmbeddedProblem && error.code === 'DB-START-002' && /MB left/.test(error.message),
  );
  await requireSpace(tmpdir(), 0);
  assert.equal(SPACE_FOR_NEW_CLUSTER, 200 * 1024 * 1024);
});

test('[DB-START-002] a full disk is told from full shared memory and from other errors', () => {
  const full: readonly (readonly [string, boolean])[] = [
    ['FATAL:  could not write lock file "postmaster.pid": No space left on device', true],
    ['initdb: error: could not write file "x": No space left on device\nchild exited', true],
    ['PANIC:  could not extend file: Disk quota exceeded', true],
    ['FATAL:  could not resize shared memory segment "/PostgreSQL.1": No space left on device', false],
    ['FATAL:  could not open file: Permission denied', false],
    ['', false],
  ];
  for (const [text, expected] of full) assert.equal(isFullMessage(text), expected, text);
  assert.ok(isLeftoverMessage('FATAL:  lock file "postmaster.pid" already exists'));
  assert.ok(isLeftoverMessage('FATAL:  pre-existing shared memory block (key 1, ID 2) is still in use'));
  assert.ok(!isLeftoverMessage('FATAL:  the database system is starting up'));
});

test('errors of the file system become sentences, others stay as they are', () => {
  const codes = {
    ENOSPC: 'DB-START-002',
    EDQUOT: 'DB-START-002',
    EACCES: 'DB-START-005',
    EROFS: 'DB-START-005',
  };
  for (const [code, expected] of Object.entries(codes)) {
    const told = fileProblem(Object.assign(new Error(code), { code }), '/data');
    assert.ok(told instanceof EmbeddedProblem);
    assert.equal(told.code, expected);
  }
  const other = new Error('other');
  assert.equal(fileProblem(other, '/data'), other);
  const already = problems.inUse('/data', 'process 1');
  assert.equal(fileProblem(already, '/data'), already);
});

test('versions are read from what the programs print', () => {
  assert.deepEqual(parseVersion('postgres (PostgreSQL) 18.4\n'), { version: '18.4', major: 18 });
  assert.deepEqual(parseVersion('postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)'), {
    version: '15.18',
    major: 15,
  });
  assert.deepEqual(parseVersion('postgres (PostgreSQL) 19beta1'), { version: '19beta1', major: 19 });
  assert.equal(parseVersion('psql 18.4'), null);
});

test('the command line of the server, which outranks files, keeps flushing on and TCP off', () => {
  const line = serverArguments('/data/postgres', '/tmp/sock, et', '18.4').join(' ');
  for (const part of [
    '-c fsync=on',
    '-c full_page_writes=on',
    '-c synchronous_commit=on',
    '-c listen_addresses= -c',
    '-c unix_socket_directories="/tmp/sock, et"',
    '-c log_statement=none',
    '-c log_parameter_max_length=0',
    '-c log_parameter_max_length_on_error=0',
    '-c log_min_error_statement=panic',
    '-c log_error_verbosity=terse',
  ]) {
    assert.ok(line.includes(part), part);
  }
  assert.doesNotMatch(line, /wal_sync_method| -F\b/);
});
