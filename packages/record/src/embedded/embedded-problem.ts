/** The stable codes of what can keep the embedded database from starting. */
export type EmbeddedProblemCode =
  | 'DB-START-001' // folder in use by another running Evenkeel
  | 'DB-START-002' // disk full
  | 'DB-START-003' // made by a newer version
  | 'DB-START-004' // binaries missing or unusable
  | 'DB-START-005' // folder not writable, or owned by somebody else
  | 'DB-START-006' // did not become ready
  | 'DB-START-007' // made by an older version whose binaries are not here
  | 'DB-START-008' // as root: the database account cannot reach the folder
  | 'DB-START-009' // the stored password is missing or refused
  | 'DB-START-010'; // the cluster folder is not a database, or another program runs on it

export interface EmbeddedProblemParts {
  readonly happened: string;
  readonly whatIsKept: string;
  readonly whatToDo: string;
  readonly cause?: unknown;
}

/** Why the embedded database did not start, in sentences for the person who started it. Holds no secret. */
export class EmbeddedProblem extends Error {
  readonly code: EmbeddedProblemCode;
  readonly happened: string;
  readonly whatIsKept: string;
  readonly whatToDo: string;

  constructor(code: EmbeddedProblemCode, parts: EmbeddedProblemParts) {
    super(`${parts.happened} ${parts.whatIsKept} ${parts.whatToDo} (${code})`, { cause: parts.cause });
    this.name = 'EmbeddedProblem';
    this.code = code;
    this.happened = parts.happened;
    this.whatIsKept = parts.whatIsKept;
    this.whatToDo = parts.whatToDo;
  }
}

const UNTOUCHED = 'Nothing in the folder was changed.';
const KEPT = 'Everything stored before is still in the folder.';

/** What each problem says. One sentence each for what happened, what is kept and what to do. */
export const problems = Object.freeze({
  inUse: (folder: string, who: string) =>
    new EmbeddedProblem('DB-START-001', {
      happened: `Another running Evenkeel (${who}) is using the data folder ${folder}.`,
      whatIsKept: UNTOUCHED,
      whatToDo: 'Use the one that is running, stop it first, or choose another data folder.',
    }),

  diskFull: (folder: string, freeMegabytes: number | null, cause?: unknown) =>
    new EmbeddedProblem('DB-START-002', {
      happened:
        `The disk that holds ${folder} is full` +
        (freeMegabytes === null ? '.' : ` (${freeMegabytes} MB left).`),
      whatIsKept: KEPT,
      whatToDo:
        'Free at least 200 MB on that disk, or choose a data folder on another disk, then start again.',
      cause,
    }),

  newer: (folder: string, madeBy: number, newestHere: number) =>
    new EmbeddedProblem('DB-START-003', {
      happened:
        `The database in ${folder} was made by a newer version (PostgreSQL ${madeBy}) than this Evenkeel can ` +
        `open (PostgreSQL ${newestHere}).`,
      whatIsKept: UNTOUCHED,
      whatToDo: 'Start it with the newer Evenkeel that made it, or choose another data folder.',
    }),

  older: (folder: string, madeBy: number, here: string) =>
    new EmbeddedProblem('DB-START-007', {
      happened: `The database in ${folder} was made by PostgreSQL ${madeBy}, and only PostgreSQL ${here} was found here.`,
      whatIsKept: UNTOUCHED,
      whatToDo: `Install PostgreSQL ${madeBy} to open it, or restore a backup into a new data folder.`,
    }),

  noBinaries: (reasons: readonly string[]) =>
    new EmbeddedProblem('DB-START-004', {
      happened:
        'No usable PostgreSQL programs (version 15 or newer) were found' +
        (reasons.length === 0 ? '.' : `: ${reasons.join('; ')}.`),
      whatIsKept: 'Nothing was changed.',
      whatToDo:
        'Run the install again, install PostgreSQL 15 or newer, or name a PostgreSQL server in DATABASE_URL.',
    }),

  notWritable: (folder: string, why: string, cause?: unknown) =>
    new EmbeddedProblem('DB-START-005', {
      happened: `The data folder ${folder} cannot be written: ${why}.`,
      whatIsKept: UNTOUCHED,
      whatToDo: 'Give this account the right to write there, or choose another data folder.',
      cause,
    }),

  notReady: (folder: string, why: string, logFile: string, cause?: unknown) =>
    new EmbeddedProblem('DB-START-006', {
      happened: `The database in ${folder} did not become ready: ${why}.`,
      whatIsKept: KEPT,
      whatToDo: `Start again; if it stays so, look at ${logFile} and restore the latest backup if the disk is damaged.`,
      cause,
    }),

  unreachable: (folder: string, blockedAt: string, account: string) =>
    new EmbeddedProblem('DB-START-008', {
      happened:
        `Evenkeel was started as root, so the database runs as the account "${account}", which may not ` +
        `enter ${blockedAt} on the way to ${folder}.`,
      whatIsKept: UNTOUCHED,
      whatToDo:
        'Choose a data folder outside it, such as /var/lib/evenkeel/data, or start Evenkeel as another account.',
    }),

  password: (passwordFile: string, why: 'missing' | 'refused') =>
    new EmbeddedProblem('DB-START-009', {
      happened:
        why === 'missing'
          ? `The file ${passwordFile}, which holds the database's password, is missing.`
          : `The database does not accept the password in ${passwordFile}.`,
      whatIsKept: KEPT,
      whatToDo: 'Put the file back as it was, from the backup of the data folder.',
    }),

  notADatabase: (folder: string, why: string) =>
    new EmbeddedProblem('DB-START-010', {
      happened: `The folder ${folder} cannot be opened as Evenkeel's database: ${why}.`,
      whatIsKept: UNTOUCHED,
      whatToDo: 'Move it aside or choose another data folder, then start again.',
    }),
});

/** The system's error code (ENOSPC, EACCES and so on), or null when it is not a system error. */
export function systemCode(error: unknown): string | null {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return null;
}

/** Turns an error of the file system into its sentence; everything else passes through unchanged. */
export function fileProblem(error: unknown, folder: string): unknown {
  if (error instanceof EmbeddedProblem) return error;
  switch (systemCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return problems.diskFull(folder, null, error);
    case 'EACCES':
    case 'EPERM':
      return problems.notWritable(folder, 'permission denied', error);
    case 'EROFS':
      return problems.notWritable(folder, 'the disk is read-only', error);
    case 'ENOTDIR':
    case 'EEXIST':
      return problems.notWritable(folder, 'a file stands in its place', error);
    default:
      return error;
  }
}
