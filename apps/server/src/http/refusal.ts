import { problemKinds, type Problem, type ProblemCode } from '@evenkeel/contract';

/** A refused request: one code of the catalogue, with what is particular to this case. Handlers throw it. */
export class Refusal extends Error {
  readonly code: ProblemCode;
  readonly more: Pick<Problem, 'detail' | 'fields'>;
  /** Audit rows and counters of the refused try are kept: the transaction is not rolled back by whoever catches it. */
  constructor(code: ProblemCode, more: Pick<Problem, 'detail' | 'fields'> = {}) {
    super(`${code} ${problemKinds[code].happened}`);
    this.code = code;
    this.more = more;
  }
}
