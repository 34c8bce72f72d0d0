import assert from 'node:assert/strict';
import type { Actor, BodyOf, Endpoint, ParamsOf, QueryOf, ReplyOf, Role } from '@oremill/types';
import { errorReplySchema, roleOf } from '@oremill/types';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

export interface EndpointRequest<E extends Endpoint> {
  readonly params: ParamsOf<E>;
  readonly query: QueryOf<E>;
  readonly body: BodyOf<E>;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** Read by the API's sign-in hook. */
declare module 'fastify' {
  interface FastifyContextConfig {
    isPublic?: boolean;
    /** Least role that may use the route; without one it is for admins. */
    role?: Role;
  }
  interface FastifyRequest {
    /** Whose token or session the request came with; set by the sign-in hook, never on public routes. */
    actor?: Actor;
  }
  /** Read by @fastify/swagger, which only the API depends on; the same types as its own. */
  interface FastifySchema {
    operationId?: string;
    summary?: string;
    tags?: readonly string[];
    produces?: readonly string[];
  }
}

/**
 * Binds an endpoint value to its handler: input is validated and the reply serialised by the endpoint's zod
 * schemas (the app sets fastify-type-provider-zod's compilers), and both stand in the OpenAPI document.
 */
export function serveEndpoint<const E extends Endpoint>(
  app: FastifyInstance,
  endpoint: E,
  handle: (request: EndpointRequest<E>) => Promise<ReplyOf<E>> | ReplyOf<E>,
): void {
  app.route({
    method: endpoint.method,
    url: endpoint.path,
    config: { isPublic: endpoint.isPublic ?? false, role: roleOf(endpoint) },
    schema: {
      operationId: endpoint.operation,
      summary: endpoint.summary,
      tags: [endpoint.tag],
      ...(endpoint.isPublic ? { security: [] } : {}),
      ...(endpoint.produces ? { produces: [endpoint.produces] } : {}),
      ...(endpoint.params ? { params: endpoint.params } : {}),
      ...(endpoint.query ? { querystring: endpoint.query } : {}),
      ...(endpoint.body ? { body: endpoint.body } : {}),
      response: {
        ...(endpoint.reply ? { [endpoint.status]: endpoint.reply } : {}),
        ...endpoint.otherReplies,
        '4xx': errorReplySchema,
        '5xx': errorReplySchema,
      },
    },
    handler: async (request, reply) => {
      reply.code(endpoint.status);
      const answer = await handle({
        params: request.params as ParamsOf<E>,
        query: request.query as QueryOf<E>,
        body: request.body as BodyOf<E>,
        request,
        reply,
      });
      return endpoint.reply || endpoint.produces ? answer : reply.send();
    },
  });
}

/** Who asks; on a route that is not public there is always somebody. */
export function actorOf(request: FastifyRequest): Actor {
  assert(request.actor, `the route ${request.routeOptions.url} is public, or nobody was asked to sign in`);
  return request.actor;
}
