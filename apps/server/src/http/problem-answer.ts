import { problem, problemKinds, type Problem } from '@evenkeel/contract';
import { Refusal } from './refusal.ts';

/** What one error becomes for the caller and for the log. */
export interface ProblemAnswer {
  readonly status: number;
  readonly problem: Problem;
  /** For the log of unexpected errors: no message, because messages quote values. */
  readonly unexpected?: { readonly name: string; readonly code?: string; readonly frames: readonly string[] };
}

/** Turns anything thrown into a row of the catalogue. */
export function problemAnswer(error: unknown): ProblemAnswer {
  if (error instanceof Refusal) return answer(error.code, error.more);
  const code = codeOf(error);
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return answer('REQ-004');
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return answer('REQ-003');
  if (code !== undefined && /^FST_ERR_(CTP_|BAD_URL|MAX_PARAM_LENGTH)/.test(code)) return answer('REQ-001');
  // A file outside the web app's folder, or an address that no file can have.
  if (statusOf(error) === 403 || statusOf(error) === 404) return answer('REQ-002');
  if (isDatabaseAway(error, code)) return { ...answer('SRV-002'), unexpected: forLog(error, code) };
  // The database's own walls, where no handler said it in better words.
  if (code !== undefined && /^22\d/.test(code))
    return { ...answer('REQ-001'), unexpected: forLog(error, code) };
  if (code === '23505' || code === '40001' || code === '40P01') {
    return { ...answer('REC-001'), unexpected: forLog(error, code) };
  }
  return { ...answer('SRV-001'), unexpected: forLog(error, code) };
}

function answer(code: Problem['code'], more: Pick<Problem, 'detail' | 'fields'> = {}): ProblemAnswer {
  return { status: problemKinds[code].status, problem: problem(code, more) };
}

function statusOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

const away = /^(ECONN|EPIPE|ENOENT$|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|57P0|08|53|25006|58)/;
/** True when the database cannot be reached, is shutting down, or cannot write (disk full, read only). */
function isDatabaseAway(error: unknown, code: string | undefined): boolean {
  if (code !== undefined && away.test(code)) return true;
  const message = error instanceof Error ? error.message : '';
  return /^(Connection terminated|timeout exceeded when trying to connect|Client was closed|Cannot use a pool after)/.test(
    message,
  );
}

function forLog(error: unknown, code: string | undefined) {
  const name = error instanceof Error ? error.name : typeof error;
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const frames = stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .map((line) => line.trim());
  return { name, ...(code === undefined ? {} : { code }), frames };
}
