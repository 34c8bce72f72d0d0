import { type ErrorReply, errorReplySchema } from '@oremill/types';

/** A refused or failed request, in the words of the one error shape; status 0 when no answer came at all. */
export class ApiFailure extends Error {
  readonly reply: ErrorReply;
  readonly status: number;

  constructor(reply: ErrorReply, status: number, cause?: unknown) {
    super(reply.message, cause === undefined ? {} : { cause });
    this.name = 'ApiFailure';
    this.reply = reply;
    this.status = status;
  }
}

/** Turns any body of an error answer into a failure that names what to do next. */
export function toFailure(body: unknown, status: number): ApiFailure {
  const known = errorReplySchema.safeParse(body);
  if (known.success) return new ApiFailure(known.data, status);
  return new ApiFailure(
    {
      code: `HTTP_${status}`,
      message: `The platform answered with status ${status} and no explanation.`,
      hint: 'Try again; the log of the platform has the details.',
    },
    status,
  );
}

/** No answer: the platform is not running, or the network is gone. */
export function unreachable(cause: unknown): ApiFailure {
  return new ApiFailure(
    {
      code: 'UNREACHABLE',
      message: 'The platform does not answer.',
      hint: 'Is it running? Start it with npm start, then try again.',
    },
    0,
    cause,
  );
}

/** Any thrown value as something that can be shown. */
export function failureOf(error: unknown): ApiFailure {
  if (error instanceof ApiFailure) return error;
  return new ApiFailure(
    {
      code: 'SCREEN_FAULT',
      message: 'This page failed to show what it was sent.',
      hint: 'Reload the page. If it fails again, please report it with the details.',
    },
    0,
    error,
  );
}
