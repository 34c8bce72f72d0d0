import type { z } from 'zod';
import type { Role } from './deployer/run.ts';

/**
 * An endpoint as a value: engines' plugins bind it to a handler, the OpenAPI document is made from it, and the
 * admin's client from that. Neither `reply` nor `produces` means 204 without a body.
 */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Fastify form, `/mapreduce/executions/:id`. */
  readonly path: string;
  /** Unique name of the operation, verb first: `listExecutions`. */
  readonly operation: string;
  readonly summary: string;
  /** First word of the path: groups the documentation. */
  readonly tag: string;
  readonly status: 200 | 201 | 202 | 204;
  readonly params?: z.ZodType | undefined;
  readonly query?: z.ZodType | undefined;
  readonly body?: z.ZodType | undefined;
  readonly reply?: z.ZodType | undefined;
  /** The reply is bytes of this type instead of JSON. */
  readonly produces?: 'application/octet-stream';
  /** Bodies of further statuses that are no errors. */
  readonly otherReplies?: Readonly<Record<number, z.ZodType>>;
  /** Reachable without signing in. */
  readonly isPublic?: boolean;
  /** Who may use it, where that is another than `roleOf` says. */
  readonly role?: Role;
}

/**
 * The least role that an endpoint wants. Those of the deployer are looked at by viewers and used by operators; the
 * other engines know no roles, so that only an admin comes to them.
 */
export function roleOf({ method, tag, role }: Pick<Endpoint, 'method' | 'tag' | 'role'>): Role {
  if (role !== undefined) return role;
  if (tag !== 'deployer') return 'admin';
  return method === 'GET' ? 'viewer' : 'operator';
}

export type ParamsOf<E extends Endpoint> = E['params'] extends z.ZodType ? z.output<E['params']> : undefined;
export type QueryOf<E extends Endpoint> = E['query'] extends z.ZodType ? z.output<E['query']> : undefined;
export type BodyOf<E extends Endpoint> = E['body'] extends z.ZodType ? z.output<E['body']> : undefined;
export type ReplyOf<E extends Endpoint> = E['reply'] extends z.ZodType
  ? z.input<E['reply']>
  : E['produces'] extends string
    ? Uint8Array
    : undefined;

/** Keeps the literal types of the schemas, so that handlers and clients are typed by them. */
export function defineEndpoint<const E extends Endpoint>(endpoint: E): E {
  return endpoint;
}
