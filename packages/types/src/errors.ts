import { z } from 'zod';

/**
 * One row of an error table: which HTTP status it becomes, and whether the caller (`input`), the state of
 * things (`state`) or the world (`world`) is at fault. Codes are stable: clients match on them.
 */
export interface ErrorDefinition {
  readonly status: number;
}

export interface AppErrorOptions {
  /** The next step for the person who reads the message. */
  readonly hint?: string;
  readonly cause?: unknown;
  /** Overrides the status of the code's table; only transports read it. */
  readonly status?: number;
}

/**
 * The caller, the input or the world is at fault, never us (that is an `assert`). The message names the thing
 * ("bookmarks.jsonl", "line 812"), the hint says what to do next. Never put a secret in either.
 */
export class AppError extends Error {
  readonly code: string;
  readonly hint: string | undefined;
  readonly status: number;

  constructor(code: string, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.hint = options.hint;
    this.status = options.status ?? 500;
  }
}

/**
 * Turns a table of codes into a constructor that accepts no other: `const inputError = errorFamily(table)`,
 * then `throw inputError('INPUT_MISSING', 'no file matches logs/*.gz', { hint: '…' })`.
 */
export function errorFamily<Table extends Record<string, ErrorDefinition>>(table: Table) {
  return (code: keyof Table & string, message: string, options: AppErrorOptions = {}): AppError => {
    const definition: ErrorDefinition | undefined = table[code];
    return new AppError(code, message, { status: definition?.status ?? 500, ...options });
  };
}

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
