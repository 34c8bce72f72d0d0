import { z } from 'zod';
import { AppError } from './errors.ts';

/** The one shape in which an error leaves the platform: HTTP body, `--json` output, event, stored state. */
export const errorReplySchema = z
  .object({
    code: z.string().describe('Stable name of the error, for programs'),
    message: z.string().describe('What happened, naming the thing'),
    hint: z.string().optional().describe('What to do next'),
    requestId: z.string().optional().describe('Find this request in the log'),
  })
  .meta({ id: 'Error' });
export type ErrorReply = z.infer<typeof errorReplySchema>;

/** What may be told of an error: an AppError's words, and of anything else only that it is our fault. */
export function toErrorReply(error: unknown): ErrorReply {
  if (!(error instanceof AppError)) {
    return {
      code: 'INTERNAL',
      message: 'Something went wrong inside Oremill.',
      hint: 'The log has the details.',
    };
  }
  return {
    code: error.code,
    message: error.message,
    ...(error.hint === undefined ? {} : { hint: error.hint }),
  };
}

/** Restores an error that crossed a process or thread as its reply. */
export function fromErrorReply(reply: ErrorReply, status?: number): AppError {
  return new AppError(reply.code, reply.message, {
    ...(reply.hint === undefined ? {} : { hint: reply.hint }),
    ...(status === undefined ? {} : { status }),
  });
}
