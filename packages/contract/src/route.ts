import type { z } from 'zod';
import type { Permission } from './permission.ts';

/** What a route does to a patient's record; decides its audit row. `none` only where no patient can be named. */
export type AuditKind = 'read' | 'write' | 'none';

/** One HTTP route: the whole of what server, client, OpenAPI page and authorisation test know of it. */
export interface Route<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
> {
  readonly id: string;
  readonly method: 'GET' | 'POST';
  /** Fastify path below `/api`, such as `/patients/:patientId`. */
  readonly path: string;
  readonly summary: string;
  readonly permission: Permission;
  readonly audit: AuditKind;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly response: Response;
  /** Largest body in bytes; 64 kB when absent. */
  readonly bodyLimit?: number;
  /** `stream` is a server-sent event stream, `file` a download; both are served outside the JSON path. */
  readonly kind?: 'json' | 'stream' | 'file';
}

/** Keeps the literal types of a route, so that the client and the handlers are typed from it. */
export function route<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  definition: Route<P, Q, B, R>,
): Route<P, Q, B, R> {
  return Object.freeze(definition);
}
