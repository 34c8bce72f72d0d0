import { deployerError, includesRole, platformError } from '@oremill/types';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { bearerOf, SESSION_COOKIE, type SignInWorld, signedIn } from './sign-in.ts';

export interface GuardOptions extends SignInWorld {
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
 * `Authorization: Bearer …`, or the session cookie, unless the route is public; and whether its role does this.
 */
export function guard(app: FastifyInstance, options: GuardOptions): void {
  const { publicOrigins } = options;
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
    const who = await signedIn(request, options);
    if (who === undefined) {
      throw platformError('UNAUTHENTICATED', 'this needs a token', {
        hint: 'Send `Authorization: Bearer …` with the token from the file `token` in the data folder, or sign in at /ui/.',
      });
    }
    // Routes that say nothing, and addresses where nothing is served, are for admins.
    const wanted = request.routeOptions.config.role ?? 'admin';
    if (!includesRole(who.actor.role, wanted)) {
      throw deployerError(
        'ROLE_INSUFFICIENT',
        `the token ${who.actor.name} has the role ${who.actor.role}, and this needs ${wanted}`,
        { hint: 'Use a token of that role: deployer tokens make.' },
      );
    }
    request.actor = who.actor;
    request.signedInUntilMs = who.untilMs;
    request.isStillAllowed = async () => {
      const still = await signedIn(request, options);
      return still !== undefined && includesRole(still.actor.role, wanted);
    };
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
