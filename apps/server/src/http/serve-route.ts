import { authorise, type ParsedRequest, type Route } from '@evenkeel/contract';
import { isUuid } from '@evenkeel/quantities';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Site } from '../site.ts';
import { contextOf } from './context.ts';
import { readCookie } from './cookies.ts';
import { parsePart } from './edge.ts';
import { serveStream, type OpenStreams } from './event-stream.ts';
import type { DeviceHere, FileAnswer, Handler, StreamAnswer } from './handler.ts';
import { Refusal } from './refusal.ts';
import { deviceOf, requireSecondFactor, whoIs, type Who } from './who.ts';

const DEFAULT_BODY_BYTES = 64_000;

/** Routes that depend on the enrolled device; the others do without the look-up. */
const deviceRoutes: ReadonlySet<string> = new Set([
  'signIn',
  'signInCode',
  'passkeySignIn',
  'demoSignIn',
  'me',
  'confirmCode',
  'devicePeople',
  'switchUser',
]);

/** One site under its prefix. The demo's is opened on its first request, so it is asked for each time. */
export interface Door {
  readonly base: Site['base'];
  readonly site: () => Promise<Site>;
}

interface Admitted {
  readonly site: Site;
  readonly who: Who | undefined;
  readonly device: DeviceHere | undefined;
}

/** Registers one route: who asks and whether they may is settled before the body is read. */
export function serveRoute(
  app: FastifyInstance,
  door: Door,
  route: Route,
  handler: Handler,
  streams: OpenStreams,
  checkAnswers: boolean,
): void {
  const admitted = new WeakMap<FastifyRequest, Admitted>();
  app.route({
    method: route.method,
    url: `${door.base}/api${route.path}`,
    bodyLimit: route.bodyLimit ?? DEFAULT_BODY_BYTES,
    exposeHeadRoute: false,
    onRequest: async (request) => {
      if (route.method !== 'GET') {
        refuseOtherSites(request);
        refuseOtherMedia(request);
      }
      admitted.set(request, await admit(door, route, request));
    },
    handler: async (request, reply) => {
      const { site, who, device } = admitted.get(request) as Admitted;
      const parsed = {
        params: parsePart(route, 'params', request.params),
        query: parsePart(route, 'query', request.query),
        body: parsePart(route, 'body', request.body),
      } as ParsedRequest<Route>;
      const answer = await handler(contextOf(route, site, request, reply, parsed, who, device));
      void reply.header('cache-control', 'no-store');
      if (route.kind === 'stream') {
        await serveStream(reply, answer as StreamAnswer, streams, async () => {
          const now = await whoIs(site, tokenOf(request, site.base, route), route);
          return now !== undefined && authorise(now.actor, route.permission).allowed;
        });
        return reply;
      }
      if (route.kind === 'file') return sendFile(reply, answer as FileAnswer);
      if (checkAnswers) route.response.parse(answer);
      return reply.send(answer);
    },
  });
}

function tokenOf(request: FastifyRequest, base: Site['base'], route: Route): string | undefined {
  if (route.permission !== 'ownLink') return readCookie(request, base, 'staff');
  const pass = request.headers['x-evenkeel-link'];
  return typeof pass === 'string' && pass.length <= 200 ? pass : readCookie(request, base, 'link');
}

/** The one place where a request is let in or refused. */
async function admit(door: Door, route: Route, request: FastifyRequest): Promise<Admitted> {
  const site = await door.site();
  const who = await whoIs(site, tokenOf(request, door.base, route), route);
  const named = request.params as { readonly patientId?: string; readonly sessionId?: string };
  const decision = authorise(who?.actor, route.permission);
  if (!decision.allowed) {
    if (who !== undefined) await noteDenied(site, who, route, named);
    throw new Refusal(
      decision.why === 'notSignedIn' ? 'AUT-001' : decision.why === 'strength' ? 'AUT-006' : 'AUT-002',
    );
  }
  if (who !== undefined) await requireSecondFactor(site, who, route);
  const device = deviceRoutes.has(route.id)
    ? await deviceOf(site, readCookie(request, door.base, 'device'))
    : undefined;
  return { site, who, device };
}

/** A denied try at a named patient or session is in the audit. */
async function noteDenied(
  site: Site,
  who: Who,
  route: Route,
  named: { readonly patientId?: string; readonly sessionId?: string },
): Promise<void> {
  const patientId = isUuid(named.patientId ?? '') ? named.patientId : undefined;
  const subject = isUuid(named.sessionId ?? '') ? named.sessionId : undefined;
  if (patientId === undefined && subject === undefined) return;
  const note = {
    action: route.id,
    kind: route.audit,
    allowed: false,
    ...(patientId === undefined ? {} : { patientId }),
    ...(subject === undefined ? {} : { subject }),
  };
  await site.store.inClinic(who.scope, [note], async () => undefined);
}

/** SameSite cookies stop other sites already; this stops them where a browser would not. */
function refuseOtherSites(request: FastifyRequest): void {
  const { origin, 'sec-fetch-site': site } = request.headers;
  const own = origin === undefined || origin === `${request.protocol}://${request.host}`;
  const said = site === undefined || site === 'same-origin' || site === 'none';
  if (!own || !said) throw new Refusal('REQ-005');
}

/** One media type, one encoding; anything else is refused before it is read. */
function refuseOtherMedia(request: FastifyRequest): void {
  const { 'content-type': type = '', 'content-encoding': encoding = 'identity' } = request.headers;
  const json = /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i.test(type);
  if (!json || encoding !== 'identity') throw new Refusal('REQ-003');
}

function sendFile(reply: FastifyReply, file: FileAnswer): FastifyReply {
  const plain = file.fileName.replaceAll(/[^\w.-]/g, '_');
  return reply
    .header('content-type', file.contentType)
    .header(
      'content-disposition',
      `inline; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(file.fileName)}`,
    )
    .send(file.body);
}
