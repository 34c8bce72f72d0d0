import type { Clock } from '@oremill/runtime';
import { serveEndpoint } from '@oremill/runtime/http';
import { platformEndpoints, platformError, type Session } from '@oremill/types';
import type { FastifyInstance } from 'fastify';
import { SESSION_COOKIE } from './guard.ts';
import type { Keeper } from './token.ts';

export interface SessionRoutesOptions {
  readonly keeper: Keeper;
  readonly clock: Clock;
  readonly version: string;
}

/** The year 9999: a bearer token has no end, and ISO dates have four digits of year. */
const LATEST_MS = Date.UTC(9999, 0);

/** Trading the token for a cookie that scripts cannot read and other sites cannot send. */
export function sessionRoutes(app: FastifyInstance, { keeper, clock, version }: SessionRoutesOptions): void {
  const describe = (untilMs: number): Session => ({
    expiresAt: new Date(Math.min(untilMs, LATEST_MS)).toISOString(),
    version,
  });

  serveEndpoint(app, platformEndpoints.signIn, ({ body, request, reply }) => {
    if (!keeper.isToken(body.token)) {
      throw platformError('UNAUTHENTICATED', 'that is not the token', {
        hint: 'It is in the file `token` in the data folder (.data by default).',
      });
    }
    const { session, expiresAtMs } = keeper.openSession(clock.nowMs());
    reply.setCookie(SESSION_COOKIE, session, {
      path: '/',
      httpOnly: true,
      sameSite: 'strict',
      secure: request.headers.origin?.startsWith('https://') ?? false,
      expires: new Date(expiresAtMs),
    });
    return describe(expiresAtMs);
  });

  serveEndpoint(app, platformEndpoints.getSession, ({ request }) => describe(request.signedInUntilMs ?? 0));

  serveEndpoint(app, platformEndpoints.signOut, ({ reply }) => {
    reply.clearCookie(SESSION_COOKIE, { path: '/' });
    return undefined;
  });
}
