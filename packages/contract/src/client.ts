import type { z } from 'zod';
import type { Problem } from './problem.ts';
import type { Route } from './route.ts';

type Sent<R, Name extends 'params' | 'query' | 'body'> = R extends { readonly [N in Name]: z.ZodType }
  ? z.input<R[Name]>
  : never;
type Parsed<R, Name extends 'params' | 'query' | 'body'> = R extends { readonly [N in Name]: z.ZodType }
  ? z.output<R[Name]>
  : undefined;

/** What a call to a route takes: exactly the parts that the route declares. */
export type Call<R extends Route> = (R extends { readonly params: z.ZodType }
  ? { readonly params: Sent<R, 'params'> }
  : unknown) &
  (R extends { readonly query: z.ZodType } ? { readonly query?: Sent<R, 'query'> } : unknown) &
  (R extends { readonly body: z.ZodType } ? { readonly body: Sent<R, 'body'> } : unknown);

/** The parts of a request after they were parsed at the edge; `undefined` where a route declares none. */
export interface ParsedRequest<R extends Route> {
  readonly params: Parsed<R, 'params'>;
  readonly query: Parsed<R, 'query'>;
  readonly body: Parsed<R, 'body'>;
}

/** What a route answers. */
export type Answered<R extends Route> = z.output<R['response']>;

/** The address of a route with its parameters filled in, such as `/patients/018f.../facts`. */
export function addressOf(
  route: Route,
  params: Readonly<Record<string, string>> = {},
  query: Readonly<Record<string, string | number | boolean | undefined>> = {},
): string {
  const path = route.path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  return search.size === 0 ? path : `${path}?${search.toString()}`;
}

/** A refused or lost request. `problem` is the server's sentence; absent when no answer came. */
export class RequestProblem extends Error {
  readonly status: number;
  readonly problem: Problem | undefined;
  constructor(status: number, problem: Problem | undefined) {
    super(problem === undefined ? 'No answer came from the server.' : `${problem.code} ${problem.happened}`);
    this.status = status;
    this.problem = problem;
  }
}

type Parts = {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: unknown;
};

/** Makes the typed client: `call(routes.patient, { params: { patientId } })`. `base` is `/api` or `/demo/api`. */
export function client(base: string, fetchLike: typeof fetch) {
  return async function call<R extends Route>(
    route: R,
    ...[what]: unknown extends Call<R> ? [] : [Call<R>]
  ): Promise<Answered<R>> {
    const parts = (what ?? {}) as Parts;
    let answer: Response;
    try {
      answer = await fetchLike(base + addressOf(route, parts.params, parts.query), {
        method: route.method,
        credentials: 'same-origin',
        ...(parts.body === undefined
          ? {}
          : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(parts.body) }),
      });
    } catch {
      throw new RequestProblem(0, undefined);
    }
    const json: unknown = await answer.json().catch(() => undefined);
    if (!answer.ok) throw new RequestProblem(answer.status, json as Problem | undefined);
    return json as Answered<R>;
  };
}
