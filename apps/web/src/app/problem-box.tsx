import { problemKinds, RequestProblem, type Problem } from '@evenkeel/contract';
import { words } from '../words/en.ts';

/** The problem behind an error: the server's own, or the sentence for an answer that never came. */
export function problemOf(error: unknown): Pick<Problem, 'happened' | 'isKept' | 'toDo'> & Partial<Problem> {
  if (error instanceof RequestProblem && error.problem?.happened !== undefined) return error.problem;
  if (error instanceof RequestProblem && error.status === 0) return words.noAnswer;
  return problemKinds['SRV-001'];
}

/** What happened, what is kept, what to do. */
export function ProblemBox({ error }: { readonly error: unknown }) {
  if (error === undefined || error === null) return null;
  const problem = problemOf(error);
  return (
    <div className="problem" role="alert">
      <p>
        <strong>{problem.happened}</strong> {problem.detail}
      </p>
      {problem.fields === undefined ? null : (
        <ul>
          {problem.fields.map((field) => (
            <li key={field.path}>
              {field.path}: {field.says}
            </li>
          ))}
        </ul>
      )}
      <p>
        {problem.isKept} {problem.toDo}
      </p>
    </div>
  );
}
