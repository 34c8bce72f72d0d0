import { AppError, type ErrorReply, platformError, toErrorReply } from '@oremill/types';
import type { FastifyError, FastifyInstance } from 'fastify';
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
    return reply.code(status).type('application/json').send(JSON.stringify(body));
  });

  app.setNotFoundHandler((request) => {
    throw platformError('NOT_FOUND', `nothing is served at ${request.method} ${request.url.split('?')[0]}`, {
      hint: 'The paths are listed at /docs and in /openapi.json.',
    });
  });
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
