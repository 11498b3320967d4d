import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from './refusal.ts';

/** Serves the built web app: named assets for ever, pages fresh each time, and every other address as the app's page. */
export async function serveWebFiles(app: FastifyInstance, folder: string | undefined): Promise<void> {
  if (folder === undefined) {
    app.setNotFoundHandler(async () => {
      throw new Refusal('REQ-002');
    });
    return;
  }
  await app.register(fastifyStatic, {
    root: folder,
    // Looked up on each request, so that a new build beside a running server is served whole.
    wildcard: true,
    index: false,
    redirect: false,
    dotfiles: 'ignore',
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const named = path.startsWith(join(folder, 'assets'));
      reply.header('cache-control', named ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  app.setNotFoundHandler(async (request, reply) => page(request, reply));
}

function page(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const path = request.url.split('?', 1)[0] ?? '/';
  const isPage = request.method === 'GET' && !/^\/(demo\/)?api(\/|$)/.test(path) && !/\.\w+$/.test(path);
  if (!isPage) throw new Refusal('REQ-002');
  return reply.sendFile(/^\/(demo\/)?q(\/|$)/.test(path) ? 'questionnaire.html' : 'index.html');
}
