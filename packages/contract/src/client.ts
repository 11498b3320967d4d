import type { z } from 'zod';
import type { Problem } from './problem.ts';
import type { Route } from './route.ts';

type Of<S> = S extends z.ZodType ? z.input<S> : never;

/** What a call to a route takes: exactly the parts that the route declares. */
export type Call<R> = R extends Route<infer P, infer Q, infer B, z.ZodType>
  ? (R extends { readonly params: z.ZodType } ? { readonly params: Of<P> } : { readonly params?: never }) &
      (R extends { readonly query: z.ZodType } ? { readonly query?: Of<Q> } : { readonly query?: never }) &
      (R extends { readonly body: z.ZodType } ? { readonly body: Of<B> } : { readonly body?: never })
  : never;

export type Answered<R> = R extends Route<z.ZodType, z.ZodType, z.ZodType, infer S> ? z.output<S> : never;

/** The address of a route with its parameters filled in, such as `/patients/018f.../facts`. */
export function addressOf(route: Route, params: Readonly<Record<string, string>> = {}, query: Readonly<Record<string, unknown>> = {}): string {
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

/** Makes the typed client: `call(routes.patient, { params: { patientId } })`. `base` is `/api` or `/demo/api`. */
export function client(base: string, fetchLike: typeof fetch) {
  return async function call<R extends Route>(route: R, ...[what]: keyof Call<R> extends never ? [] : [Call<R>]): Promise<Answered<R>> {
    const parts = (what ?? {}) as { params?: Record<string, string>; query?: Record<string, unknown>; body?: unknown };
    let answer: Response;
    try {
      answer = await fetchLike(base + addressOf(route, parts.params, parts.query), {
        method: route.method,
        credentials: 'same-origin',
        ...(parts.body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(parts.body) }),
      });
    } catch {
      throw new RequestProblem(0, undefined);
    }
    const json: unknown = await answer.json().catch(() => undefined);
    if (!answer.ok) throw new RequestProblem(answer.status, json as Problem | undefined);
    return json as Answered<R>;
  };
}
