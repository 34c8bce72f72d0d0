import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** Assets carry a hash of their content in their name, so they never change. */
const ASSET_MAX_AGE_MS = 365 * 24 * 60 * 60 * 1000;

/**
 * Serves the built admin under /ui/. It is public: without a session it can only show its sign-in page. Paths of
 * its own router get the page itself.
 */
export async function serveAdmin(app: FastifyInstance, folder: string): Promise<void> {
  const isPublic = { config: { isPublic: true }, schema: { hide: true } };
  app.get('/', isPublic, (_request, reply) => reply.redirect('/ui/'));
  app.get('/ui', isPublic, (_request, reply) => reply.redirect('/ui/'));
  if (!existsSync(join(folder, 'index.html'))) {
    app.get('/ui/*', isPublic, (_request, reply) =>
      reply.type('text/plain').send('The admin is not built: run `pnpm --filter @oremill/admin build`.\n'),
    );
    return;
  }
  await app.register(fastifyStatic, {
    root: folder,
    serve: false,
    cacheControl: false,
  });
  app.get<{ Params: { '*': string } }>('/ui/*', isPublic, (request, reply) => {
    const path = request.params['*'];
    const isAsset = path.startsWith('assets/');
    const isFile = isAsset || /^[A-Za-z0-9_-]+\.[a-z0-9]+$/.test(path);
    if (isAsset) reply.header('cache-control', `public, max-age=${ASSET_MAX_AGE_MS / 1000}, immutable`);
    else reply.header('cache-control', 'no-cache');
    return reply.sendFile(isFile ? path : 'index.html');
  });
}
