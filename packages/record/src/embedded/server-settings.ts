import { createHash } from 'node:crypto';

/** The server listens on no TCP port; this number only names the socket file. */
export const SOCKET_PORT = 5432;

/** The one line of pg_hba.conf: the private socket, with a password, nothing else. */
export const HOST_BASED_ACCESS = 'local all all scram-sha-256\n';

/**
 * Settings of the embedded server. They go on its command line, which outranks every file and ALTER SYSTEM.
 * The log settings keep statements, parameters and row contents (personal data) out of the log.
 */
const SETTINGS: Readonly<Record<string, string>> = Object.freeze({
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  wal_compression: 'on',
  max_wal_size: '512MB',
  shared_buffers: '128MB',
  max_connections: '60',
  jit: 'off',

  listen_addresses: '',
  unix_socket_permissions: '0700',
  password_encryption: 'scram-sha-256',
  ssl: 'off',

  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
  log_destination: 'stderr',
  logging_collector: 'off',
  log_line_prefix: '%m [%p] ',
  log_min_messages: 'warning',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_statement: 'none',
  log_duration: 'off',
  log_min_duration_statement: '-1',
  log_min_duration_sample: '-1',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_checkpoints: 'off',
});

const short = (text: string, length: number): string =>
  createHash('sha256').update(text).digest('hex').slice(0, length);

/** Short stable name of a folder, for the socket folder and process titles. */
export const folderTag = (folder: string): string => short(folder, 10);

/** Start of the title of every process of the cluster. */
export const clusterTag = (cluster: string): string => `evenkeel-${folderTag(cluster)}-`;

/** Name of the cluster at run time; it changes with the settings and the version, so an outdated server shows. */
export const clusterName = (cluster: string, version: string): string =>
  clusterTag(cluster) + short(JSON.stringify([SETTINGS, version]), 8);

/** The command line of the server. */
export function serverArguments(cluster: string, socketFolder: string, version: string): readonly string[] {
  const settings: Readonly<Record<string, string>> = {
    ...SETTINGS,
    port: String(SOCKET_PORT),
    cluster_name: clusterName(cluster, version),
    unix_socket_directories: `"${socketFolder}"`,
    hba_file: `${cluster}/pg_hba.conf`,
  };
  return ['-D', cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}
