/** A failure of the store that a person can do something about: what happened, what is kept, what to do. */
export class RecordProblem extends Error {
  readonly code: string;
  readonly happened: string;
  readonly isKept: string;
  readonly toDo: string;

  constructor(code: string, happened: string, isKept: string, toDo: string, cause?: unknown) {
    super(`${happened} ${isKept} ${toDo}`, cause === undefined ? undefined : { cause });
    this.name = 'RecordProblem';
    this.code = code;
    this.happened = happened;
    this.isKept = isKept;
    this.toDo = toDo;
  }
}
