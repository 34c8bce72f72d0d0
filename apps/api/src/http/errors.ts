import type { Socket } from 'node:net';
import { AppError, type ErrorReply, platformError, toErrorReply } from '@oremill/types';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';

/** Every error leaves in the one shape, with the request's id; what is our fault says so and goes to the log. */
export function errorReplies(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const known = toAppError(error);
    const status = known?.status ?? 500;
    // A client that is gone gets no reply: what its leaving broke off is no defect.
    const isGone = reply.raw.destroyed;
    if (status >= 500) request.log[isGone ? 'info' : 'error']({ err: error }, 'request failed');
    const body: ErrorReply = { ...toErrorReply(known), requestId: request.id };
    if (status === 401) reply.header('www-authenticate', 'Bearer');
    reply.header('cache-control', 'no-store');
    return reply.code(status).type('application/json').send(JSON.stringify(body));
  });

  app.setNotFoundHandler((request) => {
    throw platformError('NOT_FOUND', `nothing is served at ${request.method} ${request.url.split('?')[0]}`, {
      hint: 'The paths are listed at /docs and in /openapi.json.',
    });
  });
}

/** For an address that no route can be looked up for: it is refused before any hook, so nothing of it is echoed. */
export function refuseAddress(_error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const error = platformError('REQUEST_INVALID', 'the address cannot be read', {
    hint: 'Its parts must be percent-encoded UTF-8 of a moderate length.',
  });
  void reply
    .code(error.status)
    .type('application/json')
    .send(JSON.stringify({ ...toErrorReply(error), requestId: request.id }));
}

const PARSER_STATUSES: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** For bytes that are no HTTP: there is no request yet, only a socket. */
export function refuseBytes(this: FastifyInstance, error: Error & { code?: string }, socket: Socket): void {
  if (!socket.writable) return;
  const body = JSON.stringify(
    toErrorReply(platformError('REQUEST_INVALID', 'the request is not HTTP as this server reads it')),
  );
  const status = PARSER_STATUSES[error.code ?? ''] ?? '400 Bad Request';
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

function toAppError(error: FastifyError): AppError | undefined {
  if (error instanceof AppError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const [issue] = error.validation;
    const place = `${error.validationContext ?? 'request'}${issue?.instancePath ?? ''}`;
    return platformError('REQUEST_INVALID', `${place}: ${issue?.message ?? 'invalid'}`, {
      hint: 'The shape is described at /docs.',
      cause: error,
    });
  }
  // Fastify's own refusals (bad JSON, wrong media type, body too large) are the caller's and say what they are.
  if (error.statusCode !== undefined && error.statusCode < 500) {
    return platformError('REQUEST_INVALID', error.message, { status: error.statusCode, cause: error });
  }
  return undefined;
}
