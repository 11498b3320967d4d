import { problemKinds, RequestProblem, type Problem } from '@evenkeel/contract';
import { words } from '../words/en.ts';
import { wordsOf } from './format.ts';

/** The problem behind an error: the server's own, or the sentence for an answer that never came. */
export function problemOf(error: unknown): Pick<Problem, 'happened' | 'isKept' | 'toDo'> & Partial<Problem> {
  if (error instanceof RequestProblem && error.problem?.happened !== undefined) return error.problem;
  if (error instanceof RequestProblem && error.status === 0) return words.noAnswer;
  // The browser's own word for a passkey that was put off or not found.
  if (error instanceof Error && error.name === 'NotAllowedError') return problemKinds['AUT-009'];
  return problemKinds['SRV-001'];
}

/** What the server says of one field, such as `demographics.birthDate`; the last names of the path are enough. */
export function fieldSays(error: unknown, name: string): string | undefined {
  if (!(error instanceof RequestProblem)) return undefined;
  return error.problem?.fields?.find(({ path }) => path === name || path.endsWith(`.${name}`))?.says;
}

/** `demographics.birthDate` as words: `Birth date`. */
function fieldName(path: string): string {
  const last = path.split('.').findLast((part) => /[a-z]/i.test(part)) ?? path;
  const spaced = wordsOf(last);
  return spaced.slice(0, 1).toUpperCase() + spaced.slice(1);
}

/** What happened, what is kept, what to do. `beside` names the fields that say their own part themselves. */
export function ProblemBox({
  error,
  beside = [],
}: {
  readonly error: unknown;
  readonly beside?: readonly string[];
}) {
  if (error === undefined || error === null) return null;
  const problem = problemOf(error);
  const fields = (problem.fields ?? []).filter(
    ({ path }) => !beside.some((name) => path === name || path.endsWith(`.${name}`)),
  );
  return (
    <div className="problem" role="alert">
      <p>
        <strong>{problem.happened}</strong> {problem.detail}
      </p>
      {fields.length === 0 ? null : (
        <ul>
          {fields.map((field) => (
            <li key={field.path}>
              {fieldName(field.path)}: {field.says}
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
