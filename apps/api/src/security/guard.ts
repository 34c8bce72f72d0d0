import type { Clock } from '@oremill/runtime';
import { platformError } from '@oremill/types';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Keeper } from './token.ts';

export const SESSION_COOKIE = 'oremill_session';

export interface GuardOptions {
  readonly keeper: Keeper;
  readonly clock: Clock;
  /** Origins that browsers may use, besides loopback at the port in use. */
  readonly publicOrigins: readonly string[];
}

declare module 'fastify' {
  interface FastifyRequest {
    /** When the session or token that this request came with ends; undefined on public routes. */
    signedInUntilMs?: number;
  }
}

/**
 * Looks at every request before anything else does. Host: a page that points its own name at 127.0.0.1 (DNS
 * rebinding) is refused. Origin: another site's page is refused, also for event streams. Then the token, as
 * `Authorization: Bearer …`, or the session cookie, unless the route is public.
 */
export function guard(app: FastifyInstance, { keeper, clock, publicOrigins }: GuardOptions): void {
  const publicHosts = publicOrigins.map((origin) => new URL(origin).host);

  app.addHook('onRequest', async (request) => {
    const host = request.headers.host ?? '';
    if (!isLoopbackHost(host, request.socket.localPort) && !publicHosts.includes(host)) {
      throw platformError('HOST_REFUSED', `this server is not called ${host || '(no host)'}`, {
        hint: 'Use the address that the server printed, or add yours to OREMILL_PUBLIC_ORIGINS.',
      });
    }
    checkOrigin(request, host, publicOrigins);
    if (request.routeOptions.config.isPublic) return;
    const until = signedInUntil(request, keeper, clock.nowMs());
    if (until === undefined) {
      throw platformError('UNAUTHENTICATED', 'this needs a token', {
        hint: 'Send `Authorization: Bearer …` with the token from the file `token` in the data folder, or sign in at /ui/.',
      });
    }
    request.signedInUntilMs = until;
  });
}

function checkOrigin(request: FastifyRequest, host: string, publicOrigins: readonly string[]): void {
  const { origin } = request.headers;
  const isOwn = origin === `http://${host}` || (origin !== undefined && publicOrigins.includes(origin));
  if (isOwn) return;
  // Browsers leave Origin out only of plain GETs; where a cookie could act, its absence is suspicious.
  const isPlainRead = request.method === 'GET' || request.method === 'HEAD';
  const usesCookie = request.cookies[SESSION_COOKIE] !== undefined && bearerOf(request) === undefined;
  if (origin === undefined && (isPlainRead || !usesCookie)) return;
  throw platformError('ORIGIN_REFUSED', `requests from ${origin ?? 'an unknown page'} are not accepted`, {
    hint: 'Open the admin under the address that the server printed.',
  });
}

function isLoopbackHost(host: string, port: number | undefined): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].some(
    (name) => host === `${name}:${port}` || (port === 80 && host === name),
  );
}

function signedInUntil(request: FastifyRequest, keeper: Keeper, nowMs: number): number | undefined {
  const bearer = bearerOf(request);
  if (bearer !== undefined) return keeper.isToken(bearer) ? Number.MAX_SAFE_INTEGER : undefined;
  const session = request.cookies[SESSION_COOKIE];
  return session === undefined ? undefined : keeper.readSession(session, nowMs);
}

function bearerOf(request: FastifyRequest): string | undefined {
  return /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
}
