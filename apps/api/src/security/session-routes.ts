import { actorOf, serveEndpoint } from '@oremill/runtime/http';
import { type Actor, platformEndpoints, platformError, type Session } from '@oremill/types';
import type { FastifyInstance } from 'fastify';
import { byToken, SESSION_COOKIE, type SignInWorld } from './sign-in.ts';

export interface SessionRoutesOptions extends SignInWorld {
  readonly version: string;
}

/** The year 9999: a bearer token has no end, and ISO dates have four digits of year. */
const LATEST_MS = Date.UTC(9999, 0);

/** Trading a token for a cookie that scripts cannot read and other sites cannot send. */
export function sessionRoutes(app: FastifyInstance, options: SessionRoutesOptions): void {
  const { keeper, clock, version } = options;
  const describe = (untilMs: number, { name, role }: Actor): Session => ({
    expiresAt: new Date(Math.min(untilMs, LATEST_MS)).toISOString(),
    version,
    name,
    role,
  });

  serveEndpoint(app, platformEndpoints.signIn, async ({ body, request, reply }) => {
    const who = await byToken(body.token, options);
    if (who === undefined) {
      throw platformError('UNAUTHENTICATED', 'that is not the token, nor one that was made', {
        hint: 'It is in the file `token` in the data folder (.data by default).',
      });
    }
    const { session, expiresAtMs } = keeper.openSession(clock.nowMs(), who.tokenId);
    reply.setCookie(SESSION_COOKIE, session, {
      path: '/',
      httpOnly: true,
      sameSite: 'strict',
      secure: request.headers.origin?.startsWith('https://') ?? false,
      expires: new Date(expiresAtMs),
    });
    return describe(expiresAtMs, who.actor);
  });

  serveEndpoint(app, platformEndpoints.getSession, ({ request }) =>
    describe(request.signedInUntilMs ?? 0, actorOf(request)),
  );

  serveEndpoint(app, platformEndpoints.signOut, ({ reply }) => {
    reply.clearCookie(SESSION_COOKIE, { path: '/' });
    return undefined;
  });
}
