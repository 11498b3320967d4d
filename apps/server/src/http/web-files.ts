import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from './refusal.ts';

/** Serves the built web app: named assets for ever, pages fresh each time, and every other address as the app's page. */
export async function serveWebFiles(app: FastifyInstance, folder: string | undefined): Promise<void> {
  app.setNotFoundHandler(async () => {
    throw new Refusal('REQ-002');
  });
  if (folder === undefined) return;
  await app.register(fastifyStatic, {
    root: folder,
    // Files are looked up on each request, so that a new build beside a running server is served whole.
    serve: false,
    dotfiles: 'ignore',
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const named = path.startsWith(join(folder, 'assets'));
      reply.header('cache-control', named ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  app.get('/*', async (request, reply) => reply.sendFile(fileOf(request)));
}

function fileOf(request: FastifyRequest): string {
  const path = request.url.split('?', 1)[0] ?? '/';
  if (/^\/(demo\/)?api(\/|$)/.test(path)) throw new Refusal('REQ-002');
  if (/\.\w+$/.test(path)) return (request.params as { readonly '*': string })['*'];
  return /^\/(demo\/)?q\/?$/.test(path) ? 'questionnaire.html' : 'index.html';
}
