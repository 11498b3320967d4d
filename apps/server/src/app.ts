import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import { routes, type RouteId } from '@evenkeel/contract';
import Fastify, { LogController, type FastifyInstance, type FastifyReply } from 'fastify';
import { constants } from 'node:zlib';
import { closeStreams, openStreams } from './http/event-stream.ts';
import type { Handler } from './http/handler.ts';
import { useHeaders } from './http/headers.ts';
import { problemAnswer } from './http/problem-answer.ts';
import { readJson } from './http/read-json.ts';
import { Refusal } from './http/refusal.ts';
import { serveRoute, type Door } from './http/serve-route.ts';
import { serveWebFiles } from './http/web-files.ts';
import { docsPage, docsStyle } from './openapi/page.ts';
import { openApi } from './openapi/openapi.ts';
import { canChart } from './status/health.ts';

export interface AppOptions {
  /** The clinic's site. */
  readonly site: Door;
  /** The demo clinic's site, where there is one. */
  readonly demo?: Door;
  readonly handlers: ReadonlyMap<RouteId, Handler>;
  readonly version: string;
  /** Proxies whose X-Forwarded headers are believed: `loopback`, addresses or ranges. */
  readonly trustProxy?: string | readonly string[];
  readonly logLevel: string;
  readonly webFolder?: string;
  /** Tests check every answer against its schema. */
  readonly checkAnswers?: boolean;
}

/** The HTTP server of both sites, not yet listening. */
export async function makeApp(options: AppOptions): Promise<FastifyInstance> {
  let count = 0;
  const app = Fastify({
    logger: { level: options.logLevel, base: null, stream: process.stderr },
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: options.trustProxy === undefined ? false : [options.trustProxy].flat(),
    genReqId: () => (count += 1).toString(36),
    requestIdHeader: false,
    routerOptions: { ignoreTrailingSlash: false, maxParamLength: 200, caseSensitive: true },
    requestTimeout: 60_000,
    bodyLimit: 64_000,
    exposeHeadRoutes: false,
    return503OnClosing: true,
    // Addresses that cannot be read at all never come to the error handler.
    frameworkErrors: (error, _request, reply) => {
      const { status, problem } = problemAnswer(error);
      void (reply as FastifyReply).status(status).header('cache-control', 'no-store').send(problem);
    },
  });

  app.setErrorHandler(async (error, request, reply) => {
    const { status, problem, unexpected } = problemAnswer(error);
    if (unexpected !== undefined) {
      const level = status >= 500 ? 'error' : 'warn';
      request.log[level]({ event: 'request.failed', code: problem.code, error: unexpected });
    }
    return reply.status(status).header('cache-control', 'no-store').send(problem);
  });
  app.addHook('onResponse', async (request, reply) => {
    request.log.info({
      event: 'request',
      method: request.method,
      // The pattern, never the address: addresses hold ids and what was searched for.
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    });
  });

  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (_request: unknown, body: Buffer) => readJson(body),
  );
  await useHeaders(app);
  await app.register(cookie);
  await app.register(compress, {
    global: true,
    threshold: 2048,
    encodings: ['br', 'gzip'],
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
  });

  const streams = openStreams();
  app.addHook('preClose', async () => closeStreams(streams));

  serveHealth(app, options);
  for (const door of [options.site, ...(options.demo === undefined ? [] : [options.demo])]) {
    for (const id of Object.keys(routes) as RouteId[]) {
      const handler = options.handlers.get(id);
      if (handler === undefined) throw new Error(`The route ${id} has no handler.`);
      serveRoute(app, door, routes[id], handler, streams, options.checkAnswers === true);
    }
  }
  await serveWebFiles(app, options.webFolder);
  return app;
}

/** What proxies and operators ask: alive, able to chart, and the contract. */
function serveHealth(app: FastifyInstance, options: AppOptions): void {
  app.get('/healthz', async (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ ok: true }),
  );
  app.get('/readyz', async (_request, reply) => {
    const ok = await options.site.site().then(canChart, () => false);
    if (!ok) throw new Refusal('SRV-002');
    return reply.header('cache-control', 'no-store').send({ ok });
  });
  const document = openApi(options.version);
  const page = docsPage(options.version);
  app.get('/api/openapi.json', async (_request, reply) =>
    reply.header('cache-control', 'no-cache').send(document),
  );
  app.get('/api/docs', async (_request, reply) =>
    reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(page),
  );
  app.get('/api/docs.css', async (_request, reply) =>
    reply.header('cache-control', 'no-cache').type('text/css; charset=utf-8').send(docsStyle),
  );
}
