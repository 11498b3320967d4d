import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Instant } from '@evenkeel/quantities';
import type { CookieKind } from './handler.ts';
import type { Site } from '../site.ts';

type Base = Site['base'];
const names: Readonly<Record<CookieKind, string>> = { staff: '', link: '_link', device: '_device' };

/** The cookie's name: `ek` for the clinic, `ek_demo` for the demo, so that neither signs in to the other. */
function nameOf(base: Base, kind: CookieKind): string {
  return `ek${base === '/demo' ? '_demo' : ''}${names[kind]}`;
}

export function readCookie(request: FastifyRequest, base: Base, kind: CookieKind): string | undefined {
  const value = request.cookies[nameOf(base, kind)];
  return value === undefined || value === '' || value.length > 200 ? undefined : value;
}

export function writeCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  base: Base,
  kind: CookieKind,
  token: string | undefined,
  expiresAt?: Instant,
): void {
  const options = {
    path: base === '' ? '/' : base,
    httpOnly: true,
    sameSite: 'strict',
    secure: request.protocol === 'https',
  } as const;
  const name = nameOf(base, kind);
  if (token === undefined) void reply.clearCookie(name, options);
  else
    void reply.setCookie(name, token, {
      ...options,
      ...(expiresAt === undefined ? {} : { expires: new Date(expiresAt) }),
    });
}
