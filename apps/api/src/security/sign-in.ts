import type { TokenFinder } from '@oremill/deployer';
import type { Clock } from '@oremill/runtime';
import { type Actor, OWNER } from '@oremill/types';
import type { FastifyRequest } from 'fastify';
import type { Keeper } from './token.ts';

export const SESSION_COOKIE = 'oremill_session';

/** What says who somebody is. */
export interface SignInWorld {
  readonly keeper: Keeper;
  /** Named tokens, of the deployer. */
  readonly tokens: TokenFinder;
  readonly clock: Clock;
}

export interface SignedIn {
  readonly actor: Actor;
  /** When the session or token ends. */
  readonly untilMs: number;
  /** Of a named token. */
  readonly tokenId?: string;
}

/** Who the holder of the platform's own token is. */
const OWNER_ACTOR: Actor = { name: OWNER, role: 'admin' };

/** Whose request this is, by its token or else its session; undefined: nobody's that is known. */
export async function signedIn(request: FastifyRequest, world: SignInWorld): Promise<SignedIn | undefined> {
  const bearer = bearerOf(request);
  if (bearer !== undefined) return byToken(bearer, world);
  const session = world.keeper.readSession(request.cookies[SESSION_COOKIE] ?? '', world.clock.nowMs());
  if (session === undefined) return undefined;
  const { tokenId, expiresAtMs: untilMs } = session;
  if (tokenId === undefined) return { actor: OWNER_ACTOR, untilMs };
  const token = await world.tokens.byId(tokenId);
  return token && { actor: { name: token.name, role: token.role }, untilMs, tokenId };
}

/** The platform's token, or a named one. */
export async function byToken(
  candidate: string,
  { keeper, tokens }: SignInWorld,
): Promise<SignedIn | undefined> {
  const untilMs = Number.MAX_SAFE_INTEGER;
  if (keeper.isToken(candidate)) return { actor: OWNER_ACTOR, untilMs };
  const token = await tokens.byToken(candidate);
  return token && { actor: { name: token.name, role: token.role }, untilMs, tokenId: token.id };
}

export function bearerOf(request: FastifyRequest): string | undefined {
  return /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
}
