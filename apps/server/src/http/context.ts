import type { ParsedRequest, Route } from '@evenkeel/contract';
import type { AuditNote, Database } from '@evenkeel/record';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Transaction } from 'kysely';
import { placeOf } from '../account/tries.ts';
import type { Site } from '../site.ts';
import { readCookie, writeCookie } from './cookies.ts';
import type { Context, DeviceHere, Note } from './handler.ts';
import { Refusal } from './refusal.ts';
import type { Who } from './who.ts';

const localHosts: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Only a request that came straight from this machine, to an address of this machine, with no proxy between. */
function isFromThisMachine(request: FastifyRequest): boolean {
  const straight =
    request.headers['x-forwarded-for'] === undefined && request.headers['forwarded'] === undefined;
  const local = /^(127\.|::1$|::ffff:127\.)/.test(request.socket.remoteAddress ?? '');
  return (
    straight && local && localHosts.has(request.hostname) && /^(127\.|::1$|::ffff:127\.)/.test(request.ip)
  );
}

/** Builds what a handler gets. */
export function contextOf(
  route: Route,
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  parsed: ParsedRequest<Route>,
  who: Who | undefined,
  device: DeviceHere | undefined,
): Context {
  const signedIn = (): Who => {
    if (who === undefined) throw new Refusal('AUT-001');
    return who;
  };
  const patientOfAddress =
    (request.params as { readonly patientId?: string }).patientId ?? who?.link?.patientId;
  const filled = (note: Note): AuditNote => ({
    action: route.id,
    kind: route.audit,
    ...(patientOfAddress === undefined ? {} : { patientId: patientOfAddress }),
    ...note,
  });
  const list = (note: Note | readonly Note[]): readonly AuditNote[] =>
    (Array.isArray(note) ? (note as readonly Note[]) : [note as Note]).map(filled);
  const token = request.headers['x-evenkeel-set-up'];
  const lastEventId = request.headers['last-event-id'];
  return {
    ...parsed,
    route,
    site,
    get actor() {
      return signedIn().actor;
    },
    get scope() {
      return signedIn().scope;
    },
    signedIn: who !== undefined,
    ...(who?.staff === undefined ? {} : { staff: who.staff }),
    ...(who?.link === undefined ? {} : { link: who.link }),
    ...(device === undefined ? {} : { device }),
    now: site.store.now(),
    place: placeOf(request.ip),
    requestId: request.id,
    ...(typeof lastEventId === 'string' ? { lastEventId } : {}),
    origin: `${request.protocol}://${request.host}`,
    fromThisMachine: isFromThisMachine(request),
    ...(typeof token === 'string' ? { setUpToken: token } : {}),
    transact: <T>(
      work: (tx: Transaction<Database>) => Promise<T>,
      note?: Note | readonly Note[] | ((result: T) => Note | readonly Note[]),
    ): Promise<T> => {
      const standing = route.audit === 'none' ? [] : [filled({})];
      const notes =
        note === undefined
          ? standing
          : typeof note === 'function'
            ? (result: T) => list(note(result))
            : list(note);
      return site.store.inClinic(signedIn().scope, notes, work);
    },
    setCookie: (cookie, value, expiresAt) => writeCookie(request, reply, site.base, cookie, value, expiresAt),
    cookie: (cookie) => readCookie(request, site.base, cookie),
    log: (event, more = {}) => request.log.info({ event, ...more }),
  };
}
