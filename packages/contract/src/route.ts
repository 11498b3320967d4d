import type { z } from 'zod';
import type { Permission } from './permission.ts';

/** What a route does to a patient's record; decides its audit row. `none` only where no patient can be named. */
export type AuditKind = 'read' | 'write' | 'none';

/** One HTTP route: the whole of what server, client, OpenAPI page and authorisation test know of it. */
export interface Route {
  readonly id: string;
  readonly method: 'GET' | 'POST';
  /** Fastify path below `/api`, such as `/patients/:patientId`. */
  readonly path: string;
  readonly summary: string;
  readonly permission: Permission;
  readonly audit: AuditKind;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly response: z.ZodType;
  /** Largest body in bytes; 64 kB when absent. */
  readonly bodyLimit?: number;
  /** `stream` is a server-sent event stream, `file` a download; both are served outside the JSON path. */
  readonly kind?: 'json' | 'stream' | 'file';
}

/** Keeps the literal type of a route, members that it leaves out included, so that client and handlers are typed from it. */
export function route<const Definition extends Route>(definition: Definition): Definition {
  return Object.freeze(definition);
}
